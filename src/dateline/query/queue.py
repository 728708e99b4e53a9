"""What is most worth a person's look: events in the order in which a look changes most."""

from __future__ import annotations

from dateline.ledger import Answer, Ledger

from . import known
from .disputes import disputes_sql
from .events import among, representatives, row_conditions
from .filters import EVERYTHING, Filters, check_filters, limited

KNOWN = known.REVIEW

#: A queue is of today: what makes an event worth a look is what all stories say of it by now.
#: A merge or an event that is surer than this is worth no look for that alone; scores of merges are those of merge/events.py, and
#: below this confidence one event in three of our own series is wrong.
DOUBTFUL_MERGE, DOUBTFUL_EVENT = 0.8, 0.6

#: Points: 10 for a correction that the program contradicts, up to 3 for a model that is sure of another type, 2 for tellings that
#: name other types or other days, 1.5 for accounts that contradict each other, 1 for a plan whose day has passed with nothing told
#: of it, and what a doubtful merge or event lacks. Many tellings come before few; what is told as history comes later.
_SQL = """
WITH weighed AS MATERIALIZED (
  SELECT event_no FROM ({representatives}) WHERE {where} AND {among} {unreviewed} {newest}
), picked AS MATERIALIZED (
  SELECT event_no, event_id, group_id, group_no, type, act, status, background, first, last, known_first, confidence, reviewed,
    story_key, event_key
  FROM current_events WHERE event_no IN (SELECT event_no FROM weighed)
), judged AS (
  SELECT event_no, split_part(verdict, ' ', 1) AS other, coalesce(try_cast(split_part(verdict, ' ', 2) AS DOUBLE), 0) AS sure
  FROM (SELECT event_no, coalesce(record->>'$.basis.judged', '') AS verdict FROM events SEMI JOIN picked USING (event_no))
), told AS (
  SELECT group_no, count(*) AS tellings, string_agg(DISTINCT type, ', ' ORDER BY type) AS types, count(DISTINCT type) AS several,
    coalesce(max(first) > min(last), false) AS other_days
  FROM current_events SEMI JOIN picked USING (group_no) WHERE NOT withdrawn GROUP BY group_no
), merged AS (
  SELECT group_id, min(score) AS score FROM event_groups SEMI JOIN picked USING (group_id) WHERE score < {merge} GROUP BY group_id
), contested AS (
  SELECT event_id, any_value(dispute) AS dispute FROM ({disputes}) GROUP BY event_id
), said AS (
  SELECT DISTINCT unnest(targets) AS event_id FROM correction_states WHERE state = 'conflict'
), last_day AS (SELECT max(published) AS today FROM current_stories),
noted AS (
  SELECT p.*, coalesce(tellings, 1) AS tellings, [
    CASE WHEN s.event_id IS NOT NULL
      THEN {{'points': 10.0, 'why': 'a correction by hand and the program contradict each other'}} END,
    CASE WHEN j.other NOT IN ('', type, act)
      THEN {{'points': 3 * sure, 'why': printf('rules say %s, the model %s %.2f', type, j.other, sure)}} END,
    CASE WHEN several > 1 THEN {{'points': 2.0, 'why': 'its tellings are ' || types}} END,
    CASE WHEN other_days THEN {{'points': 2.0, 'why': 'its tellings name other days'}} END,
    CASE WHEN c.event_id IS NOT NULL THEN {{'points': 1.5, 'why': 'accounts contradict each other: ' || dispute}} END,
    CASE WHEN status = 'planned' AND last < today AND p.group_id NOT IN (SELECT plan_group FROM plan_links)
      THEN {{'points': 1.0, 'why': 'planned, its day has passed, and nothing tells what became of it'}} END,
    CASE WHEN m.score IS NOT NULL
      THEN {{'points': 2 * (1 - m.score), 'why': printf('tellings are merged with a score of %.2f', m.score)}} END,
    CASE WHEN confidence < {event}
      THEN {{'points': 2 * ({event} - confidence), 'why': printf('confidence %.2f', confidence)}} END
  ] AS notes
  FROM picked p JOIN last_day ON true LEFT JOIN judged j USING (event_no) LEFT JOIN told t USING (group_no)
  LEFT JOIN merged m ON m.group_id = p.group_id LEFT JOIN contested c ON c.event_id = p.event_id
  LEFT JOIN said s ON s.event_id = p.event_id
)
SELECT event_id, round(coalesce(list_sum([note.points FOR note IN notes IF note IS NOT NULL]), 0) + ln(tellings) / 10
    - 0.2 * background::INTEGER, 3) AS points,
  [note.why FOR note IN notes IF note IS NOT NULL] AS why, type, status, first, last, tellings, confidence, reviewed
FROM noted
ORDER BY points DESC, first NULLS LAST, story_key, event_key {limit}"""


def review_queue(
    ledger: Ledger, filters: Filters = EVERYTHING, *, unreviewed: bool = True, newest: int | None = None
) -> Answer:
    """Events that fit the filters, those first of which a person's look is worth most, with the reasons (`why`).

    unreviewed: leaves out what a person has accepted, changed or added, unless the program contradicts it now. Filters as in
    `events`, but for the order and `known_on`. newest: so many are weighed, those that were published last.
    """
    check_filters(filters, KNOWN, "review")
    row = row_conditions(filters)
    telling, asked = among(filters)
    sql = _SQL.format(
        representatives=representatives(filters),
        where=row.sql,
        among=telling,
        unreviewed=f"AND (NOT reviewed OR event_no IN ({_in_conflict(ledger)}))" if unreviewed else "",
        newest=f"ORDER BY published DESC NULLS LAST, event_no DESC LIMIT {newest:d}" if newest is not None else "",
        disputes=disputes_sql(EVERYTHING, "TRUE"),
        merge=DOUBTFUL_MERGE,
        event=DOUBTFUL_EVENT,
        limit=limited(filters),
    )
    return ledger.ask(sql, [*row.parameters, *asked])


_IN_CONFLICT = """
SELECT event_no FROM current_events
WHERE event_id IN (SELECT unnest(targets) FROM correction_states WHERE state = 'conflict') ORDER BY event_no"""


def _in_conflict(ledger: Ledger) -> str:
    """The numbers of events that a correction and the program see differently: they are few, and mostly none."""
    if not ledger.tuples("SELECT 1 FROM correction_states WHERE state = 'conflict' LIMIT 1"):
        return "NULL"
    return ", ".join(str(number) for (number,) in ledger.tuples(_IN_CONFLICT)) or "NULL"
