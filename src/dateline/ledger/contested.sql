-- Computes contested_claims anew from the ties of claims. append.py runs it inside the transaction that replaces claim_links.
-- Days of knowledge, withdrawals and which ties are the surest are left out of account: the query for disputes looks at these.

DELETE FROM contested_claims;

INSERT INTO contested_claims
WITH own AS (
  SELECT claim_no, coding, unnest(CASE WHEN len(ties) > 0 THEN ties
    ELSE [{'event_id': event_id, 'reason': 'told'} FOR event_id IN about] END) AS tie
  FROM (SELECT claim_no, coding, about, from_json(record->'ties', '[{"event_id": "VARCHAR", "reason": "VARCHAR"}]') AS ties
    FROM current_claims)
), bound AS (
  SELECT claim_no, e.group_id, tie.reason AS reason, true AS own
  FROM own JOIN current_events e ON e.coding = own.coding AND e.event_id = tie.event_id
  UNION ALL SELECT claim_no, group_id, reason, false FROM claim_links
), accounts AS (
  SELECT b.claim_no, b.group_id, coalesce(c.country, c.speaker_id) AS side,
    c.stance IN ('denies', 'doubts') AND (b.reason[:7] = 'account' OR c.rule = 'cue.object'
      OR coalesce((c.record->>'$.topic.negated')::BOOLEAN, false)) AS against,
    c.stance IN ('asserts', 'confirms') AND b.own AND b.reason[:4] IN ('told', 'noun') AS exact,
    (c.record->>'$.topic.first')::DATE AS first, (c.record->>'$.topic.last')::DATE AS last,
    from_json(c.record->'$.topic.numbers', '["VARCHAR"]') AS numbers
  FROM bound b JOIN claims c USING (claim_no)
), contested AS (
  SELECT group_id FROM accounts GROUP BY group_id
  HAVING bool_or(against) OR (count(DISTINCT side) FILTER (exact) > 1 AND (min(last) FILTER (exact) < max(first) FILTER (exact)
    OR len(list_distinct(flatten(list(numbers) FILTER (exact)))) > 1))
)
SELECT DISTINCT claim_no FROM bound SEMI JOIN contested USING (group_id) ORDER BY claim_no;
