"""The proof fails when a byte is changed, and says where: random changes of the graph and of the text.

Four of each field of a statement, a dozen of the text; the soak makes 200 changes.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from tests.conftest import SOAK

from govkg import ids, records, resources, verify
from govkg.errors import CallerError

SOURCE = "wuhan-2021"
BOUNDS = ("exact", "above", "below", "about")
Blocks = dict[str, tuple[int, int]]


@pytest.fixture(scope="module")
def graph() -> str:
    return (resources.path("graph/release") / "govkg.trig").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def contents(graph: str) -> records.Contents:
    return records.read(parse(graph.encode(), format=RdfFormat.TRIG))[0]


@pytest.fixture(scope="module")
def blocks(graph: str) -> Blocks:
    """Where the description of each node stands in the source's graph."""
    start = graph.index(f"<{ids.graph(SOURCE)}> {{")
    end = graph.index("\n}", start)
    places = [(m.start(1), m[1]) for m in re.finditer(r"^\t<([^>]+)>", graph[start:end], re.MULTILINE)]
    ends = [at for at, _ in places[1:]] + [end - start]
    return {iri: (start + at, start + stop) for (at, iri), stop in zip(places, ends, strict=True)}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    shutil.copytree(resources.path("graph/sources"), folder)
    return folder


def test_the_release_is_proved(texts: Path) -> None:
    assert verify.verify(resources.path("graph/release") / "govkg.trig", texts) == []


def other_character(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text))
    new = rng.choice([c for c in "甲乙丙7" if c != text[at]])
    return text[:at] + new + text[at + 1 :]


def other_digit(rng: random.Random, number: str) -> str:
    at = rng.choice([i for i, c in enumerate(number) if c.isdigit()])
    return number[:at] + rng.choice([c for c in "123456789" if c != number[at]]) + number[at + 1 :]


def edit(block: str, pattern: str, change: Callable[[str], str]) -> str | None:
    """The block with the first match's group changed, None when the pattern is not in it."""
    m = re.search(pattern, block)
    if m is None or change(m[1]) == m[1]:
        return None
    return block[: m.start(1)] + change(m[1]) + block[m.end(1) :]


def other(rng: random.Random, value: str, choices: list[str]) -> str:
    return rng.choice([c for c in choices if c != value])


FIELDS = ("quote", "offset", "value", "unit", "bound", "role", "basis", "initiative", "period")
CHANGES = 130 if SOAK else 4 * len(FIELDS)


def mutated(rng: random.Random, field: str, block: str, initiatives: list[str]) -> str | None:
    if field == "quote":
        return edit(block, r'gov:exact "([^"\\]+)"', lambda v: other_character(rng, v))
    if field == "offset":
        return edit(block, r"gov:(?:start|end) (?:\")?(\d+)", lambda v: other_digit(rng, v))
    if field == "value":
        return edit(block, r"gov:value (?:\")?([\d.]+)", lambda v: other_digit(rng, v))
    if field == "unit":
        return edit(block, r'gov:unitAsWritten "([^"]+)"', lambda v: other_character(rng, v))
    if field == "bound":
        return edit(block, r"vocab/bound/(\w+)>", lambda v: other(rng, v, list(BOUNDS)))
    if field == "role":
        return edit(block, r"a gov:(Result|Target|Baseline)", lambda v: other(rng, v, ["Result", "Target", "Baseline"]))
    if field == "basis":
        return edit(block, r"vocab/basis/(\w+)>", lambda v: other(rng, v, ["explicit", "item", "curated"]))
    if field == "initiative":
        return edit(block, r"gov:initiative <([^>]+)>", lambda v: other(rng, v, initiatives))
    return edit(block, r'gov:period(?:Start|End) "([^"]+)"', lambda v: other_digit(rng, v))


def test_a_derived_figure_is_worked_out_again(graph: str, texts: Path, tmp_path: Path) -> None:
    trig = tmp_path / "govkg.trig"
    start = graph.index("id/derived/")
    block = graph[start : graph.index(" .\n", start)]
    for was, new in ((r"gov:low (\d)", "9"), (r"gov:value (\d)", "9"), (r'gov:periodStart "(\d)', "3")):
        changed = edit(block, was, lambda _, new=new: new)  # type: ignore[misc]
        assert changed
        trig.write_text(graph.replace(block, changed), encoding="utf-8")
        findings = verify.verify(trig, texts)
        assert findings and {f.code for f in findings} == {"verify.triple"}
        assert {f.node.rpartition("/")[2] for f in findings} == {block[len("id/derived/") :].partition(">")[0]}


@pytest.mark.parametrize("seed", range(CHANGES))
def test_a_change_of_the_graph_is_found_and_named(
    seed: int, graph: str, contents: records.Contents, blocks: Blocks, texts: Path, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    field = FIELDS[seed % len(FIELDS)]
    initiatives = [r.iri for r in contents.records if re.search("/id/(reform|platform|campaign)/", r.iri)]
    while True:
        record = rng.choice(contents.records)
        e = record.statement.evidence
        node = ids.evidence(SOURCE, e.start, e.end) if field in ("quote", "offset") else record.iri
        start, end = blocks[node]
        block = mutated(rng, field, graph[start:end], initiatives)
        if block is not None and block != graph[start:end]:
            break
    broken = tmp_path / "broken.trig"
    broken.write_text(graph[:start] + block + graph[end:], encoding="utf-8", newline="\n")
    findings = verify.verify(broken, texts)
    assert record.iri in {f.node for f in findings}, (field, findings[:3])


@pytest.mark.parametrize("seed", range(50 if SOAK else 12))
def test_a_byte_of_the_text_inside_a_quote_is_found_and_its_statement_named(
    seed: int, contents: records.Contents, texts: Path
) -> None:
    rng = random.Random(seed)
    record = rng.choice(contents.records)
    path = texts / SOURCE / "text.txt"
    text = path.read_text(encoding="utf-8")
    at = rng.randrange(record.statement.evidence.start, record.statement.evidence.end)
    data = bytearray(text.encode())
    data[len(text[:at].encode())] ^= 1
    path.write_bytes(bytes(data))
    findings = verify.verify(resources.path("graph/release") / "govkg.trig", texts)
    assert {record.iri, SOURCE} <= {f.node for f in findings}


@pytest.mark.parametrize("seed", range(20 if SOAK else 5))
def test_a_byte_outside_every_quote_is_found_and_the_source_named(
    seed: int, contents: records.Contents, texts: Path
) -> None:
    rng = random.Random(seed)
    path = texts / SOURCE / "text.txt"
    text = path.read_text(encoding="utf-8")
    quoted = {i for r in contents.records for i in range(r.statement.evidence.start, r.statement.evidence.end)}
    at = rng.choice([i for i in range(len(text)) if i not in quoted])
    data = bytearray(text.encode())
    data[len(text[:at].encode())] ^= 1
    path.write_bytes(bytes(data))
    findings = verify.verify(resources.path("graph/release") / "govkg.trig", texts)
    assert SOURCE in {f.node for f in findings}


def test_a_broken_file_names_where_it_broke(graph: str, blocks: Blocks, texts: Path, tmp_path: Path) -> None:
    iri, (start, _) = next((i, b) for i, b in blocks.items() if i.startswith(ids.statement("")))
    broken = tmp_path / "broken.trig"
    broken.write_text(graph[: start + len(iri) + 10] + '"' + graph[start + len(iri) + 10 :], encoding="utf-8")
    findings = verify.verify(broken, texts)
    assert [f.code for f in findings] == ["verify.syntax"]
    assert findings[0].node.startswith(ids.ID)


def test_a_place_far_behind_any_text_is_found(graph: str, texts: Path, tmp_path: Path) -> None:
    path = tmp_path / "far.trig"
    path.write_text(
        re.sub(r"gov:sentenceEnd \d+", "gov:sentenceEnd 99999999999999", graph, count=1), encoding="utf-8", newline="\n"
    )
    assert "verify.sentence" in {f.code for f in verify.verify(path, texts)}


def test_a_missing_graph_or_text_is_said(texts: Path, tmp_path: Path) -> None:
    with pytest.raises(CallerError, match="there is no such graph; run govkg build"):
        verify.verify(tmp_path / "none.trig", texts)
    shutil.rmtree(texts / SOURCE)
    findings = verify.verify(resources.path("graph/release") / "govkg.trig", texts)
    assert [(f.node, f.code) for f in findings] == [(SOURCE, "verify.text")]


def test_a_triple_that_no_statement_accounts_for_is_found(
    graph: str, blocks: Blocks, texts: Path, tmp_path: Path
) -> None:
    iri, (start, _) = next((i, b) for i, b in blocks.items() if "/id/platform/" in i)
    extra = f'\t<{iri}> <https://w3id.org/govkg/ontology#sortKey> "zz" .\n'
    broken = tmp_path / "broken.trig"
    line = graph.rindex("\n", 0, start) + 1
    broken.write_text(graph[:line] + extra + graph[line:], encoding="utf-8", newline="\n")
    findings = verify.verify(broken, texts)
    assert (iri, "verify.triple") in {(f.node, f.code) for f in findings}
