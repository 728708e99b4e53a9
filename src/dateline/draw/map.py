"""Where it happened."""

from __future__ import annotations
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.filters import EVERYTHING
from .picture import Picture, PictureOptions
from .timeline import timeline


def map_(ledger: Ledger, filters: Filters = EVERYTHING, *, options: PictureOptions | None = None) -> Picture:
    """Places of events, and contacts between capitals where no place is told."""
    return timeline(ledger, filters, by="actor", options=options)
