"""The table of persons that ships, from the open rows and the offices written by hand: the same bytes from the same sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import zstandard

from dateline.export import atomic_file
from dateline.lexicon.registry_persons import DATA_FILE, INDEXED, Holder, Person, name_key
from dateline.lexicon.registry_table import Entry, plain, table_lines

from .by_hand import OFFICES, HandRow, read_by_hand
from .names import clean_name, identity_of, is_latin, may_be_one, share_half
from .sources import OpenRow, read_open_rows
from .spells import merge_spells
from .titles import class_of_title, telling, titles_of

#: How much a spelling of a name counts: written by hand, in Wikidata, in another source.
_BY_HAND, _IN_WIKIDATA, _ELSEWHERE = 1000, 3, 1
_OFTEN = _BY_HAND // 2
_LEVEL = 19
_DAY = 10
Identity = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was built: persons, spells, and bytes of the file."""

    persons: int
    spells: int
    size: int


@dataclass(slots=True)
class _Gathered:
    """A person while the sources are read: spellings with their weight, and spells with the spelling that they came under."""

    names: dict[str, int] = field(default_factory=dict)
    spells: list[tuple[str, Holder]] = field(default_factory=list)


class Gathering:
    """All persons while the sources are read, told apart by first and last word of the name and by country."""

    def __init__(self) -> None:
        self._people: dict[Identity, _Gathered] = {}
        self._items: dict[tuple[str, str], Identity] = {}
        self._namesakes: dict[Identity, list[Identity]] = {}

    def add_open_row(self, row: OpenRow) -> None:
        """Take a row of the open sources in; rows of one Wikidata item are one person, however the name is spelled."""
        if not row.person.strip() or not is_latin(row.person):
            return
        name = clean_name(row.person)
        if " " not in name_key(name) and not row.leads:
            return
        item = row.identity, row.country
        ident = self._items.get(item) or self._identity(name, row.country)
        if row.identity:
            self._items[item] = ident
        found = self._people.setdefault(ident, _Gathered())
        found.names[name] = found.names.get(name, 0) + (_IN_WIKIDATA if row.identity else _ELSEWHERE)
        for alias in row.aliases:
            if is_latin(alias) and " " in alias:
                found.names.setdefault(alias, 0)
        titles = titles_of(row.title, row.country)
        for title in telling(titles) if row.several else titles:
            dates = (row.first, row.last, row.as_of)
            office = title, class_of_title(title, leads=row.leads)
            found.spells.append((name, _spell(office, row.country, dates, row.source)))

    def add_by_hand(self, row: HandRow) -> None:
        """Take a row written by hand in: persons that go by one of its names are the same."""
        idents = dict.fromkeys(self._identity(name, row.country) for name in row.names if name_key(name))
        main, *others = idents
        found = self._people.setdefault(main, _Gathered())
        for ident in others:
            if " " in ident[0] and ident in self._people:
                self._take(ident, main, row.names)
        known_by = found.names.get(row.names[0], 0)
        if known_by < _OFTEN:  # the first row by hand says how the name is usually written, a later one comes after it
            found.names[row.names[0]] = _BY_HAND - sum(weight > _OFTEN for weight in found.names.values())
        for name in row.names[1:]:
            found.names.setdefault(name, 0)
        office = row.title, class_of_title(row.title, by_hand=True)
        found.spells.append((row.names[0], _spell(office, row.country, (row.first, row.last, row.as_of), "p")))

    def _take(self, ident: Identity, main: Identity, names: Sequence[str]) -> None:
        """Give a person what is told of another one whom hand-written names say to be the same.

        All of it, or what is told under just these names where that of others cannot be his ("George Bush" beside "George W.").
        """
        found, other = self._people[main], self._people[ident]
        if all(may_be_one(names[0], name) for name in other.names):
            del self._people[ident]
            found.names |= {name: found.names.get(name, 0) for name in other.names}
            found.spells += other.spells
            return
        for name in names:
            if other.names.pop(name, None) is not None:
                found.spells += [told for told in other.spells if told[0] == name]
                other.spells = [told for told in other.spells if told[0] != name]
        if not other.names:
            del self._people[ident]

    def _identity(self, name: str, country: str) -> Identity:
        """The identity of a name: that of somebody with the same first and last word, unless the words between are others."""
        plain_one = identity_of(name, country)
        known = self._namesakes.setdefault(plain_one, [])
        for ident in known:
            if ident not in self._people or any(may_be_one(name, other) for other in self._people[ident].names):
                return ident
        ident = plain_one if not known else (f"{plain_one[0]} ({name_key(name)})", country)
        known.append(ident)
        return ident

    def join_spellings(self) -> None:
        """Make persons one who held the same office from the same day to the same day and share a word of their names.

        Sources spell names of other scripts each in their own way ("Anwar As-sadat", "Anwar Sadat"), or leave parts out.
        """
        begun: dict[tuple[str, str, str], list[Identity]] = {}
        for ident, found in sorted(self._people.items()):
            for _, spell in found.spells:
                if spell.office in INDEXED and len(spell.first) == _DAY and ident not in begun.get(_begun(spell), ()):
                    begun.setdefault(_begun(spell), []).append(ident)
        for (_, office, first), idents in sorted(begun.items()):
            for ident, other in combinations(idents, 2):
                if self._are_one(ident, other, office, first):
                    self._join(ident, other)

    def _are_one(self, ident: Identity, other: Identity, office: str, first: str) -> bool:
        if ident not in self._people or other not in self._people:
            return False
        if not any(share_half(n, m) for n in self._people[ident].names for m in self._people[other].names):
            return False
        lasts, known = (
            {s.last for _, s in self._people[one].spells if (s.office, s.first) == (office, first)}
            for one in (ident, other)
        )
        return "" in lasts | known or bool(lasts & known)

    def _join(self, ident: Identity, other: Identity) -> None:
        main, joined = self._people[ident], self._people.pop(other)
        for name, weight in joined.names.items():
            main.names[name] = max(weight, main.names.get(name, 0))
        main.spells += joined.spells

    def entries(self) -> Iterator[Entry]:
        """All persons with their spells merged, in order of identity."""
        for (_, country), found in sorted(self._people.items(), key=lambda item: item[0]):
            names = sorted(found.names, key=lambda n: (-found.names[n] + 2 * (". " in n), len(n), n))
            person = Person(name=names[0], country=country, spells=merge_spells(spell for _, spell in found.spells))
            yield Entry(names=tuple(names), person=person)


def _begun(spell: Holder) -> tuple[str, str, str]:
    return spell.country, spell.office, spell.first


def _spell(office: tuple[str, str], country: str, dates: tuple[str, str, str], source: str) -> Holder:
    """A spell of a title and its class."""
    first, last, as_of = dates
    return Holder(
        person="",
        title=plain(office[0]),
        office=office[1],
        country=country,
        first=first,
        last=last,
        as_of=as_of,
        source=source,
    )


def gather(open_rows: Iterable[OpenRow], by_hand: Iterable[HandRow]) -> list[Entry]:
    """All persons of the sources, merged."""
    people = Gathering()
    for row in open_rows:
        people.add_open_row(row)
    for written in by_hand:
        people.add_by_hand(written)
    people.join_spellings()
    return list(people.entries())


def build_table(folder: Path, target: Path = DATA_FILE, by_hand: Path = OFFICES) -> Built:
    """Write the table of persons anew, whole or not at all.

    Raises InputError or LexiconError, with file and line, where a source is missing or wrong.
    """
    entries = gather(read_open_rows(folder), read_by_hand(by_hand))
    table = "".join(f"{line}\n" for line in table_lines(entries)).encode()
    packed = zstandard.ZstdCompressor(level=_LEVEL).compress(table)
    with atomic_file(target) as stream:
        stream.write(packed)
    return Built(persons=len(entries), spells=sum(len(entry.person.spells) for entry in entries), size=len(packed))
