"""Questions in words: a person's name, or an office of a state or organisation."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.errors import UsageError
from dateline.lexicon.registry import Registry
from dateline.lexicon.registry_names import key_words
from dateline.lexicon.registry_persons import INDEXED, Holder, told_by

from .answers import Answer, State, people_named, sources_of, what_held, who_held
from .offices import find_office, find_titled
from .sources import facts, is_exact

_PLACED = frozenset({"state", "adjective", "organisation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for: a person by name, or an office of a country; the other is ""."""

    person: str = ""
    office: str = ""
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A row of an answer; the fields are those that `dateline registry search` prints.

    state as in Answer; for unknown the fields of the office are those of the last known holder, and `why` says so.
    """

    state: State
    person: str
    office: str
    country: str
    first: str
    last: str
    as_of: str
    sources: tuple[str, ...]
    certain: bool
    why: str


def search(registry: Registry, question: Question, on: dt.date | None = None) -> list[Found]:
    """The rows that answer a question: all spells, the newest first; with a day those of that day, or one that says unknown."""
    if on is not None:
        return _rows_of(_answer(registry, question, on))
    if question.office:
        spells: Iterable[Holder] = find_office(registry, question.office, question.country or "").spells
    else:
        people = people_named(registry, question.person, question.country)
        spells = [spell for person in people for spell in person.spells or (_bare(person.name, person.country),)]
    found = sorted(spells, key=lambda s: s.person)
    found.sort(key=lambda s: (s.last or "9", s.first or s.as_of), reverse=True)
    return [_row("known", spell, is_exact(spell.source) or bool(spell.also), "") for spell in found] or _rows_of(
        Answer(state="unknown", why="the registry has nothing of that name")
    )


def _answer(registry: Registry, question: Question, on: dt.date) -> Answer:
    if question.office:
        return who_held(registry, question.office, question.country or "", on)
    return what_held(registry, question.person, on, question.country)


def _rows_of(answer: Answer) -> list[Found]:
    if answer.holders:
        return [_row(answer.state, spell, answer.certain, answer.why) for spell in answer.holders]
    if answer.last_known is not None:
        return [_row(answer.state, answer.last_known, False, answer.why)]
    return [_row(answer.state, _bare("", ""), False, answer.why)]


def _row(state: State, spell: Holder, certain: bool, why: str) -> Found:
    return Found(
        state=state,
        person=spell.person,
        office=spell.title,
        country=spell.country,
        first=spell.first,
        last=spell.last,
        as_of=spell.as_of,
        sources=sources_of(spell) if spell.source else (),
        certain=certain,
        why=why,
    )


def _bare(person: str, country: str) -> Holder:
    return Holder(person=person, title="", office="", country=country, first="", last="", as_of="", source="")


def read_question(registry: Registry, words: str, country: str | None = None) -> Question:
    """What a question asks for: "lavrov", "foreign minister of Egypt", "who was French defence minister", "UN secretary-general".

    country: a code or name, where the question has none. Raises UsageError for a country that there is not, and for an office
    without one.
    """
    code = None if country is None else country_code(registry, country)
    short = facts()["short_offices"]
    keys = [key for key in key_words(words.strip(" ?!.")) if key not in _asking()]
    keys = [word for key in keys for word in key_words(short.get(key, key))]
    office, found = _without_country(registry, keys)
    at = found or code
    title = " ".join(_trimmed(office))
    if found and find_titled(registry, " ".join(_trimmed(keys)), found):
        title = " ".join(_trimmed(keys))
    if title and _is_office(registry, title, at):
        at = at or facts()["offices_of_one"].get(title)
        if at is None and len(keys) > 1 and registry.persons_named(" ".join(keys)):
            return Question(person=" ".join(keys))
        if at is None:
            raise UsageError(f"{words!r}: of which country? Say so, as in '{title} of France', or give --country")
        return Question(office=title, country=at)
    return Question(person=" ".join(words.split()), country=code)


def country_code(registry: Registry, text: str) -> str:
    """The code of a state or organisation by code or name; raises UsageError where there is none.

    A code of three capitals is taken as it is where the registry knows it.
    """
    upper = text.strip().upper()
    if upper in registry.states or upper in _organisations(registry):
        return upper
    for name in registry.names(" ".join(key_words(text))):
        if name.kind in _PLACED and name.country:
            return name.country
    raise UsageError(f"there is no country {text!r}: give a code as KOR, USA or UNO, or an English name")


@functools.lru_cache(maxsize=4)
def _organisations(registry: Registry) -> frozenset[str]:
    return frozenset(name.country for name in registry.all_names() if name.kind == "organisation" and name.country)


def _without_country(registry: Registry, keys: Sequence[str]) -> tuple[list[str], str | None]:
    """The words without the first state or organisation that they name, and its code; the longest name at each word."""
    for at in range(len(keys)):
        for length, names in registry.match(keys, at):
            named = next((name for name in names if name.kind in _PLACED and name.country), None)
            if named is not None and length < len(keys):
                return [*keys[:at], *keys[at + length :]], named.country
    return list(keys), None


def _trimmed(keys: Sequence[str]) -> list[str]:
    """The words without those at either end that tell nothing, and without the possessive mark."""
    idle = {"of", "the", "for", "in", "'s", "'", ",", "a", "an"}
    kept = list(keys)
    while kept and kept[-1] in idle:
        kept.pop()
    while kept and kept[0] in idle:
        kept.pop(0)
    return [key for key in kept if key not in {"'s", "'", ","}]


def _is_office(registry: Registry, title: str, country: str | None) -> bool:
    """Is this the title of an office: of a class with one holder, a class by name, or one that somebody of the country had?"""
    name = title.replace(" ", "_")
    if told_by(name)[0]:
        return True
    found = find_office(registry, title, country or "")
    return found.office in INDEXED or bool(found.spells) or any(r.kind == "role" for r in registry.names(title))


@functools.lru_cache(maxsize=1)
def _asking() -> frozenset[str]:
    return frozenset(facts()["asking"])
