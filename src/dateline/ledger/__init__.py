"""Coded stories to a DuckDB file that says what was so, who says so, and which run found it.

Takes: coded stories and rejected inputs with the run that made them; groups of stories and of events.
Gives: a Ledger: appended rows, digests to group by, current tables to query, Arrow out, and what `verify` found.
Drops: nothing; rows of older runs stay, the current ones are chosen by a derived table.
Reads: schema.sql, derived.sql and refresh.sql beside it.
Never: writes a row anywhere but in append.py, or leaves half a batch behind.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .answer import Answer
    from .ledger import AppendReport, Ledger
    from .run import describe_run
    from .verify import Problem, verify

__all__ = ["Answer", "AppendReport", "Ledger", "Problem", "describe_run", "verify"]

__getattr__ = later(
    __name__,
    {
        "answer": "Answer",
        "ledger": "AppendReport Ledger",
        "run": "describe_run",
        "verify": "Problem verify",
    },
)
