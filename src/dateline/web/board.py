"""What is so on a day: processes by kind, plans that are open or overdue, and the contacts of the day."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline import query
from dateline.ledger import Ledger
from dateline.query import Citation, Filters, citations
from dateline.query.events import representatives, row_conditions
from dateline.query.processes import conditions, known_on
from dateline.records.rows import Row

from .evidence import Told, told
from .shown import marked

PROCESSES = 80  # of all kinds together
OF_A_KIND = 8  # of each, where all kinds are shown
BACK = 90  # days for which an overdue plan is shown
EVENTS = 12
_TALLY = """
SELECT kind, state, count(*) FROM process_states WHERE {known} AND {where} GROUP BY kind, state ORDER BY count(*) DESC, state"""
_LAST_DAY = """
SELECT max(first) FROM ({representatives})
WHERE {where} AND act = 'CONSULT' AND status IN ('occurred', 'ongoing') AND first = last AND first <= ?"""


@dataclass(frozen=True, slots=True)
class Process:
    """A process in the state of the day, with the sentence that tells it."""

    row: Row
    last: Told | None


@dataclass(frozen=True, slots=True)
class Kind:
    """The processes of a kind: how many are in each state, and the latest changed of them."""

    name: str
    tally: tuple[tuple[str, int], ...]
    processes: tuple[Process, ...]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(n for _, n in self.tally)


def read_kinds(ledger: Ledger, filters: Filters) -> list[Kind]:
    """All kinds with a process that fits, those with the most first. Raises UsageError for a wrong filter."""
    where = conditions(filters)
    tally: dict[str, list[tuple[str, int]]] = {}
    for kind, state, n in ledger.tuples(_TALLY.format(known=known_on(filters), where=where.sql), where.parameters):
        tally.setdefault(kind, []).append((state, n))
    rows = query.processes(ledger, dataclasses.replace(filters, limit=PROCESSES)).rows()
    kept = rows if len(tally) == 1 else list(_some_of_each(rows))
    last = [
        {**row, "history": row["history"][-1:]} for row in kept
    ]  # of all changes, only the last is shown with its sentence
    processes = list(map(_process, kept, citations(ledger, last)))
    kinds = [
        Kind(kind, tuple(states), tuple(one for one in processes if one.row["kind"] == kind))
        for kind, states in tally.items()
    ]
    return sorted(kinds, key=lambda kind: (-kind.total, kind.name))


def _some_of_each(rows: Sequence[Row]) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for row in rows:
        seen[row["kind"]] = seen.get(row["kind"], 0) + 1
        if seen[row["kind"]] <= OF_A_KIND:
            yield row


def _process(row: Row, cited: Sequence[Citation]) -> Process:
    """The process with the citation of its last change."""
    change = row["history"][-1]
    mine = (one for one in cited if one.source_id == change["source_id"] and change["text"] in one.text)
    citation = next(mine, cited[-1] if cited else None)
    if citation is None:
        return Process(row, None)
    return Process(row, Told(citation, tuple(marked(citation.text, citation.start, ()))))


@dataclass(frozen=True, slots=True)
class Events:
    """Rows of events with their sentences; day: on which they are, where it is one; more: there are more than these."""

    rows: list[Row]
    told: list[list[Told]]
    day: dt.date | None
    more: bool


def plans_due(ledger: Ledger, filters: Filters, day: dt.date) -> Events:
    """Plans that are open on the day, or overdue since 90 days at most; without a day they are not among them."""
    asked = dataclasses.replace(
        filters,
        outcome=("open", "overdue"),
        as_of=day,
        since=dt.date.fromordinal(max(day.toordinal() - BACK, 1)),
        until=None,
        limit=EVENTS + 1,
        kind=(),
        state=(),
        open=False,
        sort=None,
    )
    return _events(ledger, query.plans(ledger, asked).rows(), day)


def contacts_of(ledger: Ledger, filters: Filters, day: dt.date) -> Events:
    """Contacts that took place on the day, or else on the latest day before with any."""
    asked = dataclasses.replace(filters, as_of=None, since=None, until=None, kind=(), state=(), open=False, sort=None)
    where = row_conditions(asked)
    sql = _LAST_DAY.format(representatives=representatives(asked), where=where.sql)
    ((last,),) = ledger.tuples(sql, [*where.parameters, day])
    if last is None:
        return Events([], [], None, more=False)
    on = dataclasses.replace(
        asked, since=last, until=last, act=("CONSULT",), status=("occurred", "ongoing"), limit=EVENTS + 1
    )
    return _events(ledger, query.events(ledger, on).rows(), last)


def _events(ledger: Ledger, rows: list[Row], day: dt.date) -> Events:
    kept = rows[:EVENTS]
    return Events(kept, told(ledger, kept), day, more=len(rows) > EVENTS)
