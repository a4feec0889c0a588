"""Writes the expected rows of tests/queries from the graphs as they are. Review every change against the reports' texts."""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import govkg
from govkg import questions
from govkg.graph import Graph

HERE = Path(__file__).parent
Cases = list[dict[str, Any]]
# On the Wuhan graph: a question's cases beyond the one without parameters; those that need a parameter have only these.
WUHAN: dict[str, Cases] = {
    "brokers": [{"role": "all", "basis": "all"}],
    "backbone-platforms": [{"platform": "城市大脑"}],
    "unit-network": [{"basis": "all"}],
    "about": [{"of": n} for n in ("市民码", "城市大脑", "市公安局", "武汉市公共数据资源管理办法")],
    "coverage": [{"outcome": "finding"}, {"section": "二/(二)"}],
    "compare-places": [{"scheme": "一件事一次办"}],
    "diffusion": [{"scheme": "一件事一次办"}],
    "evidence-of": [],
    "metric-values": [{"metric": "办理时限"}, {"metric": "满意"}, {"metric": "processingTime"}],
    "not-reported": [{"metric": m, "year": y} for m, y in (("好评率", 2021), ("办理时限", 2021), ("办理时限", 2022))],
    "outcomes-of-reform": [{"reform": n} for n in ("一事联办", "高效办成一件事", "城市大脑", "武汉云", "“跨市通办”")],
    "named-together": [{"of": "城市大脑"}],
    "outcomes-by-unit-and-year": [{"role": "all", "basis": "explicit"}],
    "parts-of-parts": [{"whole": "城市大脑"}],
    "path-between": [{"from": "市公安局", "to": "武汉战疫"}],
    "phrase-first": [{"phrase": "一网通办"}, {"phrase": "高质量发展", "place": "武汉市"}],
    "platforms-and-parts": [{"platform": "城市大脑"}],
    "top-metrics": [{"kind": "all", "year": 2021}],
    "words-in-text": [{"words": "群众"}, {"pattern": "第[0-9]+"}],
    "reforms-of-unit": [{"unit": n} for n in ("市公安局", "住建厅", "市政府办公厅")],
    "reforms-over-successions": [{"unit": "市公安局"}, {"unit": "武汉市政务服务和大数据管理局", "role": "issues"}],
    "what-changed": [{"before": "the same release"}],
    "units-of-reform": [{"reform": n} for n in ("武汉云", "一业一证", "健康码", "统一受理平台")],
    "reforms-and-outcomes": [{"domain": "internal", "level": "all"}],
}
# On the two cities: every case.
TWO: dict[str, Cases] = {
    "awards-by-initiative": [{}],
    "backbone-platforms": [{}],
    "brokers": [{}, {"basis": "all"}],
    "communities-of-reforms": [{}],
    "compare-places": [{}, {"scheme": "证照同办"}, {"place": "临渚市", "year": 2023}],
    "contradictions": [{}, {"metric": "满意率"}, {"year": 2023}],
    "coverage": [{"outcome": "finding"}],
    "derived-baselines": [{}, {"metric": "办理时限", "year": 2022}],
    "diffusion": [{}, {"scheme": "证照同办", "stage": "planned"}],
    "documents-and-what-they-govern": [{}],
    "judgements": [{}, {"judgement": "unsure"}],
    "metric-values": [{"metric": "满意率"}, {"metric": "办理时限", "place": "临渚市", "year": 2023}],
    "not-reported": [
        {"metric": "满意率", "year": 2022}, {"metric": "满意率", "year": 2023}, {"metric": "跑动次数", "year": 2022},
        {"metric": "满意率", "year": 2021}, {"metric": "跑动次数", "year": 2023, "verdict": "noReport"},
    ],
    "outcomes-by-unit-and-year": [{}],
    "parts-of-parts": [{"whole": "云澜通"}],
    "platforms-and-parts": [{"platform": "云澜通"}],
    "reforms-of-unit": [{"unit": "市人社局"}],
    "reforms-over-successions": [{"unit": "市公安局"}],
    "reviews": [{}, {"decision": "corrected"}, {"by": "another"}],
    "shortcomings": [{}],
    "successors-of-units": [{}],
    "targets-and-results": [{}, {"verdict": "met,missed"}, {"place": "临渚市", "year": 2024}],
    "unit-network": [{}, {"basis": "all"}],
    "units-of-reform": [{"reform": "最多跑一次"}, {"reform": "跨省通办"}],
    "top-metrics": [{}, {"place": "临渚市", "year": 2023}],
    "year-on-year": [{}, {"place": "临渚市"}],
    "what-changed": [{"before": "the earlier release"}, {"before": "the earlier release", "change": "changed"}],
}  # fmt: skip


def load(name: str) -> ModuleType:
    """A module of this folder."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made


def write(folder: Path, kg: Graph, cases: dict[str, Cases], before: dict[str, Path]) -> None:
    """Write the rows of each case; name the files that changed."""
    expected = load("test_expected")
    folder.mkdir(exist_ok=True)
    for name, asked in cases.items():
        blocks = []
        for parameters in asked:
            given: dict[str, Any] = {k: before.get(v, v) if k == "before" else v for k, v in parameters.items()}
            rows = [json.dumps(r, ensure_ascii=False) for r in expected.compact(kg.ask(name, **given))]
            body = ",\n".join(rows)
            blocks.append(f'{{"parameters": {json.dumps(parameters, ensure_ascii=False)}, "rows": [\n{body}\n]}}')
        path = folder / f"{name}.json"
        text = "[\n" + ",\n".join(blocks) + "\n]\n"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"changed: {path.relative_to(HERE)}")


def main() -> int:
    """Write the expected rows of both graphs."""
    kg = govkg.open()
    first = kg.ask("biggest-reductions").rows[0]["statement"]
    WUHAN["evidence-of"] = [{"statement": str(first).rpartition("/")[2]}]
    wuhan = {}
    for question in questions.all():
        alone = not any(p.required for p in question.parameters) and question.name not in ("coverage", "words-in-text")
        wuhan[question.name] = [*([{}] if alone else []), *WUHAN.get(question.name, [])]
    made = load("conftest")
    with tempfile.TemporaryDirectory() as folder:
        two = made.built(made.CITIES, Path(folder) / "two")
        earlier = made.set_back(two, Path(folder) / "earlier")
        before = {
            "the earlier release": earlier.library.root,
            "the same release": kg.library.root if kg.library else HERE,
        }
        write(HERE / "expected", kg, wuhan, before)
        write(made.CITIES / "expected", two, TWO, before)
    return 0


if __name__ == "__main__":
    sys.exit(main())
