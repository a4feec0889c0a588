"""References by GB/T 7714-2015, the standard of Chinese journals and theses, in the numeric system.

A printed report is 主要责任者. 题名[R]. 出版地: 出版者, 出版年. — a report that stands online as a file [R/OL], a web page [EB/OL]
(7.1 and 8.8): 主要责任者. 题名[EB/OL]. (更新或修改日期)[引用日期]. 获取和访问路径. The dataset is [DS/OL], its version in the place of the
edition, its identifier in that of the 数字对象唯一标识符. The publisher is the body that gave the report; a place that is not known is [出版地不详]
(8.4.1), a publisher [出版者不详]. The day of access is a person's to give: without it the field is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from govkg import messages
from govkg.citation.bibtex import MARKS, address
from govkg.citation.references import Reference, clean

UNKNOWN = {"zh": ("出版地不详", "出版者不详"), "en": ("S.l.", "s.n.")}


def write(references: Sequence[Reference], lang: str = "zh") -> str:
    """The references, numbered, a line each; below the quote with its place, and the release."""
    lines = [f"[{n}] {line(r, lang)}" for n, r in enumerate(references, 1)]
    found = next((r for r in references if r.kind == "dataset"), None)
    if found and found.quote:
        lines.append(clean(messages.text("cite.quoted", lang, quote=found.quote, start=found.start, end=found.end)))
    if found:
        lines.append(messages.text("cite.release", lang, dataset=found.dataset, licence=found.licence))
    return "\n".join(lines) + "\n"


def line(r: Reference, lang: str = "zh") -> str:
    """One reference.

    >>> line(Reference(key="a", kind="report", author="武汉市政务服务和大数据管理局", title="2021年工作总结", place="武汉市", date="2022-01-18"))
    '武汉市政务服务和大数据管理局. 2021年工作总结[R]. 武汉: 武汉市政务服务和大数据管理局, 2022.'
    """
    mark, medium = MARKS[r.kind]
    said = [*([clean(r.author)] if r.author else []), f"{clean(r.title)}[{mark}{'/' + medium if medium else ''}]"]
    if r.edition:
        said.append(messages.text("cite.edition", lang, version=r.edition))
    if r.kind == "report":
        return ". ".join([*said, _issued(r, lang)]) + "."
    dates = (f"({r.date})" if r.day else "") + (f"[{r.accessed}]" if r.accessed else "")
    return ". ".join([*said, *filter(None, (dates, address(r.url), r.id))]) + "."


def _issued(r: Reference, lang: str) -> str:
    """出版地: 出版者, 出版年; a city without 市, as the standard writes it."""
    place, body = UNKNOWN[lang]
    place = city(clean(r.place)) if r.place else f"[{place}]"
    year = f", {r.day[0]}" if r.day else ""
    return f"{place}: {clean(r.author) or f'[{body}]'}{year}"


def city(label: str) -> str:
    """The name of a city as a place of publication: 武汉 for 武汉市; of any other place as it is.

    >>> city("武汉市"), city("湖北省"), city("沙市")
    ('武汉', '湖北省', '沙市')
    """
    return re.sub(r"(?<=..)市$", "", label)
