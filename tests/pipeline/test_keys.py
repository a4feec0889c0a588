"""The key of a source covers all that reading it depends on; hashes that are remembered are those of the files."""

import os
from pathlib import Path

import grimp

from govkg import edition, keys, rdf, release, vocab
from govkg.keys import Inputs
from govkg.seen import Seen
from govkg.store.grow import HEAD


def test_the_versions_cover_every_module_that_makes_a_part() -> None:
    graph = grimp.build_graph("govkg", exclude_type_checking_imports=True)
    rests_on = {m.split(".")[1] for m in graph.find_upstream_modules("govkg.parts") if m.count(".")}
    assert rests_on <= {*keys.RULES, *keys.WRITER, *keys.UNCOUNTED, "keys"}
    assert {*keys.RULES, *keys.WRITER} - rests_on <= {"parts", "press"}


def test_each_input_makes_another_key() -> None:
    versions = {"rules": "1", "writer": "1", "vocabulary": "1"}
    made = {
        keys.key(Inputs("a", "b"), versions, ()), keys.key(Inputs("b", "b"), versions, ()),
        keys.key(Inputs("a", "a"), versions, ()), keys.key(Inputs("a", "b"), versions, (1,)),
        *(keys.key(Inputs("a", "b"), {**versions, name: "2"}, ()) for name in versions),
    }  # fmt: skip
    assert len(made) == 7


def test_rows_that_are_left_out_are_another_vocabulary() -> None:
    before = keys.versions()
    with vocab.without("genre"):
        after = keys.versions()
    assert before["vocabulary"] != after["vocabulary"]
    assert (before["rules"], before["writer"]) == (after["rules"], after["writer"])


def test_a_file_that_changed_is_hashed_anew_and_one_that_did_not_is_not(tmp_path: Path) -> None:
    path, kept = tmp_path / "a", tmp_path / "seen.json"
    path.write_bytes(b"one")
    os.utime(path, (1, 1))
    seen = Seen(kept)
    first = seen.sha256(path)
    seen.save()
    path.write_bytes(b"two")  # the same size; the time is set back
    os.utime(path, (1, 1))
    assert Seen(kept).sha256(path) != first
    path.unlink()
    assert Seen(kept).sha256(path) == ""
    kept.write_bytes(b"{")
    assert Seen(kept).sha256(path) == ""


def test_the_header_of_files_that_are_put_together_is_the_writers() -> None:
    assert edition.header(rdf.trig(release.vocabulary())) == HEAD
