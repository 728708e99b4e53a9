"""Events, each counted once: its representative telling with all mentions."""

from __future__ import annotations

from dateline.ledger import Answer, Ledger

from .filters import COMMON, EVERYTHING, Conditions, Filters, check_filters, limited, order, split_dyad, sql_date

_ALSO = {"since", "until", "place", "background", "withdrawn"}
KNOWN = COMMON | {"type", "act", "mode", "status", "channel", "issue", "context", "country", "actor", "dyad"} | _ALSO
_ORDERS = {"date": "first", "published": "published", "confidence": "confidence", "type": "type"}

#: A row of `events` as the contract has it (dateline.records.Event), but for mentions and sources.
COLUMNS = """
  e.event_id, e.story_id, e.source_id, e.type, e.act, e.mode, e.cameo, e.quad, {'plv15': e.plv15} AS labels,
  e.goldstein, e.plover_score, e.contexts, e.status, e.background, e.actors, e.recipients, e.channel,
  {'value': e.when_value, 'first': e.first, 'last': e.last, 'grain': e.grain, 'basis': e.when_basis, 'text': e.when_text,
   'start': e.when_start, 'end': e.when_end, 'sentence': e.when_sentence} AS "when",
  CASE WHEN e.where_text IS NOT NULL THEN
    {'text': e.where_text, 'start': e.where_start, 'end': e.where_end, 'name': e.where_name, 'country': e.where_country,
     'admin1': e.where_admin1, 'lat': e.where_lat, 'lon': e.where_lon, 'geonames_id': e.where_geonames_id,
     'basis': e.where_basis, 'sentence': e.where_sentence} END AS "where",
  e.attributed_to, {'start': e.trigger_start, 'end': e.trigger_end, 'text': e.trigger_text} AS trigger,
  e.evidence, e.issues, e.confidence, e.basis"""

#: What stands for each event: the telling that the ledger chose when it was last written to ...
_NOW = "SELECT * FROM current_events WHERE representative"
#: ... or on an earlier day: chosen in the same way (ledger/refresh.sql) among the tellings published by then. Only events of
#: which something became known later have to be looked at again.
_THEN = """
SELECT * FROM current_events WHERE representative AND known_last <= $known_on
UNION ALL BY NAME
SELECT * EXCLUDE (superseded, place) REPLACE (NOT withdrawn AS told_until_now) FROM (
  SELECT *, row_number() OVER (
    PARTITION BY group_id
    ORDER BY withdrawn, background, superseded, completeness DESC, last - first NULLS LAST, published DESC NULLS LAST,
      confidence DESC, event_id, source_id, story_id
  ) AS place FROM (
    SELECT * REPLACE (coalesce(withdrawn_on <= $known_on, false) AS withdrawn),
      version < max(version) OVER (PARTITION BY group_id, story_group) AS superseded
    FROM current_events WHERE published <= $known_on AND (known_last > $known_on OR known_last IS NULL)
  )
) WHERE place = 1"""


_READOUTS = """,
said AS (
  SELECT group_id,
    list({{'story_id': story_id, 'source_id': source_id, 'text': who."text", 'country': who.country, 'cue': who.cue}}
      ORDER BY published NULLS LAST, story_id, source_id, who."text", who.cue) AS readouts
  FROM (SELECT *, unnest(attributed_to) AS who FROM current_events SEMI JOIN picked USING (group_id) WHERE {visible})
  GROUP BY group_id
)"""


def events(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row an event, by first day and publication; filters look at the representative, `source` and `story` at all tellings.

    as_of keeps events that began by that day; one without a date if a story told it by then. Sorted by date, published,
    confidence or type.
    """
    check_filters(filters, KNOWN, "events")
    return ask_events(ledger, filters, columns=f"{COLUMNS}, told.mentions, told.sources")


def ask_events(
    ledger: Ledger, filters: Filters, *, columns: str, act: str | None = None, readouts: bool = False
) -> Answer:
    """The events with these columns: of `e` (events), `told` (mentions, sources) and, if asked for, `said` (readouts)."""
    row = _row_conditions(filters)
    if act:
        row.add("act = ?", act)
    telling = _telling_conditions(filters)
    visible = _visible(filters)
    tellings = f"SELECT group_id FROM current_events WHERE {visible} AND {telling.sql}"  # noqa: S608  (values are parameters)
    by = order(filters, _ORDERS, "date", "first NULLS LAST, published NULLS LAST, story_id, trigger_start, event_id")
    sql = f"""
WITH representatives AS ({_representatives(filters)}),
picked AS (
  SELECT *, row_number() OVER (ORDER BY {by}) AS place FROM representatives
  WHERE {row.sql} AND {f"group_id IN ({tellings})" if telling else "TRUE"} ORDER BY {by} {limited(filters)}
),
told AS (
  SELECT group_id,
    list({{'story_id': story_id, 'source_id': source_id, 'start': span."start", 'end': span."end"}}
      ORDER BY published NULLS LAST, story_id, source_id, span."start", span."end") AS mentions,
    list_sort(list_distinct(flatten(list(outlets)))) AS sources
  FROM (SELECT *, unnest(evidence) AS span FROM current_events SEMI JOIN picked USING (group_id) WHERE {visible})
  GROUP BY group_id
){_READOUTS.format(visible=visible) if readouts else ""}
SELECT {columns}
FROM picked r JOIN events e USING (event_no) JOIN told USING (group_id)
{"LEFT JOIN said USING (group_id)" if readouts else ""}
ORDER BY r.place"""  # noqa: S608  (values are parameters)
    return ledger.ask(sql, [*row.parameters, *telling.parameters])


def _representatives(filters: Filters) -> str:
    """The tellings that stand for their events, now or as known on a day."""
    return _THEN.replace("$known_on", sql_date(filters.known_on)) if filters.known_on else _NOW


def _visible(filters: Filters) -> str:
    """The condition for tellings that count as mentions: published by then, and not withdrawn by then."""
    if filters.known_on is None:
        return "TRUE" if filters.withdrawn else "NOT withdrawn"
    then = sql_date(filters.known_on)
    known = f"published <= {then}"
    return known if filters.withdrawn else f"{known} AND NOT coalesce(withdrawn_on <= {then}, false)"


def _row_conditions(filters: Filters) -> Conditions:
    """What the representative has to fulfil."""
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
    row.add_part("names", filters.actor)
    row.add_part("sentence", filters.text)
    if filters.background is not None:
        row.add("background = ?", filters.background)
    if filters.place:
        row.add("where_country = upper(?) OR contains(lower(where_name), lower(?))", filters.place, filters.place)
    if filters.since:
        row.add("coalesce(last, first) >= ?", filters.since)
    if filters.until:
        row.add("first <= ?", filters.until)
    if filters.as_of:
        row.add("coalesce(first, published) <= ?", filters.as_of)
    if filters.dyad:
        _add_dyad(row, filters.dyad)
    return row


def _add_dyad(row: Conditions, dyad: str) -> None:
    one, other, directed = split_dyad(dyad)
    to = "list_contains(actor_countries, ?) AND list_contains(recipient_countries, ?)"
    if directed:
        row.add(to, one, other)
    else:
        together = "len(recipient_countries) = 0 AND list_has_all(actor_countries, ?) AND len(actor_countries) > 1"
        row.add(f"({to}) OR ({to}) OR ({together})", one, other, other, one, [one, other])


def _telling_conditions(filters: Filters) -> Conditions:
    """What some telling of the event has to fulfil."""
    telling = Conditions()
    if filters.source:
        outlets = "contains(lower(array_to_string(outlets, chr(10))), lower(?))"
        telling.add(f"source_id = ? OR {outlets}", filters.source, filters.source)
    if filters.story:
        telling.add("story_id = ? OR source_id = ? OR story_group = ?", *[filters.story] * 3)
    return telling
