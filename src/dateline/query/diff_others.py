"""Claims, offices and processes of two sides, matched by their ids: those are hashes of where they stand and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from dateline.ledger import Ledger
from dateline.records.rows import Row

from .diff_fields import changes_between
from .diff_rows import DiffRow, alone
from .diff_sides import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """How rows of a kind are read: table, view of the current ones; id, type, rule, words and their place; fields to compare."""

    table: str
    view: str
    columns: str
    fields: str


OTHERS = {
    "claim": Other(
        table="claims",
        view="current_claims",
        columns='claim_id AS id, stance AS type, rule, text AS sentence, span_start AS "start"',
        fields="'speaker': speaker, 'speaker_id': speaker_id, 'office': speaker_office, 'country': country, 'stance': stance, "
        "'cue': cue, 'quoted': quoted, 'text': text, 'addressee': addressee, 'medium': medium",
    ),
    "office": Other(
        table="tenures",
        view="current_tenures",
        columns='tenure_id AS id, office AS type, basis AS rule, text AS sentence, span_start AS "start"',
        fields="'person': person, 'office': office, 'country': country, 'from': coalesce(from_date::VARCHAR, began), "
        "'to': coalesce(to_date::VARCHAR, ended), 'as_of': said_on",
    ),
    "process": Other(
        table="process_mentions",
        view="current_process_mentions",
        columns='mention_id AS id, state AS type, rule, trigger_text AS sentence, trigger_start AS "start"',
        fields="'kind': kind, 'name': name, 'subject': subject, 'parties': parties, 'by': imposed_by, 'against': against, "
        "'person': person, 'state': state, 'first': first, 'last': last, 'change': change, 'background': background",
    ),
}
_ROWS = """
CREATE OR REPLACE TEMP TABLE others_{letter} AS
SELECT c.coding AS in_coding, o.story_id, o.source_id, {columns}, to_json({{{fields}}})::VARCHAR AS record
FROM {table} o JOIN codings_{letter} c ON c.coding = o.coding
QUALIFY row_number() OVER (PARTITION BY in_coding, id ORDER BY "start", record) = 1"""
_BOTH = """
CREATE OR REPLACE TEMP TABLE others_both AS
SELECT a.* EXCLUDE (in_coding, id, type, rule, record), a.id AS id_a, a.type AS type_a, b.type AS type_b, a.rule AS rule_a,
  b.rule AS rule_b, a.record AS record_a, b.record AS record_b, a.in_coding AS coding_a, b.in_coding AS coding_b
FROM others_a a JOIN story_pairs p ON p.coding_a = a.in_coding JOIN others_b b ON b.in_coding = p.coding_b AND b.id = a.id"""
_CHANGED = "SELECT * EXCLUDE (coding_a, coding_b), id_a AS id_b FROM others_both WHERE record_a <> record_b"
_ALONE = """
SELECT story_id, source_id, sentence, "start", id, type, rule, record FROM others_{letter}
WHERE in_coding IN (SELECT coding_{letter} FROM story_pairs)
  AND (in_coding, id) NOT IN (SELECT coding_{letter}, id_a FROM others_both)"""
_SAME = "SELECT count(*) FROM others_both WHERE record_a = record_b"


def compare_others(ledger: Ledger, kind: str, one: Side, other: Side) -> tuple[int, list[DiffRow]]:
    """How many rows of the kind are the same, and the rows that are not. Stories of one side are left out."""
    for side in (one, other):
        how = OTHERS[kind]
        table = side.table(how.table if side.run else how.view)
        ledger.tuples(_ROWS.format(letter=side.letter, table=table, columns=how.columns, fields=how.fields))
    ledger.tuples(_BOTH)
    ((same,),) = ledger.tuples(_SAME)
    return int(same), list(_rows(ledger, kind, (one, other)))


def _rows(ledger: Ledger, kind: str, sides: tuple[Side, Side]) -> Iterator[DiffRow]:
    for row in ledger.ask(_CHANGED):
        record_a, record_b = (msgspec.json.decode(row.pop(name)) for name in ("record_a", "record_b"))
        row |= {"reading_a": _reading(kind, record_a), "reading_b": _reading(kind, record_b)}
        yield DiffRow(kind=kind, change="changed", matched="id", fields=changes_between(record_a, record_b), **row)
    for side in sides:
        for row in ledger.ask(_ALONE.format(letter=side.letter)):
            yield alone(kind, side, row | {"reading": _reading(kind, msgspec.json.decode(row.pop("record")))})


def _reading(kind: str, record: Row) -> str:
    """The row in a line: who says it, who holds what, or which process is in which state."""
    told = {name: value or "" for name, value in record.items()}
    if kind == "claim":
        return f"{told['speaker']} ({told['country'] or '?'}) {told['stance']}"
    if kind == "office":
        days = f", {told['from']}..{told['to']}" if told["from"] or told["to"] else ""
        return f"{told['person'] or 'unknown'}: {told['office']} ({told['country'] or '?'}){days}"
    return f"{told['kind']} {told['name']} ({', '.join(told['parties'])}): {told['state']}"
