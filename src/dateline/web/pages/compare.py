"""Compare: two runs in the ledger, or the ledger beside another one or a file of events that another program coded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from dateline.errors import UsageError
from dateline.foreign import is_ledger
from dateline.ledger import Ledger
from dateline.query import Diff
from dateline.records.rows import Row, to_row
from dateline.web.asked import Question
from dateline.web.listing import check_names
from dateline.web.render import page
from dateline.web.snapshots import Reader

from . import wording  # noqa: F401  (its filters)
from .comparing import comparing_of

router = APIRouter(include_in_schema=False)
#: Rows, lines of figures, and units that a page shows; runs that are named to who asks for another.
ROWS, LINES, UNITS, RUNS = 60, 12, 25, 6
_CHANGES = ("changed", "gained", "lost")
_RUNS = """
SELECT run_id, program, codebook, models, strftime(started_at, '%Y-%m-%d %H:%M') AS started, coalesce(stories, 0) AS stories
FROM runs LEFT JOIN (SELECT run_id, count(*) AS stories FROM ({coded}) GROUP BY run_id) USING (run_id)
ORDER BY started NULLS FIRST, run_id"""
#: A story that a run coded twice counts once. Where there are as many codings as texts none is, and nothing has to be compared.
_CODED_ONCE, _CODED = "SELECT run_id FROM stories", "SELECT DISTINCT run_id, story_id FROM stories"
_AS_MANY = "SELECT (SELECT count(*) FROM stories) = (SELECT count(*) FROM texts)"


@router.get("/compare")
def compare(
    request: Request,
    ledger: Reader,
    asked: Question,
    runs: Annotated[list[str] | None, Query(max_length=2)] = None,
    by: Literal["dyad", "type", "day"] = "dyad",
    show: Literal["changed", "gained", "lost", ""] = "",
) -> Response:
    """What two runs make of the same stories, or how the ledger and a file named on the command line agree."""
    check_names(asked, frozenset(), "/compare", ("runs", "by", "show"))
    snapshots, comparing = request.app.state.snapshots, comparing_of(request.app)
    known = runs_of(ledger)
    pair = pair_of(known, runs)
    path = getattr(request.app.state, "compare", None)
    found = comparing.runs(snapshots, pair) if pair else None
    beside = comparing.file(snapshots, path) if path else None
    other = comparing.ledgers(snapshots, path) if path and is_ledger(str(path)) else None
    made = [one for one in (found, beside, other) if one is not None]
    waiting = any(one.found is None and one.error is None for one in made)
    answer = page(
        request,
        "compare.html",
        runs=known,
        pair=pair or ("", ""),
        failed=[one.error for one in made if one.error],
        waiting=waiting,
        differences=[
            (words, differing(one.found, show))
            for words, one in (("The two runs", found), ("The two ledgers", other))
            if one is not None and one.found is not None
        ],
        beside=beside.found if beside else None,
        by=by,
        show=show,
        units=UNITS,
        changes=_CHANGES,
        here="/compare",
    )
    if any(one.behind or one.error for one in made):  # it will be otherwise when it is asked for again
        answer.headers["cache-control"] = "no-store"
    if waiting:  # 202 and no-store: what says so is kept neither by the server nor by the browser
        answer.status_code = 202
        answer.headers["cache-control"] = "no-store"
        answer.headers["refresh"] = "2"
    return answer


def runs_of(ledger: Ledger) -> list[Row]:
    """The runs in a ledger, in order, with how many stories each coded."""
    ((as_many,),) = ledger.tuples(_AS_MANY)
    return ledger.ask(_RUNS.format(coded=_CODED_ONCE if as_many else _CODED)).rows()


def pair_of(known: Sequence[Row], asked: Sequence[str] | None) -> tuple[str, str] | None:
    """The two runs that are asked for, else the last two; None where there are no two. Raises UsageError for other runs."""
    ids = [row["run_id"] for row in known]
    asked = [run for run in asked or () if run.strip()]
    if not asked:
        return (ids[-2], ids[-1]) if len(ids) > 1 else None
    if wrong := [run for run in asked if run not in ids]:
        raise UsageError(f"this ledger has no run {' or '.join(wrong)}; it has {', '.join(ids[-RUNS:]) or 'none'}")
    if len(asked) == 1:
        raise UsageError(f"{asked[0]} is one run; name two to compare: runs=A&runs=B")
    return asked[0], asked[1]


def differing(found: Diff, show: str) -> Row:
    """What the template takes of a comparison: the figures, and the first rows that differ."""
    counts = [to_row(count) for count in found.counts]
    rows = [row for row in found.rows if row.kind == "event" and row.change in ((show,) if show else _CHANGES)]
    return {
        "totals": [count for count in counts if count["by"] == "total"],
        "groups": [
            (by, lines[:LINES], len(lines))
            for by in ("type", "type change", "rule", "model", "field")
            if (lines := [count for count in counts if count["by"] == by and _differs(count)])
        ],
        "rows": [to_row(row) for row in rows[:ROWS]],
        "number": len(rows),
    }


def _differs(count: Row) -> bool:
    return bool(count["changed"] or count["gained"] or count["lost"])
