"""What following corrections by hand needs of a ledger, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

from .actor import Tenure
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
class ToldTenure:
    """A tenure as a story tells it, with the ids that its row has."""

    tenure_id: str
    story_id: str
    source_id: str
    tenure: Tenure


#: A row that a person may correct.
Correctable = Event | Claim | ToldTenure


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow:
    """A row of such a story as the program found it. number: event_no or claim_no; of a tenure its place among those asked for."""

    number: int
    row: Correctable
    coding: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRow:
    """A row for which a person's word stands.

    number: the program's row (of a tenure its coding), None if there is none. instead: the row that stands in its place.
    rejected: no row stands. With neither the program's own row stands, which a person has accepted. corrections: ids in order.
    """

    number: int | None
    coding: int
    row_id: str
    instead: Correctable | None = None
    rejected: bool = False
    corrections: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table that the row stands in."""
        return {"cl_": "claims", "te_": "tenures"}.get(self.row_id[:3], "events")
