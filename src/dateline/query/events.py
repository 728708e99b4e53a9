"""Events, each counted once: its representative telling with all mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.ledger import Answer, Ledger
from dateline.records.event import Event

from . import known
from .filters import (
    EVERYTHING,
    Conditions,
    Filters,
    as_list,
    check_filters,
    limited,
    order,
    split_dyad,
    sql_date,
)
from .learnt import LEARNT_SQL, with_learnt
from .record_answer import RecordAnswer

if TYPE_CHECKING:
    import pyarrow as pa

KNOWN = known.EVENTS
ORDERS = {"date": "first", "published": "published", "confidence": "confidence", "type": "type"}

#: Only numbers and days are sorted and joined; the records of the few rows picked are read last.
_PICKED = """
WITH picked AS MATERIALIZED (
  SELECT event_no, group_no, row_number() OVER (ORDER BY {by}) AS place
  FROM (
    SELECT event_no, group_no, first, published, confidence, type, story_key, event_key FROM ({representatives})
    WHERE {where} AND {among} ORDER BY {by} {limit}
  )
),
records AS (SELECT event_no, record FROM events WHERE event_no IN (SELECT event_no FROM picked)),
holders AS ({learnt})"""
_AND_ALL_TELLINGS = """,
members AS (
  SELECT group_no, story_id, source_id, published, evidence, outlets, attributed_to
  FROM current_events WHERE group_no IN (SELECT group_no FROM picked) AND {visible}
),
told AS (
  SELECT group_no,
    flatten(list([{{'story_id': story_id, 'source_id': source_id, 'start': span."start", 'end': span."end"}}
      FOR span IN evidence] ORDER BY published NULLS LAST, story_id, source_id, evidence)) AS mentions,
    list_sort(list_distinct(flatten(list(outlets)))) AS sources,
    flatten(list([{{'story_id': story_id, 'source_id': source_id, 'text': who."text", 'country': who.country, 'cue': who.cue}}
      FOR who IN attributed_to] ORDER BY published NULLS LAST, story_id, source_id, evidence)) AS readouts
  FROM members GROUP BY group_no
)
SELECT record, group_no, mentions, sources, readouts, learnt
FROM picked JOIN records USING (event_no) JOIN told USING (group_no) LEFT JOIN holders ON number = event_no ORDER BY place"""
#: Without what all tellings say it takes an eighth of the time.
_ALONE = """
SELECT record, group_no, learnt
FROM picked JOIN records USING (event_no) LEFT JOIN holders ON number = event_no ORDER BY place"""

#: What stands for each event: the telling that the ledger chose when it was last written to ...
_NOW = "SELECT * FROM current_events WHERE representative"
#: ... or on an earlier day: chosen in the same way (ledger/derived.sql) among the tellings published by then. Only events of
#: which something became known later have to be looked at again.
_THEN = "SELECT * FROM events_known_on($known_on)"


def events(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row an event, by first day and publication; filters look at the representative, `source` and `story` at all tellings.

    as_of keeps events that began by that day; one without a date if a story told it by then. Sorted by date, published,
    confidence or type.
    """
    check_filters(filters, KNOWN, "events")
    return RecordAnswer(ask_events(ledger, filters).drop_columns(["readouts", "group_no"]), Event)


def ask_events(ledger: Ledger, filters: Filters, *, act: str | None = None, also: Conditions | None = None) -> pa.Table:
    """The events as a table: record (JSON of the representative), mentions, sources and readouts (lists over all tellings)."""
    row = row_conditions(filters)
    if act:
        row.add("act = ?", act)
    if also:
        row.add(also.sql, *also.parameters)
    return _ask(ledger, _PICKED + _AND_ALL_TELLINGS, filters, row)


def ask_records(ledger: Ledger, filters: Filters) -> pa.Table:
    """The same events in the same order, with record and group_no alone."""
    return _ask(ledger, _PICKED + _ALONE, filters, row_conditions(filters))


def _ask(ledger: Ledger, template: str, filters: Filters, row: Conditions) -> pa.Table:
    telling, told = among(filters)
    sql = template.format(
        representatives=representatives(filters),
        where=row.sql,
        among=telling,
        by=events_order(filters),
        limit=limited(filters),
        visible=visible(filters),
        learnt=LEARNT_SQL.format(table="events"),
    )
    return with_learnt(ledger.ask(sql, [*row.parameters, *told]).arrow())


def events_order(filters: Filters) -> str:
    """ORDER BY of events. Raises UsageError for an unknown order."""
    return order(filters, ORDERS, "date", "first NULLS LAST, published NULLS LAST, story_key, event_key")


def among(filters: Filters) -> tuple[str, list[object]]:
    """The condition that some visible telling of the event fits the filters on tellings, and its parameters."""
    telling = _telling_conditions(filters)
    if not telling:
        return "TRUE", []
    tellings = f"SELECT group_no FROM current_events WHERE {visible(filters)} AND {telling.sql}"  # noqa: S608  (values are parameters)
    return f"group_no IN ({as_list(tellings)})", telling.parameters


def representatives(filters: Filters) -> str:
    """The tellings that stand for their events, now or as known on a day."""
    return _THEN.replace("$known_on", sql_date(filters.known_on)) if filters.known_on else _NOW


def visible(filters: Filters) -> str:
    """The condition for tellings that count as mentions: published by then, and not withdrawn by then."""
    if filters.known_on is None:
        return "TRUE" if filters.withdrawn else "NOT withdrawn"
    then = sql_date(filters.known_on)
    known = f"published <= {then}"
    return known if filters.withdrawn else f"{known} AND NOT coalesce(withdrawn_on <= {then}, false)"


def row_conditions(filters: Filters, *, began: bool = True) -> Conditions:
    """What the representative has to fulfil. began: as_of asks that the event has begun by then."""
    row = Conditions()
    if not filters.withdrawn:
        row.add("told_until_now")
    row.add_words("type", filters.type, upper=True)
    row.add_words("act", filters.act, upper=True)
    row.add_words("mode", filters.mode)
    row.add_words("status", filters.status)
    row.add_words("channel", filters.channel)
    row.add_any("issues", filters.issue)
    row.add_any("contexts", filters.context)
    row.add_any("countries", filters.country, upper=True)
    _add_people(row, filters)
    if filters.text:
        row.add("contains(sentence_words, lower(?))", filters.text)
    if filters.background is not None:
        row.add("background = ?", filters.background)
    if filters.place:
        row.add("where_country = upper(?) OR contains(lower(where_name), lower(?))", filters.place, filters.place)
    if filters.since:
        row.add("coalesce(last, first) >= ?", filters.since)
    if filters.until:
        row.add("first <= ?", filters.until)
    if filters.as_of and began:
        row.add("coalesce(first, published) <= ?", filters.as_of)
    if filters.dyad:
        _add_dyad(row, filters.dyad)
    return row


def _add_people(row: Conditions, filters: Filters) -> None:
    """Conditions on names and offices of those who take part."""
    if filters.actor:
        learnt = (
            "SELECT number FROM learnt_holders WHERE in_table = 'events' "
            "AND contains(lower(concat_ws(chr(10), person, entity_id)), lower(?))"
        )
        named = "SELECT event_no FROM named_actors JOIN actor_names USING (name_no) WHERE contains(words, lower(?))"
        row.add(f"event_no IN ({as_list(f'{named} UNION ALL {learnt}')})", filters.actor, filters.actor)
    if filters.office:
        officers = "SELECT event_no FROM participants WHERE contains(lower(office), lower(?))"
        row.add(f"event_no IN ({as_list(officers)})", filters.office)


def _add_dyad(row: Conditions, dyad: str) -> None:
    one, other, directed = split_dyad(dyad)
    to = "list_contains(actor_countries, ?) AND list_contains(recipient_countries, ?)"
    if directed:
        row.add(to, one, other)
    else:
        row.add("list_contains(countries, ?) AND list_contains(countries, ?)", one, other)
        together = "len(recipient_countries) = 0 AND len(actor_countries) > 1"
        row.add(f"({to}) OR ({to}) OR ({together})", one, other, other, one)


def _telling_conditions(filters: Filters) -> Conditions:
    """What some telling of the event has to fulfil."""
    telling = Conditions()
    if filters.source:
        telling.add("source_id = ? OR contains(outlet_words, lower(?))", filters.source, filters.source)
    if filters.story:
        telling.add("story_id = ? OR source_id = ? OR story_group = ?", *[filters.story] * 3)
    return telling
