-- Replaces the groups by those in the temporary tables new_story_groups and new_event_groups, and names as touched only what
-- stands in another group, or as another version, than before.

CREATE OR REPLACE TEMP TABLE touched_stories AS
SELECT DISTINCT story_id FROM (
  (SELECT * FROM new_story_groups EXCEPT SELECT * FROM story_groups)
  UNION ALL (SELECT * FROM story_groups EXCEPT SELECT * FROM new_story_groups)
);

CREATE OR REPLACE TEMP TABLE changed_events AS
SELECT DISTINCT event_id FROM (
  (SELECT * FROM new_event_groups EXCEPT SELECT * FROM event_groups)
  UNION ALL (SELECT * FROM event_groups EXCEPT SELECT * FROM new_event_groups)
);

CREATE OR REPLACE TEMP TABLE touched_groups AS
SELECT event_id AS group_id FROM changed_events
UNION SELECT group_id FROM event_groups SEMI JOIN changed_events USING (event_id)
UNION SELECT group_id FROM new_event_groups SEMI JOIN changed_events USING (event_id);

DELETE FROM story_groups WHERE story_id IN (SELECT story_id FROM touched_stories);

INSERT INTO story_groups SELECT * FROM new_story_groups SEMI JOIN touched_stories USING (story_id);

DELETE FROM event_groups WHERE event_id IN (SELECT event_id FROM changed_events);

INSERT INTO event_groups SELECT * FROM new_event_groups SEMI JOIN changed_events USING (event_id);
