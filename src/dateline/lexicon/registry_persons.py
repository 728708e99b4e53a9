"""Persons and their spells of office: by name, by surname, and by office and day."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .registry_names import ACTORS, fold, key_words, slug
from .yaml_files import HERE, read_yaml

DATA_FILE = HERE / "data" / "registry_persons.tsv.zst"
#: Sources in order of trust: the user's own rows, Wikidata as the user asked it, written by hand, present leaders, Wikidata,
#: rulers.org, World Leaders 2019, World Leaders 2003-2011, the same where it lists all titles that somebody ever had.
TRUST = "uvpowlcgh"
_OPEN_FOR_DAYS = 1500
_SEEN_FOR_DAYS = 400
#: Classes whose holders a bare surname may name without a first mention in the story.
KNOWN_BY_SURNAME = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})
#: Classes of office that have one holder at a time and are asked for by office.
INDEXED = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "interior_minister",
        "finance_minister",
        "trade_minister",
        "vice_president",
        "un_representative",
        "speaker",
        "central_banker",
        "security_adviser",
        "spy_chief",
        "military_chief",
        "attorney_general",
    }
)
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG"})
_GIVEN_AS_SURNAME = frozenset({"VNM"})
_WHOLE_NAME = frozenset({"MMR", "KHM", "LAO", "IDN"})
PARTICLES = frozenset({"al", "el", "bin", "ibn", "abu", "ould", "ben"})
#: Initials as some tables write them: "P.j. Patterson".
_INITIALS = re.compile(r"\b[A-Z]\.[a-z]\.")
_MARKS = frozenset({"'s", "'", ","})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A spell of office: who, which title (lower case) and class of office ("foreign_minister"; "" if none), of which state.

    first, last: ISO dates as exact as the source gives them ("2014", "2014-02"), "" if not told. as_of: day on which the source
    saw the spell still open, "" for ended ones. source: letter of the best source: u own rows, p by hand, o, w, l, c, g (see
    NOTICE); also: letters of the others that agree. note: where own rows say that they come from.
    """

    person: str
    title: str
    office: str
    country: str
    first: str
    last: str
    as_of: str
    source: str
    also: str = ""
    note: str = ""

    def held_on(self, day: dt.date) -> bool:
        """Was the office held that day, as far as the source tells?"""
        iso = day.isoformat()
        if self.first and iso < earliest(self.first):
            return False
        if self.last:
            return iso <= latest(self.last) and bool(self.first or _within(iso, self.last))
        if not self.as_of:
            return bool(self.first)
        if not self.first:
            return _within(iso, self.as_of)
        return iso <= self.as_of or _within(iso, self.as_of)

    def surely_held_on(self, day: dt.date) -> bool:
        """Was the office held that day, so that the person may be told as its holder without being named?

        As `held_on`, but a spell that a source saw open, or saw once, serves for a year and a month around that day only.
        """
        seen = self.as_of if self.as_of and not self.last else self.last if self.last and not self.first else ""
        if seen and abs((day - dt.date.fromisoformat(latest(seen))).days) > _SEEN_FOR_DAYS:
            return bool(self.first) and earliest(self.first) <= day.isoformat() <= latest(seen)
        return self.held_on(day)

    def term(self) -> tuple[dt.date | None, dt.date | None]:
        """First and last possible day of the spell; None where the source does not tell."""
        first = dt.date.fromisoformat(earliest(self.first)) if self.first else None
        return first, dt.date.fromisoformat(latest(self.last)) if self.last else None


def _within(iso: str, known: str) -> bool:
    """A spell seen at one moment only is taken to last no longer than four years around it."""
    year = int(iso[:4]) - int(known[:4])
    return abs(year) * 365 <= _OPEN_FOR_DAYS


def earliest(iso: str) -> str:
    """First day that a date of any exactness may mean.

    >>> earliest("2014"), latest("2014-02"), latest("2014-02-03")
    ('2014-01-01', '2014-02-28', '2014-02-03')
    """
    return iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso  # noqa: PLR2004  (YYYY-MM-DD)


def latest(iso: str) -> str:
    """Last day that a date of any exactness may mean."""
    if len(iso) == 7:  # noqa: PLR2004  (YYYY-MM)
        return f"{iso}-{calendar.monthrange(int(iso[:4]), int(iso[5:]))[1]}"
    return f"{iso}-12-31" if len(iso) == 4 else iso  # noqa: PLR2004  (YYYY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the registry: name as usually written, country of the last office, spells in order of their beginning."""

    name: str
    country: str
    spells: tuple[Holder, ...]

    @property
    def entity_id(self) -> str:
        return f"person:{slug(self.name)}:{self.country}"

    def spell_on(self, day: dt.date | None) -> Holder | None:
        """The most telling office held that day; without a day the last one. None if none was held."""
        if day is None:
            return max(self.spells, key=lambda s: (s.as_of or s.last or s.first, -_rank(s)), default=None)
        held = self._held(day)
        return min(held, key=lambda s: (_rank(s), TRUST.index(s.source), s.title), default=None)

    def _held(self, day: dt.date) -> list[Holder]:
        """Spells held that day, without those of which a better source tells that they were over."""
        held = [spell for spell in self.spells if spell.held_on(day)]
        return [spell for spell in held if spell.last or not any(_is_refuted(spell, by, day) for by in self.spells)]

    def over_by(self, day: dt.date | None) -> bool:
        """Had all known offices ended before the day?"""
        if day is None or not self.spells or self._held(day):
            return False
        iso = day.isoformat()
        return all((spell.last or spell.as_of) and latest(spell.last or spell.as_of) < iso for spell in self.spells)


def _is_refuted(spell: Holder, by: Holder, day: dt.date) -> bool:
    """Does a better source tell that the office, or (if told by hand) any later post of the person, was over by that day?"""
    if not by.last or latest(by.last) >= day.isoformat() or TRUST.index(by.source) >= TRUST.index(spell.source):
        return False
    return by.office == spell.office or (by.source in "uvp" and spell.as_of <= latest(by.last))


_CLASS_ORDER = (
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "vice_president",
    "interior_minister",
    "finance_minister",
    "security_adviser",
    "speaker",
    "military_chief",
    "spy_chief",
)


def _rank(spell: Holder) -> int:
    return _CLASS_ORDER.index(spell.office) if spell.office in _CLASS_ORDER else len(_CLASS_ORDER)


@functools.lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    return {variant: word for word, variants in read_yaml(ACTORS / "spellings.yaml").items() for variant in variants}


def spelled(word: str) -> str:
    """A folded word of a name in the registry's one spelling ("muhammad": "mohammed")."""
    return _spellings().get(word, word)


@functools.lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """A person's name as it is looked up: folded words in one spelling, without particles.

    >>> name_key("Muhammad bin Salman"), name_key("Kim Jong-un")
    ('mohammed salman', 'kim jong un')
    """
    words = [spelled(word) for word in key_words(name) if word not in _MARKS]
    kept = [word for word in words if word not in PARTICLES and len(word) > 1]
    return " ".join(kept or words)


def surname_key(name: str, country: str) -> str:
    """The word that stands for a person alone: the family name, wherever it stands in names of that country.

    >>> surname_key("Moon Jae-in", "KOR"), surname_key("Mike Pompeo", "USA"), surname_key("Hun Sen", "KHM")
    ('moon', 'pompeo', 'hun sen')
    """
    key = name_key(name)
    words = key.split()
    if country in _WHOLE_NAME and len(words) < 3:  # noqa: PLR2004
        return key
    return words[0] if country in _FAMILY_FIRST else words[-1]


@functools.lru_cache(maxsize=1)
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_yaml(ACTORS / "titles.yaml")["classes"]
    order = sorted(
        rows, key=lambda name: (name in {"minister", "governor", "lawmaker", "ambassador"}, list(rows).index(name))
    )
    deputies = [name for name in order if name.startswith(("deputy", "vice", "un_"))]
    return tuple((name, re.compile("|".join(rows[name]))) for name in dict.fromkeys([*deputies, *order]))


@functools.lru_cache(maxsize=20_000)
def office_class(title: str) -> str:
    """The class of an office by its title, "" if it belongs to none.

    >>> office_class("Minister of Foreign Affairs"), office_class("prime minister"), office_class("poet")
    ('foreign_minister', 'head_of_government', '')
    """
    lowered = " ".join(title.lower().split())
    return next((name for name, pattern in _classes() if pattern.search(lowered)), "")


@functools.lru_cache(maxsize=1)
def _told() -> dict[str, tuple[str, tuple[str, ...]]]:
    rows = read_yaml(ACTORS / "titles.yaml")["told"]
    return {office: (title, tuple(sectors.split())) for office, (title, sectors) in rows.items()}


def told_by(office: str) -> tuple[str, tuple[str, ...]]:
    """Usual title and sectors of a class of office; GOV where the class is not known."""
    return _told().get(office, ("", ("GOV",)))


class Persons:
    """All persons; lines are read only when their name comes up."""

    def __init__(self, lines: Sequence[str]) -> None:
        first = lines.index("")
        second = lines.index("", first + 1)
        third = lines.index("", second + 1)
        self._lines = list(lines[:first])
        self._index = dict(line.split("\t", 1) for line in lines[first + 1 : second])
        self._surnames = dict(line.split("\t", 1) for line in lines[second + 1 : third])
        self._offices = dict(line.split("\t", 1) for line in lines[third + 1 :])
        self._keys: dict[str, dict[str, tuple[int, ...]]] = {}
        self._lengths: dict[str, int] = {}
        #: Sectors that own rows tell for titles of no class.
        self.own_sectors: dict[str, tuple[str, ...]] = {}

    def longest(self, word: str) -> int:
        """How many words the longest name that starts with this word has; 0 if none does."""
        if word not in self._index:
            return 0
        length = self._lengths.get(word, 0)
        if not length:
            length = self._lengths[word] = max(key.count(" ") + 1 for key in self._keys_of(word))
        return length

    def keys_from(self, first: str) -> Iterable[str]:
        """All name keys that start with a word."""
        return self._keys_of(first) if first in self._index else ()

    def _keys_of(self, first: str) -> dict[str, tuple[int, ...]]:
        known = self._keys.get(first)
        if known is None:
            rows = (row.split("=") for row in self._index.get(first, "").split("|") if row)
            known = self._keys[first] = {key: tuple(map(int, numbers.split(","))) for key, numbers in rows}
        return known

    def named(self, key: str) -> list[Person]:
        """Persons of a name key (see `name_key`), in the order of the file."""
        return [self._read(number) for number in self._numbers(key)]

    def surnamed(self, key: str) -> list[Person]:
        """Persons whom news copy names by this surname alone, in the order of the file."""
        return [self._read(int(number)) for number in self._surnames.get(key, "").split(",") if number]

    @functools.lru_cache(maxsize=10_000)  # noqa: B019  (one registry a process)
    def _read(self, number: int) -> Person:
        name, country, spells = self._lines[number].split("\t")
        name = _INITIALS.sub(lambda found: found[0].upper(), name)
        return Person(name=name, country=country, spells=tuple(_holders(name, country, spells)))

    def in_country(self, country: str) -> Iterator[Person]:
        """All persons of a state or organisation, in the order of the file. Takes 0.01 s and the time to read them."""
        mark = f"\t{country}\t"
        return (self._read(number) for number, line in enumerate(self._lines) if mark in line)

    def with_words(self, words: Sequence[str]) -> list[Person]:
        """Persons whose name has all these folded words, in the order of the file. Takes 0.1 s."""
        wanted, found = set(words), set[int]()
        for first, row in self._index.items():
            if wanted and all(word in row or word == first for word in wanted):
                for key, numbers in self._keys_of(first).items():
                    if wanted <= set(key.split()):
                        found.update(numbers)
        return [self._read(number) for number in sorted(found)]

    def put(self, person: Person, keys: Iterable[str], surname: str | None, offices: Iterable[str]) -> None:
        """Add a person, who comes before those of the table under all keys, or replace the one of that name and country."""
        keys = list(keys)
        same = [n for key in keys[:1] for n in self._numbers(key) if self._read(n).country == person.country]
        number = same[0] if same else len(self._lines)
        line = f"{person.name}\t{person.country}\t{';'.join(map(write_spell, person.spells))}"
        self._lines[number : number + 1] = [line]
        self._read.cache_clear()
        for key in keys:
            first = key.split(" ", 1)[0]
            self._keys[first] = {**self._keys_of(first), key: _before(number, self._numbers(key))}
            self._index.setdefault(first, "")
            self._lengths.pop(first, None)
        for table, names in ((self._surnames, [surname] if surname else []), (self._offices, offices)):
            for name in names:
                known = [int(n) for n in table.get(name, "").split(",") if n]
                table[name] = ",".join(map(str, _before(number, known)))

    def _numbers(self, key: str) -> tuple[int, ...]:
        return self._keys_of(key.split(" ", 1)[0]).get(key, ())

    def holders(self, country: str, office: str, day: dt.date | None = None) -> list[Holder]:
        """Holders of a class of office in a state, the best attested first; on a day, or ever if none is given."""
        numbers = self._offices.get(f"{country}:{office}", "").split(",")
        found = [s for number in numbers if number for s in self._read(int(number)).spells if s.office == office]
        if day is not None:
            found = [spell for spell in found if spell.surely_held_on(day)]
        return sorted(found, key=lambda s: (TRUST.index(s.source), _descending(s.first), s.person))


def _before(number: int, known: Sequence[int]) -> tuple[int, ...]:
    return (number, *(other for other in known if other != number))


def _descending(iso: str) -> int:
    return -int(iso[:4] + iso[5:7].rjust(2, "0") + iso[8:10].rjust(2, "0")) if iso else 0


def _holders(person: str, country: str, spells: str) -> Iterator[Holder]:
    for spell in filter(None, spells.split(";")):
        title, office, first, last, as_of, sources, *note = spell.split("@")
        yield Holder(
            person=person,
            title=title,
            office=office,
            country=country,
            first=first,
            last=last,
            as_of=as_of,
            source=sources[0],
            also=sources[1:],
            note=note[0] if note else "",
        )


def write_spell(spell: Holder) -> str:
    """A spell as it stands in the table; the note only where there is one."""
    fields = [spell.title, spell.office, spell.first, spell.last, spell.as_of, spell.source + spell.also]
    return "@".join([*fields, spell.note] if spell.note else fields)


def load_persons(lines: Iterable[str]) -> Persons:
    """Persons of the built table and of the offices written by hand, which come first."""
    return Persons([*lines])


__all__ = [
    "DATA_FILE",
    "INDEXED",
    "TRUST",
    "Holder",
    "Person",
    "Persons",
    "earliest",
    "fold",
    "latest",
    "load_persons",
    "name_key",
    "office_class",
    "spelled",
    "told_by",
    "write_spell",
]
