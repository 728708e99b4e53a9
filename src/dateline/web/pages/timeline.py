"""The timeline, and the colours of all pictures."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dateline import draw
from dateline.draw import Picture, PictureOptions
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.events import KNOWN as OF_EVENTS
from dateline.query.processes import KNOWN as OF_PROCESSES
from dateline.web.asked import Question
from dateline.web.picturing import View, choice, show
from dateline.web.snapshots import Current, Reader

router = APIRouter(include_in_schema=False)
LANES = ("dyad", "actor", "issue", "process")
EVENTS = View(path="/timeline", template="timeline.html", known=OF_EVENTS, beside={"by": LANES})
PROCESSES = View(path="/timeline", template="timeline.html", known=OF_PROCESSES, api="processes", beside={"by": LANES})


@router.get("/timeline")
def timeline(request: Request, state: Current, ledger: Reader, asked: Question) -> Response:
    """Events, or states of processes, on an axis of time."""
    by = choice(asked, EVENTS, "by", "dyad")

    def drawn(ledger: Ledger, filters: Filters, options: PictureOptions) -> Picture:
        return draw.timeline(ledger, filters, by=by, options=options)

    return show(request, state, ledger, asked, PROCESSES if by == "process" else EVENTS, drawn)


@router.get("/pictures.css")
def pictures() -> Response:
    """The custom properties from which pictures within pages take their colours."""
    return Response(draw.css(), media_type="text/css", headers={"cache-control": "max-age=3600"})
