"""The board: every process with its parties and the state that it is in, on a day and as known on a day."""

from __future__ import annotations

from dateline.ledger import Answer, Ledger

from . import known
from .filters import EVERYTHING, Conditions, Filters, check_filters, limited, order, split_dyad, sql_date

KNOWN = known.PROCESSES

ORDERS = {"since": "entered", "kind": "kind", "state": "state", "name": "name", "parties": "parties"}

#: The rectangles of two clocks (ledger/derived.sql) that the two days lie in. Days and ids alone are sorted; what the few that are
#: picked are, and their histories, are read last.
_SQL = """
WITH picked AS MATERIALIZED (
  SELECT process_no, place AS last_place, row_number() OVER (ORDER BY {by}) AS number FROM (
    SELECT process_no, process_id, place, {columns} FROM process_states WHERE {known} AND {where} ORDER BY {by} {limit}
  )
),
steps AS MATERIALIZED (
  SELECT process_no, process_id, place, kind, name, parties, imposed_by, against, person, subject, state, since, open, mention_no
  FROM process_states WHERE process_no IN (SELECT process_no FROM picked) AND {known}
),
told AS MATERIALIZED (
  SELECT process_no, mention_no, mention_id, source_id, published, event_id, sentence FROM process_tellings
  WHERE process_no IN (SELECT process_no FROM picked)
),
histories AS (
  SELECT s.process_no,
    list({{'state': s.state, 'from': s.since, 'event_id': t.event_id, 'mention_id': t.mention_id, 'known_on': t.published,
      'source_id': t.source_id, 'text': t.sentence}} ORDER BY s.place) AS history
  FROM picked p JOIN steps s ON s.process_no = p.process_no AND s.place <= p.last_place
  JOIN told t ON t.process_no = s.process_no AND t.mention_no = s.mention_no
  GROUP BY s.process_no
)
SELECT process_id, kind, name, parties, subject, state, since, history, imposed_by AS by, against, person, open
FROM picked p JOIN steps s ON s.process_no = p.process_no AND s.place = p.last_place
JOIN histories h ON h.process_no = s.process_no ORDER BY number"""


def processes(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row a process that had begun, the latest change first, with its history up to the day asked about.

    as_of: the state on that day, that is the last one that it surely had entered; without it the last known. known_on: by what
    stories published until that day tell. since: as exact as told (EDTF), null where not told. history: every state that it
    entered, with the day, the event of the same words, the mention that sets it, the day from which that is known, and its
    sentence. since and until look at the day of the last change, open leaves out what is over (lexicon/process_states.yaml).
    text: part of name, subject or a sentence. dyad: A>B for a measure of A against B. Sorted by since, kind, state, name, parties.
    """
    check_filters(filters, KNOWN, "processes")
    where = conditions(filters)
    by = order(filters, ORDERS, "-since", "process_id")
    sql = _SQL.format(
        known=known_on(filters), where=where.sql, by=by, columns=by.partition(" ")[0], limit=limited(filters)
    )
    return ledger.ask(sql, where.parameters)


def known_on(filters: Filters) -> str:
    """The condition for what is known today, or was on a day."""
    if filters.known_on is None:
        return "now"
    day = sql_date(filters.known_on)
    return f"known_from <= {day} AND coalesce(known_until > {day}, true)"


def conditions(filters: Filters) -> Conditions:
    """What a process has to fulfil, on process_states, beside what is known on the day (`known_on`)."""
    where = Conditions()
    if filters.as_of is not None:
        where.add("entered <= ? AND coalesce(until > ?, true)", filters.as_of, filters.as_of)
    else:
        where.add("until IS NULL")
    where.add_words("kind", filters.kind)
    where.add_words("state", filters.state)
    where.add_any("parties", filters.country, upper=True)
    if filters.open:
        where.add("open")
    if filters.since:
        where.add("entered >= ?", filters.since)
    if filters.until:
        where.add("entered <= ?", filters.until)
    if filters.actor:
        where.add(
            "contains(lower(concat_ws(chr(10), name, person, array_to_string(parties, chr(10)))), lower(?))",
            filters.actor,
        )
    if filters.dyad:
        _add_dyad(where, filters.dyad)
    _add_tellings(where, filters)
    return where


def _add_dyad(where: Conditions, dyad: str) -> None:
    one, other, directed = split_dyad(dyad)
    if directed:
        where.add("list_contains(imposed_by, ?) AND list_contains(against, ?)", one, other)
    else:
        where.add("list_contains(parties, ?) AND list_contains(parties, ?)", one, other)


def _add_tellings(where: Conditions, filters: Filters) -> None:
    """What some story that counts on the day of knowledge has to fulfil."""
    visible = "TRUE"
    if filters.known_on is not None:
        day = sql_date(filters.known_on)
        visible = f"published <= {day} AND NOT coalesce(withdrawn_on <= {day}, false)"
    told = f"process_no IN (SELECT process_no FROM process_tellings WHERE {visible} AND ({{}}))"  # noqa: S608  (our own names)
    if filters.text:
        words = "contains(lower(concat_ws(chr(10), name, subject)), lower(?))"
        where.add(f"{words} OR {told.format('contains(lower(sentence), lower(?))')}", filters.text, filters.text)
    if filters.source:
        outlet = "source_id = ? OR contains(lower(outlet), lower(?))"
        where.add(told.format(outlet), filters.source, filters.source)
    if filters.story:
        where.add(told.format("story_id = ? OR source_id = ? OR story_group = ?"), *[filters.story] * 3)
