"""The summary of a comparison: totals, and what became of the events by type, rule, model and field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.ledger import Ledger

from .diff_rows import DiffRow
from .diff_sides import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffCount:
    """A line of the summary: how many rows of A and of B have the value, and what became of them.

    by: total, type, type change, rule, model (of the type) or field. same: nothing differs; rebased: the same reading by another
    rule or model, or as sure as another. a = same + rebased + changed + lost, b = same + rebased + changed + gained in the totals.
    By value, a pair counts where A has it, a gained one where B has it. Of stories, gained and lost are those of one side alone.
    """

    by: str
    value: str
    a: int = 0
    b: int = 0
    same: int = 0
    rebased: int = 0
    changed: int = 0
    gained: int = 0
    lost: int = 0


_SAME = """
SELECT a.type AS type, a.rule AS rule, a.model AS model, b.model AS model_b, count(*) AS n
FROM event_pairs p JOIN events_a a ON a.event_no = p.no_a JOIN events_b b ON b.event_no = p.no_b
WHERE a.content = b.content AND (a.wanted OR b.wanted) GROUP BY ALL"""
_STORIES = (
    "SELECT (SELECT count(*) FROM codings_a), (SELECT count(*) FROM codings_b), (SELECT count(*) FROM story_pairs)"
)
_ONCE = "SELECT count(DISTINCT group_no) FROM {current} WHERE coding IN (SELECT coding_{letter} FROM story_pairs)"
_Tally = dict[tuple[str, str], Counter[str]]


def count_stories(ledger: Ledger) -> DiffCount:
    """The stories of both sides, and of one."""
    ((a, b, both),) = ledger.tuples(_STORIES)
    return DiffCount(by="total", value="stories", a=a, b=b, same=both, gained=b - both, lost=a - both)


def count_once(ledger: Ledger, sides: Sequence[Side]) -> DiffCount:
    """The events of the stories that both sides have, each counted once however often it is told."""
    a, b = (
        ledger.tuples(_ONCE.format(current=side.table("current_events"), letter=side.letter))[0][0] for side in sides
    )
    return DiffCount(by="total", value="events, each once", a=a, b=b)


def count_rows(value: str, same: int, rows: Iterable[DiffRow]) -> DiffCount:
    """The total of a kind of rows, so many of which are the same."""
    told = Counter(row.change for row in rows)
    told["same"] += same
    both = told["same"] + told["rebased"] + told["changed"]
    outcomes = {name: told[name] for name in ("same", "rebased", "changed", "gained", "lost")}
    return DiffCount(by="total", value=value, a=both + told["lost"], b=both + told["gained"], **outcomes)


def count_events(ledger: Ledger, rows: Sequence[DiffRow]) -> Iterator[DiffCount]:
    """The total of tellings of events, then by type, change of type, rule, model and field, the most affected first."""
    same = ledger.ask(_SAME).rows()
    yield count_rows("tellings of events", sum(found["n"] for found in same), rows)
    tally: _Tally = defaultdict(Counter)
    for found in same:
        for by, value in (("type", found["type"]), ("rule", found["rule"]), ("model", found["model"])):
            tally[by, value] += Counter(a=found["n"], same=found["n"])
            tally[by, found["model_b"] if by == "model" else value]["b"] += found["n"]
    for row in rows:
        _tally_row(tally, row)
    yield from _told(tally)


def _tally_row(tally: _Tally, row: DiffRow) -> None:
    values = (("type", row.type_a, row.type_b), ("rule", row.rule_a, row.rule_b), ("model", row.model_a, row.model_b))
    for by, one, other in values:
        if one is not None:
            tally[by, one] += Counter({"a": 1, row.change: 1})
        if other is not None:
            tally[by, other]["b"] += 1
            tally[by, other]["gained"] += row.change == "gained"
    if row.change == "changed" and row.type_a != row.type_b:
        tally["type change", f"{row.type_a} -> {row.type_b}"]["changed"] += 1
    for change in row.fields:
        tally["field", change.field][row.change] += 1


_ORDER = ("type", "type change", "rule", "model", "field")


def _told(tally: _Tally) -> Iterator[DiffCount]:
    def place(item: tuple[tuple[str, str], Counter[str]]) -> tuple[int, int, int, str]:
        (by, value), told = item
        return _ORDER.index(by), -(told["changed"] + told["gained"] + told["lost"]), -told["rebased"], value

    for (by, value), told in sorted(tally.items(), key=place):
        yield DiffCount(by=by, value=value or "none", **{name: number for name, number in told.items() if number})
