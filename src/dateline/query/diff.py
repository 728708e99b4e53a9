"""What two ledgers, or two runs in one, make of the same stories: events gained, lost and changed, by rule and by model."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.errors import UsageError
from dateline.export import to_arrow
from dateline.ledger import Answer, Ledger

from . import known
from .diff_counts import DiffCount, count_events, count_once, count_rows, count_stories
from .diff_match import match_events
from .diff_others import OTHERS, compare_others
from .diff_rows import DiffRow, event_rows, story_rows
from .diff_sides import Side, lay_out, run_named
from .filters import EVERYTHING, Filters, check_filters

KNOWN, KINDS = known.DIFF, known.KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """A comparison. counts: the summary; rows: what differs, by story and place in it, `rebased` ones included."""

    counts: tuple[DiffCount, ...]
    rows: tuple[DiffRow, ...]

    def summary(self) -> Answer:
        """The summary as an Answer."""
        return Answer(to_arrow(self.counts, DiffCount))

    def answer(
        self, kinds: Iterable[str] = ("event", "story"), *, rebased: bool = False, limit: int | None = None
    ) -> Answer:
        """The rows of these kinds as an Answer; those that read the same only if asked for."""
        return Answer(to_arrow(self.of(kinds, rebased=rebased)[:limit], DiffRow))

    def of(self, kinds: Iterable[str], *, rebased: bool = False) -> list[DiffRow]:
        """The rows of these kinds; those that read the same only if asked for."""
        wanted = set(kinds)
        return [row for row in self.rows if row.kind in wanted and (rebased or row.change != "rebased")]

    def __repr__(self) -> str:
        return f"<Diff: {len(self.rows)} rows differ>"

    def _repr_html_(self) -> str:
        from .shown import diff_html  # noqa: PLC0415  (only what is looked at pays for it)

        return diff_html(self)


def diff(
    ledger: Ledger,
    other: str | os.PathLike[str] | None = None,
    *,
    runs: tuple[str, str] | None = None,
    filters: Filters = EVERYTHING,
) -> Diff:
    """Compare this ledger (A) with another one (B, a path), or two runs in this one (their ids, or how these begin).

    Of two ledgers what queries answer with today is compared, corrections by hand included; of runs what each coded last. Only
    stories that both have are compared; the others are told as stories of one side. Events are the same by id, else by overlapping
    words of the act, else by sentence and act, the best agreement first; claims, offices and processes by id. Filters look at each
    telling of an event; a pair counts if either reading fits, and with filters there are no claims, offices and processes. Raises
    UsageError for an unknown run or filter, LedgerError where the other file fails.
    """
    check_filters(filters, KNOWN, "diff")
    if (other is None) == (runs is None):
        raise UsageError("diff compares this ledger with another one, or two runs in this one: give other or runs")
    own = str(ledger.tuples("SELECT current_database()")[0][0])
    if runs is not None:
        one, two = (
            Side(database=own, letter=letter, run=run_named(ledger, run))
            for letter, run in zip("ab", runs, strict=True)
        )
        return _compare(ledger, one, two, filters)
    path = os.fspath(other or "")
    if os.path.exists(path) and os.path.samefile(path, ledger.path):  # noqa: PTH110, PTH121  (paths as text)
        return _compare(ledger, Side(database=own, letter="a"), Side(database=own, letter="b"), filters)
    Ledger.open(path, read_only=True).close()  # says what is wrong with it, and brings an older one up to date
    name = f"other_{os.urandom(8).hex()}"  # two readers of one file may compare at once
    ledger.tuples(f"ATTACH '{path.replace(chr(39), 2 * chr(39))}' AS {name} (READ_ONLY)")
    try:
        return _compare(ledger, Side(database=own, letter="a"), Side(database=name, letter="b"), filters)
    finally:
        ledger.tuples(f"DETACH {name}")


def _compare(ledger: Ledger, one: Side, other: Side, filters: Filters) -> Diff:
    lay_out(ledger, (one, other), filters)
    match_events(ledger)
    events = list(event_rows(ledger, one, other))
    rows = [*events, *story_rows(ledger, one), *story_rows(ledger, other)]
    totals, (of_events, *by_value) = [count_stories(ledger)], count_events(ledger, events)
    if not one.run and not _named(filters):
        totals.append(count_once(ledger, (one, other)))
    totals.append(of_events)
    for kind in () if _named(filters) else OTHERS:
        same, found = compare_others(ledger, kind, one, other)
        totals.append(count_rows(_PLURALS[kind], same, found))
        rows += found
    differing = (row for row in rows if row.change != "same")
    return Diff(counts=(*totals, *by_value), rows=tuple(sorted(differing, key=_place)))


_PLURALS = {"claim": "claims", "office": "offices", "process": "processes"}


def _named(filters: Filters) -> list[str]:
    return [name for name in KNOWN - {"limit"} if getattr(filters, name) != getattr(EVERYTHING, name)]


def _place(row: DiffRow) -> tuple[object, ...]:
    return (
        KINDS.index(row.kind) == len(KINDS) - 1,
        row.source_id,
        row.story_id,
        KINDS.index(row.kind),
        row.start,
        row.id_a or "",
        row.id_b or "",
    )
