"""Events that plans and their outcomes may have to do with, and claims that may speak of an event: found without reading all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.records.groups import ClaimDigest, EventDigest

from .digests import CLAIMS
from .nearby import some_events

if TYPE_CHECKING:
    import duckdb

    Reach = tuple[tuple[str, ...], dt.date, dt.date]

_OF_GROUPS = """
CREATE OR REPLACE TEMP TABLE near_events AS SELECT event_no FROM current_events WHERE group_id IN (SELECT unnest($1::VARCHAR[]))"""
_GROUPS = "SELECT event_id, source_id, story_id, group_id FROM current_events SEMI JOIN near_events USING (event_no)"

#: What may belong to a plan is told in its reach; a plan may reach as far as its last telling allows (merge/plans.py).
_ABOUT = """
WITH plans AS (SELECT unnest($1::VARCHAR[]) AS side, unnest($2::DATE[]) AS low, unnest($3::DATE[]) AS high),
others AS (SELECT unnest($4::VARCHAR[]) AS side, unnest($5::DATE[]) AS day),
told AS (SELECT group_id, unnest(countries) AS side, first, published FROM current_events),
reaching AS (
  SELECT group_id, min(least(first, published)) - 2 AS low, greatest(max(last), max(published) + 180) + 30 AS high
  FROM current_events WHERE group_id IN (SELECT group_id FROM current_events WHERE status = 'planned') GROUP BY group_id
)
SELECT DISTINCT group_id FROM told t SEMI JOIN plans p ON p.side = t.side
  AND (t.first BETWEEN p.low AND p.high OR t.published BETWEEN p.low AND p.high)
UNION SELECT group_id FROM (SELECT group_id, t.side, r.low, r.high FROM told t JOIN reaching r USING (group_id)) t
  SEMI JOIN others o ON o.side = t.side AND o.day BETWEEN t.low AND t.high"""

_LINKED = """
WITH asked AS (SELECT unnest($1::VARCHAR[]) AS one)
SELECT DISTINCT unnest([plan_group, outcome_group, next_group]) FROM plan_links
WHERE plan_group IN (SELECT one FROM asked) OR outcome_group IN (SELECT one FROM asked) OR next_group IN (SELECT one FROM asked)"""

_SPEAKING = """
SELECT DISTINCT coding FROM current_claims
WHERE coding IN (SELECT unnest($1::BIGINT[])) OR (
  coalesce(list_has_any(from_json(record->'$.topic.acts', '["VARCHAR"]'), $2::VARCHAR[]), false)
  AND coalesce(list_has_any(from_json(record->'$.topic.countries', '["VARCHAR"]'), $3::VARCHAR[]), false))"""
_CODINGS = """
SELECT DISTINCT coding FROM current_events WHERE group_id IN (SELECT unnest($1::VARCHAR[]))
UNION SELECT coding FROM current_stories WHERE story_id IN (SELECT unnest($2::VARCHAR[]))"""
_TELLING = """
SELECT group_id FROM current_events WHERE list_contains($1::VARCHAR[], type) OR list_contains($1::VARCHAR[], act)
INTERSECT SELECT group_id FROM current_events WHERE list_has_any(countries, $2::VARCHAR[])"""


def told_in(connection: duckdb.DuckDBPyConnection, groups: Collection[str]) -> list[tuple[str, EventDigest]]:
    """All tellings of these events, each with its group."""
    connection.execute(_OF_GROUPS, [sorted(groups)])
    of = {tuple(key): group for *key, group in connection.execute(_GROUPS).fetchall()}
    return [(of[one.event_id, one.source_id, one.story_id], one) for one in some_events(connection)]


def groups_about(
    connection: duckdb.DuckDBPyConnection, plans: Sequence[Reach], others: Sequence[Reach]
) -> Iterator[str]:
    """The events that may belong to plans of this reach, and the plans that reach the days of others, and some more."""
    asked = [[(side, low, high) for sides, low, high in some for side in sides] for some in (plans, others)]
    columns = [[one[n] for one in some] for some, width in zip(asked, (3, 2), strict=True) for n in range(width)]
    for (group,) in connection.execute(_ABOUT, columns).fetchall():
        yield group


def groups_linked(connection: duckdb.DuckDBPyConnection, groups: Collection[str]) -> Iterator[str]:
    """The events in the links of plans that name one of these events."""
    for (group,) in connection.execute(_LINKED, [sorted(groups)]).fetchall():
        if group is not None:
            yield group


def claims_touched(
    connection: duckdb.DuckDBPyConnection, groups: Collection[str], was: Collection[EventDigest]
) -> list[ClaimDigest]:
    """All claims, by number, of codings with one that may speak of these events as they are or were, or of its own among them."""
    events = [*was, *(one for _, one in told_in(connection, groups))]
    acts = {act for one in events for act in (one.type, one.act)}
    countries = {code for one in events for code in (*one.actor_countries, *one.recipient_countries)}
    own = connection.execute(_CODINGS, [sorted(groups), sorted({one.story_id for one in was})]).fetchall()
    asked = [[coding for (coding,) in own], sorted(acts), sorted(countries)]
    codings = [coding for (coding,) in connection.execute(_SPEAKING, asked).fetchall()]
    return _claims_in(connection, codings)


def _claims_in(connection: duckdb.DuckDBPyConnection, codings: Sequence[int]) -> list[ClaimDigest]:
    only = "WHERE c.coding IN (SELECT unnest($1::BIGINT[]))"
    found = connection.execute(CLAIMS.replace("{only}", only), [codings])
    names = [column[0] for column in found.description or ()]
    rows = (dict(zip(names, row, strict=True)) for row in found.fetchall())
    return [
        msgspec.convert({**row, "topic": msgspec.json.decode(row["topic"]) if row["topic"] else {}}, ClaimDigest)
        for row in rows
    ]


def groups_telling(connection: duckdb.DuckDBPyConnection, acts: Iterable[str], countries: Iterable[str]) -> set[str]:
    """The events that some telling says to be such an act, and some to be of one of these countries, and some more."""
    found = connection.execute(_TELLING, [sorted(acts), sorted(countries)]).fetchall()
    return {group for (group,) in found}
