"""One page that holds it all."""

from __future__ import annotations
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.filters import EVERYTHING
from .picture import PictureOptions
from .timeline import timeline


def report(ledger: Ledger, filters: Filters = EVERYTHING, options: PictureOptions | None = None) -> str:
    """A report as a page of HTML, complete in itself."""
    return timeline(ledger, filters, by="dyad", options=options).html()
