"""PLOVER JSON Lines, those of earlier drafts included; and the records in what `dateline export plover` wrote."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import msgspec

from dateline.lexicon.plover_formats import PloverFormats, load_plover_formats
from dateline.records.event import Quad, Status
from dateline.records.foreign import ForeignActor, ForeignEvent, ForeignProblem
from dateline.records.told import ToldEvent

from .cells import day_of
from .own import is_mutual
from .types import plover_type

#: Names of fields, the manual's own first, then those of its examples and of earlier drafts.
_FIELDS: dict[str, tuple[str, ...]] = {
    "date": ("date", "event_date"),
    "enddate": ("enddate", "end_date"),
    "actor": ("actor", "actors", "source", "sources"),
    "recipient": ("recipient", "recipients", "target", "targets"),
    "event": ("event", "event_type", "type", "eventType"),
    "mode": ("mode", "event_mode", "modes"),
    "context": ("context", "contexts"),
    "quad": ("quad_code", "quadCode", "quad"),
    "place": ("event_loc", "eventLoc", "location"),
    "code": ("code", "country_code", "countryCode", "actorCode", "country"),
    "sector": ("sector", "sector_code", "agent"),
    "sectors": ("other_sector_codes", "sectors"),
    "text": ("identifier_text", "entity_name", "entity_text", "raw_text", "actorText", "text"),
    "cite": ("cite_info", "citeInfo"),
}
_UNQUOTED_DAY = re.compile(r'(:\s*)(\d{4}-\d{2}-\d{2})(?=\s*[,}\]])(?=(?:[^"]*"[^"]*")*[^"]*$)')
_LETTERS = 3


def is_plover(line: str) -> bool:
    """Whether a line is an event of PLOVER: an object with a date, an actor or source, and an event."""
    row = _parsed(line)
    if not isinstance(row, dict) or "event_id" in row:
        return False
    return all(_get(row, name) is not None for name in ("date", "event")) and _get(row, "actor") is not None


def read_plover(lines: Iterable[tuple[int, str]], path: str) -> Iterator[ForeignEvent | ForeignProblem]:
    """The events in order; an object of several types is an event for each of them, and what cannot be read is a problem."""
    formats = load_plover_formats()
    for line, text in lines:
        if not text.strip():
            continue
        try:
            yield from _events(_object(text), text, (path, line), formats)
        except ValueError as error:
            yield ForeignProblem(format="plover", path=path, line=line, reason=str(error), text=text[:200])


def read_told(lines: Iterable[tuple[int, str]]) -> Iterator[ToldEvent | None]:
    """Of each object the record that it was made of, None where it was not made by `dateline export plover`."""
    for _, text in lines:
        if text.strip():
            row = _parsed(text)
            yield told_of(row) if isinstance(row, dict) else None


def told_of(row: Mapping[str, Any]) -> ToldEvent | None:
    """The record in the object's field `dateline`; None if it has none, or one that is not whole."""
    try:
        return msgspec.convert(row["dateline"], ToldEvent) if "dateline" in row else None
    except msgspec.ValidationError:
        return None


def _parsed(text: str) -> Any:  # noqa: ANN401  (any JSON value)
    """The value of the line; dates without quotes, as in the manual's smallest example, are mended. None if it is no JSON."""
    for attempt in (text, _UNQUOTED_DAY.sub(r'\1"\2"', text)):
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    return None


def _object(text: str) -> dict[str, Any]:
    row = _parsed(text)
    if not isinstance(row, dict):
        raise ValueError("no JSON object: one event a line is wanted")  # noqa: TRY004  (a fact about the text)
    return row


def _get(row: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401  (as above)
    return next((row[key] for key in _FIELDS[name] if row.get(key) not in (None, "")), None)


def _events(
    row: Mapping[str, Any], text: str, place: tuple[str, int], formats: PloverFormats
) -> Iterator[ForeignEvent]:
    path, line = place
    told = told_of(row)
    first, last = _days(row, told)
    modes = [str(mode) for mode in _list(_get(row, "mode"))]
    where = _get(row, "place")
    where = where if isinstance(where, dict) else {}
    cite = _get(row, "cite")
    types = [str(kind) for kind in _list(_get(row, "event"))]
    if not types:
        raise ValueError("no event: a type of PLOVER is wanted")
    for number, name in enumerate(types):
        kind, mode = plover_type(name, modes[min(number, len(modes) - 1)] if modes else None)
        yield ForeignEvent(
            format="plover",
            id=str(row.get("id") or f"{path}:{line}"),
            first=first,
            last=last,
            actors=_entities(row, "actor", formats),
            recipients=_entities(row, "recipient", formats),
            cameo=None,
            type=kind,
            mode=mode,
            quad=_quad(_get(row, "quad"), formats),
            status=_status(row, formats),
            mutual=is_mutual(told.event) if told else None,
            event_group=str(row.get("link") or ""),
            url=str(cite["url"]) if isinstance(cite, dict) and cite.get("url") else None,
            place=_word(where.get("resolved_place") or where.get("extracted_place")),
            place_country=_country(_word(where.get("country_code")), formats),
            lat=_figure(where.get("lat")),
            lon=_figure(where.get("lon")),
            raw=(text,),
            path=path,
            line=line,
        )


def _days(row: Mapping[str, Any], told: ToldEvent | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day; none where we wrote the day of publication for want of another."""
    first, last = day_of(_word(_get(row, "date"))), day_of(_word(_get(row, "enddate")))
    if told is not None and told.event.when.first is None and told.event.act == told.event.type:
        return None, None
    if first is None:
        raise ValueError("date is missing")
    return first, last or first


def _entities(row: Mapping[str, Any], side: str, formats: PloverFormats) -> tuple[ForeignActor, ...]:
    return tuple(_entity(entity, formats) for entity in _list(_get(row, side)))


def _entity(entity: Any, formats: PloverFormats) -> ForeignActor:  # noqa: ANN401  (an object, or a code)
    """An actor; in earlier drafts a code such as USAGOV, of country and sectors."""
    if not isinstance(entity, dict):
        entity = {"code": str(entity)}
    code = str(_get(entity, "code") or "")
    sector = str(_get(entity, "sector") or "") or code[_LETTERS:]
    further = [str(item) for item in _list(_get(entity, "sectors"))]
    own = [sector[at : at + _LETTERS] for at in range(0, len(sector), _LETTERS)]
    name = str(_get(entity, "text") or "")
    return ForeignActor(name=name, code=code, country=_country(code[:_LETTERS], formats), sectors=(*own, *further))


def _country(code: str | None, formats: PloverFormats) -> str | None:
    known = code is not None and len(code) == _LETTERS and code.isalpha() and code.isupper()
    return formats.our_code(code) if known else None


def _status(row: Mapping[str, Any], formats: PloverFormats) -> Status | None:
    """What the auxiliary modes among the contexts say."""
    told = (formats.statuses.get(str(context)) for context in _list(_get(row, "context")))
    return cast("Status | None", next((status for status in told if status), None))


def _quad(value: Any, formats: PloverFormats) -> Quad | None:  # noqa: ANN401  (as above)
    for quad, number in formats.quads.items():
        if str(value) == str(number):
            return quad  # type: ignore[return-value]  # the keys of the file are the quad classes
    return None


def _list(value: Any) -> list[Any]:  # noqa: ANN401  (as above)
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def _word(value: Any) -> str | None:  # noqa: ANN401  (as above)
    return str(value) if value not in (None, "") else None


def _figure(value: Any) -> float | None:  # noqa: ANN401  (as above)
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):  # the last: more digits than a float can have
        return None
