"""`dateline network`: who deals with whom, as SVG, PNG or a page."""

from __future__ import annotations

from typing import Any

import click

from dateline.query import known

from .pictures import picture_options, write_picture


@click.command("network")
@click.option(
    "--unit", type=click.Choice(["country", "person"]), default="country", show_default=True, help="Who is a circle."
)
@click.option(
    "--by",
    type=click.Choice(["year", "quarter", "month"]),
    help="A small picture for each period, every actor at one place in all.",
)
@picture_options(known.EVENTS, "Actors at most, those with the most events; 24.")
def command(unit: str, by: str | None, **given: Any) -> None:  # noqa: ANN401  (click's values)
    """Draw who deals with whom.

    OUT ends in .svg, .png or .html. A circle's area is the number of events of an actor, a line's width that of a pair; an arrow
    goes from who acts to who is acted upon where that is most of it, a broken line is mostly conflict. Talks alone: --act CONSULT.
    """
    from dateline.draw import network  # noqa: PLC0415  (0.1 s: not for --help)

    write_picture(given, lambda ledger, filters, options: network(ledger, filters, by=by, unit=unit, options=options))
