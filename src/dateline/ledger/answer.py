"""The answer to a query: rows of the contract, or the same as an Arrow table, pandas or polars frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.errors import UsageError
from dateline.records.rows import Row

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


class Answer:
    """Rows in a fixed order. Iterating gives plain dicts (dates as ISO text); `arrow()` keeps the types."""

    __slots__ = ("_table",)

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[Row]:
        for batch in self._table.to_batches(max_chunksize=1000):
            for row in batch.to_pylist():
                plain: Row = msgspec.to_builtins(row)
                yield plain

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self._table.column_names)

    def rows(self) -> list[Row]:
        """All rows as plain dicts."""
        return list(self)

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table: dates as date32, lists as lists, records as structs."""
        return self._table

    def pandas(self) -> pd.DataFrame:
        """The rows as a pandas frame. Raises UsageError if pandas is not installed."""
        _want("pandas")
        return self.arrow().to_pandas()

    def polars(self) -> pl.DataFrame:
        """The rows as a polars frame. Raises UsageError if polars is not installed."""
        frame: Any = _want("polars").from_arrow(self.arrow())
        return frame  # type: ignore[no-any-return]


def _want(name: str) -> Any:  # noqa: ANN401  (a module)
    import importlib  # noqa: PLC0415  (both packages are optional and slow to import: 0.4 s and 0.1 s)

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(f"{name} is not installed; install it with: pip install 'dateline[{name}]'") from error
