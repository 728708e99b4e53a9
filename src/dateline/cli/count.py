"""`dateline count`: how many events, stories, sources or mentions there are, by whatever heading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

import dateline
from dateline import query
from dateline.query import UNITS, Filters
from dateline.query.counting import HEADINGS
from dateline.query.known import EVENTS as KNOWN

from .advice import say_what_means_nothing
from .ask import filtered
from .options import existing_ledger, ledger_option
from .output import form_of, format_option, output_option, write_answer
from .tables import QUIET

if TYPE_CHECKING:
    from dateline.records import Row

_COLUMNS = tuple(unit.column for unit in UNITS.values())


def _headings(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for words in given for name in words.split(",") if name.strip())


@click.command("count")
@ledger_option
@click.option(
    "--by",
    multiple=True,
    callback=_headings,
    metavar="WORD[,WORD...]",
    help=f"What to count by: {', '.join(HEADINGS)}. Nothing: one row for all.",
)
@click.option("--unit", type=click.Choice(list(UNITS)), help="What counts as one; all four side by side without it.")
@filtered(KNOWN)
@format_option
@output_option
def command(ledger: str, by: tuple[str, ...], unit: str | None, **given: Any) -> None:  # noqa: ANN401  (click's values)
    """Count what the ledger holds, by type, pair of countries, day, outlet ...

    Without --unit there are four counts side by side: events, each once however often it is told; the stories that tell them,
    versions and copies as one; the outlets; the sentences. The share is of events then. An event with several countries or
    outlets is in the row of each, so such shares add up to more than one; the total counts it once. What a text tells less
    exactly than the period ("in July", by day) is in the row without a day.
    """
    output = given.pop("output")
    form = form_of(given.pop("form"), output)
    with dateline.Ledger.open(existing_ledger(ledger), read_only=True) as opened:
        filters = Filters(**given)
        say_what_means_nothing(opened, filters)
        write_answer(query.count(opened, by, unit=unit, filters=filters), form, output, counts_table)


def counts_table(rows: Iterable[Row]) -> RenderableType:
    """Counts with their shares, the total below, and how it was counted."""
    told = list(rows)
    if not told:
        return Text("nothing fits these filters", style=QUIET)
    numbers = [name for name in told[0] if name in _COLUMNS]
    headings = [name for name in told[0] if name not in {*numbers, "share", "total", "unit", "counted"}]
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in headings:
        drawn.add_column(name.replace("_", " "), overflow="fold")
    for name in (*numbers, "share"):
        drawn.add_column(name, justify="right", no_wrap=True)
    for row in told:
        drawn.add_row(
            *(_value(row[name]) for name in headings), *(f"{row[name]:,}" for name in numbers), _share(row["share"])
        )
    total = f"total: {told[0]['total']:,} {UNITS[told[0]['unit']].column}"
    return Group(drawn, Padding(Text(f"{total}\ncounted: {told[0]['counted']}", style=QUIET), (0, 0, 1, 0)))


def _value(value: object) -> Text | str:
    return (
        Text("none told", style=QUIET)
        if value is None
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )


def _share(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f} %"
