"""`dateline export`: a ledger as files that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

import click

import dateline
from dateline import export, query
from dateline.query import Filters, known

from .advice import say_what_means_nothing
from .ask import drawn, filtered
from .loss import tell_loss
from .options import existing_ledger, ledger_option
from .output import opened, write_answer

if TYPE_CHECKING:
    from dateline.ledger import Ledger
    from dateline.records.loss import ExportChoices, Loss
    from dateline.records.told import ToldEvent

#: Rows of any query, as the program knows them.
ROWS = ("csv", "parquet", "jsonl")
#: Formats of the field: each writes events with all their tellings (records/told.py), by a writer of the room export.
WRITERS = {
    "gdelt": "write_gdelt",
    "gdelt-mentions": "write_gdelt_mentions",
    "icews": "write_icews",
    "cameo-dyads": "write_dyads",
    "polecat": "write_polecat",
    "plover": "write_plover",
    "graphml": "write_graphml",
}
FORMATS = (*WRITERS, *ROWS, "ics")


_DECIDED = (
    click.option(
        "--undated",
        type=click.Choice(["leave-out", "published"]),
        default="leave-out",
        show_default=True,
        help="Events of unknown date, where the format wants a day: left out, or put on the day of the first story.",
    ),
    click.option(
        "--coarse",
        type=click.Choice(["leave-out", "first-day"]),
        default="leave-out",
        show_default=True,
        help="Events known to a week, month or year only, where the format wants a day.",
    ),
    click.option(
        "--model",
        type=click.Choice(["dyadic", "bipartite"]),
        default="dyadic",
        show_default=True,
        help="graphml: edges from actor to actor, or events as nodes between their actors.",
    ),
    click.option(
        "--sanction-quad",
        type=click.Choice(["4", "3"]),
        default="4",
        show_default=True,
        help="Quad class of SANCTION in polecat and plover: 4 material, 3 verbal conflict.",
    ),
)


def _decided(command: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(_DECIDED):
        command = option(command)
    return command


@click.command("export")
@click.argument("form", type=click.Choice(FORMATS), metavar="FORMAT")
@ledger_option
@click.option(
    "-o", "--output", required=True, metavar="OUT", help="File to write, whole or not at all; - is standard output."
)
@click.option(
    "--rows",
    type=click.Choice(list(known.KNOWN)),
    default="events",
    show_default=True,
    help="Which rows: csv, parquet, jsonl.",
)
@click.option("--loss", metavar="FILE", help="Also write the whole loss report, as JSON; - is standard output.")
@_decided
@filtered(known.CALENDAR | known.EVENTS)
def command(form: str, ledger: str, output: str, rows: str, loss: str | None, **given: Any) -> None:  # noqa: ANN401  (click's values)
    """Write a ledger, each event counted once, in a format that other programs read.

    FORMAT is one of gdelt, gdelt-mentions, icews, polecat, plover, cameo-dyads, graphml (events in the formats of the field and
    as a network), ics (plans and held contacts as a calendar), csv, parquet, jsonl (rows of any query as the program knows them).
    What the format cannot hold, and which events are left out and why, is said on standard error in short and by --loss in full.
    """
    if loss == "-" and output == "-":
        raise click.UsageError(
            "the rows and the loss report cannot both go to standard output: give one of them a file"
        )
    from dateline.records.loss import ExportChoices  # noqa: PLC0415  (records: not for --help)

    choices = ExportChoices(**{name: given.pop(name) for name in ("undated", "coarse", "model")})
    choices = replace(choices, sanction_quad=3 if given.pop("sanction_quad") == "3" else 4)
    filters = Filters(**given)
    with dateline.Ledger.open(existing_ledger(ledger), read_only=True) as asked:
        say_what_means_nothing(asked, filters)
        report = _written(form, asked, filters, output, (rows, choices))
    tell_loss(report, loss)


def _written(form: str, asked: Ledger, filters: Filters, output: str, how: tuple[str, ExportChoices]) -> Loss:
    rows, choices = how
    if form in ROWS:
        answer = getattr(query, rows)(asked, filters)
        write_answer(answer, form, output, drawn(rows))
        from dateline.records.loss import Loss  # noqa: PLC0415  (as above)

        return Loss(format=form, events=len(answer), written=len(answer), rows=len(answer), lossless=True)
    if form == "ics":
        found = query.occasions(asked, filters)
        with opened(output) as stream:
            return export.write_ics(found, stream)
    with opened(output) as stream:
        write: Callable[[Iterable[ToldEvent], BinaryIO, ExportChoices], Loss] = getattr(export, WRITERS[form])
        return write(query.told_events(asked, filters), stream, choices)
