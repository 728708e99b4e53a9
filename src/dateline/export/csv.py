"""CSV (RFC 4180, UTF-8, line feeds): the fields of the record as columns, nested values as JSON text."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO


def columns_of(record_type: type) -> tuple[str, ...]:
    """The names of the record's columns, in order, as the contract has them."""
    return tuple("from" if field.name == "from_" else field.name for field in dataclasses.fields(record_type))


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], stream: BinaryIO) -> int:
    """Write a header and the rows as they come; the number of rows comes back.

    None is an empty cell; true and false are "true" and "false"; lists and records are JSON.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
        _drain(buffer, stream)
        count += 1
    _drain(buffer, stream)
    return count


def _drain(buffer: io.StringIO, stream: BinaryIO) -> None:
    """Lone surrogates, legal in a JSON cell only, become question marks."""
    stream.write(buffer.getvalue().encode("utf-8", "replace"))
    buffer.seek(0)
    buffer.truncate()


def _cell(value: object) -> object:
    if isinstance(value, (list, dict, bool)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value
