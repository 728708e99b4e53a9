-- Replaces process_states by what stands in the temporary table new_process_states. append.py runs it behind tellings.sql.

DELETE FROM process_states;

INSERT INTO process_states BY NAME
SELECT s.* EXCLUDE (process_no, mention_no), t.process_no, t.mention_no
FROM new_process_states s JOIN process_tellings t USING (process_id, mention_id, story_id, source_id)
ORDER BY t.process_no, s.known_from NULLS LAST, s.place, s.known_until NULLS LAST;
