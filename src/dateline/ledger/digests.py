"""What grouping needs to know of stories and events, read in batches so that a large ledger fits into memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.records.groups import (
    ClaimDigest,
    EventDigest,
    ProcessDigest,
    StoryDigest,
    TenureDigest,
    UnnamedOfficer,
)
from dateline.records.rows import Row
from dateline.records.siblings import DatingDigest
from dateline.records.story import Story

if TYPE_CHECKING:
    import duckdb

_ROWS = 5000  # rows in memory at a time

_STORIES = """
SELECT s.story_id, s.source_id, s.published, coalesce(s.source, s.agency) AS outlet, s.agency, s.headline, s.dateline_place,
  s.version_mark, s.note, s.withdrawn, s.corrected, s.url,
  array_to_string([
    substring(t.text, p."start" + 1, p."end" - p."start") FOR p IN s.parts IF p.kind IN ('headline', 'body')
  ], chr(10)) AS body,
  array_to_string([
    trim(substring(t.text, p."start" + 1, p."end" - p."start")) FOR p IN s.parts IF p.kind = 'slug'
  ], chr(10)) AS slug,
  s.published_given AS published_at
FROM stories s JOIN current_stories USING (coding) JOIN texts t ON t.story_id = s.story_id
ORDER BY s.story_id, s.source_id
"""

#: only: what a SEMI JOIN on event_no leaves of all, or nothing.
EVENTS = """
SELECT c.event_id, c.story_id, c.source_id, c.story_group, c.published, c.type, c.act, c.mode, c.status, c.background,
  c.channel, c.first, c.last, e.grain, c.where_name, c.where_country,
  coalesce(p.actor_ids, []) AS actor_ids, coalesce(p.recipient_ids, []) AS recipient_ids,
  c.actor_countries, c.recipient_countries, c.contexts, c.issues, e.trigger_text AS trigger, c.confidence, c.sentence,
  s.corrected, c.version, coalesce(p.offices, []) AS offices
FROM (SELECT * FROM current_events {only}) c JOIN events e USING (event_no) JOIN stories s ON s.coding = c.coding LEFT JOIN (
  SELECT event_no, list_sort(list(DISTINCT entity_id) FILTER (side = 'actor')) AS actor_ids,
    list_sort(list(DISTINCT entity_id) FILTER (side = 'recipient')) AS recipient_ids,
    list_sort(list(DISTINCT office) FILTER (office IS NOT NULL)) AS offices
  FROM participants {only} GROUP BY event_no
) p USING (event_no)
ORDER BY c.event_id, c.source_id, c.story_id
"""

#: A day that siblings gave is no day of the story's own: it is found anew each time.
_DATINGS = """
SELECT s.story_id, s.source_id, CASE WHEN s.published_basis <> 'sibling' THEN s.published END AS published,
  CASE WHEN (s.published IS NULL OR s.published_basis = 'sibling') AND len(s.published_candidates) > 0
    THEN [month(s.published_candidates[1].date), day(s.published_candidates[1].date)] END AS month_day,
  CASE WHEN s.published_basis = 'sibling' THEN s.published END AS now,
  CASE WHEN s.published_basis = 'sibling' THEN s.published_candidates[1].reasons[1] ELSE '' END AS why,
  array_to_string([
    substring(t.text, p."start" + 1, p."end" - p."start") FOR p IN s.parts IF p.kind IN ('headline', 'body')
  ], chr(10)) AS body
FROM stories s JOIN current_stories USING (coding) JOIN texts t ON t.story_id = s.story_id
ORDER BY s.story_id, s.source_id
"""

#: A story as it was read.
_AS_READ = """
SELECT s.story_id, s.source_id, t.text, s.title, s.dateline_given AS dateline, s.author, s.source, s.url, s.language, s.medium,
  s.path, s.line
FROM stories s JOIN current_stories USING (coding) JOIN texts t ON t.story_id = s.story_id
WHERE s.story_id IN (SELECT unnest(?))
ORDER BY s.story_id, s.source_id
"""

TENURES = """
SELECT tenure_id, person, office, country, from_date AS first, to_date AS last, said_on, basis, published, placed_by
FROM current_tenures WHERE country IS NOT NULL AND published IS NOT NULL AND NOT withdrawn
ORDER BY published, tenure_id
"""

#: All who act or speak in an office.
OFFICERS = """
SELECT 'events' AS "table", p.event_no AS number, p.side, p.place, p.kind, p.name, p.office, p.country,
  CASE WHEN c.first <= c.published AND c.last IS NOT NULL THEN c.first ELSE c.published END AS day, c.published, c.story_id
FROM participants p JOIN current_events c USING (event_no) WHERE p.office IS NOT NULL AND p.kind IN ('person', 'office')
UNION ALL
SELECT 'claims', claim_no, '', 0, record->'speaker'->>'kind', speaker, speaker_office, country, published, published, story_id
FROM current_claims WHERE speaker_office IS NOT NULL
"""
#: Whom the registry named, or nobody: no word of the name stands in the story.
_UNNAMED = f"""
WITH officers AS ({OFFICERS})
SELECT "table", number, side, place, office, country, day, published
FROM officers JOIN texts t USING (story_id)
WHERE country IS NOT NULL AND published IS NOT NULL AND (kind = 'office' OR (kind = 'person' AND NOT list_bool_or(
  [contains(lower(t.text), word) FOR word IN string_split(lower(name), ' ') IF length(word) > 2]
)))
ORDER BY "table", number, side, place
"""  # noqa: S608  (our own words)

PROCESSES = """
SELECT m.mention_id, m.story_id, m.source_id, m.story_group, m.published, m.kind, m.name, m.terms, m.parties,
  m.imposed_by AS by, m.against, m.person, m.state, m.first, m.last, m.change, e.group_id AS event_group, m.subject, m.grain,
  m.background, m.trigger_start AS start, s.version, o.corrected,
  CASE WHEN m.withdrawn THEN coalesce(m.withdrawn_on, DATE '9999-12-31') END AS withdrawn_on
FROM current_process_mentions m JOIN current_stories s USING (coding) JOIN stories o USING (coding) LEFT JOIN current_events e
  ON e.event_id = m.event_id AND e.source_id = m.source_id AND e.coding = m.coding
ORDER BY m.mention_id, m.source_id, m.story_id
"""

#: only: a WHERE, or nothing.
CLAIMS = """
SELECT c.claim_no, c.claim_id, c.story_id, c.source_id, c.group_id AS story_group, c.published, c.speaker_id, c.country,
  c.stance, c.text, coalesce(a.about, []) AS about, c.record->'topic' AS topic, c.span_start AS start,
  coalesce((c.record->>'$.ties[0].score')::DOUBLE, 0.0) AS sure
FROM current_claims c LEFT JOIN (
  SELECT claim_no, list_sort(list(DISTINCT e.group_id)) AS about
  FROM (SELECT claim_no, coding, unnest(about) AS event_id FROM current_claims) JOIN current_events e USING (event_id, coding)
  GROUP BY claim_no
) a USING (claim_no)
{only}
ORDER BY c.claim_no
"""


def process_digests(connection: duckdb.DuckDBPyConnection) -> Iterator[ProcessDigest]:
    """One digest a mention of a process in a current coding, ordered by ids."""
    for row in rows(connection, PROCESSES):
        yield msgspec.convert(row, ProcessDigest)


def claim_digests(connection: duckdb.DuckDBPyConnection) -> Iterator[ClaimDigest]:
    """One digest a claim of a current coding, by number."""
    for row in rows(connection, CLAIMS.format(only="")):
        topic = msgspec.json.decode(row["topic"]) if row["topic"] else {}
        yield msgspec.convert({**row, "topic": topic}, ClaimDigest)


def tenure_digests(connection: duckdb.DuckDBPyConnection) -> Iterator[TenureDigest]:
    """What current stories of known date tell of holders of offices, by day of publication."""
    for row in rows(connection, TENURES):
        yield msgspec.convert(row, TenureDigest)


def unnamed_officers(connection: duckdb.DuckDBPyConnection) -> Iterator[UnnamedOfficer]:
    """Offices that act or speak in current stories of known date without that these name their holder."""
    for row in rows(connection, _UNNAMED):
        yield msgspec.convert(row, UnnamedOfficer)


def dating_digests(connection: duckdb.DuckDBPyConnection) -> Iterator[DatingDigest]:
    """One digest a current story, ordered by ids; none at all where every story tells its day."""
    open_ = "SELECT 1 FROM current_stories WHERE published IS NULL OR published_basis = 'sibling' LIMIT 1"
    if connection.execute(open_).fetchall():
        for row in rows(connection, _DATINGS):
            yield msgspec.convert(row, DatingDigest)


def stories_as_read(connection: duckdb.DuckDBPyConnection, story_ids: list[str]) -> Iterator[Story]:
    """The current stories with these ids as `read` gave them, ordered by ids; times of day and years given are left out."""
    for row in rows(connection, _AS_READ, [story_ids]):
        yield msgspec.convert(row, Story)


def story_digests(connection: duckdb.DuckDBPyConnection) -> Iterator[StoryDigest]:
    """One digest a current story, ordered by ids."""
    for row in rows(connection, _STORIES):
        yield msgspec.convert({**row, "published_at": time_of(row["published_at"])}, StoryDigest)


def time_of(published_given: str | None) -> dt.datetime | None:
    """The time of day in a date of publication as given; None where it tells a day only.

    >>> time_of("2020-09-02T08:30:00"), time_of("2020-09-02T00:00:00")
    (datetime.datetime(2020, 9, 2, 8, 30), None)
    """
    at = dt.datetime.fromisoformat(published_given) if published_given else None
    return at if at is not None and at.time() != dt.time() else None


def event_digests(connection: duckdb.DuckDBPyConnection) -> Iterator[EventDigest]:
    """One digest a current telling of an event, ordered by ids."""
    for row in rows(connection, EVENTS.format(only="")):
        yield msgspec.convert(row, EventDigest)


def rows(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
    """The answer, read in batches."""
    cursor = connection.cursor()  # the caller may ask other things while it reads
    try:
        cursor.execute(sql, list(parameters))
        names = [column[0] for column in cursor.description or ()]
        while some := cursor.fetchmany(_ROWS):
            for row in some:
                yield dict(zip(names, row, strict=True))
    finally:
        cursor.close()
