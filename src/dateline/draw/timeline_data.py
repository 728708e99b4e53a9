"""What a timeline draws, read by aggregating queries: lanes, then single events or, where there are too many, counts by period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.count import HEADINGS
from dateline.query.filters import split_dyad
from dateline.records.rows import Row

from .described import picked
from .palette import load_palette

#: Headings of the query `count` by what lanes stand for.
LANES = {"dyad": "dyad", "actor": "country", "issue": "issue"}
_UNTOLD = "unnest(CASE len({lanes}) WHEN 0 THEN [NULL] ELSE {lanes} END)"
_COUNTED = """
SELECT lane, count(*), count(*) FILTER (first IS NULL), min(first), max(coalesce(last, first))
FROM (SELECT {untold} AS lane, first, last FROM ({picked}))
GROUP BY lane ORDER BY count(*) DESC, lane NULLS LAST"""
_SINGLE = """
SELECT lane, event_id, act, status, background, channel, first, last, where_name, countries, sentence
FROM (SELECT *, unnest(lanes) AS lane FROM ({picked})) WHERE lane IN (SELECT unnest(?))
ORDER BY lane, first NULLS LAST, last, story_key, event_key"""
_BINNED = """
SELECT lane, date_trunc('{grain}', first)::DATE AS period, family, count(*)
FROM (
  SELECT unnest(lanes) AS lane, first, last, family
  FROM (SELECT first, last, {lanes} AS lanes, {family} AS family FROM ({picked}))
)
WHERE lane IN (SELECT unnest(?)) AND first BETWEEN ? AND ? AND coalesce(last, first) - first < {longest}
GROUP BY ALL ORDER BY lane, period, family"""
_BETWEEN = """
SELECT quantile_disc(first, [0.02, 0.98]) FROM (SELECT first, lanes FROM ({picked}))
WHERE first IS NOT NULL AND list_has_any(lanes, ?)"""
_UNDATED = """
SELECT lane, family, count(*) FROM (
  SELECT unnest(lanes) AS lane, family FROM (SELECT {lanes} AS lanes, {family} AS family, first FROM ({picked})) WHERE first IS NULL
) WHERE lane IN (SELECT unnest(?)) GROUP BY ALL ORDER BY lane, family"""
#: Days that a period has at most: what is told less exactly is in no period of that length.
LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One lane: key is a pair, a code or an issue; None: the events that have none."""

    key: str | None
    events: int
    undated: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Events of one family that began in one period, in one lane. family: its place in the palette."""

    lane: str
    period: dt.date
    family: int
    events: int


def lanes(ledger: Ledger, filters: Filters, by: str) -> list[Lane]:
    """All lanes, the fullest first. Raises UsageError for an unknown `by`."""
    if by not in LANES:
        raise UsageError(f"lanes cannot be by {by}; by: {', '.join((*LANES, 'process'))}")
    sql, parameters = picked(filters, f"first, last, {HEADINGS[LANES[by]].sql} AS lanes")
    asked = _COUNTED.format(untold=_UNTOLD.format(lanes="lanes"), picked=sql)
    found = [
        Lane(key=key, events=events, undated=undated, first=first, last=last)
        for key, events, undated, first, last in ledger.tuples(asked, parameters)
    ]
    if by == "dyad" and filters.dyad:
        one, other, _ = split_dyad(filters.dyad)
        return [lane for lane in found if lane.key == "-".join(sorted((one, other)))]
    return found


def single_events(ledger: Ledger, filters: Filters, by: str, keys: Sequence[str]) -> list[Row]:
    """One row an event and lane: what a mark needs, by lane and day."""
    columns = (
        "event_id, act, status, background, channel, first, last, where_name, countries, sentence, story_key, event_key, "
        f"{HEADINGS[LANES[by]].sql} AS lanes"
    )
    sql, parameters = picked(filters, columns)
    names = ("lane", "event_id", "act", "status", "background", "channel", "first", "last", "place", "countries", "sentence")
    rows = ledger.tuples(_SINGLE.format(picked=sql), [*parameters, list(keys)])
    return [dict(zip(names, row, strict=True)) for row in rows]


def bins(  # noqa: PLR0913  (a query and what it asks for)
    ledger: Ledger, filters: Filters, by: str, keys: Sequence[str], *, grain: str, days: tuple[dt.date, dt.date]
) -> list[Bin]:
    """Counts by lane, period and family, of events that began within the days and are told as exactly as the period."""
    sql, parameters = picked(filters, "*")
    asked = _BINNED.format(
        grain=grain, longest=LONGEST[grain], lanes=HEADINGS[LANES[by]].sql, family=_family(), picked=sql
    )
    rows = ledger.tuples(asked, [*parameters, list(keys), *days])
    return [Bin(lane=lane, period=period, family=family, events=events) for lane, period, family, events in rows]


def undated(ledger: Ledger, filters: Filters, by: str, keys: Sequence[str]) -> dict[tuple[str, int], int]:
    """How many events without a date there are by lane and family."""
    sql, parameters = picked(filters, "*")
    asked = _UNDATED.format(lanes=HEADINGS[LANES[by]].sql, family=_family(), picked=sql)
    return {(lane, family): events for lane, family, events in ledger.tuples(asked, [*parameters, list(keys)])}


def most_days(ledger: Ledger, filters: Filters, by: str, keys: Sequence[str]) -> tuple[dt.date, dt.date] | None:
    """The days between which all but the first and the last fiftieth of the events begin; None without dated events."""
    sql, parameters = picked(filters, f"first, {HEADINGS[LANES[by]].sql} AS lanes")
    ((found,),) = ledger.tuples(_BETWEEN.format(picked=sql), [*parameters, list(keys)])
    return (found[0], found[1]) if found and found[0] else None


def _family() -> str:
    """The place of an act's family in the palette, as SQL."""
    cases = " ".join(
        f"WHEN list_contains({list(family.types)}, act) THEN {place}"
        for place, family in enumerate(load_palette().families)
    )
    return f"CASE {cases} ELSE 0 END"
