"""What a comparison of two sets of events says. Shares are 0 to 1, None where nothing is counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Unit = Literal["day", "dyad", "type"]
SideName = Literal["A", "B"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """So many rows of a side do not take part in the comparison, for this reason."""

    reason: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side: what it is called, its formats, and its books: rows = events + those of `excluded`; declined rows beside them.

    dyads: directed dyads of its events after the expansion. first, last: days of its events.
    """

    name: str
    formats: tuple[str, ...]
    rows: int
    events: int
    dyads: int
    declined: int
    first: dt.date | None
    last: dt.date | None
    excluded: tuple[Excluded, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Cells of a kind that either side has, and that both have; a_share: of A's cells those that B has, b_share the other way."""

    cells: str
    a: int
    b: int
    both: int
    a_share: float | None
    b_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Cells that find their like on the other side within a day. a_share: of A's cells; b_share: of B's; f1: their harmonic mean.

    If A is the reference, a_share is the recall of B and b_share its precision.
    """

    by: str
    a: int
    b: int
    a_matched: int
    b_matched: int
    a_share: float | None
    b_share: float | None
    f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """So many dyad-days are one type for A and another for B."""

    a: str
    b: str
    cells: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Dyad-days that both sides have, and whether the most frequent type (or quad class) is the same; kappa: Cohen's."""

    of: str
    cells: int
    equal: int
    share: float | None
    kappa: float | None
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """Rows of a side that copy an earlier row: same day, source, target and code, as written in the file."""

    rows: int
    distinct: int
    copies: int
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One day, dyad or type: events (cells of day, dyad and type) of either side, and those matched on the other."""

    unit: str
    a: int
    b: int
    a_matched: int
    b_matched: int
    a_share: float | None
    b_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyRow:
    """A cell that only one side has, with the first row that tells it: its id, and the file and line that it stands in."""

    side: SideName
    day: dt.date
    source: str
    target: str
    type: str
    code: str
    id: str
    place: str | None
    rows: int
    path: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two sides compared. convention: how unlike conventions were made alike."""

    a: Side
    b: Side
    convention: str
    coverage: tuple[Coverage, ...]
    matching: tuple[Matching, ...]
    agreement: tuple[Agreement, ...]
    a_duplicates: Duplicates
    b_duplicates: Duplicates
    by: Unit
    units: tuple[UnitRow, ...]
