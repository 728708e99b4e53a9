"""Names under which tenures are told, settled beside each other: one spelling, one title and one state for each person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from dateline.lexicon.office_terms import (
    has_one_holder,
    load_office_terms,
    most_told,
    one_title,
    without_complement,
)
from dateline.lexicon.person_names import one_spelling
from dateline.lexicon.registry_persons import name_key

#: Person, office and state or organisation.
Name = tuple[str, str, str | None]
#: An office in all its titles, with its state.
Office = tuple[str, str | None]


def office_of(name: Name) -> Office:
    """The office of a name: all titles of one class of office are one office."""
    return one_title(name[1]), name[2]


def settled(names: Sequence[Name], weigh: Callable[[Sequence[Name]], Mapping[Name, int]]) -> list[Name]:
    """For each name, in the order given, the one that it stands for. All names of a person have to be among them.

    weigh: how much the tellings give to the state of each of these names; asked where a person is told in several states.
    """
    return _named_once(_in_full(_placed(names, weigh)))


def _placed(names: Sequence[Name], weigh: Callable[[Sequence[Name]], Mapping[Name, int]]) -> list[Name]:
    """The same with a state for those told without one, where the stories tell it of that person in that office elsewhere.

    In an office of one holder a person has one state: that which the stories tell most surely and most often.
    """
    told: dict[tuple[str, str], list[Name]] = {}
    for name in names:
        told.setdefault((one_title(name[1]), name_key(name[0])), []).append(name)
    apart = [same for same in told.values() if len({country for _, _, country in same}) > 1]
    if not apart:
        return list(names)
    doubtful = [name for same in apart for name in same if len({country for _, _, country in same if country}) > 1]
    weights = weigh(doubtful) if doubtful else {}
    moved: dict[Name, Name] = {}
    for same in apart:
        states: Counter[str] = Counter()
        for name in same:
            if name[2]:
                states[name[2]] += weights.get(name, 1)
        usual = most_told(states)
        for name in same:
            person, office, country = name
            if usual not in {None, country} and (country is None or has_one_holder(office)):
                moved[name] = person, office, usual
    return [moved.get(name, name) for name in names]


def _in_full(names: Sequence[Name]) -> list[Name]:
    """The same with the full title for a mere "ambassador", "minister" or "spokesman" of whom one full title is told elsewhere."""
    titles: dict[tuple[str, str, str | None], dict[str, str]] = {}
    for person, office, country in names:
        for short in short_forms(office):
            titles.setdefault((name_key(person), short, country), {}).setdefault(one_title(office), office)
    if not titles:
        return list(names)
    out = []
    for person, office, country in names:
        told = titles.get((name_key(person), one_title(office), country), {})
        out.append((person, next(iter(told.values())) if len(told) == 1 else office, country))
    return out


@lru_cache(maxsize=20_000)
def short_forms(office: str) -> frozenset[str]:
    """What an office may be called for short: without where to, or by its last word if that is no office of its own."""
    sent, words = without_complement(office), office.lower().split()
    last = one_title(words[-1]) if words else ""
    below = load_office_terms().below.intersection(words)
    forms = frozenset({sent} if sent != one_title(office) else ())
    return forms if len(words) == 1 or below or has_one_holder(last) else forms | {last}


def _named_once(names: Sequence[Name]) -> list[Name]:
    """The same with one spelling for each person in an office."""
    persons: dict[Office, list[str]] = {}
    for name in names:
        persons.setdefault(office_of(name), []).append(name[0])
    spelling = {office: one_spelling(told) for office, told in persons.items()}
    return [(spelling[office_of(name)][name[0]], *name[1:]) for name in names]
