-- A ledger as large as ten years of one wire: stories, three of seven with a second act, every tenth told in three versions; two
-- participants an event; claims, tenures, mentions of processes, plans and what became of them. Countries, dyads, persons and
-- types are skewed as in real copy: a few stand in most rows. bench/ledger.py fills in the names in braces (first, last: numbers of
-- stories) and runs the statements chunk by chunk; nothing here is random, so that two runs build the same ledger.

CREATE OR REPLACE TEMP MACRO chance(number, salt) AS (hash(number::BIGINT * 1000 + salt) >> 11)::DOUBLE / 9007199254740992.0;

CREATE OR REPLACE TEMP MACRO code(k) AS [
  'USA', 'CHN', 'RUS', 'JPN', 'GBR', 'FRA', 'DEU', 'KOR', 'IND', 'IRN', 'ISR', 'TUR', 'SAU', 'UKR', 'EGY', 'PAK', 'PRK', 'AUS', 'CAN',
  'BRA', 'ZAF', 'IDN', 'FIN', 'NOR', 'SWE', 'POL', 'ITA', 'ESP', 'MEX', 'ARG', 'CHL', 'COL', 'VEN', 'CUB', 'NGA', 'KEN', 'ETH', 'SDN',
  'LBY', 'TUN', 'DZA', 'MAR', 'IRQ', 'SYR', 'LBN', 'JOR', 'QAT', 'ARE', 'KWT', 'OMN', 'YEM', 'AFG', 'KAZ', 'UZB', 'GEO', 'ARM', 'AZE',
  'SRB', 'GRC', 'CYP', 'MLT', 'NLD', 'BEL', 'CHE', 'AUT', 'HUN', 'CZE', 'ROU', 'BGR', 'MYS', 'SGP', 'THA', 'VNM', 'PHL', 'KHM', 'MMR',
  'BGD', 'LKA', 'NPL', 'MNG', 'NZL', 'FJI', 'PER', 'ECU', 'BOL', 'PRY', 'URY', 'GTM', 'HND', 'NIC', 'SLV', 'CRI', 'PAN', 'HTI', 'DOM',
  'JAM', 'GHA', 'SEN', 'MLI', 'NER', 'TCD', 'CMR', 'GAB', 'COD', 'AGO', 'MOZ', 'ZMB', 'ZWE', 'BWA', 'NAM'
][(k % 110)::INTEGER + 1];

CREATE OR REPLACE TEMP MACRO person_name(p) AS
  ['Ada', 'Bela', 'Carl', 'Dina', 'Emil', 'Fatou', 'Goran', 'Hana', 'Ivo', 'Jun', 'Kofi', 'Lena', 'Min', 'Nadia', 'Omar', 'Petra',
   'Rahim', 'Sofia', 'Taro', 'Vera'][(p % 20)::INTEGER + 1] || ' ' ||
  ['Al', 'Bor', 'Cal', 'Den', 'El', 'Fer', 'Gar', 'Hol', 'Is', 'Kor', 'Lin', 'Mar', 'Nor', 'Os', 'Pet'][((p // 20) % 15)::INTEGER + 1] ||
  ['ander', 'berg', 'ic', 'enko', 'ado', 'esh', 'ova', 'strom', 'uki', 'wala', 'yan', 'zadeh'][((p // 300) % 12)::INTEGER + 1] ||
  CASE WHEN p >= 3600 THEN ' ' || ['Sr', 'Jr', 'III'][((p // 3600) % 3)::INTEGER + 1] ELSE '' END;

CREATE OR REPLACE TEMP MACRO office_of(p) AS ['foreign minister', 'president', 'prime minister', 'deputy foreign minister', 'ambassador',
  'spokesman', 'defence minister', 'special envoy'][(p % 8)::INTEGER + 1];

CREATE OR REPLACE TEMP MACRO type_of(k) AS CASE WHEN k < 0.34 THEN 'CONSULT' WHEN k < 0.45 THEN 'SUPPORT' WHEN k < 0.56 THEN 'ACCUSE'
  WHEN k < 0.64 THEN 'REQUEST' WHEN k < 0.70 THEN 'AGREE' WHEN k < 0.75 THEN 'AID' WHEN k < 0.80 THEN 'REJECT' WHEN k < 0.84 THEN 'SANCTION'
  WHEN k < 0.88 THEN 'ASSAULT' WHEN k < 0.91 THEN 'COERCE' WHEN k < 0.94 THEN 'THREATEN' WHEN k < 0.96 THEN 'MOBILIZE' WHEN k < 0.98 THEN 'PROTEST'
  WHEN k < 0.99 THEN 'COOPERATE' ELSE 'RETREAT' END;

CREATE OR REPLACE TEMP MACRO id(kind, number) AS kind || '_' || lpad(lower(hex(hash(number::BIGINT * 10 + 7))), 16, '0');

CREATE OR REPLACE TEMP TABLE told AS
SELECT i, i - greatest(i % 10 - 7, 0) AS fact, (i % 7 < 3)::INTEGER + 1 AS acts, DATE '2005-06-01' + (i * 7305 // {stories})::INTEGER AS published,
  greatest(i % 10 - 6, 1)::INTEGER AS version,
  ['Harbour News', 'Atlas Agency', 'Delta Wire', 'North Star', 'Meridian'][(5 * chance(i, 1))::INTEGER % 5 + 1] AS agency
FROM (SELECT unnest(range({first}, {last})) AS i);

-- One row an act; all chances hang on the fact, so that versions of a story tell the same.
CREATE OR REPLACE TEMP TABLE acts AS
WITH numbered AS (
  SELECT i, k, 2 * fact + k AS f, published, agency, i + (i // 7 * 3) + least(i % 7, 3) + k AS event_no,
    DATE '2005-06-01' + (fact * 7305 // {stories})::INTEGER AS day
  FROM told, (SELECT unnest([0, 1]) AS k) WHERE k < acts
), typed AS (
  SELECT *, f % 20 = 0 AS planned, f % 20 = 1 AS history, (110 * pow(chance(f, 4), 3))::BIGINT AS a,
    CASE WHEN f % 20 = 0 THEN 'CONSULT' ELSE type_of(chance(f, 2)) END AS act
  FROM numbered
), sided AS (
  SELECT *, (a + 1 + (60 * pow(chance(f, 5), 3))::BIGINT) % 110 AS b, CASE WHEN planned THEN 'AGREE' ELSE act END AS type,
    CASE WHEN planned THEN published + (1 + 40 * chance(f, 9))::INTEGER WHEN chance(f, 10) < 0.04 THEN NULL
      WHEN history THEN published - (300 + 5000 * chance(f, 9))::INTEGER ELSE day - (3 * pow(chance(f, 9), 2))::INTEGER END AS first,
    CASE WHEN act = 'CONSULT' THEN (2 * chance(f, 11))::INTEGER % 2 ELSE (2 + 3 * chance(f, 11))::INTEGER % 5 END AS saying,
    ['the border', 'a seized ship', 'grain exports', 'the prisoners', 'shipping fees', 'a gas pipeline', 'the ceasefire', 'visa rules',
     'fishing rights', 'debt relief'][(10 * chance(f, 12))::INTEGER % 10 + 1] AS topic
  FROM typed
)
SELECT *, code(a) AS one, code(b) AS other, a * 90 + (90 * pow(chance(f, 6), 2))::BIGINT AS p, b * 90 + (90 * pow(chance(f, 7), 2))::BIGINT AS q
FROM sided;

CREATE OR REPLACE TEMP TABLE placed AS
WITH worded AS (
  SELECT *, 'VALLETTA, ' || strftime(published, '%b') || ' ' || day(published) || ' (' || agency || ') -- ' AS head,
    one || ' ' || office_of(p) || ' ' || person_name(p) AS who,
    [' held talks with ', ' spoke by telephone with ', ' criticised ', ' thanked ', ' called upon '][saying + 1] AS verb,
    other || ' ' || office_of(q) || ' ' || person_name(q) AS whom,
    ' over ' || topic || CASE WHEN first IS NULL THEN '' ELSE ' on ' || dayname(first) END || ', the foreign ministry said.' AS rest
  FROM acts
), sized AS (
  SELECT *, length(who) + length(verb) + length(whom) + length(rest) AS size FROM worded
)
SELECT *, CASE WHEN k = 0 THEN length(head) ELSE length(head) + lag(size) OVER (PARTITION BY i ORDER BY k) + length({background}) END AS begin_at
FROM sized;

INSERT INTO texts BY NAME
SELECT id('st', i) AS story_id, first(head) || string_agg(who || verb || whom || rest, {background} ORDER BY k) || {background} AS text,
  false AS repaired, 'bench' AS digest
FROM placed GROUP BY i ORDER BY i;

INSERT INTO stories BY NAME
SELECT i AS coding, 'run_bench' AS run_id, id('st', i) AS story_id, 'wire/' || i || '.txt' AS source_id, published::VARCHAR AS published_given,
  published, 'given' AS published_basis, 1.0 AS published_confidence, [] AS published_candidates, agency, 'VALLETTA' AS dateline_place,
  'MLT' AS dateline_country, 'Ministers talk over row ' || i AS headline, CASE WHEN version > 1 THEN 'LEAD' END AS version_mark,
  i % 1000 = 9 AS withdrawn, i % 100 = 8 AS corrected, false AS embargoed, 'en' AS language, 'jsonl' AS medium,
  'wire.jsonl' AS path, i AS line, [{{'kind': 'body', 'start': 0, 'end': length(text), 'basis': 'rest'}}] AS parts,
  [{{'index': 0, 'part': 'body', 'paragraph': 0, 'start': 0, 'end': length(text)}}] AS sentences, 'bench' AS digest
FROM told JOIN texts ON story_id = id('st', i) ORDER BY i;

INSERT INTO coding_log SELECT i, i FROM told;

CREATE OR REPLACE TEMP TABLE coded AS
SELECT event_no, i AS coding, id('ev', event_no) AS event_id, id('st', i) AS story_id, 'wire/' || i || '.txt' AS source_id, type, act, f, k,
  CASE WHEN saying = 1 THEN 'phone' WHEN act = 'CONSULT' THEN 'visit' END AS mode, '041' AS cameo,
  CASE WHEN act IN ('CONSULT', 'SUPPORT', 'AGREE') THEN 'verbal_cooperation' WHEN act IN ('AID', 'COOPERATE', 'RETREAT') THEN 'material_cooperation'
    WHEN act IN ('ASSAULT', 'COERCE', 'SANCTION', 'MOBILIZE', 'PROTEST') THEN 'material_conflict' ELSE 'verbal_conflict' END AS quad,
  1.0 AS goldstein, 1.5 AS plover_score, ['diplomatic'] AS contexts,
  CASE WHEN planned THEN 'planned' WHEN f % 50 = 2 THEN 'cancelled' ELSE 'occurred' END AS status, history AS background,
  CASE WHEN act = 'CONSULT' THEN CASE WHEN saying = 1 THEN 'phone' WHEN f % 5 = 0 THEN 'unknown' ELSE 'in_person' END END AS channel,
  first, first AS last, CASE WHEN first IS NULL THEN 'unknown' ELSE 'day' END AS grain,
  CASE WHEN f % 3 = 0 THEN {{'text': 'Geneva', 'start': 0, 'end': 0, 'name': 'Geneva', 'country': code((110 * chance(f, 13))::BIGINT),
    'admin1': NULL::VARCHAR, 'lat': 46.2, 'lon': 6.14, 'geonames_id': 2660646, 'basis': 'event'}} END AS place,
  CASE WHEN f % 4 < 2 THEN [{{'text': 'the foreign ministry', 'country': one, 'cue': 'said'}}] ELSE [] END AS attributed_to,
  {{'start': begin_at + length(who) + 1, 'end': begin_at + length(who) + length(verb) - 1, 'text': trim(verb)}} AS trigger,
  [{{'part': 'body', 'start': begin_at, 'end': begin_at + size}}] AS evidence,
  CASE WHEN f % 9 = 0 THEN ['cyprus'] WHEN f % 31 = 0 THEN ['iran-nuclear', 'arms-control'] ELSE [] END AS issues,
  round(0.5 + chance(f, 14) / 2, 2) AS confidence,
  [{{'text': who, 'start': begin_at, 'end': begin_at + length(who), 'name': person_name(p), 'entity_id': 'person:' || p || ':' || one, 'kind': 'person',
     'country': one, 'sectors': ['GOV'], 'office': office_of(p), 'basis': 'title+country', 'role': CASE WHEN act <> 'CONSULT' THEN 'actor'
       WHEN f % 6 = 0 THEN 'host' WHEN f % 12 = 1 THEN 'mediator' ELSE 'participant' END}},
   {{'text': whom, 'start': begin_at + length(who) + length(verb), 'end': begin_at + length(who) + length(verb) + length(whom), 'name': person_name(q),
     'entity_id': 'person:' || q || ':' || other, 'kind': 'person', 'country': other, 'sectors': ['GOV'], 'office': office_of(q),
     'basis': 'title+country', 'role': CASE WHEN act = 'CONSULT' THEN 'participant' ELSE 'recipient' END}}] AS people
FROM placed ORDER BY event_no;

INSERT INTO participants BY NAME
SELECT event_no, CASE WHEN n = 1 AND act <> 'CONSULT' THEN 'recipient' ELSE 'actor' END AS side, CASE WHEN act = 'CONSULT' THEN n ELSE 0 END AS place,
  who."text" AS text, who."start" AS span_start, who."end" AS span_end, who.name AS name, who.entity_id AS entity_id, who.kind AS kind,
  who.country AS country, who.sectors AS sectors, who.office AS office, who.role AS role, who.basis AS basis
FROM (SELECT event_no, act, n, people[n + 1] AS who FROM coded, (SELECT unnest([0, 1]) AS n)) ORDER BY event_no, n;

INSERT INTO events BY NAME
SELECT r.* EXCLUDE (f, k, place, trigger, people), type AS plv15, '' AS when_text, 0 AS when_start, 0 AS when_end,
  place."text" AS where_text, place."start" AS where_start, place."end" AS where_end, place.name AS where_name, place.country AS where_country,
  place.lat AS where_lat, place.lon AS where_lon, trigger."text" AS trigger_text, trigger."start" AS trigger_start,
  trigger."end" AS trigger_end, 'rule:consult.talks' AS rule, 'judge@bench' AS model, [] AS sources,
  to_json({{'event_id': event_id, 'story_id': story_id, 'source_id': source_id, 'type': type, 'act': act, 'mode': mode, 'cameo': cameo,
    'quad': quad, 'labels': {{'plv15': type}}, 'goldstein': goldstein, 'plover_score': plover_score, 'contexts': contexts, 'status': status,
    'background': background, 'actors': CASE WHEN act = 'CONSULT' THEN people ELSE people[1:1] END,
    'recipients': CASE WHEN act = 'CONSULT' THEN [] ELSE people[2:2] END, 'channel': channel,
    'when': {{'value': coalesce(first::VARCHAR, ''), 'first': first, 'last': last, 'grain': grain, 'basis': 'weekday+dateline', 'text': '',
      'start': 0, 'end': 0, 'sentence': -1}},
    'where': place, 'attributed_to': attributed_to, 'trigger': trigger, 'evidence': evidence, 'issues': issues, 'confidence': confidence,
    'basis': {{'type': 'rule:consult.talks', 'actors': 'rule:consult.talks:subj+with', 'recipients': '', 'status': 'tense', 'background': '',
      'when': 'syntax+weekday+dateline', 'where': '', 'channel': '', 'contexts': 'cues', 'model': 'judge@bench', 'judged': 'CONSULT 0.96'}},
    'mentions': 1, 'sources': []}})::VARCHAR AS record, 'bench' AS digest
FROM coded r ORDER BY event_no;

INSERT INTO claims BY NAME
WITH spoken AS (
  SELECT coding, story_id, source_id, people[1 + coding % 2] AS who, evidence[1]."start" AS span_start, evidence[1]."end" AS span_end,
    CASE WHEN coding % 5 < 3 THEN [event_id] ELSE [] END AS about, coding % 3 = 0 AS quoted,
    ['asserts', 'asserts', 'asserts', 'denies', 'confirms', 'demands', 'predicts', 'asserts', 'doubts'][coding % 9 + 1] AS stance,
    substring(t.text, evidence[1]."start" + 1, evidence[1]."end" - evidence[1]."start") AS text
  FROM coded JOIN texts t USING (story_id) WHERE k = 0 AND coding % 7 < 5
)
SELECT coding // 7 * 5 + coding % 7 AS claim_no, coding, id('cl', coding) AS claim_id, story_id, source_id, who.name AS speaker,
  who.entity_id AS speaker_id, who."text" AS speaker_text, who."start" AS speaker_start, who."end" AS speaker_end,
  who.office AS speaker_office, 'title+country' AS speaker_basis, who.country AS country, 'said' AS cue, span_end - 5 AS cue_start,
  span_end - 1 AS cue_end, quoted, text, span_start, span_end, stance, 'statement' AS medium, about, 'cue.clause' AS rule,
  to_json({{'claim_id': id('cl', coding), 'story_id': story_id, 'source_id': source_id, 'speaker': {{'text': who."text", 'start': who."start",
    'end': who."end", 'name': who.name, 'entity_id': who.entity_id, 'kind': 'person', 'office': who.office, 'basis': 'title+country'}},
    'country': who.country, 'cue': 'said', 'cue_start': span_end - 5, 'cue_end': span_end - 1, 'quoted': quoted,
    'content': [span_start, span_end], 'start': span_start, 'end': span_end, 'text': text, 'stance': stance, 'addressee': NULL,
    'medium': 'statement', 'about': about, 'basis': 'cue.clause'}})::VARCHAR AS record, 'bench' AS digest
FROM spoken ORDER BY coding;

INSERT INTO tenures BY NAME
SELECT coding, id('te', coding) AS tenure_id, story_id, source_id, who.name AS person, who.office AS office, who.country AS country,
  CASE WHEN coding % 6 = 0 THEN published - 100 END AS from_date, CASE WHEN coding % 30 = 5 THEN published - 1 END AS to_date,
  published AS said_on, '' AS began, '' AS ended, 'title+name' AS basis, 'told' AS placed_by, who."text" AS text, who."start" AS span_start,
  who."end" AS span_end, 0 AS sentence, evidence, 'bench' AS digest
FROM (SELECT coding, story_id, source_id, people[1] AS who, evidence FROM coded WHERE k = 0 AND coding * 3 % 14 < 3)
JOIN told ON i = coding ORDER BY coding;

INSERT INTO process_mentions BY NAME
SELECT coding // 7 * 2 + coding % 7 // 4 AS mention_no, coding, id('pm', coding) AS mention_id, story_id, source_id,
  ['talks', 'sanctions', 'hotline', 'agreement', 'exercise'][process % 5 + 1] AS kind,
  ['gas talks', 'arms embargo', 'naval hotline', 'visa accord', 'spring exercise'][process % 5 + 1] AS name, ['row' || process] AS terms,
  list_sort([code(process % 110), code(1 + process % 110 + process % 7)]) AS parties,
  CASE WHEN process % 5 = 1 THEN [code(process % 110)] ELSE [] END AS imposed_by,
  CASE WHEN process % 5 = 1 THEN [code(1 + process % 110 + process % 7)] ELSE [] END AS against,
  ['under way', 'stalled', 'resumed', 'suspended', 'in force', 'concluded', 'collapsed'][(coding // 3) % 7 + 1] AS state, first,
  first AS last, grain, coding % 4 > 0 AS change, false AS background, event_id, trigger."text" AS trigger_text,
  trigger."start" AS trigger_start, trigger."end" AS trigger_end, evidence, 0.9 AS confidence, 'process.state' AS rule,
  to_json({{'mention_id': id('pm', coding), 'story_id': story_id, 'source_id': source_id, 'kind': 'talks', 'name': 'gas talks', 'terms': [],
    'subject': NULL, 'parties': [], 'by': [], 'against': [], 'person': NULL, 'state': 'stalled', 'change': true, 'background': false,
    'when': {{'value': '', 'first': first, 'last': first, 'grain': grain, 'basis': '', 'text': '', 'start': 0, 'end': 0, 'sentence': -1}},
    'event_id': event_id, 'attributed_to': [], 'trigger': trigger, 'evidence': evidence, 'confidence': 0.9, 'basis': 'process.state'}})::VARCHAR AS record, 'bench' AS digest
FROM (SELECT *, coding % 20000 AS process FROM coded WHERE k = 0 AND coding % 7 IN (0, 4)) ORDER BY coding;

INSERT INTO contact_details BY NAME
SELECT event_no AS detail_no, coding, id('cd', event_no) AS detail_id, story_id, source_id, event_id,
  CASE WHEN f % 40 = 0 THEN 'first_since' ELSE 'topic' END AS field, CASE WHEN f % 40 = 0 THEN '2001' ELSE 'fishing' END AS value,
  '' AS told_text, begin_at AS told_start, begin_at AS told_end, evidence[1] AS evidence, 'contact.topic' AS rule,
  to_json({{'detail_id': id('cd', event_no), 'field': 'topic', 'value': 'fishing'}})::VARCHAR AS record, 'bench' AS digest
FROM (SELECT *, evidence[1]."start" AS begin_at FROM coded) WHERE act = 'CONSULT' AND f % 4 = 0 ORDER BY event_no;

INSERT INTO declined BY NAME
SELECT i AS coding, id('st', i) AS story_id, 'wire/' || i || '.txt' AS source_id, 'coding' AS room, 'coding.no-actor: nobody acts' AS reason,
  5 * n AS span_start, 5 * n + 4 AS span_end, 'said' AS text, 'rule:request.call' AS rule, 'wire.jsonl' AS path, i AS line
FROM told, (SELECT unnest([2, 20]) AS n) ORDER BY i, n;

INSERT INTO story_groups BY NAME
SELECT id('sg', fact) AS group_id, id('st', i) AS story_id, 'wire/' || i || '.txt' AS source_id, version, 'merge.version: 0.95' AS reason
FROM told ORDER BY i;

INSERT INTO event_groups BY NAME
SELECT id('eg', CASE WHEN k = 0 THEN f ELSE event_no * 2 + 1 END) AS group_id, event_id, source_id, story_id, 1.0 AS score,
  'merge.same: words 0.98' AS reason
FROM coded ORDER BY event_no;

INSERT INTO process_groups BY NAME
SELECT id('pr', coding % 20000) AS process_id, mention_id, source_id, story_id, 1.0 AS score, 'same kind and parties' AS reason,
  'sets the state' AS effect
FROM process_mentions WHERE coding >= {first} ORDER BY coding;
