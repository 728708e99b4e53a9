"""A comparison as people read it: the sides, who covers whom, where they agree, who says the same twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.records import Row
from dateline.records.comparison import Agreement, Comparison, Duplicates, Side, UnitRow

from .tables import QUIET, Column, short, table

#: Units drawn; --format csv has all.
SHOWN = 25
#: Characters of a full bar.
BAR = 10


def comparison_table(comparison: Comparison, units: int) -> Group:
    """The whole comparison; units: how many days, dyads or types there are in all."""
    parts: list[RenderableType] = [
        _sides(comparison),
        _coverage(comparison),
        _matching(comparison),
        *map(_agreement, comparison.agreement),
        _units(comparison, units),
        Text(f"How they are compared: {comparison.convention}.", style=QUIET),
    ]
    return Group(*parts)


def only_table(side: str, rows: Iterable[Row]) -> Table:
    """What only one side has."""
    columns = (
        Column(title="day", cell=lambda row: row["day"]),
        Column(title="dyad", cell=lambda row: f"{row['source']} > {row['target']}"),
        Column(title="type", cell=lambda row: row["type"]),
        Column(title="code", cell=lambda row: row["code"]),
        Column(title="place", cell=lambda row: short(row["place"] or "", 40), ratio=2),
        Column(title="row", cell=lambda row: Text(row["id"], style=QUIET), ratio=2),
        Column(title="file", cell=lambda row: Text(_file(row), style=QUIET), ratio=3),
    )
    return table(rows, columns, f"Only {side} has")


def _file(row: Row) -> str:
    return f"{row['path']}:{row['line']}" if row["line"] else ""


def _grid(title: str, heads: Sequence[str], *, left: int = 1) -> Table:
    """A table of figures: the first columns are words, the rest is flush right."""
    drawn = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    for number, head in enumerate(heads):
        drawn.add_column(head, justify="left" if number < left else "right", overflow="fold")
    return drawn


def _sides(comparison: Comparison) -> Table:
    drawn = _grid("The two sides", ("", "A", "B"))
    a, b = comparison.a, comparison.b
    drawn.add_row("", a.name, b.name)
    drawn.add_row("format", ", ".join(a.formats) or "-", ", ".join(b.formats) or "-")
    drawn.add_row("rows", _figure(a.rows), _figure(b.rows))
    drawn.add_row("compared", _figure(a.events), _figure(b.events))
    for reason in dict.fromkeys(excluded.reason for side in (a, b) for excluded in side.excluded):
        drawn.add_row(f"  left out: {reason}", *(_excluded(side, reason) for side in (a, b)), style=QUIET)
    drawn.add_row("directed dyads of them", _figure(a.dyads), _figure(b.dyads))
    if a.declined or b.declined:
        drawn.add_row("rows that cannot be used", _figure(a.declined), _figure(b.declined), style="yellow")
    drawn.add_row("days", _span(a), _span(b))
    doubles = comparison.a_duplicates, comparison.b_duplicates
    drawn.add_row("copies (same day, sides and code)", *map(_copies, doubles))
    return drawn


def _excluded(side: Side, reason: str) -> str:
    return next((_figure(excluded.rows) for excluded in side.excluded if excluded.reason == reason), "-")


def _span(side: Side) -> str:
    return f"{side.first} to {side.last}" if side.first else "-"


def _copies(duplicates: Duplicates) -> str:
    return f"{_figure(duplicates.copies)} of {_figure(duplicates.rows)} ({_percent(duplicates.share)})"


def _coverage(comparison: Comparison) -> Table:
    drawn = _grid("Coverage: who has what", ("", "A", "B", "both", "of A in B", "", "of B in A", ""))
    for row in comparison.coverage:
        shares = (_percent(row.a_share), _bar(row.a_share), _percent(row.b_share), _bar(row.b_share))
        drawn.add_row(row.cells, _figure(row.a), _figure(row.b), _figure(row.both), *shares)
    return drawn


def _matching(comparison: Comparison) -> Table:
    heads = ("match within a day by", "A", "matched", "of A in B", "B", "matched", "of B in A", "F1")
    drawn = _grid("Events found on the other side (if A is the reference: recall and precision of B)", heads)
    for row in comparison.matching:
        of_a = (_figure(row.a), _figure(row.a_matched), _percent(row.a_share))
        of_b = (_figure(row.b), _figure(row.b_matched), _percent(row.b_share))
        drawn.add_row(row.by.partition(", ")[2], *of_a, *of_b, "-" if row.f1 is None else f"{row.f1:.2f}")
    return drawn


def _agreement(agreement: Agreement) -> Text:
    name = "PLOVER type" if agreement.of == "type" else "quad class"
    words = Text.assemble((f"Agreement on {name}: ", "bold"))
    if not agreement.cells:
        return words.append("no dyad-day in common")
    words.append(f"{_percent(agreement.share)} of {_figure(agreement.cells)} dyad-days in common")
    words.append(", kappa undefined" if agreement.kappa is None else f", kappa {agreement.kappa:.2f}")
    if agreement.disagreements:
        unlike = (f"{one.a} / {one.b} {_figure(one.cells)}" for one in agreement.disagreements[:5])
        words.append(f"; A / B: {', '.join(unlike)}".replace("_", " "), style=QUIET)
    return words


def _units(comparison: Comparison, units: int) -> Table:
    shown = comparison.units[:SHOWN]
    more = f" (the first {len(shown)} of {_figure(units)}; --format csv has all)" if units > len(shown) else ""
    heads = (comparison.by, "A", "B", "of A in B", "", "of B in A", "")
    drawn = _grid(f"\nEvents by {comparison.by}{more}", heads)
    for row in shown:
        drawn.add_row(*_unit(row))
    return drawn


def _unit(row: UnitRow) -> tuple[str | Text, ...]:
    shares = (_percent(row.a_share), _bar(row.a_share), _percent(row.b_share), _bar(row.b_share))
    return (row.unit.replace(">", " > "), _figure(row.a), _figure(row.b), *shares)


def _figure(number: int) -> str:
    """A figure with its thousands apart.

    >>> _figure(1234567)
    '1,234,567'
    """
    return f"{number:,}"


def _percent(share: float | None) -> str:
    """The share in per cent; nearly all is not all, and nearly none not none.

    >>> _percent(0.999), _percent(0.001), _percent(0.5), _percent(None)
    ('>99%', '<1%', '50%', '-')
    """
    if share is None:
        return "-"
    rounded = f"{share:.0%}"
    return ">99%" if rounded == "100%" and share < 1 else "<1%" if rounded == "0%" and share > 0 else rounded


def _bar(share: float | None) -> Text:
    """The share as a bar of blocks."""
    full = round((share or 0) * BAR)
    return Text("█" * full + "·" * (BAR - full), style="green" if share and share >= 0.5 else QUIET)  # noqa: PLR2004  (half)
