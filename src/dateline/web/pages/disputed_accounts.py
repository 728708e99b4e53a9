"""Accounts that contradict each other: contacts whose tellings differ, and claims on one event that cannot both be true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec

from dateline import query
from dateline.ledger import Ledger
from dateline.query.claims import KNOWN as OF_CLAIMS
from dateline.query.contact_tellings import read_contacts
from dateline.query.contacts import contact_fields
from dateline.query.events import KNOWN as OF_EVENTS
from dateline.query.events import among, representatives, row_conditions, visible
from dateline.query.filters import Filters
from dateline.records.rows import Row

#: Contacts that are looked at closely, and disputed events that are shown, on one page; contacts that are looked through for it.
LOOKED_AT, SHOWN, WINDOW = 40, 20, 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """An event and the claims on it. what: what is at issue; sides: the claims, those who deny it last."""

    event_id: str
    sentence: str
    what: str
    sides: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Contacts of which accounts differ, among those from `first` to `last`, the latest first; next: offset of the next page."""

    rows: Sequence[Row]
    first: int
    last: int
    next: int | None


#: Contacts that may be told in two ways: by tellings with other days or channels, or that deny it; by claims that deny it; by
#: details of one kind that are not the same. Only these are looked at as `query.contacts` looks at all of them.
_CANDIDATES = """
WITH wanted AS MATERIALIZED (
  SELECT event_no, group_no, group_id, row_number() OVER (ORDER BY first DESC NULLS LAST, story_key, event_no) + {after} AS place
  FROM (
    SELECT event_no, group_no, group_id, first, story_key FROM ({representatives}) WHERE act = 'CONSULT' AND {where} AND {among}
    ORDER BY first DESC NULLS LAST, story_key, event_no LIMIT {window} OFFSET {after}
  )
), members AS MATERIALIZED (
  SELECT * FROM (SELECT group_no, group_id, coding, event_id, first, last, channel, status FROM current_events
    WHERE act = 'CONSULT' AND {visible}) SEMI JOIN wanted USING (group_no)
), several AS (
  SELECT group_no FROM members GROUP BY group_no HAVING count(*) > 1 AND (
    max(first) > min(last) OR count(DISTINCT channel) FILTER (channel <> 'unknown') > 1
    OR (bool_or(status = 'not_occurred') AND NOT bool_and(status = 'not_occurred')))
), told AS (
  SELECT group_no FROM (
    SELECT e.group_no, d.field, count(DISTINCT d.value) AS n FROM contact_details d
    JOIN members e ON e.coding = d.coding AND e.event_id = d.event_id
    WHERE d.field IN ('duration', 'asked_by', 'topic', 'participant') GROUP BY ALL
  ) WHERE n > 1
), linked AS MATERIALIZED (
  SELECT claim_no, w.group_no FROM claim_links JOIN wanted w USING (group_id)
), denied AS MATERIALIZED (
  SELECT claim_no, coding, about FROM claims WHERE stance IN ('denies', 'doubts')
    AND (claim_no IN (SELECT claim_no FROM linked) OR coding IN (SELECT coding FROM members))
), against AS (
  SELECT group_no FROM denied JOIN linked USING (claim_no)
  UNION SELECT e.group_no FROM denied d JOIN members e ON e.coding = d.coding AND list_contains(d.about, e.event_id)
), candidates AS (
  SELECT * FROM wanted WHERE group_no IN (FROM several UNION FROM told UNION FROM against) ORDER BY place LIMIT {most}
)
SELECT c.group_no, r.record, c.place, (SELECT count(*) FROM wanted) FROM candidates c JOIN events r USING (event_no)
UNION ALL SELECT NULL, NULL, NULL, (SELECT count(*) FROM wanted) WHERE NOT EXISTS (FROM candidates)
ORDER BY place"""


def differing_contacts(ledger: Ledger, filters: Filters, offset: int) -> Differing:
    """The last contacts of which accounts differ, with the fields in which they do; those from `offset` on are looked at."""
    asked = filters_for(filters, OF_EVENTS - {"sort", "limit", "offset"})
    where, (told, parameters) = row_conditions(asked), among(asked)
    sql = _CANDIDATES.format(
        representatives=representatives(asked), where=where.sql, among=told, visible=visible(asked), most=LOOKED_AT,
        after=max(offset, 0), window=WINDOW,
    )  # fmt: skip
    found = ledger.tuples(sql, [*where.parameters, *parameters])
    seen, likely = int(found[0][3]), [(group, record, place) for group, record, place, _ in found if record is not None]
    contacts = read_contacts(ledger, [group for group, *_ in likely], asked)
    rows = [
        msgspec.json.decode(record) | contact_fields(contacts[group], msgspec.json.decode(record))
        for group, record, _ in likely
        if group in contacts
    ]
    last = likely[-1][2] if len(likely) == LOOKED_AT else offset + seen
    more = len(likely) == LOOKED_AT or seen == WINDOW
    return Differing(
        rows=[row for row in rows if row["differences"]],
        first=offset + 1 if seen else 0,
        last=last,
        next=last if more else None,
    )


def disputed_events(ledger: Ledger, filters: Filters) -> tuple[list[Dispute], int]:
    """Events of which claims contradict each other, the first of them, and how many there are."""
    asked = replace(filters_for(filters, OF_CLAIMS - {"sort", "limit", "offset"}), disputed=True)
    rows = query.claims(ledger, asked).rows()
    by_event: dict[str, list[Row]] = {}
    for row in rows:
        by_event.setdefault(row["event_id"], []).append(row)
    shown = list(by_event.values())[:SHOWN]
    outlets = outlets_of(ledger, (row["story_id"] for claims in shown for row in claims))
    return [_dispute(claims, outlets) for claims in shown], len(by_event)


def _dispute(claims: Sequence[Row], outlets: dict[str, Row]) -> Dispute:
    sides = [
        row | outlets.get(row["story_id"], {}) | {"against": row["stance"] in {"denies", "doubts"}} for row in claims
    ]
    first = claims[0]
    sides.sort(key=lambda row: (row["against"], row.get("published") or "9999"))
    return Dispute(event_id=first["event_id"], sentence=first["event"], what=first["dispute"], sides=sides)


def outlets_of(ledger: Ledger, stories: Iterable[str]) -> dict[str, Row]:
    """Outlet and day of publication of stories, by story_id."""
    sql = "SELECT story_id, outlet, published::VARCHAR AS published FROM current_stories WHERE story_id IN (SELECT unnest(?))"
    return {row["story_id"]: row for row in ledger.ask(sql, [sorted(set(stories))])}


def filters_for(filters: Filters, names: frozenset[str]) -> Filters:
    """The filters that a query knows; the others are left out."""
    return Filters(**{name: getattr(filters, name) for name in names})
