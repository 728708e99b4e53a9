"""Occasions: what stands in a calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .process import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A plan, or a contact that was held, with what a calendar shows of it.

    first, last: both inclusive, as wide as the text tells; None where it does not. outcome: of a plan; "held" for a contact.
    who: names with the code of their state. place: name and code. sentence: the first that tells it; published: its day.
    related: the event that tells what became of a plan, and the plan that took its place. reason: the rule that joined them.
    """

    event_id: str
    act: str
    channel: str | None
    first: dt.date | None
    last: dt.date | None
    outcome: Outcome
    planned: bool
    who: tuple[str, ...]
    place: str | None
    lat: float | None
    lon: float | None
    topics: tuple[str, ...]
    sentence: str
    sources: tuple[str, ...]
    published: dt.date | None
    related: tuple[str, ...] = ()
    reason: str = ""
