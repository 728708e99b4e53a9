"""What following corrections by hand needs of a ledger, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

from .claim import Claim
from .event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A current story that a correction may be about. sentences: (part, start, end) of each; version: within its group."""

    coding: int
    story_id: str
    source_id: str
    group: str
    version: int
    text: str
    sentences: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow:
    """A row of such a story as the program found it. number: event_no or claim_no."""

    number: int
    row: Event | Claim
    coding: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRow:
    """A row for which a person's word stands. number: the program's row, None if there is none; instead: the row that stands.

    rejected: no row stands. With neither the program's own row stands, which a person has accepted. corrections: their ids in order.
    """

    number: int | None
    coding: int
    row_id: str
    instead: Event | Claim | None = None
    rejected: bool = False
    corrections: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table that the row stands in."""
        return "claims" if self.row_id.startswith("cl_") else "events"
