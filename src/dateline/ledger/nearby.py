"""Current tellings that grouping may compare with some others: found by story, days and sides, so that few are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.records.groups import EventDigest, StoryDigest

from .digests import EVENTS

if TYPE_CHECKING:
    import duckdb

#: Columns of tellings with the kind of their status, and the days in which what one retells can have begun (merge/retold.py).
_TOLD = """
  SELECT *, CASE WHEN first IS NULL OR last IS NULL
      THEN CASE WHEN kind = 'happened' THEN published - 400 ELSE published END
      ELSE CASE WHEN grain = 'day' THEN first - 14 ELSE first END END AS low,
    CASE WHEN first IS NULL OR last IS NULL
      THEN CASE WHEN kind = 'happened' THEN published ELSE published + 60 END ELSE last END AS high
  FROM (SELECT *, CASE WHEN status IN ('occurred', 'ongoing') THEN 'happened' ELSE status END AS kind FROM {of})"""

#: Of one story; told on the same first or last day; or with a side in common, in days of which one may mean the other.
_NEAR = """
CREATE OR REPLACE TEMP TABLE near_events AS
WITH told AS ({told}), asked AS ({asked}),
told_sides AS (SELECT event_no, kind, first, low, high, unnest(countries) AS side FROM told),
asked_sides AS (SELECT kind, first, low, high, unnest(countries) AS side FROM asked)
SELECT event_no FROM current_events WHERE event_id IN (SELECT unnest($1::VARCHAR[]))
UNION SELECT event_no FROM told SEMI JOIN asked USING (event_id)
UNION SELECT event_no FROM told SEMI JOIN asked USING (story_group)
UNION SELECT event_no FROM told SEMI JOIN (SELECT kind, first FROM asked UNION SELECT kind, last FROM asked) USING (kind, first)
UNION SELECT event_no FROM told t SEMI JOIN (SELECT kind, first AS day FROM asked UNION SELECT kind, last FROM asked) a
  ON a.kind = t.kind AND a.day = t.last
UNION SELECT event_no FROM told_sides t SEMI JOIN asked_sides a
  ON a.kind = t.kind AND a.side = t.side AND a.first BETWEEN t.low AND t.high
UNION SELECT event_no FROM told_sides t SEMI JOIN asked_sides a
  ON a.kind = t.kind AND a.side = t.side AND t.first BETWEEN a.low AND a.high""".format(  # noqa: S608  (our own words)
    told=_TOLD.format(of="(SELECT c.*, e.grain FROM current_events c JOIN events e USING (event_no))"),
    asked=_TOLD.format(of="asked_events"),
)

_OF_CODINGS = """
CREATE OR REPLACE TEMP TABLE near_events AS SELECT event_no FROM current_events WHERE coding IN (SELECT unnest($1::BIGINT[]))"""

_OF_DAYS = """
CREATE OR REPLACE TEMP TABLE near_events AS
SELECT DISTINCT event_no FROM (
  SELECT event_no, published, CASE WHEN status IN ('occurred', 'ongoing') THEN 'happened' ELSE status END AS kind
  FROM current_events
) c JOIN (SELECT unnest($1::VARCHAR[]) AS kind, unnest($2::DATE[]) AS first_day, unnest($3::DATE[]) AS last_day) a
  ON a.kind = c.kind AND (c.published IS NULL OR c.published BETWEEN a.first_day AND a.last_day)"""

_ASKED = """
CREATE OR REPLACE TEMP TABLE asked_events AS
SELECT unnest($1::VARCHAR[]) AS event_id, unnest($2::VARCHAR[]) AS story_group, unnest($3::VARCHAR[]) AS status,
  unnest($4::DATE[]) AS first, unnest($5::DATE[]) AS last, unnest($6::VARCHAR[]) AS grain, unnest($7::DATE[]) AS published,
  unnest($8::VARCHAR[][]) AS countries"""

#: So much of a body the rule that looks at stories reads.
_LEADS = """
SELECT s.story_id, s.source_id, substring(array_to_string([
    substring(t.text, p."start" + 1, least(p."end" - p."start", 1001)) FOR p IN s.parts IF p.kind IN ('headline', 'body')
  ], chr(10)), 1, 1000)
FROM stories s JOIN current_stories USING (coding) JOIN texts t ON t.story_id = s.story_id
ORDER BY s.story_id, s.source_id"""


def events_near(
    connection: duckdb.DuckDBPyConnection, events: Sequence[EventDigest], ids: Collection[str]
) -> Iterator[EventDigest]:
    """Tellings of today that a rule about two tellings may compare with one of these, and those with these ids, by ids."""
    find_near(connection, events, ids)
    return some_events(connection)


def find_near(connection: duckdb.DuckDBPyConnection, events: Sequence[EventDigest], ids: Collection[str]) -> None:
    """Puts their numbers into the temporary table near_events."""
    sides = [sorted({*event.actor_countries, *event.recipient_countries}) for event in events]
    names = ("event_id", "story_group", "status", "first", "last", "grain", "published")
    columns = [[getattr(event, name) for event in events] for name in names]
    connection.execute(_ASKED, [*columns, sides])
    connection.execute(_NEAR, [sorted(ids)])


def events_of_days(
    connection: duckdb.DuckDBPyConnection, asked: Collection[tuple[str, dt.date, dt.date]]
) -> Iterator[EventDigest]:
    """Tellings of these kinds ("happened", or a status) in stories of these days, and of unknown days, by ids."""
    connection.execute(_OF_DAYS, [list(column) for column in zip(*asked, strict=True)])
    return some_events(connection)


def events_of_codings(connection: duckdb.DuckDBPyConnection, codings: Collection[int]) -> Iterator[EventDigest]:
    """Tellings of today in these codings, by ids."""
    connection.execute(_OF_CODINGS, [sorted(codings)])
    return some_events(connection)


def some_events(connection: duckdb.DuckDBPyConnection) -> Iterator[EventDigest]:
    """Those whose numbers stand in the temporary table near_events, by ids."""
    asked = connection.execute(EVENTS.format(only="SEMI JOIN near_events USING (event_no)"))
    names = [column[0] for column in asked.description or ()]
    for row in asked.fetchall():
        yield msgspec.convert(dict(zip(names, row, strict=True)), EventDigest)


def leads(connection: duckdb.DuckDBPyConnection) -> Iterator[StoryDigest]:
    """All stories with the first 1000 characters of their bodies and nothing else, by ids."""
    for story_id, source_id, body in connection.execute(_LEADS).fetchall():
        yield StoryDigest(
            story_id=story_id,
            source_id=source_id,
            published=None,
            outlet=None,
            agency=None,
            headline=None,
            dateline_place=None,
            version_mark=None,
            note=None,
            withdrawn=False,
            corrected=False,
            url=None,
            body=body,
        )
