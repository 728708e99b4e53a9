"""What the readers of this room give: a detail before it belongs to a contact."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import ActorMention, DetailField


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A detail in a sentence: start and end are offsets in the story. actor: for participant, host and mediator;
    cue: the words that give him the part.

    looks_back: the words tell of a contact that was told before, also where they stand beside an act of their own.
    """

    field: DetailField
    value: str
    start: int
    end: int
    rule: str
    actor: ActorMention | None = None
    cue: str = ""
    looks_back: bool = False
