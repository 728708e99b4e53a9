"""The map: where it happened."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dateline import draw
from dateline.draw import Picture, PictureOptions
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.events import KNOWN
from dateline.web.asked import Question
from dateline.web.picturing import View, show
from dateline.web.snapshots import Current, Reader

router = APIRouter(include_in_schema=False)
MAP = View(path="/map", template="map.html", known=KNOWN)


@router.get("/map")
def map_(request: Request, state: Current, ledger: Reader, asked: Question) -> Response:
    """Places of events."""

    def drawn(ledger: Ledger, filters: Filters, options: PictureOptions) -> Picture:
        return draw.map_(ledger, filters, options=options)

    return show(request, state, ledger, asked, MAP, drawn)
