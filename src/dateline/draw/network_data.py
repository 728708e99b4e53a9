"""Who deals with whom, counted: pairs with their directions, and how many events each side has. One pass over the events."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.query import Filters

from .described import picked
from .palette import load_palette
from .statuses import look_sql

UNITS = ("country", "person")
PERIODS = ("year", "quarter", "month")
#: Persons among whom pairs are looked for: those with the most events.
PERSONS = 80
#: Small pictures at most.
LAST_PERIODS = 24
_COUNTED = """count(*) AS events, count(*) FILTER (conflict) AS conflict, count(*) FILTER (look = 1) AS ahead,
    count(*) FILTER (look = 2) AS nothing, count(*) FILTER (conflict AND look = 0) AS fought"""
#: Events grouped by the hash of their sides; one event of each group tells the sides.
_COUNTRIES = """
WITH told AS (
  SELECT event_no, hash(hash(actor_countries), hash(recipient_countries)) AS sides, {conflict} AS conflict, {look} AS look
  FROM ({picked})
), groups AS MATERIALIZED (
  SELECT sides, min(event_no) AS event_no, {counted} FROM told GROUP BY sides
)
SELECT actor_countries, recipient_countries, NULL, events, conflict, ahead, nothing, fought
FROM groups JOIN (
  SELECT event_no, actor_countries, recipient_countries FROM current_events WHERE event_no IN (SELECT event_no FROM groups)
) USING (event_no)"""
#: The same by period (NULL: none; the first day of all: before the last ones), for events of two or more of those that are drawn.
_BY_PERIOD = """
WITH told AS MATERIALIZED (
  SELECT event_no, hash(hash(actor_countries), hash(recipient_countries)) AS sides, {conflict} AS conflict,
    {look} AS look, {period} AS period
  FROM ({picked})
), one AS MATERIALIZED (
  SELECT sides, min(event_no) AS event_no FROM told GROUP BY sides
), kept AS MATERIALIZED (
  SELECT sides, actor_countries, recipient_countries
  FROM one JOIN (
    SELECT event_no, actor_countries, recipient_countries, countries FROM current_events
    WHERE event_no IN (SELECT event_no FROM one)
  ) USING (event_no) WHERE len(list_intersect(countries, ?)) > 1
), cells AS MATERIALIZED (
  SELECT sides, period, {counted} FROM told WHERE sides IN (SELECT sides FROM kept) GROUP BY ALL
)
SELECT actor_countries, recipient_countries, {shown}, sum(events)::BIGINT, sum(conflict)::BIGINT, sum(ahead)::BIGINT,
  sum(nothing)::BIGINT, sum(fought)::BIGINT
FROM cells JOIN kept USING (sides) GROUP BY ALL"""
_PERSONS_SQL = """
WITH told AS MATERIALIZED (
  SELECT event_no, {conflict} AS conflict, {look} AS look, {period} AS period FROM ({picked})
), persons AS (
  SELECT event_no, side, entity_id, name FROM participants WHERE kind = 'person'
  UNION ALL
  SELECT number, side, entity_id, person FROM learnt_holders WHERE in_table = 'events'
), most AS MATERIALIZED (
  SELECT entity_id FROM persons SEMI JOIN told USING (event_no) GROUP BY entity_id ORDER BY count(*) DESC, entity_id
  LIMIT {persons}
), taking_part AS MATERIALIZED (
  SELECT * FROM persons SEMI JOIN most USING (entity_id) SEMI JOIN told USING (event_no)
), named AS (
  SELECT entity_id, entity_id || chr(10) || min(name) AS person FROM taking_part GROUP BY entity_id
), sides AS (
  SELECT event_no, list_sort(list(DISTINCT person) FILTER (side = 'actor')) AS actors,
    list_sort(list(DISTINCT person) FILTER (side = 'recipient')) AS recipients
  FROM taking_part JOIN named USING (entity_id) GROUP BY event_no HAVING count(DISTINCT entity_id) > 1
), cells AS MATERIALIZED (SELECT * FROM sides JOIN told USING (event_no))
SELECT coalesce(actors, []), coalesce(recipients, []), {shown}, {counted} FROM cells GROUP BY ALL"""
#: The period as the picture has it: the last ones apart, all earlier ones in one.
_SHOWN = """CASE WHEN period IS NULL OR period IN (
  SELECT DISTINCT period FROM cells WHERE period IS NOT NULL ORDER BY period DESC LIMIT {periods}
) THEN period ELSE DATE '0001-01-01' END AS shown"""


class Group(NamedTuple):
    """How many events with the same sides there are, in a period or at all times; numbers as in Edge."""

    actors: list[str]
    recipients: list[str]
    period: dt.date | None
    events: int
    conflict: int
    ahead: int
    nothing: int
    fought: int

    @property
    def sides(self) -> set[str]:
        """All who take part."""
        return {*self.actors, *self.recipients}


#: What is summed for a pair, by the names of an Edge.
_SUMMED = ("forward", "backward", "mutual", "conflict", "ahead", "nothing", "went", "came", "fought")
_MUTUAL = _SUMMED.index("mutual")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A pair: one < other. forward, backward: events of one towards the other, and back; mutual: with no side acted upon.

    ahead, nothing: how many of these are planned or possible, and how many were cancelled, postponed or denied. went, came, fought:
    how many of those that took place are forward, backward, and of conflict.
    """

    one: str
    other: str
    forward: int
    backward: int
    mutual: int
    conflict: int
    ahead: int = 0
    nothing: int = 0
    went: int = 0
    came: int = 0
    fought: int = 0

    @property
    def events(self) -> int:
        """All events of the pair, happened or not."""
        return self.forward + self.backward + self.mutual

    @property
    def happened(self) -> int:
        """Those that took place."""
        return self.events - self.ahead - self.nothing

    @property
    def is_of_conflict(self) -> bool:
        """More than half of what is drawn is of conflict: of what took place, as the line is as wide; of all where nothing did."""
        return self.fought * 2 > self.happened if self.happened else self.conflict * 2 > self.events

    @property
    def toward(self) -> str | None:
        """The actor to whom more than half of what is drawn goes, counted in the same way; None where there is none."""
        there, back = (self.went, self.came) if self.happened else (self.forward, self.backward)
        drawn = self.happened or self.events
        return self.other if there * 2 > drawn else self.one if back * 2 > drawn else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Everything known of who deals with whom in one period (None: at all times). nodes: events by actor, happened: those of them.

    looks: events with a pair, by the place of their status in LOOKS, each counted once.
    """

    period: dt.date | None
    nodes: Counter[str]
    happened: Counter[str]
    looks: Counter[int]
    edges: list[Edge]


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Ties of the last periods that have any; events in none, as their date is unknown or too inexact; and in earlier periods."""

    ties: list[Ties]
    periodless: int
    earlier: int


@dataclass(slots=True)
class _Sums:
    """Sums while they are counted: by pair what an Edge has, in the same order."""

    nodes: Counter[str]
    happened: Counter[str]
    looks: Counter[int]
    pairs: dict[tuple[str, str], list[int]]


def ties(ledger: Ledger, filters: Filters, *, unit: str) -> Ties:
    """The ties of all times. unit: country (code, organisations too) or person ("entity id, line break, name").

    Raises UsageError for an unknown unit.
    """
    if unit not in UNITS:
        raise UsageError(f"a network cannot be of {unit}; units: {', '.join(UNITS)}")
    return ties_of(_groups(ledger, filters, (unit, None, ())))


def groups_of_countries(ledger: Ledger, filters: Filters, *, also: str) -> list[Group]:
    """The events of all times by their sides. also: one more condition, as SQL."""
    return _groups(ledger, filters, ("country", None, ()), also)


def ties_by_period(ledger: Ledger, filters: Filters, by: str, nodes: Sequence[str], *, unit: str) -> Periods:
    """The ties between these actors in each of the last periods, in order. Events without a day are in none.

    Events of an actor count here if another one of these takes part. Raises UsageError for an unknown period.
    """
    kept, periodless = set(nodes), 0
    by_period: dict[dt.date, list[Group]] = defaultdict(list)
    for group in _groups(ledger, filters, (unit, by, nodes)):
        actors, recipients = ([one for one in side if one in kept] for side in (group.actors, group.recipients))
        # Someone outside who is acted upon makes no pair of those who act together.
        if (group.recipients and not recipients) or not _pairs(actors, recipients):
            continue
        if group.period is None:
            periodless += group.events
        else:
            by_period[group.period].append(group._replace(actors=actors, recipients=recipients))
    earlier = sum(group.events for group in by_period.pop(dt.date.min, []))
    found = [ties_of(by_period[day], day) for day in sorted(by_period)]
    return Periods(ties=found, periodless=periodless, earlier=earlier)


def check_period(by: str | None) -> None:
    """Raises UsageError if there are no small pictures by this."""
    if by is not None and by not in PERIODS:
        raise UsageError(f"a network cannot be by {by}; by: {', '.join(PERIODS)}")


def _groups(
    ledger: Ledger, filters: Filters, asked: tuple[str, str | None, Sequence[str]], also: str = "TRUE"
) -> list[Group]:
    """Events by their sides and the period. asked: unit, period, actors that are drawn."""
    unit, by, nodes = asked
    sql, parameters = picked(
        filters, "event_no, act, status, first, last, actor_countries, recipient_countries, where_name"
    )
    sql = f"SELECT * FROM ({sql}) WHERE {also}"  # noqa: S608  (our own words)
    # A month told as such is in its month; what is told less exactly than the period is in none.
    longest = {"year": 366, "quarter": 92, "month": 31}.get(by or "", 0)
    period = (
        f"CASE WHEN coalesce(last, first) - first < {longest} THEN date_trunc('{by}', first)::DATE END"
        if by
        else "NULL::DATE"
    )
    countries, more = (_BY_PERIOD, [list(nodes)]) if by else (_COUNTRIES, [])
    template, more = (countries, more) if unit == "country" else (_PERSONS_SQL, [])
    filled = template.format(
        picked=sql, conflict=conflict_sql(), period=period, persons=PERSONS, look=look_sql(), counted=_COUNTED,
        shown=_SHOWN.format(periods=LAST_PERIODS) if by else "NULL::DATE",
    )  # fmt: skip
    return list(map(Group._make, ledger.tuples(filled, [*parameters, *more])))


def ties_of(groups: Iterable[Group], period: dt.date | None = None) -> Ties:
    """The ties that groups of events make."""
    sums = _Sums(nodes=Counter(), happened=Counter(), looks=Counter(), pairs=defaultdict(lambda: [0] * len(_SUMMED)))
    for group in groups:
        _add(sums, group)
    edges = [
        Edge(one=one, other=other, **dict(zip(_SUMMED, numbers, strict=True)))
        for (one, other), numbers in sums.pairs.items()
    ]
    edges.sort(key=lambda e: (-e.events, e.one, e.other))
    return Ties(period=period, nodes=sums.nodes, happened=sums.happened, looks=sums.looks, edges=edges)


def _add(sums: _Sums, group: Group) -> None:
    actors, recipients, _, events, conflict, ahead, nothing, fought = group
    happened = events - ahead - nothing
    for code in {*actors, *recipients}:
        sums.nodes[code] += events
        sums.happened[code] += happened
    pairs = _pairs(actors, recipients)
    for one, other, place in pairs:
        numbers = sums.pairs[one, other]
        numbers[place] += events
        numbers[3] += conflict
        numbers[4] += ahead
        numbers[5] += nothing
        numbers[8] += fought
        if place != _MUTUAL:
            numbers[6 + place] += happened
    if pairs:
        for look, number in enumerate((happened, ahead, nothing)):
            sums.looks[look] += number


def _pairs(actors: list[str], recipients: list[str]) -> list[tuple[str, str, int]]:
    """Pairs as the filter `dyad` has them: who to whom, or all who act together; 0 forward, 1 back, 2 mutual."""
    if recipients:
        return [(a, b, 0) if a < b else (b, a, 1) for a in actors for b in recipients if a != b]
    return [(a, b, _MUTUAL) for a, b in combinations(sorted(actors), 2)] if len(actors) > 1 else []


def conflict_sql() -> str:
    """Whether the act is one of conflict, as SQL."""
    types = [word for family in load_palette().families if not family.above for word in family.types]
    return f"act IN ({', '.join(map(repr, types))})"
