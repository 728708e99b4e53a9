"""What was looked at and not kept: candidates of coded stories, and inputs that were not coded at all."""

from __future__ import annotations

from dateline.ledger import Answer, Ledger

from . import known
from .claims import add_story_conditions
from .filters import EVERYTHING, Conditions, Filters, check_filters, limited, order

KNOWN = known.DECLINED

ORDERS = {"source": "source_id", "room": "room", "reason": "reason"}
_COLUMNS = 'room, reason, source_id, span_start AS "start", span_end AS "end", text, rule, path, line, story_id'

#: Candidates of stories, and inputs that were not coded at all.
CANDIDATES = """
SELECT * EXCLUDE (coding) FROM current_declined UNION ALL BY NAME
SELECT DISTINCT source_id, room, reason, span_start, span_end, text, rule, path, line, NULL::VARCHAR AS story_id,
  NULL::VARCHAR AS group_id, NULL::DATE AS published, NULL::VARCHAR AS outlet, false AS withdrawn, NULL::DATE AS withdrawn_on
FROM rejected"""


def declined(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row a declined candidate (dateline.records.Declined and its story_id), by source and place in the story.

    Rejected inputs have no story: story_id is null, and a filter on the story or its dates leaves them out. text: part of the
    candidate or of the reason. Sorted by source, room or reason.
    """
    check_filters(filters, KNOWN, "declined")
    where = conditions(filters)
    by = order(
        filters,
        ORDERS,
        "source",
        "source_id, story_id NULLS FIRST, span_start, span_end, room, reason, rule, path, line",
    )
    sql = f"""
SELECT {_COLUMNS} FROM ({CANDIDATES})
WHERE {where.sql} ORDER BY {by} {limited(filters)}"""  # noqa: S608  (values are parameters)
    return ledger.ask(sql, where.parameters)


def conditions(filters: Filters) -> Conditions:
    """What a candidate has to fulfil, on CANDIDATES."""
    where = Conditions()
    add_story_conditions(where, filters)
    if filters.text:
        where.add("contains(lower(text), lower(?)) OR contains(lower(reason), lower(?))", filters.text, filters.text)
    if filters.room:
        where.add("room = ?", filters.room)
    return where
