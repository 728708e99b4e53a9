"""Parquet: one story a row, read in small batches, and only the columns that we know."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.records import Declined, Story

from .fields import FIELDS, story_of_row
from .inputs import Input, RefusedError
from .streams import refuse_bomb
from .tabular import refuse_without_text

_BATCH = 64  # rows: a story may have 8 MiB
_FAULTS = (pa.ArrowException, OSError, ValueError, TypeError, KeyError)


def read(entry: Input) -> Iterator[Story | Declined]:
    """A story, or a Declined, for every row."""
    with tempfile.TemporaryFile() as copy:  # Parquet is read from its end; the input may be a pipe or compressed
        shutil.copyfileobj(entry.stream, copy, 1024 * 1024)
        number = 0
        try:
            for row in _rows(copy, entry):
                number += 1
                yield story_of_row(row, entry, line=number, medium="parquet")
        except _FAULTS as error:
            cause = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise RefusedError("parquet", f"the file is damaged ({cause}); write it again", line=number + 1) from error


def _rows(file: IO[bytes], entry: Input) -> Iterator[dict[str, Any]]:
    size = file.tell()
    names = {name.lower(): name for name in pq.ParquetFile(file).schema_arrow.names}
    refuse_without_text(list(names))
    table = pq.ParquetFile(file, read_dictionary=[names["text"]])  # a bomb repeats one long value: do not write it out
    wanted = [names[field] for field in FIELDS if field in names]
    passed = 0
    for batch in table.iter_batches(batch_size=_BATCH, columns=wanted):
        columns = [
            (name.lower(), _plain(column)) for name, column in zip(batch.schema.names, batch.columns, strict=True)
        ]
        for index in range(batch.num_rows):
            row = {name: _value(column[index]) for name, column in columns}
            passed += len(str(row["text"]))
            refuse_bomb(passed, size, entry.limits)
            yield row


def _plain(column: Any) -> Any:  # noqa: ANN401  (pyarrow has no types)
    """Times in microseconds: Python has no nanoseconds."""
    return column.cast(pa.timestamp("us"), safe=False) if pa.types.is_timestamp(column.type) else column


def _value(scalar: Any) -> object:  # noqa: ANN401  (pyarrow has no types)
    value = scalar.as_py()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
