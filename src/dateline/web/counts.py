"""How many events there are under each value of a filter, given all the other filters: counted in the database, once a state."""

from __future__ import annotations

import dataclasses
import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.contact_filters import contact_conditions
from dateline.query.events import among, representatives, row_conditions

from .shown import code_name, plain_words

#: What can be counted: the filter, and the column of current_events; a list counts in each of its values.
COLUMNS = {
    "type": "type",
    "act": "act",
    "status": "status",
    "channel": "channel",
    "issue": "issues",
    "context": "contexts",
    "country": "countries",
}
_LISTS = frozenset({"issues", "contexts", "countries"})
_TOTAL = ""  # in place of a name
SHOWN = 30  # values of one filter; the rest can be typed
#: Filters of contacts that their query treats in its own way.
_OF_CONTACTS: dict[str, Any] = {
    "channel": (),
    "level": (),
    "host": (),
    "mediator": (),
    "office": None,
    "disputed": False,
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a filter: what is sent, what is read, and how many events there are (None: not counted)."""

    value: str
    words: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Values by filter, the most frequent first, and how many events fit all filters."""

    values: dict[str, tuple[Value, ...]]
    total: int


def _values(name: str, counts: dict[str, int], chosen: Sequence[str]) -> tuple[Value, ...]:
    """The most frequent values; those that are asked for are always among them."""
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    wanted = {value.lower() for value in chosen}
    kept = [row for n, row in enumerate(rows) if n < SHOWN or row[0].lower() in wanted]
    known = {value.lower() for value, _ in kept}
    missing = [(value, 0) for value in chosen if value.lower() not in known]
    return tuple(Value(value, words(name, value), n) for value, n in (*kept, *missing))


def words(name: str, value: str) -> str:
    """How a value of a filter is read."""
    if name == "country":
        return f"{code_name(value)} {value}"
    return value.replace("-", " ") if name == "issue" else plain_words(value)


def _counted(ledger: Ledger, filters: Filters, names: Sequence[str], act: str | None) -> dict[str, dict[str, int]]:
    """Counts by name and value, under _TOTAL that of all events that fit."""
    sql, parameters = _sql(ledger, filters, names, act)
    found: dict[str, dict[str, int]] = {name: {} for name in names}
    for name, value, n in ledger.tuples(sql, parameters):
        if value is not None:
            found.setdefault(name, {})[value] = n
    return found


def _sql(ledger: Ledger, filters: Filters, names: Sequence[str], act: str | None) -> tuple[str, list[Any]]:
    """The events that fit are picked once, then counted by each column."""
    row = row_conditions(dataclasses.replace(filters, **_OF_CONTACTS) if act == "CONSULT" else filters)
    if act:
        row.add("act = ?", act)
    if act == "CONSULT":
        also = contact_conditions(ledger, filters)
        row.add(also.sql, *also.parameters)
    telling, told = among(filters)
    columns = ", ".join(dict.fromkeys(COLUMNS[name] for name in names)) or "event_no"
    counts = ["SELECT '', '', count(*) FROM picked"]
    for name in names:
        column = COLUMNS[name]
        value = f"unnest({column})" if column in _LISTS else column
        counts.append(f"SELECT '{name}', {value} AS value, count(*) FROM picked GROUP BY value")  # noqa: S608  (our own names)
    picked = f"SELECT {columns} FROM ({representatives(filters)}) WHERE {row.sql} AND {telling}"  # noqa: S608  (as above)
    return f"WITH picked AS MATERIALIZED ({picked}) {' UNION ALL '.join(counts)}", [*row.parameters, *told]


class Remembered:
    """Counts of the last questions about the states of a ledger: paging and sorting count nothing anew.

    The values of each filter are kept by themselves: those of the country are counted under all other filters, and so are the same
    on all pages that differ in the country alone.
    """

    def __init__(self, size: int = 1024) -> None:
        self._size = size
        self._known: OrderedDict[Hashable, dict[str, int]] = OrderedDict()
        self._lock = threading.Lock()

    def values(
        self, ledger: Ledger, version: str, filters: Filters, names: Sequence[str], act: str | None = None
    ) -> Counted:
        """Values of the named filters (see COLUMNS), each under all the others.

        act: "CONSULT" counts contacts as their query finds them. version: the name of the state. Raises UsageError for a wrong
        filter, LedgerError where the file fails.
        """
        plain = dataclasses.replace(filters, sort=None, limit=None, offset=0)
        under = {_TOTAL: plain} | {name: _without(plain, name) for name in names}
        found = self._recall(version, act, under)
        missing = [name for name in under if name not in found]
        for same in {under[name]: None for name in missing}:
            together = [name for name in missing if under[name] == same]
            counted = _counted(ledger, same, [name for name in together if name != _TOTAL], act)
            self._keep(version, act, same, counted)
            found |= {name: counted.get(name, {}) for name in together}
        values = {name: _values(name, found[name], getattr(plain, name)) for name in names}
        return Counted(values=values, total=found[_TOTAL].get(_TOTAL, 0))

    def _recall(self, version: str, act: str | None, under: dict[str, Filters]) -> dict[str, dict[str, int]]:
        found = {}
        with self._lock:
            for name, filters in under.items():
                question = (version, act, filters, name)
                if question in self._known:
                    self._known.move_to_end(question)
                    found[name] = self._known[question]
        return found

    def _keep(self, version: str, act: str | None, filters: Filters, counted: dict[str, dict[str, int]]) -> None:
        with self._lock:
            for name, counts in counted.items():
                self._known[version, act, filters, name] = counts
            while len(self._known) > self._size:
                self._known.popitem(last=False)


def _without(filters: Filters, name: str) -> Filters:
    unset: dict[str, Any] = {name: ()}
    return dataclasses.replace(filters, **unset)
