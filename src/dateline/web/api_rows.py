"""GET /api/v1/events, contacts, claims ...: the rows of each query, with the filters of the commands by the same names."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from dateline import query
from dateline.ledger import Answer, Ledger
from dateline.query import Filters
from dateline.query.counting import HEADINGS

from .api_formats import Rows, file_of, form_of, page_of
from .api_parameters import FORMATS, ROWS, Parameters, described, parameters
from .snapshots import Current, Reader, State

router = APIRouter(prefix="/api/v1", tags=["rows"])
_FORMAT: Any = (Literal[FORMATS] | None, None)
_BY: Any = (list[Literal[tuple(HEADINGS)]], [])  # type: ignore[misc]  # the words of a table
_UNIT: Any = (Literal[tuple(query.UNITS)] | None, None)


#: Queries that cost as much for a page as for all rows: asked once a state.
_WHOLE = frozenset({"offices", "count"})


@dataclass(frozen=True, slots=True)
class Table:
    """A query of which the API has a route. words: what a row is. others: parameters that are no filters."""

    name: str
    words: str
    others: tuple[str, ...] = ()


TABLES = (
    Table("events", "Events, each counted once, with all sentences that tell them.", ("unit",)),
    Table("contacts", "Contacts: who spoke to whom, with channel, level, readouts and where accounts differ."),
    Table("claims", "Claims: who says what, story by story."),
    Table("offices", "Tenures: who held which office, from when to when."),
    Table("processes", "The board: talks, lines, measures, agreements, and the state of each."),
    Table("plans", "Plans: what was planned, and what became of it."),
    Table("stories", "Stories: every version and copy, with the group that holds them together."),
    Table("declined", "What was looked at and not kept, and why."),
)


def _add(table: Table) -> None:
    """The route of a query."""
    module = importlib.import_module(f"dateline.query.{table.name}")
    others = {"unit": _UNIT} if "unit" in table.others else {}
    model = parameters(
        f"{table.name.title()}Asked", module.KNOWN, tuple(sorted(module.ORDERS)), **others, format=_FORMAT
    )

    def rows(request: Request, state: Current, ledger: Reader, asked: Annotated[Parameters, Query()]) -> Response:
        unit = getattr(asked, "unit", None)
        return answer_rows(request, state, ledger, table.name, _asks(table.name, unit), asked)

    rows.__annotations__["asked"] = Annotated[model, Query()]
    rows.__name__ = table.name
    router.get(f"/{table.name}", summary=table.words, openapi_extra=described(table.name, model))(rows)


def _asks(name: str, unit: str | None) -> Callable[[Ledger, Filters], Answer]:
    """What asks the ledger for the rows of a query."""
    if unit and unit != "event":
        return lambda ledger, filters: query.events_by_unit(ledger, unit, filters)
    asked: Callable[[Ledger, Filters], Answer] = getattr(query, name)
    return asked


def answer_rows(
    request: Request,
    state: State,
    ledger: Ledger,
    name: str,
    ask: Callable[[Ledger, Filters], Answer],
    asked: Any,  # noqa: ANN401  (a model)
) -> Response:
    """A page of JSON, or a file."""
    filters, form = asked.filters(), form_of(request, asked.format)
    if form != "json":
        rows = Rows(state=state, name=name, ask=ask, filters=filters, limit=asked.limit, offset=asked.offset)
        return file_of(request, form, rows)
    limit = ROWS if asked.limit is None else asked.limit
    if name in _WHOLE:
        question = (name, *(tuple(value) for key, value in asked if key == "by"), filters, getattr(asked, "unit", None))
        whole = state.kept(question, lambda: ask(ledger, filters).arrow())
        part = Answer(whole.slice(asked.offset, limit))
        return page_of(request, part.rows(), whole.num_rows, limit, asked.offset)
    found = ask(ledger, replace(filters, limit=limit, offset=asked.offset)).rows()
    return page_of(request, found, _total(state, ledger, name, filters, asked), limit, asked.offset)


def _total(state: State, ledger: Ledger, name: str, filters: Filters, asked: Any) -> int:  # noqa: ANN401  (as above)
    """All rows of the answer, counted once a state: paging and sorting change nothing in it."""
    unit = getattr(asked, "unit", None)
    plain = replace(filters, sort=None)
    if unit and unit != "event":
        return state.kept(
            ("units", unit, plain), lambda: int(query.count(ledger, unit=unit, filters=plain).rows()[0]["total"])
        )
    return state.kept(("total", name, plain), lambda: query.total(ledger, name, plain))


for _table in TABLES:
    _add(_table)

_EVENTS = importlib.import_module("dateline.query.events")
CountAsked = parameters(
    "CountAsked",
    _EVENTS.KNOWN,
    ("count", "value"),
    by=_BY,
    unit=_UNIT,
    format=_FORMAT,
)


@router.get(
    "/count", summary="How many there are, by headings: type, month, dyad ...", openapi_extra={"x-row": "count"}
)
def count(request: Request, state: Current, ledger: Reader, asked: Annotated[CountAsked, Query()]) -> Response:  # type: ignore[valid-type]
    """Counts of events, stories, sources and mentions, with their share; `counted` says how."""
    given: Any = asked
    return answer_rows(request, state, ledger, "count", _counts(given.by, given.unit), given)


def _counts(by: Sequence[str], unit: str | None) -> Callable[[Ledger, Filters], Answer]:
    return lambda ledger, filters: query.count(ledger, by, unit=unit, filters=filters)
