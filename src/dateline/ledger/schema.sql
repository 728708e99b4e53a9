-- The ledger's tables. The words behind a column become its COMMENT in the database (schema.py reads them), as do the words
-- after a table's name. Rows of the tables in this file are only ever added; what is derived from them stands in derived.sql.
-- Ids and sentences that a page of rows shows are not compressed: of those the database would unpack 25,000 to give one.

CREATE TYPE attribution AS STRUCT("text" VARCHAR, country VARCHAR, cue VARCHAR);

CREATE TYPE evidence_span AS STRUCT(part VARCHAR, "start" INTEGER, "end" INTEGER);

CREATE TABLE meta ( -- Facts about the file itself
  key VARCHAR NOT NULL, -- Name of the fact: schema_version, or grouped (what the last grouping read)
  value VARCHAR NOT NULL -- Its value as text
);

CREATE TABLE runs ( -- One row for each program version, codebook and settings that ever wrote here
  run_id VARCHAR NOT NULL, -- Content hash of program, codebook, settings and models
  program VARCHAR NOT NULL, -- Version of the program
  codebook VARCHAR NOT NULL, -- Hash of the codebook
  settings VARCHAR NOT NULL, -- The settings that change what is coded, as JSON
  models VARCHAR[] NOT NULL, -- name@hash of each model used
  started_at TIMESTAMP -- When the run first wrote here, UTC; in no hash and in no export
);

CREATE TABLE batches ( -- The books: what each transaction added; the sums are the sizes of the tables
  n BIGINT NOT NULL, -- Rising number
  run_id VARCHAR NOT NULL, -- The run that wrote
  stories INTEGER NOT NULL, -- Rows added to stories
  events INTEGER NOT NULL, -- Rows added to events
  participants INTEGER NOT NULL, -- Rows added to participants
  claims INTEGER NOT NULL, -- Rows added to claims
  tenures INTEGER NOT NULL, -- Rows added to tenures
  process_mentions INTEGER NOT NULL, -- Rows added to process_mentions
  contact_details INTEGER NOT NULL, -- Rows added to contact_details
  declined INTEGER NOT NULL, -- Rows added to declined
  rejected INTEGER NOT NULL -- Rows added to rejected
);

CREATE TABLE texts ( -- The text of each story, once however often and by whomever it was coded
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story
  text VARCHAR NOT NULL, -- The text as read; all offsets are code points of it, half-open
  repaired BOOLEAN NOT NULL, -- True if lone surrogates, which no database can hold, stand as U+FFFD here (same length)
  digest VARCHAR NOT NULL -- Hash of text, to find damage
);

CREATE INDEX texts_by_id ON texts (story_id);

CREATE TABLE stories ( -- One story as one run coded it; a story coded by two runs, or dated anew by its siblings, has two rows
  coding BIGINT NOT NULL, -- Number of this coding, in order of arrival; joins events, claims, tenures, declined; no meaning between ledgers
  run_id VARCHAR NOT NULL, -- The run that coded it
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Hash of text and given metadata
  source_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Id that the input gave, or the path as given
  title VARCHAR, -- Title given beside the text
  published_given VARCHAR, -- Date and time of publication as the input gave it, ISO 8601
  dateline_given VARCHAR, -- Dateline given beside the text
  published DATE, -- Day of publication; NULL if unknown
  published_basis VARCHAR NOT NULL, -- given, page, dateline, stamp, inferred, sibling or unknown
  published_confidence DOUBLE NOT NULL, -- 0 to 1
  published_candidates STRUCT(date DATE, score DOUBLE, reasons VARCHAR[])[] NOT NULL, -- Dates that were weighed, best first
  agency VARCHAR, -- Agency by masthead
  source VARCHAR, -- Outlet as given with the input
  dateline_place VARCHAR, -- Dateline place as written
  dateline_country VARCHAR, -- Its country, ISO 3166-1 alpha-3
  headline VARCHAR, -- Headline by masthead, else the title given
  version_mark VARCHAR, -- Version mark as written: LEAD, 2nd LD, UPDATE 1
  note VARCHAR, -- Update note as written
  byline VARCHAR, -- Byline as written
  withdrawn BOOLEAN NOT NULL, -- The story says of itself that it, or the story it stands for, is withdrawn (KILL)
  corrected BOOLEAN NOT NULL, -- It is a correction
  embargoed BOOLEAN NOT NULL, -- It is under embargo
  author VARCHAR, -- Author as given
  url VARCHAR, -- Address as given
  language VARCHAR NOT NULL, -- Language code
  medium VARCHAR NOT NULL, -- plain, markdown, html, mail, jsonl, csv, parquet, newsml, nitf, feed or warc
  path VARCHAR NOT NULL, -- File it was read from, as given
  line INTEGER, -- 1-based number of the record in a file of many stories
  parts STRUCT(kind VARCHAR, "start" INTEGER, "end" INTEGER, basis VARCHAR)[] NOT NULL, -- Its parts; they tile the text
  sentences STRUCT("index" INTEGER, part VARCHAR, paragraph INTEGER, "start" INTEGER, "end" INTEGER)[] NOT NULL, -- Its sentences in order
  digest VARCHAR NOT NULL -- Hash of this row's content, to find damage
);

CREATE INDEX stories_by_id ON stories (story_id);

CREATE TABLE coding_log ( -- Which coding of a story was the last: the one with the highest n is current
  n BIGINT NOT NULL, -- Rising number
  coding BIGINT NOT NULL -- The coding that a run made, or made again
);

CREATE TABLE events ( -- One act of diplomacy or conflict as one story tells it; flat columns beside the whole record
  event_no BIGINT NOT NULL, -- Number of this row, in order of arrival; joins participants and current_events; no meaning between ledgers
  coding BIGINT NOT NULL, -- The coding it belongs to
  event_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Content hash
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story
  source_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story's id in the input
  type VARCHAR NOT NULL, -- PLOVER type
  act VARCHAR NOT NULL, -- The underlying type where tense changed it (a planned meeting: type AGREE, act CONSULT)
  mode VARCHAR, -- PLOVER mode
  cameo VARCHAR NOT NULL, -- CAMEO code as text
  quad VARCHAR NOT NULL, -- Quad class: verbal or material, cooperation or conflict
  plv15 VARCHAR NOT NULL, -- The verdict in the older scheme of 15 roots
  goldstein DOUBLE, -- Goldstein score of the CAMEO code
  plover_score DOUBLE, -- PLOVER score, -10 to 10
  contexts VARCHAR[] NOT NULL, -- PLOVER contexts
  status VARCHAR NOT NULL, -- occurred, ongoing, planned, cancelled, postponed, not_occurred or hypothetical
  background BOOLEAN NOT NULL, -- Told as history
  channel VARCHAR, -- For contacts: phone, video, in_person, letter, hotline, multilateral or unknown
  first DATE, -- First possible day; NULL where the text does not tell
  last DATE, -- Last possible day, inclusive
  grain VARCHAR NOT NULL, -- day, week, month, quarter, year, decade or unknown
  when_text VARCHAR NOT NULL, -- The time expression as written
  when_start INTEGER NOT NULL, -- Its first character
  when_end INTEGER NOT NULL, -- One past its last character
  where_text VARCHAR, -- Place as written; NULL without a place, as are all where_ columns
  where_start INTEGER, -- Its first character
  where_end INTEGER, -- One past its last character
  where_name VARCHAR, -- Name in the gazetteer
  where_country VARCHAR, -- ISO 3166-1 alpha-3
  where_lat DOUBLE, -- Degrees north, WGS 84
  where_lon DOUBLE, -- Degrees east, WGS 84
  attributed_to attribution[] NOT NULL, -- Who asserts it, where that is not the agency itself
  trigger_text VARCHAR NOT NULL, -- The words that name the act
  trigger_start INTEGER NOT NULL, -- Their first character
  trigger_end INTEGER NOT NULL, -- One past their last character
  evidence evidence_span[] NOT NULL, -- The sentences that tell it, first mention first
  issues VARCHAR[] NOT NULL, -- Issues
  confidence DOUBLE NOT NULL, -- 0 to 1
  rule VARCHAR NOT NULL, -- The rule that set the type; those of the other fields are in record
  model VARCHAR, -- name@hash of the model that judged it
  sources VARCHAR[] NOT NULL, -- Outlets as coded
  record VARCHAR NOT NULL, -- The whole event as JSON, as `dateline code` writes it; all other columns follow from it
  digest VARCHAR NOT NULL -- Hash of record, to find damage
);

CREATE INDEX events_by_id ON events (event_id);

CREATE TABLE participants ( -- One actor or recipient of an event
  event_no BIGINT NOT NULL, -- The event
  side VARCHAR NOT NULL, -- actor or recipient
  place INTEGER NOT NULL, -- Its place among those of its side, from 0
  text VARCHAR NOT NULL, -- As written
  span_start INTEGER NOT NULL, -- First character
  span_end INTEGER NOT NULL, -- One past the last character
  name VARCHAR NOT NULL, -- As resolved
  entity_id VARCHAR NOT NULL, -- Id of the entity
  kind VARCHAR NOT NULL, -- person, state, office, body, organisation, group or unknown
  country VARCHAR, -- State or organisation that it acts for
  sectors VARCHAR[] NOT NULL, -- PLOVER sectors, the best first
  office VARCHAR, -- Office held
  role VARCHAR NOT NULL, -- actor, recipient, participant, host, visitor or mediator
  basis VARCHAR NOT NULL -- The rule that told who it is
);

CREATE TABLE claims ( -- One attributed statement; flat columns beside the whole record
  claim_no BIGINT NOT NULL, -- Number of this row, in order of arrival; no meaning between ledgers
  coding BIGINT NOT NULL, -- The coding it belongs to
  claim_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Content hash
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story
  source_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story's id in the input
  speaker VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Who speaks, as resolved
  speaker_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Id of that entity
  speaker_text VARCHAR NOT NULL USING COMPRESSION uncompressed, -- As written
  speaker_start INTEGER NOT NULL, -- First character
  speaker_end INTEGER NOT NULL, -- One past the last character
  speaker_office VARCHAR, -- Office held
  speaker_basis VARCHAR NOT NULL, -- The rule that told who speaks
  country VARCHAR, -- For which state or organisation
  cue VARCHAR NOT NULL, -- The word of saying
  cue_start INTEGER NOT NULL, -- Its first character
  cue_end INTEGER NOT NULL, -- One past its last character
  quoted BOOLEAN NOT NULL, -- The content stands in quotation marks, whole or for the most part
  text VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The content as written
  span_start INTEGER NOT NULL, -- Its first character
  span_end INTEGER NOT NULL, -- One past its last character
  stance VARCHAR NOT NULL, -- asserts, denies, confirms, doubts, demands or predicts
  addressee VARCHAR, -- To whom, as written
  medium VARCHAR, -- By which means, as written
  about VARCHAR[] NOT NULL, -- Ids of the events of its story that it is about, the surest first
  rule VARCHAR NOT NULL, -- The rule that found it
  record VARCHAR NOT NULL, -- The whole claim as JSON; all other columns follow from it
  digest VARCHAR NOT NULL -- Hash of record, to find damage
);

CREATE INDEX claims_by_id ON claims (claim_id);

CREATE TABLE tenures ( -- A person in an office, as one story tells it
  coding BIGINT NOT NULL, -- The coding it belongs to
  tenure_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Content hash
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story
  source_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story's id in the input
  person VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The person
  office VARCHAR NOT NULL, -- The office
  country VARCHAR, -- Its state or organisation
  from_date DATE, -- First day in office, NULL where not told
  to_date DATE, -- Last day in office, NULL where not told
  said_on DATE, -- A day on which the text says the person held the office
  began VARCHAR NOT NULL, -- Beginning as exact as told, in EDTF; empty where not told
  began_by DATE, -- Last day on which it can have begun
  ended VARCHAR NOT NULL, -- End as exact as told, in EDTF; empty where not told
  placed_by VARCHAR NOT NULL, -- How the state is known: told, scene, dateline, context, or empty
  basis VARCHAR NOT NULL, -- The rule that read it
  text VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The words that say so
  span_start INTEGER NOT NULL, -- Their first character
  span_end INTEGER NOT NULL, -- One past their last character
  sentence INTEGER NOT NULL, -- Index of their sentence, -1 if none
  evidence evidence_span[] NOT NULL, -- The sentences that tell it
  digest VARCHAR NOT NULL -- Hash of this row's content, to find damage
);

CREATE INDEX tenures_by_id ON tenures (tenure_id);

CREATE TABLE process_mentions ( -- A story tells that talks, a line, a measure, an agreement ... entered or is in a state
  mention_no BIGINT NOT NULL, -- Number of this row, in order of arrival; no meaning between ledgers
  coding BIGINT NOT NULL, -- The coding it belongs to
  mention_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Content hash
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story
  source_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story's id in the input
  kind VARCHAR NOT NULL, -- Kind of process: talks, line, sanctions, agreement ...
  name VARCHAR NOT NULL, -- As told, in the fewest words
  terms VARCHAR[] NOT NULL, -- Words that tell it apart from others of its kind and parties
  subject VARCHAR, -- What it is about, as told
  parties VARCHAR[] NOT NULL, -- Codes of the parties, sorted
  imposed_by VARCHAR[] NOT NULL, -- Who imposes a measure
  against VARCHAR[] NOT NULL, -- Who bears it
  person VARCHAR, -- Entity id of a detained person
  state VARCHAR NOT NULL, -- The state that it entered or is in
  first DATE, -- First day on which it can have entered the state; NULL where the text does not tell
  last DATE, -- Last such day
  grain VARCHAR NOT NULL, -- day, week, month, quarter, year, decade or unknown
  change BOOLEAN NOT NULL, -- The text tells that it entered the state, rather than that it is in it
  background BOOLEAN NOT NULL, -- Told as history
  event_id VARCHAR USING COMPRESSION uncompressed, -- The event of the same words
  trigger_text VARCHAR NOT NULL, -- The words that tell the state
  trigger_start INTEGER NOT NULL, -- Their first character
  trigger_end INTEGER NOT NULL, -- One past their last character
  evidence evidence_span[] NOT NULL, -- The sentences that tell it
  confidence DOUBLE NOT NULL, -- 0 to 1
  rule VARCHAR NOT NULL, -- The rule that read it
  record VARCHAR NOT NULL, -- The whole mention as JSON; all other columns follow from it
  digest VARCHAR NOT NULL -- Hash of record, to find damage
);

CREATE INDEX process_mentions_by_id ON process_mentions (mention_id);

CREATE TABLE contact_details ( -- What a sentence tells of a contact beside its event: topics, length, who asked for it, "first since" ...
  detail_no BIGINT NOT NULL, -- Number of this row, in order of arrival; no meaning between ledgers
  coding BIGINT NOT NULL, -- The coding it belongs to
  detail_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- Content hash
  story_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story
  source_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The story's id in the input
  event_id VARCHAR NOT NULL USING COMPRESSION uncompressed, -- The contact: an event whose act is CONSULT
  field VARCHAR NOT NULL, -- topic, first_since, duration, asked_by, agreed, venue, participant, host or mediator
  value VARCHAR NOT NULL, -- Words, EDTF (first_since), ISO 8601 (duration) or a code
  actor_name VARCHAR, -- Who: for participant, host and mediator
  actor_kind VARCHAR, -- person, state, office, body, organisation, group or unknown
  actor_country VARCHAR, -- Code of who
  actor_office VARCHAR, -- Office of who
  told_text VARCHAR NOT NULL, -- The words that say so
  told_start INTEGER NOT NULL, -- Their first character
  told_end INTEGER NOT NULL, -- One past their last character
  evidence evidence_span NOT NULL, -- Their sentence
  rule VARCHAR NOT NULL, -- The rule that read it, then the rule that tied it to the contact
  record VARCHAR NOT NULL, -- The whole detail as JSON; all other columns follow from it
  digest VARCHAR NOT NULL -- Hash of record, to find damage
);

CREATE TABLE declined ( -- What a room considered in a coded story and did not keep
  coding BIGINT NOT NULL, -- The coding it belongs to
  story_id VARCHAR NOT NULL, -- The story
  source_id VARCHAR NOT NULL, -- The story's id in the input
  room VARCHAR NOT NULL, -- The room that declined it
  reason VARCHAR NOT NULL, -- Name of the rule, then words
  span_start INTEGER NOT NULL, -- First character
  span_end INTEGER NOT NULL, -- One past the last character
  text VARCHAR NOT NULL, -- The words considered
  rule VARCHAR NOT NULL, -- The frame or pattern that proposed it
  path VARCHAR NOT NULL, -- File, as given
  line INTEGER -- Record number in a file of many stories
);

CREATE TABLE rejected ( -- Inputs that were not coded
  run_id VARCHAR NOT NULL, -- The run that rejected it
  source_id VARCHAR NOT NULL, -- Id that the input gave, or the path as given
  room VARCHAR NOT NULL, -- The room that rejected it
  reason VARCHAR NOT NULL, -- Name of the rule, then words
  span_start INTEGER NOT NULL, -- First character, 0 where the whole input is meant
  span_end INTEGER NOT NULL, -- One past the last character
  text VARCHAR NOT NULL, -- The words considered, if any
  rule VARCHAR NOT NULL, -- The pattern that rejected it
  path VARCHAR NOT NULL, -- File, as given
  line INTEGER -- Record number in a file of many stories
);

CREATE TABLE corrections ( -- What a person said of a row; survives re-runs because it stands beside the rows, not in them
  correction_id VARCHAR NOT NULL, -- Content hash
  action VARCHAR NOT NULL, -- accept, change, reject, add, split, join, or withdraw: an earlier correction is taken back
  kind VARCHAR NOT NULL, -- What is corrected: event, claim, tenure, story, or correction (withdraw)
  target VARCHAR NOT NULL, -- Id of the row corrected
  field VARCHAR NOT NULL, -- The field changed; empty for other actions
  old VARCHAR NOT NULL, -- What the program said, as JSON; empty where it said nothing
  new VARCHAR NOT NULL, -- What the person says, as JSON; empty for actions without a value
  author VARCHAR NOT NULL, -- Who
  made_at TIMESTAMP NOT NULL, -- When, UTC
  reason VARCHAR NOT NULL, -- Why
  record VARCHAR NOT NULL, -- The whole correction as JSON, with the anchors by which its target is found again
  digest VARCHAR NOT NULL -- Hash of record, to find damage
);
