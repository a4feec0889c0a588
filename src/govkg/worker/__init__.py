"""A pool of processes that hold the graph open and answer SPARQL under limits that hold: a process is killed at its limit.

The engine has no cancel and fetches on ``SERVICE``; so it runs where it can be killed, and where the system forbids
network and files. ``Pool.run`` blocks, ``Pool.answer`` is for asyncio; both take a ``Job`` and give a ``Result``.

>>> from govkg import resources
>>> from govkg.worker import Job, Pool
>>> with Pool(resources.path("graph/release/govkg.trig"), size=1) as pool:
...     pool.run(Job("SELECT ?name { ?r a gov:Reform ; rdfs:label ?name FILTER(STR(?name) = '一事联办') }")).rows
...     pool.run(Job("ASK { ?r a gov:Reform }", form="text/csv")).data
[('一事联办',)]
b'true'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govkg.worker.job import GRAPHS, ROWS, TABLES, Job, Limits, Result

if TYPE_CHECKING:
    from govkg.worker.pool import Pool

__all__ = ["GRAPHS", "ROWS", "TABLES", "Job", "Limits", "Pool", "Result"]


def __getattr__(name: str) -> object:
    """The pool when first used: a worker, and a process that asks without limits, need none of its imports."""
    if name == "Pool":
        from govkg.worker.pool import Pool

        return Pool
    raise AttributeError(name)
