"""Counts: how many events, stories, sources or mentions there are, by type, pair of countries, day, outlet ..."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.errors import UsageError
from dateline.ledger import Answer, Ledger

from . import known
from .counting import HEADINGS, OUTLETS, UNITS, Unit, unit_named
from .events import among, representatives, row_conditions, visible
from .filters import EVERYTHING, Filters, check_filters, limited, order

KNOWN = known.EVENTS

#: The events, with what they are counted by.
_PICKED = "picked AS (SELECT group_no, outlets, evidence {headings} FROM ({representatives}) p {grains} WHERE {where} AND {among})"
#: An event told once is its own telling; only the tellings of the others are looked at one by one. `many` finds these without
#: grouping: the number of a group is the smallest number among its tellings.
_TOLD = """
many AS MATERIALIZED (SELECT DISTINCT group_no FROM current_events WHERE event_no <> group_no),
tellings AS (
  SELECT group_no, story_group, unnest({outlets}) AS source, generate_subscripts({outlets}, 1) AS nth, len(evidence) AS sentences
  FROM current_events SEMI JOIN many USING (group_no) WHERE {visible}
), told AS (
  SELECT group_no {source}, count(DISTINCT story_group) AS stories, count(DISTINCT coalesce(source, '')) AS sources,
    sum(sentences) FILTER ({counted_once}) AS mentions
  FROM tellings GROUP BY ALL
), measured AS (
  SELECT * EXCLUDE (group_no, outlets, evidence), 1 AS stories, {alone}, len(evidence) AS mentions
  FROM picked ANTI JOIN many USING (group_no)
  UNION ALL BY NAME
  SELECT * EXCLUDE (group_no, outlets, evidence) FROM picked JOIN told USING (group_no)
)"""


def count(ledger: Ledger, by: Sequence[str] = (), *, unit: str | None = None, filters: Filters = EVERYTHING) -> Answer:
    """How many there are: a row for each combination of the headings `by` (see HEADINGS); one row for all without any.

    unit: event, story, source or mention (see UNITS); None gives all four side by side. `share` is the part of `total`, which
    counts each event that fits the filters once, by `unit` (by event for None); `counted` says how in words. An event with several
    values of a heading (countries, outlets ...) is in the row of each, one without any in that of None: such shares add up to more
    than 1. Periods are those of the event's first day; what is told less exactly is in None. Filters as in `events`.
    Sorted by count, the most first, or by value, which is the default where a period is among the headings. Raises UsageError for
    unknown headings or units.
    """
    check_filters(filters, KNOWN, "count")
    _check_headings(by)
    chosen = unit_named(unit) if unit else UNITS["event"]
    columns = [chosen.column] if unit else [each.column for each in UNITS.values()]
    cells, parameters = _cells(by, filters, told=chosen.one != "" or unit is None)
    several = any(HEADINGS[name].several or name == "source" for name in by)
    total = str(_total(ledger, chosen.column, unit or "event", filters)) if several else f"sum({chosen.column}) OVER ()"
    sql = f"""
SELECT {_shown(by)} {", ".join(columns)}, round({chosen.column} / total, 4) AS share, total, '{unit or "event"}' AS unit,
  '{_counted(chosen, unit, several=several)}' AS counted
FROM (SELECT *, ({total})::BIGINT AS total FROM ({cells})) ORDER BY {_order(by, chosen.column, filters)} {limited(filters)}"""  # noqa: S608  (our own names; values are parameters)
    return ledger.ask(sql, parameters)


def _check_headings(by: Sequence[str]) -> None:
    if unknown := [name for name in by if name not in HEADINGS]:
        raise UsageError(f"cannot count by {', '.join(unknown)}; count by: {', '.join(HEADINGS)}")
    if len(set(by)) < len(by):
        raise UsageError(f"count by {','.join(by)}: name each of them once")


def _cells(by: Sequence[str], filters: Filters, *, told: bool) -> tuple[str, list[object]]:
    """The query for all four counts by the headings, and its parameters. told: more than events is asked for."""
    row = row_conditions(filters)
    telling, asked = among(filters)
    by_source = "source" in by
    parts = [
        _PICKED.format(
            headings="".join(f', {HEADINGS[name].sql} AS "{name}"' for name in by if name != "source"),
            representatives=representatives(filters),
            grains="JOIN (SELECT event_no, grain FROM events) USING (event_no)" if _periods(by) else "",
            where=row.sql,
            among=telling,
        )
    ]
    if told or by_source:
        parts.append(
            _TOLD.format(
                outlets=OUTLETS,
                visible=visible(filters),
                source=", source" if by_source else "",
                counted_once="TRUE" if by_source else "nth = 1",
                alone=f"unnest({OUTLETS}) AS source, 1 AS sources" if by_source else f"len({OUTLETS}) AS sources",
            )
        )
    else:
        parts.append(
            "measured AS (SELECT * EXCLUDE (group_no, outlets, evidence), 1 AS stories, 1 AS sources, 1 AS mentions FROM picked)"
        )
    rows = "measured"
    for name in (name for name in by if HEADINGS[name].several):
        values = f"""CASE len("{name}") WHEN 0 THEN [NULL] ELSE "{name}" END"""
        rows = f"""(SELECT * REPLACE (unnest({values}) AS "{name}") FROM {rows})"""  # noqa: S608  (our own names)
    headings = "".join(f'"{name}", ' for name in by)
    sums = ", ".join(f"coalesce(sum({column}), 0)::BIGINT AS {column}" for column in ("stories", "sources", "mentions"))
    cells = f"WITH {', '.join(parts)} SELECT {headings} count(*) AS events, {sums} FROM {rows} {'GROUP BY ALL' if by else ''}"  # noqa: S608  (our own names)
    return cells, [*row.parameters, *asked]


def _total(ledger: Ledger, column: str, unit: str, filters: Filters) -> int:
    """How many there are in all, where the rows cannot be added up."""
    (row,) = count(ledger, unit=unit, filters=replace(filters, sort=None, limit=None, offset=0))
    return int(row[column])


def _shown(by: Sequence[str]) -> str:
    return "".join(f"""{HEADINGS[name].shown.format(f'"{name}"') or f'"{name}"'} AS "{name}", """ for name in by)


def _periods(by: Sequence[str]) -> bool:
    return any(HEADINGS[name].shown for name in by)


def _order(by: Sequence[str], column: str, filters: Filters) -> str:
    values = [f'"{name}"' for name in by] or [column]
    default = "value" if _periods(by) or not by else "-count"
    return order(
        filters, {"count": column, "value": values[0]}, default, ", ".join(f"{value} NULLS LAST" for value in values)
    )


def _counted(chosen: Unit, unit: str | None, *, several: bool) -> str:
    """How it was counted, in words."""
    words = chosen.words if unit else f"{chosen.words}; beside it the stories, sources and mentions that tell it"
    return f"{words}; who stands under several headings is in each" if several else words
