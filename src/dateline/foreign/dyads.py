"""CAMEO dyads: day, source, target and code between tabs, and what a file has beyond that (an id, a label)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dateline.errors import InputError
from dateline.lexicon.exchange import ExchangeCode, load_exchange
from dateline.records.foreign import ForeignActor, ForeignEvent, ForeignProblem

from .cells import column_key, day_of
from .coded import country_of_code, read_code

_WIDTH = 4
_CODE = re.compile(r"\d{2,4}|13y", re.IGNORECASE)
_ACTOR = re.compile(r"[A-Za-z0-9]{3,}|-{2,3}|")
#: The id of a row of ours: the event's id, a point, the number of the row.
_OURS = re.compile(r"(ev_[0-9a-f]+)\.\d+")
_DAYS = {"date", "day", "sqldate", "eventdate"}


def is_dyads(line: str) -> bool:
    """Whether a line is the first of a file of dyads: a day, two actor codes, an event code; or names of these columns."""
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) < _WIDTH:
        return False
    if _is_header(cells):
        return True
    fits = _is_day(cells[0]) and all(_ACTOR.fullmatch(cell.strip()) for cell in cells[1:3])
    return fits and _CODE.fullmatch(cells[3].strip()) is not None


def read_dyads(lines: Iterable[tuple[int, str]], path: str) -> Iterator[ForeignEvent | ForeignProblem]:
    """The rows in order; one whose day or code is none is a problem with line and cause.

    Raises InputError where the first line is not that of a file of dyads.
    """
    begun = False
    for number, line in lines:
        if not line.strip():
            continue
        cells = line.split("\t")
        if not begun:
            if not is_dyads(line):
                raise InputError(
                    "not day, source, target and CAMEO code between tabs: 20240131, USA, RUSGOV, 042",
                    path=path,
                    line=number,
                )
            begun = True
            if _is_header(cells):
                continue
        try:
            yield _event(cells, path, number)
        except ValueError as error:
            yield ForeignProblem(format="cameo-dyads", path=path, line=number, reason=str(error), text=line[:200])


def _is_header(cells: list[str]) -> bool:
    return column_key(cells[0]) in _DAYS and not any(cell.strip().isdecimal() for cell in cells)


def _is_day(cell: str) -> bool:
    try:
        return day_of(cell) is not None
    except ValueError:
        return False


def _event(cells: list[str], path: str, line: int) -> ForeignEvent:
    if len(cells) < _WIDTH:
        raise ValueError(f"{len(cells)} cells where {_WIDTH} are wanted")
    date, code = _day(cells[0]), _code(cells[3])
    row_id = next((cell for cell in cells[_WIDTH:] if _OURS.fullmatch(cell)), "")
    return ForeignEvent(
        format="cameo-dyads",
        id=row_id or f"{path}:{line}",
        first=date,
        last=date,
        actors=_actor(cells[1]),
        recipients=_actor(cells[2]),
        cameo=code.code,
        type=code.type,
        mode=code.mode,
        quad=code.quad,
        event_group=row_id.rpartition(".")[0],
        raw=tuple(cells),
        path=path,
        line=line,
    )


@lru_cache(maxsize=10_000)
def _day(cell: str) -> dt.date:
    day = day_of(cell)
    if day is None:
        raise ValueError("the day is missing")
    return day


@lru_cache(maxsize=1_000)
def _code(cell: str) -> ExchangeCode:
    return read_code(cell, load_exchange())


@lru_cache(maxsize=50_000)
def _actor(cell: str) -> tuple[ForeignActor, ...]:
    exchange = load_exchange()
    code = cell.strip()
    if code.strip("-") in exchange.missing:
        return ()
    groups = tuple(code[place : place + 3] for place in range(3, len(code), 3))
    return (ForeignActor(name="", code=code, country=country_of_code(code.upper(), exchange), sectors=groups),)
