"""Events: the row that everything is for. Field names are those of the contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .place import Place
from .span import Evidence, Span
from .when import When

#: The types of PLOVER 2.0, which the shipped codebook has.
PloverType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
#: A type of the codebook in use: those of PLOVER, and whatever types a codebook of one's own adds.
EventType = str
Status = Literal["occurred", "ongoing", "planned", "cancelled", "postponed", "not_occurred", "hypothetical"]
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
Channel = Literal["phone", "video", "in_person", "letter", "hotline", "multilateral", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventActor:
    """A participant of an event, as mentioned. role: actor, recipient, participant, host, visitor, mediator.

    basis: the rule that told who it is ("title+name", "coref.role"; "holder" in it: the registry named the holder of the office).
    """

    text: str
    start: int
    end: int
    name: str
    entity_id: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    office: str | None
    role: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who asserts that the event happened, where that is not the agency itself; cue: the word of saying."""

    text: str
    country: str | None
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The same verdict in other schemes; plv15: the 15 older roots (CONCEDE and RETREAT are YIELD there)."""

    plv15: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """For each field of the row the rule that set it ("rule:consult.talks", "status.modal"); "" where nothing did.

    model: "name@hash" of the model that judged the row, None if there was none. judged: its verdict ("CONSULT 0.97"), also
    where the rules' own was kept.
    """

    type: str
    actors: str = ""
    recipients: str = ""
    status: str = ""
    background: str = ""
    when: str = ""
    where: str = ""
    channel: str = ""
    contexts: str = ""
    model: str | None = None
    judged: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act of diplomacy or conflict in PLOVER 2.0 and CAMEO, as one story tells it.

    type, act, mode: PLOVER; act is the underlying act where tense changed the type (a planned meeting: AGREE with act CONSULT).
    cameo: CAMEO code as text ("041"). quad: quad class. goldstein: Goldstein score of the CAMEO code; plover_score: -10 to 10.
    background: told as history. channel: for contacts only. evidence: the sentences that tell it, the first mention first.
    mentions: how many sentences (in a story) or stories (in a ledger query) tell it. confidence: 0 to 1.
    """

    event_id: str
    story_id: str
    source_id: str
    type: EventType
    act: EventType
    mode: str | None
    cameo: str
    quad: Quad
    labels: Labels
    goldstein: float | None
    plover_score: float | None
    contexts: tuple[str, ...]
    status: Status
    background: bool
    actors: tuple[EventActor, ...]
    recipients: tuple[EventActor, ...]
    channel: Channel | None
    when: When
    where: Place | None
    attributed_to: tuple[Attribution, ...]
    trigger: Span
    evidence: tuple[Evidence, ...]
    issues: tuple[str, ...]
    confidence: float
    basis: Basis
    mentions: int = 1
    sources: tuple[str, ...] = ()
