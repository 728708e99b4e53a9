"""What a client is answered: rows with their citations. null is unknown, everywhere.

NAME_left_out: how many of NAME are left out; whole: false where the text before it is cut.
"""

from __future__ import annotations

import datetime as dt
from typing import Generic, TypeVar

from pydantic import BaseModel, Field


class Cited(BaseModel):
    """A sentence that tells the row, word for word; offsets are code points of the story's text, half-open."""

    sentence: str
    whole: bool = Field(default=True, description="false: cut, because it is too long")
    outlet: str | None = Field(description="who published it")
    published: dt.date | None
    story_id: str
    source_id: str
    start: int
    end: int


class Told(BaseModel):
    """What every row has: the sentences that tell it, and how it was counted."""

    citations: list[Cited] = Field(description="by day of publication; quote these")
    citations_left_out: int = 0
    counted: str = Field(description="how the row was counted")


class Identified(Told):
    """A row with an id of its own: `why` explains it."""

    id: str
    uri: str


class Actor(BaseModel):
    """Who acts, speaks or takes part."""

    name: str
    country: str | None = None
    office: str | None = None
    role: str | None = None
    kind: str | None = None


class When(BaseModel):
    """Days between which it happened, as exact as told; null where no story tells them."""

    first: dt.date | None
    last: dt.date | None
    grain: str
    text: str = Field(description="the words of the story, empty where the dateline alone tells the day")


class EventRow(Identified):
    """An event."""

    type: str
    act: str = Field(description="the underlying act: a planned meeting has type AGREE, act CONSULT")
    status: str
    told_as_history: bool
    when: When
    who: list[Actor]
    who_left_out: int = 0
    whom: list[Actor]
    whom_left_out: int = 0
    channel: str | None
    place: str | None
    issues: list[str]
    confidence: float


class PlanRow(EventRow):
    """A planned event, and what became of it."""

    outcome: str
    outcome_event: str | None
    reason: str


class Readout(BaseModel):
    """What one side says of a contact."""

    speaker: str
    country: str | None
    stance: str
    sentence: str
    whole: bool = True
    published: dt.date | None


class ContactRow(EventRow):
    """A contact: who spoke to whom."""

    participants: list[Actor]
    participants_left_out: int = 0
    topics: list[str]
    readouts: list[Readout]
    readouts_left_out: int = 0
    differences: list[str] = Field(description="fields on which the accounts differ")


class ClaimRow(Identified):
    """What somebody says; not a fact."""

    speaker: Actor
    stance: str
    words: str = Field(description="what is said, as written")
    whole: bool = True
    quoted: bool = Field(description="the words stand in quotation marks")
    about: list[str] = Field(description="ids of events")
    dispute: str | None = Field(default=None, description="how accounts contradict each other")
    disputed_event: str | None = None


class TenureRow(Told):
    """A person in an office; person null: unknown who held it."""

    person: str | None
    office: str
    country: str | None
    from_: str | None = Field(alias="from", serialization_alias="from")
    to: str | None
    basis: str = Field(description="the rule that read it, or registry:known:SOURCE")


class Change(BaseModel):
    """A process entered a state."""

    state: str
    since: str | None
    known_on: str | None
    sentence: str
    whole: bool = True
    source_id: str


class ProcessRow(Identified):
    """Talks, a line, a measure, an agreement ... and its state on the day asked about."""

    kind: str
    name: str
    parties: list[str]
    subject: str | None
    state: str
    since: str | None
    open: bool
    history: list[Change] = Field(description="the last changes")
    history_left_out: int = Field(default=0, description="changes before these")


class StoryRow(Identified):
    """A version of a story."""

    source_id: str
    group: str = Field(description="the same for all versions and copies of one story")
    version: int
    published: dt.date | None
    published_basis: str
    outlet: str | None
    headline: str | None
    withdrawn: bool
    corrected: bool


class Extent(BaseModel):
    """What the ledger holds: where an answer is empty, this is all that was looked at."""

    stories: int
    first_published: dt.date | None
    last_published: dt.date | None


RowT = TypeVar("RowT", bound=Told)


class Page(BaseModel, Generic[RowT]):
    """A page of rows."""

    rows: list[RowT]
    shown: int
    rows_left_out: int = Field(description="how many rows come after this page; 0: this is the end")
    next_cursor: str | None = Field(
        description="give it back as `cursor` for the next page; null: no further page is served, and rows_left_out says whether "
        "there would be more rows: then narrower filters are needed"
    )
    asked: dict[str, object] = Field(description="the filters that were used")
    how_counted: str
    note: str | None = Field(
        description="what to bear in mind: nothing found, rows that no cursor leads to, the ledger changed since the page before"
    )
    ledger: Extent


class Line(BaseModel):
    """Counts under one heading; a heading that is null is of events that have none. A count that is null was not asked for."""

    heading: dict[str, str | int | float | bool | None]
    events: int | None = None
    stories: int | None = None
    sources: int | None = None
    mentions: int | None = None
    share: float | None


class Counted(BaseModel):
    """Counts; lines_left_out are beyond the bound."""

    lines: list[Line]
    lines_left_out: int
    total: int
    unit: str | None
    how_counted: str
    asked: dict[str, object]
    note: str | None
    ledger: Extent


class Known(BaseModel):
    """What stories published until a day tell of a topic."""

    topic: str
    day: dt.date
    events: list[EventRow]
    claims: list[ClaimRow]
    processes: list[ProcessRow]
    plans: list[PlanRow]
    more: dict[str, int] = Field(
        description="how many more rows there are of a kind: ask its own tool with text and known_on"
    )
    learnt_later: int = Field(description="events on the topic that only stories published after that day tell")
    note: str | None
    ledger: Extent


class Reason(BaseModel):
    """A field: its value as JSON, the rule that set it, the words it rests on."""

    field: str
    value: str
    whole: bool = True
    rule: str
    words: list[str]
    words_left_out: int = 0


class Declined(BaseModel):
    """A candidate in the same sentences that was not kept."""

    words: str
    whole: bool = True
    reason: str


class Why(BaseModel):
    """Where every field of a row comes from."""

    id: str
    uri: str
    kind: str
    headline: str | None
    source_id: str
    published: dt.date | None
    current: bool = Field(description="false: a later run coded the story anew, so that queries do not give this row")
    rejected: bool = Field(description="a person's word is that it is no row")
    fields: list[Reason]
    citations: list[Cited]
    citations_left_out: int
    changes: list[Change]
    changes_left_out: int = 0
    declined: list[Declined]
    declined_left_out: int
    run: str = Field(description="program, codebook and models that made it")
