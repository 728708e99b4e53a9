"""A telling of an event as it is compared with others: its sides, persons, days and words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dateline.lexicon.empty_words import load_empty_words
from dateline.records import EventDigest

from .facts import UNSAID

_TOLD = frozenset({"occurred", "ongoing"})
_WORD = re.compile(r"\w+")
_SMALL = re.compile(r"(?<![\w'’-])[a-z]{4,}")
#: Words are compared by so many letters, so that "disconnected" and "disconnecting" are one.
_STEM = 6
_SHORTEST = 3
#: Acts that the copy of one agency tells as one type and that of another as the other.
_VARIANTS = ({"SANCTION", "COERCE"}, {"CONCEDE", "RETREAT"}, {"AGREE", "SUPPORT", "COOPERATE"})
_FAMILY = {act: min(variants) for variants in _VARIANTS for act in variants}
_Persons = dict[str, frozenset[frozenset[str]]]


@dataclass(frozen=True)
class Telling:
    """A digest with what is computed from it once. Two tellings of one event agree in `kind` and, mostly, in `family`."""

    event: EventDigest

    @cached_property
    def kind(self) -> str:
        """Whether it happened, or is planned, put off ..."""
        return "happened" if self.event.status in _TOLD else self.event.status

    @cached_property
    def family(self) -> str:
        """The act, or the act that stands for its variants; what is planned is of no family but that of its act."""
        act = self.event.act if self.event.type in {self.event.act, "AGREE"} else self.event.type
        return act if self.event.type != self.event.act else _FAMILY.get(act, act)

    @property
    def story(self) -> tuple[str, str]:
        """The story that tells it, as one input."""
        return self.event.story_id, self.event.source_id

    @cached_property
    def actors(self) -> frozenset[str]:
        """States and organisations that act."""
        return frozenset(self.event.actor_countries)

    @cached_property
    def recipients(self) -> frozenset[str]:
        """States and organisations that it is done to."""
        return frozenset(self.event.recipient_countries)

    @property
    def sides(self) -> frozenset[str]:
        """All of both."""
        return self.actors | self.recipients

    @property
    def mutual(self) -> bool:
        """Is it an act without direction?"""
        return self.event.act == "CONSULT" or (not self.recipients and len(self.actors) > 1)

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day, None if it is undated."""
        first, last = self.event.first, self.event.last
        return (first, last) if first is not None and last is not None else None

    @property
    def exact(self) -> bool:
        """Is it told to the day?"""
        return self.days is not None and self.event.grain == "day"

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of its sentence, in small letters."""
        return frozenset(_WORD.findall(self.event.sentence.lower()))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The small words of its sentence that say something, cut to their stems; names are left out."""
        return frozenset(word[:_STEM] for word in _SMALL.findall(self.event.sentence) if word not in load_empty_words())

    @cached_property
    def trigger_stems(self) -> frozenset[str]:
        """The words that name the act, cut to their stems."""
        words = (word for word in _WORD.findall(self.event.trigger.lower()) if word not in load_empty_words())
        return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST)

    @cached_property
    def persons(self) -> _Persons:
        """Words of the names of persons by their state, "-" where that is not known."""
        found: dict[str, set[frozenset[str]]] = {}
        for entity in (*self.event.actor_ids, *self.event.recipient_ids):
            kind, _, rest = entity.partition(":")
            name, _, state = rest.rpartition(":")
            if kind == "person":
                found.setdefault(state, set()).add(frozenset(name.split("-")))
        return {state: frozenset(names) for state, names in found.items()}


def same_words(a: Telling, b: Telling) -> float:
    """The share of words that two sentences have in common, 0 to 1."""
    return len(a.words & b.words) / len(a.words | b.words) if a.words and b.words else 0.0


def contradict(a: Telling, b: Telling) -> bool:
    """Do the tellings differ in what one event has only one of?

    One story's tellings are two acts, unless the same word tells both and the sides fit: a headline and the text below it may name
    who did it in two ways.
    """
    if a.event.event_id == b.event.event_id:
        return False
    channels = {a.event.channel, b.event.channel} - UNSAID
    countries = {a.event.where_country, b.event.where_country} - {None}
    apart = a.days is not None and b.days is not None and not overlap(a, b)
    two = a.story == b.story and not _may_repeat(a, b)
    return two or apart or len(channels) > 1 or len(countries) > 1 or not persons_agree(a, b)


def _may_repeat(a: Telling, b: Telling) -> bool:
    same_word = bool(a.trigger_stems & b.trigger_stems)
    return same_word and (not a.sides or not b.sides or sides_fit(a, b))


def overlap(a: Telling, b: Telling) -> bool:
    """Do the days of two dated tellings meet?"""
    return a.days is not None and b.days is not None and a.days[0] <= b.days[1] and b.days[0] <= a.days[1]


def persons_agree(a: Telling, b: Telling) -> bool:
    """Where both name persons of the same state, one of them has to be the same."""
    return all(_share(a.persons[state], b.persons[state]) for state in a.persons.keys() & b.persons.keys())


def share_person(a: Telling, b: Telling) -> bool:
    """Do both name the same person?"""
    return any(_share(a.persons[state], b.persons[state]) for state in a.persons.keys() & b.persons.keys())


def _share(names: Iterable[frozenset[str]], others: Iterable[frozenset[str]]) -> bool:
    """Is somebody in both, all words of one name being in the other?"""
    return any(one <= other or other <= one for one in names for other in others)


def sides_agree(a: Telling, b: Telling) -> bool:
    """Are the sides the same? One telling may leave the recipients out of an act with a direction."""
    if a.mutual or b.mutual or not (a.recipients and b.recipients):
        return a.sides == b.sides and bool(a.sides)
    return a.actors == b.actors and a.recipients == b.recipients


def sides_fit(a: Telling, b: Telling) -> bool:
    """Are the sides of one among those of the other, at least one in common and none reversed?"""
    if a.mutual or b.mutual:
        mine, yours = _completed(a, b), _completed(b, a)
        return bool(mine & yours) and (mine <= yours or yours <= mine)
    if not _nested(a.actors, b.actors) or not _nested(a.recipients, b.recipients):
        return False
    return bool(a.actors & b.actors) or bool(a.recipients & b.recipients)


def _nested(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _completed(a: Telling, b: Telling) -> frozenset[str]:
    """The sides of a, with the states of its persons of unknown state whom b names too."""
    unknown = a.persons.get("-", frozenset())
    return a.sides | {state for state, names in b.persons.items() if state != "-" and _share(unknown, names)}
