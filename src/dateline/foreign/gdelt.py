"""GDELT event files: 2.0 with 61 columns, 1.0 with 58 or 57, plain or with a header of one's own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from dateline.errors import InputError
from dateline.export.gdelt import GDELT_COLUMNS
from dateline.lexicon.exchange import Exchange, ExchangeCode, load_exchange
from dateline.records.foreign import ForeignActor, ForeignEvent, ForeignProblem
from dateline.records.row_ids import key_of_row

from .cells import column_key, day_of
from .coded import country_of_code, country_of_group, degrees, read_code, whole_number
from .mended import mended

#: GDELT 1.0: no second-level divisions; its historical files have no address either.
GDELT_1_COLUMNS = tuple(name for name in GDELT_COLUMNS if "ADM2" not in name)
_HISTORICAL = GDELT_1_COLUMNS[:-1]
_WIDE = len(GDELT_COLUMNS)
#: Columns that may be missing at the end of a row: the address.
_SPARE = 1
#: Other names that people give to columns.
_ALSO = {"eventid": "globaleventid", "day": "sqldate", "actiongeolon": "actiongeolong"}


#: The cells that are used, by the keys of their columns.
_SIDE = ("code", "name", "countrycode", "knowngroupcode", "type1code", "type2code", "type3code")
_USED = (
    *(
        "globaleventid",
        "sqldate",
        "eventcode",
        "eventrootcode",
        "nummentions",
        "numsources",
        "numarticles",
        "sourceurl",
    ),
    *("actiongeofullname", "actiongeocountrycode", "actiongeolat", "actiongeolong"),
    *(f"actor{side}{name}" for side in "12" for name in _SIDE),
)
#: Columns in which a tab may stand, and what stands in the columns between them.
_TEXTS = ("actor1name", "actor2name", *(f"{whose}geofullname" for whose in ("actor1", "actor2", "action")), "sourceurl")
_FITS = {
    **dict.fromkeys((f"actor{side}countrycode" for side in "12"), re.compile(r"[A-Z]{3}|").fullmatch),
    **dict.fromkeys((f"actor{side}code" for side in "12"), re.compile(r"[A-Z]{3,15}|").fullmatch),
    "eventcode": re.compile(r"\d{2,4}|13y").fullmatch,
    "quadclass": re.compile(r"[1-4]?").fullmatch,
    **dict.fromkeys((f"{whose}geotype" for whose in ("actor1", "actor2", "action")), re.compile(r"[0-5]?").fullmatch),
    **dict.fromkeys(
        (f"{whose}geocountrycode" for whose in ("actor1", "actor2", "action")), re.compile(r"\w\w|").fullmatch
    ),
    **dict.fromkeys(("actiongeolat", "actiongeolong", "goldsteinscale", "avgtone"), re.compile(r"[-\d.]*").fullmatch),
    **dict.fromkeys(("eventrootcode", "nummentions"), re.compile(r"\d*").fullmatch),
    "dateadded": re.compile(r"\d{8}|\d{14}|").fullmatch,
}
_ACTOR_1, _ACTOR_2 = len(_USED) - 2 * len(_SIDE), len(_USED) - len(_SIDE)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How rows are cut: their width, how many cells may be missing at the end, and the cells of _USED.

    A column that the file lacks is taken from an empty cell behind the last; padded: there are such columns.
    """

    width: int
    names: tuple[str, ...]
    spare: int
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    padded: bool


def is_gdelt(line: str) -> bool:
    """Whether a line is the first of an events file: of known width with an id and a day, or the header of one."""
    cells = line.rstrip("\r\n").split("\t")
    if _is_header(cells):
        return True
    return _shape_of(cells) is not None and cells[0].isdecimal() and cells[1].isdecimal()


def read_gdelt(lines: Iterable[tuple[int, str]], path: str) -> Iterator[ForeignEvent | ForeignProblem]:
    """The rows in order; a row of another width, with a code or figure that is none, is a problem with line and cause.

    Raises InputError where the first line is not that of an events file.
    """
    exchange, shape = load_exchange(), None
    for number, line in lines:
        if not line.strip():
            continue
        cells = line.split("\t")
        if shape is None:
            shape, header = _first(cells, path, number)
            if header:
                continue
        try:
            yield _event(_fitted(cells, shape), cells, shape, (exchange, path, number))
        except ValueError as error:
            yield ForeignProblem(format="gdelt", path=path, line=number, reason=str(error), text=line[:200])


def _first(cells: list[str], path: str, number: int) -> tuple[_Shape, bool]:
    """The shape that the first line tells, and whether that is a header."""
    if _is_header(cells):
        names = [_name(cell) for cell in cells]
        wanted = {"globaleventid", "sqldate", "actor1code", "actor2code", "eventcode"}
        if missing := sorted(wanted - set(names)):
            raise InputError(f"the header lacks {', '.join(missing)}", path=path, line=number)
        return _shape(tuple(names), 0), True
    columns = _shape_of(cells)
    if columns is None:
        raise InputError(
            f"{len(cells)} cells between tabs: rows of GDELT events have 61 (2.0), 58 or 57 (1.0)",
            path=path,
            line=number,
        )
    return _shape(tuple(column_key(name) for name in columns), _SPARE), False


def _is_header(cells: list[str]) -> bool:
    return len({_name(cell) for cell in cells} & {"globaleventid", "sqldate", "actor1code", "eventcode"}) > 1


def _name(cell: str) -> str:
    return _ALSO.get(column_key(cell), column_key(cell))


def _shape_of(cells: list[str]) -> tuple[str, ...] | None:
    """The columns of a row, by its width and by the last cell that is not empty: tabs may follow, and the address be missing."""
    width = len(cells)
    full = next((n for n in range(width, 0, -1) if cells[n - 1].strip()), 0)
    if full > _WIDE or width < len(_HISTORICAL):
        return None
    if full >= _WIDE - _SPARE or (width in {_WIDE, _WIDE - _SPARE} and full < len(_HISTORICAL)):
        return GDELT_COLUMNS
    if full > len(GDELT_1_COLUMNS):
        return None
    return _HISTORICAL if width == len(_HISTORICAL) else GDELT_1_COLUMNS


@lru_cache
def _shape(names: tuple[str, ...], spare: int) -> _Shape:
    at = {name: place for place, name in enumerate(names)}
    places = [at.get(name, len(names)) for name in _USED]
    return _Shape(len(names), names, spare, itemgetter(*places), padded=len(names) in places)


def _fitted(cells: list[str], shape: _Shape) -> Sequence[str]:
    """The cells in the width of the file, a tab inside a name put right. Raises ValueError where they do not fit."""
    if len(cells) == shape.width and not shape.padded:
        return cells
    if len(cells) < shape.width - shape.spare:
        raise ValueError(f"{len(cells)} cells where {shape.width} are wanted")
    if any(cell.strip() for cell in cells[shape.width :]):
        cells = mended("\t".join(cells).rstrip().split("\t"), shape.names, _TEXTS, _FITS)
    return [*cells[: shape.width], *[""] * (shape.width + 1 - len(cells))]


def _event(row: Sequence[str], cells: list[str], shape: _Shape, where: tuple[Exchange, str, int]) -> ForeignEvent:
    exchange, path, line = where
    used = shape.pick(row)
    number, day, code, root, mentions, sources, articles, url, place, country, lat, lon = used[:_ACTOR_1]
    if not number.isdecimal():
        raise ValueError(f"GLOBALEVENTID is {number!r}, no number")
    date, act, key = _day(day), _code(code, root), key_of_row(int(number))
    return ForeignEvent(
        format="gdelt",
        id=number,
        first=date,
        last=date,
        actors=_actor(used[_ACTOR_1:_ACTOR_2]),
        recipients=_actor(used[_ACTOR_2:]),
        cameo=act.code,
        type=act.type,
        mode=act.mode,
        quad=act.quad,
        mentions=whole_number(mentions, "NumMentions", exchange),
        sources=whole_number(sources, "NumSources", exchange),
        articles=whole_number(articles, "NumArticles", exchange),
        url=url.strip() or None,
        place=None if place in exchange.missing else place,
        place_country=exchange.by_fips.get(country),
        lat=degrees(lat, "ActionGeo_Lat", exchange),
        lon=degrees(lon, "ActionGeo_Long", exchange),
        event_group=f"{key:013x}" if key is not None else "",
        raw=tuple(cells),
        path=path,
        line=line,
    )


@lru_cache(maxsize=10_000)
def _code(code: str, root: str) -> ExchangeCode:
    return read_code(code, load_exchange(), root=root)


@lru_cache(maxsize=10_000)
def _day(cell: str) -> dt.date:
    day = day_of(cell)
    if day is None:
        raise ValueError("the day is missing")
    return day


@lru_cache(maxsize=50_000)
def _actor(cells: tuple[str, ...]) -> tuple[ForeignActor, ...]:
    """The actor of a side; none where the row names nobody."""
    exchange = load_exchange()
    code, name, country, group, *types = ("" if cell in exchange.missing else cell for cell in cells)
    if not (code or name or country):
        return ()
    known = exchange.by_cameo.get(country) if country else country_of_code(code, exchange)
    if not country and group and types[0] == exchange.organisation:
        known = country_of_group(types[0], group, exchange)
    return (ForeignActor(name=name, code=code, country=known, sectors=tuple(filter(None, types))),)
