"""The view of the whole graph: communities that open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from govkg.analysis import Picture
from govkg.analysis.whole import whole
from govkg.store import View as Store
from govkg.views import communities
from govkg.views.catalogue import View
from govkg.views.plan import Plan


def make(store: Store, _: Mapping[str, str]) -> tuple[Picture, Plan]:
    """All things and metrics with the statements that tie two of them, in communities; it takes no parameters."""
    picture = whole(store)
    made = communities.plan(picture)
    counts = {
        "things": len(picture.things),
        "ties": len(picture.ties),
        "groups": sum(not c["scattered"] for c in made.extra["communities"]),
    }
    return picture, replace(made, says={k: (f"{v:,}",) * 2 for k, v in counts.items()})


VIEW = View("whole", (), (), make)
