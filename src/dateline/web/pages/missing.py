"""What is answered for an id or a name that the ledger does not have: that, and how to find what was meant."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse

from dateline.web.render import page


def missing(request: Request, kind: str, asked: str, look: str, *, why: str = "") -> HTMLResponse:
    """The page for something of this kind that is not there, with status 404. look: the page that lists what is there."""
    told = page(request, "missing.html", kind=kind, asked=asked[:200], look=look, why=why[:2000])
    told.status_code = 404
    return told
