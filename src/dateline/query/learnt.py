"""Holders of offices that an earlier story names, put into the rows of the stories that do not name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.records.rows import Row

if TYPE_CHECKING:
    import pyarrow as pa

#: The learnt holders of the rows in `picked` as one list a row; `table` is "events" or "claims". COLUMNS is event_no or claim_no.
LEARNT_SQL = """
SELECT number, list({{'side': side, 'place': place, 'person': person, 'entity_id': entity_id, 'tenure_id': tenure_id}}
  ORDER BY side, place) AS learnt
FROM learnt_holders
WHERE in_table = '{table}' AND number IN (SELECT COLUMNS('^(event|claim)_no$') FROM picked) GROUP BY number"""


def with_learnt(table: pa.Table) -> pa.Table:
    """The table of records with the holders of its column `learnt` put in, and without that column."""
    learnt = table.column("learnt").to_pylist()
    if any(learnt):
        import pyarrow as pa  # noqa: PLC0415  (0.15 s with numpy: who has a table has it already)

        records = [
            _patched(record, holders) if holders else record
            for record, holders in zip(table.column("record").to_pylist(), learnt, strict=True)
        ]
        at = table.column_names.index("record")
        table = table.set_column(at, "record", pa.array(records, type=pa.string()))
    return table.drop_columns("learnt")


def put_learnt(row: Row, holders: Iterable[Mapping[str, Any]]) -> None:
    """Puts the holders into the record of an event or a claim: name, entity id, kind, and the tenure as the basis."""
    for holder in holders:
        side = {"actor": "actors", "recipient": "recipients"}.get(holder["side"])
        who = row[side][holder["place"]] if side else row["speaker"]
        who |= {
            "name": holder["person"],
            "entity_id": holder["entity_id"],
            "kind": "person",
            "basis": f"learnt:{holder['tenure_id']}",
        }


def _patched(record: str, holders: list[Mapping[str, Any]]) -> str:
    row: Row = msgspec.json.decode(record)
    put_learnt(row, holders)
    return msgspec.json.encode(row).decode()
