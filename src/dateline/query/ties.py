"""The events that claims are about, as SQL: own ties and links to what other stories tell, as known on a day."""

from __future__ import annotations

from .events import representatives
from .filters import Filters

_TIE = """'[{"event_id": "VARCHAR", "score": "DOUBLE", "reason": "VARCHAR"}]'"""

#: Each event stands by its representative; one that nothing tells by the day asked about is left out. A link to another story goes
#: before a second own tie that is little surer: the first two often mean one event that grouping could not join.
_TIES = """
own AS (
  SELECT claim_no, coding, unnest(CASE WHEN len(ties) > 0 THEN ties
    ELSE [{{'event_id': event_id, 'score': 0.9, 'reason': 'told'}} FOR event_id IN about] END) AS tie
  FROM (SELECT claim_no, coding, about, from_json(record->'ties', {tie}) AS ties
    FROM claims WHERE claim_no IN (SELECT claim_no FROM {claims}))
), bound AS (
  SELECT claim_no, e.group_id, tie.score AS score, tie.reason AS reason, true AS own
  FROM own JOIN current_events e ON e.coding = own.coding AND e.event_id = tie.event_id
  UNION ALL
  SELECT claim_no, group_id, score, reason, false FROM claim_links WHERE claim_no IN (SELECT claim_no FROM {claims})
), standing AS MATERIALIZED (
  SELECT group_id, event_id, act, status, first, sentence FROM ({representatives})
  WHERE group_id IN (SELECT group_id FROM bound) AND {told}
), ties AS MATERIALIZED (
  SELECT claim_no, group_id, event_id, score, reason, own
  FROM (
    SELECT *, CASE WHEN NOT own THEN 0.1 WHEN score = max(score) OVER (PARTITION BY claim_no, own) THEN 1 ELSE 0 END + score AS rank
    FROM (SELECT DISTINCT ON (claim_no, group_id) * FROM bound ORDER BY claim_no, group_id, own DESC, score DESC, reason)
  )
  JOIN standing USING (group_id)
  QUALIFY row_number() OVER (PARTITION BY claim_no ORDER BY rank DESC, own DESC, group_id) <= 2
), tied AS (
  SELECT claim_no, list(event_id ORDER BY own DESC, score DESC, event_id) AS about,
    list({{'event_id': event_id, 'score': score, 'reason': reason}} ORDER BY own DESC, score DESC, event_id) AS ties
  FROM ties GROUP BY claim_no
)"""


def ties_sql(filters: Filters, claims: str) -> str:
    """Common table expressions for the claims (claim_no) of the table `claims`: `ties` one row a tie, `tied` one row a claim.

    The two surest ties of a claim count; those that its own story gives come first. `standing`: the events.
    """
    told = "TRUE" if filters.withdrawn else "told_until_now"
    return _TIES.format(tie=_TIE, claims=claims, representatives=representatives(filters), told=told)
