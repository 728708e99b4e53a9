"""What changed between two days: states of processes, plans, offices, accounts that contradict each other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from dateline import query
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.claims import conditions
from dateline.query.events import representatives
from dateline.query.filters import Conditions, sql_date
from dateline.query.processes import known_on

SHOWN = 12  # of each


@dataclass(frozen=True, slots=True)
class Changed:
    """Some of what changed, the latest first, and how many there are in all."""

    rows: list[dict[str, Any]]
    total: int


_STATES = """
WITH known AS (SELECT * FROM process_states WHERE {known}),
entered AS (
  SELECT s.process_id, s.process_no, s.mention_no, s.kind, s.name, s.parties, s.state, s.since, s.entered, s.place,
    p.state AS before
  FROM known s LEFT JOIN known p ON p.process_no = s.process_no AND p.place = s.place - 1
  WHERE s.entered > {after} AND s.entered <= {until} AND {where}
)
SELECT *, count(*) OVER () AS total FROM entered ORDER BY entered DESC, process_id, place DESC LIMIT {limit}"""
#: Days alone are looked at first; sentences are read of the few that are shown.
_PLANS = """
WITH outcomes AS (
  SELECT group_id, event_id, first, known_first FROM ({representatives})
  WHERE told_until_now AND coalesce(known_first <= {known}, true)
    AND (known_first > {after} AND known_first <= {until} OR first > {after} AND first <= {until})
), told AS MATERIALIZED (
  SELECT l.plan_group, l.outcome, o.event_id AS outcome_event,
    CASE WHEN l.outcome = 'held' THEN coalesce(o.first, o.known_first) ELSE o.known_first END AS day
  FROM plan_links l JOIN outcomes o ON o.group_id = l.outcome_group
), settled AS (
  SELECT p.event_no, p.event_id, outcome, outcome_event, day, count(*) OVER () AS total
  FROM (SELECT * FROM told WHERE day > {after} AND day <= {until}) t
  JOIN (SELECT event_no, event_id, group_id FROM ({representatives}) p
    WHERE {where} AND group_id IN (SELECT plan_group FROM told)) p ON p.group_id = t.plan_group
  ORDER BY day DESC, p.event_id, outcome_event LIMIT {limit}
)
SELECT s.event_id, outcome, outcome_event, day, total, sentence FROM settled s
JOIN (SELECT event_no, sentence FROM current_events WHERE event_no IN (SELECT event_no FROM settled)) e USING (event_no)
ORDER BY day DESC, s.event_id, outcome_event"""
_OFFICES = """
WITH told AS (
  SELECT person, office, country, text, story_id, published,
    unnest([{{'day': from_date, 'how': 'took office'}}, {{'day': to_date, 'how': 'left office'}}]) AS change
  FROM current_tenures WHERE NOT withdrawn AND coalesce(published <= {known}, {undated}) AND {where}
    AND (from_date > {after} AND from_date <= {until} OR to_date > {after} AND to_date <= {until})
), changes AS (
  SELECT person, office, country, change.how AS how, change.day AS day, arg_min("text", (published, story_id)) AS words,
    arg_min(story_id, (published, story_id)) AS story_id
  FROM told
  WHERE change.day > {after} AND change.day <= {until} GROUP BY ALL
)
SELECT *, count(*) OVER () AS total FROM changes ORDER BY day DESC, person, office, how LIMIT {limit}"""
_DISPUTES = """
SELECT c.claim_id, c.speaker, c.country, c.stance, c.text, c.published, c.story_id, c.outlet, count(*) OVER () AS total
FROM current_claims c WHERE {where}
ORDER BY c.published DESC, c.story_id, c.span_start LIMIT {limit}"""


def states_changed(ledger: Ledger, filters: Filters, after: dt.date, until: dt.date) -> Changed:
    """Processes that entered a state after one day and until another, as known on the day of the filters."""
    where = _of_countries("s.parties", filters)
    where.add_words("s.kind", filters.kind)
    return _ask(ledger, _STATES.format(known=known_on(filters), **_days(after, until), where=where.sql), where)


def plans_settled(ledger: Ledger, filters: Filters, after: dt.date, until: dt.date) -> Changed:
    """Plans of which became known in these days, or which were held on them: what became of them."""
    where = _of_countries("p.countries", filters)
    sql = _PLANS.format(
        representatives=representatives(filters), known=_known(filters), **_days(after, until), where=where.sql
    )
    return _ask(ledger, sql, where)


def offices_changed(ledger: Ledger, filters: Filters, after: dt.date, until: dt.date) -> Changed:
    """Persons who took or left office in these days, as the stories tell it."""
    where = Conditions()
    where.add_words("country", filters.country, upper=True)
    undated = "false" if filters.known_on else "true"
    sql = _OFFICES.format(known=_known(filters), undated=undated, **_days(after, until), where=where.sql)
    return _ask(ledger, sql, where)


def disputes_begun(ledger: Ledger, filters: Filters, after: dt.date, until: dt.date) -> Changed:
    """Claims published in these days on events of which accounts contradict each other, as known on the day of the filters."""
    if after >= until:
        return Changed([], 0)
    asked = Filters(
        country=filters.country,
        since=after + dt.timedelta(1),
        until=until,
        known_on=filters.known_on,
        disputed=True,
    )
    claims = query.claims(ledger, asked).rows()
    where = conditions(replace(asked, disputed=False))
    where.add("c.claim_id IN (SELECT unnest(?))", sorted({row["claim_id"] for row in claims}))
    return _ask(ledger, _DISPUTES.format(where=where.sql, limit=SHOWN), where)


def _ask(ledger: Ledger, sql: str, where: Conditions) -> Changed:
    rows = ledger.ask(sql, where.parameters).rows()
    return Changed(rows, rows[0]["total"] if rows else 0)


def _of_countries(column: str, filters: Filters) -> Conditions:
    where = Conditions()
    where.add_any(column, filters.country, upper=True)
    return where


def _days(after: dt.date, until: dt.date) -> dict[str, Any]:
    return {"after": sql_date(after), "until": sql_date(until), "limit": SHOWN}


def _known(filters: Filters) -> str:
    return sql_date(filters.known_on) if filters.known_on else "NULL::DATE"
