"""Processes and plans: what lasts, and what is yet to come. The ledger derives both from events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["held", "cancelled", "postponed", "open", "overdue", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """A process entered `state` on `from_` (JSON: "from"; None where not told), because of the event `event_id`."""

    state: str
    from_: dt.date | None
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """Talks, a hotline, sanctions, an agreement: something with parties, a subject and a state on every date."""

    process_id: str
    kind: str
    name: str
    parties: tuple[str, ...]
    subject: str | None
    state: str
    since: dt.date | None
    history: tuple[StateChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A planned event and what became of it."""

    plan_event: str
    outcome: Outcome
    outcome_event: str | None = None
