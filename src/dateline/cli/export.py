"""`dateline export`: a ledger as files that other programs read."""

from __future__ import annotations

import click

from dateline import query
from dateline.ledger import Ledger

from .ask import DRAWN
from .options import existing_ledger, ledger_option
from .output import write_answer

FORMATS = ("csv", "parquet", "jsonl")


@click.command("export")
@click.argument("form", type=click.Choice(FORMATS), metavar="csv|parquet|jsonl")
@ledger_option
@click.option(
    "-o", "--output", required=True, metavar="OUT", help="File to write, whole or not at all; - is standard output."
)
@click.option("--rows", type=click.Choice(list(DRAWN)), default="events", show_default=True, help="Which rows.")
def command(form: str, ledger: str, output: str, rows: str) -> None:
    """Write all rows of a ledger, each event counted once, as csv, parquet or jsonl.

    Columns have the names of the records; in csv, lists and records are JSON text. To choose rows, use the query commands:
    they have filters and write the same formats.
    """
    with Ledger.open(existing_ledger(ledger), read_only=True) as opened:
        write_answer(getattr(query, rows)(opened), form, output, DRAWN[rows])
