"""Is the ledger whole? Every row against its digest, every span against its text, the groups and the books."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dateline.records.claim import Claim
from dateline.records.contact import ContactDetail
from dateline.records.correction import Correction
from dateline.records.event import Event
from dateline.records.process import ProcessMention

from .corrections import correction_row
from .flatten import TableRow, claim_row, detail_row, digest, event_row, participant_rows, process_row
from .schema import checks

if TYPE_CHECKING:
    from .ledger import Ledger

_ROWS = 2000  # rows hashed at a time
_SEALED = {"texts": "story_id", "stories": "story_id", "tenures": "tenure_id"}


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
        content = "* EXCLUDE (repaired)" if table == "texts" else "*"
        found += [
            _changed(table, row[row_id])
            for row in _rows(ledger, f"SELECT {content} FROM {table}")  # noqa: S608  (our own names)
            if digest(row) != row["digest"]
        ]
    found += [_changed("events", row["event_id"]) for row in _rows(ledger, _EVENTS) if not _is_whole(row, _event)]
    found += [_changed("claims", row["claim_id"]) for row in _rows(ledger, _CLAIMS) if not _is_whole(row, _claim)]
    found += [
        _changed("process_mentions", row["mention_id"])
        for row in _rows(ledger, _PROCESSES)
        if not _is_whole(row, _process)
    ]
    found += [
        _changed("contact_details", row["detail_id"]) for row in _rows(ledger, _DETAILS) if not _is_whole(row, _detail)
    ]
    found += [
        _changed("corrections", row["correction_id"])
        for row in _rows(ledger, "SELECT * FROM corrections")
        if row != correction_row(msgspec.json.decode(row["record"], type=Correction))
    ]
    return tuple(sorted(found, key=lambda problem: (problem.kind, problem.message, problem.where)))


_CLAIMS = "SELECT * EXCLUDE (claim_no, coding) FROM claims"
_PROCESSES = "SELECT * EXCLUDE (mention_no, coding) FROM process_mentions"
_DETAILS = "SELECT * EXCLUDE (detail_no, coding) FROM contact_details"
_EVENTS = """
SELECT e.* EXCLUDE (event_no, coding), coalesce(p.participants, []) AS participants FROM events e LEFT JOIN (
  SELECT event_no, list(p ORDER BY side, place) AS participants FROM participants p GROUP BY event_no
) p USING (event_no)"""


def _changed(table: str, row_id: str) -> Problem:
    return Problem(kind="digest", where=row_id, message=f"a row of {table} was changed after it was written")


def _rows(ledger: Ledger, sql: str) -> Iterator[TableRow]:
    for batch in ledger.ask(sql).arrow().to_batches(max_chunksize=_ROWS):
        yield from batch.to_pylist()


def _is_whole(row: TableRow, recompute: Callable[[str], TableRow]) -> bool:
    """Does the record give its digest, and the flat columns beside it?"""
    for participant in row.get("participants", ()):
        del participant["event_no"]
    return row == recompute(row["record"])


def _event(record: str) -> TableRow:
    event = msgspec.json.decode(record, type=Event)
    return {**event_row(event), **_sealed(record), "participants": participant_rows(event)}


def _claim(record: str) -> TableRow:
    claim = msgspec.json.decode(record, type=Claim)
    return {**claim_row(claim), **_sealed(record)}


def _process(record: str) -> TableRow:
    mention = msgspec.json.decode(record, type=ProcessMention)
    return {**process_row(mention), **_sealed(record)}


def _detail(record: str) -> TableRow:
    detail = msgspec.json.decode(record, type=ContactDetail)
    return {**detail_row(detail), **_sealed(record)}


def _sealed(record: str) -> TableRow:
    return {"record": record, "digest": digest({"record": record})}
