"""Records as plain rows (the names of the contract) and as JSON; and the JSON Schema of each record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

Row = dict[str, Any]


def to_row(record: object) -> Row:
    """The record as a dict of plain values: dates as ISO text, tuples as lists, `from_` as `from`."""
    row = _clean(msgspec.to_builtins(record))
    if not isinstance(row, dict):
        raise TypeError(f"{type(record).__name__} is not a record: give one of the dataclasses of dateline.records")
    return row


def to_json(row: Mapping[str, Any]) -> str:
    """One line of JSON, keys in the order of the record, no trailing newline; lone surrogates are escaped."""
    try:
        return msgspec.json.encode(row).decode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate, legal in JSON only when escaped
        import json  # noqa: PLC0415  (the rare path; msgspec is ten times faster)

        return json.dumps(row, separators=(",", ":"))


def json_schema(record_type: type) -> Row:
    """JSON Schema (2020-12) of a record as `to_row` writes it; descriptions come from the docstrings."""
    schema: Row = _clean(msgspec.json.schema(record_type))
    return schema


def _clean(value: Any) -> Any:  # noqa: ANN401  (any JSON value)
    if isinstance(value, dict):
        return {("from" if key == "from_" else key): _clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return ["from" if item == "from_" else _clean(item) for item in value]
    return value
