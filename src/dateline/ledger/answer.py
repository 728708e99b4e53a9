"""The answer to a query: rows of the contract, or the same as an Arrow table, pandas or polars frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

import msgspec

from dateline.errors import UsageError
from dateline.records.rows import Row

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


#: Gives for each of these rows the sentence that tells it, "" where there is none at hand.
Cite = Callable[[Sequence[Row]], Sequence[str]]


class Answer:
    """Rows in a fixed order. Iterating gives plain dicts (dates as ISO text); `arrow()` keeps the types.

    Whatever takes Arrow's stream interface (duckdb, polars, pandas, pyarrow) takes an Answer as it is. A notebook shows its first
    rows as a table.
    """

    __slots__ = ("_cite", "_table")

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self._cite: Cite | None = None

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

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows by Arrow's PyCapsule interface, for duckdb, polars, pandas and others."""
        return self.arrow().__arrow_c_stream__(requested_schema)

    def pandas(self) -> pd.DataFrame:
        """The rows as a pandas frame: days as datetime64, lists as lists, records as dicts. UsageError without pandas."""
        pandas = _want("pandas")
        table = self.arrow()
        frame = table.drop_columns(nested := _nested(table)).to_pandas(date_as_object=False)
        for name in nested:
            frame[name] = pandas.Series(table.column(name).to_pylist(), index=frame.index, dtype=object)
        return frame[table.column_names]

    def polars(self) -> pl.DataFrame:
        """The rows as a polars frame. Raises UsageError if polars is not installed."""
        frame: Any = _want("polars").from_arrow(self.arrow())
        return frame  # type: ignore[no-any-return]

    def citing(self, cite: Cite) -> Self:
        """The same answer, which asks this for the sentences of the rows that a notebook shows."""
        self._cite = cite
        return self

    def __repr__(self) -> str:
        from dateline.show import summary  # noqa: PLC0415  (only what is looked at pays for it)

        return f"<Answer: {summary(self.columns, len(self))}>"

    def _repr_html_(self) -> str:
        from dateline.show import answer_html  # noqa: PLC0415  (as above)
        from dateline.show.pieces import SHOWN  # noqa: PLC0415  (as above)

        rows = list(islice(self, SHOWN))
        return answer_html(rows, self.columns, len(self), self._cite(rows) if self._cite else ())


def _nested(table: pa.Table) -> list[str]:
    """Columns of lists and records."""
    import pyarrow as pa  # noqa: PLC0415  (0.1 s; who has a table has it already)

    return [field.name for field in table.schema if pa.types.is_nested(field.type)]


def _want(name: str) -> Any:  # noqa: ANN401  (a module)
    import importlib  # noqa: PLC0415  (both packages are optional and slow to import: 0.4 s and 0.1 s)

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(f"{name} is not installed; install it with: pip install 'dateline[{name}]'") from error
