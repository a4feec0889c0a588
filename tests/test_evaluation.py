"""The score of readings against annotated texts: the same numbers as the guide's own program, each error with its rule."""

import importlib.util
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from govkg import annotations
from govkg.errors import GovkgError
from govkg.evaluation import gold, reading
from govkg.evaluation.compare import compare
from govkg.evaluation.page import page, payload
from govkg.evaluation.score import score

GOLDEN = Path(__file__).parent / "golden"
OTHERS = [p for n in ("seed", "dev") if (p := Path(__file__).parents[2] / "shared" / "gold" / n).is_dir()]
SCORER: Any = importlib.util.module_from_spec(
    spec := importlib.util.spec_from_file_location("golden_score", GOLDEN / "score.py")  # type: ignore[arg-type]
)
spec.loader.exec_module(SCORER)  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def reads() -> list[reading.Read]:
    return [reading.read(a) for a in gold.load(GOLDEN)]


def written(reads: list[reading.Read], folder: Path) -> Path:
    for r in reads:
        rows = annotations.annotate(list(r.statements.values()), r.annotated.source)
        annotations.write(rows, folder, r.annotated.source.id)
    return folder


@pytest.mark.parametrize("folder", [GOLDEN, *OTHERS], ids=lambda p: p.name)
def test_the_score_is_that_of_the_guides_program(folder: Path, tmp_path: Path) -> None:
    found = [reading.read(a) for a in gold.load(folder)]
    theirs, _ = SCORER.score(folder, written(found, tmp_path))
    assert score(*(r.compared for r in found)) == theirs


@pytest.mark.parametrize("seed", range(12))
def test_the_score_is_the_same_for_readings_with_every_kind_of_error(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    annotated = gold.load(GOLDEN)
    compared = []
    for one in annotated:
        rows = {part: [dict(r) for r in one.parts[part]] for part in annotations.PARTS}
        for part in annotations.PARTS:
            rows[part] = [disturbed(r, chance) for r in rows[part] if chance.random() > 0.1]
            chance.shuffle(rows[part])
        compared.append(compare(one.source.id, one.source.text, one.parts, rows, one.covers))
        annotations.write(rows, tmp_path, one.source.id)
    theirs, _ = SCORER.score(GOLDEN, tmp_path)
    assert score(*compared) == theirs
    assert theirs["quantity"]["f1"] < 1


def disturbed(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    made = dict(row)
    choices: dict[str, list[Any]] = {
        "unit": ["件", ""], "bound": ["above", "exact"], "kind": ["level", "produced", "partOf"], "direction": ["up", None],
        "role": ["target", "value"], "metric": ["办理时限", ""], "subject": ["一网通办"], "name": ["一网通办", "武汉云"],
        "type": ["Reform", "Unit"], "basis": ["item", "explicit", "reportingBody"], "event": ["launched"],
        "period": ["2021", None], "value": [1, [1, 2]],
    }  # fmt: skip
    for field, others in choices.items():
        if field in made and chance.random() < 0.15:
            made[field] = chance.choice(others)
    if "start" in made and chance.random() < 0.1:
        made["start"] += 1
    for field in ("name", "metric", "subject"):
        if isinstance(made.get(field), list):
            made[field] = chance.choice(made[field])
    return made


def test_every_error_names_the_rule_that_made_it(reads: list[reading.Read]) -> None:
    found = reading.blames(reads)
    assert all(b.rule for b in found if b.right)
    assert sum(b.wrong for b in found if not b.rule) == sum(
        c.verdict == "missed" for r in reads for c in r.compared.cases
    )
    assert [b.wrong for b in found] == sorted((b.wrong for b in found), reverse=True)


def test_one_kind_or_one_text_is_read_alone() -> None:
    assert {a.kind for a in gold.load(GOLDEN, "restated")} == {"restated"}
    assert [a.source.id for a in gold.load(GOLDEN, "anyi-2023")] == ["anyi-2023"]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda d: shutil.rmtree(d), "gold.missing"),
        (lambda d: [p.unlink() for p in d.glob("*.txt")], "gold.empty"),
        (lambda d: (d / "anyi-2023.links.jsonl").unlink(), "source.missing"),
        (lambda d: (d / "anyi-2023.links.jsonl").write_text("{", encoding="utf-8"), "gold.row"),
        (lambda d: (d / "anyi-2023.links.jsonl").write_text("[]", encoding="utf-8"), "gold.row"),
        (lambda d: (d / "anyi-2023.entities.jsonl").write_text('{"id": "e"}', encoding="utf-8"), "gold.row"),
        (lambda d: (d / "index.jsonl").write_text("{}", encoding="utf-8"), "gold.row"),
    ],
)
def test_a_wrong_folder_gets_one_clear_line(spoil: Any, code: str, tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    for p in [*GOLDEN.glob("anyi-2023.*"), GOLDEN / "index.jsonl"]:
        shutil.copy(p, folder)
    spoil(folder)
    with pytest.raises(GovkgError) as e:
        gold.load(folder)
    assert e.value.code == code
    assert "\n" not in str(e.value)


def test_the_page_holds_every_case_and_is_the_same_each_time(reads: list[reading.Read]) -> None:
    made = page(reads, "zh", "检验")
    assert made == page(reads, "zh", "检验")
    shown = payload(reads, "en", "x")["texts"]
    counted = sum(c.verdict != "passed" or c.found is not None for r in reads for c in r.compared.cases)
    assert sum(len(t["cases"]) for t in shown) == counted
    assert all(0 <= c["start"] <= c["end"] <= len(t["text"]) for t in shown for c in t["cases"])


def test_no_text_leaves_its_place_in_the_page(tmp_path: Path) -> None:
    text = "推出“</script><img src=x onerror=alert(1)>一网通办”，办件5件。"
    at = text.index("5件")
    (tmp_path / "bad.txt").write_text(text, encoding="utf-8")
    (tmp_path / "bad.quantities.jsonl").write_text(
        json.dumps({"id": "q", "start": at, "end": at + 2, "surface": "5件", "value": 5, "unit": "件", "metric": ["</script>"], "subject": ["<b>"]}),
        encoding="utf-8",
    )  # fmt: skip
    for part in ("entities", "links", "milestones"):
        (tmp_path / f"bad.{part}.jsonl").write_text("", encoding="utf-8")
    made = page([reading.read(a) for a in gold.load(tmp_path)], "zh", "<b>")
    assert "<img" not in made and made.count("</script>") == 2 and "<title>&lt;b&gt;" in made
