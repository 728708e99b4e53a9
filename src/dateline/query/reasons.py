"""What `why` gives: the reasons for a row, field by field, ready to be drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.records.correction import JudgedCorrection
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
class ChangeReason:
    """A state that a process entered, and why it stands there.

    since: as exact as told (EDTF), None where not told; known_on: the day from which it is known. rule: what read the mention in
    the sentence; score and reason: what joined it to the process; run: that read it. declined: what was considered in the same
    sentence and not kept.
    """

    state: str
    since: str | None
    known_on: dt.date | None
    mention_id: str
    event_id: str | None
    story_id: str
    source_id: str
    rule: str
    score: float
    reason: str
    run: Run
    sentences: tuple[ToldSentence, ...]
    declined: tuple[Declined, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyReport:
    """Why a row is there. kind: event, claim, story, tenure, mention (of a process) or process; group: what its tellings share.

    current: false if a later run coded the story anew, so that queries do not give this row any more.
    model: the model that judged it, None if there was none. run: program, codebook and settings that made it.
    declined: what was considered in the same sentences (for a story: anywhere in it) and not kept. changes: of a process, its
    history; story, run and sentences are those of the last change then. corrections: what persons said of the row, and what became
    of it. rejected: a person's word is that it is no row, so that queries do not give it.
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
    changes: tuple[ChangeReason, ...] = ()
    corrections: tuple[JudgedCorrection, ...] = ()
    rejected: bool = False

    def __repr__(self) -> str:
        return f"<WhyReport: {self.kind} {self.id}, {len(self.fields)} fields, {len(self.tellings)} tellings>"

    def _repr_html_(self) -> str:
        from .shown import why_html  # noqa: PLC0415  (only what is looked at pays for it)

        return why_html(self)
