"""`dateline report`: one page of HTML on a pair, an actor or a period, complete in itself and ready to print."""

from __future__ import annotations

from typing import Any

import click

import dateline
from dateline.query import known

from .ask import filtered
from .options import date_option, existing_ledger, ledger_option
from .output import opened
from .pictures import filters_of


def _html_only(_ctx: click.Context, _param: click.Parameter, output: str) -> str:
    if output != "-" and not output.lower().endswith((".html", ".htm")):
        raise click.UsageError(
            f"{output}: a report is a page: give -o FILE.html and print it to PDF from a browser; "
            "single pictures are drawn by `dateline timeline`, `network` and `map`"
        )
    return output


@click.command("report")
@ledger_option
@click.option(
    "-o",
    "--output",
    required=True,
    callback=_html_only,
    metavar="OUT.html",
    help="File to write, whole or not at all; - is standard output.",
)
@click.option("--title", metavar="WORDS", help="Title instead of the one that the filters make.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Rows of each table at most; 100.")
@date_option("--on", "As it was on that day, by what was known then: --as-of and --known-on in one.")
@filtered(known.EVENTS - {"sort", "limit", "offset"})
def command(ledger: str, output: str, title: str | None, limit: int | None, **given: Any) -> None:  # noqa: ANN401  (click's values)
    """Write a report on a pair (--dyad), an actor (--country, --actor) or a period (--since, --until).

    One page without scripts: headline figures, timeline, map and network, contacts with the sentences that tell them, accounts that
    differ, processes and their state, open plans, sources, and how it was counted. Every row has its id, for `dateline why`.
    """
    from dateline.draw import PictureOptions, report  # noqa: PLC0415  (0.1 s: not for --help)

    options = PictureOptions(title=title, theme="page", limit=limit)
    with dateline.Ledger.open(existing_ledger(ledger), read_only=True) as asked:
        page = report(asked, filters_of(given), options)
    with opened(output) as stream:
        stream.write(page.encode("utf-8"))
