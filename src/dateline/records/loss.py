"""What a format cannot hold: the books of an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportChoices:
    """What the user decides where a format leaves it open.

    undated: events of unknown date, where the format wants a day. coarse: those known to a week, month or year only. model: of
    GraphML. sanction_quad: quad class of SANCTION in polecat and plover.
    """

    undated: Literal["leave-out", "published"] = "leave-out"
    coarse: Literal["leave-out", "first-day"] = "leave-out"
    model: Literal["dyadic", "bipartite"] = "dyadic"
    sanction_quad: Literal[3, 4] = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Events that are not in the file, for one reason."""

    reason: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Events that stand in the file otherwise than in the ledger, in one way ("event code: the nearest that GDELT knows")."""

    how: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """A field of our record that the format has no place for, and how many of the events written tell it."""

    field: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was decided where a format leaves it open."""

    name: str
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """The books of one export: events = written + those left out; rows is what the file holds.

    lossless: the file holds all that the ledger tells of the events asked for, and reads back as it was.
    """

    format: str
    events: int
    written: int
    rows: int
    lossless: bool = False
    left_out: tuple[LeftOut, ...] = ()
    changed: tuple[Changed, ...] = ()
    not_held: tuple[NotHeld, ...] = ()
    choices: tuple[Choice, ...] = ()
