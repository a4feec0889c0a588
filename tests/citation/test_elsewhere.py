"""A second machine: from an export and the texts alone, in a process of its own, every cited answer is found again byte for byte.

The process has an empty home and an empty working folder, no workspace, no settings, and no network: whatever opens a socket fails.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.citation import factory

from govkg import questions
from govkg.citation import building, identifier, origin
from govkg.citation.model import Cited
from govkg.citation.resolving import hashed
from govkg.views import catalogue

# The commands, one after the other, in one process that may reach no network; each one's words, exit code and output.
RUN = """
import io, json, sys
def refuse(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        raise OSError(f"no network here: {event} {args}")
sys.addaudithook(refuse)
from govkg.cli import main
told = []
for words in json.load(open("commands.json", encoding="utf-8")):
    kept = sys.stdout
    sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\\n")
    code = main(words)
    sys.stdout.flush()
    told.append((code, sys.stdout.buffer.getvalue().decode("utf-8")))
    sys.stdout = kept
json.dump(told, open("told.json", "w", encoding="utf-8"))
"""
STATEMENTS = 12


@pytest.fixture(scope="module")
def cited() -> list[Cited]:
    """Every question of the library with its example, statements of every type, and every view."""
    here = origin.of_library(factory.library())
    made = [building.question(here, q.name, q.example) for q in questions.all() if q.release is None]
    first = {s.type: s.id for s in reversed(factory.said())}
    made += [
        building.statement(here, id_)
        for id_ in [*first.values(), *[s.id for s in factory.said()[:: 730 // STATEMENTS]]]
    ]
    for name in catalogue.names():
        given = {k: catalogue.EXAMPLES[k] for k in catalogue.view(name).required}
        made.append(building.view(here, name, given))
    return list({c.id: c for c in made}.values())


def elsewhere(folder: Path, commands: list[list[str]]) -> list[tuple[int, str]]:
    """The commands in a fresh process in an empty place; its environment names nothing of this machine's."""
    home = folder / "empty home"
    home.mkdir(exist_ok=True)
    (folder / "commands.json").write_text(json.dumps(commands), encoding="utf-8")
    env = {k: v for k, v in os.environ.items() if k.upper() in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "PATHEXT")}
    env |= {"HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home), "XDG_CACHE_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONHASHSEED": "7", "LC_ALL": "C"}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", RUN], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [(code, text) for code, text in json.loads((folder / "told.json").read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an export and the texts, and nothing else; its path has a space and hanzi."""
    folder = tmp_path_factory.mktemp("别处") / "审稿 人"
    (folder / "texts" / "wuhan-2021").mkdir(parents=True)
    shutil.copy(factory.TRIG, folder / "export.trig")
    shutil.copy(factory.TEXTS / "wuhan-2021" / "text.txt", folder / "texts" / "wuhan-2021" / "text.txt")
    return folder


def test_every_cited_answer_is_found_again_byte_for_byte(place: Path, cited: list[Cited]) -> None:
    ids = [c.id for c in cited]
    assert len(ids) > 60 and {c.kind for c in cited} == set(identifier.KINDS)
    graph = ["--graph", "export.trig"]
    proved, lines = elsewhere(
        place, [["verify", "export.trig", "--texts", "texts", "--json"], ["resolve", *ids, *graph, "--format", "json"]]
    )
    assert proved[0] == 0 and json.loads(proved[1]) == []
    found = lines[1].encode("utf-8").splitlines(keepends=True)
    assert lines[0] == 0 and len(found) == len(cited)
    for one, line in zip(cited, found, strict=True):
        data = line.removesuffix(b"\n") if one.kind == "statement" else line
        assert data == one.data, one.id
        assert hashed(one.kind, data) == one.id.rpartition("~")[2]
    assert hashlib.sha256(found[0]).hexdigest()[:32] == cited[0].id.rpartition("~")[2]
    assert [p.name for p in (place / "empty home").iterdir()] == []


def test_the_statements_behind_an_answer_are_proved_there(place: Path, cited: list[Cited]) -> None:
    some = [c for c in cited if c.statements][::12]
    assert len(some) > 4
    (good,) = elsewhere(
        place, [["resolve", *[c.id for c in some], "--graph", "export.trig", "--texts", "texts", "--verify", "--json"]]
    )
    assert good[0] == 0
    assert [(r["statements"], r["findings"]) for r in json.loads(good[1])] == [(len(c.statements), []) for c in some]


def test_a_forged_export_or_text_is_found_out(tmp_path: Path, place: Path, cited: list[Cited]) -> None:
    asked = next(c for c in cited if c.id.startswith("govkg:ask/outcomes-of-reform"))
    folder = tmp_path / "forged"
    shutil.copytree(place, folder)
    data = (folder / "export.trig").read_bytes()
    assert data.count(b"gov:value 39.16") == 1
    (folder / "export.trig").write_bytes(data.replace(b"gov:value 39.16", b"gov:value 93.16"))
    text = (folder / "texts" / "wuhan-2021" / "text.txt").read_bytes()
    words = ["resolve", asked.id, "--texts", "texts", "--json", "--verify", "--graph"]
    (forged,) = elsewhere(folder, [[*words, "export.trig"]])
    assert forged[0] == 1
    (said,) = json.loads(forged[1])
    assert said["state"] == "changed" and {f["code"] for f in said["findings"]} >= {"verify.hash", "verify.value"}
    (folder / "export.trig").write_bytes(data)
    (folder / "texts" / "wuhan-2021" / "text.txt").write_bytes(text.replace(b"39.16%", b"93.16%"))
    (forged,) = elsewhere(folder, [[*words, "export.trig"]])
    (said,) = json.loads(forged[1])
    assert (
        forged[0] == 1
        and said["state"] == "same"
        and {f["code"] for f in said["findings"]} >= {"verify.sha256", "verify.quote"}
    )
