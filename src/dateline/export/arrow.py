"""Records as Arrow: one schema for each record type, derived from its fields, so that the two cannot differ."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import msgspec

if TYPE_CHECKING:
    import pyarrow as pa

_SCALARS: dict[object, str] = {
    bool: "bool",
    int: "int64",
    float: "float64",
    str: "string",
    dt.date: "date32",
    dt.datetime: "timestamp[us]",
}


def arrow_schema(record_type: type) -> pa.Schema:
    """Arrow schema of a record: the fields of the dataclass in order, tuples as lists, records in records as structs.

    Dates are date32, times are timestamps without zone in UTC, words of a closed list are strings; all may be null.
    """
    import pyarrow as pa  # noqa: PLC0415  (0.15 s; only commands that write Arrow or Parquet pay for it)

    return pa.schema(_fields(record_type))


def to_arrow(records: Iterable[object], record_type: type) -> pa.Table:
    """The records as one Arrow table in the order given; no records make a table of no rows with all columns."""
    import pyarrow as pa  # noqa: PLC0415  (as above)

    rows = [_plain(record) for record in records]
    return pa.Table.from_pylist(rows, schema=arrow_schema(record_type))


def _plain(record: object) -> dict[str, Any]:
    row = msgspec.to_builtins(record, builtin_types=(dt.date, dt.datetime))
    return {_column(key): value for key, value in _naive(row).items()}


def _naive(value: Any) -> Any:  # noqa: ANN401  (any value of a record)
    """Times with a zone as UTC without one, as the schema has them; keys as columns."""
    if isinstance(value, dict):
        return {_column(key): _naive(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_naive(item) for item in value]
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(dt.UTC).replace(tzinfo=None)
    return value


def _column(name: str) -> str:
    return name.removesuffix("_") if name == "from_" else name


def _fields(record_type: type) -> list[pa.Field]:
    import pyarrow as pa  # noqa: PLC0415  (as above)

    hints = typing.get_type_hints(record_type)
    fields = dataclasses.fields(record_type)
    return [pa.field(_column(field.name), _arrow_type(hints[field.name])) for field in fields]


def _arrow_type(hint: Any) -> pa.DataType:  # noqa: ANN401  (any annotation)
    import pyarrow as pa  # noqa: PLC0415  (as above)

    if hint in _SCALARS:
        return pa.type_for_alias(_SCALARS[hint])
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return pa.struct(_fields(hint))
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(_arrow_type(arguments[0]))
    if origin in {typing.Union, types.UnionType}:
        return _arrow_type(next(argument for argument in arguments if argument is not type(None)))
    raise TypeError(f"{hint} has no Arrow type: add it to dateline.export.arrow")
