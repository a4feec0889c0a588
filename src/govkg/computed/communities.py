"""Which community each tie lies in, and whether there are communities at all."""

from __future__ import annotations

from collections.abc import Sequence

from govkg.answer import Row, Value
from govkg.computed.clusters import Clusters, clusters

COLUMNS = ("community", "members", "structure", "communityId")
BETWEEN = ("群与群之间", "between communities")
SAID = {
    True: (
        "有群组：模块度 {q}，保持联系数随机重连后至多 {r}",
        "structure: modularity {q}, rewired at random at most {r}",
    ),
    False: (
        "无明显群组：模块度 {q}，保持联系数随机重连后也有 {r}",
        "no structure worth the name: modularity {q}, rewired at random as much as {r}",
    ),
}


def found(rows: Sequence[Row]) -> Clusters:
    """The communities of the rows' ties."""
    return clusters((str(row["oneId"]), str(row["otherId"]), str(row["tie"])) for row in rows)


def told(made: Clusters, lang: str) -> str:
    """Whether there are communities, with the figures that say so."""
    return SAID[made.marked][lang == "en"].format(q=f"{made.modularity:.2f}", r=f"{max(made.rewired, default=0.0):.2f}")


def step(rows: Sequence[Row], lang: str) -> list[tuple[int, dict[str, Value]]]:
    """The largest community first, what ties two of them last."""
    made = found(rows)
    names = {str(row[end + "Id"]): str(row[end]) for row in rows for end in ("one", "other")}
    home = {member: k for k, group in enumerate(made.groups) for member in group}
    said = told(made, lang)
    last = len(made.groups)
    of = [home[str(r["oneId"])] if home[str(r["oneId"])] == home[str(r["otherId"])] else last for r in rows]
    filled: list[tuple[int, dict[str, Value]]] = []
    for n in sorted(range(len(rows)), key=lambda n: (of[n], n)):
        values: dict[str, Value] = {"community": BETWEEN[lang == "en"], "members": None, "communityId": None}
        if of[n] < last:
            group = made.groups[of[n]]
            values = {"community": names[group[0]], "members": len(group), "communityId": group[0]}
        filled.append((n, {**values, "structure": said}))
    return filled
