"""Claims: who says what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

Stance = Literal["asserts", "denies", "confirms", "doubts", "demands", "predicts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the phrase as written, and who it was resolved to. basis: the rule that told who it is."""

    text: str
    start: int
    end: int
    name: str
    entity_id: str
    kind: str
    office: str | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A claim is about an event. score: 0 to 1; reason: the rule and what it rests on ("noun: meeting, one sentence before")."""

    event_id: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a claim speaks of, by which it is tied to events that other stories tell; codes, ids and words are sorted.

    acts: PLOVER types that its words mean, () if they name no act; beside: these are not its own words, but those beside it.
    planned: of something yet to come. negated: of something that is said not to have happened. account: it speaks of what was said
    before, "own" or "other" ("stood by his word"), "" else. countries, persons: named in it, and who speaks; around: countries that
    its story names besides. places: names of places. first, last: days that it tells. numbers: "11 soldier", with what they count.
    """

    acts: tuple[str, ...] = ()
    beside: bool = False
    planned: bool = False
    negated: bool = False
    account: str = ""
    countries: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One attributed statement. Offsets: `start`, `end`, `text` are the content; `cue` the word of saying with its span.

    quoted: the content stands in quotation marks, whole or for the most part. addressee: to whom it was said, as written.
    medium: how ("press release", "statement", "interview"), as written. reported_by: who passes it on, if another speaker does.
    about: ids of the events that it is about, the surest first, two at most; ties: the same with score and reason. topic: what it
    speaks of, for events that other stories tell.
    """

    claim_id: str
    story_id: str
    source_id: str
    speaker: Speaker
    country: str | None
    cue: str
    cue_start: int
    cue_end: int
    quoted: bool
    content: tuple[int, int]
    start: int
    end: int
    text: str
    stance: Stance = "asserts"
    addressee: str | None = None
    medium: str | None = None
    reported_by: str | None = None
    about: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    topic: Topic = field(default_factory=Topic)
    basis: str = ""
