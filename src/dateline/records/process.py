"""Processes and plans: what lasts, and what is yet to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from .event import Attribution
from .span import Evidence, Span
from .when import When

Outcome = Literal["held", "cancelled", "postponed", "open", "overdue", "unknown"]
#: The states of the contract; a kind of process of one's own may use others.
ProcessState = str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessMention:
    """A story tells that talks, a line, a measure, an agreement ... entered or is in a state.

    kind: name of the kind (lexicon/processes). name: as told, in the fewest words that tell it ("naval hotline"). terms: lower-case
    words that tell it apart from others of its kind and parties, sorted. subject: what it is about, as told.
    parties: codes, sorted; by, against: those who impose and bear a measure, where the kind has sides. person: who is detained,
    the entity id. state: a word of the contract. when: the day it entered the state; without dates if the text does not tell.
    change: the text tells that it entered the state then ("was cut on Thursday"), rather than that it is in it ("remains cut").
    background: told as history. event_id: the event of the same words, if one was coded. trigger: the words that tell the state.
    attributed_to: who asserts it, where that is not the agency itself. basis: the rule that read it.
    """

    mention_id: str
    story_id: str
    source_id: str
    kind: str
    name: str
    terms: tuple[str, ...]
    subject: str | None
    parties: tuple[str, ...]
    by: tuple[str, ...]
    against: tuple[str, ...]
    person: str | None
    state: ProcessState
    when: When
    change: bool
    background: bool
    event_id: str | None
    attributed_to: tuple[Attribution, ...]
    trigger: Span
    evidence: tuple[Evidence, ...]
    confidence: float
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """A process entered `state` on `from_` (JSON: "from"), as the mention tells.

    from_: as exact as told, in EDTF ("2017-02-02", "2017-02", "2009"); None where not told. event_id: the event behind it, if one
    was coded. known_on: publication of the first story that tells it so. text: the sentence.
    """

    state: ProcessState
    from_: str | None
    event_id: str | None
    mention_id: str
    known_on: dt.date | None
    source_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """Talks, a hotline, sanctions, an agreement: something with parties, a subject and a state on every date.

    since: as exact as told, in EDTF; None where not told.
    """

    process_id: str
    kind: str
    name: str
    parties: tuple[str, ...]
    subject: str | None
    state: ProcessState
    since: str | None
    history: tuple[StateChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A planned event and what became of it. reason: the rule that joined the two."""

    plan_event: str
    outcome: Outcome
    outcome_event: str | None = None
    reason: str = ""
