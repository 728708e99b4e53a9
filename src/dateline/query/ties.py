"""The events that claims are about, as SQL: own ties and links to what other stories tell, as known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.ledger import Ledger

from .events import representatives
from .filters import Filters

_TIE = """'[{"event_id": "VARCHAR", "score": "DOUBLE", "reason": "VARCHAR"}]'"""
#: What a claim is tied to within its story; by those who coded before there were ties, all that it is about.
_OWN = f"""
  SELECT claim_no, coding, unnest(CASE WHEN len(ties) > 0 THEN ties
    ELSE [{{'event_id': event_id, 'score': 0.9, 'reason': 'told'}} FOR event_id IN about] END) AS tie
  FROM (SELECT claim_no, coding, about, from_json(record->'ties', {_TIE}) AS ties FROM claims WHERE claim_no IN (%s))"""  # noqa: S608  (our own names)

#: Each event stands by its representative; one that nothing tells by the day asked about is left out. A link to another story goes
#: before a second own tie that is little surer: the first two often mean one event that grouping could not join. Events are found
#: by the number of their group, which is far cheaper than by its id.
_TIES = """
own AS ({own}
), bound AS MATERIALIZED (
  SELECT claim_no, e.group_id, e.group_no, tie.score AS score, tie.reason AS reason, true AS own
  FROM own JOIN (SELECT coding, event_id, group_id, group_no FROM current_events WHERE {named}) e
    ON e.coding = own.coding AND e.event_id = tie.event_id
  UNION ALL
  SELECT claim_no, group_id, group_no, score, reason, false FROM claim_links
  JOIN (SELECT DISTINCT group_id, group_no FROM current_events WHERE {linked}) USING (group_id)
  WHERE claim_no IN (SELECT claim_no FROM {claims})
), standing AS MATERIALIZED (
  SELECT group_id, event_id, act, status, first, sentence FROM ({representatives})
  WHERE group_no IN (SELECT group_no FROM bound) AND {told}
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
_IDS = f"SELECT DISTINCT tie.event_id FROM ({_OWN % 'SELECT unnest(?)'}) ORDER BY ALL"  # noqa: S608  (as above)
_GROUPS = "SELECT DISTINCT group_id FROM claim_links WHERE claim_no IN (SELECT unnest(?)) ORDER BY ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Ids of the events that claims name, and of the groups of events that they are linked to."""

    events: Sequence[str]
    groups: Sequence[str]


def bound_to(ledger: Ledger, numbers: Sequence[int]) -> Bound:
    """What a few claims (claim_no) are bound to: by their ids events are found in an index, instead of a pass over all of them."""
    events, groups = ([str(row[0]) for row in ledger.tuples(sql, [numbers])] for sql in (_IDS, _GROUPS))
    return Bound(events=events, groups=groups)


def ties_sql(filters: Filters, claims: str, *, few: Bound | None = None) -> str:
    """Common table expressions for the claims (claim_no) of the table `claims`: `ties` one row a tie, `tied` one row a claim.

    The two surest ties of a claim count; those that its own story gives come first. `standing`: the events. few: what these claims
    are bound to, see `bound_to`; its ids are the parameters of the expressions, events first.
    """
    in_links = f"SELECT group_id FROM claim_links WHERE claim_no IN (SELECT claim_no FROM {claims})"  # noqa: S608  (our own names)
    return _TIES.format(
        own=_OWN % f"SELECT claim_no FROM {claims}",  # noqa: S608  (as above)
        claims=claims,
        representatives=representatives(filters),
        told="TRUE" if filters.withdrawn else "told_until_now",
        named=f"event_id IN ({_marks(few.events)})" if few else "TRUE",
        linked=f"group_id IN ({_marks(few.groups) if few else in_links})",
    )


def _marks(ids: Sequence[str]) -> str:
    return ", ".join("?" * len(ids)) or "NULL"
