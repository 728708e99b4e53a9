"""Who held an office on a day, and what a person held: an answer only where a source covers the day, never a guess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.lexicon.registry import Registry
from dateline.lexicon.registry_persons import TRUST, Holder, Person, latest, name_key

from .coverage import coverage, is_as_exact, reached, trust
from .offices import Office, find_office, is_empty, is_same_title
from .sources import is_exact, source_name

State = Literal["known", "conflict", "unknown"]
#: The source that lists titles without saying which one when: it does not answer.
_MUTE = "h"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the registry tells.

    state: known: `holders` tells who (for a person: which offices, the most telling first); conflict: sources disagree, or the
    bounds are too coarse to tell, and `holders` has all; unknown: no source covers the day, and `holders` is empty.
    last_known: for unknown, the spell that came closest before the day, with the day when it was seen (as_of).
    certain: known from a source with dates of its own or from two sources, and nobody says otherwise. why: the reason in words.
    """

    state: State
    holders: tuple[Holder, ...] = ()
    last_known: Holder | None = None
    certain: bool = False
    why: str = ""


def sources_of(spell: Holder) -> tuple[str, ...]:
    """Names of all sources that tell of a spell, the best first; own rows by what they say of themselves."""
    best = spell.note or source_name(spell.source)
    return (best, *(source_name(letter) for letter in spell.also))


def who_held(registry: Registry, office: str, country: str, on: dt.date) -> Answer:
    """Who held an office of a state or organisation on a day.

    office: a title ("minister of defence", "secretary-general") or a class ("foreign_minister"); country: its code ("EGY", "UNO").
    """
    return _answer_for_office(find_office(registry, office, country), on)


def what_held(registry: Registry, person: str, on: dt.date, country: str | None = None) -> Answer:
    """Which offices somebody held on a day; namesakes are told apart by country, and all answer where none is given."""
    people = people_named(registry, person, country)
    told = [(one, [spell for spell in _telling(one.spells) if not is_empty(spell.title)]) for one in people]
    held = [
        (one, [s for s in spells if coverage(s, on) == "yes" and not _is_over(s, spells, on)]) for one, spells in told
    ]
    found = _better_told([(one, spells) for one, spells in held if spells])
    if not found:
        edges = [s for _, spells in told for s in spells if coverage(s, on) == "edge"]
        if edges:
            return _undecided(edges)
        return _unknown([s for _, spells in told for s in spells], on)
    holders = tuple(spell for one, spells in found for spell in sorted(spells, key=lambda s: (trust(s), s.title)))
    if len(found) > 1 and not _are_of_one_office(holders):
        return Answer(state="conflict", holders=holders, why="several persons of this name held office that day")
    return Answer(state="known", holders=holders, certain=any(map(_is_certain, holders)), why=_because(holders[0]))


def _better_told(found: list[tuple[Person, list[Holder]]]) -> list[tuple[Person, list[Holder]]]:
    """Namesakes of whom a source with dates of its own tells, where there are such; else all."""
    exact = [(one, spells) for one, spells in found if any(is_exact(spell.source) for spell in spells)]
    return exact or found


def _are_of_one_office(holders: Sequence[Holder]) -> bool:
    """Are they one office of one country? Then it does not matter which spelling of the name is whose."""
    return len({(spell.country, spell.office or spell.title) for spell in holders}) == 1


def people_named(registry: Registry, name: str, country: str | None = None) -> list[Person]:
    """Persons by full name or well-known surname; else those whose name has all these words."""
    found = registry.persons_named(name, country)
    if found:
        return found
    words = name_key(name).split()
    people = registry.persons.with_words(words) if words else []
    return [person for person in people if country in {None, person.country}]


def _telling(spells: Iterable[Holder]) -> list[Holder]:
    return [spell for spell in spells if spell.source != _MUTE]


def _answer_for_office(office: Office, on: dt.date) -> Answer:
    spells = _telling(office.spells)
    sure, edges = _by_coverage(spells, on)
    sure = [spell for spell in sure if not _is_over(spell, _of_person(spells, spell.person), on)]
    if not sure and not edges:
        return _unknown(spells, on, mute=any(coverage(s, on) == "yes" for s in office.spells))
    if not sure:
        return _undecided(edges)
    won = _winner(sure) or _winner([spell for spell in sure if is_same_title(office.title, spell.title)])
    if won is None:
        return Answer(state="conflict", holders=tuple(sure), why="sources tell of several holders")
    best = next(spell for spell in sure if spell.person == won)
    doubts = [s for s in edges if s.person != won and not (trust(best) <= trust(s) or is_as_exact(best, s))]
    if doubts:
        return Answer(state="conflict", holders=(best, *doubts), why="a better source may tell of another holder")
    alone = all(spell.person == won for spell in (*sure, *edges))
    return Answer(state="known", holders=(best,), certain=alone and _is_certain(best), why=_because(best))


def _by_coverage(spells: Iterable[Holder], on: dt.date) -> tuple[list[Holder], list[Holder]]:
    """Spells that cover the day, and those that may; each from the best source down."""
    ranked = sorted(spells, key=lambda s: (trust(s), s.first, s.person))
    told = [(coverage(spell, on), spell) for spell in ranked]
    return [s for found, s in told if found == "yes"], [s for found, s in told if found == "edge"]


def _of_person(spells: Iterable[Holder], person: str) -> list[Holder]:
    return [spell for spell in spells if spell.person == person]


def _is_over(spell: Holder, spells: Sequence[Holder], on: dt.date) -> bool:
    """Does a better source tell that a spell which this one leaves open, or saw from afar, was over by that day?"""
    iso = on.isoformat()
    return any(
        by.office == spell.office and trust(by) < trust(spell) and by.last and latest(by.last) < iso
        and (not spell.first or spell.first <= by.last) and (not spell.last or not is_exact(spell.source))
        for by in spells
    )  # fmt: skip


def _winner(sure: Sequence[Holder]) -> str | None:
    """The one person whom the spells that cover a day leave; None where sources of equal weight disagree."""
    for rule in _RULES:
        if len({spell.person for spell in sure}) > 1:
            sure = rule(sure) or sure
    persons = {spell.person for spell in sure}
    return persons.pop() if len(persons) == 1 else None


def _of_best_source(sure: Sequence[Holder]) -> list[Holder]:
    """Spells of the best source, where none of the others is told more exactly."""
    best = [spell for spell in sure if trust(spell) == trust(sure[0])]
    others = [spell for spell in sure if trust(spell) != trust(sure[0])]
    return best if all(is_as_exact(spell, other) for spell in best for other in others) else []


def _without_left_open(sure: Sequence[Holder]) -> list[Holder]:
    """Spells but those that a source left open though another holder came later: nobody noted their end."""
    newest = max(spell.first for spell in sure)
    return [spell for spell in sure if spell.last or spell.first == newest]


_RULES: tuple[Callable[[Sequence[Holder]], list[Holder]], ...] = (_of_best_source, _without_left_open)


def _is_certain(spell: Holder) -> bool:
    return is_exact(spell.source) or bool(spell.also)


def _because(spell: Holder) -> str:
    return f"told by {', '.join(sources_of(spell))}"


def _undecided(edges: Sequence[Holder]) -> Answer:
    """The day lies in the month or year of a bound: both sides of it are told."""
    if len({spell.person for spell in edges}) == 1 and len({spell.office for spell in edges}) == 1:
        return Answer(
            state="unknown",
            last_known=edges[0],
            why="the bounds are told by month or year only, and the day lies in one",
        )
    return Answer(state="conflict", holders=tuple(edges), why="the bounds are told by month or year only")


def _unknown(spells: Sequence[Holder], on: dt.date, *, mute: bool = False) -> Answer:
    """No source covers the day; the last holder before it is told beside."""
    iso = on.isoformat()
    before = [spell for spell in spells if reached(spell) and reached(spell) <= iso]
    last = max(before, key=lambda s: (reached(s), s.first, -TRUST.index(s.source)), default=None)
    if last is None:
        why = "a source lists several titles without saying which one when" if mute else "no source covers the day"
    else:
        word = "held until" if last.last else "seen on"
        why = f"no source covers the day; last known: {last.person}, {word} {reached(last)}"
    return Answer(state="unknown", last_known=last, why=why)
