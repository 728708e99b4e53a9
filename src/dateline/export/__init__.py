"""One file a format: records and ledgers as files that other programs read.

Takes: records, rows of a ledger query, or occasions.
Gives: Arrow tables, and files as JSON Lines, CSV and Parquet with the field names of the contract; calendars.
Drops: nothing.
Reads: nothing.
Never: leaves a half-written file behind.
"""

from .arrow import arrow_schema, to_arrow
from .atomic import atomic_file
from .csv import columns_of, write_csv, write_flat_csv
from .ics import write_ics
from .jsonl import write_jsonl
from .loss import LossBook
from .parquet import write_parquet, write_table

__all__ = [
    "LossBook",
    "arrow_schema",
    "atomic_file",
    "columns_of",
    "to_arrow",
    "write_csv",
    "write_flat_csv",
    "write_ics",
    "write_jsonl",
    "write_parquet",
    "write_table",
]
