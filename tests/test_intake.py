"""Where reports come from: files, folders and archives, what is left aside and what is refused."""

import gzip
import io
import os
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from govkg import intake
from govkg.documents import limits
from govkg.errors import SourceError
from govkg.intake import Item, Limits, Refused, Skipped

REPORT = "云江市数据局2021年工作总结\n2021年，我局受理办件5件。\n".encode()
SMALL = Limits(file=1000, archive=5000, members=5, seconds=2.0)


def taken(path: Path, limits: Limits | None = None) -> list[intake.Taken]:
    return [found for lead in intake.leads([str(path)]) for found in intake.take(lead, limits)]


def codes(found: list[intake.Taken]) -> list[str]:
    return [f.error.code if isinstance(f, Refused) else f.why if isinstance(f, Skipped) else f.name for f in found]


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_folder_is_read_in_order_and_what_is_none_to_read_is_named(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.TXT", "a/.hidden.txt", ".git/x.txt", "photo.jpg", "~$lock.docx", "a/report.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(REPORT)
    found = taken(tmp_path)
    items = [Path(f.where).relative_to(tmp_path).as_posix() for f in found if isinstance(f, Item)]
    assert items == ["b.txt", "a/report.pdf", "a/z.TXT"]
    aside = {(Path(f.where).name, f.why) for f in found if isinstance(f, Skipped)}
    assert aside == {(".hidden.txt", "hidden"), ("photo.jpg", "type"), ("~$lock.docx", "hidden")}


def test_a_file_named_itself_is_taken_whatever_its_kind(tmp_path: Path) -> None:
    (tmp_path / "报告.data").write_bytes(REPORT)
    [item] = taken(tmp_path / "报告.data")
    assert isinstance(item, Item)
    assert (item.name, item.data, item.url) == ("报告.data", REPORT, "")


def test_a_word_that_names_nothing_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as e:
        intake.leads([str(tmp_path), str(tmp_path / "none.txt")])
    assert e.value.code == "source.missing"


def test_what_is_taken_in_can_be_read_by_size() -> None:
    assert Limits().file == limits.MAX_BYTES


def test_a_file_of_500_mb_is_refused_by_its_size_and_not_read(tmp_path: Path) -> None:
    for name in ("big.txt", "big.zip"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(500 << 20)
        began = time.perf_counter()
        [found] = taken(tmp_path / name)
        assert isinstance(found, Refused)
        assert found.error.code == "file.large"
        assert "500 MB" in str(found.error)
        assert time.perf_counter() - began < 0.5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert codes(taken(tmp_path / "pipe.txt")) == ["source.unreadable"]


def test_a_zip_gives_its_files_by_name(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip", {"二/b.txt": b"b", "a.txt": REPORT, "c.exe": b"", "d.zip": b"", "__MACOSX/e.txt": b""}
    )
    found = taken(path)
    assert codes(found) == ["hidden", "a.txt", "type", "nested", "b.txt"]
    assert [f.where for f in found if isinstance(f, Item)] == [f"{path}!a.txt", f"{path}!二/b.txt"]
    assert [f.data for f in found if isinstance(f, Item)] == [REPORT, b"b"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_that_a_zip_does_not_mark_as_utf_8_are_chinese(tmp_path: Path, encoding: str) -> None:
    wanted = "总结.txt".encode(encoding)
    plain = b"x" * (len(wanted) - 4) + b".txt"
    data = zipped(tmp_path / "a.zip", {plain.decode(): REPORT}).read_bytes()
    (tmp_path / "a.zip").write_bytes(data.replace(plain, wanted))
    [item] = taken(tmp_path / "a.zip")
    assert isinstance(item, Item)
    assert (item.name, item.data) == ("总结.txt", REPORT)


@pytest.mark.parametrize("name", ["../up.txt", "a/../../up.txt", "/etc/up.txt", "C:/up.txt", "..\\up.txt", "\\up.txt"])
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {name: b"x", "good.txt": REPORT})
    assert sorted(codes(taken(path))) == ["archive.name", "good.txt"]
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        info = tarfile.TarInfo(name)
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
    assert codes(taken(tmp_path / "a.tar")) == ["archive.name"]


def test_links_and_devices_in_an_archive_are_left_aside(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as archive:
        for name, kind in (("l.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE), ("d.txt", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("总结.txt")
        info.size = len(REPORT)
        archive.addfile(info, io.BytesIO(REPORT))
    assert codes(taken(tmp_path / "a.tgz")) == ["link", "link", "link", "总结.txt"]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zip_file:
        link = zipfile.ZipInfo("l.txt")
        link.external_attr = 0o120777 << 16
        zip_file.writestr(link, "/etc/passwd")
    assert codes(taken(tmp_path / "a.zip")) == ["link"]


@pytest.mark.parametrize("suffix", ["tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_a_tar_of_any_packing_is_read(tmp_path: Path, suffix: str) -> None:
    data = io.BytesIO()
    packing = suffix.partition(".")[2]
    with tarfile.open(fileobj=data, mode=f"w:{packing}", format=tarfile.GNU_FORMAT, encoding="gb18030") as archive:  # type: ignore[call-overload]
        info = tarfile.TarInfo("二〇二一/总结.txt")
        info.size = len(REPORT)
        archive.addfile(info, io.BytesIO(REPORT))
    (tmp_path / f"a.{suffix}").write_bytes(data.getvalue())
    [item] = taken(tmp_path / f"a.{suffix}")
    assert isinstance(item, Item)
    assert (item.name, item.data) == ("总结.txt", REPORT)


def test_an_archive_that_holds_too_much_is_refused_whole(tmp_path: Path) -> None:
    many = zipped(tmp_path / "many.zip", {f"{n}.txt": b"x" for n in range(6)})
    assert codes(taken(many, SMALL)) == ["archive.bomb"]
    heavy = zipped(tmp_path / "heavy.zip", {f"{n}.txt": b"\0" * 900 for n in range(6)} | {"5.txt": b"\0" * 9000})
    assert codes(taken(heavy, Limits(archive=5000))) == ["archive.bomb"]
    big = zipped(tmp_path / "big.zip", {"a.txt": REPORT, "b.txt": b"\0" * 2000})
    assert codes(taken(big, SMALL)) == ["a.txt", "file.large"]


def test_a_tar_that_unpacks_without_end_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    header = tarfile.TarInfo("a.txt")
    header.size = 40 << 20
    data = gzip.compress(header.tobuf() + b"\0" * (40 << 20) + b"\0" * 1024)
    assert len(data) < 1 << 20
    (tmp_path / "bomb.tar.gz").write_bytes(data)
    assert codes(taken(tmp_path / "bomb.tar.gz", Limits(archive=8 << 20))) == ["archive.bomb"]
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 40 << 20  # a name of 40 MB
    (tmp_path / "name.tar.gz").write_bytes(gzip.compress(header.tobuf() + b"a" * (40 << 20) + b"\0" * 1024))
    assert codes(taken(tmp_path / "name.tar.gz", Limits(archive=8 << 20))) == ["archive.bomb"]


def test_a_zip_gives_no_more_than_it_declares(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a.txt": b"\0" * 100_000}).read_bytes()
    (tmp_path / "a.zip").write_bytes(data.replace((100_000).to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert codes(taken(tmp_path / "a.zip", SMALL)) == ["archive.broken"]


def test_a_locked_file_in_a_zip_is_refused_by_name(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"a.txt": REPORT}).read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert codes(taken(tmp_path / "a.zip")) == ["archive.locked"]


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x03\x04 nothing", b"\x1f\x8bnothing", b"BZhnothing", b"\xfd7zXZ\x00nothing", b"text"]
)
def test_a_broken_archive_is_one_error(tmp_path: Path, data: bytes) -> None:
    for suffix in ("zip", "tar.gz"):
        (tmp_path / f"a.{suffix}").write_bytes(data)
        assert codes(taken(tmp_path / f"a.{suffix}")) == ["archive.broken"]
