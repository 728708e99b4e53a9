"""Events that other programs coded: rows of GDELT, ICEWS, POLECAT and the like, and rows that could not be used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .event import Quad, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignActor:
    """One side of a foreign event. code: the format's own actor code as written, "" if it has none.

    country: ISO 3166-1 alpha-3, None where the row does not tell. sectors: as written (codes or phrases).
    """

    name: str
    code: str = ""
    country: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignEvent:
    """One row of a file in another program's format, as far as it can be compared with ours; what it lacks is None or empty.

    format: gdelt, gdelt-mentions, icews, cameo-dyads, polecat, plover, jsonl, csv or parquet.
    id: the row's own id, unique in its file as far as the format has one. event_group: the event that the row names, to which the
    rows of one event fold back; "" where it names none.
    first, last: days, inclusive. cameo: the code as text. type, mode, quad: PLOVER, by the code if the format has no PLOVER type;
    None where PLOVER has no place for the code (roots 01 and 02).
    mentions, sources, articles: the counts of the row. story_id, url: where it was told.
    place, place_country, lat, lon: of the act; ISO 3166-1 alpha-3 and degrees (WGS 84).
    status: None where the format has only what took place, or does not tell. mutual: those who act, without a recipient, do it to
    each other; None where the format does not tell.
    raw: the cells as read, which written again with the format's separator give the same line. line: from 1, header included.
    """

    format: str
    id: str
    first: dt.date | None
    last: dt.date | None
    actors: tuple[ForeignActor, ...]
    recipients: tuple[ForeignActor, ...]
    cameo: str | None
    type: str | None
    mode: str | None
    quad: Quad | None
    mentions: int | None = None
    sources: int | None = None
    articles: int | None = None
    story_id: str | None = None
    url: str | None = None
    place: str | None = None
    place_country: str | None = None
    lat: float | None = None
    lon: float | None = None
    event_group: str = ""
    raw: tuple[str, ...] = ()
    path: str = "-"
    line: int = 0
    status: Status | None = None
    mutual: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignProblem:
    """A row that cannot be used, with the cause in words; text: its beginning as read."""

    format: str
    path: str
    line: int
    reason: str
    text: str = ""
