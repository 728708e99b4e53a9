"""Actors: who can act. Entities, their mentions in a story, offices and tenures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from .span import Evidence

ActorKind = Literal["person", "state", "office", "body", "organisation", "group", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that acts, resolved.

    entity_id: "state:KOR", "org:UNO", "body:KOR:foreign-ministry", "office:KOR:president", "person:choi-jong-kun:KOR", or
    "group:..." for groups named by the text alone. country: ISO 3166-1 alpha-3 of the state it acts for (historic states
    as of their time), or an organisation code (UNO, EUR, NAT, IGO ...), None if unknown. sectors: PLOVER codes, the best first.
    """

    entity_id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """A noun phrase that names an actor. Mentions do not overlap; each is the longest phrase for one actor.

    start, end, text: the whole phrase with title and name ("South Korean Foreign Minister Chung Eui-yong"), without
    article only if the phrase has none. sentence: index of its sentence; head: index of its head token in the parse of
    that sentence (-1 if it was not parsed). attributive: true for a name that only qualifies another noun ("Iranian" in
    "Iranian attack", "Iran" in "Iran's nuclear programme"). members: for a phrase that stands for several actors ("the two
    sides", "both ministers", "the allies", "their offices"): who they are; then country is None unless all agree.
    basis: rule that resolved it ("registry.person", "title+country", "coref.surname", "coref.role", "coref.pair" ...).
    """

    text: str
    start: int
    end: int
    sentence: int
    head: int
    kind: ActorKind
    name: str
    entity_id: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    attributive: bool = False
    members: tuple[Entity, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post that persons hold one after another: "foreign minister" of a state or organisation."""

    entity_id: str
    title: str
    country: str | None
    sectors: tuple[str, ...] = ("GOV",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A person in an office for a time, as text or registry tells it.

    from_, to: first and last day, None where not told (JSON: "from", "to"). as_of: a day on which it is said to be held.
    began, ended: beginning and end as exact as told, in EDTF ("2018", "2021-07"), "" where not told. began_by: the last day on
    which it can have begun. placed_by: how the state is known: told (by the words of the office or beside it), scene (by what
    stands around), dateline, context (by the state told before), or "".
    basis: "registry:SOURCE" or the rule that read it from the text. text, start, end: the words that say so.
    """

    person: str
    office: str
    country: str | None
    from_: dt.date | None = None
    to: dt.date | None = None
    as_of: dt.date | None = None
    began: str = ""
    began_by: dt.date | None = None
    ended: str = ""
    placed_by: str = ""
    basis: str = ""
    text: str = ""
    start: int = 0
    end: int = 0
    sentence: int = -1
    evidence: tuple[Evidence, ...] = ()
