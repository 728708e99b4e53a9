"""Is the ledger whole? Every row against its digest, every span against its text, the groups and the books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .flatten import digest
from .schema import checks

if TYPE_CHECKING:
    from .ledger import Ledger

_ROWS = 2000  # rows hashed at a time
_SEALED = {
    "texts": "story_id",
    "stories": "story_id",
    "events": "event_id",
    "claims": "claim_id",
    "tenures": "tenure_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that cannot be: what kind, which row (an id, or the name of a table), and in words."""

    kind: str
    where: str
    message: str


def verify(ledger: Ledger) -> tuple[Problem, ...]:
    """What is wrong with the ledger, nothing if it is whole; raises LedgerError where the file cannot be read at all."""
    found = [
        Problem(kind=kind, where=str(where), message=words)
        for kind, words, sql in checks()
        for (where,) in ledger.tuples(sql)
    ]
    for table, row_id in _SEALED.items():
        found += _damaged(ledger, table, row_id)
    return tuple(sorted(found, key=lambda problem: (problem.kind, problem.message, problem.where)))


def _damaged(ledger: Ledger, table: str, row_id: str) -> list[Problem]:
    """Rows whose content is not what their digest was made of."""
    content = "* EXCLUDE (repaired)" if table == "texts" else "*"
    rows = ledger.ask(f"SELECT {content} FROM {table}").arrow()  # noqa: S608  (our own names)
    return [
        Problem(kind="digest", where=row[row_id], message=f"a row of {table} was changed after it was written")
        for batch in rows.to_batches(max_chunksize=_ROWS)
        for row in batch.to_pylist()
        if digest(row) != row["digest"]
    ]
