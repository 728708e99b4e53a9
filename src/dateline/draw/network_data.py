"""Who deals with whom, counted: pairs with their directions, and how many events each side has. One pass over the events."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.query import Filters

from .described import picked
from .palette import load_palette

UNITS = ("country", "person")
PERIODS = ("year", "quarter", "month")
#: Persons among whom pairs are looked for: those with the most events.
_PERSONS = 80
#: Events grouped by the hash of their sides; one event of each group tells the sides.
_COUNTRIES = """
WITH told AS MATERIALIZED (
  SELECT event_no, hash(actor_countries) AS sides, hash(recipient_countries) AS others, {conflict} AS conflict,
    {period} AS period
  FROM ({picked})
), groups AS MATERIALIZED (
  SELECT sides, others, conflict, period, min(event_no) AS event_no, count(*) AS events FROM told GROUP BY ALL
)
SELECT actor_countries, recipient_countries, conflict, period, events
FROM groups JOIN (
  SELECT event_no, actor_countries, recipient_countries FROM current_events WHERE event_no IN (SELECT event_no FROM groups)
) USING (event_no)"""
_PERSONS_SQL = """
WITH told AS MATERIALIZED (SELECT event_no, {conflict} AS conflict, {period} AS period FROM ({picked})),
persons AS MATERIALIZED (
  SELECT event_no, p.side, coalesce(l.entity_id, p.entity_id) AS person, coalesce(l.person, p.name) AS name, p.kind
  FROM participants p SEMI JOIN told USING (event_no)
  LEFT JOIN (SELECT * FROM learnt_holders WHERE in_table = 'events') l
    ON l.number = event_no AND l.side = p.side AND l.place = p.place
  WHERE p.kind = 'person' OR l.entity_id IS NOT NULL
), most AS MATERIALIZED (
  SELECT person, min(name) AS name FROM persons GROUP BY person ORDER BY count(DISTINCT event_no) DESC, person LIMIT {persons}
), sides AS (
  SELECT event_no, conflict, period, list_sort(list(DISTINCT m.person || chr(10) || m.name) FILTER (side = 'actor')) AS actors,
    list_sort(list(DISTINCT m.person || chr(10) || m.name) FILTER (side = 'recipient')) AS recipients
  FROM persons JOIN most m USING (person) JOIN told USING (event_no) GROUP BY ALL
)
SELECT coalesce(actors, []), coalesce(recipients, []), conflict, period, count(*) FROM sides GROUP BY ALL"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A pair: one < other. forward, backward: events of one towards the other, and back; mutual: with no side acted upon."""

    one: str
    other: str
    forward: int
    backward: int
    mutual: int
    conflict: int

    @property
    def events(self) -> int:
        """All events of the pair."""
        return self.forward + self.backward + self.mutual


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Everything known of who deals with whom in one period (None: at all times). nodes: events by actor."""

    period: dt.date | None
    nodes: Counter[str]
    edges: list[Edge]


@dataclass(slots=True)
class _Sums:
    """Sums while they are counted: by pair forward, backward, mutual, conflict."""

    nodes: Counter[str]
    pairs: dict[tuple[str, str], list[int]]


def ties(ledger: Ledger, filters: Filters, *, unit: str, by: str | None, also: str = "TRUE") -> tuple[Ties, list[Ties]]:
    """The ties of all times, and those of each period in order; [] without `by`. Events without a day are in no period.

    unit: country (code, organisations too) or person ("entity id, line break, name"). also: one more condition, as SQL.
    Raises UsageError for an unknown unit or period.
    """
    if unit not in UNITS:
        raise UsageError(f"a network cannot be of {unit}; units: {', '.join(UNITS)}")
    if by is not None and by not in PERIODS:
        raise UsageError(f"a network cannot be by {by}; by: {', '.join(PERIODS)}")
    sql, parameters = picked(filters, "event_no, act, first, last, actor_countries, recipient_countries, where_name")
    sql = f"SELECT * FROM ({sql}) WHERE {also}"  # noqa: S608  (our own words)
    # A month told as such is in its month; what is told less exactly than the period is in none.
    longest = {"year": 366, "quarter": 92, "month": 31}.get(by or "", 0)
    period = (
        f"CASE WHEN coalesce(last, first) - first < {longest} THEN date_trunc('{by}', first)::DATE END"
        if by
        else "NULL::DATE"
    )
    template = _COUNTRIES if unit == "country" else _PERSONS_SQL
    rows = ledger.tuples(
        template.format(picked=sql, conflict=conflict_sql(), period=period, persons=_PERSONS), parameters
    )
    overall = _ties(None, rows)
    by_period: dict[dt.date, list[tuple[list[str], list[str], bool, dt.date, int]]] = defaultdict(list)
    for row in rows:
        if row[3] is not None:
            by_period[row[3]].append(row)
    return overall, [_ties(day, by_period[day]) for day in sorted(by_period)]


def _ties(period: dt.date | None, rows: Iterable[tuple[list[str], list[str], bool, dt.date | None, int]]) -> Ties:
    sums = _Sums(nodes=Counter(), pairs=defaultdict(lambda: [0, 0, 0, 0]))
    for actors, recipients, conflict, _, events in rows:
        for code in {*actors, *recipients}:
            sums.nodes[code] += events
        for one, other, place in _pairs(actors, recipients):
            sums.pairs[one, other][place] += events
            sums.pairs[one, other][3] += events if conflict else 0
    edges = [
        Edge(one=one, other=other, forward=forward, backward=backward, mutual=mutual, conflict=conflict)
        for (one, other), (forward, backward, mutual, conflict) in sums.pairs.items()
    ]
    return Ties(period=period, nodes=sums.nodes, edges=sorted(edges, key=lambda e: (-e.events, e.one, e.other)))


def _pairs(actors: list[str], recipients: list[str]) -> Iterator[tuple[str, str, int]]:
    """Pairs as the filter `dyad` has them: who to whom, or all who act together; 0 forward, 1 back, 2 mutual."""
    if recipients:
        yield from sorted({(min(a, b), max(a, b), 0 if a < b else 1) for a in actors for b in recipients if a != b})
    else:
        yield from ((a, b, 2) for a in sorted(actors) for b in sorted(actors) if a < b)


def conflict_sql() -> str:
    """Whether the act is one of conflict, as SQL."""
    types = [word for family in load_palette().families if not family.above for word in family.types]
    return f"act IN ({', '.join(map(repr, types))})"
