"""Why a row is there: its sentence, its spans, the rule behind each field, the other tellings, and what was declined beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.records.declined import Declined
from dateline.records.rows import Row
from dateline.records.run import Run
from dateline.records.span import Evidence

from .fields import claim_fields, event_fields, mention_fields, story_fields, tenure_fields, with_corrections
from .filters import EVERYTHING
from .learnt import put_learnt
from .reasons import FieldReason, Telling, ToldSentence, WhyReport
from .ties import ties_sql
from .why_contact import why_contact
from .why_plan import why_plan
from .why_process import process_tellings, why_process

_SHORTEST = 6  # characters of an id that may stand for the whole, if no other id begins with them


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How rows of a kind are read: table, its id, its columns, its fields' reasons, and the query of all tellings."""

    table: str
    column: str
    columns: str
    fields: Callable[[Row], tuple[FieldReason, ...]]
    tellings: str


_EVENT_TELLINGS = """
SELECT c.event_id AS id, c.story_id, c.source_id, c.published, c.version, c.evidence[1]."start" AS "start",
  c.evidence[1]."end" AS "end", c.sentence AS text, c.withdrawn, c.representative AS chosen, g.score,
  coalesce(g.reason, '') AS reason
FROM current_events c LEFT JOIN (SELECT * FROM event_groups WHERE group_id = ?) g
  ON g.event_id = c.event_id AND g.source_id = c.source_id AND g.story_id = c.story_id
WHERE c.group_no = ?
ORDER BY c.published NULLS LAST, c.story_id, c.source_id, c.event_id"""

_CLAIM_TELLINGS = """
WITH versions AS MATERIALIZED (SELECT coding, published, version, withdrawn FROM current_stories WHERE group_id = $2)
SELECT c.claim_id AS id, c.story_id, c.source_id, v.published, v.version, c.span_start AS "start", c.span_end AS "end", c.text,
  v.withdrawn, c.claim_id = a.claim_id AS chosen, 'same speaker and words' AS reason
FROM (SELECT * FROM current_claims WHERE coding IN (SELECT coding FROM versions)) c JOIN versions v USING (coding)
JOIN (SELECT claim_id, text, speaker_id FROM claims WHERE claim_id = $1 LIMIT 1) a
  ON a.text = c.text AND a.speaker_id = c.speaker_id
ORDER BY v.published NULLS LAST, c.story_id, c.source_id, c.claim_id"""

_TENURE_TELLINGS = """
SELECT t.tenure_id AS id, t.story_id, t.source_id, t.published, s.version, t.span_start AS "start", t.span_end AS "end", t.text,
  t.withdrawn, t.tenure_id = a.tenure_id AS chosen, 'same person and office' AS reason
FROM current_tenures t JOIN current_stories s USING (coding)
JOIN (SELECT tenure_id, person, office, country FROM tenures WHERE tenure_id = ? LIMIT 1) a
  ON a.person = t.person AND a.office = t.office AND a.country IS NOT DISTINCT FROM t.country
ORDER BY t.published NULLS LAST, t.story_id, t.source_id, t.tenure_id"""

_STORY_TELLINGS = """
SELECT s.story_id AS id, s.story_id, s.source_id, s.published, s.version, 0 AS "start", 0 AS "end",
  coalesce(s.headline, '') AS text, s.withdrawn, s.version = max(s.version) OVER () AS chosen, coalesce(g.reason, '') AS reason
FROM current_stories s LEFT JOIN story_groups g USING (story_id, source_id)
WHERE s.group_id IN (SELECT group_id FROM current_stories WHERE story_id = ?)
ORDER BY s.version, s.published NULLS LAST, s.story_id, s.source_id"""

_TENURE_COLUMNS = (
    'story_id, source_id, person, office, country, from_date AS "from", to_date AS "to", said_on AS as_of, basis, text, '
    'span_start AS "start", span_end AS "end", evidence'
)
_KINDS = {
    "event": _Kind(table="events", column="event_id", columns="record", fields=event_fields, tellings=_EVENT_TELLINGS),
    "claim": _Kind(table="claims", column="claim_id", columns="record", fields=claim_fields, tellings=_CLAIM_TELLINGS),
    "tenure": _Kind(
        table="tenures", column="tenure_id", columns=_TENURE_COLUMNS, fields=tenure_fields, tellings=_TENURE_TELLINGS
    ),
    "mention": _Kind(
        table="process_mentions", column="mention_id", columns="record", fields=mention_fields, tellings=""
    ),
    "story": _Kind(
        table="stories",
        column="story_id",
        columns="* EXCLUDE (coding)",
        fields=story_fields,
        tellings=_STORY_TELLINGS,
    ),
}

#: Where ids are looked for, by what they begin with: kind, column asked for, id of the row that answers, table. Any other
#: beginning is that of a group, which answers with the row that stands for it.
_PLACES = {
    "ev_": (("event", "event_id", "event_id", "events"),),
    "cl_": (("claim", "claim_id", "claim_id", "claims"),),
    "te_": (("tenure", "tenure_id", "tenure_id", "tenures"),),
    "st_": (("story", "story_id", "story_id", "stories"),),
    "pm_": (("mention", "mention_id", "mention_id", "process_mentions"),),
    "pr_": (("process", "process_id", "process_id", "process_groups"),),
}
_GROUPS = (
    ("event", "group_id", "event_id", "current_events"),
    ("story", "group_id", "story_id", "current_stories"),
)
#: Which row of a group answers. No further condition stands beside that on the id: the database would not take the index then.
_BEST = {"current_events": "representative DESC, ", "current_stories": "version DESC, "}

_HEAD = """
SELECT s.published, s.published_basis, s.headline, c.coding IS NOT NULL AS current, r.run_id, r.program, r.codebook, r.settings,
  r.models, r.started_at, s.sentences, t.text
FROM stories s JOIN runs r USING (run_id) JOIN texts t ON t.story_id = s.story_id LEFT JOIN current_stories c USING (coding)
WHERE s.coding = ?"""


def why(ledger: Ledger, row_id: str) -> WhyReport:
    """The report for an event, claim, tenure, story, process or mention of one; a group's id answers with what stands for it.

    The beginning of an id will do, if it is the only one. Raises UsageError if there is none, or more than one.
    """
    name, found = _find(ledger, row_id)
    if name == "process":
        return why_process(ledger, found, lambda mention_id: _report(ledger, "mention", mention_id, alone=True))
    return _report(ledger, name, found)


def _report(ledger: Ledger, name: str, found: str, *, alone: bool = False) -> WhyReport:
    """The report for the row of a kind; alone: without its other tellings."""
    kind = _KINDS[name]
    row = _row(ledger, kind, found)
    (head,) = ledger.ask(_HEAD, [row["coding"]])
    beside, told = why_contact(ledger, row) if name == "event" else ((), [])
    corrections = ledger.corrections(found)
    by_hand = _by_hand(ledger, kind, row["coding"], found)
    fields = (*kind.fields(row), *beside, *(why_plan(ledger, row) if name == "event" else ()))
    fields = with_corrections(fields, [one for one in corrections if one.correction.correction_id in by_hand])
    evidence = list(dict.fromkeys((*_evidence(name, row, head), *told)))
    group, tellings = ("", ()) if alone else _told(ledger, kind, row, found)
    return WhyReport(
        id=found,
        kind=name,
        group=group,
        story_id=row["story_id"],
        source_id=row["source_id"],
        published=dt.date.fromisoformat(head["published"]) if head["published"] else None,
        published_basis=head["published_basis"],
        headline=head["headline"],
        current=head["current"],
        run=msgspec.convert(head, Run),
        model=row["basis"]["model"] if name == "event" else None,
        fields=fields,
        sentences=_sentences(head["text"], evidence, fields),
        tellings=tellings,
        declined=_declined(ledger, row, None if name == "story" else evidence),
        corrections=corrections,
        rejected=by_hand.get("rejected", False),
    )


def _by_hand(ledger: Ledger, kind: _Kind, coding: int, found: str) -> dict[str, bool]:
    """Ids of the corrections by which the row stands as it does; "rejected" is true where it stands no more."""
    if kind.table not in _NUMBERS:
        return {}
    number = _NUMBERS[kind.table]
    sql = f"""
SELECT h.corrections, h.rejected FROM by_hand h JOIN {kind.table} e ON e.{number} = coalesce(h.instead, h.number)
WHERE h.in_table = '{kind.table}' AND h.row_id = e.{kind.column} AND h.row_id = ? AND e.coding = ?"""  # noqa: S608  (our own names)
    rows = ledger.tuples(sql, [found, coding])
    ids = {one: True for corrections, _ in rows for one in corrections}
    return ids | {"rejected": any(rejected for _, rejected in rows)}


#: Tables whose rows are numbered; of two rows of one id in a coding the one that stands by hand has the greater number.
_NUMBERS = {"events": "event_no", "claims": "claim_no", "tenures": "coding"}
_LAST = {**_NUMBERS, "tenures": "starts_with(basis, 'by hand:')"}


def _find(ledger: Ledger, row_id: str) -> tuple[str, str]:
    """Kind and id of the row that an id, a group's id or the beginning of one stands for."""
    exact = _look(ledger, "= ?", [row_id])
    if exact:
        return exact[0][0], exact[0][2]
    after = row_id[:-1] + chr(ord(row_id[-1]) + 1) if row_id else ""
    found = _look(ledger, ">= ? AND {0} < ?", [row_id, after]) if len(row_id) >= _SHORTEST else []
    asked = list(dict.fromkeys(asked for _, asked, _ in found))
    if len(asked) == 1:
        return found[0][0], found[0][2]
    if asked:
        raise UsageError(f"{row_id!r} begins several ids: {', '.join(asked)}; give more of it")
    raise UsageError(
        f"{ledger.path}: no row has the id {row_id!r}; rows of events, claims, processes and stories have ids (--format jsonl)"
    )


def _look(ledger: Ledger, condition: str, parameters: list[str]) -> list[tuple[str, str, str]]:
    """(kind, id, id of the row that answers) of up to five ids that fulfil the condition, by id; the newest version first."""
    places = _PLACES.get(parameters[0][:3], _GROUPS)
    parts = []
    for kind, column, answer, table in places:
        best = _BEST.get(table, "")
        parts.append(
            f"(SELECT '{kind}' AS kind, {column} AS asked, first({answer} ORDER BY {best}{answer}) AS answer FROM {table} "  # noqa: S608
            f"WHERE {column} {condition.format(column)} GROUP BY {column} ORDER BY {column} LIMIT 5)"
        )
    return ledger.tuples(" UNION ALL ".join(parts) + " ORDER BY asked, kind LIMIT 5", parameters * len(places))


def _row(ledger: Ledger, kind: _Kind, row_id: str) -> Row:
    """The row in the current coding, else in the last that had it."""
    sql = f"""
SELECT e.coding FROM {kind.table} e LEFT JOIN (SELECT coding AS current FROM current_stories) ON current = e.coding
WHERE e.{kind.column} = ?
ORDER BY current IS NULL, CASE WHEN current IS NULL THEN e.coding END DESC, e.source_id LIMIT 1"""  # noqa: S608  (our own names)
    ((coding,),) = ledger.tuples(sql, [row_id])
    last = f"ORDER BY {_LAST[kind.table]} DESC" if kind.table in _LAST else ""
    wanted = f"SELECT {kind.columns} FROM {kind.table} WHERE coding = ? AND {kind.column} = ? {last}"  # noqa: S608  (our own names)
    (row, *_) = ledger.ask(wanted, [coding, row_id])
    whole: Row = msgspec.json.decode(row["record"]) if "record" in row else row
    if kind.table in {"events", "claims"}:
        put_learnt(whole, _learnt(ledger, kind, coding, row_id))
    if kind.table == "claims":
        asked = f"WITH asked AS (SELECT claim_no FROM claims WHERE coding = ? AND claim_id = ?), {ties_sql(EVERYTHING, 'asked')}"  # noqa: S608
        whole |= next(iter(ledger.ask(f"{asked} SELECT about, ties FROM tied", [coding, row_id])), {})  # noqa: S608  (our own names)
    return {**whole, "coding": coding}


def _learnt(ledger: Ledger, kind: _Kind, coding: int, row_id: str) -> Iterable[Row]:
    number = "event_no" if kind.table == "events" else "claim_no"
    sql = f"""
SELECT side, place, person, entity_id, tenure_id FROM learnt_holders
WHERE in_table = '{kind.table}' AND number IN (SELECT {number} FROM {kind.table} WHERE coding = ? AND {kind.column} = ?)"""  # noqa: S608  (our own names)
    return ledger.ask(sql, [coding, row_id])


def _told(ledger: Ledger, kind: _Kind, row: Row, found: str) -> tuple[str, tuple[Telling, ...]]:
    """The id of the row's group (a claim or tenure has its story's), and all tellings in it."""
    if kind.table == "process_mentions":
        processes = ledger.tuples("SELECT process_id FROM process_groups WHERE mention_id = ? LIMIT 1", [found])
        return (processes[0][0], process_tellings(ledger, processes[0][0])) if processes else ("", ())
    if kind.table != "events":
        groups = ledger.tuples("SELECT group_id FROM current_stories WHERE coding = ?", [row["coding"]])
        group = groups[0][0] if groups else ""
        return group, _tellings(ledger, kind, [found, group] if kind.table == "claims" else [found])
    number = "SELECT event_no FROM events WHERE coding = ? AND event_id = ?"
    sql = f"SELECT group_id, group_no FROM current_events WHERE event_no IN ({number})"  # noqa: S608  (our own names)
    groups = ledger.tuples(sql, [row["coding"], found])
    return (groups[0][0], _tellings(ledger, kind, list(groups[0]))) if groups else ("", ())


def _tellings(ledger: Ledger, kind: _Kind, parameters: list[object]) -> tuple[Telling, ...]:
    return tuple(msgspec.convert(telling, Telling) for telling in ledger.ask(kind.tellings, parameters))


def _evidence(kind: str, row: Row, head: Row) -> list[Evidence]:
    """The sentences that tell the row; for a claim those that its speaker, cue and content stand in."""
    if kind == "story":
        return []
    if kind != "claim":
        return [msgspec.convert(span, Evidence) for span in row["evidence"]]
    start = min(row["start"], row["cue_start"], row["speaker"]["start"])
    end = max(row["end"], row["cue_end"], row["speaker"]["end"])
    return [
        Evidence(part=sentence["part"], start=sentence["start"], end=sentence["end"])
        for sentence in head["sentences"]
        if sentence["start"] < end and start < sentence["end"]
    ]


def _sentences(text: str, evidence: list[Evidence], fields: tuple[FieldReason, ...]) -> tuple[ToldSentence, ...]:
    marks = sorted(
        (mark for field in fields for mark in field.marks), key=lambda mark: (mark.start, mark.end, mark.field)
    )
    return tuple(
        ToldSentence(
            part=span.part,
            start=span.start,
            end=span.end,
            text=text[span.start : span.end],
            marks=tuple(mark for mark in marks if span.start <= mark.start and mark.end <= span.end),
        )
        for span in evidence
    )


def _declined(ledger: Ledger, row: Row, evidence: list[Evidence] | None) -> tuple[Declined, ...]:
    """What was declined in the sentences, or in the whole story if these are None; by place."""
    sql = """
SELECT room, reason, source_id, span_start AS "start", span_end AS "end", text, rule, path, line
FROM declined WHERE coding = ? ORDER BY span_start, span_end, room, reason, rule"""
    found = [msgspec.convert(item, Declined) for item in ledger.ask(sql, [row["coding"]])]
    return tuple(
        item
        for item in found
        if evidence is None or any(item.start < span.end and span.start < item.end for span in evidence)
    )
