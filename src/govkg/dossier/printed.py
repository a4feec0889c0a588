"""A brief as a PDF: its page, printed by a Chromium that is on the machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from govkg.errors import CallerError

NAMES = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "google-chrome-stable", "chrome",
         "msedge")  # fmt: skip
PLACES = {
    "win32": (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe", r"Chromium\Application\chrome.exe"),
    "darwin": ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
               "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
}  # fmt: skip
QUIET = ("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--no-pdf-header-footer")  # fmt: skip
SECONDS, TRIES = 60, 2
WHEN = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^()]{0,40}\)")


def found(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> str:
    """The program that prints: ``CHROMIUM`` in the environment, else one that is installed; "" where there is none.

    >>> found({"PATH": "", "CHROMIUM": "/opt/chromium"}, "linux")
    '/opt/chromium'
    """
    environ = os.environ if environ is None else environ
    if named := environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if there := shutil.which(name, path=environ.get("PATH", "")):
            return there
    roots = (
        [environ[k] for k in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if k in environ]
        if platform == "win32"
        else [""]
    )
    places = [Path(root) / place if root else Path(place) for root in roots for place in PLACES.get(platform, ())]
    return next((str(p) for p in places if p.is_file()), "")


def write(page: str, program: str = "") -> bytes:
    """The PDF of a page, its dates taken out; raises CallerError ``dossier.chromium`` where nothing prints it."""
    program = program or found()
    cure = "install Chromium, name it in CHROMIUM, or write .html or .docx"
    if not program:
        raise CallerError("dossier.chromium", "there is no Chromium to print with", cure=cure)
    data = next((made for _ in range(TRIES) if (made := _printed(page, program))), b"")
    if not data:
        raise CallerError("dossier.chromium", "Chromium did not print", where=program, cure=cure)
    return WHEN.sub(lambda m: b"/" + m[1] + b" (D:" + b"0" * (len(m[0]) - len(m[1]) - 6) + b")", data)


def _printed(page: str, program: str) -> bytes:
    """The PDF as the program prints it; nothing where it does not start, prints none, or takes too long."""
    with tempfile.TemporaryDirectory(prefix="govkg-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder) / "brief.html", Path(folder) / "brief.pdf"
        source.write_bytes(page.encode())
        own = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []  # its sandbox does not start as root
        command = [
            program,
            *QUIET,
            *own,
            f"--user-data-dir={Path(folder) / 'profile'}",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        try:
            # Its helpers keep what they inherit: with a pipe, its end would not be seen.
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            pass  # it may have printed all the same
        except OSError:
            return b""
        data = target.read_bytes() if target.is_file() else b""
        return data if data.rstrip().endswith(b"%%EOF") else b""
