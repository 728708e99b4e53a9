-- Replaces the groups of the tellings in the temporary table asked_tellings (event_id, source_id) by those in new_event_groups, and
-- computes anew only what stands in another group, or there for another reason, than before.

CREATE OR REPLACE TEMP TABLE touched_stories (story_id VARCHAR);

CREATE OR REPLACE TEMP TABLE old_event_groups AS
SELECT * FROM event_groups SEMI JOIN asked_tellings USING (event_id, source_id);

-- An event_id may be told twice, in two groups: what stands in either is looked at, as in regroup.sql.
CREATE OR REPLACE TEMP TABLE changed_events AS
SELECT DISTINCT event_id FROM (
  (SELECT * FROM new_event_groups EXCEPT SELECT * FROM old_event_groups)
  UNION ALL (SELECT * FROM old_event_groups EXCEPT SELECT * FROM new_event_groups)
);

CREATE OR REPLACE TEMP TABLE touched_groups AS
SELECT event_id AS group_id FROM changed_events
UNION SELECT group_id FROM event_groups SEMI JOIN changed_events USING (event_id)
UNION SELECT group_id FROM new_event_groups SEMI JOIN changed_events USING (event_id);

DELETE FROM event_groups
WHERE event_id IN (SELECT event_id FROM changed_events)
  AND (event_id, source_id) IN (SELECT (event_id, source_id) FROM asked_tellings);

INSERT INTO event_groups SELECT * FROM new_event_groups SEMI JOIN changed_events USING (event_id);
