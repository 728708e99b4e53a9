"""One question over all that has a name: ids, countries, persons, bodies, offices, processes, headlines, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from dateline import query
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.claims import add_story_conditions
from dateline.query.filters import Conditions
from dateline.records.rows import Row

from .shown import code_names

SHOWN = 10  # of each
_ID = re.compile(r"(st|ev|cl|pr|pm|cr|te|cd)_[0-9a-f]{6,16}")
_TABLES = {
    "ev": ("current_events", "event_id"),
    "cl": ("claims", "claim_id"),
    "pr": ("process_states", "process_id"),
    "pm": ("process_mentions", "mention_id"),
    "st": ("current_stories", "story_id"),
}
#: Whole words are looked for first among the few different names, then their events are counted.
_ACTORS = """
WITH names AS MATERIALIZED (
  SELECT name_no, split_part(words, chr(10), 1) AS first FROM actor_names WHERE contains(words, lower(?))
), counted AS (
  SELECT name_no, count(*) AS n, min(event_no) AS event_no FROM named_actors SEMI JOIN names USING (name_no) GROUP BY name_no
), found AS (
  SELECT p.entity_id, any_value(p.name) AS name, any_value(p.kind) AS kind, any_value(p.country) AS country,
    any_value(p.office) AS office, sum(n) AS n
  FROM (SELECT * FROM counted ORDER BY n DESC LIMIT 200) c JOIN names USING (name_no)
  JOIN participants p ON p.event_no = c.event_no
  WHERE contains(lower(concat_ws(chr(10), p.name, p.entity_id)), lower(?)) AND p.kind <> 'state' GROUP BY p.entity_id
)
SELECT entity_id, name, kind, country, office, n::BIGINT AS n FROM found ORDER BY n DESC, entity_id LIMIT {limit}"""
_OFFICES = """
SELECT office, country, count(DISTINCT person) AS n FROM current_tenures
WHERE contains(lower(concat_ws(' ', office, country)), lower(?)) AND {known}
GROUP BY office, country ORDER BY n DESC, office, country LIMIT {limit}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found, some of each; events: how many there are whose sentence has the words."""

    countries: list[tuple[str, str]]
    actors: list[Row]
    offices: list[Row]
    processes: list[Row]
    stories: list[Row]
    events: int

    @property
    def nothing(self) -> bool:
        """Whether nothing at all was found."""
        lists: tuple[list[Any], ...] = (self.countries, self.actors, self.offices, self.processes, self.stories)
        return not (any(lists) or self.events)


def address_of_id(ledger: Ledger, asked: str) -> str | None:
    """The page of the row with this id, or with one that begins so; None where there is none, or it is no id."""
    if not (found := _ID.fullmatch(asked)) or found[1] not in _TABLES:
        return None
    table, column = _TABLES[found[1]]
    rows = ledger.tuples(
        f"SELECT min({column}) FROM {table} WHERE {column} >= ? AND {column} < ?",  # noqa: S608  (our own names)
        [asked, f"{asked}g"],
    )
    if not rows or rows[0][0] is None:
        return None
    return f"/{'story' if found[1] == 'st' else 'why'}/{quote(rows[0][0], safe='')}"


def search(ledger: Ledger, asked: str, filters: Filters) -> Found:
    """What has the words in its name, its headline or its sentence; only known_on of the filters counts."""
    known = Filters(text=asked, known_on=filters.known_on, limit=SHOWN)
    told = Conditions()
    add_story_conditions(told, Filters(known_on=filters.known_on))
    return Found(
        countries=_countries(asked),
        actors=ledger.ask(_ACTORS.format(limit=SHOWN), [asked, asked]).rows(),
        offices=ledger.ask(_OFFICES.format(known=told.sql, limit=SHOWN), [asked, *told.parameters]).rows(),
        processes=query.processes(ledger, known).rows(),
        stories=query.stories(ledger, known).rows(),
        events=query.total(ledger, "events", known),
    )


def _countries(asked: str) -> list[tuple[str, str]]:
    """States and organisations with this code, or with the words in their name: those that begin with them first."""
    words = asked.casefold()
    found = [
        (not name.casefold().startswith(words), name, code)
        for code, name in code_names().items()
        if asked.upper() == code or words in name.casefold()
    ]
    return [(code, name) for _, name, code in sorted(found)[:SHOWN]]
