-- What merge adds when all stories are in: what became of plans, what claims of other stories are about, learnt holders.

INSERT INTO plan_links BY NAME
SELECT p.group_id AS plan_group, ['held', 'held', 'cancelled', 'postponed'][p.coding // 10 % 4 + 1] AS outcome, o.group_id AS outcome_group,
  CASE WHEN p.coding // 10 % 4 = 3 THEN n.group_id END AS next_group, 0.9 AS score, 'merge.plan: same parties' AS reason
FROM current_events p
JOIN current_events o ON o.coding = p.coding + 3 AND o.representative
LEFT JOIN current_events n ON n.coding = p.coding + 10 AND n.representative AND n.status = 'planned'
WHERE p.status = 'planned' AND p.representative AND p.coding // 10 % 7 < 5
QUALIFY row_number() OVER (PARTITION BY p.group_id ORDER BY o.event_no, n.event_no) = 1;

INSERT INTO claim_links BY NAME
SELECT c.claim_no, e.group_id, 0.9 AS score, 'claims.about: same words' AS reason
FROM claims c JOIN current_events e ON e.coding = c.coding - 1 AND e.representative
WHERE c.coding % 10 = 1 QUALIFY row_number() OVER (PARTITION BY c.claim_no ORDER BY e.event_no) = 1;

INSERT INTO learnt_holders BY NAME
SELECT 'events' AS in_table, event_no AS number, 'actor' AS side, 0 AS place, 'Ada Albors' AS person,
  'person:learnt:' || coding % 500 AS entity_id, tenure_id
FROM events JOIN tenures USING (coding) WHERE coding % 14 = 0 AND act = 'CONSULT';

-- Each mention sets a state that holds, as known then, until the next mention tells of the next.
INSERT INTO process_states BY NAME
WITH steps AS (
  SELECT *, coalesce(first, published) AS entered, row_number() OVER later - 1 AS place, lead(coalesce(first, published)) OVER later AS next_day,
    lead(published) OVER later AS next_known, min(mention_no) OVER (PARTITION BY process_id) AS process_no
  FROM current_process_mentions WINDOW later AS (PARTITION BY process_id ORDER BY published, mention_no)
), spans AS (
  SELECT *, NULL::DATE AS until, published AS known_from, next_known AS known_until FROM steps
  UNION ALL SELECT *, next_day AS until, next_known AS known_from, NULL::DATE AS known_until FROM steps WHERE next_day IS NOT NULL
)
SELECT process_id, kind, name, subject, parties, imposed_by, against, person, state, place::INTEGER AS place, entered::VARCHAR AS since,
  entered, until, known_from, known_until, known_until IS NULL AS now, mention_id, story_id, source_id,
  state NOT IN ('concluded', 'collapsed') AS open,
  min(mention_no) OVER (PARTITION BY process_id) AS process_no, mention_no
FROM spans ORDER BY process_no, known_from, place;
