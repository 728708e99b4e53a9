"""Which names have to be read to tell the first tenures of an answer: those of the persons who may hold the same offices."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, takewhile
from typing import Any, TypeVar

from dateline.ledger import Ledger
from dateline.lexicon.office_terms import one_title
from dateline.lexicon.person_names import name_words
from dateline.lexicon.registry_persons import name_key

from .filters import Conditions, Filters
from .tenure_names import Name, Office, short_forms
from .tenure_told import MOST, Told

#: Names up to which all are read. Names from which an answer begins to be told, and how many times more are taken if too few.
SMALL, FEW, _MORE = 1000, 20, 4
#: All are read where one in so many persons would have to be.
SHARE = 2
_NAMES = """
SELECT person, office, country, {day} AS day, count(from_date) FROM {table} WHERE {where}
GROUP BY person, office, country ORDER BY {by}"""
_DAYS = {"from": "from_date", "to": "to_date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The beginning of an answer. persons: who has to be read, as told, None: all. offices: those that are read as a whole.

    is_told: is a tenure with this name and first group among those before the end of this part?
    """

    persons: Collection[str] | None
    offices: Collection[Office] | None = None
    is_told: Callable[[Told, int], bool] = lambda _told, _number: True


ALL = Part(persons=None)
K = TypeVar("K")
V = TypeVar("V")


class Choice:
    """The names as told, in the order of the answer: all that may be in it, and perhaps more."""

    def __init__(self, ledger: Ledger, table: str, where: Conditions, filters: Filters) -> None:
        sort = filters.sort or "office"
        self._down, column = sort.startswith("-"), sort.removeprefix("-")
        self._dated = column in _DAYS
        day = f"{'max' if self._down else 'min'}({_DAYS[column]})" if self._dated else "NULL::DATE"
        by = "day" if self._dated else column
        order = f"{by} {'DESC' if self._down else 'ASC'} NULLS LAST, office, country NULLS LAST, person"
        rows = ledger.tuples(_NAMES.format(day=day, table=table, where=where.sql, by=order), where.parameters)
        self.names: list[Name] = [row[:3] for row in rows]
        self._day, self._days = [row[3] for row in rows], [row[4] for row in rows]
        self._filters = filters
        self.asked = self._asked()

    def _asked(self) -> Sequence[int]:
        """Numbers of the names that may stand for a person or an office that is asked for."""
        numbers: Sequence[int] = range(len(self.names))
        if self._filters.actor:
            words = self._filters.actor.lower()
            persons = {person for person, _, _ in self.names}
            full = {word for person in persons if words in person.lower() for word in name_words(person)}
            meant = {person for person in persons if words in person.lower() or (full and name_words(person) <= full)}
            numbers = [number for number in numbers if self.names[number][0] in meant]
        if self._filters.office and numbers:
            is_title = {office: is_office(office, self._filters.office) for _, office, _ in self.names}
            keys = {name_key(person) for person, office, _ in self.names if is_title[office]}
            numbers = [number for number in numbers if name_key(self.names[number][0]) in keys]
        return numbers

    def parts(self, rows: int | None) -> Iterator[Part]:
        """Longer and longer beginnings of the answer, the last of them the whole; rows: those wanted, None: all."""
        if len(self.names) <= SMALL:
            yield ALL
            return
        taken = len(self.asked) if rows is None else self._enough(rows)
        while taken < len(self.asked):
            part = self._part(taken)
            if part is None:
                break
            yield part
            taken *= _MORE
        yield self._part(len(self.asked)) or ALL

    def _enough(self, rows: int) -> int:
        """Names that may make so many rows: each makes one, or one for each first day that is told."""
        ends = accumulate(max(1, self._days[number]) for number in self.asked)
        return max(FEW, sum(1 for _ in takewhile(lambda end: end < rows, ends)) * 5 // 4)

    def _part(self, taken: int) -> Part | None:
        """The part that the first names tell; None if it takes most persons to tell it."""
        numbers = self.asked[:taken]
        offices = {office for number in numbers for office in self._offices(number)}
        keys = {key for office in offices for key in self._holders(office)}
        persons = {self.names[number][0] for key in keys for number in self._by_key[key]}
        if len(persons) > min(MOST, len({person for person, _, _ in self.names}) // SHARE):
            return None
        if taken >= len(self.asked):
            return Part(persons=persons, offices=offices)
        end = self._place(self.asked[taken], self._day[self.asked[taken]])
        return Part(persons=persons, offices=offices, is_told=lambda told, number: self._of(told, number) < end)

    def _of(self, told: Told, number: int) -> Any:  # noqa: ANN401  (what can be compared)
        days = told.to_date if (self._filters.sort or "").endswith("to") else told.from_date
        return self._place(self._number[told.names[told.name[number]]], days[number])

    def _place(self, number: int, day: dt.date | None) -> Any:  # noqa: ANN401  (as above)
        """Where a group of tellings stands in the order."""
        if not self._dated:
            return number
        person, office, country = self.names[number]
        days = (day is None, (-1 if self._down else 1) * day.toordinal() if day else 0)
        return *days, office, country is None, country or "", person

    def _offices(self, number: int) -> Iterator[Office]:
        """The offices for which a name may stand."""
        _, office, country = self.names[number]
        title, same = one_title(office), [self.names[other] for other in self._by_key[self._keys[number]]]
        countries = {country, *(there for _, other, there in same if one_title(other) == title)}
        titles = {title, *(one_title(other) for _, other, _ in same if title in short_forms(other))}
        return ((title, country) for title in titles for country in countries)

    def _holders(self, office: Office) -> set[str]:
        """Keys of the persons who may hold an office."""
        return self._placed.get(office[1], set()).intersection(self._titled.get(office[0], ()))

    @cached_property
    def _number(self) -> dict[Name, int]:
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def _keys(self) -> list[str]:
        return [name_key(person) for person, _, _ in self.names]

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        return _grouped(self._keys, range(len(self.names)))

    @cached_property
    def _titled(self) -> dict[str, list[str]]:
        return _grouped((one_title(office) for _, office, _ in self.names), self._keys)

    @cached_property
    def _placed(self) -> dict[str | None, set[str]]:
        return {
            country: set(keys)
            for country, keys in _grouped((country for _, _, country in self.names), self._keys).items()
        }


def _grouped(keys: Iterable[K], values: Iterable[V]) -> dict[K, list[V]]:
    """The values under each key, in order."""
    found: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in zip(keys, values, strict=True):
        found[key].append(value)
    return found


def is_office(title: str, asked: str) -> bool:
    """Is this the office that is asked for, by part of its title or by another title of the same?"""
    return asked.lower() in title.lower() or one_title(asked) == one_title(title)
