"""What the stories tell of tenures, read in columns: all tellings with the same person, title, state and days together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from dateline.ledger import Ledger
from dateline.lexicon.office_terms import weight_of_state
from dateline.lexicon.registry_persons import latest

from .filters import Conditions
from .tenure_lines import Held
from .tenure_names import Name

if TYPE_CHECKING:
    import pyarrow as pa

#: What a correction leaves out is not told any more; a "former" or future holder is not said to hold the office.
_SQL = """
SELECT person, office, country, from_date, to_date,
  max(began) FILTER (from_date IS NULL) AS began, max(ended) FILTER (to_date IS NULL) AS ended,
  min(began_by) FILTER (from_date IS NULL AND began_by <= published) AS begun_by,
  list(said_on) AS said,
  min(published) FILTER (basis = 'left office') AS left_by, min(published) FILTER (basis = 'former') AS former_by,
  list(basis) AS basis, bool_or(basis = 'appointed') AND NOT bool_or(basis = 'took office') AS appointed,
  min(published) AS told_on, sum(len(evidence))::BIGINT AS sentences
FROM {table} WHERE {where} AND len(evidence) > 0
GROUP BY person, office, country, from_date, to_date
ORDER BY {by}"""
_EVIDENCE = """
SELECT story_id, source_id, span."start" AS "start", span."end" AS "end" FROM (
  SELECT person, office, country, from_date, to_date, published, story_id, source_id, unnest(evidence) AS span
  FROM {table} WHERE {where}
)
ORDER BY {by}, published NULLS LAST, story_id, source_id, span."start", span."end\""""
_PLACED = """
SELECT person, office, country, placed_by, count(*) FROM (
  SELECT DISTINCT person, office, country, from_date, to_date, group_id, placed_by FROM {table}
  WHERE {where} AND len(evidence) > 0
) GROUP BY ALL"""


#: The tellings of few persons are picked once, then asked thrice; their stories are looked up where a state is in doubt.
_PICKED = """
CREATE OR REPLACE TEMP TABLE picked_tenures AS
SELECT person, office, country, from_date, to_date, began, ended, began_by, published, said_on, basis, story_id, source_id,
  coding, placed_by, evidence
FROM current_tenures WHERE {where} AND {persons}"""
_OF_STORIES = "(SELECT p.*, s.group_id FROM picked_tenures p JOIN current_stories s USING (coding))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Where tenures are read, in which order, and by which conditions. persons: of these alone, as told; None: of all.

    few: the conditions leave no more than a part of all that is told.
    """

    ledger: Ledger
    where: Conditions
    by: str
    few: bool = False
    persons: Collection[str] | None = None

    def ask(self, sql: str, persons: Collection[str] | None = None) -> pa.Table:
        """The answer to one of the questions above, of all persons or of these."""
        return self._ask(sql, "current_tenures", self.where, persons)

    def pick(self) -> None:
        """Lay out the tellings that are asked for in a table of their own."""
        where, persons = self.where, "TRUE" if self.persons is None else "person IN (SELECT unnest(?))"
        given = [] if self.persons is None else [sorted(self.persons)]
        if self.persons is not None and not self.persons:
            where = _NOTHING
        self.ledger.tuples(_PICKED.format(where=where.sql, persons=persons), [*where.parameters, *given])

    def ask_picked(self, sql: str, persons: Collection[str] | None = None) -> pa.Table:
        """The same of the tellings that have just been picked."""
        return self._ask(sql, _OF_STORIES if sql == _PLACED else "picked_tenures", _EVERYTHING, persons)

    def _ask(self, sql: str, table: str, where: Conditions, persons: Collection[str] | None) -> pa.Table:
        of_these = Conditions()
        of_these.add(where.sql, *where.parameters)
        if persons is not None:
            of_these.add("person IN (SELECT unnest(?))", sorted(persons))
        return self.ledger.ask(sql.format(table=table, where=of_these.sql, by=self.by), of_these.parameters).arrow()


_EVERYTHING, _NOTHING = Conditions(), Conditions()
_NOTHING.add("false")


class Told:
    """Groups of tellings in the order asked for, in columns.

    names: every person, title and state once, as told, by their first group. name: for each group the number of its name.
    appointed: groups that tell no more of the beginning than the appointment.
    """

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._spans: pa.Table | None = None
        if asking.persons is None and not asking.few:
            self._table, self._ask = asking.ask(_SQL), asking.ask
        else:
            asking.pick()
            self._table, self._ask = asking.ask_picked(_SQL), asking.ask_picked
            self._spans = asking.ask_picked(_EVIDENCE)
        numbers: dict[Name, int] = {}
        columns = (self._table.column(name).to_pylist() for name in ("person", "office", "country"))
        self.name = [numbers.setdefault(name, len(numbers)) for name in zip(*columns, strict=True)]
        self.names: tuple[Name, ...] = tuple(numbers)
        self.began, self.ended = (self._table.column(name).to_pylist() for name in ("began", "ended"))
        self.from_date, self.to_date = self._dates("from_date"), self._dates("to_date")
        appointed = self._table.column("appointed").to_pylist()
        self.appointed = frozenset(number for number, found in enumerate(appointed) if found)

    def _dates(self, name: str) -> list[dt.date | None]:
        return _days(self._table.column(name).combine_chunks())

    @cached_property
    def _others(self) -> dict[str, list[dt.date | None]]:
        return {name: self._dates(name) for name in ("begun_by", "left_by", "former_by", "told_on")}

    @cached_property
    def _said(self) -> tuple[list[int], list[dt.date | None]]:
        column = self._table.column("said").combine_chunks()
        return column.offsets.to_pylist(), _days(column.values)

    @cached_property
    def _basis(self) -> tuple[list[int], list[str]]:
        column = self._table.column("basis").combine_chunks()
        return column.offsets.to_pylist(), column.values.to_pylist()

    def __len__(self) -> int:
        return len(self.name)

    def said(self, number: int) -> list[dt.date]:
        """The days on which a text of the group says that the person holds the office, each once, in order."""
        places, days = self._said
        return sorted(day for day in {*days[places[number] : places[number + 1]]} if day is not None)

    def basis(self, number: int) -> list[str]:
        """The rules that read the group, each once, in order."""
        places, rules = self._basis
        return sorted({*rules[places[number] : places[number + 1]]})

    def held(self, number: int, name: Name) -> Held:
        """A group of tellings as a tenure, under this name."""
        person, office, country = name
        ended, others = self.ended[number] or "", self._others
        return Held(
            person=person,
            office=office,
            country=country,
            from_date=self.from_date[number],
            to_date=self.to_date[number],
            began=self.began[number] or "",
            ended=ended,
            begun_by=others["begun_by"][number],
            ended_by=dt.date.fromisoformat(latest(ended)) if _is_plain(ended) else None,
            said=self.said(number),
            left_by=others["left_by"][number],
            former_by=others["former_by"][number],
            basis=self.basis(number),
            told_on=others["told_on"][number],
            tellings=[number],
        )

    def weights(self, names: Iterable[Name]) -> dict[Name, int]:
        """How much the tellings of these names give to their states, see `weight_of_state`; to be asked before others are read."""
        found = dict.fromkeys(names, 0)
        persons = {person for person, _, _ in found}
        if self._spans is None and len(persons) <= MOST:
            asking = replace(self._asking, persons=persons)
            asking.pick()
            columns = asking.ask_picked(_PLACED).columns
        else:
            columns = self._ask(_PLACED, persons).columns
        for person, office, country, placed_by, number in zip(*(column.to_pylist() for column in columns), strict=True):
            if (name := (person, office, country)) in found:
                found[name] += number * weight_of_state(placed_by)
        return found

    def evidence(self, numbers: Collection[int]) -> tuple[pa.Table, Mapping[int, range]]:
        """The sentences that tell these groups in a table, and where in it those of each group are."""
        persons = {self.names[self.name[number]][0] for number in numbers}
        few = self._spans is None and len(persons) <= MOST
        sentences: list[int] = self._table.column("sentences").to_pylist()
        known = {number for number, (person, _, _) in enumerate(self.names) if not few or person in persons}
        read = [number for number, name in enumerate(self.name) if name in known]
        ends = accumulate(sentences[number] for number in read)
        places = {number: range(end - sentences[number], end) for number, end in zip(read, ends, strict=True)}
        spans = self._ask(_EVIDENCE, persons if few else None) if self._spans is None else self._spans
        return spans, places


#: Persons up to whom tellings are looked up by their names.
MOST = 2000


def _days(column: pa.Array) -> list[dt.date | None]:
    """A column of days, each day made once: four times as fast as to_pylist."""
    numbers = column.cast("int32").to_pylist()
    days = {number: dt.date.fromordinal(number + _EPOCH) for number in set(numbers) if number is not None}
    return list(map(days.get, numbers))


_EPOCH = dt.date(1970, 1, 1).toordinal()


def _is_plain(edtf: str) -> bool:
    """Is the date a year, a month or a day, rather than a week or a quarter?"""
    return edtf != "" and edtf.replace("-", "").isdigit()
