-- Computes current_stories and current_events anew for the stories in the temporary table touched_stories (story_id), for all
-- that stand in one group with them, and for the groups of events in touched_groups (group_id). append.py runs it inside the
-- transaction that changed the stories or the groups.

INSERT INTO touched_stories
SELECT DISTINCT story_id FROM story_groups
WHERE group_id IN (SELECT group_id FROM story_groups SEMI JOIN touched_stories USING (story_id))
EXCEPT SELECT story_id FROM touched_stories;

DELETE FROM current_stories WHERE story_id IN (SELECT story_id FROM touched_stories);

INSERT INTO current_stories BY NAME
WITH latest AS (
  SELECT arg_max(coding, n) AS coding
  FROM stories SEMI JOIN touched_stories USING (story_id) JOIN coding_log USING (coding)
  GROUP BY story_id, source_id
), grouped AS (
  SELECT story_id, min(group_id) AS group_id, min(version) AS version
  FROM story_groups SEMI JOIN touched_stories USING (story_id) GROUP BY story_id
), told AS (
  SELECT s.* EXCLUDE (withdrawn), s.withdrawn AS withdraws, coalesce(g.group_id, s.story_id) AS group_id,
    coalesce(g.version, 1) AS version
  FROM latest JOIN stories s USING (coding) LEFT JOIN grouped g USING (story_id)
)
SELECT coding, story_id, source_id, group_id, version, published, published_basis, agency, source,
  coalesce(source, agency) AS outlet, dateline_place, headline,
  bool_or(withdraws) OVER later AS withdrawn,
  min(CASE WHEN withdraws THEN published END) OVER later AS withdrawn_on
FROM told
WINDOW later AS (PARTITION BY group_id ORDER BY version DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW);

INSERT INTO touched_groups
SELECT group_id FROM current_events SEMI JOIN touched_stories USING (story_id)
UNION
SELECT coalesce(g.group_id, e.event_id)
FROM events e
JOIN (SELECT coding FROM current_stories SEMI JOIN touched_stories USING (story_id)) USING (coding)
LEFT JOIN event_groups g USING (event_id);

DELETE FROM named_actors WHERE event_no IN (
  SELECT event_no FROM current_events WHERE group_id IN (SELECT group_id FROM touched_groups)
);

DELETE FROM current_events WHERE group_id IN (SELECT group_id FROM touched_groups);

CREATE OR REPLACE TEMP TABLE touched_events AS
WITH grouped AS (
  SELECT event_id, min(group_id) AS group_id FROM event_groups
  WHERE event_id IN (
    SELECT event_id FROM event_groups SEMI JOIN touched_groups USING (group_id) UNION SELECT group_id FROM touched_groups
  )
  GROUP BY event_id
), wanted AS (
  SELECT event_id FROM grouped UNION SELECT group_id FROM touched_groups
)
SELECT e.event_no, coalesce(g.group_id, e.event_id) AS group_id
FROM (
  SELECT event_no, event_id, coding FROM events SEMI JOIN wanted USING (event_id)
  WHERE event_no NOT IN (SELECT number FROM set_aside WHERE in_table = 'events')
) e
SEMI JOIN current_stories s USING (coding) LEFT JOIN grouped g USING (event_id)
WHERE coalesce(g.group_id, e.event_id) IN (SELECT group_id FROM touched_groups);

INSERT INTO current_events BY NAME
WITH sides AS (
  SELECT event_no,
    coalesce(list_sort(list(DISTINCT country) FILTER (country IS NOT NULL AND side = 'actor')), []) AS actor_countries,
    coalesce(list_sort(list(DISTINCT country) FILTER (country IS NOT NULL AND side = 'recipient')), []) AS recipient_countries,
    coalesce(list_sort(list(DISTINCT country) FILTER (country IS NOT NULL)), []) AS countries,
    count(DISTINCT entity_id) FILTER (kind = 'person' AND country IS NOT NULL) AS persons,
    count(*) FILTER (country IS NULL) AS strangers
  FROM participants SEMI JOIN touched_events USING (event_no) GROUP BY event_no
), told AS (
  SELECT e.event_no, e.coding, e.event_id, t.group_id, e.story_id, e.source_id, s.group_id AS story_group, s.version,
    s.published, s.withdrawn, s.withdrawn_on, e.type, e.act, e.mode, e.cameo, e.quad, e.status, e.background, e.channel,
    e.first, e.last, e.where_name, e.where_country,
    coalesce(p.actor_countries, []) AS actor_countries, coalesce(p.recipient_countries, []) AS recipient_countries,
    coalesce(p.countries, []) AS countries, e.contexts, e.issues,
    CASE WHEN len(e.sources) > 0 THEN e.sources WHEN s.outlet IS NULL THEN [] ELSE [s.outlet] END AS outlets,
    e.confidence,
    -- A correction comes first, then a day, then both sides, then the rest; each is worth more than what follows.
    64 * o.corrected::INTEGER + 8 * (e.first IS NOT NULL AND e.grain = 'day')::INTEGER + 4 * (e.first IS NOT NULL)::INTEGER
      + 3 * least(coalesce(len(p.countries), 0), 2)::INTEGER + least(coalesce(p.persons, 0), 2)::INTEGER
      + (e.where_name IS NOT NULL)::INTEGER + coalesce(e.channel <> 'unknown', false)::INTEGER
      - least(coalesce(p.strangers, 0), 2)::INTEGER AS completeness,
    e.attributed_to, e.evidence,
    ((md5_number_lower(e.story_id)::UBIGINT >> 24) << 24) + least(e.trigger_start, 16777215)::UBIGINT AS story_key,
    md5_number_lower(e.event_id)::UBIGINT AS event_key,
    coalesce(substring(x.text, e.evidence[1]."start" + 1, e.evidence[1]."end" - e.evidence[1]."start"), '') AS sentence
  FROM events e JOIN touched_events t USING (event_no)
  JOIN current_stories s USING (coding)
  JOIN stories o USING (coding)
  JOIN texts x ON x.story_id = e.story_id
  LEFT JOIN sides p USING (event_no)
), marked AS (
  SELECT *, version < max(version) OVER (PARTITION BY group_id, story_group) AS superseded,
    lower(array_to_string(outlets, chr(10))) AS outlet_words, lower(sentence) AS sentence_words
  FROM told
)
SELECT * EXCLUDE (superseded),
  event_id IN (SELECT row_id FROM by_hand WHERE in_table = 'events' AND NOT rejected) AS reviewed,
  row_number() OVER (
    PARTITION BY group_id
    ORDER BY withdrawn, background, superseded, completeness DESC, last - first NULLS LAST, published DESC NULLS LAST,
      confidence DESC, event_id, source_id, story_id
  ) = 1 AS representative,
  min(event_no) OVER (PARTITION BY group_id) AS group_no,
  min(published) OVER (PARTITION BY group_id) AS known_first,
  CASE WHEN bool_and(published IS NOT NULL AND (NOT withdrawn OR withdrawn_on IS NOT NULL)) OVER (PARTITION BY group_id)
    THEN greatest(max(published) OVER (PARTITION BY group_id), max(withdrawn_on) OVER (PARTITION BY group_id))
  END AS known_last,
  bool_or(NOT withdrawn) OVER (PARTITION BY group_id) AS told_until_now
FROM marked
ORDER BY group_no, event_no;

-- The names under which the events are found; one that no event has any more may stay.
CREATE OR REPLACE TEMP TABLE touched_names AS
SELECT DISTINCT event_no, lower(concat_ws(chr(10), name, text, office, entity_id)) AS words
FROM participants SEMI JOIN touched_events USING (event_no);

INSERT INTO actor_names
SELECT (SELECT coalesce(max(name_no), -1) FROM actor_names) + row_number() OVER (ORDER BY words), words
FROM (SELECT DISTINCT words FROM touched_names) ANTI JOIN actor_names USING (words);

INSERT INTO named_actors SELECT name_no, event_no FROM touched_names JOIN actor_names USING (words) ORDER BY name_no, event_no;
