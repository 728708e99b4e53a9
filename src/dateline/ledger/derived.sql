-- What is computed from the tables of schema.sql and the groups: it may be thrown away and computed anew (refresh.sql).
-- All queries read these tables, because they hold flat columns only.

CREATE TABLE story_groups ( -- Versions and copies of one story, as dateline.merge grouped them
  group_id VARCHAR NOT NULL, -- The group
  story_id VARCHAR NOT NULL, -- A member
  source_id VARCHAR NOT NULL, -- Its id in the input
  version INTEGER NOT NULL, -- 1 for the first version, rising
  reason VARCHAR NOT NULL -- Rule and figures
);

CREATE TABLE event_groups ( -- Tellings of one event, as dateline.merge grouped them
  group_id VARCHAR NOT NULL, -- The group
  event_id VARCHAR NOT NULL, -- A member
  source_id VARCHAR NOT NULL, -- Its story's id in the input
  story_id VARCHAR NOT NULL, -- Its story
  score DOUBLE NOT NULL, -- 0 to 1
  reason VARCHAR NOT NULL -- Rule and figures
);

CREATE INDEX event_groups_by_group ON event_groups (group_id);

CREATE TABLE current_stories ( -- Each story once, as its last coding has it, with its group
  coding BIGINT NOT NULL, -- The current coding; joins stories
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story
  source_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Its id in the input
  group_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The same for all versions and copies; the story's own id if it stands alone
  version INTEGER NOT NULL, -- 1 for the first version, rising
  published DATE, -- Day of publication; NULL if unknown
  published_basis VARCHAR NOT NULL, -- given, page, dateline, stamp, inferred, sibling or unknown
  agency VARCHAR, -- Agency by masthead
  source VARCHAR, -- Outlet as given with the input
  outlet VARCHAR, -- source, else agency
  dateline_place VARCHAR, -- As written
  headline VARCHAR USING COMPRESSION uncompressed, -- By masthead, else the title given
  withdrawn BOOLEAN NOT NULL, -- It, or a later version of it, says that it is withdrawn
  withdrawn_on DATE -- Day of the first story that says so; NULL if not withdrawn, or if that day is unknown
);

CREATE TABLE current_events ( -- Each telling of an event in a current coding, with flat columns to filter by
  event_no BIGINT NOT NULL, -- Joins events
  coding BIGINT NOT NULL, -- Joins current_stories
  event_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The telling
  group_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The event: the same for all its tellings; event_id if it is told once
  group_no BIGINT NOT NULL, -- The same for all tellings, as a number: the smallest event_no of them; no meaning between ledgers
  representative BOOLEAN NOT NULL, -- The telling that stands for the event; exactly one in each group
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story
  source_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story's id in the input
  story_group VARCHAR NOT NULL USING COMPRESSION uncompressed, -- group_id of the story
  version INTEGER NOT NULL, -- Version of the story
  published DATE, -- Day of publication of the story
  withdrawn BOOLEAN NOT NULL, -- The story was withdrawn
  withdrawn_on DATE, -- On this day
  known_first DATE, -- First publication of any telling of the event
  known_last DATE, -- Last publication or withdrawal of any telling: what is known since; NULL if one of these days is unknown
  told_until_now BOOLEAN NOT NULL, -- Some telling of the event is not withdrawn
  reviewed BOOLEAN NOT NULL, -- A person has accepted, changed or added this telling
  type VARCHAR NOT NULL, -- As in events, as are all columns below without a remark
  act VARCHAR NOT NULL, -- Underlying type
  mode VARCHAR, -- PLOVER mode
  cameo VARCHAR NOT NULL, -- CAMEO code
  quad VARCHAR NOT NULL, -- Quad class
  status VARCHAR NOT NULL, -- Status
  background BOOLEAN NOT NULL, -- Told as history
  channel VARCHAR, -- Channel of a contact
  first DATE, -- First possible day
  last DATE, -- Last possible day
  where_name VARCHAR, -- Place
  where_country VARCHAR, -- Country of the place
  actor_countries VARCHAR[] NOT NULL, -- Codes of the actors, sorted, each once
  recipient_countries VARCHAR[] NOT NULL, -- Codes of the recipients
  countries VARCHAR[] NOT NULL, -- Codes of both
  contexts VARCHAR[] NOT NULL, -- Contexts
  issues VARCHAR[] NOT NULL, -- Issues
  outlets VARCHAR[] NOT NULL, -- sources of the event, else the outlet of the story
  outlet_words VARCHAR NOT NULL, -- The same in lower case, one a line, to search
  confidence DOUBLE NOT NULL, -- 0 to 1
  completeness INTEGER NOT NULL, -- How much it tells of day, sides, persons, place and channel; a correction comes first
  attributed_to attribution[] NOT NULL, -- Who asserts it
  evidence evidence_span[] NOT NULL, -- Where it is told
  story_key UBIGINT NOT NULL, -- Hash of the story's id, then the place of the act in it: to order events of one day by
  event_key UBIGINT NOT NULL, -- Hash of event_id: to order acts at one place by
  sentence VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Text of the first evidence
  sentence_words VARCHAR NOT NULL USING COMPRESSION uncompressed -- The same in lower case, to search
);

CREATE INDEX current_events_by_id ON current_events (event_id);

CREATE INDEX current_events_by_group ON current_events (group_id);

CREATE INDEX current_stories_by_id ON current_stories (story_id);

CREATE INDEX current_stories_by_group ON current_stories (group_id);

CREATE TABLE actor_names ( -- Every way in which an actor or recipient of a current event is told, once
  name_no BIGINT NOT NULL, -- Number of this row; no meaning between ledgers
  words VARCHAR NOT NULL USING COMPRESSION uncompressed -- Name, phrase, office and entity id in lower case, one a line
);

CREATE TABLE named_actors ( -- Which current events have an actor or recipient of that name
  name_no BIGINT NOT NULL, -- Joins actor_names
  event_no BIGINT NOT NULL -- Joins current_events
);

CREATE TABLE learnt_holders ( -- Holders of offices whom the telling story does not name, but an earlier one does
  in_table VARCHAR NOT NULL, -- events or claims
  number BIGINT NOT NULL, -- event_no or claim_no of the row
  side VARCHAR NOT NULL, -- actor or recipient, as in participants; empty for the speaker of a claim
  place INTEGER NOT NULL, -- As in participants; 0 for the speaker of a claim
  person VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The holder
  entity_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Id of that person
  tenure_id VARCHAR NOT NULL USING COMPRESSION uncompressed -- The tenure that says so; joins current_tenures
);

CREATE TABLE process_groups ( -- Mentions of one process, as dateline.merge grouped them
  process_id VARCHAR NOT NULL, -- The process
  mention_id VARCHAR NOT NULL, -- A member
  source_id VARCHAR NOT NULL, -- Its story's id in the input
  story_id VARCHAR NOT NULL, -- Its story
  score DOUBLE NOT NULL, -- 0 to 1
  reason VARCHAR NOT NULL, -- Rule and figures
  effect VARCHAR NOT NULL -- What it did to what was known of the process when it was published
);

CREATE TABLE process_states ( -- The state of a process from day to day (entered, until), as known from day to day (known_from, known_until)
  process_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The process
  kind VARCHAR NOT NULL, -- Kind of process: talks, line, sanctions, agreement ...
  name VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Its name, as known then
  subject VARCHAR, -- What it is about
  parties VARCHAR[] NOT NULL, -- Codes of the parties, sorted
  imposed_by VARCHAR[] NOT NULL, -- Who imposes a measure
  against VARCHAR[] NOT NULL, -- Who bears it
  person VARCHAR, -- Entity id of a detained person
  state VARCHAR NOT NULL, -- The state
  place INTEGER NOT NULL, -- Its number in the history known then, from 0
  since VARCHAR, -- The day it entered the state, as exact as told, in EDTF; NULL where not told
  entered DATE, -- First day on which it surely was in the state; NULL where only "before" is told
  until DATE, -- The day of the next state; NULL for the last
  known_from DATE, -- First day on which this is known; NULL if only stories of unknown date tell it
  known_until DATE, -- First day on which something else is known
  now BOOLEAN NOT NULL, -- It is what is known today
  mention_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The mention that sets the state
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Its story
  source_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Its story's id in the input
  open BOOLEAN NOT NULL, -- The process is not over in this state
  process_no BIGINT NOT NULL, -- The process as a number: the smallest mention_no of its mentions; no meaning between ledgers
  mention_no BIGINT NOT NULL -- The mention as a number; joins process_mentions and process_tellings
);

CREATE TABLE process_tellings ( -- Mentions of processes in current codings with flat columns to filter by
  process_no BIGINT NOT NULL, -- The process as a number; joins process_states
  mention_no BIGINT NOT NULL, -- The mention as a number; joins process_mentions
  process_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The process
  mention_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The mention
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story
  source_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story's id in the input
  story_group VARCHAR NOT NULL USING COMPRESSION uncompressed, -- group_id of the story
  published DATE, -- Day of publication of the story
  withdrawn_on DATE, -- The day from which the story is known to be withdrawn
  outlet VARCHAR, -- source of the story, else its agency
  event_id VARCHAR USING COMPRESSION uncompressed, -- The event of the same words
  sentence VARCHAR NOT NULL USING COMPRESSION uncompressed -- The sentence
);

CREATE TABLE plan_links ( -- Planned events and what became of them
  plan_group VARCHAR NOT NULL USING COMPRESSION uncompressed, -- group_id of the planned event
  outcome VARCHAR NOT NULL, -- held, cancelled or postponed
  outcome_group VARCHAR NOT NULL USING COMPRESSION uncompressed, -- group_id of the event that tells it
  next_group VARCHAR USING COMPRESSION uncompressed, -- group_id of the plan that took its place, where it was postponed
  score DOUBLE NOT NULL, -- 0 to 1
  reason VARCHAR NOT NULL -- Rule and figures
);

CREATE TABLE claim_links ( -- Claims about events that another sentence or another story tells
  claim_no BIGINT NOT NULL, -- The claim
  group_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The event
  score DOUBLE NOT NULL, -- 0 to 1
  reason VARCHAR NOT NULL -- Rule and figures
);

CREATE TABLE contested_claims ( -- Claims on events that some account denies, or of which two tell other days or numbers, whenever known
  claim_no BIGINT NOT NULL -- The claim
);

CREATE TABLE correction_states ( -- What became of each correction by hand when it was last applied
  correction_id VARCHAR NOT NULL, -- The correction
  state VARCHAR NOT NULL, -- applied, conflict, stale or withdrawn
  why VARCHAR NOT NULL, -- In words
  targets VARCHAR[] NOT NULL, -- Ids of the rows that it acts on
  program VARCHAR NOT NULL, -- What the program says there now, as JSON
  overruled_by VARCHAR NOT NULL -- The correction that took it back or overruled it; empty if none
);

CREATE TABLE by_hand ( -- Rows of current codings for which a person's word stands, and the rows that stand instead of them
  in_table VARCHAR NOT NULL, -- events, claims or tenures
  number BIGINT, -- The program's row (event_no, claim_no, coding of a tenure); NULL for a row added by hand
  instead BIGINT, -- The row that stands instead of it, in the same table; NULL where it is rejected, or only accepted
  row_id VARCHAR NOT NULL, -- Id of the row: event_id, claim_id or tenure_id
  rejected BOOLEAN NOT NULL, -- It counts no more
  corrections VARCHAR[] NOT NULL -- Ids of the corrections, the latest last
);

CREATE MACRO events_known_on(day) AS TABLE -- The tellings that stand for their events by what stories published until that day tell, as in current_events
SELECT * FROM current_events WHERE representative AND known_last <= day
UNION ALL BY NAME
SELECT * EXCLUDE (superseded, place) REPLACE (NOT withdrawn AS told_until_now) FROM (
  SELECT *, row_number() OVER (
    PARTITION BY group_id
    ORDER BY withdrawn, background, superseded, completeness DESC, last - first NULLS LAST, published DESC NULLS LAST,
      confidence DESC, event_id, source_id, story_id
  ) AS place FROM (
    SELECT * REPLACE (coalesce(withdrawn_on <= day, false) AS withdrawn),
      version < max(version) OVER (PARTITION BY group_id, story_group) AS superseded
    FROM current_events WHERE published <= day AND (known_last > day OR known_last IS NULL)
  )
) WHERE place = 1;

CREATE VIEW events_once AS -- One row an event, told by its representative, with flat columns only: to filter and to count
SELECT * FROM current_events WHERE representative AND told_until_now;

CREATE VIEW plan_outcomes AS -- One row a planned event with what is known to have become of it; outcome is NULL where nothing is
SELECT p.event_no, p.event_id, p.group_id, p.first, p.last, p.known_first, p.countries, p.channel, p.where_name, p.sentence,
  word.outcome AS outcome, word.outcome_group AS outcome_group, word.next_group AS next_group, word.reason AS reason
FROM (SELECT * FROM events_once WHERE status = 'planned') p LEFT JOIN (
  SELECT plan_group, arg_max(l, (l.outcome = 'held', o.known_first, o.event_id)) AS word
  FROM plan_links l JOIN events_once o ON o.group_id = l.outcome_group GROUP BY plan_group
) ON plan_group = p.group_id;

CREATE VIEW counted_events AS -- One row an event, told by its representative; withdrawn events are left out
SELECT c.group_id, c.published, c.known_first, c.actor_countries, c.recipient_countries, c.countries, c.sentence, e.*
FROM current_events c JOIN events e USING (event_no)
WHERE c.representative AND c.told_until_now;

CREATE VIEW mentions AS -- One row a sentence that tells an event
SELECT group_id, event_id, story_id, source_id, published, span.part AS part, span."start" AS span_start, span."end" AS span_end
FROM (SELECT *, unnest(evidence) AS span FROM current_events);

CREATE VIEW event_actors AS -- One row a participant of a counted event; side is actor or recipient
SELECT c.group_id, c.event_id, c.type, c.act, c.status, c.first, c.last,
  p.* REPLACE (coalesce(l.person, p.name) AS name, coalesce(l.entity_id, p.entity_id) AS entity_id,
    coalesce('learnt:' || l.tenure_id, p.basis) AS basis)
FROM participants p JOIN current_events c USING (event_no)
LEFT JOIN learnt_holders l ON l.in_table = 'events' AND l.number = p.event_no AND l.side = p.side AND l.place = p.place
WHERE c.representative AND c.told_until_now;

CREATE VIEW set_aside AS -- Rows of events, claims and tenures that do not count, because a person rejected them or another row stands instead
SELECT in_table, number, row_id, rejected, corrections FROM by_hand WHERE number IS NOT NULL AND (rejected OR instead IS NOT NULL);

CREATE VIEW hand_written AS -- Rows of events and claims that no program found, but a person's word put there
SELECT in_table, instead AS number, row_id, corrections FROM by_hand WHERE instead IS NOT NULL;

CREATE VIEW current_claims AS -- Claims of current codings
SELECT s.group_id, s.published, s.outlet, s.withdrawn, s.withdrawn_on, c.* FROM claims c JOIN current_stories s USING (coding)
WHERE claim_no NOT IN (SELECT number FROM set_aside WHERE in_table = 'claims');

CREATE VIEW current_tenures AS -- Tenures read from the text, of current codings
SELECT s.group_id, s.published, s.outlet, s.withdrawn, s.withdrawn_on, t.* FROM tenures t JOIN current_stories s USING (coding)
WHERE starts_with(t.basis, 'by hand:') OR (coding, tenure_id) NOT IN (SELECT (number, row_id) FROM set_aside WHERE in_table = 'tenures');

CREATE VIEW current_process_mentions AS -- Mentions of processes in current codings, with their process
SELECT s.group_id AS story_group, s.published, s.outlet, s.withdrawn, s.withdrawn_on, g.process_id, m.*
FROM process_mentions m JOIN current_stories s USING (coding)
LEFT JOIN process_groups g ON g.mention_id = m.mention_id AND g.story_id = m.story_id AND g.source_id = m.source_id;

CREATE VIEW current_contact_details AS -- Details of contacts in current codings, with the contact's group
SELECT e.group_id, e.group_no, e.published, e.withdrawn, e.withdrawn_on, d.*
FROM contact_details d JOIN current_events e ON e.coding = d.coding AND e.event_id = d.event_id;

CREATE VIEW rejected_by_hand AS -- Rows that a person rejected, as what was considered and not kept
SELECT e.coding, e.story_id, e.source_id, 'review' AS room, 'by hand: ' || c.author || coalesce(nullif(': ' || c.reason, ': '), '') AS reason,
  e.trigger_start AS span_start, e.trigger_end AS span_end, e.trigger_text AS text, e.rule, o.path, o.line
FROM set_aside a JOIN events e ON e.event_no = a.number JOIN stories o ON o.coding = e.coding
JOIN corrections c ON c.correction_id = a.corrections[-1] WHERE a.in_table = 'events' AND a.rejected
UNION ALL
SELECT e.coding, e.story_id, e.source_id, 'review', 'by hand: ' || c.author || coalesce(nullif(': ' || c.reason, ': '), ''),
  e.span_start, e.span_end, e.text, e.rule, o.path, o.line
FROM set_aside a JOIN claims e ON e.claim_no = a.number JOIN stories o ON o.coding = e.coding
JOIN corrections c ON c.correction_id = a.corrections[-1] WHERE a.in_table = 'claims' AND a.rejected
UNION ALL
SELECT e.coding, e.story_id, e.source_id, 'review', 'by hand: ' || c.author || coalesce(nullif(': ' || c.reason, ': '), ''),
  e.span_start, e.span_end, e.text, e.basis, o.path, o.line
FROM set_aside a JOIN tenures e ON e.coding = a.number AND e.tenure_id = a.row_id JOIN stories o ON o.coding = e.coding
JOIN corrections c ON c.correction_id = a.corrections[-1] WHERE a.in_table = 'tenures' AND a.rejected;

CREATE VIEW current_declined AS -- What current codings considered and did not keep, and what a person rejected
SELECT s.group_id, s.published, s.outlet, s.withdrawn, s.withdrawn_on, d.*
FROM (SELECT * FROM declined UNION ALL BY NAME SELECT * FROM rejected_by_hand) d JOIN current_stories s USING (coding);

CREATE VIEW parts AS -- One row a part of a current story
SELECT story_id, source_id, part.kind AS kind, part."start" AS span_start, part."end" AS span_end, part.basis AS basis
FROM (SELECT s.story_id, s.source_id, unnest(s.parts) AS part FROM stories s JOIN current_stories USING (coding));

CREATE VIEW sentences AS -- One row a sentence of a current story
SELECT story_id, source_id, sentence."index" AS number, sentence.part AS part, sentence.paragraph AS paragraph,
  sentence."start" AS span_start, sentence."end" AS span_end
FROM (SELECT s.story_id, s.source_id, unnest(s.sentences) AS sentence FROM stories s JOIN current_stories USING (coding));
