"""Parquet, compressed with Zstandard: the Arrow table of the record type."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO

from .arrow import arrow_schema, to_arrow

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows a row group: large enough to compress well, small enough to keep memory flat.
ROWS = 10_000


def write_parquet(records: Iterable[object], record_type: type, stream: BinaryIO) -> int:
    """Write the records as they come, 10,000 a row group; the number written comes back."""
    from pyarrow import parquet  # noqa: PLC0415  (0.2 s; only commands that write Parquet pay for it)

    count, source = 0, iter(records)
    with parquet.ParquetWriter(stream, arrow_schema(record_type), compression="zstd") as writer:
        while group := list(islice(source, ROWS)):
            writer.write_table(to_arrow(group, record_type))
            count += len(group)
    return count


def write_table(table: pa.Table, stream: BinaryIO) -> int:
    """Write an Arrow table; the number of rows comes back.

    A table that was read from such a file gives the same bytes: names of list items and numbers of fields are not kept.
    """
    import pyarrow as pa  # noqa: PLC0415  (as above)
    from pyarrow import parquet  # noqa: PLC0415  (as above)

    parquet.write_table(table.cast(pa.schema([_plain(field) for field in table.schema])), stream, compression="zstd")
    return int(table.num_rows)


def _plain(field: pa.Field) -> pa.Field:
    """The field without what differs between a query's answer and a table read from a file."""
    import pyarrow as pa  # noqa: PLC0415  (as above)

    kind = field.type
    if pa.types.is_struct(kind):
        kind = pa.struct([_plain(inner) for inner in kind])
    elif pa.types.is_list(kind):
        kind = pa.list_(pa.field("item", _plain(kind.value_field).type))
    return pa.field(field.name, kind)


class _Sink(io.RawIOBase):
    """A stream whose bytes are taken away as they are written."""

    def __init__(self) -> None:
        super().__init__()
        self._written, self._at = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401  (any buffer)
        self._written += data
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


def write_groups(tables: Iterable[pa.Table]) -> Iterator[bytes]:
    """The bytes of a file with a row group a table, as they come, in the memory of one table. All have the columns of the first."""
    import pyarrow as pa  # noqa: PLC0415  (0.2 s; only what writes Parquet pays for it)
    from pyarrow import parquet  # noqa: PLC0415  (as above)

    sink, rest = _Sink(), iter(tables)
    first = next(rest)
    schema = pa.schema([_plain(field) for field in first.schema])
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for table in chain((first,), rest):
            writer.write_table(table.cast(schema))
            yield sink.take()
    yield sink.take()
