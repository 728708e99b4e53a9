"""Offices: all tenures that the stories tell."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline import query
from dateline.query.offices import KNOWN
from dateline.web.asked import Question
from dateline.web.listing import Listing, context, read_rows
from dateline.web.render import page
from dateline.web.snapshots import Current, Reader

router = APIRouter(include_in_schema=False)
OFFICES = Listing(path="/offices", what="tenures", query=query.offices, filters=KNOWN - {"holder"}, api="offices")


@router.get("/offices")
def offices(request: Request, ledger: Reader, state: Current, asked: Question) -> HTMLResponse:
    """The table of tenures with its filters."""
    found = read_rows(ledger, state.version, asked, OFFICES)
    return page(request, "offices.html", **context(ledger, asked, OFFICES, found))
