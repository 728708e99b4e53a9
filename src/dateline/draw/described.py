"""Filters in words for a subtitle, names for codes, days as they are written in captions, and where the data come from."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import cache
from pathlib import Path

from dateline import __version__
from dateline.ledger import Ledger
from dateline.lexicon.registry_names import ACTORS, read_states
from dateline.lexicon.yaml_files import read_yaml
from dateline.query import Filters
from dateline.query.events import among, representatives, row_conditions
from dateline.query.filters import EVERYTHING, as_list, split_dyad, sql_date

from .palette import load_palette

_DAYS = ("since", "until", "as_of", "known_on")


def name_of(code: str) -> str:
    """The name of a state or organisation; the code itself for what is unknown.

    >>> name_of("KOR"), name_of("NAT"), name_of("QQQ")
    ('South Korea', 'NATO', 'QQQ')
    """
    return _names().get(code, code)


def pair_name(pair: str) -> str:
    """A dyad in names.

    >>> pair_name("KOR-PRK"), pair_name("USA>PRK")
    ('South Korea – North Korea', 'United States → North Korea')
    >>> pair_name("CHL-CHL")
    'within Chile'
    """
    mark = ">" if ">" in pair else "-"
    if len(set(pair.split(mark))) == 1:
        return f"within {name_of(pair.split(mark, maxsplit=1)[0])}"
    return {"-": " – ", ">": " → "}[mark].join(name_of(code) for code in pair.split(mark))


def day(value: dt.date) -> str:
    """A day as captions have it.

    >>> day(dt.date(2020, 9, 2))
    '2 Sep 2020'
    """
    return f"{value.day} {load_palette().month_of(value)} {value.year}"


def count_of(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count_of(1, "event"), count_of(1200, "story", "stories")
    ('1 event', '1,200 stories')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def subject(filters: Filters) -> str:
    """Whom the filters name, for a title; "" if nobody."""
    if filters.dyad:
        one, other, directed = split_dyad(filters.dyad)
        return pair_name(f"{one}{'>' if directed else '-'}{other}")
    if filters.actor:
        return filters.actor
    return " and ".join(name_of(code.upper()) for code in filters.country)


def subtitle(filters: Filters, days: tuple[dt.date, dt.date] | str | None, *, shown: str) -> str:
    """What is shown, the other filters, and the dates; `days`: the first and last day of what is drawn, or words for them."""
    parts = [shown]
    for field in dataclasses.fields(Filters):
        value = getattr(filters, field.name)
        if field.name in (*_DAYS, "dyad", "sort", "limit", "offset") or value == getattr(EVERYTHING, field.name):
            continue
        parts.append(_in_words(field.name, value))
    parts.append(days if isinstance(days, str) and days else _from_to(filters, None if isinstance(days, str) else days))
    if filters.as_of:
        parts.append(f"as of {day(filters.as_of)}")
    if filters.known_on:
        parts.append(f"as known on {day(filters.known_on)}")
    return " · ".join(part for part in parts if part)


def source_line(ledger: Ledger, filters: Filters, events: int) -> str:
    """Program, ledger, how many events from how many stories of how many sources, and the last day of publication."""
    stories, sources, last = _told(ledger, filters)
    known = filters.known_on or last
    until = f", known until {day(known)}" if known else ""
    return (
        f"Source: dateline {__version__}, ledger {Path(ledger.path).name}, {count_of(events, 'event')} from "
        f"{count_of(stories, 'story', 'stories')} of {count_of(sources, 'source')}{until}."
    )


def process_source(ledger: Ledger, filters: Filters, number: int) -> tuple[str, dt.date | None]:
    """The same for processes, and the last day of publication."""
    stories, sources, last = _told(ledger, dataclasses.replace(EVERYTHING, known_on=filters.known_on))
    known = filters.known_on or last
    until = f", known until {day(known)}" if known else ""
    line = (
        f"Source: dateline {__version__}, ledger {Path(ledger.path).name}, {count_of(number, 'process', 'processes')}; "
        f"the ledger has {count_of(stories, 'story', 'stories')} of {count_of(sources, 'source')}{until}."
    )
    return line, last


def picked(filters: Filters, columns: str) -> tuple[str, list[object]]:
    """The SELECT of the events that fit the filters, each by the telling that stands for it, and its parameters."""
    row = row_conditions(filters)
    telling, told = among(filters)
    sql = f"SELECT {columns} FROM ({representatives(filters)}) WHERE {row.sql} AND {telling}"  # noqa: S608  (our own names; values are parameters)
    return sql, [*row.parameters, *told]


def _told(ledger: Ledger, filters: Filters) -> tuple[int, int, dt.date | None]:
    """Stories, outlets and the last day of publication behind the events."""
    known = f"published <= {sql_date(filters.known_on)}" if filters.known_on else "TRUE"
    asked = dataclasses.replace(filters, known_on=None, sort=None, limit=None)
    if asked == EVERYTHING:
        where, parameters = "TRUE", list[object]()
    else:
        events, parameters = picked(filters, "group_no")
        where = f"coding IN (SELECT coding FROM current_events WHERE group_no IN ({as_list(events)}))"  # noqa: S608  (as above)
    sql = f"SELECT count(*), count(DISTINCT outlet), max(published) FROM current_stories WHERE {known} AND {where}"  # noqa: S608  (as above)
    ((stories, sources, last),) = ledger.tuples(sql, parameters)
    return stories, sources, last


def _from_to(filters: Filters, days: tuple[dt.date, dt.date] | None) -> str:
    """The days asked for, else those of the data."""
    first, last = filters.since or (days and days[0]), filters.until or (days and days[1])
    if first and last:
        return day(first) if first == last else f"{day(first)} to {day(last)}"
    return f"from {day(first)}" if first else f"until {day(last)}" if last else ""


def _in_words(name: str, value: object) -> str:
    said = name.replace("_", " ")
    if value is True:
        return said
    if value is False:
        return f"no {said}"
    if isinstance(value, tuple):
        return f"{said} {' or '.join(map(str, value))}"
    return f"{said} {value}"


@cache
def _names() -> dict[str, str]:
    """Names of states, and of organisations whose code stands for one body."""
    organisations: dict[str, dict[str, list[str]]] = read_yaml(ACTORS / "organisations.yaml")
    bodies = {
        str(code): next((names[0] for names in row.values() if names), str(code)).partition("|")[0]
        for code, row in organisations.items()
    }
    return bodies | {code: state.name for code, state in read_states().items()}
