"""Events that `dateline` wrote as JSON Lines, CSV or Parquet, as rows that can be written again, and as events to compare."""

from __future__ import annotations

import csv
import json
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, get_args

import msgspec
import pyarrow as pa

from dateline.errors import InputError
from dateline.export.csv import FLAT_NAMES
from dateline.lexicon.exchange import load_exchange
from dateline.records.event import Event
from dateline.records.foreign import ForeignActor, ForeignEvent, ForeignProblem
from dateline.records.rows import Row
from dateline.records.told import ToldEvent

from .directed import MUTUAL

#: A cell may hold all mentions of an event.
_CELL = 1 << 30
#: Fields by which a row is known for an event of ours.
_MARKS = frozenset({"event_id", "story_id", "type", "actors", "recipients"})
_HINTS = typing.get_type_hints(Event)
_NULL = type(None)
#: Rows of Parquet taken at once.
_ROWS = 1000
#: What a value raises that Arrow can hold and Python cannot: a day of the year 29349, a time zone that there is not.
_NO_VALUE = (pa.ArrowException, OverflowError, TypeError, ValueError, LookupError)
#: Roles of those who do something together, rather than each for himself.
_MUTUAL = frozenset({"participant", "host", "visitor"})


def is_own(line: str) -> bool:
    """Whether a line is an event of ours in JSON."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and set(row) >= _MARKS


def is_own_header(line: str) -> bool:
    """Whether a line is the header of our events as CSV."""
    try:
        return set(next(csv.reader([line]), ())) >= _MARKS
    except csv.Error:
        return False


def rows_of_jsonl(lines: Iterable[tuple[int, str]], path: str) -> Iterator[tuple[int, Row] | ForeignProblem]:
    """The rows with the numbers of their lines."""
    for line, text in lines:
        if not text.strip():
            continue
        try:
            row = _parsed(text)
        except (ValueError, RecursionError) as error:
            yield ForeignProblem(format="jsonl", path=path, line=line, reason=f"no JSON: {error}", text=text[:200])
            continue
        if not isinstance(row, dict) or "event_id" not in row:
            yield ForeignProblem(format="jsonl", path=path, line=line, reason="no event: event_id is missing")
        else:
            yield line, row


def _parsed(text: str) -> Any:  # noqa: ANN401  (any JSON value)
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):  # a lone surrogate, which only the slower reader takes
        return json.loads(text)


def rows_of_csv(lines: Iterable[tuple[int, str]], path: str) -> Iterator[tuple[int, Row] | ForeignProblem]:
    """The rows with the numbers of their lines, whose ends are kept: lists and records out of their JSON, flat columns left out."""
    before = csv.field_size_limit(_CELL)  # one value for the whole process: other readers have their own
    try:
        records = _records(csv.reader(text for _, text in lines))
        _, header = next(records, (1, []))
        for line, cells in records:
            try:
                yield line, _row(cells, header)
            except (ValueError, RecursionError) as error:
                text = cells if isinstance(cells, str) else ",".join(cells)
                yield ForeignProblem(format="csv", path=path, line=line, reason=str(error), text=text[:200])
    finally:
        csv.field_size_limit(before)


def _records(reader: Any) -> Iterator[tuple[int, list[str] | str]]:  # noqa: ANN401  (a reader of csv has no public type)
    """The records with the numbers of their last lines; in place of one that is no CSV the words that say so."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = str(error)
        if cells:
            yield reader.line_num, cells


def _row(cells: list[str] | str, header: list[str] | str) -> Row:
    """The cells by their names. Raises ValueError where they do not fit, or a cell is of another type than its field."""
    if isinstance(cells, str):
        raise ValueError(f"no CSV: {cells}")  # noqa: TRY004  (a fact about the text)
    if len(cells) != len(header):
        raise ValueError(f"{len(cells)} cells under {len(header)} names")
    named = zip(header, cells, strict=True)
    told = ((name, cell) for name, cell in named if name not in FLAT_NAMES)
    return {name: _value(name, cell) for name, cell in told if name in _HINTS or _is_nested(cell)}


def table_of_parquet(stream: BinaryIO, path: str) -> pa.Table:
    """The table. Raises InputError where the file is damaged or has no events of ours."""
    from pyarrow import parquet  # noqa: PLC0415  (0.2 s; only this format pays for it)

    try:
        table = parquet.read_table(pa.BufferReader(stream.read()))
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"no Parquet file, or a damaged one ({error})", path=path) from error
    missing = sorted(_MARKS - set(table.column_names))
    if missing:
        raise InputError(f"no table of events: it lacks {', '.join(missing)}", path=path)
    return table


def rows_of_parquet(table: pa.Table, path: str = "-") -> Iterator[tuple[int, Row] | ForeignProblem]:
    """The rows with their numbers, dates as ISO text, of the columns that an event has; a value that is none is a problem."""
    number = 0
    known = [place for place, name in enumerate(table.column_names) if name in _HINTS]
    for batch in table.select(known).to_batches(max_chunksize=_ROWS):
        try:
            rows = _builtins(batch)
        except _NO_VALUE:
            yield from _one_by_one(batch, number, path)
        else:
            yield from enumerate(rows, number + 1)
        number += len(batch)


def _one_by_one(batch: pa.RecordBatch, before: int, path: str) -> Iterator[tuple[int, Row] | ForeignProblem]:
    for place in range(len(batch)):
        number = before + place + 1
        try:
            [row] = _builtins(batch.slice(place, 1))
        except _NO_VALUE as error:
            yield ForeignProblem(format="parquet", path=path, line=number, reason=f"no whole event: {error}")
        else:
            yield number, row


def _builtins(batch: pa.RecordBatch) -> list[Row]:
    return [msgspec.to_builtins(row) for row in batch.to_pylist()]


def events_of(
    rows: Iterable[tuple[int, Row] | ForeignProblem], form: str, path: str
) -> Iterator[tuple[Event, int] | ForeignProblem]:
    """The records of the rows, each with its line; what is no whole record is a problem."""
    for item in rows:
        if isinstance(item, ForeignProblem):
            yield item
            continue
        line, row = item
        try:
            yield event_of(row), line
        except (msgspec.ValidationError, TypeError) as error:
            yield ForeignProblem(format=form, path=path, line=line, reason=f"no whole event: {error}")


def event_of(row: Mapping[str, Any]) -> Event:
    """The record of a row; `mentions` as a list counts. Raises msgspec.ValidationError where a field is missing or wrong."""
    mentions = row.get("mentions")
    counted = len(mentions) if isinstance(mentions, list) else mentions
    known = {name: row[name] for name in _HINTS if name in row}
    return msgspec.convert(known | {"mentions": counted or 1}, Event)


def foreign_of(event: Event, form: str, path: str = "-", line: int = 0) -> ForeignEvent:
    """An event of ours as one that can be compared."""
    where = event.where
    return ForeignEvent(
        format=form,
        id=event.event_id,
        first=event.when.first,
        last=event.when.last,
        actors=tuple(_actor(actor) for actor in event.actors),
        recipients=tuple(_actor(actor) for actor in event.recipients),
        cameo=event.cameo,
        type=event.type,
        mode=event.mode,
        quad=event.quad,
        status=event.status,
        mutual=is_mutual(event),
        mentions=event.mentions,
        sources=len(event.sources),
        story_id=event.story_id,
        place=where.name if where else None,
        place_country=where.country if where else None,
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        event_group=event.event_id,
        path=path,
        line=line,
    )


def is_mutual(event: Event) -> bool:
    """Whether those who act do it to each other, if nobody else is named: by the act, or by their roles."""
    return event.act in MUTUAL or any(actor.role in _MUTUAL for actor in event.actors)


def foreign_of_told(told: ToldEvent) -> ForeignEvent:
    """An event of a ledger; plans that are words (intents, demands) count on the day of the first story, as in its exports."""
    event, found = told.event, foreign_of(told.event, "ledger")
    if event.status == "planned" and event.cameo[:2] in load_exchange().words:
        return replace(found, first=told.known_first, last=told.known_first, status=None)
    return found


def _actor(actor: Any) -> ForeignActor:  # noqa: ANN401  (an EventActor)
    return ForeignActor(
        name=actor.name or actor.text, code=actor.entity_id, country=actor.country, sectors=actor.sectors
    )


def _is_nested(cell: str) -> bool:
    return cell.startswith(("[", "{"))


def _value(name: str, cell: str) -> Any:  # noqa: ANN401  (any JSON value)
    """The value of a cell by the type of its field. Raises ValueError where it is of another type."""
    hint = _HINTS.get(name)
    kinds = get_args(hint) or (hint,)
    if not cell:
        return None if _NULL in kinds or hint is not str else ""
    if hint is str or (str in kinds and _NULL in kinds):
        return cell  # it may begin with a bracket
    if _is_nested(cell) or cell in {"true", "false"}:
        return msgspec.json.decode(cell)
    if float in kinds or int in kinds:
        return float(cell) if float in kinds else int(cell)
    return cell
