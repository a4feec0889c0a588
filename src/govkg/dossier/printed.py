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

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = {
    "win32": (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe", r"Chromium\Application\chrome.exe"),
    "darwin": ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
               "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
}  # fmt: skip
SECONDS = 120
WHEN = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")


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
    with tempfile.TemporaryDirectory(prefix="govkg-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder) / "brief.html", Path(folder) / "brief.pdf"
        source.write_bytes(page.encode())
        own = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []  # its sandbox does not start as root
        command = [program, "--headless", *own, "--disable-gpu", "--no-first-run", f"--user-data-dir={Path(folder) / 'profile'}",
                   "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
            data = target.read_bytes()
        except (OSError, subprocess.SubprocessError) as e:
            raise CallerError(
                "dossier.chromium", f"Chromium did not print ({type(e).__name__})", where=program, cure=cure
            ) from e
    return WHEN.sub(lambda m: b"/" + m[1] + b" (D:" + b"0" * (len(m[0]) - len(m[1]) - 6) + b")", data)
