"""Disputed: accounts that contradict each other, side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from dateline.query.claims import KNOWN as OF_CLAIMS
from dateline.query.events import KNOWN as OF_EVENTS
from dateline.web.asked import Question
from dateline.web.listing import check_names
from dateline.web.render import page
from dateline.web.snapshots import Reader

from . import wording  # noqa: F401  (its filters)
from .disputed_accounts import SHOWN, differing_contacts, disputed_events

router = APIRouter(include_in_schema=False)
#: What claims and contacts can both be asked by.
KNOWN = (OF_CLAIMS & OF_EVENTS) - {"sort"}
#: Filters of the form.
FIELDS = (
    ("country", "State", "text"),
    ("actor", "Actor", "text"),
    ("since", "From", "date"),
    ("until", "To", "date"),
    ("known_on", "As known on", "date"),
)


@router.get("/disputed")
def disputed(
    request: Request, ledger: Reader, asked: Question, after: Annotated[int, Query(ge=0, le=10_000_000)] = 0
) -> Response:
    """Contacts and events on which accounts differ. after: contacts that may differ and were looked at on pages before."""
    check_names(asked, KNOWN, "/disputed", ("after",))
    events, number = disputed_events(ledger, asked.filters)
    given = dict(asked.text)
    return page(
        request,
        "disputed.html",
        contacts=differing_contacts(ledger, asked.filters, after),
        events=events,
        number=number,
        shown=SHOWN,
        after=after,
        asked=asked,
        fields=[(name, words, kind, given.get(name, "")) for name, words, kind in FIELDS],
    )
