-- What must never be found. Above each query: the kind of problem, then the problem in words; a query gives the ids concerned.

-- span: the trigger is not what stands at its offsets
SELECT event_id FROM events JOIN texts t USING (story_id)
WHERE substring(t.text, trigger_start + 1, trigger_end - trigger_start) <> trigger_text;

-- span: the time expression is not what stands at its offsets
SELECT event_id FROM events JOIN texts t USING (story_id)
WHERE when_text <> '' AND substring(t.text, when_start + 1, when_end - when_start) <> when_text;

-- span: the place is not what stands at its offsets
SELECT event_id FROM events JOIN texts t USING (story_id)
WHERE where_text <> '' AND substring(t.text, where_start + 1, where_end - where_start) <> where_text;

-- span: an actor or recipient is not what stands at its offsets
SELECT e.event_id FROM participants p JOIN events e USING (event_no) JOIN texts t ON t.story_id = e.story_id
WHERE p.text <> '' AND substring(t.text, span_start + 1, span_end - span_start) <> p.text;

-- span: a sentence that tells the event lies outside the story
SELECT event_id
FROM (SELECT event_id, story_id, unnest(evidence) AS told FROM events) JOIN texts t USING (story_id)
WHERE told."start" < 0 OR told."end" <= told."start" OR told."end" > length(t.text);

-- span: the claim is not what stands at its offsets
SELECT claim_id FROM claims c JOIN texts t USING (story_id)
WHERE c.text <> '' AND substring(t.text, span_start + 1, span_end - span_start) <> c.text;

-- span: the word of saying is not what stands at its offsets
SELECT claim_id FROM claims JOIN texts t USING (story_id)
WHERE cue <> '' AND substring(t.text, cue_start + 1, cue_end - cue_start) <> cue;

-- span: the speaker is not what stands at its offsets
SELECT claim_id FROM claims JOIN texts t USING (story_id)
WHERE speaker_text <> '' AND substring(t.text, speaker_start + 1, speaker_end - speaker_start) <> speaker_text;

-- span: the words that tell a tenure are not what stands at their offsets
SELECT tenure_id FROM tenures n JOIN texts t USING (story_id)
WHERE n.text <> '' AND substring(t.text, span_start + 1, span_end - span_start) <> n.text;

-- span: the words that tell the state of a process are not what stands at their offsets
SELECT mention_id FROM process_mentions m JOIN texts t USING (story_id)
WHERE substring(t.text, trigger_start + 1, trigger_end - trigger_start) <> trigger_text;

-- span: the words that tell a detail of a contact are not what stands at their offsets
SELECT detail_id FROM contact_details d JOIN texts t USING (story_id)
WHERE substring(t.text, told_start + 1, told_end - told_start) <> told_text;

-- span: a declined candidate is not what stands at its offsets
SELECT source_id FROM declined d JOIN texts t USING (story_id)
WHERE d.text <> '' AND substring(t.text, span_start + 1, span_end - span_start) <> d.text;

-- tiling: the parts of the story do not tile its text
SELECT s.story_id FROM stories s JOIN texts t USING (story_id)
WHERE len(s.parts) > 0 AND (
  s.parts[1]."start" <> 0 OR s.parts[-1]."end" <> length(t.text)
  OR [p."start" FOR p IN s.parts[2:]] <> [p."end" FOR p IN s.parts[:-2]]
);

-- orphan: a story without text
SELECT story_id FROM stories ANTI JOIN texts USING (story_id);

-- orphan: a story of an unknown run
SELECT story_id FROM stories ANTI JOIN runs USING (run_id);

-- orphan: an event without story
SELECT event_id FROM events ANTI JOIN stories USING (coding);

-- orphan: a claim without story
SELECT claim_id FROM claims ANTI JOIN stories USING (coding);

-- orphan: a tenure without story
SELECT tenure_id FROM tenures ANTI JOIN stories USING (coding);

-- orphan: a mention of a process without story
SELECT mention_id FROM process_mentions ANTI JOIN stories USING (coding);

-- orphan: a detail of a contact that its coding does not have
SELECT detail_id FROM contact_details d ANTI JOIN events e ON e.coding = d.coding AND e.event_id = d.event_id;

-- orphan: a group of an unknown mention of a process
SELECT mention_id FROM process_groups ANTI JOIN process_mentions USING (mention_id);

-- orphan: a state that no mention of the process sets
SELECT process_id FROM process_states ANTI JOIN process_groups USING (process_id, mention_id, story_id, source_id);

-- orphan: a telling of a process that is no mention of it
SELECT mention_id FROM process_tellings ANTI JOIN process_groups USING (process_id, mention_id, story_id, source_id);

-- orphan: what became of a plan that is no event
SELECT plan_group FROM plan_links ANTI JOIN current_events ON plan_group = group_id;

-- orphan: the outcome of a plan that is no event
SELECT outcome_group FROM plan_links ANTI JOIN current_events ON outcome_group = group_id;

-- orphan: a link of an unknown claim
SELECT claim_no FROM claim_links ANTI JOIN claims USING (claim_no);

-- orphan: a contested claim that is not there
SELECT claim_no FROM contested_claims ANTI JOIN claims USING (claim_no);

-- orphan: a claim about an event that is not there
SELECT group_id FROM claim_links ANTI JOIN current_events USING (group_id);

-- orphan: a participant without event
SELECT entity_id FROM participants ANTI JOIN events USING (event_no);

-- orphan: a declined candidate without story
SELECT source_id FROM declined ANTI JOIN stories USING (coding);

-- orphan: a group of an unknown event
SELECT event_id FROM event_groups ANTI JOIN events USING (event_id);

-- orphan: a group of an unknown story
SELECT story_id FROM story_groups ANTI JOIN stories USING (story_id);

-- orphan: a learnt holder of an unknown tenure
SELECT tenure_id FROM learnt_holders ANTI JOIN tenures USING (tenure_id);

-- orphan: a name of an event that is not current
SELECT name_no FROM named_actors ANTI JOIN current_events USING (event_no);

-- orphan: an actor of a current event whose name is not kept
SELECT event_no FROM participants SEMI JOIN current_events USING (event_no) ANTI JOIN named_actors USING (event_no);

-- hand: a row that stands by hand is not there
SELECT row_id FROM by_hand LEFT JOIN events e ON e.event_no = instead LEFT JOIN claims c ON c.claim_no = instead
WHERE in_table <> 'tenures' AND instead IS NOT NULL AND CASE in_table WHEN 'events' THEN e.event_id WHEN 'claims' THEN c.claim_id END IS DISTINCT FROM row_id;

-- hand: a tenure stands by hand of which nothing says so, or the other way round
SELECT row_id FROM (
  SELECT number AS coding, row_id FROM by_hand WHERE in_table = 'tenures' AND instead IS NOT NULL
  EXCEPT SELECT coding, tenure_id FROM tenures WHERE starts_with(basis, 'by hand:')
)
UNION ALL SELECT tenure_id FROM (
  SELECT coding, tenure_id FROM tenures WHERE starts_with(basis, 'by hand:')
  EXCEPT SELECT number, row_id FROM by_hand WHERE in_table = 'tenures' AND instead IS NOT NULL
);

-- hand: the row of the program that a person corrected is not there
SELECT row_id FROM by_hand LEFT JOIN events e ON e.event_no = number LEFT JOIN claims c ON c.claim_no = number
WHERE in_table <> 'tenures' AND number IS NOT NULL AND CASE in_table WHEN 'events' THEN e.event_id WHEN 'claims' THEN c.claim_id END IS DISTINCT FROM row_id;

-- hand: a row stands by a correction that is not there
SELECT row_id FROM (SELECT row_id, unnest(corrections) AS correction_id FROM by_hand) ANTI JOIN corrections USING (correction_id);

-- hand: the state of a correction that is not there
SELECT correction_id FROM correction_states ANTI JOIN corrections USING (correction_id);

-- hand: a correction is told twice
SELECT correction_id FROM corrections GROUP BY correction_id HAVING count(*) > 1;

-- double: one run coded a story twice for the same day of publication
SELECT story_id FROM stories
GROUP BY run_id, story_id, source_id, published, CASE WHEN published_basis = 'sibling' THEN published_candidates[1].reasons END
HAVING count(*) > 1;

-- current: a story has no current coding, or more than one
SELECT story_id FROM (SELECT DISTINCT story_id, source_id FROM stories) FULL JOIN current_stories USING (story_id, source_id)
GROUP BY story_id, source_id HAVING count(coding) <> 1;

-- current: an event of a current story is not among the current events
SELECT event_id FROM events SEMI JOIN current_stories USING (coding) ANTI JOIN current_events USING (event_no)
WHERE event_no NOT IN (SELECT number FROM set_aside WHERE in_table = 'events');

-- current: an event that a person rejected, or for which another row stands, is among the current ones
SELECT event_id FROM current_events WHERE event_no IN (SELECT number FROM set_aside WHERE in_table = 'events');

-- current: an event of an older coding is among the current ones
SELECT event_id FROM current_events ANTI JOIN current_stories USING (coding);

-- group: an event has not exactly one representative
SELECT group_id FROM current_events GROUP BY group_id HAVING count(*) FILTER (representative) <> 1;

-- group: an event stands in another group than merge put it in
SELECT c.event_id FROM current_events c JOIN (
  SELECT event_id, min(group_id) AS group_id FROM event_groups GROUP BY event_id
) g USING (event_id) WHERE c.group_id <> g.group_id;

-- process: a state ends before it is entered, or ceases to be known before it is known
SELECT process_id FROM process_states WHERE until < entered OR known_until <= known_from;

-- process: the states that are known today are not one after the other
SELECT process_id FROM process_states WHERE now
GROUP BY process_id HAVING count(*) FILTER (until IS NULL) <> 1 OR max(place) + 1 <> count(*) OR count(DISTINCT place) <> count(*);

-- process: two things are known of one state at once
SELECT process_id FROM (
  SELECT process_id, known_from, lag(known_until) OVER told AS ceased, lag(now) OVER told AS goes_on
  FROM process_states WHERE known_from IS NOT NULL WINDOW told AS (PARTITION BY process_id, place ORDER BY known_from)
) WHERE ceased > known_from OR goes_on;

-- books: the size of a table is not the sum of what was added to it
SELECT name FROM (
  SELECT unnest(['stories', 'events', 'participants', 'claims', 'tenures', 'process_mentions', 'contact_details', 'declined', 'rejected']) AS name,
    unnest([sum(stories), sum(events), sum(participants), sum(claims), sum(tenures), sum(process_mentions), sum(contact_details), sum(declined),
      sum(rejected)]) AS added FROM batches
) JOIN (
  SELECT 'stories' AS name, count(*) AS size FROM stories
  UNION ALL SELECT 'events', count(*) FROM events ANTI JOIN hand_written ON in_table = 'events' AND number = event_no
  UNION ALL SELECT 'participants', count(*) FROM participants ANTI JOIN hand_written ON in_table = 'events' AND number = event_no
  UNION ALL SELECT 'claims', count(*) FROM claims ANTI JOIN hand_written ON in_table = 'claims' AND number = claim_no
  UNION ALL SELECT 'tenures', count(*) FROM tenures WHERE NOT starts_with(basis, 'by hand:')
  UNION ALL SELECT 'process_mentions', count(*) FROM process_mentions
  UNION ALL SELECT 'contact_details', count(*) FROM contact_details
  UNION ALL SELECT 'declined', count(*) FROM declined UNION ALL SELECT 'rejected', count(*) FROM rejected
) USING (name) WHERE coalesce(added, 0) <> size;
