"""What a timeline draws, read in one pass over the events: lanes with counts by period, or single events where they are few."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.counting import HEADINGS
from dateline.query.filters import split_dyad
from dateline.records.rows import Row

from .described import picked
from .palette import load_palette
from .statuses import look_sql

#: Headings of the query `count` by what lanes stand for.
LANES = {"dyad": "dyad", "actor": "country", "issue": "issue"}
#: Columns that decide in which lanes an event is, and their hash: of two lists it is that of their hashes, as the hash of both does
#: not tell where the first ends.
_DECIDING = {"dyad": "actor_countries, recipient_countries", "actor": "countries", "issue": "issues"}
_HASHES = {
    "dyad": "hash(hash(actor_countries), hash(recipient_countries)) AS sides",
    "actor": "hash(countries) AS sides",
    "issue": "hash(issues) AS sides",
}
#: Lists of countries are dear to read and cheap to hash: events are grouped by the hash, and only one event of each group is
#: asked for its lanes. `kind`: 0 in a period, 1 without a date, 2 told less exactly than the period. The first rows have the
#: numbers of all lanes.
_COUNTED = """
WITH told AS MATERIALIZED (
  SELECT event_no, sides, family, look, kind, CASE WHEN kind = 0 THEN date_trunc('{grain}', first)::DATE END AS period
  FROM (
    SELECT event_no, first, {hashes}, {family} AS family, {look} AS look,
      CASE WHEN first IS NULL THEN 1 WHEN coalesce(last, first) - first < {longest} THEN 0 ELSE 2 END AS kind
    FROM ({picked})
  )
), groups AS MATERIALIZED (
  SELECT sides, min(event_no) AS event_no, count(*) AS events FROM told GROUP BY sides
), spread AS MATERIALIZED (
  SELECT sides, events, unnest(CASE len(lanes) WHEN 0 THEN [NULL] ELSE lanes END) AS lane
  FROM groups JOIN (
    SELECT event_no, {lanes} AS lanes FROM current_events WHERE event_no IN (SELECT event_no FROM groups)
  ) USING (event_no)
), counted AS MATERIALIZED (
  SELECT lane, sum(events)::BIGINT AS events FROM spread GROUP BY lane
), chosen AS MATERIALIZED (
  SELECT lane, row_number() OVER (ORDER BY events DESC, lane) AS place
  FROM counted WHERE lane IS NOT NULL AND {asked} ORDER BY events DESC, lane LIMIT {limit}
), cells AS (
  SELECT place, period, family, look, kind, count(*) AS events
  FROM told JOIN (SELECT sides, place FROM spread JOIN chosen USING (lane)) USING (sides) GROUP BY ALL
)
SELECT lane, NULL, NULL, NULL, NULL, events FROM counted
UNION ALL
SELECT lane, period, family, look, kind, events FROM cells JOIN chosen USING (place)"""
_SINGLE = """
SELECT lane, event_id, act, status, background, channel, first, last, where_name, countries, sentence
FROM (SELECT *, unnest(lanes) AS lane FROM ({picked})) WHERE lane IN (SELECT unnest(?))
ORDER BY lane, first NULLS LAST, last, story_key, event_key"""
_FIELDS = (
    "lane",
    "event_id",
    "act",
    "status",
    "background",
    "channel",
    "first",
    "last",
    "place",
    "countries",
    "sentence",
)
#: Days that a period has at most: what is told less exactly is in no period of that length.
LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Events of one family and look that began in one period, in one lane: their places in the palette and in LOOKS."""

    period: dt.date
    family: int
    look: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One lane: a pair, a code or an issue. coarse: events told less exactly than the period.

    undated: events without a date, by the places of family and look.
    """

    key: str
    events: int
    bins: list[Bin]
    undated: dict[tuple[int, int], int]
    coarse: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The lanes that are drawn, the fullest first, with counts by `grain`; how many others there are with how many events.

    laneless: events that are in no lane, because the text tells no pair, actor or issue.
    """

    grain: str
    lanes: list[Lane]
    others: int
    of_others: int
    laneless: int


def check_lanes(by: str) -> None:
    """Raises UsageError if there are no lanes by this."""
    if by not in LANES:
        raise UsageError(f"lanes cannot be by {by}; by: {', '.join((*LANES, 'process'))}")


def counts(ledger: Ledger, filters: Filters, by: str, *, grain: str, limit: int) -> Counts:
    """The fullest lanes with their counts by period."""
    sql, parameters = picked(filters, f"event_no, act, status, first, last, {_DECIDING[by]}")
    asked, keys = "TRUE", []
    if by == "dyad" and filters.dyad:
        asked, keys = "lane = ?", ["-".join(sorted(split_dyad(filters.dyad)[:2]))]
    query = _COUNTED.format(
        grain=grain,
        longest=LONGEST[grain],
        hashes=_HASHES[by],
        lanes=HEADINGS[LANES[by]].sql,
        family=_family(),
        look=look_sql(),
        picked=sql,
        asked=asked,
        limit=limit,
    )
    rows = ledger.tuples(query, [*parameters, *keys])
    sizes = {lane: events for lane, *_, kind, events in rows if kind is None}
    cells = [row for row in rows if row[4] is not None]
    chosen = sorted({row[0] for row in cells}, key=lambda lane: (-sizes[lane], lane))
    others = [] if keys else [events for lane, events in sizes.items() if lane is not None and lane not in set(chosen)]
    return Counts(
        grain=grain,
        lanes=[_lane(lane, sizes[lane], [row[1:] for row in cells if row[0] == lane]) for lane in chosen],
        others=len(others),
        of_others=sum(others),
        laneless=0 if keys else sizes.get(None, 0),
    )


def _lane(key: str, events: int, cells: list[tuple[dt.date, int, int, int, int]]) -> Lane:
    bins = [
        Bin(period=period, family=family, look=look, events=number)
        for period, family, look, kind, number in cells
        if kind == 0
    ]
    return Lane(
        key=key,
        events=events,
        bins=sorted(bins, key=lambda one: (one.period, one.look, one.family)),
        undated={
            (family, look): number for _, family, look, kind, number in sorted(cells, key=lambda c: c[1:3]) if kind == 1
        },
        coarse=sum(number for *_, kind, number in cells if kind == 2),  # noqa: PLR2004  (see _COUNTED)
    )


def single_events(ledger: Ledger, filters: Filters, by: str, keys: Sequence[str]) -> list[Row]:
    """One row an event and lane: what a mark needs, by lane and day."""
    columns = (
        "event_id, act, status, background, channel, first, last, where_name, countries, sentence, story_key, event_key, "
        f"{HEADINGS[LANES[by]].sql} AS lanes"
    )
    sql, parameters = picked(filters, columns)
    rows = ledger.tuples(_SINGLE.format(picked=sql), [*parameters, list(keys)])
    return [dict(zip(_FIELDS, row, strict=True)) for row in rows]


def _family() -> str:
    """The place of an act's family in the palette, as SQL."""
    cases = (
        f"WHEN act IN ({', '.join(map(repr, family.types))}) THEN {place}"
        for place, family in enumerate(load_palette().families)
    )
    return f"CASE {' '.join(cases)} ELSE 0 END"
