"""What may be counted as one: an event, a story or an outlet that tells it, or a sentence; and the rows of such a count."""

from __future__ import annotations

from dataclasses import replace

from dateline.ledger import Answer, Ledger
from dateline.records.event import Event

from .counting import unit_named
from .events import KNOWN, among, events, events_order, representatives, row_conditions, visible
from .filters import EVERYTHING, Filters, check_filters, limited
from .learnt import LEARNT_SQL, with_learnt
from .record_answer import RecordAnswer

#: The events are picked and ordered as in events.py; only then their tellings are taken apart.
_SQL = """
WITH picked AS MATERIALIZED (
  SELECT event_no, group_no, row_number() OVER (ORDER BY {by}) AS place
  FROM (SELECT * FROM ({representatives}) WHERE {where} AND {among} ORDER BY {by} {enough})
), members AS (
  SELECT group_no, story_id, source_id, published, {told}
  FROM (SELECT *, {one} AS one FROM current_events WHERE group_no IN (SELECT group_no FROM picked) AND {visible})
), told AS (
  SELECT group_no, any_value(unit_id) AS unit_id, unit_key, min(published) AS told_first,
    flatten(list([{{'story_id': story_id, 'source_id': source_id, 'start': span."start", 'end': span."end"}}
      FOR span IN evidence] ORDER BY published NULLS LAST, story_id, source_id, evidence)) AS mentions,
    list_sort(list_distinct([outlet FOR outlet IN flatten(list(outlets)) IF outlet IS NOT NULL])) AS sources
  FROM members GROUP BY group_no, unit_key
), records AS (SELECT event_no, record FROM events WHERE event_no IN (SELECT event_no FROM picked)),
holders AS ({learnt})
SELECT record, '{unit}' AS unit, unit_id, mentions, sources, learnt
FROM picked JOIN records USING (event_no) JOIN told USING (group_no) LEFT JOIN holders ON number = event_no
ORDER BY place, told_first NULLS LAST, unit_key NULLS LAST {limit}"""


def events_by_unit(ledger: Ledger, unit: str, filters: Filters = EVERYTHING) -> Answer:
    """Events, but one row a unit: the event's row with `unit` and `unit_id`, and the `mentions` and `sources` of that unit alone.

    unit: event, story (unit_id: the story's group), source (unit_id: the outlet, None if unknown) or mention (unit_id: story_id and
    offsets). Filters and order as in `events`; the units of an event come as they were told; `limit` counts rows. Raises UsageError
    for another unit.
    """
    chosen = unit_named(unit)
    if not chosen.one:
        return events(ledger, filters)
    check_filters(filters, KNOWN, "events")
    row = row_conditions(filters)
    telling, asked = among(filters)
    sql = _SQL.format(
        unit=unit,
        one=chosen.one,
        told=chosen.told,
        representatives=representatives(filters),
        where=row.sql,
        among=telling,
        by=events_order(filters),
        enough=limited(replace(filters, limit=_enough(filters), offset=0)),
        limit=limited(filters),
        visible=visible(filters),
        learnt=LEARNT_SQL.format(table="events"),
    )
    return RecordAnswer(with_learnt(ledger.ask(sql, [*row.parameters, *asked]).arrow()), Event)


def _enough(filters: Filters) -> int | None:
    """Events that are enough for the rows asked for: each of them has a unit at least."""
    return None if filters.limit is None else filters.limit + filters.offset
