"""Two sets of events compared: who has what, where they agree, and how often either says the same twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from dateline.records.comparison import (
    Agreement,
    Comparison,
    Coverage,
    Disagreement,
    Duplicates,
    Matching,
    OnlyRow,
    Side,
    SideName,
    Unit,
    UnitRow,
)

from .directed import EXPANSION
from .side import DAYS, SideTables

_DYAD = "source || '>' || target"
#: Kinds of cells, and the columns that make them.
_CELLS = {
    "days": "day",
    "dyads": "source, target",
    "types": "type",
    "dyad-days": "day, source, target",
    "dyad-days by type": "day, source, target, type",
}
_UNITS: dict[Unit, tuple[str, str]] = {
    "day": ("day::VARCHAR", "unit"),
    "dyad": (_DYAD, "a + b DESC, unit"),
    "type": ("type", "a + b DESC, unit"),
}
_MATCHED = {
    "day ±1, dyad, type": ("day, source, target, type", "matched"),
    "day ±1, dyad": ("day, source, target", "matched_dyad"),
}
#: Disagreements that are named.
_NAMED = 10
CONVENTION = (
    f"{EXPANSION}; types are PLOVER's, CAMEO codes by the table cameo.csv; an event of up to {DAYS} days counts on the first; "
    "what was planned, cancelled, denied or supposed does not count, an announced plan counts on the day of the announcement"
)


class Compared:
    """Two sides in a database in memory; use it in a `with` statement."""

    __slots__ = ("_connection", "_sides")

    def __init__(self, a: SideTables, b: SideTables) -> None:
        self._sides = (a, b)
        self._connection = duckdb.connect()
        self._connection.execute("SET preserve_insertion_order = false")
        for name, tables in (
            ("rows", [side.tables()[0] for side in self._sides]),
            ("cells", [side.tables()[1] for side in self._sides]),
        ):
            sided = [
                table.append_column("side", pa.array([side.side] * len(table), pa.string()))
                for side, table in zip(self._sides, tables, strict=True)
            ]
            self._connection.register(name, pa.concat_tables(sided))
        self._connection.execute(_question("prepare"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def comparison(self, by: Unit) -> Comparison:
        """All figures; `units` by day, by dyad or by type (the largest first, days in order)."""
        a, b = self._sides
        return Comparison(
            a=self._side(a),
            b=self._side(b),
            convention=CONVENTION,
            coverage=tuple(self._coverage(cells, columns) for cells, columns in _CELLS.items()),
            matching=tuple(self._matching(name, *how) for name, how in _MATCHED.items()),
            agreement=(self._agreement("type"), self._agreement("quad")),
            a_duplicates=self._duplicates("A"),
            b_duplicates=self._duplicates("B"),
            by=by,
            units=tuple(self._units(by)),
        )

    def only(self, side: SideName) -> Iterator[OnlyRow]:
        """The cells (day, dyad, type) of one side that find no like within a day on the other, in order of the day."""
        answer = self._connection.execute(_question("only"), [side])
        names = [column[0] for column in answer.description or ()]
        while rows := answer.fetchmany(10_000):
            for row in rows:
                yield OnlyRow(**dict(zip(names, row, strict=True)))

    def _side(self, side: SideTables) -> Side:
        first, last = self._one(_question("span"), side.side)
        return Side(
            name=side.name,
            formats=tuple(sorted(side.formats)),
            rows=side.rows,
            events=side.events,
            dyads=len(side.tables()[1]),
            declined=len(side.problems),
            first=first,
            last=last,
            excluded=side.exclusions(),
        )

    def _coverage(self, cells: str, columns: str) -> Coverage:
        a, b, both = self._one(_question("coverage").format(columns=columns))
        return Coverage(cells=cells, a=a, b=b, both=both, a_share=_share(both, a), b_share=_share(both, b))

    def _matching(self, by: str, columns: str, matched: str) -> Matching:
        a, b, in_a, in_b = self._one(_question("matching").format(columns=columns, matched=matched))
        a_share, b_share = _share(in_a, a), _share(in_b, b)
        return Matching(
            by=by, a=a, b=b, a_matched=in_a, b_matched=in_b, a_share=a_share, b_share=b_share, f1=_f1(a_share, b_share)
        )

    def _units(self, by: Unit) -> Iterator[UnitRow]:
        unit, order = _UNITS[by]
        for name, a, b, in_a, in_b in self._connection.execute(
            _question("units").format(unit=unit, order=order)
        ).fetchall():
            yield UnitRow(
                unit=name, a=a, b=b, a_matched=in_a, b_matched=in_b, a_share=_share(in_a, a), b_share=_share(in_b, b)
            )

    def _agreement(self, label: str) -> Agreement:
        pairs: list[tuple[str, str, int]] = self._connection.execute(_question("pairs").format(label=label)).fetchall()
        cells = sum(count for _, _, count in pairs)
        equal = sum(count for a, b, count in pairs if a == b)
        unlike = [Disagreement(a=a, b=b, cells=count) for a, b, count in pairs if a != b]
        return Agreement(
            of=label,
            cells=cells,
            equal=equal,
            share=_share(equal, cells),
            kappa=kappa(pairs),
            disagreements=tuple(unlike[:_NAMED]),
        )

    def _duplicates(self, side: SideName) -> Duplicates:
        rows, distinct = self._one(_question("duplicates"), side)
        return Duplicates(rows=rows, distinct=distinct, copies=rows - distinct, share=_share(rows - distinct, rows))

    def _one(self, sql: str, *parameters: object) -> tuple:  # type: ignore[type-arg]  # whatever the question asks
        return self._connection.execute(sql, list(parameters)).fetchone() or ()


def kappa(pairs: list[tuple[str, str, int]]) -> float | None:
    """Cohen's kappa of (label of A, label of B, count); None where nothing is counted, or chance alone agrees fully.

    >>> kappa([("x", "x", 20), ("x", "y", 5), ("y", "x", 10), ("y", "y", 15)])
    0.4
    """
    total = sum(count for _, _, count in pairs)
    if not total:
        return None
    of_a, of_b = Counter[str](), Counter[str]()
    for a, b, count in pairs:
        of_a[a] += count
        of_b[b] += count
    seen = sum(count for a, b, count in pairs if a == b) / total
    chance = sum(of_a[label] * of_b[label] for label in of_a) / total**2
    return None if chance == 1 else round((seen - chance) / (1 - chance), 6)


def _f1(one: float | None, other: float | None) -> float | None:
    """The harmonic mean, None where one side has nothing."""
    if one is None or other is None:
        return None
    return 2 * one * other / (one + other) if one + other else 0.0


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@cache
def _questions() -> dict[str, str]:
    text = (Path(__file__).parent / "compare.sql").read_text(encoding="utf-8")
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in text.split("-- name: ")[1:]}


def _question(name: str) -> str:
    return _questions()[name]
