"""What all pages with a table of rows have in common: known filters, counts, a page of rows, their sentences."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dateline import query
from dateline.errors import UsageError
from dateline.ledger import Answer, Ledger
from dateline.query import Filters
from dateline.records.rows import Row

from .asked import ROWS, Asked
from .counts import Remembered, Value
from .evidence import told
from .facts import read_facts

#: What the address of a table may say beside the filters of its query.
BESIDE = ("page",)
#: Filters of queries that no page takes.
_PAGING = frozenset({"limit", "offset"})
COUNTS = Remembered()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table of rows. path: its address; api: its name in the REST API; what: its rows in words; sorts: its orders.

    filters: the names that the page takes; counted: those of them whose values are offered with counts, see counts.COLUMNS;
    offered: values without counts. act: of which act all rows are. totalled: how many rows there are is counted by itself.
    beside: what else the address may say.
    """

    path: str
    what: str
    query: Callable[[Ledger, Filters], Answer]
    filters: frozenset[str]
    api: str = ""
    counted: tuple[str, ...] = ()
    offered: tuple[tuple[str, tuple[str, ...]], ...] = ()
    act: str | None = None
    totalled: bool = False
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of rows. total: how many there are, None where that is not counted; more: whether there are more behind them."""

    rows: list[Row]
    more: bool
    total: int | None
    values: dict[str, tuple[Value, ...]]


def check_names(asked: Asked, known: frozenset[str], path: str, beside: Sequence[str] = ()) -> None:
    """Raises UsageError where the address has a name that means nothing on the page, with the nearest that does.

    known: filters, those for paging aside; beside: what else the page takes.
    """
    names = {*(known - _PAGING), *beside}
    for name, _ in asked.text:
        if name not in names:
            near = difflib.get_close_matches(name, sorted(names), n=1)
            cure = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(names)) or 'none'}"
            raise UsageError(f"{path} has no filter {name}; {cure}")


def read_rows(ledger: Ledger, version: str, asked: Asked, listing: Listing) -> Rows:
    """The page of rows that is asked for, with what can be counted. Raises UsageError for wrong filters."""
    check_names(asked, listing.filters, listing.path, (*BESIDE, *listing.beside))
    plain = asked.rows(ROWS)
    values: dict[str, tuple[Value, ...]] = {
        name: tuple(Value(word, word.replace("_", " "), None) for word in words) for name, words in listing.offered
    }
    total = None
    if listing.counted:
        found = COUNTS.values(ledger, version, asked.filters, listing.counted, listing.act)
        values, total = values | found.values, found.total
        if asked.filters.disputed:  # which of them are is known row by row only
            values, total = {name: tuple(map(_uncounted, offered)) for name, offered in values.items()}, None
    elif listing.totalled:
        total = query.total(ledger, listing.api, asked.filters)
    if total == 0:
        return Rows([], more=False, total=0, values=values)
    rows = listing.query(ledger, dataclasses.replace(plain, limit=ROWS + 1)).rows()
    if (
        total is None and len(rows) <= ROWS and (rows or not plain.offset)
    ):  # behind the last page none are seen, but not that
        total = plain.offset + len(rows)
    return Rows(rows[:ROWS], more=len(rows) > ROWS, total=total, values=values)


def _uncounted(value: Value) -> Value:
    return dataclasses.replace(value, n=None)


def context(ledger: Ledger, asked: Asked, listing: Listing, found: Rows) -> dict[str, Any]:
    """What listing.html is filled with."""
    return {
        "asked": asked,
        "facts": read_facts(ledger),
        "listing": listing,
        "found": found,
        "told": told(ledger, found.rows),
        "size": ROWS,
    }
