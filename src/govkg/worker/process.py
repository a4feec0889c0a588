"""The worker process: opens the store, closes its cage, then answers one message after another until it is killed."""

from __future__ import annotations

import contextlib
import json
import marshal
import os
import threading
from pathlib import Path

import pyoxigraph as ox

from govkg import store
from govkg.errors import GovkgError, InternalError
from govkg.worker import cage, engine
from govkg.worker.job import DATA, FORMS, READY, SIZE, pack, pack_error, pack_rows, row

_PIECE = 1 << 16
STACK = 256 << 20  # deep patterns recurse; address space only


def main(settings: dict[str, object]) -> None:
    """The process. ``settings``: origin, before, memory, and the descriptors read, write and life."""
    shut = cage.Cage(int(str(settings["memory"])))
    shut.shut(Path(str(p)) for p in (settings["origin"], settings["before"]) if p)
    threading.stack_size(STACK)
    thread = threading.Thread(target=_serve, args=(settings, shut), daemon=True)
    thread.start()
    if settings["life"] is not None:
        shut.watch(int(str(settings["life"])))  # its end means that the parent is gone, however it went
        os._exit(0)
    thread.join()


def _serve(settings: dict[str, object], shut: cage.Cage) -> None:
    source, target = int(str(settings["read"])), int(str(settings["write"]))
    try:
        asked = _open(settings)
        shut.seal(needless=settings["file"] is True)
    except GovkgError as e:
        _send(target, pack_error(e))
        os._exit(1)
    except Exception as e:
        _send(target, pack_error(InternalError("query.worker", f"a worker cannot start: {type(e).__name__}: {e}")))
        os._exit(1)
    _send(target, pack(READY, json.dumps(shut.obtained).encode()))
    while True:
        try:
            message = _receive(source)
        except (EOFError, OSError):
            os._exit(0)
        try:
            answer = _answer(asked, message)
        except GovkgError as e:
            answer = pack_error(e)
        except MemoryError:
            os._exit(cage.OUT_OF_MEMORY)
        except BaseException as e:  # a panic of the engine is no Exception
            answer = pack_error(InternalError("query.worker", f"the engine failed: {type(e).__name__}: {e}"[:300]))
        try:
            _send(target, answer)
        except OSError:
            os._exit(0)


def _open(settings: dict[str, object]) -> engine.Asked:
    origin, before = Path(str(settings["origin"])), settings["before"]
    opened = _quads(origin) if origin.suffix == ".nq" else store.reopen(origin)
    if before:
        opened = store.beside(opened, Path(str(before)))
    settings["file"] = bool(before) or origin.is_file()
    asked = engine.Asked(opened)
    for text in ("ASK {}", "SELECT"):  # what is imported or made on first use is so now
        with contextlib.suppress(GovkgError):
            asked.run(text)
    return asked


def _quads(file: Path) -> ox.Store:
    """A copy of a store in memory: its default graph stands in the file."""
    made = ox.Store()
    made.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    return made


def _answer(asked: engine.Asked, message: bytes) -> bytes:
    text, form, graph, rows, size, default, named = marshal.loads(message)  # from the parent alone
    found = asked.run(text, default, named)
    if form:
        media, data, truncated, count = engine.document(found, FORMS[form], FORMS[graph], rows, size)
        return pack(DATA, data, FORMS.index(media), truncated, count)
    columns, every = engine.rows(found)
    kept: list[bytes] = []
    length = 0
    for values in every:
        if len(kept) == rows:
            return pack_rows(columns, kept, True)
        kept.append(row(values))
        length += len(kept[-1])
        if length > size:
            return pack_rows(columns, kept[:-1], True)
    return pack_rows(columns, kept, False)


def _receive(source: int) -> bytes:
    """The next message; it is alone on the way, so that one read takes a short one whole."""
    piece = os.read(source, _PIECE)
    if len(piece) < SIZE.size:
        if not piece:
            raise EOFError
        piece += _exactly(source, SIZE.size - len(piece))
    left = SIZE.unpack_from(piece)[0] + SIZE.size - len(piece)
    return (piece + _exactly(source, left) if left else piece)[SIZE.size :]


def _exactly(source: int, size: int) -> bytes:
    parts = []
    while size:
        piece = os.read(source, min(size, 1 << 20))
        if not piece:
            raise EOFError
        parts.append(piece)
        size -= len(piece)
    return b"".join(parts)


def _send(target: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(target, left) :]
