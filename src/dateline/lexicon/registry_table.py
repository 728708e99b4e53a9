"""The table of persons as text: its four sections, and the keys that names are found by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .registry_persons import INDEXED, KNOWN_BY_SURNAME, Person, Persons, name_key, surname_key, write_spell

#: Countries whose names stand family name first everywhere, and those where wire copy turns them round.
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "MMR", "KHM", "IDN"})
_TURNED_ROUND = frozenset({"JPN", "HUN"})
#: Sources whose persons a surname alone may name, for the classes that news copy names so; own and hand-written rows: for all.
_FOR_SURNAMES, _FOR_ALL_SURNAMES = frozenset("wlo"), frozenset("uvp")
_MIDDLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A person with all spellings of the name, the usual one first."""

    names: tuple[str, ...]
    person: Person


def keys_of(name: str, country: str, *, known: bool) -> list[str]:
    """Keys that the name is found by: whole, first and last word of long names, reversed where wire copy turns names round.

    >>> keys_of("Jonas Gahr Store", "NOR", known=True), keys_of("Taro Kono", "JPN", known=True)
    (['jonas gahr store', 'jonas store'], ['taro kono', 'kono taro'])
    """
    key = name_key(name)
    words = key.split()
    found = [key]
    if known and len(words) >= _MIDDLE and country not in _FAMILY_FIRST and " al " not in f" {name.lower()} ":
        found.append(f"{words[0]} {words[-1]}")
    if len(words) == _MIDDLE - 1 and country in _TURNED_ROUND:
        found.append(f"{words[1]} {words[0]}")
    return found


def keys_of_entry(entry: Entry) -> list[str]:
    """All keys of a person's names, without doubles."""
    person = entry.person
    known = any(spell.source in _FOR_ALL_SURNAMES or spell.office in INDEXED for spell in person.spells)
    return list(dict.fromkeys(key for name in entry.names for key in keys_of(name, person.country, known=known)))


def surname_of_entry(entry: Entry) -> str | None:
    """The surname that may stand for the person alone, None if none may."""
    person = entry.person
    if any(
        spell.source in _FOR_ALL_SURNAMES or (spell.source in _FOR_SURNAMES and spell.office in KNOWN_BY_SURNAME)
        for spell in person.spells
    ):
        return surname_key(entry.names[0], person.country)
    return None


def offices_of_entry(entry: Entry) -> list[str]:
    """Keys of the offices that the person is asked for by: "KOR:foreign_minister"."""
    person = entry.person
    return [f"{person.country}:{office}" for office in sorted({spell.office for spell in person.spells} & INDEXED)]


def line_of_person(person: Person) -> str:
    """The person's line of the first section."""
    return f"{person.name}\t{person.country}\t{';'.join(map(write_spell, person.spells))}"


def put_entry(persons: Persons, entry: Entry) -> None:
    """Add a person to the table, or replace the one of that name and country."""
    persons.put(entry.person, keys_of_entry(entry), surname_of_entry(entry), offices_of_entry(entry))


def table_lines(entries: Iterable[Entry]) -> list[str]:
    """The whole table, in the order of the entries.

    Four sections parted by an empty line. Persons: name, country, spells. Keys by their first word: word, keys with the numbers
    of the persons that they find ("key=number,number|key=number"). Surnames: surname, numbers. Offices: key, numbers.
    """
    lines: list[str] = []
    keys: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    surnames: dict[str, list[int]] = defaultdict(list)
    offices: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        lines.append(line_of_person(entry.person))
        for key in keys_of_entry(entry):
            keys[key.split(" ", 1)[0]][key].append(number)
        if (surname := surname_of_entry(entry)) is not None:
            surnames[surname].append(number)
        for office in offices_of_entry(entry):
            offices[office].append(number)
    index = [f"{first}\t{'|'.join(_numbered(found, '='))}" for first, found in sorted(keys.items())]
    return [*lines, "", *index, "", *_numbered(surnames, "\t"), "", *_numbered(offices, "\t")]


def _numbered(found: Mapping[str, Sequence[int]], mark: str) -> list[str]:
    return [f"{key}{mark}{','.join(map(str, numbers))}" for key, numbers in sorted(found.items())]


def plain(text: str) -> str:
    """A title or note without the marks that part the fields of a spell.

    >>> plain("Minister; acting @ home")
    'Minister acting home'
    """
    return " ".join(re.sub(r"[@;|\t\n]", " ", text).split())
