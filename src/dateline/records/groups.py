"""What is counted once: groups of stories and of events, and the light digests that they are computed from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from .claim import Topic
from .event import Channel, EventType, Status
from .when import Grain


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryGroup:
    """One story's place among the versions and copies of the same story.

    group: id of the group, the same for all its members. version: 1 for the first version, rising; copies of one version
    share its number. reason: the rule and figures that put it there.
    """

    group: str
    story_id: str
    source_id: str
    version: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventGroup:
    """One told event's place among the tellings of the same event; score: 0 to 1, reason: the rule and figures."""

    group: str
    event_id: str
    source_id: str
    story_id: str
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDigest:
    """What a comparison of stories needs: masthead facts and the text of headline and body, parts joined by line ends.

    outlet: the source given, else the agency. version_mark: as written ("LEAD", "2nd LD"), None without one. slug: slug lines as
    written. published_at: the time given with the input, zones left out as they are read; None where only a day was given.
    """

    story_id: str
    source_id: str
    published: dt.date | None
    outlet: str | None
    agency: str | None
    headline: str | None
    dateline_place: str | None
    version_mark: str | None
    note: str | None
    withdrawn: bool
    corrected: bool
    url: str | None
    body: str
    slug: str = ""
    published_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDigest:
    """What a comparison of told events needs. actor_ids, recipient_ids: entity ids, sorted; countries likewise.

    story_group: the group of its story (the story's own id if it has no other version). sentence: the first evidence.
    corrected: its story is a correction of earlier versions; version: its story's number among them. offices: of all sides, sorted.
    """

    event_id: str
    story_id: str
    source_id: str
    story_group: str
    published: dt.date | None
    type: EventType
    act: EventType
    mode: str | None
    status: Status
    background: bool
    channel: Channel | None
    first: dt.date | None
    last: dt.date | None
    grain: Grain
    where_name: str | None
    where_country: str | None
    actor_ids: tuple[str, ...]
    recipient_ids: tuple[str, ...]
    actor_countries: tuple[str, ...]
    recipient_countries: tuple[str, ...]
    contexts: tuple[str, ...]
    issues: tuple[str, ...]
    trigger: str
    confidence: float
    sentence: str
    corrected: bool = False
    version: int = 1
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureDigest:
    """What a story tells of the holder of an office, for other stories; published: the day from which it is known.

    placed_by: as in Tenure.
    """

    tenure_id: str
    person: str
    office: str
    country: str
    first: dt.date | None
    last: dt.date | None
    said_on: dt.date | None
    basis: str
    published: dt.date
    placed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnnamedOfficer:
    """An office that acts or speaks in a story which does not name its holder.

    table, number, side, place: the row that it stands in ("events", its event_no, "actor", 0; "claims", its claim_no, "", 0).
    day: the day of the act, else of the story. published: the day of the story.
    """

    table: str
    number: int
    side: str
    place: int
    office: str
    country: str
    day: dt.date
    published: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntHolder:
    """The holder of an office in a row, as an earlier story named him; tenure_id: the words that say so."""

    table: str
    number: int
    side: str
    place: int
    person: str
    entity_id: str
    tenure_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessDigest:
    """What a comparison of mentions of processes needs; fields as in ProcessMention and EventDigest.

    start: where the words stand in the story. withdrawn_on: the day from which its story is known to be withdrawn.
    """

    mention_id: str
    story_id: str
    source_id: str
    story_group: str
    published: dt.date | None
    kind: str
    name: str
    terms: tuple[str, ...]
    parties: tuple[str, ...]
    by: tuple[str, ...]
    against: tuple[str, ...]
    person: str | None
    state: str
    first: dt.date | None
    last: dt.date | None
    change: bool
    event_group: str | None
    subject: str | None = None
    grain: Grain = "unknown"
    background: bool = False
    start: int = 0
    version: int = 1
    corrected: bool = False
    withdrawn_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessGroup:
    """A mention's place among the mentions of the same process; score: 0 to 1, reason: the rule and figures.

    effect: what the mention did to what was known of the process when it was published ("sets the state", "says the same" ...).
    """

    group: str
    mention_id: str
    source_id: str
    story_id: str
    score: float = 1.0
    reason: str = ""
    effect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSpan:
    """The state of a process from one day to another, as known from one day to another: a rectangle of two clocks.

    place: its number in the history known then, from 0. since: the day as exact as told (EDTF). entered: the day from which the
    process surely was in the state, until: the day of the next state. known_from: None if no story of known date tells it.
    known_until: the first day on which something else is known; now: it is what is known today. mention_id, story_id, source_id:
    the telling that sets the state. Name, parties and the rest: what the process is, as known then.
    """

    group: str
    kind: str
    name: str
    subject: str | None
    parties: tuple[str, ...]
    by: tuple[str, ...]
    against: tuple[str, ...]
    person: str | None
    state: str
    place: int
    since: str | None
    entered: dt.date | None
    until: dt.date | None
    known_from: dt.date | None
    known_until: dt.date | None
    now: bool
    mention_id: str
    story_id: str
    source_id: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLink:
    """A planned event and what became of it: groups of events. outcome: held, cancelled or postponed.

    outcome_group: the event that tells it. next_group: the plan that took its place, where it was postponed.
    """

    plan_group: str
    outcome: str
    outcome_group: str
    next_group: str | None = None
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDigest:
    """What tying a claim to events needs. about: groups of the events of its own story that it is about; published, story_group
    as in EventDigest. sure: the score of the best of these ties, 0 without one. start: where the content stands in the story.
    """

    claim_no: int
    claim_id: str
    story_id: str
    source_id: str
    story_group: str
    published: dt.date | None
    speaker_id: str
    country: str | None
    stance: str
    text: str
    about: tuple[str, ...]
    topic: Topic = field(default_factory=Topic)
    sure: float = 0.0
    start: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLink:
    """A claim is about an event (a group of tellings) that another story, or another sentence, tells."""

    claim_no: int
    group: str
    score: float = 1.0
    reason: str = ""
