"""Which anchor of a correction speaks of which row, where several find it: versions of a story repeat sentences."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records.by_hand import Correctable, ProgramRow
from dateline.records.correction import Anchor

from .targets import Found, id_of
from .values import same, value_of


def own_rows(found: Found) -> tuple[ProgramRow, ...]:
    """Of the rows that an anchor means the row itself: of its id, else of its story, else of its source, else all."""
    nearest = min((_distance(found.anchor, row.row) for row in found.rows), default=0)
    return tuple(row for row in found.rows if _distance(found.anchor, row.row) == nearest)


def owned(finds: Sequence[Found], field: str) -> tuple[tuple[ProgramRow, Anchor], ...]:
    """Each row once, with the anchor that is its own; where none is, with one that saw what the row says of the field."""
    rows: dict[int, tuple[ProgramRow, list[Anchor]]] = {}
    for found in finds:
        for row in found.rows:
            rows.setdefault(row.number, (row, []))[1].append(found.anchor)
    return tuple((row, _owner(anchors, row.row, field)) for row, anchors in rows.values())


def _owner(anchors: Sequence[Anchor], row: Correctable, field: str) -> Anchor:
    now = value_of(row, field)
    return min(anchors, key=lambda one: (_distance(one, row), bool(one.value) and not same(field, now, one.value)))


def _distance(anchor: Anchor, row: Correctable) -> int:
    """0: the row itself, 1: of its story, 2: of its source, 3: of another story."""
    own = (id_of(row) == anchor.target, row.story_id == anchor.story_id, row.source_id == anchor.source_id)
    return own.index(True) if any(own) else len(own)
