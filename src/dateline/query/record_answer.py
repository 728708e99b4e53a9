"""Answers whose rows are whole records: stored as JSON, so that the few rows of an answer cost little to read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from dateline.export import arrow_schema
from dateline.ledger import Answer
from dateline.records.rows import Row

if TYPE_CHECKING:
    import pyarrow as pa

_BLOCK = 1 << 24  # bytes of JSON that Arrow reads at once; a longer record makes the block longer


class RecordAnswer(Answer):
    """Rows that stand as JSON in the column `record`; further columns replace or follow the fields of the record."""

    __slots__ = ("_record_type",)

    def __init__(self, table: pa.Table, record_type: type) -> None:
        super().__init__(table)
        self._record_type = record_type

    def __iter__(self) -> Iterator[Row]:
        for row in super().__iter__():
            record: Row = msgspec.json.decode(row.pop("record"))
            yield record | row

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order: those of the record, then what is added to it."""
        return tuple(dict.fromkeys((*arrow_schema(self._record_type).names, *self._added)))

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table: dates as date32, lists as lists, records as structs."""
        schema = arrow_schema(self._record_type)
        table = _read(self._table.column("record").to_pylist(), schema)
        for name in self._added:
            column = self._table.column(name)
            at = table.schema.get_field_index(name)
            table = table.append_column(name, column) if at < 0 else table.set_column(at, name, column)
        return table

    @property
    def _added(self) -> list[str]:
        return [name for name in self._table.column_names if name != "record"]


def _read(records: list[str], schema: pa.Schema) -> pa.Table:
    """Records in JSON as a table of this schema. Arrow reads no dates from JSON, so they are read as text and cast."""
    if not records:
        return schema.empty_table()
    import pyarrow as pa  # noqa: PLC0415  (0.15 s with numpy: only who asks for a table of the records)
    from pyarrow import json as arrow_json  # noqa: PLC0415  (as above)

    lines = "\n".join(records).encode()
    return arrow_json.read_json(
        io.BytesIO(lines),
        read_options=arrow_json.ReadOptions(block_size=max(_BLOCK, 2 * max(map(len, records)) * 4)),
        parse_options=arrow_json.ParseOptions(
            explicit_schema=pa.schema([(field.name, _dates_as_text(field.type)) for field in schema]),
            unexpected_field_behavior="error",
        ),
    ).cast(schema)


def _dates_as_text(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415  (as above)

    if pa.types.is_date32(kind):
        return pa.string()
    if pa.types.is_list(kind):
        return pa.list_(_dates_as_text(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([(field.name, _dates_as_text(field.type)) for field in kind])
    return kind
