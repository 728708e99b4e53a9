"""Corrections by hand as the ledger keeps them: only ever added, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from dateline.records.correction import Correction, JudgedCorrection, sealed
from dateline.records.rows import to_json, to_row

from .flatten import digest, mend

if TYPE_CHECKING:
    import duckdb

    from .flatten import TableRow

_ALL = """
SELECT c.record, s.state, s.why, s.targets, s.program, s.overruled_by
FROM corrections c LEFT JOIN correction_states s USING (correction_id)
WHERE len($1) = 0 OR c.target IN (SELECT unnest($1)) OR c.correction_id IN (SELECT unnest($1))
  OR list_has_any(s.targets, $1)
ORDER BY c.made_at, c.correction_id"""
_NOT_YET: tuple[object, ...] = (
    "stale",
    "not looked at yet: the ledger has not been grouped since it was made",
    [],
    "",
    "",
)


def new_corrections(connection: duckdb.DuckDBPyConnection, corrections: Iterable[Correction]) -> list[TableRow]:
    """Rows of `corrections` for those that are not there yet, each once, with the id of its content."""
    rows = {row["correction_id"]: row for row in map(correction_row, corrections)}
    found = connection.execute(
        "SELECT correction_id FROM corrections WHERE correction_id IN (SELECT unnest(?))", [list(rows)]
    ).fetchall()
    for (correction_id,) in found:
        del rows[correction_id]
    return list(rows.values())


def correction_row(correction: Correction) -> TableRow:
    """The row of `corrections`."""
    whole = sealed(correction)
    record = to_json(mend(to_row(whole)))
    flat = {name: mend(getattr(whole, name)) for name in _FLAT}
    return {**flat, "made_at": whole.made_at, "record": record, "digest": digest({"record": record})}


_FLAT = ("correction_id", "action", "kind", "target", "field", "old", "new", "author", "reason")


def judged_corrections(connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> tuple[JudgedCorrection, ...]:
    """All corrections, or those of these ids or of rows with these ids, by the time when they were made."""
    found = connection.execute(_ALL, [sorted(set(ids))]).fetchall()
    return tuple(_judged(record, state if state[0] else _NOT_YET) for record, *state in found)


def _judged(record: str, state: Iterable[object]) -> JudgedCorrection:
    names = ("state", "why", "targets", "program", "overruled_by")
    row = {"correction": msgspec.json.decode(record), **dict(zip(names, state, strict=True))}
    return msgspec.convert(row, JudgedCorrection)
