"""Plans: every planned event and what became of it, on a day and as known on a day."""

from __future__ import annotations

import datetime as dt

from dateline.ledger import Answer, Ledger
from dateline.records.event import Event

from . import known
from .events import among, representatives, row_conditions
from .filters import EVERYTHING, Conditions, Filters, check_filters, limited, order, sql_date
from .learnt import LEARNT_SQL, with_learnt
from .record_answer import RecordAnswer

KNOWN = known.PLANS

ORDERS = {"date": "first", "published": "known_first", "outcome": "outcome", "confidence": "confidence"}
#: Days after which nobody will hear any more of a plan without a date.
FORGOTTEN = 365

#: Plans up to which they are picked first, and what became of them is looked up by ids.
FEW = 1000
_COLUMNS = "event_no, group_id, group_no, first, last, known_first, published, confidence, type, story_key, event_key"
_FITTING = f"SELECT {_COLUMNS} FROM ({{representatives}}) WHERE {{where}} AND {{among}}"  # noqa: S608  (our own names)
#: Outcomes are looked up among what was known by then; the last word on a plan counts, a held one above all.
_SQL = """
WITH plans AS MATERIALIZED ({plans}), links AS MATERIALIZED (
  SELECT plan_group, outcome, outcome_group, next_group, reason FROM plan_links WHERE plan_group IN (SELECT group_id FROM plans)
), others AS MATERIALIZED (
  SELECT group_id, event_id, first, known_first, told_until_now FROM ({representatives}) WHERE {others}
), words AS (
  SELECT l.plan_group, l.outcome, o.event_id AS outcome_event, l.next_group, l.reason, o.known_first
  FROM links l JOIN others o ON o.group_id = l.outcome_group
  WHERE o.told_until_now AND coalesce(o.known_first <= {known_on}, true)
    AND coalesce(CASE WHEN l.outcome = 'held' THEN o.first ELSE o.known_first END <= {as_of}, true)
), last_words AS (
  SELECT plan_group, arg_max(words, (outcome = 'held', known_first, outcome_event)) AS word FROM words GROUP BY plan_group
), told AS (
  SELECT plans.*, coalesce(word.outcome, CASE
      WHEN coalesce(last > known_first, true) AND last < {as_of} THEN 'overdue'
      WHEN NOT coalesce(last > known_first, last IS NOT NULL) AND known_first + {forgotten} < {as_of} THEN 'unknown'
      ELSE 'open' END) AS outcome,
    word.outcome_event AS outcome_event, word.next_group AS next_group, coalesce(word.reason, '') AS reason
  FROM plans LEFT JOIN last_words ON plan_group = group_id
), picked AS MATERIALIZED (
  SELECT *, row_number() OVER (ORDER BY {by}) AS place FROM (SELECT * FROM told WHERE {outcomes} ORDER BY {by} {limit})
), holders AS ({learnt})
SELECT record, e.event_id AS plan_event, outcome, outcome_event, n.event_id AS next_event, reason,
  picked.known_first AS known_on, learnt
FROM picked JOIN (SELECT event_no, event_id, record FROM events WHERE event_no IN (SELECT event_no FROM picked)) e USING (event_no)
LEFT JOIN others n ON n.group_id = next_group
LEFT JOIN holders ON number = event_no ORDER BY place"""
_ALL_OTHERS = "group_id IN (SELECT outcome_group FROM links UNION SELECT next_group FROM links)"
_OTHERS_OF_FEW = """
SELECT DISTINCT unnest([outcome_group, next_group]) AS other FROM plan_links WHERE plan_group IN (SELECT unnest(?)) ORDER BY ALL"""


def plans(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row a planned event, by its day: the event's row with plan_event (its id), outcome, outcome_event, next_event and reason.

    outcome: held, cancelled or postponed where an event known by then tells so; else open while its days have not passed, overdue
    after that, unknown for a plan without a day to come of which a year has told nothing. as_of: the day to judge by; else the last
    day that the ledger knows. known_on: what was known by then; given alone it is the day to judge by, too.
    next_event: the plan that took the place of one that was put off. Sorted by date, published, outcome or confidence.
    """
    check_filters(filters, KNOWN, "plans")
    row, as_of = conditions(ledger, filters)
    telling, told = among(filters)
    by = order(filters, ORDERS, "date", "first NULLS LAST, known_first NULLS LAST, story_key, event_key")
    fitting = _FITTING.format(representatives=representatives(filters), where=row.sql, among=telling)
    parameters: list[object] = [*row.parameters, *told]
    late = bool(filters.outcome) or (filters.sort or "").endswith("outcome")
    if not late and filters.limit is not None and filters.limit <= FEW:
        few = ledger.tuples(f"SELECT event_no, group_id FROM ({fitting}) ORDER BY {by} {limited(filters)}", parameters)  # noqa: S608  (our own names; values are parameters)
        plans = _FITTING.format(
            representatives=representatives(filters), where="event_no IN (SELECT unnest(?))", among="TRUE"
        )
        others, limit = "group_no IN (SELECT unnest(?))", ""
        parameters = [[number for number, _ in few], _others(ledger, [group for _, group in few])]
    else:
        plans, others, limit = fitting, _ALL_OTHERS, limited(filters)
    sql = _SQL.format(
        plans=plans,
        others=others,
        representatives=representatives(filters),
        known_on=_day(filters.known_on),
        as_of=_day(as_of),
        forgotten=FORGOTTEN,
        outcomes="outcome IN (SELECT unnest(?))" if filters.outcome else "TRUE",
        by=by,
        limit=limit,
        learnt=LEARNT_SQL.format(table="events"),
    )
    asked = [[word.lower() for word in filters.outcome]] if filters.outcome else []
    return RecordAnswer(with_learnt(ledger.ask(sql, [*parameters, *asked]).arrow()), Event)


def _others(ledger: Ledger, plans: list[str]) -> list[int]:
    """The numbers of the events that these plans are linked to; by their ids they are found in an index."""
    ids = [other for (other,) in ledger.tuples(_OTHERS_OF_FEW, [plans]) if other]
    if not ids:
        return []
    sql = f"SELECT group_no FROM current_events WHERE group_id IN ({', '.join('?' * len(ids))})"  # noqa: S608  (as above)
    return [number for (number,) in ledger.tuples(sql, ids)]


def _day(day: dt.date | None) -> str:
    return sql_date(day) if day else "NULL::DATE"


def _last_day(ledger: Ledger) -> dt.date | None:
    """The last day of publication that the ledger knows."""
    ((day,),) = ledger.tuples("SELECT max(published) FROM current_stories")
    return day if isinstance(day, dt.date) else None


def conditions(ledger: Ledger, filters: Filters) -> tuple[Conditions, dt.date | None]:
    """What a plan has to fulfil, on the tellings that stand for events, and the day to judge by."""
    as_of = filters.as_of or filters.known_on or _last_day(ledger)
    row = row_conditions(filters, began=False)
    row.add("status = 'planned'")
    if as_of is not None and filters.as_of is not None:
        row.add("coalesce(known_first <= ?, true)", as_of)
    return row, as_of
