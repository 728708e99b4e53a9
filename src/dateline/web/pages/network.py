"""The network: who deals with whom, in all or period by period."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dateline import draw
from dateline.draw import Picture, PictureOptions
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.events import KNOWN
from dateline.web.asked import Question
from dateline.web.picturing import View, choice, show
from dateline.web.snapshots import Current, Reader

router = APIRouter(include_in_schema=False)
NETWORK = View(
    path="/network",
    template="network.html",
    known=KNOWN,
    beside={"by": ("year", "quarter", "month"), "unit": ("country", "person")},
)


@router.get("/network")
def network(request: Request, state: Current, ledger: Reader, asked: Question) -> Response:
    """Who deals with whom."""
    by, unit = choice(asked, NETWORK, "by", ""), choice(asked, NETWORK, "unit", "country")

    def drawn(ledger: Ledger, filters: Filters, options: PictureOptions) -> Picture:
        return draw.network(ledger, filters, by=by or None, unit=unit, options=options)

    return show(request, state, ledger, asked, NETWORK, drawn)
