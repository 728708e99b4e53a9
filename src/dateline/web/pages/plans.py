"""Plans: what was planned, and what became of it."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline import query
from dateline.query.plans import KNOWN
from dateline.records.process import Outcome
from dateline.web.asked import Question
from dateline.web.listing import Listing, context, read_rows
from dateline.web.render import page
from dateline.web.snapshots import Current, Reader

router = APIRouter(include_in_schema=False)
PLANS = Listing(
    path="/plans",
    what="plans",
    query=query.plans,
    filters=KNOWN,
    api="plans",
    totalled=True,
    offered=(("outcome", get_args(Outcome)),),
)


@router.get("/plans")
def plans(request: Request, ledger: Reader, state: Current, asked: Question) -> HTMLResponse:
    """The table of plans with its filters."""
    found = read_rows(ledger, state.version, asked, PLANS)
    return page(request, "plans.html", **context(ledger, asked, PLANS, found))
