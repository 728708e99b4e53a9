"""`dateline timeline`: events or processes on an axis of time, as SVG, PNG or a page."""

from __future__ import annotations

from typing import Any

import click

from dateline.query import known

from .pictures import picture_options, write_picture


@click.command("timeline")
@click.option(
    "--by",
    type=click.Choice(["dyad", "actor", "issue", "process"]),
    default="dyad",
    show_default=True,
    help="What a lane is: a pair of countries, a country or organisation, an issue, a process with its states.",
)
@picture_options(known.EVENTS | known.PROCESSES, "Lanes at most, the fullest; 12, processes 14.")
def command(by: str, **given: Any) -> None:  # noqa: ANN401  (click's values)
    """Draw events on an axis of time.

    OUT ends in .svg, .png or .html. Few events are drawn one by one, many are counted by period. What is told to the week, month or
    year is a bar of that length; what has no date is counted in a margin. --by process draws the states of talks, lines, measures
    and agreements; it takes the filters of `dateline processes`, all others those of `dateline events`.
    """
    from dateline.draw import timeline  # noqa: PLC0415  (0.1 s: not for --help)

    write_picture(given, lambda ledger, filters, options: timeline(ledger, filters, by=by, options=options))
