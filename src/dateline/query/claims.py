"""Claims: who says what, story by story."""

from __future__ import annotations

from dateline.ledger import Answer, Ledger

from .filters import COMMON, EVERYTHING, Conditions, Filters, check_filters, limited, order

KNOWN = COMMON | {"country", "actor", "stance", "about", "since", "until", "withdrawn"}
_ORDERS = {"published": "published", "speaker": "speaker.name", "stance": "stance"}

#: A row of `claims` as the contract has it (dateline.records.Claim).
COLUMNS = """
  claim_id, story_id, source_id, speaker, country, cue, cue_start, cue_end, quoted, [content_start, content_end] AS content,
  span_start AS "start", span_end AS "end", text, stance, addressee, medium, about, basis"""


def claims(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row a claim, by publication and place in the story. A claim holds from the day of its story on (as_of, since, until).

    about: an event's id; claims on any telling of the event are found. Sorted by published, speaker or stance.
    """
    check_filters(filters, KNOWN, "claims")
    where = Conditions()
    add_story_conditions(where, filters)
    where.add_words("stance", filters.stance)
    where.add_words("country", filters.country, upper=True)
    where.add_part("text", filters.text)
    if filters.actor:
        names = 'concat_ws(chr(10), speaker.name, speaker."text", speaker.office, speaker.entity_id)'
        where.add_part(names, filters.actor)
    if filters.about:
        tellings = (
            "SELECT list(event_id) FROM current_events WHERE group_id IN "
            "(SELECT group_id FROM current_events WHERE event_id = ? OR group_id = ?)"
        )
        where.add(f"list_has_any(about, ({tellings})) OR list_contains(about, ?)", *[filters.about] * 3)
    by = order(filters, _ORDERS, "published", "published NULLS LAST, story_id, source_id, span_start, claim_id")
    sql = f"SELECT {COLUMNS} FROM current_claims WHERE {where.sql} ORDER BY {by} {limited(filters)}"  # noqa: S608
    return ledger.ask(sql, where.parameters)


def add_story_conditions(where: Conditions, filters: Filters) -> None:
    """Conditions on the story that tells a row: when it was published, by whom, and that it was not withdrawn by then."""
    for day in (filters.known_on, filters.as_of, filters.until):
        if day:
            where.add("published <= ?", day)
    if filters.since:
        where.add("published >= ?", filters.since)
    if not filters.withdrawn and filters.known_on:
        where.add("NOT coalesce(withdrawn_on <= ?, false)", filters.known_on)
    elif not filters.withdrawn:
        where.add("NOT withdrawn")
    if filters.source:
        where.add("source_id = ? OR contains(lower(outlet), lower(?))", filters.source, filters.source)
    if filters.story:
        where.add("story_id = ? OR source_id = ? OR group_id = ?", *[filters.story] * 3)
