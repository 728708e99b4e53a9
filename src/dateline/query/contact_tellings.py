"""The tellings of contacts with their details and the claims about them, as known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from dateline.ledger import Ledger
from dateline.records.rows import Row

from .filters import Filters, sql_date
from .learnt import put_learnt

#: Numbers found by one narrow query are given to the next as a list: the database joins a few known numbers at once.
_PICKED = """
SELECT event_no, story_group FROM current_events WHERE group_no IN (SELECT unnest(?)) AND {visible}"""

_TELLINGS = """
SELECT c.group_no, c.group_id, c.coding, c.event_id, c.story_id, c.source_id, c.published, c.sentence, c.version, c.story_group,
  e.record, learnt
FROM (SELECT * FROM current_events WHERE event_no IN (SELECT unnest($1))) c
JOIN (SELECT event_no, record FROM events WHERE event_no IN (SELECT unnest($1))) e USING (event_no) LEFT JOIN (
  SELECT number, list({'side': side, 'place': place, 'person': person, 'entity_id': entity_id, 'tenure_id': tenure_id}
    ORDER BY side, place) AS learnt
  FROM learnt_holders WHERE in_table = 'events' AND number IN (SELECT unnest($1)) GROUP BY number
) ON number = c.event_no
ORDER BY c.group_no, c.published NULLS LAST, c.story_id, c.source_id, c.event_id"""

_VERSIONS = "SELECT coding, group_id, version FROM current_stories WHERE group_id IN ({groups}) AND {published}"
_CORRECTED = "SELECT coding FROM stories WHERE coding IN (SELECT unnest(?)) AND corrected"

_DETAILS = """
SELECT d.coding, d.event_id, d.story_id, d.source_id, d.field, d.value, d.rule AS basis, d.evidence, d.record->'$.actor' AS actor,
  {'start': d.told_start, 'end': d.told_end, 'text': d.told_text} AS told,
  substring(t.text, d.evidence."start" + 1, d.evidence."end" - d.evidence."start") AS sentence
FROM contact_details d JOIN texts t USING (story_id)
WHERE d.coding IN (SELECT unnest(?)) ORDER BY d.coding, d.told_start, d.told_end, d.detail_id"""

_LINKED = """
SELECT claim_no, group_id FROM claim_links
WHERE group_id IN (SELECT unnest(?)) AND NOT (starts_with(reason, 'the saying') OR starts_with(reason, 'done by'))"""
_WANTED = """
SELECT claim_no, coding FROM claims WHERE coding IN (SELECT unnest(?))
  AND claim_no NOT IN (SELECT number FROM set_aside WHERE in_table = 'claims')
UNION SELECT claim_no, coding FROM claims WHERE claim_no IN (SELECT unnest(?))"""
_CLAIMS = """
SELECT c.claim_no, c.coding, c.story_id, c.source_id, s.published, c.speaker, c.speaker_text, c.speaker_office, c.country, c.cue,
  c.stance, c.text, c.record->>'$.ties' AS ties, c.span_start AS "start", c.span_end AS "end", c.about
FROM (SELECT * FROM claims WHERE claim_no IN (SELECT unnest(?))) c
JOIN (SELECT coding, published FROM current_stories WHERE coding IN (SELECT unnest(?)) AND {visible}) s USING (coding)
ORDER BY s.published NULLS LAST, c.story_id, c.source_id, c.span_start, c.claim_id"""

#: Claims that tell of some contact, asked about or not, are no account of another.
_LINKS = """
SELECT claim_no, group_id FROM claim_links
WHERE claim_no IN (SELECT unnest(?)) AND NOT (starts_with(reason, 'the saying') OR starts_with(reason, 'done by'))"""
_OTHERS = """
WITH near AS MATERIALIZED (
  SELECT coding, event_id, group_id, group_no FROM current_events
  WHERE (coding IN (SELECT unnest(?)) OR group_id IN (SELECT unnest(?))) AND {visible}
)
SELECT coding, event_id, group_id FROM near WHERE group_no IN (
  SELECT group_no FROM current_events WHERE representative AND act = 'CONSULT' AND group_no IN (SELECT group_no FROM near))"""

#: Reasons of ties that make no account of the event (claims/about.py).
_NO_ACCOUNT = ("the saying", "done by")
#: Groups that are looked up one by one.
_BY_INDEX = 500


@dataclass(slots=True, kw_only=True)
class Telling:
    """One telling: its event's row, and what its story says of the contact besides. superseded: a correction has replaced it."""

    event: Row
    story_id: str
    source_id: str
    published: str | None
    sentence: str
    superseded: bool
    details: list[Row] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Contact:
    """All tellings of one contact by day of publication, and the claims about it."""

    tellings: list[Telling] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)

    @property
    def valid(self) -> list[Telling]:
        """The tellings that no correction has replaced; all of them if that leaves none."""
        return [telling for telling in self.tellings if not telling.superseded] or self.tellings


def read_contacts(ledger: Ledger, groups: Sequence[int], filters: Filters) -> dict[int, Contact]:
    """Contacts by the number of their group."""
    day = sql_date(filters.known_on) if filters.known_on else None
    visible = _visible(day, withdrawn=filters.withdrawn)
    rows = _tellings(ledger, groups, visible, f"published <= {day}" if day else "TRUE") if groups else []
    details = _details(ledger, [row["coding"] for row in rows])
    found: dict[int, Contact] = defaultdict(Contact)
    of: dict[tuple[int, str], int] = {}
    group_ids: dict[str, int] = {}
    for row in rows:
        event: Row = msgspec.json.decode(row["record"])
        put_learnt(event, row["learnt"] or ())
        told = Telling(
            event=event,
            details=details.get((row["coding"], row["event_id"]), []),
            **{name: row[name] for name in ("story_id", "source_id", "published", "sentence", "superseded")},
        )
        found[row["group_no"]].tellings.append(told)
        of[row["coding"], row["event_id"]] = row["group_no"]
        group_ids[row["group_id"]] = row["group_no"]
    _add_claims(ledger, found, of, group_ids, visible)
    return found


def _tellings(ledger: Ledger, groups: Sequence[int], visible: str, published: str) -> list[Row]:
    """The tellings of the groups, each with its record and whether a correction has replaced it."""
    picked = ledger.tuples(_PICKED.format(visible=visible), [list(groups)])
    rows = ledger.ask(_TELLINGS, [[number for number, _ in picked]]).rows()
    corrected = _corrected(ledger, sorted({group for _, group in picked}), published)
    for row in rows:
        row["superseded"] = row["version"] < corrected.get(row["story_group"], 0)
    return rows


def _corrected(ledger: Ledger, groups: Sequence[str], published: str) -> dict[str, int]:
    """The last version that is a correction, by group of stories; single values find their way by the index."""
    few = len(groups) <= _BY_INDEX
    places = ", ".join("?" * len(groups)) if few else "SELECT unnest(?)"
    sql = _VERSIONS.format(groups=places or "NULL", published=published)
    versions = ledger.tuples(sql, groups if few else [groups])
    corrections = {coding for (coding,) in ledger.tuples(_CORRECTED, [[coding for coding, _, _ in versions]])}
    found: dict[str, int] = {}
    for coding, group, version in versions:
        if coding in corrections:
            found[group] = max(version, found.get(group, version))
    return found


def _visible(day: str | None, *, withdrawn: bool) -> str:
    known = f"published <= {day}" if day else "TRUE"
    if withdrawn:
        return known
    return f"{known} AND NOT coalesce(withdrawn_on <= {day}, false)" if day else "NOT withdrawn"


def _details(ledger: Ledger, codings: Sequence[int]) -> dict[tuple[int, str], list[Row]]:
    """Details by coding and event; each with its sentence."""
    found: dict[tuple[int, str], list[Row]] = defaultdict(list)
    if codings:
        for row in ledger.ask(_DETAILS, [sorted(set(codings))]):
            actor = msgspec.json.decode(row["actor"]) if row["actor"] else None
            found[row["coding"], row["event_id"]].append({**row, "actor": actor})
    return found


def _add_claims(
    ledger: Ledger,
    found: dict[int, Contact],
    of: dict[tuple[int, str], int],
    group_ids: dict[str, int],
    visible: str,
) -> None:
    """Gives each contact the claims that are about it, linked to it, or hold one of its details."""
    if not of:
        return
    by_story: dict[tuple[str, str], set[int]] = defaultdict(set)
    for group, contact in found.items():
        for telling in contact.tellings:
            by_story[telling.story_id, telling.source_id].add(group)
    by_details: list[tuple[Row, set[int]]] = []
    for claim in _claims(ledger, sorted(group_ids), sorted({coding for coding, _ in of}), visible):
        groups = {of[claim["coding"], event] for event in _about(claim) if (claim["coding"], event) in of}
        groups |= {group_ids[group] for group in claim["linked"] if group in group_ids}
        if not groups:
            here = by_story.get((claim["story_id"], claim["source_id"]), ())
            groups = {group for group in here if _holds_detail(claim, found[group])}
            by_details += [(claim, groups)] if groups else []
        for group in sorted(groups):
            found[group].claims.append(claim)
    taken = _taken(ledger, [claim for claim, _ in by_details], visible)
    for claim, groups in by_details:
        for group in groups if claim["claim_no"] in taken else ():
            found[group].claims.remove(claim)


def _claims(ledger: Ledger, groups: list[str], codings: list[int], visible: str) -> list[Row]:
    """Claims of these codings and those linked to these events, by publication; linked: the events that each is linked to."""
    linked: dict[int, list[str]] = defaultdict(list)
    for number, group in ledger.tuples(_LINKED, [groups]):
        linked[number].append(group)
    wanted = ledger.tuples(_WANTED, [codings, sorted(linked)])
    found = [sorted({row[place] for row in wanted}) for place in (0, 1)]
    rows = ledger.ask(_CLAIMS.format(visible=visible), found).rows() if wanted else []
    return [{**row, "linked": sorted(linked.get(row["claim_no"], ()))} for row in rows]


def _taken(ledger: Ledger, claims: Sequence[Row], visible: str) -> set[int]:
    """Those that are about some contact, whichever, or linked to one: the answer must not hang on what else is asked for."""
    if not claims:
        return set()
    links = ledger.tuples(_LINKS, [[claim["claim_no"] for claim in claims]])
    codings = sorted({claim["coding"] for claim in claims if _about(claim)})
    others = ledger.tuples(_OTHERS.format(visible=visible), [codings, sorted({group for _, group in links})])
    events, groups = {(coding, event) for coding, event, _ in others}, {group for _, _, group in others}
    about = {c["claim_no"] for c in claims if any((c["coding"], event) in events for event in _about(c))}
    return about | {number for number, group in links if group in groups}


def _about(claim: Row) -> list[str]:
    """The events that a claim gives an account of: not the act that its saying is, nor what it is a means of."""
    ties = msgspec.json.decode(claim["ties"]) if claim["ties"] else []
    none = {tie["event_id"] for tie in ties if tie["reason"].startswith(_NO_ACCOUNT)}
    return [event for event in claim["about"] if event not in none]


def _holds_detail(claim: Row, contact: Contact) -> bool:
    """Does what is said hold a detail of the contact, other than who was there?"""
    return any(
        holds(claim, detail["told"])
        for telling in contact.tellings
        if (telling.story_id, telling.source_id) == (claim["story_id"], claim["source_id"])
        for detail in telling.details
        if detail["field"] in {"duration", "asked_by", "agreed", "topic"}
    )


def holds(claim: Row, span: Row) -> bool:
    """Do the words of the span stand in what is said? Where the span begins counts."""
    return bool(claim["start"] <= span["start"] < claim["end"])
