-- Computes process_tellings anew from process_groups. append.py runs it inside the transaction that replaces the groups.

DELETE FROM process_tellings;

INSERT INTO process_tellings BY NAME
SELECT m.process_id, min(m.mention_no) OVER (PARTITION BY m.process_id) AS process_no, m.mention_no, m.mention_id, m.story_id,
  m.source_id, m.story_group, m.published, m.withdrawn_on, m.outlet,
  CASE WHEN m.event_id IN (SELECT row_id FROM by_hand WHERE rejected) THEN NULL ELSE m.event_id END AS event_id,
  substring(t.text, m.evidence[1]."start" + 1, m.evidence[1]."end" - m.evidence[1]."start") AS sentence
FROM current_process_mentions m JOIN texts t USING (story_id)
WHERE m.process_id IS NOT NULL
ORDER BY process_no, m.mention_no;
