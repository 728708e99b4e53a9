"""What `why` gives: the reasons for a row, field by field, ready to be drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.records.declined import Declined
from dateline.records.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters of the story that set a field: start, end and text are of the story, as everywhere."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldReason:
    """One field: its value as JSON, the rule that set it ("" if it follows from another field), the characters it rests on."""

    field: str
    value: str
    rule: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSentence:
    """A sentence that tells the row, with the marks that lie in it, by start."""

    part: str
    start: int
    end: int
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One telling of the same row in a story; text: its first sentence; chosen: the one that stands for all.

    score and reason say why the telling belongs here; version is that of its story.
    """

    id: str
    story_id: str
    source_id: str
    published: dt.date | None
    version: int
    start: int
    end: int
    text: str
    withdrawn: bool = False
    chosen: bool = False
    score: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyReport:
    """Why a row is there. kind: event, claim, story or tenure; group: what its tellings have in common.

    current: false if a later run coded the story anew, so that queries do not give this row any more.
    model: the model that judged it, None if there was none. run: program, codebook and settings that made it.
    declined: what was considered in the same sentences (for a story: anywhere in it) and not kept.
    """

    id: str
    kind: str
    group: str
    story_id: str
    source_id: str
    published: dt.date | None
    published_basis: str
    headline: str | None
    current: bool
    run: Run
    model: str | None
    fields: tuple[FieldReason, ...]
    sentences: tuple[ToldSentence, ...]
    tellings: tuple[Telling, ...]
    declined: tuple[Declined, ...]
