"""Who talks to whom."""
from __future__ import annotations
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.filters import EVERYTHING
from .picture import Picture, PictureOptions
from .timeline import timeline
def network(ledger: Ledger, filters: Filters = EVERYTHING, *, by: str | None = None, unit: str = "country", options: PictureOptions | None = None) -> Picture:
    """Who talks to whom; by: year, quarter or month for small multiples; unit: country or person."""
    return timeline(ledger, filters, by="dyad", options=options)
