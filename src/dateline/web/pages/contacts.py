"""Contacts: who spoke to whom."""

from __future__ import annotations

import dataclasses

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline import query
from dateline.web.asked import ROWS, Question
from dateline.web.render import page
from dateline.web.snapshots import Reader

router = APIRouter(include_in_schema=False)


@router.get("/contacts")
def contacts(request: Request, ledger: Reader, asked: Question) -> HTMLResponse:
    """The table of contacts."""
    filters = dataclasses.replace(asked.filters, limit=ROWS)
    return page(request, "contacts.html", rows=query.contacts(ledger, filters).rows(), asked=asked)
