"""The made-up corpus: the same bytes for the same seed, in the genre, of nothing that is there."""

from __future__ import annotations

import doctest
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import _corpus
from benchmarks._corpus import frames, names, things, world

from govkg import part, sources, vocab
from govkg.library import open_library
from govkg.settings import Settings
from govkg.sources import Source

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "corpus"
NEAR = 0.3  # how far a made-up report may be from the real ones, as a share
DIGEST = """
import hashlib
from benchmarks import _corpus
from govkg import sources
found = hashlib.sha256()
for source, answers in _corpus.reports(40):
    found.update(f"{source.text}{sources.described(source)}{answers}".encode())
print(found.hexdigest())
"""


def density(found: list[Source]) -> tuple[float, float]:
    """Statements and quads per kilobyte of text."""
    made = [part.make(source) for source in found]
    size = sum(len(source.text.encode()) for source in found) / 1000
    return sum(len(m.statements) for m in made) / size, sum(len(m.said) + len(m.follows) for m in made) / size


def made_up(genre: str, count: int = 4) -> list[Source]:
    return [source for source, _ in _corpus.reports(20) if genre in source.id][:count]


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    digests = set()
    for seed in ("1", "2"):
        surroundings = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        done = subprocess.run(
            [sys.executable, "-c", DIGEST], env=surroundings, capture_output=True, text=True, check=True
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_another_seed_gives_other_texts() -> None:
    (one, _), (other, _) = next(_corpus.reports(1, 1)), next(_corpus.reports(1, 2))
    assert one.sha256 != other.sha256


def test_reports_are_sources_that_load(tmp_path: Path) -> None:
    _corpus.write(tmp_path / "ws", 3)
    folders = sorted((tmp_path / "ws" / "sources").iterdir())
    assert [sources.load(folder).id for folder in folders] == [folder.name for folder in folders]
    assert len(folders) == 3


def test_reports_are_as_long_as_meant() -> None:
    sizes = [len(source.text.encode()) for source, _ in _corpus.reports(40)]
    assert 9_000 < sum(sizes) / len(sizes) < 12_000


def test_there_are_many_frames_and_none_twice() -> None:
    lines = [line for genre in frames.GENRES for part_of in frames.frames(genre).values() for line in part_of]
    assert len(lines) >= 200
    assert len(set(lines)) == len(lines)


def test_no_city_is_a_real_one_and_no_frame_tells_of_a_planted_scheme() -> None:
    real = {r[key] for r in vocab.table("places") for key in ("zh", "short")}
    assert not real & {form for city in names.cities() for form in (city, city.removesuffix("市"))}
    text = "".join(line for genre in frames.GENRES for lines in frames.frames(genre).values() for line in lines)
    assert [scheme for scheme in (*names.KNOWN, *names.COINED) if scheme in text] == []
    assert set(names.KNOWN) <= set(names.known())
    assert not set(names.COINED) & set(names.known())


def test_a_bureau_says_as_much_as_a_real_one() -> None:
    real = density([open_library(Settings()).source("wuhan-2021")])
    for made, there in zip(density(made_up("bureau")), real, strict=True):
        assert abs(made / there - 1) <= NEAR


def test_a_government_says_as_much_as_real_ones() -> None:
    if not REAL.is_dir():
        pytest.skip("the real reports are not here")
    paths = [REAL / f"{name}.txt" for name in ("yunnan-2026", "hainan-2026", "state-council-2023")]
    real = density([
        sources.of_text(path.stem, path.read_bytes(), path.name, covers=str(int(path.stem[-4:]) - 1), plans=path.stem[-4:],
                        body="省人民政府", genre="government work report")
        for path in paths
    ])  # fmt: skip
    for made, there in zip(density(made_up("government")), real, strict=True):
        assert abs(made / there - 1) <= NEAR


def test_what_is_planted_stands_in_the_texts() -> None:
    texts: dict[str, str] = {}
    answers: list[dict[str, object]] = []
    for source, planted in _corpus.reports(74, share=0.1):
        texts[source.place] = texts.get(source.place, "") + source.text
        answers += [fact for what in ("contradictions", "traps", "closures") for fact in planted.get(what, ())]
    assert len(answers) > 50
    for fact in answers:
        quotes = fact["quotes"]
        assert isinstance(quotes, list)
        assert [quote for quote in quotes if quote not in texts[str(fact["place"])]] == []


def test_bytes_of_a_text_are_those_its_source_states() -> None:
    source, _ = next(_corpus.reports(1))
    assert hashlib.sha256(source.text.encode()).hexdigest() == source.sha256


def test_examples_run() -> None:
    ran = [doctest.testmod(module) for module in (_corpus, frames, things, world)]
    assert sum(one.attempted for one in ran) >= 6
    assert sum(one.failed for one in ran) == 0
