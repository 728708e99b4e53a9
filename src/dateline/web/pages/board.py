"""The board: what is so on a day, and what changed since another."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.web.asked import Asked, Question
from dateline.web.board import contacts_of, plans_due, read_kinds
from dateline.web.changes import disputes_begun, offices_changed, plans_settled, states_changed
from dateline.web.facts import Facts, read_facts
from dateline.web.listing import check_names
from dateline.web.picturing import LARGE
from dateline.web.render import page
from dateline.web.snapshots import Reader

router = APIRouter(include_in_schema=False)
#: What the board can be asked by; the day is as_of.
KNOWN = frozenset({"kind", "state", "country", "text", "open", "as_of", "known_on"})
SINCE = 30  # days back, where no second date is given


@router.get("/")
def board(request: Request, ledger: Reader, asked: Question) -> HTMLResponse:
    """The board on the day that is asked for, or on the last one that the ledger knows."""
    check_names(asked, KNOWN, "/", ("changed_since",))
    facts = read_facts(ledger)
    day = asked.filters.as_of or asked.filters.known_on or facts.known_until
    kinds = read_kinds(ledger, asked.filters)
    shown: dict[str, Any] = {"asked": asked, "facts": facts, "kinds": kinds, "day": day, "path_": "/"}
    if day is not None:
        shown |= _of_day(ledger, asked, day) | _changes(ledger, asked, day, facts) | _steps(asked, day, facts)
    return page(request, "board.html", **shown)


def _of_day(ledger: Ledger, asked: Asked, day: dt.date) -> dict[str, Any]:
    """Plans and contacts; the search for words is for processes alone."""
    filters = dataclasses.replace(asked.filters, text=None)
    return {"plans": plans_due(ledger, filters, day), "contacts": contacts_of(ledger, filters, day)}


def _changes(ledger: Ledger, asked: Asked, day: dt.date, facts: Facts) -> dict[str, Any]:
    """What changed since the second date; of a large ledger only where that date is asked for."""
    after = _changed_since(asked, day)
    if facts.stories > LARGE and "changed_since" not in dict(asked.text):
        return {"after": after, "states": None}
    filters = dataclasses.replace(asked.filters, text=None)
    return {
        "after": after,
        "states": states_changed(ledger, filters, after, day),
        "settled": plans_settled(ledger, filters, after, day),
        "offices": offices_changed(ledger, filters, after, day),
        "disputes": disputes_begun(ledger, filters, after, day),
    }


def _changed_since(asked: Asked, day: dt.date) -> dt.date:
    given = next((value for name, value in asked.text if name == "changed_since"), "")
    if not given:
        return day - dt.timedelta(SINCE) if day.toordinal() > SINCE else dt.date.min
    try:
        return dt.date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"changed_since={given!r} is not a day; write it as 2020-09-02") from error


def _steps(asked: Asked, day: dt.date, facts: Facts) -> dict[str, Any]:
    """Links to the days and months around, and the days at the ends of the slider."""
    moves = (("− month", -30), ("− day", -1), ("+ day", 1), ("+ month", 30))
    steps = [
        (words, asked.link("/", as_of=dt.date.fromordinal(there).isoformat()))
        for words, days in moves
        if 1 <= (there := day.toordinal() + days) <= dt.date.max.toordinal()
    ]
    first, last = facts.known_from or day, facts.known_until or day
    return {"steps": steps, "slider": (min(first, day), max(last, day))}
