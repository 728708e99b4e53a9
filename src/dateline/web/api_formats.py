"""Rows as an answer: a page in JSON with the total, or a file with all of them, streamed in batches."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from dateline.export import write_flat_csv, write_groups, write_jsonl, write_table
from dateline.ledger import Answer, Ledger
from dateline.query import Filters
from dateline.records import Row, to_json

from .problems import Problem
from .snapshots import State

MEDIA = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
_ACCEPTED = {
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
} | {
    "application/vnd.apache.parquet": "parquet",
    "application/*": "json",
    "*/*": "json",
    "text/*": "csv",
}
#: Rows of a file that are in memory at once: 100 MB of Python, and one sorting of the ledger for each.
BATCH = 20_000
_UNSAFE = re.compile(r"[^A-Za-z0-9.]+")
_LONGEST = 120

#: What asks the ledger for rows: `query.events` and its like.
Ask = Callable[[Ledger, Filters], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows that a request asks for, of one state. name: of the query; asked: the parameters as in the address."""

    state: State
    name: str
    ask: Ask
    filters: Filters
    limit: int | None
    offset: int


def form_of(request: Request, asked: str | None) -> str:
    """The format asked for by name, else by the header Accept, else JSON. Raises Problem 406 where nothing fits."""
    if asked is not None:
        return asked
    accepted = request.headers.get("accept") or "*/*"
    ranked = sorted(
        (part.strip().lower().partition(";") for part in accepted.split(",")), key=lambda part: -_weight(part[2])
    )
    for kind, _, parameters in ranked:
        if kind.strip() in _ACCEPTED and _weight(parameters) > 0:
            return _ACCEPTED[kind.strip()]
    raise Problem(406, f"No answer is of the kind {accepted!r}.", f"Ask for one of {', '.join(MEDIA.values())}")


def _weight(parameters: str) -> float:
    found = re.search(r"\bq=([01](?:\.\d{0,3})?)", parameters)
    return float(found[1]) if found else 1.0


def page_of(request: Request, rows: Sequence[Row], total: int, limit: int, offset: int) -> Response:
    """A page of rows in JSON, with links to the pages beside it (RFC 8288)."""
    head = f'{{"total":{total},"limit":{limit},"offset":{offset},"rows":['
    body = "".join((head, ",".join(to_json(row) for row in rows), "]}"))
    links = []
    if offset + limit < total:
        links.append(f'<{_at(request, offset + limit)}>; rel="next"')
    if offset > 0:
        links.append(f'<{_at(request, max(0, offset - limit))}>; rel="prev"')
    headers = {"link": ", ".join(links)} if links else {}
    return Response(body.encode(), headers=headers, media_type=MEDIA["json"])


def _at(request: Request, offset: int) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "offset"]
    return f"{request.url.path}?{urlencode([*kept, ('offset', str(offset))])}"


def json_of(value: Mapping[str, Any]) -> Response:
    """One value in JSON; lone surrogates are escaped."""
    return Response(to_json(value).encode(), media_type=MEDIA["json"])


def file_of(request: Request, form: str, rows: Rows) -> Response:
    """All rows as a file. Parquet is written whole before it is sent, as its length and footer come last."""
    headers = {"content-disposition": f'attachment; filename="{file_name(request, rows.name, form)}"'}
    if request.scope.get("dateline.head"):
        return Response(headers=headers, media_type=MEDIA[form])
    with rows.state.reader() as ledger:
        first = rows.ask(ledger, _part(rows, 0))  # what is wrong is told before the answer begins
    parts = _batches(rows, first)
    write = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}[form]
    return StreamingResponse(write(parts), headers=headers, media_type=MEDIA[form])


def file_name(request: Request, name: str, form: str) -> str:
    """A name that tells what is in the file: ledger, query and filters.

    The characters are those that every file system takes.
    """
    asked = (f"{key}-{value}" for key, value in request.query_params.multi_items() if key != "format")
    words = "_".join((request.app.state.snapshots.path.stem, name, *asked))
    return f"{_UNSAFE.sub('-', words)[:_LONGEST].strip('-.')}.{form}"


def _part(rows: Rows, done: int) -> Filters:
    left = BATCH if rows.limit is None else min(BATCH, rows.limit - done)
    return replace(rows.filters, limit=left, offset=rows.offset + done)


def _batches(rows: Rows, first: Answer) -> Iterator[Answer]:
    """The rows in parts, all of the same state, which stays open until the last is sent."""
    yield first
    done = len(first)
    while len(first) == BATCH and (rows.limit is None or done < rows.limit):
        with rows.state.reader() as ledger:
            first = rows.ask(ledger, _part(rows, done))
        done += len(first)
        if len(first):
            yield first


def _jsonl(parts: Iterator[Answer]) -> Iterator[bytes]:
    for part in parts:
        stream = io.BytesIO()
        write_jsonl(part, stream)
        yield stream.getvalue()


def _csv(parts: Iterator[Answer]) -> Iterator[bytes]:
    """The header stands in the first part alone."""
    for number, part in enumerate(parts):
        stream = io.BytesIO()
        write_flat_csv(part, part.columns, stream)
        yield stream.getvalue() if number == 0 else stream.getvalue().partition(b"\n")[2]


def _parquet(parts: Iterator[Answer]) -> Iterator[bytes]:
    """Each part is a row group. One part alone is the file that `-o OUT.parquet` writes, byte for byte."""
    first = next(parts)
    second = next(parts, None)
    if second is None:
        stream = io.BytesIO()
        write_table(first.arrow(), stream)
        yield stream.getvalue()
        return
    yield from write_groups(part.arrow() for part in itertools.chain((first, second), parts))
