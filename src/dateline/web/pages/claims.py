"""Claims: who says what."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline import query
from dateline.query.claims import KNOWN
from dateline.records.claim import Stance
from dateline.web.asked import Question
from dateline.web.listing import Listing, context, read_rows
from dateline.web.render import page
from dateline.web.snapshots import Current, Reader

router = APIRouter(include_in_schema=False)
CLAIMS = Listing(
    path="/claims",
    what="claims",
    query=query.claims,
    filters=KNOWN,
    api="claims",
    totalled=True,
    offered=(("stance", get_args(Stance)),),
)


@router.get("/claims")
def claims(request: Request, ledger: Reader, state: Current, asked: Question) -> HTMLResponse:
    """The table of claims with its filters."""
    found = read_rows(ledger, state.version, asked, CLAIMS)
    return page(request, "claims.html", **context(ledger, asked, CLAIMS, found))
