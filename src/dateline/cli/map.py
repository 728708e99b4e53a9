"""`dateline map`: where events were, as SVG, PNG or a page."""

from __future__ import annotations

from typing import Any

import click

from dateline.query import known

from .pictures import picture_options, write_picture


@click.command("map")
@picture_options(known.EVENTS, "Places and lines at most; 150 and 40.")
def command(**given: Any) -> None:  # noqa: ANN401  (click's values)
    """Draw where events were.

    OUT ends in .svg, .png or .html. A circle's area is the number of events at a place. Contacts of which no place is told are
    lines from capital to capital; what else has no place is counted in the caption. The outlines ship with the program.
    """
    from dateline.draw import map_  # noqa: PLC0415  (0.1 s: not for --help)

    write_picture(given, lambda ledger, filters, options: map_(ledger, filters, options=options))
