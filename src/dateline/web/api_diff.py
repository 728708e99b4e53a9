"""GET /api/v1/diff and /api/v1/diff/summary: what two runs, or this ledger and another one, make of the same stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from dateline.errors import UsageError
from dateline.export import to_arrow
from dateline.foreign import is_ledger
from dateline.ledger import Answer, Ledger
from dateline.query import Diff, Filters
from dateline.query.diff_counts import DiffCount
from dateline.query.diff_rows import DiffRow
from dateline.query.known import DIFF, KINDS

from .api_formats import Rows, file_of, form_of, page_of
from .api_parameters import FORMATS, ROWS, Flag, Word, described, parameters
from .pages.compare import pair_of, runs_of
from .pages.comparing import Made, comparing_of
from .snapshots import Current, Reader, State

_Row = TypeVar("_Row", DiffRow, DiffCount)
router = APIRouter(prefix="/api/v1", tags=["rows"])
_SIDES: Any = {
    "runs": (Annotated[list[Word], Field(max_length=2)], []),
    "beside": (Literal["runs", "ledger"], "runs"),
}
_FORMAT: Any = (Literal[FORMATS] | None, None)
_ROWS: Any = (list[Literal[tuple(KINDS)]], [])  # type: ignore[misc]  # the words of a table
_REBASED: Any = (Flag, False)
_KNOWN = DIFF | {"offset"}
DiffAsked = parameters("DiffAsked", _KNOWN, (), **_SIDES, rows=_ROWS, rebased=_REBASED, format=_FORMAT)
SummaryAsked = parameters("SummaryAsked", _KNOWN, (), **_SIDES, format=_FORMAT)
#: Seconds after which it is worth asking again.
AGAIN = 2
_MADE_LATER: Any = {
    202: {
        "description": "The comparison is being made; ask again.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Later"}}},
    }
}


@router.get(
    "/diff",
    summary="Where two runs, or two ledgers, read the same stories otherwise",
    openapi_extra=described("diff", DiffAsked),
    responses=_MADE_LATER,
)
def diff(request: Request, state: Current, ledger: Reader, asked: Annotated[DiffAsked, Query()]) -> Response:  # type: ignore[valid-type]
    """Rows as of `dateline diff`: events (and other rows) gained, lost and changed, with both readings.

    On a large ledger a comparison takes minutes: until it is made the answer is 202, with Retry-After.
    """
    given: Any = asked
    kinds = given.rows or ("event", "story")
    return _answer(request, state, ledger, given, DiffRow, lambda found: found.of(kinds, rebased=given.rebased))


@router.get(
    "/diff/summary",
    summary="How much two runs, or two ledgers, read otherwise: by type, rule, model and field",
    openapi_extra=described("summary", SummaryAsked),
    responses=_MADE_LATER,
)
def summary(request: Request, state: Current, ledger: Reader, asked: Annotated[SummaryAsked, Query()]) -> Response:  # type: ignore[valid-type]
    """Counts as of `dateline diff --summary`; the answer is 202 until the comparison is made."""
    return _answer(request, state, ledger, asked, DiffCount, lambda found: found.counts)


def _answer(
    request: Request,
    state: State,
    ledger: Ledger,
    asked: Any,  # noqa: ANN401  (a model)
    kind: type[_Row],
    part: Callable[[Diff], Sequence[_Row]],
) -> Response:
    """A page or a file of this part of the comparison: of rows, only those that are given are laid out."""
    form, filters = form_of(request, asked.format), asked.filters()
    made = _made(request, ledger, asked, filters)
    if made.error is not None:
        raise made.error
    if made.found is None:
        headers = {"retry-after": str(AGAIN), "cache-control": "no-store"}
        return JSONResponse({"state": "running", "retry_after": AGAIN}, 202, headers)
    whole = part(made.found)

    def cut(offset: int, limit: int | None) -> Answer:
        return Answer(to_arrow(whole[offset:][:limit], kind))

    if form == "json":
        limit = ROWS if asked.limit is None else asked.limit
        answer = page_of(request, cut(asked.offset, limit).rows(), len(whole), limit, asked.offset)
    else:
        name = request.url.path.rpartition("/")[2]
        ask = lambda _, only: cut(only.offset, only.limit)  # noqa: E731  (a function of a line)
        rows = Rows(state=state, name=name, ask=ask, filters=filters, limit=asked.limit, offset=asked.offset)
        answer = file_of(request, form, rows)
    if made.behind:  # a newer one is being made
        answer.headers["cache-control"] = "no-store"
        answer.headers["retry-after"] = str(AGAIN)
    return answer


def _made(request: Request, ledger: Ledger, asked: Any, filters: Filters) -> Made[Diff]:  # noqa: ANN401  (a model)
    """The comparison that is asked for. Raises UsageError where there is nothing to compare with."""
    filters = replace(filters, limit=None, offset=0)
    snapshots, comparing = request.app.state.snapshots, comparing_of(request.app)
    if asked.beside == "ledger":
        if asked.runs:
            raise UsageError("beside=ledger compares with the other ledger; leave out runs, or beside")
        path: Path | None = getattr(request.app.state, "compare", None)
        if path is None or not is_ledger(str(path)):
            raise UsageError("this server has no other ledger to compare with; start it with --compare LEDGER")
        return comparing.ledgers(snapshots, path, filters)
    pair = pair_of(runs_of(ledger), asked.runs)
    if pair is None:
        raise UsageError(
            "this ledger has one run, and nothing to compare it with; start the server with --compare LEDGER"
        )
    return comparing.runs(snapshots, pair, filters)
