"""One file a format: records and ledgers as files that other programs read.

Takes: records, rows of a ledger query, events with all that tells them, or occasions.
Gives: Arrow tables; files as JSON Lines, CSV and Parquet with the field names of the contract; the formats of the field; calendars.
Drops: what a format cannot hold, counted in the Loss that its writer gives back.
Reads: tables of codes and the gazetteer from the lexicon.
Never: leaves a half-written file behind.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .arrow import arrow_schema, to_arrow
    from .atomic import atomic_file
    from .csv import columns_of, write_csv, write_flat_csv
    from .dyads import DYADS_COLUMNS, write_dyads
    from .gdelt import GDELT_COLUMNS, write_gdelt
    from .gdelt_mentions import GDELT_MENTIONS_COLUMNS, write_gdelt_mentions
    from .graphml import write_graphml
    from .icews import ICEWS_COLUMNS, write_icews
    from .ics import write_ics
    from .jsonl import write_jsonl
    from .loss import LossBook
    from .parquet import write_groups, write_parquet, write_table
    from .plover import write_plover
    from .polecat import write_polecat

__all__ = [
    "DYADS_COLUMNS",
    "GDELT_COLUMNS",
    "GDELT_MENTIONS_COLUMNS",
    "ICEWS_COLUMNS",
    "LossBook",
    "arrow_schema",
    "atomic_file",
    "columns_of",
    "to_arrow",
    "write_csv",
    "write_dyads",
    "write_flat_csv",
    "write_gdelt",
    "write_gdelt_mentions",
    "write_graphml",
    "write_groups",
    "write_icews",
    "write_ics",
    "write_jsonl",
    "write_parquet",
    "write_plover",
    "write_polecat",
    "write_table",
]

__getattr__ = later(
    __name__,
    {
        "arrow": "arrow_schema to_arrow",
        "atomic": "atomic_file",
        "csv": "columns_of write_csv write_flat_csv",
        "dyads": "DYADS_COLUMNS write_dyads",
        "gdelt": "GDELT_COLUMNS write_gdelt",
        "gdelt_mentions": "GDELT_MENTIONS_COLUMNS write_gdelt_mentions",
        "graphml": "write_graphml",
        "icews": "ICEWS_COLUMNS write_icews",
        "ics": "write_ics",
        "jsonl": "write_jsonl",
        "loss": "LossBook",
        "parquet": "write_groups write_parquet write_table",
        "plover": "write_plover",
        "polecat": "write_polecat",
    },
)
