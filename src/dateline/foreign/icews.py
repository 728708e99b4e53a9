"""ICEWS files: 20 columns under a header, with the drift that is known of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from dateline.errors import InputError
from dateline.export.icews import ICEWS_COLUMNS
from dateline.lexicon.exchange import Exchange, ExchangeCode, load_exchange
from dateline.records.foreign import ForeignActor, ForeignEvent, ForeignProblem
from dateline.records.row_ids import key_of_row

from .cells import column_key, day_of
from .coded import degrees, read_code
from .mended import Fits, mended

_KEYS = tuple(column_key(name) for name in ICEWS_COLUMNS)
#: Other names that files have given to columns.
_ALSO = {"cameo": "cameocode", "eventcode": "cameocode", "lat": "latitude", "long": "longitude", "lon": "longitude"}
#: Without these a file is of no use; the code may be missing where there is its label.
NEEDED = ("Event Date", "Source Name", "Source Country", "Target Name", "Target Country")
_CODES = {"cameocode", "eventtext"}
#: Columns in which a tab may stand.
_TEXTS = ("sourcename", "eventtext", "targetname", "publisher", "city", "district", "province")
_QUOTED = re.compile(r'".*"', re.DOTALL)


def is_icews(line: str) -> bool:
    """Whether a line is the header of an ICEWS file, or a row of one without a header."""
    cells = _unquoted(line.rstrip("\r\n").split("\t"))
    names = {_name(cell) for cell in cells}
    return {"eventdate", "sourcename", "targetname"} <= names or _is_row(cells)


def read_icews(lines: Iterable[tuple[int, str]], path: str) -> Iterator[ForeignEvent | ForeignProblem]:
    """The rows in order; a row that does not fit its header, or whose day or code is none, is a problem with line and cause.

    Columns are found by their names; names more do no harm. Cells may stand in double quotes. Raises InputError where the header
    lacks what is needed.
    """
    names: tuple[str, ...] = ()
    for number, line in lines:
        if not line.strip():
            continue
        cells = line.split("\t")
        if not names:
            names = _names(_unquoted(cells), path, number)
            if not _is_row(_unquoted(cells)):
                continue
        try:
            yield _event(_row(cells, names), cells, path, number)
        except ValueError as error:
            yield ForeignProblem(format="icews", path=path, line=number, reason=str(error), text=line[:200])


def _names(cells: list[str], path: str, line: int) -> tuple[str, ...]:
    """The keys of the columns, by the header or, where there is none, in their usual order."""
    if _is_row(cells):
        return _KEYS
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    names = tuple(_name(cell) for cell in cells)
    missing = [name for name in NEEDED if column_key(name) not in names]
    if missing or not _CODES & set(names):
        lacking = ", ".join((*missing, *(() if _CODES & set(names) else ("CAMEO Code",))))
        raise InputError(f"the header of an ICEWS file lacks {lacking}", path=path, line=line)
    return names


def _name(cell: str) -> str:
    return _ALSO.get(column_key(cell), column_key(cell))


def _is_row(cells: list[str]) -> bool:
    if not len(_KEYS) <= len(cells) or not cells[0].isdecimal() or any(cell.strip() for cell in cells[len(_KEYS) :]):
        return False
    try:
        return day_of(cells[1]) is not None
    except ValueError:
        return False


def _row(cells: list[str], names: tuple[str, ...]) -> Mapping[str, str]:
    """Cells by the keys of their columns; empty ones at the end may be missing. Raises ValueError where they do not fit."""
    plain = _unquoted(cells)
    if any(cell.strip() for cell in plain[len(names) :]):
        plain = mended("\t".join(plain).rstrip().split("\t"), names, _TEXTS, _fits())
    place = names.index("city") if "city" in names else len(names)
    if len(plain) < min(place, len(names)):
        raise ValueError(f"{len(cells)} cells where {len(names)} are wanted")
    return dict(zip(names, (*plain, *[""] * (len(names) - len(plain))), strict=False))


@cache
def _fits() -> Mapping[str, Fits]:
    """What stands in the columns between those in which a tab may stand."""
    exchange = load_exchange()

    def state(cell: str) -> bool:
        return cell.strip() in exchange.missing or cell.strip().lower() in exchange.by_name

    figure = re.compile(r"-?[\d.]+|NA|NULL|").fullmatch
    figures = ("cameocode", "intensity", "storyid", "sentencenumber", "latitude", "longitude")
    return {**dict.fromkeys(figures, figure), **dict.fromkeys(("sourcecountry", "targetcountry", "country"), state)}


def _unquoted(cells: list[str]) -> list[str]:
    """The cells without the double quotes around them; two within stand for one."""
    if not any('"' in cell for cell in cells):
        return cells
    return [cell[1:-1].replace('""', '"') if _QUOTED.fullmatch(cell) else cell for cell in cells]


def _event(row: Mapping[str, str], cells: list[str], path: str, line: int) -> ForeignEvent:
    exchange = load_exchange()
    code = _code(row.get("cameocode", ""), row.get("eventtext", ""))
    date, number = _day(row["eventdate"]), row.get("eventid", "")
    key = key_of_row(int(number)) if number.isdecimal() else None
    return ForeignEvent(
        format="icews",
        id=number if _value(number, exchange) else f"{path}:{line}",
        first=date,
        last=date,
        actors=_actor(row["sourcename"], row.get("sourcesectors", ""), row["sourcecountry"]),
        recipients=_actor(row["targetname"], row.get("targetsectors", ""), row["targetcountry"]),
        cameo=code.code,
        type=code.type,
        mode=code.mode,
        quad=code.quad,
        story_id=_value(row.get("storyid", ""), exchange),
        place=_place(row, exchange),
        place_country=exchange.by_name.get(row.get("country", "").strip().lower()),
        lat=degrees(row.get("latitude", ""), "Latitude", exchange),
        lon=degrees(row.get("longitude", ""), "Longitude", exchange),
        event_group=f"{key:013x}" if key is not None else "",
        raw=tuple(cells),
        path=path,
        line=line,
    )


@lru_cache(maxsize=10_000)
def _code(cell: str, label: str) -> ExchangeCode:
    return read_code(cell, load_exchange(), label=label)


@lru_cache(maxsize=10_000)
def _day(cell: str) -> dt.date:
    day = day_of(cell)
    if day is None:
        raise ValueError("Event Date is missing")
    return day


@lru_cache(maxsize=50_000)
def _actor(name: str, sectors: str, country: str) -> tuple[ForeignActor, ...]:
    """The actor of a side; none where the row names nobody. Sectors are phrases parted by commas."""
    exchange = load_exchange()
    known = [_value(cell, exchange) for cell in (name, sectors, country)]
    if not (known[0] or known[2]):
        return ()
    phrases = tuple(phrase.strip() for phrase in (known[1] or "").split(",") if phrase.strip())
    code = exchange.by_name.get((known[2] or "").strip().lower())
    if code is None and not known[2]:
        code = exchange.by_organisation.get((known[0] or "").strip().lower()) or _of_no_state(phrases, exchange)
    return (ForeignActor(name=known[0] or "", country=code, sectors=phrases),)


def _of_no_state(phrases: tuple[str, ...], exchange: Exchange) -> str | None:
    """Our code for a kind of actor that is no state, by its sectors."""
    told = (kind for kind, words in exchange.icews_types.items() if words in phrases)
    return next((exchange.kinds.get(kind) for kind in told), None)


def _place(row: Mapping[str, str], exchange: Exchange) -> str | None:
    """The finest name that the row has."""
    names = (row.get(column, "") for column in ("city", "district", "province", "country"))
    return next((name for name in names if _value(name, exchange)), None)


def _value(cell: str, exchange: Exchange) -> str | None:
    return None if cell.strip() in exchange.missing else cell
