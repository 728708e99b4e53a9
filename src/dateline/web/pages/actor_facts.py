"""What the page of an actor tells: events by type and year, counterparts, names in the copy, claims, offices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import msgspec

from dateline.ledger import Ledger
from dateline.lexicon.office_terms import has_one_holder
from dateline.query.contact_tellings import read_contacts as tellings_of
from dateline.query.contacts import contact_fields
from dateline.query.events import visible
from dateline.query.filters import Conditions, Filters
from dateline.query.offices import offices as tenures
from dateline.records.rows import Row

from .actor_who import Who, known

#: Tellings of tenures of a state up to which its officers are worked out unasked: a second for ten thousand.
TENURES = 2000
#: Rows of each list; a link leads to all.
CONTACTS, CLAIMS, COUNTERPARTS, NAMES, EVENTS = 12, 8, 12, 14, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeLine:
    """Events of a type. years: (year, number) of every year between the first and the last of all events that have one."""

    type: str
    quad: str
    source: int
    recipient: int
    years: tuple[tuple[int, int], ...]

    @property
    def most(self) -> int:
        """The number of the year that has most."""
        return max((number for _, number in self.years), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Somebody with whom the actor takes part in events. contacts: those of them that are contacts; last: day of the last."""

    key: str
    name: str
    kind: str
    country: str | None
    events: int
    contacts: int
    last: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Events in figures. events: each once; known: those with a day."""

    events: int
    contacts: int
    first: dt.date | None
    last: dt.date | None
    channels: tuple[tuple[str, int], ...]
    lines: tuple[TypeLine, ...]


def read_told(ledger: Ledger) -> Told:
    """The figures of the events in `mine`."""
    ((events, contacts, first, last),) = ledger.tuples(
        "SELECT count(*), count(*) FILTER (act = 'CONSULT'), min(first), max(first) FROM mine"
    )
    channels = ledger.tuples(
        "SELECT coalesce(channel, 'unknown'), count(*) FROM mine WHERE act = 'CONSULT' GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return Told(
        events=events,
        contacts=contacts,
        first=first,
        last=last,
        channels=tuple(channels),
        lines=_lines(ledger, first, last),
    )


def _lines(ledger: Ledger, first: dt.date | None, last: dt.date | None) -> tuple[TypeLine, ...]:
    sql = """
SELECT type, any_value(quad), count(*) FILTER (source), count(*) FILTER (recipient), count(*) AS n
FROM mine GROUP BY type ORDER BY n DESC, type"""
    by_year = ledger.tuples("SELECT type, year(first), count(*) FROM mine WHERE first IS NOT NULL GROUP BY ALL")
    found = {(kind, year): number for kind, year, number in by_year}
    years = range(first.year, last.year + 1) if first and last else range(0)
    return tuple(
        TypeLine(
            type=kind,
            quad=quad,
            source=source,
            recipient=recipient,
            years=tuple((year, found.get((kind, year), 0)) for year in years[-60:]),
        )
        for kind, quad, source, recipient, _ in ledger.tuples(sql)
    )


def read_counterparts(ledger: Ledger, who: Who) -> tuple[Counterpart, ...]:
    """With whom, the most frequent first: of a state the other codes, of anybody else the other actors."""
    if who.whole:
        sql = f"""
SELECT 'state:' || code, code, 'state', code, count(*) AS n, count(*) FILTER (act = 'CONSULT'), max(first)
FROM (SELECT unnest(countries) AS code, act, first FROM mine) WHERE code <> ?
GROUP BY code
ORDER BY n DESC, code LIMIT {COUNTERPARTS}"""  # noqa: S608
        rows = ledger.tuples(sql, [who.code])
    else:
        sql = f"""
WITH beside AS (
  SELECT event_no, entity_id, any_value(name) AS name, any_value(kind) AS kind, any_value(country) AS country FROM participants
  SEMI JOIN mine USING (event_no) WHERE entity_id <> ? GROUP BY ALL
)
SELECT entity_id, mode(name), any_value(kind), any_value(country), count(*) AS n, count(*) FILTER (act = 'CONSULT'), max(first)
FROM beside JOIN mine USING (event_no) GROUP BY entity_id ORDER BY n DESC, 1 LIMIT {COUNTERPARTS}"""  # noqa: S608
        rows = ledger.tuples(sql, [who.key])
    return tuple(
        Counterpart(key=key, name=name, kind=kind, country=code, events=events, contacts=contacts, last=last)
        for key, name, kind, code, events, contacts, last in rows
    )


_NAMES = """
SELECT text, count(*) FROM participants
WHERE entity_id = ? AND text <> '' AND event_no IN (
  SELECT event_no FROM current_events WHERE group_no IN (SELECT group_no FROM mine) AND {visible})
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"""


def read_names(ledger: Ledger, who: Who, filters: Filters) -> list[tuple[str, int]]:
    """How the tellings of `mine` that are known name the actor, the most frequent first."""
    rows = ledger.tuples(_NAMES.format(visible=visible(filters)), [who.key, NAMES])
    return [(text, number) for text, number in rows]


_RECORDS = """
SELECT c.claim_no, c.record, s.published, s.outlet FROM claims c JOIN current_stories s USING (coding)
WHERE claim_no IN (SELECT unnest(?))"""
_CLAIMS = """
SELECT claim_no FROM current_claims WHERE {which} AND {known} AND NOT withdrawn
ORDER BY published DESC NULLS LAST, claim_no DESC LIMIT {limit}"""
#: Each is asked with the numbers that the one before it finds: joined, all claims would be read.
_LATEST = """
SELECT coding, event_id, group_id FROM current_events WHERE event_no IN (SELECT unnest(?))"""
_LAST_EVENTS = "SELECT event_no FROM mine ORDER BY first DESC NULLS LAST, event_no DESC LIMIT ?"
_ABOUT = """
SELECT claim_no FROM (SELECT * FROM claims WHERE coding IN (SELECT unnest($1))) WHERE list_has_any(about, $2)
UNION SELECT claim_no FROM claim_links WHERE group_id IN (SELECT unnest($3)) ORDER BY claim_no"""


def read_claims(ledger: Ledger, who: Who, filters: Filters, *, about: bool) -> list[Row]:
    """The last claims that the actor makes, or that others make about events which he takes part in."""
    which, parameters = ("country = ?", [who.code]) if who.whole else ("speaker_id = ?", [who.key])
    if about:
        on = _claims_about(ledger)
        which = f"claim_no IN ({', '.join('?' * len(on)) or 'NULL'}) AND NOT ({which})"
        parameters = [*on, *parameters]
    sql = _CLAIMS.format(which=which, known=known(filters), limit=CLAIMS)
    numbers = [number for (number,) in ledger.tuples(sql, parameters)]
    found = {
        number: msgspec.json.decode(record) | {"published": day, "outlet": outlet}
        for number, record, day, outlet in ledger.tuples(_RECORDS, [numbers])
    }
    return [found[number] for number in numbers if number in found]


def _claims_about(ledger: Ledger) -> list[int]:
    """Numbers of the claims about the last events in `mine`."""
    numbers = [number for (number,) in ledger.tuples(_LAST_EVENTS, [EVENTS])]
    latest = ledger.tuples(_LATEST, [numbers])
    columns = [[row[column] for row in latest] for column in range(3)]
    return [number for (number,) in ledger.tuples(_ABOUT, columns)]


def read_offices(ledger: Ledger, who: Who, filters: Filters) -> list[Row]:
    """The offices that a person held, by their beginning."""
    among = Conditions()
    among.add("lower(person) = lower(?)", who.name)
    asked = Filters(as_of=filters.as_of, known_on=filters.known_on, actor=who.name)
    return sorted(
        tenures(ledger, asked, among=among).rows(), key=lambda row: (row["from"] or row["to"] or "9999", row["office"])
    )


def read_officers(ledger: Ledger, code: str, filters: Filters, most: int) -> tuple[list[Row], int]:
    """Who holds the offices of a state that have one holder, on the day asked about, else on the last day known.

    Where no day is asked about and very many tenures are told, nobody and their number.
    """
    ((told,),) = ledger.tuples("SELECT count(*) FROM tenures WHERE country = ?", [code])
    if told > TENURES and filters.as_of is None:
        return [], told
    titles = [title for (title,) in ledger.tuples("SELECT DISTINCT office FROM tenures WHERE country = ?", [code])]
    single = [title for title in titles if has_one_holder(title)]
    among = Conditions()
    among.add("office IN (SELECT unnest(?))", single)
    day = filters.as_of or filters.known_on or ledger.tuples("SELECT max(published) FROM current_stories")[0][0]
    if day is None:
        return [], 0
    found = tenures(ledger, Filters(country=(code,), as_of=day, known_on=filters.known_on), among=among).rows()
    return found[:most], len(found)


_LAST = """
SELECT m.group_no, e.record FROM (
  SELECT * FROM mine WHERE act = 'CONSULT' ORDER BY first DESC NULLS LAST, event_no DESC LIMIT ?
) m JOIN events e USING (event_no) ORDER BY m.first DESC NULLS LAST, m.event_no DESC"""


def read_contacts(ledger: Ledger, filters: Filters) -> list[Row]:
    """The last contacts in `mine`: the event's row with all participants whom its tellings name."""
    last = [(group, msgspec.json.decode(record)) for group, record in ledger.tuples(_LAST, [CONTACTS])]
    found = tellings_of(ledger, [group for group, _ in last], filters)
    return [record | contact_fields(found[group], record) for group, record in last if group in found]
