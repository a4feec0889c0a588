"""Addresses that nobody meant, and pages made while a new release comes."""

from __future__ import annotations

import json
import shutil
import threading
import time
from pathlib import Path

import pytest
from tests.web.serving import Server, serving

from govkg import pipeline
from govkg.library import Library


@pytest.mark.parametrize("path", [
    "/report/%00", "/report/%22", "/report/%3C%3E", "/report/%EF%B7%90", "/report/..", "/report/%2E%2E", "/report/a%20b",
    "/id/place/420100?figures=%C2%B2", "/coverage?page=%C2%B2", "/coverage?report=%00", "/search?q=%00", "/view/%00", "/ask/%00",
    "/view/neighbourhood?of=%00", "/assets/..%2F..%2Fframe.py", "/assets/%00", "/?lang=%00&data=%00", "/compare?a=%00&b=%3C",
])  # fmt: skip
def test_an_odd_address_is_no_fault_of_the_server(bundled: Server, path: str) -> None:
    reply = bundled.get(path, Accept="text/html")
    assert reply.status in (200, 400, 404), reply.text[:300]


def test_every_page_is_of_one_release(workspace: Path, tmp_path: Path) -> None:
    root = tmp_path / "w"
    shutil.copytree(workspace, root)
    with serving(root, tmp_path) as server:
        before = json.loads(server.get("/about.json").body)["dataset"]
        assert server.get("/view/reforms-outcomes", Accept="text/html").text.count(before) >= 1
        found: list[tuple[str, str, bool]] = []
        stop = threading.Event()

        def ask() -> None:
            while not stop.is_set():
                reply = server.get("/view/whole", Accept="text/html")
                stated = reply.headers["govkg-dataset"]
                found.append((stated, "", stated in reply.text))
                page = json.loads(server.get("/ask/top-metrics.json").body)
                found.append((page["dataset"], page["cite"], page["dataset"][:16] in page["cite"]))

        asking = threading.Thread(target=ask)
        asking.start()
        source = next((root / "sources").iterdir())
        shutil.rmtree(source)
        pipeline.build(Library(root, root))
        until = time.monotonic() + 30
        while time.monotonic() < until and json.loads(server.get("/about.json").body)["dataset"] == before:
            time.sleep(0.2)
        time.sleep(1)
        stop.set()
        asking.join()
        after = json.loads(server.get("/about.json").body)["dataset"]
        assert after != before
        assert len({stated[:16] for stated, _, _ in found}) == 2
        assert [f for f in found if not f[2]] == []
