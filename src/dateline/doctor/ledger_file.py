"""A ledger: it opens, its version, what it holds, and whether every row is as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from dateline.errors import LedgerError
from dateline.ledger import Ledger
from dateline.ledger.verify import verify

from .check import Check, look

#: Problems that are named.
_NAMED = 3
_COUNTS = """
SELECT (SELECT value FROM meta WHERE key = 'schema_version'), (SELECT count(*) FROM current_stories),
  (SELECT count(*) FROM events_once), (SELECT count(*) FROM current_claims), (SELECT count(*) FROM corrections),
  (SELECT count(*) FROM runs)"""


def ledger_file(path: Path) -> Iterator[Check]:
    """Whether the ledger opens, what it holds, and whether it is whole; verifying reads every row (a minute for a million)."""
    opens = look("ledger", partial(_holds, path), "see the message; a copy of the file is the cure for damage")
    yield opens
    if opens.ok:
        cure = "restore a copy, or code the stories again into a new ledger; corrections: dateline review --export"
        yield look("ledger rows", partial(_verified, path), cure)


def _holds(path: Path) -> str:
    with Ledger.open(path, read_only=True) as ledger:
        ((version, stories, events, claims, corrections, runs),) = ledger.tuples(_COUNTS)
    size = path.stat().st_size / 2**20
    return (
        f"{path}: schema {version}, {size:,.1f} MiB, {stories:,} stories, {events:,} events, {claims:,} claims, "
        f"{corrections:,} corrections by hand, {runs} runs"
    )


def _verified(path: Path) -> str:
    with Ledger.open(path, read_only=True) as ledger:
        problems = verify(ledger)
    if problems:
        named = "; ".join(f"{problem.where}: {problem.message}" for problem in problems[:_NAMED])
        raise LedgerError(f"{len(problems)} rows are not as they were written: {named}")
    return "every row is as it was written"
