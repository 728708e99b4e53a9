"""Events with every sentence that tells them, for the writers of other programs' formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.ledger import Ledger
from dateline.records.event import Event
from dateline.records.told import EventMention, NamedSide, ToldEvent, ToldStory

from .events import KNOWN, ask_records, visible
from .filters import EVERYTHING, Filters, check_filters

if TYPE_CHECKING:
    import pyarrow as pa

#: Events whose tellings are read at once.
BATCH = 10_000

#: One row a sentence of a visible telling. Offsets are in code points, as DuckDB counts the characters of a text.
_SQL = """
WITH tellings AS (
  SELECT event_no, coding, group_no, group_id, known_first, event_id, story_id, source_id, story_group, version, published,
    confidence, background, evidence, outlets
  FROM current_events WHERE group_no IN (SELECT unnest(?)) AND {visible}
),
sides AS (
  SELECT event_no,
    list({{'side': side, 'entity_id': entity_id, 'country': country, 'start': span_start}} ORDER BY side, place)
      FILTER (span_end > span_start) AS sides
  FROM participants WHERE event_no IN (SELECT event_no FROM tellings) GROUP BY event_no
),
acts AS (SELECT event_no, trigger_start FROM events WHERE event_no IN (SELECT event_no FROM tellings)),
told AS (
  SELECT coding, published_given, url, language, sentences, coalesce(source, agency) AS outlet, headline,
    list_extract(list_filter(sentences, lambda s: s.part = 'body'), 1)."start" AS lead
  FROM stories WHERE coding IN (SELECT coding FROM tellings)
),
spans AS (SELECT * EXCLUDE (evidence), unnest(evidence) AS span FROM tellings)
SELECT t.* EXCLUDE (span, event_no, coding), span.part AS part, span."start" AS "start", span."end" AS "end",
  acts.trigger_start, sides, published_given, url, language, outlet, headline, length(x.text) AS length,
  substring(x.text, span."start" + 1, span."end" - span."start") AS sentence,
  coalesce(list_extract(
    list_filter(s.sentences, lambda s: s."start" <= span."start" AND span."start" < s."end"), 1)."index" + 1, 0) AS number,
  span.part = 'headline' OR coalesce(span.part = 'body' AND span."start" <= s.lead, false) AS is_lead
FROM spans t JOIN told s USING (coding) JOIN texts x USING (story_id) JOIN acts USING (event_no) LEFT JOIN sides USING (event_no)
ORDER BY group_no, published NULLS LAST, story_id, source_id, event_id, span."start", span."end", span.part"""


def told_events(ledger: Ledger, filters: Filters = EVERYTHING) -> Iterator[ToldEvent]:
    """Each event once, in the order of `events`, with every sentence that tells it; filters as of `events`.

    Read in groups of 10,000, so that a large ledger costs little memory beside the events' own records.
    """
    check_filters(filters, KNOWN, "events")
    table = ask_records(ledger, filters)
    for batch in table.to_batches(max_chunksize=BATCH):
        yield from _told(ledger, batch, filters)


def _told(ledger: Ledger, batch: pa.RecordBatch, filters: Filters) -> Iterator[ToldEvent]:
    groups = batch.column("group_no").to_pylist()
    tellings = _tellings(ledger, groups, filters)
    for record, group in zip(batch.column("record").to_pylist(), groups, strict=True):
        event = msgspec.json.decode(record, type=Event)
        rows = tellings[group]
        mentions = tuple(mention for _, mention in rows)
        first, _ = rows[0]
        sources = sorted({outlet for row, _ in rows for outlet in row["outlets"]})
        # The record was made a line ago and is nobody else's: replace() would take as long as reading it.
        object.__setattr__(event, "mentions", len(mentions))
        object.__setattr__(event, "sources", tuple(sources))
        yield ToldEvent(
            event=event,
            group=first["group_id"],
            known_first=first["known_first"],
            story=_story_of(event, mentions),
            mentions=mentions,
        )


def _story_of(event: Event, mentions: tuple[EventMention, ...]) -> ToldStory:
    own = (m.story for m in mentions if m.event_id == event.event_id and m.story.source_id == event.source_id)
    return next(own, mentions[0].story)


def _tellings(
    ledger: Ledger, groups: list[int], filters: Filters
) -> dict[int, list[tuple[dict[str, Any], EventMention]]]:
    """The sentences of each event with the row that they came from."""
    table = ledger.ask(_SQL.format(visible=visible(filters)), [groups]).arrow()
    stories: dict[tuple[str, str], ToldStory] = {}
    found: dict[int, list[tuple[dict[str, Any], EventMention]]] = {}
    for rows in table.to_batches(max_chunksize=1000):
        for row in rows.to_pylist():
            key = row["story_id"], row["source_id"]
            story = stories.get(key) or stories.setdefault(key, _story(row))
            found.setdefault(row["group_no"], []).append((row, _mention(row, story)))
    return found


def _story(row: dict[str, Any]) -> ToldStory:
    return ToldStory(
        story_id=row["story_id"],
        source_id=row["source_id"],
        group=row["story_group"],
        version=row["version"],
        published=row["published"],
        published_given=_time(row["published_given"]),
        outlet=row["outlet"],
        url=row["url"],
        headline=row["headline"],
        language=row["language"],
        length=row["length"],
    )


def _mention(row: dict[str, Any], story: ToldStory) -> EventMention:
    act = row["trigger_start"]
    return EventMention(
        event_id=row["event_id"],
        story=story,
        number=row["number"],
        lead=row["is_lead"],
        part=row["part"],
        start=row["start"],
        end=row["end"],
        text=row["sentence"],
        act_start=act if row["start"] <= act < row["end"] else None,
        sides=tuple(NamedSide(**side) for side in row["sides"] or ()),
        confidence=row["confidence"],
        background=row["background"],
    )


def _time(iso: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(iso) if iso else None
