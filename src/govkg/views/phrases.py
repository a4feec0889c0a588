"""Who used a formula first: the sheet of a scheme's diffusion, of the reports that have exactly these words."""

from __future__ import annotations

from collections.abc import Mapping

from govkg.analysis import Picture
from govkg.analysis.phrases import phrases
from govkg.store import View as Store
from govkg.views.catalogue import View
from govkg.views.diffusion import NARROW, WIDE, sheet
from govkg.views.plan import Plan


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and plan of a formula; raises as ``analysis.phrases.phrases`` does."""
    found = phrases(store, given["phrase"], given.get("place", ""))
    says = {"phrase": found.name}
    narrow = sheet(found, NARROW).plan(NARROW.width, says=says)
    return found.picture, sheet(found, WIDE).plan(WIDE.width, narrow=narrow, says=says)


VIEW = View("phrases", ("phrase", "place"), ("phrase",), make)
