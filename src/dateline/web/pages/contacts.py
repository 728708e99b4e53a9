"""Contacts: who spoke to whom."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline import query
from dateline.lexicon.levels import RANKS
from dateline.query.contacts import KNOWN
from dateline.web.asked import Question
from dateline.web.listing import Listing, context, read_rows
from dateline.web.render import page
from dateline.web.snapshots import Current, Reader

router = APIRouter(include_in_schema=False)
CONTACTS = Listing(
    path="/contacts",
    what="contacts",
    query=query.contacts,
    filters=KNOWN,
    api="contacts",
    counted=("channel", "status", "issue", "country"),
    offered=(("level", RANKS),),
    act="CONSULT",
)


@router.get("/contacts")
def contacts(request: Request, ledger: Reader, state: Current, asked: Question) -> HTMLResponse:
    """The table of contacts with its filters."""
    found = read_rows(ledger, state.version, asked, CONTACTS)
    return page(request, "contacts.html", **context(ledger, asked, CONTACTS, found))
