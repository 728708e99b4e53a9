"""Which events of two sides are the same: by id, else by the words of the act or its sentence, the best agreement first."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.ledger import Ledger

#: Pairs with one id in one story.
_SAME_ID = """
CREATE OR REPLACE TEMP TABLE event_pairs AS
SELECT a.event_no AS no_a, b.event_no AS no_b, 'id' AS matched
FROM events_a a JOIN codings_a x USING (story_id, source_id) JOIN story_pairs p ON p.coding_a = x.coding
JOIN codings_b y ON y.coding = p.coding_b
JOIN events_b b ON b.story_id = y.story_id AND b.source_id = y.source_id AND b.event_id = a.event_id
QUALIFY row_number() OVER (PARTITION BY a.event_no ORDER BY b.event_no) = 1
  AND row_number() OVER (PARTITION BY b.event_no ORDER BY a.event_no) = 1"""

#: Of the rest, pairs of one story whose acts overlap, or that one sentence tells of one act with a party in common. Points: words
#: in common 4, act 2, type 2, all parties 3, status 1, day 1.
_LIKE = """
WITH left_a AS (
  SELECT e.*, p.coding_b FROM events_a e JOIN codings_a c USING (story_id, source_id) JOIN story_pairs p ON p.coding_a = c.coding
  WHERE event_no NOT IN (SELECT no_a FROM event_pairs)
), left_b AS (
  SELECT e.*, c.coding AS coding_b FROM events_b e JOIN codings_b c USING (story_id, source_id)
  WHERE event_no NOT IN (SELECT no_b FROM event_pairs)
), likes AS (
  SELECT a.event_no AS no_a, b.event_no AS no_b, a.event_id AS id_a, b.event_id AS id_b,
    a.trigger_start < b.trigger_end AND b.trigger_start < a.trigger_end AS overlap, a.act = b.act AS acts,
    len(list_intersect(a.countries, b.countries)) AS common, len(list_distinct(a.countries || b.countries)) AS parties,
    4 * overlap::INTEGER + 2 * acts::INTEGER + 2 * (a.type = b.type)::INTEGER + (a.status = b.status)::INTEGER
      + (a.first IS NOT DISTINCT FROM b.first)::INTEGER + CASE WHEN parties = 0 THEN 3.0 ELSE 3.0 * common / parties END AS points
  FROM left_a a JOIN left_b b USING (coding_b)
  WHERE a.told_start < b.told_end AND b.told_start < a.told_end
)
SELECT no_a, no_b, CASE WHEN overlap THEN 'act' ELSE 'sentence' END AS matched FROM likes
WHERE overlap OR (acts AND (common > 0 OR parties = 0)) ORDER BY points DESC, id_a, id_b, no_a, no_b"""


def match_events(ledger: Ledger) -> None:
    """Makes the temporary table event_pairs (no_a, no_b, matched: id, act or sentence) of those that `lay_out` made."""
    ledger.tuples(_SAME_ID)
    pairs = best_first(ledger.tuples(_LIKE))
    if pairs:
        columns = [list(column) for column in zip(*pairs, strict=True)]
        ledger.tuples("INSERT INTO event_pairs SELECT unnest(?), unnest(?), unnest(?)", columns)


def best_first(likes: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Pairs from the best to the worst in which each side stands once.

    >>> best_first([(1, 1, "act"), (1, 2, "act"), (2, 1, "act"), (2, 2, "sentence")])
    [(1, 1, 'act'), (2, 2, 'sentence')]
    """
    ones: set[int] = set()
    others: set[int] = set()
    pairs = []
    for one, other, matched in likes:
        if one not in ones and other not in others:
            ones.add(one)
            others.add(other)
            pairs.append((one, other, matched))
    return pairs
