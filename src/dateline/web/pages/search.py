"""Search: one box over all that has a name."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from dateline.web.asked import Question
from dateline.web.facts import read_facts
from dateline.web.listing import check_names
from dateline.web.render import page
from dateline.web.searching import address_of_id, search
from dateline.web.snapshots import Reader

router = APIRouter(include_in_schema=False)


@router.get("/search")
def found(request: Request, ledger: Reader, asked: Question, q: str = "") -> Response:
    """What the words are found in; an id of a row leads to it at once."""
    check_names(asked, frozenset({"known_on"}), "/search", ("q",))
    words = " ".join(q.split())[:200]
    if there := address_of_id(ledger, words):
        return RedirectResponse(there, status_code=303)
    results = search(ledger, words, asked.filters) if words else None
    return page(request, "search.html", q=words, found=results, asked=asked, facts=read_facts(ledger))
