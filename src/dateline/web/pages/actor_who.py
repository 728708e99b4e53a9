"""Who an address means: an entity id, a name or a code; and what the ledger tells of him in a table of events of his own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.ledger import Ledger
from dateline.query.events import representatives, row_conditions
from dateline.query.filters import Filters, sql_date
from dateline.web.shown import code_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """An actor. key: the entity id; of somebody who only holds an office or speaks, his name. told: how often he is named.

    code: of a state or an organisation, else that of the side he acts for. whole: all that is done for the code is his.
    """

    key: str
    name: str
    kind: str
    code: str | None
    office: str | None
    told: int

    @property
    def whole(self) -> bool:
        """Is it a state, for which persons, offices and bodies act?"""
        return self.kind == "state" and self.code is not None


_BY = """
SELECT entity_id, mode(name), mode(kind), mode(country), mode(office), count(*) AS told FROM participants
WHERE {} GROUP BY entity_id ORDER BY told DESC, entity_id LIMIT 12"""
_LEARNT = "SELECT entity_id, any_value(person), count(*) FROM learnt_holders WHERE {} GROUP BY entity_id ORDER BY 3 DESC LIMIT 4"
_SPEAKERS = """
SELECT speaker_id, mode(speaker), mode(country), mode(speaker_office), count(*) FROM claims WHERE {} GROUP BY speaker_id
ORDER BY 5 DESC, speaker_id LIMIT 4"""
_HOLDERS = (
    "SELECT person, mode(country), mode(office), count(*) FROM current_tenures WHERE lower(person) = ? GROUP BY person"
)


def find_actors(ledger: Ledger, asked: str) -> list[Who]:
    """Who is meant, the most told first; nobody where the ledger has none of that id, name or code."""
    code = asked.upper().removeprefix("STATE:")
    if code in code_names() and (asked.isupper() or ":" in asked):
        return [_state(ledger, code)] if asked.isupper() or asked.startswith("state:") else _of(ledger, asked)
    return _of(ledger, asked)


def _state(ledger: Ledger, code: str) -> Who:
    # Two values, not a list to be joined: a filter leaves nearly all rows unread.
    found = ledger.tuples(_BY.format("entity_id IN (?, ?)"), [f"state:{code}", f"organisation:{code}"])
    names = [(entity, name, kind) for entity, name, kind, *_ in found]
    entity, name, kind = names[0] if names else (f"state:{code}", code_names()[code], "state")
    return Who(key=entity, name=name, kind=kind, code=code, office=None, told=sum(row[5] for row in found))


def _of(ledger: Ledger, asked: str) -> list[Who]:
    column = "entity_id = ?" if ":" in asked else "lower(name) = ?"
    words = asked if ":" in asked else asked.lower()
    found = [
        Who(key=key, name=name, kind=kind, code=country, office=office, told=told)
        for key, name, kind, country, office, told in ledger.tuples(_BY.format(column), [words])
    ]
    return found or _seldom(ledger, asked)


def _seldom(ledger: Ledger, asked: str) -> list[Who]:
    """Those who take part in no event by name: holders of offices, and speakers."""
    where = "entity_id = $1 OR lower(person) = lower($1)"
    found = [
        Who(key=key, name=name, kind="person", code=None, office=None, told=told)
        for key, name, told in ledger.tuples(_LEARNT.format(where), [asked])
    ]
    found = found or [
        Who(key=key, name=name, kind="person", code=country, office=office, told=told)
        for key, name, country, office, told in ledger.tuples(
            _SPEAKERS.format("speaker_id = $1 OR lower(speaker) = lower($1)"), [asked]
        )
    ]
    return found or [
        Who(key=person, name=person, kind="person", code=country, office=office, told=told)
        for person, country, office, told in ledger.tuples(_HOLDERS, [asked.lower()])
    ]


_MINE = """
CREATE OR REPLACE TEMP TABLE mine AS
WITH named AS ({named})
SELECT c.event_no, c.group_no, c.type, c.act, c.quad, c.channel, c.first, n.source, n.recipient
FROM ({representatives}) c JOIN named n USING (event_no) WHERE {where}"""
_MINE_OF_CODE = """
CREATE OR REPLACE TEMP TABLE mine AS
SELECT event_no, group_no, type, act, quad, channel, first, countries,
  list_contains(actor_countries, '{code}') AS source, list_contains(recipient_countries, '{code}') AS recipient
FROM ({representatives}) WHERE {where} AND list_contains(countries, '{code}')"""
_OF_ENTITY = """
SELECT event_no, bool_or(side = 'actor') AS source, bool_or(side = 'recipient') AS recipient FROM (
  SELECT event_no, side FROM participants WHERE entity_id = $key
  UNION ALL SELECT number, side FROM learnt_holders WHERE in_table = 'events' AND entity_id = $key
) GROUP BY event_no"""


def lay_out(ledger: Ledger, who: Who, filters: Filters) -> None:
    """Makes the temporary table `mine`: the events that the actor takes part in, each once, as known and begun on these days."""
    where = row_conditions(replace(filters, limit=None))
    # Written as literals, for parameters have an order; a code is letters, a key is quoted.
    if who.whole:
        sql = _MINE_OF_CODE.format(
            code=_word(who.code or ""), representatives=representatives(filters), where=where.sql
        )
    else:
        named = _OF_ENTITY.replace("$key", _literal(who.key))
        sql = _MINE.format(named=named, representatives=representatives(filters), where=where.sql)
    ledger.tuples(sql, where.parameters)


def known(filters: Filters) -> str:
    """The condition that a story is known on the days asked about, on its column `published`."""
    days = [day for day in (filters.known_on, filters.as_of) if day is not None]
    return " AND ".join(f"published <= {sql_date(day)}" for day in days) or "TRUE"


def _word(code: str) -> str:
    return "".join(sign for sign in code if sign.isalnum())


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
