"""What the formats of CAMEO have in common: the events that they count, written as rows of directed pairs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from dateline.lexicon.exchange import Exchange, load_exchange
from dateline.records.loss import ExportChoices, Loss
from dateline.records.told import ToldEvent

from .counted import CHOICES as OF_DAYS
from .counted import counted
from .dyads_of import CHOICES as OF_PAIRS
from .dyads_of import VISIT_WITHOUT_HOST, without_host
from .loss import LossBook
from .tabbed import tabbed_line

CHOICES = {**OF_PAIRS, **OF_DAYS, "events of a type of one's own without a CAMEO code": "left out"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadicFormat:
    """A format: the cells of each row of an event on its day, header ("" cells: none), and its own part of the report.

    changes: what the rows of an event say otherwise than the ledger, beside days and visits.
    """

    name: str
    rows: Callable[[ToldEvent, dt.date, Exchange], Iterable[tuple[str, ...]]]
    not_held: tuple[str, ...]
    choices: dict[str, str]
    header: tuple[str, ...] = ()
    changes: Callable[[ToldEvent, Exchange], Iterable[str]] = lambda _told, _exchange: ()


def write_dyadic(form: DyadicFormat, told: Iterable[ToldEvent], stream: BinaryIO, choices: ExportChoices) -> Loss:
    """Write the rows of the events in order; the books come back, with every event that is left out and why."""
    exchange = load_exchange()
    book = LossBook(form.name, not_held=form.not_held, choices=form.choices | CHOICES)
    if form.header:
        stream.write(tabbed_line(form.header))
    for one in told:
        if one.event.cameo not in exchange.codes:
            book.leave_out("without a CAMEO code")
            continue
        found = counted(one, choices, exchange)
        if found.day is None:
            book.leave_out(found.reason)
            continue
        lines = [tabbed_line(row) for row in form.rows(one, found.day, exchange)]
        stream.write(b"".join(lines))
        book.write(one.event, len(lines))
        visit = (VISIT_WITHOUT_HOST,) if without_host(one.event, exchange) else ()
        for how in (*found.remarks, *visit, *form.changes(one, exchange)):
            book.change(how)
    return book.close()
