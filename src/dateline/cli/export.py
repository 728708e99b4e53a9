"""`dateline export`: a ledger as files that other programs read."""

from __future__ import annotations

from typing import Any

import click

from dateline import query
from dateline.export import write_ics
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.calendar import KNOWN as OF_CALENDAR

from .ask import DRAWN, OPTIONS
from .options import existing_ledger, ledger_option
from .output import opened, write_answer

FORMATS = ("csv", "parquet", "jsonl", "ics")


def _filtered(command: click.decorators.FC) -> click.decorators.FC:
    """The command with the filters that a calendar has; the other rows know most of them, and say so where they do not."""
    for name in reversed([name for name in OPTIONS if name in OF_CALENDAR]):
        command = OPTIONS[name](command)
    return command


@click.command("export")
@click.argument("form", type=click.Choice(FORMATS), metavar="csv|parquet|jsonl|ics")
@ledger_option
@click.option(
    "-o", "--output", required=True, metavar="OUT", help="File to write, whole or not at all; - is standard output."
)
@click.option(
    "--rows", type=click.Choice(list(DRAWN)), default="events", show_default=True, help="Which rows; not for ics."
)
@_filtered
def command(form: str, ledger: str, output: str, rows: str, **given: Any) -> None:  # noqa: ANN401  (click's values)
    """Write rows of a ledger, each event counted once, as csv, parquet or jsonl; or plans and held contacts as a calendar (ics).

    Columns have the names of the records; in csv, lists and records are JSON text, and what is most asked of them follows in
    columns of its own. A calendar has one entry a plan and one a held contact; UID is the event's id, so that loading it again
    brings the calendar up to date.
    """
    filters = Filters(**given)
    with Ledger.open(existing_ledger(ledger), read_only=True) as asked:
        if form != "ics":
            write_answer(getattr(query, rows)(asked, filters), form, output, DRAWN[rows])
            return
        found = query.occasions(asked, filters)
    with opened(output) as stream:
        written = write_ics(found, stream)
    if written < len(found):
        click.echo(f"{len(found) - written} plans and contacts without a day are left out", err=True)
