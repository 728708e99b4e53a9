"""Disputes: events of which accounts contradict each other, with the claims on them side by side."""

from __future__ import annotations

from .filters import Filters, limited, sql_date
from .learnt import LEARNT_SQL
from .ties import ties_sql

#: Ties that are less sure make no dispute.
LEAST = 0.5

#: Only claims that the ledger marked as contested when it was last written to (ledger/contested.sql) are looked at: first these
#: few, as in current_claims, then the rows of their stories, so that neither table is joined as a whole. `accounts`
#: tell, name or deny the event; remarks on it are none, nor is an act of speaking an account of itself: who rejects a demand does
#: not deny it. `against`: it denies the act, rather than something about it; `exact`: its days and numbers are those of the act.
_SQL = """
WITH contested AS MATERIALIZED (
  SELECT claim_no, coding FROM claims WHERE claim_no IN (SELECT claim_no FROM contested_claims)
    AND claim_no NOT IN (SELECT number FROM set_aside WHERE in_table = 'claims')
), telling AS MATERIALIZED (
  SELECT coding, group_id, published, outlet, withdrawn, withdrawn_on FROM current_stories
  WHERE coding IN (SELECT coding FROM contested) AND {visible}
), visible AS MATERIALIZED (
  SELECT claim_no, coding, group_id AS story_group, published, country, coalesce(country, speaker_id) AS side, stance, rule, about,
    story_id, source_id, span_start, claim_id, coalesce({where}, false) AS asked
  FROM (SELECT * FROM claims WHERE claim_no IN (SELECT claim_no FROM contested)) JOIN telling USING (coding)
), {ties}, accounts AS MATERIALIZED (
  SELECT t.claim_no, t.group_id, v.story_group, v.side, v.published,
    v.stance IN ('denies', 'doubts') AND (t.reason[:7] = 'account' OR v.rule = 'cue.object'
      OR coalesce((c.record->>'$.topic.negated')::BOOLEAN, false)) AS against,
    v.stance IN ('asserts', 'confirms') AS for_it, t.own AND t.reason[:4] IN ('told', 'noun') AND s.act <> 'AGREE'
      AND NOT coalesce((c.record->>'$.topic.planned')::BOOLEAN, false) AS exact,
    (c.record->>'$.topic.first')::DATE AS first, (c.record->>'$.topic.last')::DATE AS last,
    from_json(c.record->'$.topic.numbers', '["VARCHAR"]') AS numbers
  FROM ties t JOIN visible v USING (claim_no) JOIN claims c USING (claim_no) JOIN standing s USING (group_id)
  WHERE t.score >= {least} AND t.reason[:7] NOT IN ('comment', 'stands ', 'the say', 'done by', 'pronoun')
    AND NOT (v.stance IN ('denies', 'doubts') AND s.act IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN'))
    AND NOT (v.rule = 'cue.object' AND s.act = 'AGREE')
), denied AS (
  SELECT group_id, 'asserted and denied' AS dispute FROM accounts JOIN standing USING (group_id)
  WHERE status IN ('occurred', 'ongoing', 'planned') GROUP BY group_id HAVING bool_or(against)
), days AS (
  SELECT DISTINCT a.group_id, 'days differ' AS dispute FROM accounts a JOIN accounts b USING (group_id)
  WHERE a.for_it AND b.for_it AND a.exact AND b.exact AND a.side < b.side AND (a.last < b.first OR b.last < a.first)
), numbers AS (
  SELECT group_id, 'numbers differ' AS dispute FROM (
    SELECT group_id, side, unnest(numbers) AS number FROM accounts WHERE for_it AND exact
  ) GROUP BY group_id, substring(number, instr(number, ' ') + 1)
  HAVING count(DISTINCT split_part(number, ' ', 1)) > 1 AND count(DISTINCT side) > 1
), disputed AS (
  SELECT group_id, string_agg(DISTINCT dispute, ', ' ORDER BY dispute) AS dispute
  FROM (FROM denied UNION ALL FROM days UNION ALL FROM numbers) GROUP BY group_id
), picked AS MATERIALIZED (
  SELECT claim_no, disputed.group_id, s.event_id, dispute, row_number() OVER (
    ORDER BY s.first NULLS LAST, s.event_id, visible.published NULLS LAST, story_id, source_id, span_start, claim_id) AS place
  FROM disputed JOIN standing s USING (group_id) JOIN accounts a USING (group_id) JOIN visible USING (claim_no)
  WHERE (against OR for_it) AND asked
  ORDER BY place {limit}
)
SELECT record, tied.about, tied.ties, picked.event_id, s.sentence AS event, dispute, learnt
FROM claims JOIN picked USING (claim_no) JOIN tied USING (claim_no) JOIN standing s ON s.group_id = picked.group_id
LEFT JOIN ({learnt}) ON number = claim_no ORDER BY place"""


def disputes_sql(filters: Filters, where: str) -> str:
    """The query for the claims on disputed events; `where` picks among the claims that are shown.

    An event is disputed if somebody denies or doubts what is told as a fact, or if two sides tell of it other days, or other
    numbers of the same thing.
    """
    return _SQL.format(
        visible=_visible(filters),
        ties=ties_sql(filters, "visible"),
        where=where,
        least=LEAST,
        limit=limited(filters),
        learnt=LEARNT_SQL.format(table="claims"),
    )


def _visible(filters: Filters) -> str:
    """The claims that are known by the day asked about, and not withdrawn by then."""
    days = [day for day in (filters.known_on, filters.as_of) if day is not None]
    known = [f"published <= {sql_date(day)}" for day in days]
    if not filters.withdrawn:
        known.append(
            f"NOT coalesce(withdrawn_on <= {sql_date(filters.known_on)}, false)"
            if filters.known_on
            else "NOT withdrawn"
        )
    return " AND ".join(known) or "TRUE"
