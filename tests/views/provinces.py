"""Invented reports of real provinces, so that they have a square on the map: built once."""

from __future__ import annotations

import hashlib
import tempfile
from functools import cache
from pathlib import Path

import govkg
from govkg import pipeline
from govkg.analysis import Picture
from govkg.graph import Graph
from govkg.library import Library
from govkg.views import catalogue
from govkg.views.plan import Plan

_FOLDER = tempfile.TemporaryDirectory(prefix="govkg-provinces-", ignore_cleanup_errors=True)
DONE = "推行“一网通办”改革。“一网通办”改革的网上可办率达到{share}%。"
LOST = "办理时限压缩至，成效较好。"
# Place, year, what was done, what is planned.
REPORTS = (
    ("黄石市", 2018, DONE.format(share=60), ""),
    ("广东省", 2019, DONE.format(share=80) + "办理时限压缩至5天。", ""),
    ("广东省", 2021, DONE.format(share=90) + "办理时限压缩至3天以内。", "办理时限压缩至2天以内。"),
    ("浙江省", 2020, "强化数字赋能。" + LOST, ""),
    ("浙江省", 2021, "办理时限压缩至4天。", ""),
    ("浙江省", 2022, "政务大厅全年无休，强化数字赋能。", ""),
    ("四川省", 2022, "政务大厅全年无休，强化数字赋能。", "启动“一网通办”改革。"),
    ("云澜市", 2021, DONE.format(share=70), ""),
)


@cache
def provinces() -> Graph:
    root = Path(_FOLDER.name) / "provinces"
    for place, year, done, planned in REPORTS:
        text = f"{place}政务服务局{year}年工作总结\n\n{year}年，我局推进改革。\n\n一、{year}年工作情况\n（一）深化改革。{done}\n"
        if planned:
            text += f"\n二、{year + 1}年工作打算\n{planned}\n"
        text += f"\n{place}政务服务局\n{year + 1}年1月16日\n"
        folder = (
            root
            / "sources"
            / f"{['huangshi', 'guangdong', 'zhejiang', 'sichuan', 'yunlan'][_PLACES.index(place)]}-{year}"
        )
        folder.mkdir(parents=True)
        (folder / "text.txt").write_text(text, encoding="utf-8", newline="\n")
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        lines = [
            f'title = "{place}政务服务局{year}年工作总结"', f'sha256 = "{sha256}"', 'language = "zh-Hans"', 'genre = "annual work summary of a bureau"',
            f'body = "{place}政务服务局"', f'place = "{place}"', f'covers = "{year}"', f'plans = "{year + 1}"', f'dated = "{year + 1}-01-16"',
            "[rights]", 'zh = "虚构的文本，仅供测试。"', 'en = "A made-up text, for tests only."',
        ]  # fmt: skip
        if LOST in text:
            start = text.index(LOST)
            lines += ["[[damage]]", f"start = {start}", f"end = {start + 8}", f'quote = "{LOST[:8]}"', 'kind = "lost"',
                      'why = "“压缩至”后脱数字"', 'why_en = "the figure is lost"']  # fmt: skip
        (folder / "source.toml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    pipeline.build(Library(root, root))
    return govkg.open(root)


_PLACES = ("黄石市", "广东省", "浙江省", "四川省", "云澜市")


def drawn(name: str, **given: str) -> tuple[Picture, Plan]:
    return catalogue.make(provinces().store, name, given)
