"""What a report tells, as plain rows for its tables: contacts, other events, accounts that differ, processes, plans, sources."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from dateline.ledger import Ledger
from dateline.query import Filters, claims, contacts, events, plans, processes, total
from dateline.query.filters import split_dyad
from dateline.records.rows import Row
from dateline.show.days import day_words

from .described import name_of, picked
from .palette import load_palette

#: Rows of a table without a limit.
MOST = 100
_SOURCES = """
WITH told AS (
  SELECT e.group_no, s.story_id, s.group_id, coalesce(s.outlet, '') AS outlet, s.published
  FROM current_events e JOIN current_stories s USING (coding)
  WHERE e.group_no IN ({picked}) AND {known}
)
SELECT outlet, count(DISTINCT group_no), count(DISTINCT story_id), min(published), max(published) FROM told
GROUP BY outlet ORDER BY count(DISTINCT group_no) DESC, outlet"""
_SENTENCES = "SELECT event_id, min(sentence) FROM current_events WHERE event_id IN (SELECT unnest(?)) GROUP BY event_id"
_OUTLETS = """
SELECT source_id, min(coalesce(outlet, '')), min(published), min(coalesce(headline, '')) FROM current_stories
WHERE source_id IN (SELECT unnest(?)) GROUP BY source_id"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where a row is told: the sentence, the story's id, its outlet and day."""

    sentence: str
    source_id: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table. row_id: for `dateline why`; more: tellings beside this one; accounts: what each tells, if they differ."""

    row_id: str
    when: str
    who: str
    what: str
    told: Told
    more: int = 0
    accounts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Headline figures. held: contacts that took place."""

    events: int
    contacts: int
    held: int
    planned: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Lines of one kind, and how many more the ledger has."""

    lines: list[Line]
    more: int

    @property
    def number(self) -> int:
        """How many there are, listed or not."""
        return len(self.lines) + self.more


def figures(ledger: Ledger, filters: Filters) -> Figures:
    """The headline figures."""
    sql, parameters = picked(filters, "act, status, first")
    counted = """SELECT count(*), count(*) FILTER (act = 'CONSULT'),
      count(*) FILTER (act = 'CONSULT' AND status IN ('occurred', 'ongoing')), count(*) FILTER (status = 'planned'),
      count(*) FILTER (first IS NULL)"""
    ((all_events, of_contact, held, planned, undated),) = ledger.tuples(f"{counted} FROM ({sql})", parameters)
    return Figures(events=all_events, contacts=of_contact, held=held, planned=planned, undated=undated)


def contact_lines(ledger: Ledger, filters: Filters, limit: int, number: int) -> Table:
    """Contacts by day, the latest first, with what accounts differ in."""
    rows = contacts(ledger, dataclasses.replace(filters, sort="-date", limit=limit)).rows()
    return Table(lines=_lines(ledger, rows, _contact), more=max(number - len(rows), 0))


def event_lines(ledger: Ledger, filters: Filters, limit: int, number: int) -> Table:
    """Events that are no contacts, the latest first."""
    if filters.act:
        asked = tuple(act for act in filters.act if act.upper() != "CONSULT")
    else:
        asked = tuple(word for family in load_palette().families for word in family.types if word != "CONSULT")
    if not asked:
        return Table(lines=[], more=0)
    rows = events(ledger, dataclasses.replace(filters, act=asked, sort="-date", limit=limit)).rows()
    return Table(lines=_lines(ledger, rows, _event), more=max(number - len(rows), 0))


def plan_lines(ledger: Ledger, filters: Filters, limit: int) -> Table:
    """Plans that are open or overdue, by their day."""
    if filters.status or filters.type:
        return Table(lines=[], more=0)
    asked = dataclasses.replace(filters, outcome=("open", "overdue"))
    rows = plans(ledger, dataclasses.replace(asked, limit=limit)).rows()
    more = total(ledger, "plans", asked) - len(rows) if len(rows) == limit else 0
    return Table(lines=_lines(ledger, rows, _plan), more=more)


def disputed_lines(ledger: Ledger, filters: Filters, limit: int) -> Table:
    """Claims on the report's events of which accounts contradict each other, event by event; for a pair also between its sides."""
    about = {row["event_id"] for row in _disputed_events(ledger, filters)}
    asked = Filters(disputed=True, known_on=filters.known_on, as_of=filters.as_of)
    by_event: dict[str, list[Row]] = {}
    for row in claims(ledger, asked).rows():
        by_event.setdefault(row["event_id"], []).append(row)
    sides = set(split_dyad(filters.dyad)[:2]) if filters.dyad else None
    lines = [
        _dispute(event_id, told)
        for event_id, told in by_event.items()
        if event_id in about or (sides and sides <= {row["country"] for row in told})
    ]
    return Table(lines=lines[:limit], more=max(len(lines) - limit, 0))


def process_rows(ledger: Ledger, filters: Filters, limit: int) -> tuple[list[Row], int]:
    """Processes of the pair, the countries or the actor, that began before the end of the period; the latest change first.

    With how many there are in all, listed or not.
    """
    until = [day for day in (filters.as_of, filters.until) if day]
    asked = Filters(
        dyad="-".join(split_dyad(filters.dyad)[:2]) if filters.dyad else None,
        country=filters.country,
        actor=filters.actor,
        source=filters.source,
        story=filters.story,
        text=filters.text,
        as_of=min(until) if until else None,
        known_on=filters.known_on,
        limit=limit,
    )
    return processes(ledger, asked).rows(), total(ledger, "processes", asked)


def source_rows(ledger: Ledger, filters: Filters) -> list[tuple[str, int, int, str]]:
    """Outlets with their number of events and stories, and their days."""
    sql, parameters = picked(filters, "group_no")
    known = f"s.published <= DATE '{filters.known_on}'" if filters.known_on else "TRUE"
    rows = ledger.tuples(_SOURCES.format(picked=sql, known=known), parameters)
    return [
        (
            outlet or "outlet not told",
            number,
            stories,
            f"{first} to {last}" if first != last else str(first or "day not told"),
        )
        for outlet, number, stories, first, last in rows
    ]


def _disputed_events(ledger: Ledger, filters: Filters) -> Iterable[Row]:
    sql, parameters = picked(filters, "event_id, group_no")
    contested = (
        "SELECT e.group_no FROM current_events e JOIN claims c USING (coding) WHERE list_contains(c.about, e.event_id)"
    )
    linked = "SELECT e.group_no FROM claim_links l JOIN current_events e USING (group_id)"
    asked = f"SELECT event_id FROM ({sql}) WHERE group_no IN ({contested} UNION ALL {linked})"  # noqa: S608  (our own words)
    return ledger.ask(asked, parameters)


def _lines(ledger: Ledger, rows: list[Row], make: Callable[[Row, Told], Line]) -> list[Line]:
    sentences = dict(ledger.tuples(_SENTENCES, [[row["event_id"] for row in rows]]))
    stories = {
        source: (outlet, published)
        for source, outlet, published, _ in ledger.tuples(_OUTLETS, [[row["source_id"] for row in rows]])
    }
    return [make(row, _told(row, sentences, stories)) for row in rows]


def _told(row: Row, sentences: dict[str, str], stories: dict[str, tuple[str, Any]]) -> Told:
    outlet, published = stories.get(row["source_id"], ("", None))
    return Told(
        sentence=sentences.get(row["event_id"], ""),
        source_id=row["source_id"],
        outlet=outlet or "outlet not told",
        published=str(published or "day not told"),
    )


def _contact(row: Row, told: Told) -> Line:
    channel = load_palette().channels.get(row["channel"] or "unknown", "contact")
    where = f", {row['where']['name']}" if row["where"] and row["where"]["name"] else ""
    status = "" if row["status"] == "occurred" else f" ({row['status'].replace('_', ' ')})"
    accounts = tuple(
        (difference["field"].replace("_", " "), "; ".join(_version(version) for version in difference["versions"]))
        for difference in row["differences"]
    )
    return Line(
        row_id=row["event_id"], when=_when(row), who=_people(row), what=f"{channel}{where}{status}", told=told,
        more=len(row["mentions"]) - 1, accounts=accounts,
    )  # fmt: skip


def _version(version: Row) -> str:
    who = name_of(version["country"]) if version["country"] else version["source_id"]
    return f"{who}: {version['value']}"


def _people(row: Row) -> str:
    """Who took part: persons with their country; countries of which no person is named."""
    people = [_with_country(one["name"], one["country"]) for one in row["participants"]]
    return ", ".join(dict.fromkeys(people)) or _sides(row)


def _with_country(name: str, country: str | None) -> str:
    return f"{name} ({country})" if country else name


def _sides(row: Row) -> str:
    actors, recipients = (
        ", ".join(dict.fromkeys(one["name"] or one["text"] for one in row[side])) for side in ("actors", "recipients")
    )
    return f"{actors} → {recipients}" if recipients else actors


def _event(row: Row, told: Told) -> Line:
    status = "" if row["status"] == "occurred" else f" ({row['status'].replace('_', ' ')})"
    return Line(
        row_id=row["event_id"], when=_when(row), who=_sides(row), what=f"{row['act'].lower()}{status}", told=told,
        more=len(row["mentions"]) - 1,
    )  # fmt: skip


def _plan(row: Row, told: Told) -> Line:
    return Line(
        row_id=row["plan_event"],
        when=_when(row),
        who=_sides(row),
        what=f"{row['act'].lower()}: {row['outcome']}",
        told=told,
    )


def _dispute(event_id: str, told: list[Row]) -> Line:
    first = told[0]
    accounts = tuple(
        (
            f"{_with_country(row['speaker']['name'] or row['speaker']['text'], row['country'])} {row['stance']}",
            f"{row['text']} [{row['claim_id']}, {row['source_id']}]",
        )
        for row in told
    )
    return Line(
        row_id=event_id, when="", who="", what=first["dispute"],
        told=Told(sentence=first["event"], source_id=first["source_id"], outlet="", published=""), accounts=accounts,
    )  # fmt: skip


def _when(row: Row) -> str:
    """The day of a row: no heading says that it is one."""
    return day_words(row["when"], "date unknown")
