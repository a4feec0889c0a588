"""govkg status and govkg remove: what a person is told."""

import json
from pathlib import Path

import pytest
from tests.pipeline import reports

from govkg.cli import main


def run(root: Path, *words: str, lang: str = "en") -> int:
    return main([*words, "--workspace", str(root), "--lang", lang])


def test_status_says_what_is_stale_and_why_and_remove_takes_a_report_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports.write(tmp_path, range(3))
    assert run(tmp_path, "status") == 1
    assert "yunjiang-00001: new" in capsys.readouterr().out
    assert run(tmp_path, "build", "--jobs", "1") == 0
    assert "3 read anew, 0 taken out" in capsys.readouterr().out
    assert run(tmp_path, "status") == 0
    told = capsys.readouterr().out
    assert "everything is current" in told and "last build:" in told
    assert run(tmp_path, "remove", "yunjiang-00001") == 0
    assert "taken out: yunjiang-00001" in capsys.readouterr().out
    assert not (tmp_path / "sources" / "yunjiang-00001").exists()
    assert (tmp_path / ".govkg" / "removed" / "yunjiang-00001" / "text.txt").is_file()
    assert run(tmp_path, "status", "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["removed"], said["stale"], said["current"]) == (["yunjiang-00001"], {}, False)
    assert run(tmp_path, "status", lang="zh") == 1
    assert "yunjiang-00001：来源已移出" in capsys.readouterr().out
    assert run(tmp_path, "build", "--json", "--jobs", "1") == 0
    built = json.loads(capsys.readouterr().out)
    assert (built["read"], built["removed"], built["refused"]) == ([], ["yunjiang-00001"], [])


def test_an_id_that_no_report_has_takes_none_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports.write(tmp_path, range(2))
    assert run(tmp_path, "remove", "yunjiang-00000", "nobody") == 1
    assert "there is no source 'nobody'" in capsys.readouterr().err
    assert len(list((tmp_path / "sources").iterdir())) == 2


def test_the_bundled_graph_gives_no_report_away(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove", "wuhan-2021", "--lang", "en"]) == 1
    assert "the bundled graph" in capsys.readouterr().err
