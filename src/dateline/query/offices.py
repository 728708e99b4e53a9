"""Offices: who held what, from when to when, as the stories tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from dateline.ledger import Answer, Ledger
from dateline.records.rows import Row

from . import known
from .claims import add_story_conditions
from .filters import EVERYTHING, Conditions, Filters, check_filters, order, slice_of
from .tenure_choice import ALL, Choice, Part, is_office
from .tenure_folds import Tenure, by_name, folded, in_office
from .tenure_names import Name, office_of, settled
from .tenure_told import Asking, Told

if TYPE_CHECKING:
    import pyarrow as pa

KNOWN = known.OFFICES

ORDERS = {"office": "office", "person": "person", "country": "country", "from": "from_date", "to": "to_date"}
_TIES = "office, country NULLS LAST, person, from_date NULLS LAST, to_date NULLS LAST"


def offices(ledger: Ledger, filters: Filters = EVERYTHING, *, among: Conditions | None = None) -> Answer:
    """One row a tenure, by office, country and person, with all sentences that tell it.

    Tellings without dates join the dated tenure that they fit; a first day told here and a last day told there make one tenure;
    spellings of a name in one office are one person, by the fullest. from and to are as exact as told (EDTF).
    as_of: who held the office on that day (`tenure_lines.holders`); all titles of one class of office are one office then.
    actor: part of the person's name. office: part of the title, or another title of the same office. Sorted by office, person,
    country, from, to.
    among: conditions on the columns of tenures that spare the reading of those that have nothing to do with what is asked for.
    """
    found = find(ledger, filters, among=among)
    return found.answer(range(len(found))[slice_of(filters)])


@dataclass(frozen=True, slots=True)
class Found:
    """Tenures in the order asked for; their sentences are read when they are given out."""

    told: Told
    tenures: Sequence[Tenure]

    def __len__(self) -> int:
        return len(self.tenures)

    def days(self) -> list[tuple[str | None, str | None]]:
        """The first and the last day of each, as exact as told (EDTF)."""
        return [_days(self.told, tenure) for tenure in self.tenures]

    def answer(self, places: Sequence[int]) -> Answer:
        """The rows of the tenures at these places, in that order."""
        import pyarrow as pa  # noqa: PLC0415  (0.15 s with numpy: who makes a table pays for it)

        given = [self.tenures[place] for place in places]
        table, where = self.told.evidence([number for tenure in given for number in tenure.numbers])
        ends, taken = [0], list[int]()
        for tenure in given:
            taken += _sentences(table, [where[number] for number in tenure.numbers])
            ends.append(len(taken))
        spans = table.take(pa.array(taken, pa.int64())).cast(pa.schema(_places())).combine_chunks()
        evidence = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), spans.to_struct_array().combine_chunks())
        persons, titles, countries = zip(*(tenure.name for tenure in given), strict=True) if given else ((), (), ())
        first, last = zip(*(_days(self.told, tenure) for tenure in given), strict=True) if given else ((), ())
        basis = ["+".join(_basis(self.told, tenure)) for tenure in given]
        columns = [
            *(pa.array(words, pa.string()) for words in (persons, titles, countries, first, last, basis)),
            evidence,
        ]
        return Answer(pa.Table.from_arrays(columns, schema=_schema()))


def find(ledger: Ledger, filters: Filters, *, among: Conditions | None = None) -> Found:
    """The tenures up to the last one that limit and offset ask for, or all; see `offices`."""
    check_filters(filters, KNOWN, "offices")
    by = order(filters, ORDERS, "office", _TIES)
    on_tellings, where = Conditions(), Conditions()
    on_tellings.add_words("country", filters.country, upper=True)
    on_tellings.add_part("text", filters.text)
    if among:
        on_tellings.add(among.sql, *among.parameters)
    add_story_conditions(where, replace(filters, as_of=None))
    where.add(on_tellings.sql, *on_tellings.parameters)
    # Whether a story counts is looked at later: without conditions on stories the table of tenures has all names.
    of_stories = bool(filters.known_on or filters.source or filters.story)
    few = bool(on_tellings) or of_stories
    asking = Asking(ledger=ledger, where=where, by=by, few=few)
    wanted = None if filters.limit is None else filters.offset + filters.limit
    if wanted is None and not (filters.actor or filters.office):
        return _told(asking, ALL, filters)
    choice = (
        Choice(ledger, "current_tenures", where, filters)
        if of_stories
        else Choice(ledger, "tenures", on_tellings, filters)
    )
    for part in choice.parts(wanted):
        found = _told(replace(asking, persons=part.persons), part, filters)
        if wanted is not None and len(found) >= wanted:
            break
    return found


def _told(asking: Asking, part: Part, filters: Filters) -> Found:
    """The tenures of a part of the answer."""
    told = Told(asking)
    classes = by_name(told, settled(told.names, told.weights))
    if part.offices is not None:
        classes = {name: numbers for name, numbers in classes.items() if office_of(name) in part.offices}
    given = {name for name, numbers in classes.items() if _is_asked(name, filters) and part.is_told(told, numbers[0])}
    if filters.as_of is None:
        tenures = list(folded(told, {name: numbers for name, numbers in classes.items() if name in given}))
        return Found(told, tenures)
    asked = {office_of(name) for name in given}  # the others say nothing of who holds these
    beside = {name: numbers for name, numbers in classes.items() if office_of(name) in asked}
    there = in_office(told, folded(told, beside), filters.as_of)
    return Found(told, [tenure for tenure in there if tenure.name in given])


def _is_asked(name: Name, filters: Filters) -> bool:
    person, office, _ = name
    if filters.actor and filters.actor.lower() not in person.lower():
        return False
    return not filters.office or is_office(office, filters.office)


def _days(told: Told, tenure: Tenure) -> tuple[str | None, str | None]:
    """First and last day, as exact as told."""
    held, number = tenure.held, tenure.number
    if held:
        first, last, began, ended = held.from_date, held.to_date, held.began, held.ended
    else:
        first, last = told.from_date[number], told.to_date[number]
        began, ended = told.began[number] or "", told.ended[number] or ""
    return (first.isoformat() if first else began or None), (last.isoformat() if last else ended or None)


def _basis(told: Told, tenure: Tenure) -> Sequence[str]:
    return tenure.held.basis if tenure.held else told.basis(tenure.number)


def _sentences(table: pa.Table, places: Sequence[range]) -> Iterable[int]:
    """Where the sentences of some groups of tellings are, each sentence once."""
    if len(places) == 1:
        return places[0]
    found: dict[tuple[object, ...], int] = {}
    for place in places:
        part = table.slice(place.start, len(place))
        for number, row in enumerate(zip(*(column.to_pylist() for column in part.columns), strict=True), place.start):
            found.setdefault(row, number)
    return found.values()


def offices_of(rows: list[Row]) -> Answer:
    """The rows as an answer."""
    import pyarrow as pa  # noqa: PLC0415  (as above)

    return Answer(pa.Table.from_pylist(rows, schema=_schema()))


@cache
def _schema() -> pa.Schema:
    """The columns of the answer. Days are as exact as told: 2009-07-20, 2009-07, 2009."""
    import pyarrow as pa  # noqa: PLC0415  (as above)

    words = [(name, pa.string()) for name in ("person", "office", "country", "from", "to", "basis")]
    return pa.schema([*words, ("evidence", pa.list_(pa.struct(_places())))])


def _places() -> list[tuple[str, pa.DataType]]:
    """The columns of a sentence's place."""
    import pyarrow as pa  # noqa: PLC0415  (as above)

    return [("story_id", pa.string()), ("source_id", pa.string()), ("start", pa.int32()), ("end", pa.int32())]
