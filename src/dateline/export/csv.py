"""CSV (RFC 4180, UTF-8, line feeds): the fields of the record as columns, nested values as JSON text and, beside it, flat."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

#: Python's writer quotes cells for the characters of its own line ends only; a lone carriage return has to be quoted, too.
_END = "\r\n"


def columns_of(record_type: type) -> tuple[str, ...]:
    """The names of the record's columns, in order, as the contract has them."""
    return tuple("from" if field.name == "from_" else field.name for field in dataclasses.fields(record_type))


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], stream: BinaryIO) -> int:
    """Write a header and the rows as they come; the number of rows comes back.

    None is an empty cell; true and false are "true" and "false"; lists and records are JSON.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=_END)
    writer.writerow(columns)
    _drain(buffer, stream)
    count = 0
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
        _drain(buffer, stream)
        count += 1
    return count


#: What is most asked of nested fields, as columns of its own behind those of the record: field, key in it, name of the column.
_FLAT = (
    ("when", "first", "when_first"),
    ("when", "last", "when_last"),
    ("when", "grain", "when_grain"),
    ("where", "name", "where_name"),
    ("where", "country", "where_country"),
    ("trigger", "text", "trigger_text"),
    ("actors", "name", "actor_names"),
    ("actors", "country", "actor_countries"),
    ("recipients", "name", "recipient_names"),
    ("recipients", "country", "recipient_countries"),
    ("participants", "name", "participant_names"),
    ("participants", "country", "participant_countries"),
    ("attributed_to", "country", "attributed_countries"),
    ("speaker", "name", "speaker_name"),
    ("speaker", "office", "speaker_office"),
)
#: The names of these columns: their cells are words, whatever they begin with.
FLAT_NAMES = frozenset(name for _, _, name in _FLAT)


def write_flat_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], stream: BinaryIO) -> int:
    """The same with columns more, for spreadsheets: days, places, names and codes of nested fields; lists joined by "; "."""
    flat = [(field, key, name) for field, key, name in _FLAT if field in columns]
    more = ({**row, **{name: _flat(row.get(field), key) for field, key, name in flat}} for row in rows)
    return write_csv(more, [*columns, *(name for _, _, name in flat)], stream)


def _flat(value: Any, key: str) -> str | None:  # noqa: ANN401  (a record, a list of records, or nothing)
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(str(item[key]) for item in value if item[key])) or None
    return value[key] if value else None


def _drain(buffer: io.StringIO, stream: BinaryIO) -> None:
    """One row, its end a line feed alone. Lone surrogates, legal in a JSON cell only, become question marks."""
    stream.write((buffer.getvalue().removesuffix(_END) + "\n").encode("utf-8", "replace"))
    buffer.seek(0)
    buffer.truncate()


def _cell(value: object) -> object:
    if isinstance(value, (list, dict, bool)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value
