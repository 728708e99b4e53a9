"""Events: all of them, by any unit, with counts by type and over time."""

from __future__ import annotations

import dataclasses
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline import query
from dateline.ledger import Answer, Ledger
from dateline.query import Filters
from dateline.query.counting import unit_named
from dateline.query.events import KNOWN
from dateline.web.asked import Asked, Question
from dateline.web.listing import Listing, Rows, context, read_rows
from dateline.web.render import page
from dateline.web.snapshots import Current, Reader

router = APIRouter(include_in_schema=False)
#: More months than this are counted by years.
MONTHS = 24


@router.get("/events")
def events(request: Request, ledger: Reader, state: Current, asked: Question) -> HTMLResponse:
    """The table of events with its filters and counts."""
    unit = next((value for name, value in asked.text if name == "unit"), "event")
    words = unit_named(unit).words
    listing = _listing(unit)
    found = read_rows(ledger, state.version, asked, listing)
    if unit != "event":
        found = dataclasses.replace(found, total=None)
    shown = context(ledger, asked, listing, found)
    return page(request, "events.html", **shown, **_counts(ledger, asked, found), unit=unit, unit_words=words)


def _listing(unit: str) -> Listing:
    def ask(ledger: Ledger, filters: Filters) -> Answer:
        return query.events_by_unit(ledger, unit, filters)

    return Listing(
        path="/events",
        what="events" if unit == "event" else f"rows by {unit}",
        query=ask,
        filters=KNOWN,
        api="events",
        counted=("type", "act", "status", "country", "issue", "context"),
        beside=("unit", "tables"),
    )


def _counts(ledger: Ledger, asked: Asked, found: Rows) -> dict[str, Any]:
    """Where it is asked for: events by type, by quad class and by month or year, whatever the unit of the rows."""
    if not found.rows or ("tables", "true") not in asked.text:
        return {"counts": None, "period": "month"}
    filters = dataclasses.replace(asked.filters, sort=None, limit=None, offset=0)
    tables = {"type": _table(ledger, "type", filters), "quad": _table(ledger, "quad", filters)}
    span = (filters.since, filters.until)
    period = "month" if all(span) and (span[1] - span[0]).days < MONTHS * 31 else "year"  # type: ignore[operator]
    return {"counts": tables | {"period": _table(ledger, period, filters)}, "period": period}


def _table(ledger: Ledger, by: str, filters: Filters) -> list[dict[str, Any]]:
    rows = query.count(ledger, (by,), unit="event", filters=filters)
    return [{"value": row[by], "n": row["events"], "share": row["share"]} for row in rows]
