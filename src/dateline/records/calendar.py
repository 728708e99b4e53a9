"""Occasions: what stands in a calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .process import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A plan with what became of it, or a contact that was held, with what a calendar shows of it.

    event_id: of the plan that was made first, where there was one: the same before it was held, put off or cancelled and after.
    first, last: both inclusive, as wide as the text tells; None where it does not. grain, basis: of the date. outcome: of a plan;
    "held" for a contact. who: names with the code of their state. place: name and code. sentence: the first that tells it;
    published: the day of the last story that changed it. sequence: how often its day or outcome changed since it was first told.
    related: the events that tell what became of a plan, and the plans that took its place. reason: the rule that joined them.
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
    grain: str = "day"
    basis: str = ""
    sequence: int = 0
