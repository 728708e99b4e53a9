"""The forms of marks, and legends made of them: a form beside the colour for each family, hollow and crossed for the status."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .lettering import Style, lettered
from .measure import width
from .palette import Family, load_palette
from .svg import colour, number, path_of, tag

#: Corners of the forms and the turn of the first one, in twelfths of a circle from the top.
_CORNERS = {"triangle": (3, 0.0), "diamond": (4, 0.0), "square": (4, 1.5), "hexagon": (6, 0.0)}
#: How much larger than a circle of the same radius a form is, to look as large.
_GROWN = {"triangle": 1.3, "diamond": 1.2, "square": 1.2, "hexagon": 1.08}
LEGEND_SIZE = 12.0
_GAP, _AFTER = 6.0, 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendItem:
    """One sign with its words. sign: markup around the origin; room: pixels that the sign takes."""

    sign: str
    words: str
    room: float = 12.0


def mark(family: Family, x: float, y: float, radius: float, status: str = "full") -> str:
    """One mark: full, hollow, or hollow and crossed."""
    return form(family.mark, x, y, radius, ink=colour(family.colour), status=status)


def form(name: str, x: float, y: float, radius: float, *, ink: str, status: str = "full") -> str:
    """A form by its name around a point."""
    full = status == "full"
    # The outline of a hollow mark lies within the form, so that all marks are of one size.
    inner = radius if full else radius - 0.8
    look = {"fill": ink if full else colour("paper"), "stroke": ink, "stroke_width": "0" if full else "1.6"}
    if name == "circle":
        drawn = tag("circle", cx=x, cy=y, r=inner, **look)
    else:
        corners, turn = _CORNERS[name]
        drawn = tag(
            "path",
            d=path_of(_around(x, y, inner * _GROWN[name], (corners, turn)), closed=True),
            stroke_linejoin="round",
            **look,
        )
    if status == "crossed":
        reach = radius * 1.15
        cross = f"M{number(x - reach)} {number(y + reach)}L{number(x + reach)} {number(y - reach)}"
        drawn += tag("path", d=cross, stroke=ink, stroke_width=1.6)
    return drawn


def _around(x: float, y: float, radius: float, shape: tuple[int, float]) -> list[tuple[float, float]]:
    corners, turn = shape
    angles = [math.tau * (turn / 12 + step / corners) for step in range(corners)]
    return [(x + radius * math.sin(angle), y - radius * math.cos(angle)) for angle in angles]


def family_items(types: set[str]) -> list[LegendItem]:
    """Legend of the families that some act in the picture belongs to."""
    return [
        LegendItem(sign=mark(family, 6, 0, 5), words=family.words)
        for family in load_palette().families
        if types.intersection(family.types)
    ]


def status_items(statuses: set[str]) -> list[LegendItem]:
    """Legend of hollow and crossed marks, as far as the picture has them; full ones need none."""
    palette = load_palette()
    drawn = {palette.statuses.get(status, "full") for status in statuses}
    return [
        LegendItem(sign=form("circle", 6, 0, 5, ink=colour("muted"), status=look), words=said)
        for look, said in palette.status_words.items()
        if look in drawn and look != "full"
    ]


def legend(items: list[LegendItem], room: float) -> tuple[str, float]:
    """The legend in as many rows as it takes, and its height; ("", 0) without items."""
    if not items:
        return "", 0.0
    x, y, drawn = 0.0, 10.0, []
    for item in items:
        wide = item.room + _GAP + width(item.words, LEGEND_SIZE)
        if x and x + wide > room:
            x, y = 0.0, y + 20
        text = lettered(item.words, item.room + _GAP, 4, Style(size=LEGEND_SIZE, ink="muted"))
        drawn.append(tag("g", item.sign, text, transform=f"translate({number(x)} {number(y)})"))
        x += wide + _AFTER
    return "".join(drawn), y + 10
