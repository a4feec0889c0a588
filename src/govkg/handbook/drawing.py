"""SVG drawn by hand: shapes of the house by type, lines by strength, text that wraps as Chinese should. The same every time.

Colours and strokes are classes of the page's stylesheet; nothing here is measured in a browser.
"""

from __future__ import annotations

import html
import math

from govkg.views.type import LEADING, SMALL, TEXT, balanced, wrap

Point = tuple[float, float]


class Drawing:
    """A canvas of a fixed width that grows downwards; coordinates in px."""

    def __init__(self, wide: float) -> None:
        self.wide, self.high = wide, 0.0
        self.parts: list[str] = []

    def reach(self, y: float) -> None:
        """Makes the canvas at least so high."""
        self.high = max(self.high, y)

    def text(self, x: float, y: float, words: str, size: int = TEXT, anchor: str = "start", tone: str = "") -> None:
        """One line, its middle at ``y``; ``tone`` is a class: muted, serif, strong, seal, code."""
        at = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}[anchor]
        named = f' class="{tone}"' if tone else ""
        self.parts.append(
            f'<text x="{_n(x)}" y="{_n(y + size * 0.36)}" font-size="{size}"{at}{named}>{html.escape(words)}</text>'
        )
        self.reach(y + LEADING[size] / 2)

    def block(
        self, x: float, top: float, words: str, room: float, size: int = TEXT, tone: str = "", anchor: str = "start"
    ) -> float:
        """Lines of a text from ``top`` down; gives where they end."""
        for line in wrap(words, size, room):
            self.text(x, top + LEADING[size] / 2, line, size, anchor, tone)
            top += LEADING[size]
        return top

    def named(self, kind: str, x: float, y: float, room: float, name: str, note: str = "") -> tuple[float, float]:
        """A thing in the shape of its type, its name (and a note) within; ``y`` is its middle. Gives its top and bottom."""
        inner = room - (44 if kind in ("Platform", "Campaign") else 24)
        lines = balanced(name, TEXT, inner)
        notes = wrap(note, SMALL, inner) if note else []
        high = 8 + LEADING[TEXT] * len(lines) + LEADING[SMALL] * len(notes) + 8
        top = y - high / 2
        self.shape(kind, x, top, room, high)
        at = top + 8
        for line in lines:
            self.text(x + room / 2, at + LEADING[TEXT] / 2, line, TEXT, "middle", "serif" if kind == "quote" else "")
            at += LEADING[TEXT]
        for line in notes:
            self.text(x + room / 2, at + LEADING[SMALL] / 2, line, SMALL, "middle", "muted")
            at += LEADING[SMALL]
        self.reach(top + high)
        return top, top + high

    def shape(self, kind: str, x: float, y: float, w: float, h: float) -> None:
        """The outline of a type: rounded box, hexagon, flag, sheet, pill, diamond, star, circle; else a plain box."""
        cut = min(14.0, h / 2)
        if kind == "Platform":
            self._closed(
                kind,
                [
                    (x + cut, y),
                    (x + w - cut, y),
                    (x + w, y + h / 2),
                    (x + w - cut, y + h),
                    (x + cut, y + h),
                    (x, y + h / 2),
                ],
            )
        elif kind == "Campaign":
            self._closed(kind, [(x, y), (x + w, y), (x + w - cut, y + h / 2), (x + w, y + h), (x, y + h)])
        elif kind in ("PolicyDocument", "sheet"):
            fold = min(10.0, h / 2.2)
            self._closed(kind, [(x, y), (x + w - fold, y), (x + w, y + fold), (x + w, y + h), (x, y + h)])
            self.parts.append(f'<path class="shape {kind}" d="M{_n(x + w - fold)} {_n(y)}v{_n(fold)}h{_n(fold)}"/>')
        else:
            round_ = {"Reform": min(8.0, h / 4), "Result": h / 2, "Organisation": h / 2}.get(kind, 0.0)
            self.parts.append(
                f'<rect class="shape {kind}" x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}" rx="{_n(round_)}"/>'
            )
        self.reach(y + h)

    def glyph(self, kind: str, x: float, y: float) -> None:
        """A small sign of a type around a middle: a circle, diamond or star where the outline is not enough."""
        if kind in ("Recognition", "Award"):
            points = [
                (x + r * math.sin(a), y - r * math.cos(a))
                for i in range(10)
                for r, a in [(7.0 if i % 2 == 0 else 3.0, i * math.pi / 5)]
            ]
            self._closed(kind, points)
        elif kind in ("Milestone", "PlannedMilestone"):
            self._closed(kind, [(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)])
        elif kind in ("Organisation", "Place"):
            self.parts.append(f'<circle class="shape {kind}" cx="{_n(x)}" cy="{_n(y)}" r="5.5"/>')
        else:
            self.shape(kind, x - 8, y - 5, 16, 10)

    def line(self, strength: str, *points: Point, arrow: bool = True) -> None:
        """A line through points; ``strength`` is said, listed, judged, inferred or plain; an arrow head at its end."""
        path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        self.parts.append(f'<path class="tie {strength}" d="{path}"/>')
        if arrow:
            (x1, y1), (x2, y2) = points[-2:]
            a = math.atan2(y2 - y1, x2 - x1)
            wings = [(x2 - 7 * math.cos(a + s), y2 - 7 * math.sin(a + s)) for s in (0.45, -0.45)]
            head = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in (wings[0], (x2, y2), wings[1]))
            self.parts.append(f'<path class="tie head" d="{head}"/>')
        if strength == "judged":
            (x1, y1), (x2, y2) = points[0], points[-1]
            self._hand((x1 + x2) / 2, (y1 + y2) / 2)

    def _hand(self, x: float, y: float) -> None:
        """A small hand: what a person decided."""
        fingers = "".join(f"M{_n(x - 4.5 + 3 * i)} {_n(y)}v{_n(-6 - (i in (1, 2)) * 2)}" for i in range(4))
        self.parts.append(f'<circle class="ground" cx="{_n(x)}" cy="{_n(y)}" r="12"/>')
        self.parts.append(
            f'<path class="tie hand" d="{fingers}M{_n(x - 4.5)} {_n(y - 1)}v4q0 4 4 4h2q3.5 0 3.5 -4v-4"/>'
        )

    def _closed(self, kind: str, points: list[Point]) -> None:
        path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + "Z"
        self.parts.append(f'<path class="shape {kind}" d="{path}"/>')

    def svg(self, title: str, name: str) -> str:
        """The drawing as inline SVG; ``title`` is what it shows, for those who cannot see it; ``name`` its class."""
        return (
            f'<svg class="{name}" viewBox="-1 -1 {_n(self.wide + 2)} {_n(self.high + 2)}" width="{_n(self.wide + 2)}" height="{_n(self.high + 2)}" role="img">'
            f"<title>{html.escape(title)}</title>{''.join(self.parts)}</svg>"
        )


def _n(value: float) -> str:
    """A number as short as it can be: at most one decimal.

    >>> _n(3.0), _n(2.25)
    ('3', '2.2')
    """
    return f"{round(value, 1):g}"
