"""`dateline compare`: two sets of events side by side, ours or other programs'."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

import dateline
from dateline import export, foreign, query, records
from dateline.query.filters import split_dyad

from .exits import DONE, REJECTED
from .options import date_option
from .output import form_of, format_option, opened, output_option, write_drawn

if TYPE_CHECKING:
    from dateline.foreign import Compared, SideTables
    from dateline.ledger import Ledger
    from dateline.records.comparison import SideName, Unit
    from dateline.records.foreign import ForeignEvent, ForeignProblem

#: Declined rows that are named one by one.
NAMED = 5


@click.command("compare")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option(
    "--by",
    type=click.Choice(["day", "dyad", "type"]),
    default="dyad",
    show_default=True,
    help="What the rows of the table stand for.",
)
@click.option("--only", type=click.Choice(["A", "B"]), help="List what only this side has, instead of the figures.")
@date_option("--since", "First day.")
@date_option("--until", "Last day.")
@click.option("--dyad", metavar="A-B", help="KOR-PRK either way, KOR>PRK source to target.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="PLOVER type. May be given more than once.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="So many rows at most.")
@click.option("--figures", metavar="FILE", help="Also write all figures as JSON; - is standard output.")
@output_option
@format_option
def command(a: str, b: str, output: str | None, form: str | None, **given: Any) -> int:  # noqa: ANN401  (click's values)
    """Compare two sets of events: coverage, agreement and duplicates.

    A and B each are a ledger, a file, a folder or a glob in quotes; files may be GDELT, ICEWS, CAMEO dyads, POLECAT, PLOVER JSON
    Lines, or what `dateline export` wrote as csv, jsonl or parquet, packed or not. Their format is told by what is in them. Events
    are compared as directed dyads of countries with PLOVER types; the output says how unlike conventions were made alike.
    Rows that cannot be used are named on standard error, and the exit code is 1.
    """
    form = form_of(form, output)
    if given["figures"] == "-" and output in {None, "-"}:
        raise click.UsageError("the rows and the figures cannot both go to standard output: give one of them a file")
    dyad = split_dyad(given["dyad"]) if given["dyad"] else None
    types = frozenset(name.upper() for name in given["types"])
    asked = foreign.Scope(since=given["since"], until=given["until"], dyad=dyad, types=types)
    scope = foreign.EVERYTHING if asked == foreign.EVERYTHING else asked
    sides = _read("A", a, scope), _read("B", b, scope)
    _refuse_unknown(types, sides)
    with foreign.Compared(*sides) as compared:
        if given["figures"] is not None:
            _write_figures(compared, given["by"], given["figures"])
        if given["only"]:
            _write_only(compared, given["only"], form, output, given["limit"])
        else:
            _write_units(compared, (given["by"], given["limit"]), form, output)
    complained = [_complain(side) for side in sides]
    return REJECTED if any(complained) else DONE


def _read(side: SideName, path: str, scope: foreign.Scope) -> SideTables:
    tables = foreign.SideTables(side=side, name=path, scope=scope)
    if not foreign.is_ledger(path):
        tables.read(foreign.read_foreign([path]))
        return tables
    with dateline.Ledger.open(Path(path), read_only=True) as ledger:
        tables.read(_of_ledger(ledger))
    return tables


def _of_ledger(ledger: Ledger) -> Iterator[ForeignEvent | ForeignProblem]:
    return (foreign.foreign_of_told(told) for told in query.told_events(ledger))


def _refuse_unknown(types: frozenset[str], sides: tuple[SideTables, ...]) -> None:
    """Raise UsageError for a type that neither PLOVER nor any row has, those of a codebook of one's own among them."""
    known = frozenset(get_args(records.PloverType))
    for name in sorted(types.difference(known, *(side.types for side in sides))):
        raise click.UsageError(f"--type: {name!r} is no type of PLOVER, and no row has it: {', '.join(sorted(known))}")


def _write_figures(compared: Compared, by: Unit, path: str) -> None:
    with opened(path) as stream:
        export.write_jsonl([records.to_row(compared.comparison(by))], stream)


def _write_units(compared: Compared, how: tuple[Unit, int | None], form: str, output: str | None) -> None:
    by, limit = how
    comparison = compared.comparison(by)
    units = comparison.units[:limit]
    if form == "table":
        from .compare_tables import comparison_table  # noqa: PLC0415  (rich: 0.1 s)

        with opened(output) as stream:
            shown = dataclasses.replace(comparison, units=units)
            write_drawn(comparison_table(shown, len(comparison.units)), stream)
    else:
        _write_rows(units, records.UnitRow, form, output)


def _write_only(compared: Compared, side: SideName, form: str, output: str | None, limit: int | None) -> None:
    rows = list(islice(compared.only(side), limit))
    if form == "table":
        from .compare_tables import only_table  # noqa: PLC0415  (as above)

        with opened(output) as stream:
            write_drawn(only_table(side, map(records.to_row, rows)), stream)
    else:
        _write_rows(rows, records.OnlyRow, form, output)


def _write_rows(rows: Iterable[object], kind: type, form: str, output: str | None) -> None:
    with opened(output) as stream:
        if form == "parquet":
            export.write_table(export.to_arrow(rows, kind), stream)
        elif form == "csv":
            export.write_csv(map(records.to_row, rows), [field.name for field in dataclasses.fields(kind)], stream)
        else:
            export.write_jsonl(map(records.to_row, rows), stream)


def _complain(side: SideTables) -> bool:
    """Name rows that could not be used: the first few one by one, the rest by cause."""
    for problem in side.problems[:NAMED]:
        click.echo(f"dateline: declined {problem.path}:{problem.line}: {problem.reason}", err=True)
    rest = Counter(problem.reason for problem in side.problems[NAMED:])
    for reason, count in rest.most_common(NAMED):
        click.echo(f"dateline: declined {count} more rows of {side.name}: {reason}", err=True)
    if len(rest) > NAMED:
        others = sum(count for _, count in rest.most_common()[NAMED:])
        click.echo(
            f"dateline: declined {others} more rows of {side.name} for {len(rest) - NAMED} more reasons", err=True
        )
    return bool(side.problems)
