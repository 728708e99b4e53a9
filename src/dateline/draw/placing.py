"""Where things go so that nothing covers anything else: rows for what lies along a line, labels around points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .measure import width


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. Positional: there are thousands."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether two rectangles share an area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it lies in another one."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A point with a radius that a label belongs to."""

    x: float
    y: float
    radius: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label where it is drawn: the base line starts at x, y."""

    text: str
    x: float
    y: float
    box: Box


def rows_of(extents: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """The row of each extent, from 0, so that none touches another in its row: the first row that has room, from left to right.

    >>> rows_of([(0, 10), (5, 15), (12, 20)], gap=1)
    [0, 1, 0]
    """
    rows = [0] * len(extents)
    ends: list[float] = []
    for at in sorted(range(len(extents)), key=lambda at: (extents[at][0], at)):
        left, right = extents[at]
        row = next((row for row, end in enumerate(ends) if end + gap <= left), len(ends))
        ends[row : row + 1] = [right]
        rows[at] = row
    return rows


def labels_of(
    anchors: Sequence[Anchor], frame: Box, size: float, short: Sequence[str] = (), avoid: Sequence[Box] = ()
) -> dict[int, Label]:
    """Labels by the number of their anchor: beside, above or below it, in the frame, on no label, no other anchor, not in `avoid`.

    Anchors come first who are first in the list; one that finds no room has its short label, or none.
    """
    points = [Box(a.x - a.radius, a.y - a.radius, a.x + a.radius, a.y + a.radius) for a in anchors]
    used: list[Box] = list(avoid)
    placed: dict[int, Label] = {}
    for at, anchor in enumerate(anchors):
        shorter = [replace(anchor, label=short[at])] if short else []
        for label in (label for one in (anchor, *shorter) if one.label for label in _around(one, size)):
            free = label.box.within(frame) and not any(label.box.touches(box) for box in used)
            if free and not any(label.box.touches(box) for other, box in enumerate(points) if other != at):
                placed[at] = label
                used.append(label.box)
                break
    return placed


def _around(anchor: Anchor, size: float) -> Iterable[Label]:
    """Right, left, above, below, then the corners."""
    wide, away = width(anchor.label, size) * 1.06, anchor.radius + 3
    slant = away * 0.75
    for x, y in (
        (anchor.x + away, anchor.y + size * 0.35),
        (anchor.x - away - wide, anchor.y + size * 0.35),
        (anchor.x - wide / 2, anchor.y - away),
        (anchor.x - wide / 2, anchor.y + away + size * 0.8),
        (anchor.x + slant, anchor.y - slant),
        (anchor.x + slant, anchor.y + slant + size * 0.7),
        (anchor.x - slant - wide, anchor.y - slant),
        (anchor.x - slant - wide, anchor.y + slant + size * 0.7),
    ):
        yield Label(text=anchor.label, x=x, y=y, box=Box(x - 1, y - size * 0.85, x + wide + 1, y + size * 0.3))
