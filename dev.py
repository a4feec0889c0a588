"""Everything a developer runs, with nothing but Python 3.11 or newer, on Linux, macOS and Windows.

python dev.py install   the locked dependencies and govkg itself, into .venv
python dev.py run       install, then `govkg demo`
python dev.py test      install what the tests need too, then the test suite; further words go to pytest
python dev.py check     format, lint, types, import contract, generated files, tests with warnings as errors
python dev.py bench     the benchmarks, or those that words name, with their results as JSON in benchmarks/results
python dev.py soak      the long counts
python dev.py lock      resolve the dependencies anew into requirements/ (needs uv)
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = ROOT / "requirements"
GROUPS = ("run", "test", "dev", "bench")  # dev and bench hold test, and test holds run
HOLDING = {"run": GROUPS, "test": GROUPS[1:], "dev": ("dev",), "bench": ("bench",)}  # group: those that hold it
CODE = ("src", "tests", "dev.py", "hatch_build.py", "benchmarks")

# Commands that fail when a generated file is not what its sources give: (what it is, module and arguments).
GENERATED: tuple[tuple[str, Sequence[str]], ...] = (
    ("vocabularies", ("-m", "govkg.concepts", "--check")),
    ("vocabulary lint", ("-m", "govkg.lint")),
    ("alignments", ("-m", "govkg.alignments", "--check")),
    ("terms", ("-m", "govkg.terms")),
    ("statements and release", ("-m", "govkg", "build", "--check")),
    ("handbook", ("-m", "govkg.handbook", "--check")),
    ("functions", ("-m", "govkg.functions", "--check")),
    ("questions", ("-m", "govkg.reference", "--check")),
    ("reference pages", ("-m", "govkg.cli.manual", "--check")),
)


def main(words: Sequence[str]) -> int:
    """Runs one command; gives its exit code, 2 for a command that is none."""
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "install": lambda _: install("run"),
        "run": run,
        "test": test,
        "check": check,
        "bench": bench,
        "soak": soak,
        "lock": lock,
    }
    if not words or words[0] not in commands:
        print(__doc__)
        return 0 if words and words[0] in ("-h", "--help", "help") else 2
    return commands[words[0]](words[1:])


def run(words: Sequence[str]) -> int:
    """Installs and shows: the graph is built, the first question answered, the view written."""
    return install("run") or call("-m", "govkg", "demo", *words)


def test(words: Sequence[str]) -> int:
    """The whole suite, or what ``words`` select; what the machine lacks skips and is counted with its reason."""
    return install("test") or call("-m", "pytest", "-q", "-rs", *spread(words), *words)


def check(words: Sequence[str]) -> int:
    """All that must hold before a commit; every step runs, the exit code says whether one failed."""
    if failed := install("dev"):
        return failed
    code = [name for name in CODE if (ROOT / name).exists()]
    steps: list[tuple[str, Sequence[str]]] = [
        ("format", ("-m", "ruff", "format", "--check", *code)),
        ("lint", ("-m", "ruff", "check", *code)),
        ("types", ("-m", "mypy", "--strict", *code)),
        ("imports", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
        *GENERATED,
    ]
    if "--no-tests" not in words:
        steps.append(("tests", ("-m", "pytest", "-q", "-rs", "-W", "error", *spread(()))))
    failures = []
    for name, arguments in steps:
        print(f"── {name}", flush=True)
        if call(*arguments):
            failures.append(name)
    print("all is well" if not failures else f"failed: {', '.join(failures)}", flush=True)
    return 1 if failures else 0


def bench(words: Sequence[str]) -> int:
    """The benchmarks, or those that words name, one after the other; each prints its figures and keeps them."""
    known = {path.stem: path for path in sorted((ROOT / "benchmarks").glob("[a-z]*.py"))}
    named = [word for word in words if not word.startswith("-")]
    if unknown := [name for name in named if name not in known]:
        print(f"no benchmark {' '.join(unknown)}; there are: {' '.join(known)}", file=sys.stderr)
        return 2
    if failed := install("bench"):
        return failed
    options = [word for word in words if word.startswith("-")]
    return max([call(str(known[name]), *options) for name in named or known], default=0)


def soak(words: Sequence[str]) -> int:
    """The tests that count long: the same suite with the counts of a long night."""
    return install("test") or call("-m", "pytest", "-q", "-rs", *spread(words), *words, GOVKG_SOAK="1")


def spread(words: Sequence[str]) -> Sequence[str]:
    """How pytest spreads the tests over processes: a file to each core at a time, four at most (each has a Chromium).

    Not where ``words`` say otherwise, or want to see a test or to stop in it.
    """
    alone = ("-n", "-s", "-x", "--pdb", "--co", "--collect-only", "-p")
    if any(word == a or (a == "-n" and word.startswith(a)) for word in words for a in alone):
        return ()
    return ("-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile")


def lock(_: Sequence[str]) -> int:
    """Resolves all dependencies anew, for all systems and Pythons, with the hash of every file."""
    uv = shutil.which("uv")
    if uv is None:
        print("uv is needed to resolve: pip install uv", file=sys.stderr)
        return 1
    options = ("--universal", "--fork-strategy", "fewest", "--python-version", "3.11", "--generate-hashes",
               "--no-header", "--no-annotate", "--quiet", "--upgrade")  # fmt: skip
    for name in GROUPS:
        group = ("--extra", "desk") if name == "run" else ("--extra", "desk", "--group", f"pyproject.toml:{name}")
        same = ("-c", "requirements/test.txt") if name == "bench" else ()
        target = f"requirements/{name}.txt"
        command = [uv, "pip", "compile", "pyproject.toml", *group, *same, *options, "-o", target]
        subprocess.run(command, cwd=ROOT, check=True)
    wanted = "hatchling\neditables\n"
    subprocess.run([uv, "pip", "compile", "-", *options, "-o", "requirements/build.txt"],
                   cwd=ROOT, check=True, input=wanted, text=True, stdout=subprocess.DEVNULL)  # fmt: skip
    return 0


def install(group: str) -> int:
    """Makes .venv hold a group's locked dependencies and govkg itself; does nothing when it does already."""
    stamp = VENV / f"govkg-{group}.stamp"
    wanted = fingerprint(group)
    for larger in HOLDING[group]:
        have = VENV / f"govkg-{larger}.stamp"
        if PYTHON.exists() and have.is_file() and have.read_text(encoding="utf-8") == fingerprint(larger):
            return 0
    if not prepared():
        print("making .venv", flush=True)
        venv.EnvBuilder(with_pip=True, clear=VENV.exists()).create(VENV)
    for old in VENV.glob("govkg-*.stamp"):
        old.unlink()
    print(f"installing the locked dependencies ({group})", flush=True)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    steps = (
        (*pip, "--require-hashes", "-r", str(LOCKS / f"{group}.txt")),
        (*pip, "--require-hashes", "-r", str(LOCKS / "build.txt")),
        (*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)),
    )
    for step in steps:
        if failed := call(*step):
            print("the installation failed: see the lines above", file=sys.stderr)
            return failed
    stamp.write_text(wanted, encoding="utf-8")
    return 0


def fingerprint(group: str) -> str:
    """What an installation depends on: the lock files, the project file, the Python that runs."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {sys.platform}".encode())
    for path in (LOCKS / f"{group}.txt", LOCKS / "build.txt", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def prepared() -> bool:
    """True when .venv is a working environment of this Python that has pip; gives it pip where only that is missing."""
    if not PYTHON.exists():
        return False
    probe = f"import sys; print(sys.version_info[:2] == {tuple(sys.version_info[:2])!r})"
    found = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=False)
    if found.stdout.strip() != "True":
        return False
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
        return True
    return subprocess.run([PYTHON, "-m", "ensurepip", "--upgrade"], capture_output=True, check=False).returncode == 0


def call(*arguments: str, **more: str) -> int:
    """Runs the environment's Python in the project's folder, as UTF-8 everywhere; gives its exit code."""
    environ = {**os.environ, "PYTHONUTF8": "1", **more}
    environ.pop("PYTHONPATH", None)
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, env=environ, check=False).returncode


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  what an older Python says must be readable
        sys.exit("govkg needs Python 3.11 or newer")
    sys.exit(main(sys.argv[1:]))
