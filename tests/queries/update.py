"""Writes tests/queries/expected/*.json from the graph as it is. Review every change against the report's text."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import govkg
from govkg import questions

HERE = Path(__file__).parent
# A question's cases beyond the one without parameters; those that need a parameter have only these.
ASKED: dict[str, list[dict[str, Any]]] = {
    "about": [{"of": n} for n in ("市民码", "城市大脑", "市公安局", "武汉市公共数据资源管理办法")],
    "coverage": [{"outcome": "finding"}, {"section": "二/(二)"}],
    "evidence-of": [],
    "metric-values": [{"metric": "办理时限"}, {"metric": "满意"}],
    "outcomes-of-reform": [{"reform": n} for n in ("一事联办", "高效办成一件事", "城市大脑", "武汉云", "“跨市通办”")],
    "path-between": [{"from": "市公安局", "to": "武汉战疫"}],
    "platforms-and-parts": [{"platform": "城市大脑"}],
    "reforms-of-unit": [{"unit": n} for n in ("市公安局", "住建厅", "市政府办公厅")],
    "units-of-reform": [{"reform": n} for n in ("武汉云", "一业一证", "健康码", "统一受理平台")],
    "reforms-and-outcomes": [{"domain": "internal", "level": "all"}],
}


def main() -> int:
    """Write the expected rows; name the files that changed."""
    spec = importlib.util.spec_from_file_location("expected", HERE / "test_expected.py")
    assert spec and spec.loader
    expected = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(expected)
    kg = govkg.open()
    first = kg.ask("biggest-reductions").rows[0]["statement"]
    ASKED["evidence-of"] = [{"statement": str(first).rpartition("/")[2]}]
    (HERE / "expected").mkdir(exist_ok=True)
    for question in questions.all():
        cases = ASKED.get(question.name, [])
        if not any(p.required for p in question.parameters) and question.name != "coverage":
            cases = [{}, *cases]
        blocks = []
        for parameters in cases:
            rows = [json.dumps(r, ensure_ascii=False) for r in expected.compact(kg.ask(question.name, **parameters))]
            body = ",\n".join(rows)
            blocks.append(f'{{"parameters": {json.dumps(parameters, ensure_ascii=False)}, "rows": [\n{body}\n]}}')
        path = HERE / "expected" / f"{question.name}.json"
        text = "[\n" + ",\n".join(blocks) + "\n]\n"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"changed: {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
