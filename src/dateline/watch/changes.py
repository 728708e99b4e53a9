"""What a rule finds in the ledger: events and contacts that came, plans, processes and offices that changed."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from dateline.ledger import Answer, Ledger
from dateline.lexicon.office_terms import has_one_holder, one_title
from dateline.lexicon.registry_persons import name_key
from dateline.query import contacts, offices, plans, processes
from dateline.query.contact_people import same_name
from dateline.query.events import ask_events
from dateline.query.filters import Conditions
from dateline.query.record_answer import RecordAnswer
from dateline.records import Event, Row

from .alert import Alert, make_alert_id
from .plan import Rule

#: A beginning in office that was told this late is old news.
_RECENT = dt.timedelta(days=92)
_TOP = "SELECT coalesce(max(coding), -1) FROM stories"
_CAME = "SELECT DISTINCT group_no FROM current_events WHERE coding > ?"
#: A dispute may also come of what somebody says of an event that a story told before.
_SAID = """
SELECT DISTINCT e.group_no FROM claim_links l JOIN claims c USING (claim_no) JOIN current_events e ON e.group_id = l.group_id
WHERE c.coding > ?"""
_THERE_BEFORE = """
SELECT DISTINCT e.group_no FROM current_events e JOIN stories s ON s.story_id = e.story_id AND s.source_id = e.source_id
WHERE e.group_no IN (SELECT unnest(?)) AND s.coding <= ?"""
_TELLINGS = """
SELECT one.event_id, list(DISTINCT other.event_id) FROM current_events one JOIN current_events other USING (group_no)
WHERE one.event_id IN (SELECT unnest(?)) GROUP BY one.event_id"""
_TOLD = """
SELECT e.sentence, e.source_id, c.outlet, e.published, s.url FROM current_events e
JOIN current_stories c USING (coding) JOIN stories s USING (coding)
WHERE e.event_id = ? ORDER BY e.representative DESC, e.source_id LIMIT 1"""
_STORY = """
SELECT c.outlet, c.published, s.url FROM current_stories c JOIN stories s USING (coding)
WHERE c.source_id = ? ORDER BY c.published DESC NULLS LAST LIMIT 1"""
#: The sentences that tell a tenure: one that tells when it began comes first, then the latest.
_TENURE = """
SELECT t.tenure_id, substring(x.text, told."start" + 1, told."end" - told."start"), t.source_id
FROM (SELECT unnest(?) AS story_id, unnest(?) AS source_id, unnest(?) AS "start", unnest(?) AS "end") told
JOIN tenures t ON t.story_id = told.story_id AND t.source_id = told.source_id
  AND list_contains(list_transform(t.evidence, lambda e: e."start"), told."start")
JOIN current_stories c USING (coding) JOIN texts x ON x.story_id = t.story_id
WHERE contains(lower(?), lower(t.person)) OR contains(lower(t.person), lower(?))
ORDER BY t.from_date IS NOT NULL OR t.began <> '' DESC, c.published DESC NULLS LAST, t.tenure_id LIMIT 1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that a rule found. keys: names of it, one of which is enough to know it again.

    alert: makes its alert, which costs a look for its sentence, so only for what is new; None to take note only.
    """

    keys: tuple[str, ...]
    alert: Callable[[], Alert] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One asking of a rule. baseline: the last coding that was there before the rule; asked: the last one it was asked about.

    is_known: whether a key was noted; noted: all keys that were; today: by the clock.
    """

    rule: Rule
    baseline: int
    asked: int
    today: dt.date
    is_known: Callable[[str], bool]
    noted: Callable[[], Sequence[str]]


def last_coding(ledger: Ledger) -> int:
    """The number of the last coding in the ledger, -1 where there is none."""
    return int(ledger.tuples(_TOP)[0][0])


def needs_noting(rule: Rule) -> bool:
    """Whether what was there before the rule has to be noted one by one, because it may change without a new event."""
    return rule.query not in {"events", "contacts"} or rule.filters.disputed


def find_changes(ledger: Ledger, asking: Asking) -> list[Hit]:
    """What the rule finds now: for events and contacts what came since it was asked, else whatever fits it."""
    return list(_OF[asking.rule.query](ledger, asking))


def _events(ledger: Ledger, asking: Asking) -> Iterator[Hit]:
    rule = asking.rule
    groups = [group for (group,) in ledger.tuples(_CAME, [asking.asked])]
    if rule.filters.disputed:
        groups += [group for (group,) in ledger.tuples(_SAID, [asking.asked])]
    else:
        before = {group for (group,) in ledger.tuples(_THERE_BEFORE, [groups, asking.baseline])} if groups else set()
        groups = [group for group in groups if group not in before]
    if not groups:
        return
    among = Conditions()
    among.add("group_no IN (SELECT unnest(?))", groups)
    # What is told as history is no news; a rule that wants it says so.
    filters = rule.filters if rule.filters.background is not None else replace(rule.filters, background=False)
    if rule.query == "contacts":
        answer: Answer = contacts(ledger, filters, among=among)
    else:
        table = ask_events(ledger, filters, also=among)
        answer = RecordAnswer(table.drop_columns(["readouts", "group_no"]), Event)
    rows = answer.rows()
    names = _tellings(ledger, [row["event_id"] for row in rows])
    for row in rows:
        yield Hit(keys=names[row["event_id"]], alert=partial(_of_event, ledger, rule, row))


def _of_event(ledger: Ledger, rule: Rule, row: Row) -> Alert:
    words = _act(row) + (f"; accounts differ on {_fields(row)}" if rule.filters.disputed else "")
    return _alert(ledger, rule, row["event_id"], words, _told(ledger, row["event_id"]))


def _plans(ledger: Ledger, asking: Asking) -> Iterator[Hit]:
    rule = asking.rule
    day = asking.today if rule.on == "today" else None
    rows = plans(ledger, replace(rule.filters, as_of=day)).rows()
    names = _tellings(ledger, [row["event_id"] for row in rows])
    for row in rows:
        keys = tuple(f"{name}|{row['outcome']}" for name in names[row["event_id"]])
        yield Hit(keys=keys, alert=partial(_of_plan, ledger, rule, row))


def _of_plan(ledger: Ledger, rule: Rule, row: Row) -> Alert:
    outcome, event_id = row["outcome"], row["event_id"]
    due = f", due {_when(row)}" if row["when"]["first"] or row["when"]["last"] else ""
    words = f"plan {outcome}{due}: {_act(row, when=False)}"
    words += f"; see {row['outcome_event']}" if row["outcome_event"] else ""
    return _alert(ledger, rule, event_id, words, _told(ledger, event_id), key=f"{event_id}|{outcome}")


def _processes(ledger: Ledger, asking: Asking) -> Iterator[Hit]:
    for row in processes(ledger, asking.rule.filters):
        last, state, process = row["history"][-1], row["state"], row["process_id"]
        times = sum(step["state"] == state for step in row["history"])
        keys = (f"{process}|{state}|{times}", f"{last['mention_id']}|{state}")
        yield Hit(keys=keys, alert=partial(_of_process, ledger, asking.rule, row))


def _of_process(ledger: Ledger, rule: Rule, row: Row) -> Alert:
    last, state = row["history"][-1], row["state"]
    before = row["history"][-2]["state"] if len(row["history"]) > 1 else None
    sides = f"{' '.join(row['by'])} > {' '.join(row['against'])}" if row["by"] and row["against"] else ""
    name = f"{row['name'] or row['kind']} ({sides or ' '.join(row['parties'])})"
    change = f"{before} -> {state}" if before else f"{state} (first told)"
    words = f"{name}: {change}" + (f", since {row['since']}" if row["since"] else "")
    outlet, _, url = _story(ledger, last["source_id"])
    told = (last["text"], last["source_id"], outlet, last["known_on"], url)
    return _alert(ledger, rule, row["process_id"], words, told, key=f"{last['mention_id']}|{state}")


def _offices(ledger: Ledger, asking: Asking) -> Iterator[Hit]:
    """Holders on the last day that the ledger knows. New: another held it before, or the text tells that it has just begun."""
    ((last_day,),) = ledger.tuples("SELECT max(published) FROM current_stories")
    noted: dict[str, list[str]] = {}
    for key in asking.noted():
        held, _, person = key.rpartition("|")
        noted.setdefault(held, []).append(person)
    for row in offices(ledger, replace(asking.rule.filters, as_of=last_day)):
        if not row["person"] or not row["evidence"]:
            continue
        office = f"{one_title(row['office'])}|{row['country'] or ''}"
        key = f"{office}|{name_key(row['person'])}"
        others = noted.get(office, [])
        if asking.is_known(key) or any(same_name(name_key(row["person"]), other) for other in others):
            yield Hit(keys=(key,), alert=None)
            continue
        new = (others and has_one_holder(row["office"])) or _just_begun(row["from"], last_day)
        yield Hit(keys=(key,), alert=partial(_of_office, ledger, asking.rule, row, key) if new else None)


def _just_begun(since: str | None, last_day: dt.date | None) -> bool:
    return since is not None and last_day is not None and since >= (last_day - _RECENT).isoformat()[: len(since)]


def _of_office(ledger: Ledger, rule: Rule, row: Row, key: str) -> Alert:
    spans = row["evidence"]
    columns = [[span[name] for span in spans] for name in ("story_id", "source_id", "start", "end")]
    found = ledger.tuples(_TENURE, [*columns, row["person"], row["person"]])
    tenure, sentence, source_id = found[0] if found else (spans[0]["story_id"], "", spans[0]["source_id"])
    outlet, published, url = _story(ledger, source_id)
    since = f" since {row['from']}" if row["from"] else ""
    words = f"{row['person']} is {row['office']}" + (f" of {row['country']}" if row["country"] else "") + since
    return _alert(ledger, rule, tenure, words, (sentence, source_id, outlet, published, url), key=key)


_OF: dict[str, Callable[[Ledger, Asking], Iterator[Hit]]] = {
    "events": _events,
    "contacts": _events,
    "plans": _plans,
    "processes": _processes,
    "offices": _offices,
}


def _alert(ledger: Ledger, rule: Rule, row_id: str, words: str, told: tuple[Any, ...], key: str = "") -> Alert:
    sentence, source_id, outlet, published, url = told
    return Alert(
        alert_id=make_alert_id(rule.name, key or row_id),
        rule=rule.name,
        query=rule.query,
        id=row_id,
        words=words,
        sentence=" ".join(str(sentence).split()),
        source=outlet,
        source_id=source_id,
        published=str(published) if published else None,
        url=url,
        more=f"dateline why {row_id} --ledger {shlex.quote(ledger.path)}",
    )


def _tellings(ledger: Ledger, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """All tellings of each event: which of them stands for it may change."""
    found = dict(ledger.tuples(_TELLINGS, [list(ids)])) if ids else {}
    return {event_id: tuple(sorted(found.get(event_id, [event_id]))) for event_id in ids}


def _told(ledger: Ledger, event_id: str) -> tuple[Any, ...]:
    rows = ledger.tuples(_TOLD, [event_id])
    return rows[0] if rows else ("", "", None, None, None)


def _story(ledger: Ledger, source_id: str) -> tuple[Any, ...]:
    rows = ledger.tuples(_STORY, [source_id])
    return rows[0] if rows else (None, None, None)


def _act(row: Row, *, when: bool = True) -> str:
    """An event in one line: type, channel, day, who and whom."""
    channel = f" ({row['channel'].replace('_', ' ')})" if row["channel"] not in {None, "unknown"} else ""
    status = f", {row['status'].replace('_', ' ')}" if row["status"] != "occurred" else ""
    who = ", ".join(dict.fromkeys(map(_name, row["actors"])))
    whom = ", ".join(dict.fromkeys(map(_name, row["recipients"])))
    day = f", {_when(row)}" if when else ""
    sides = who + (f" > {whom}" if whom else "")
    return f"{_kind(row)}{channel}{status}{day}" + (f": {sides}" if sides else "")


def _kind(row: Row) -> str:
    """The type; of something planned what is planned, and of a request, a threat ... also what for: "REQUEST of AID"."""
    if row["status"] == "planned" or row["type"] == row["act"]:
        return str(row["act"])
    return f"{row['type']} of {row['act']}"


def _when(row: Row) -> str:
    first, last = row["when"]["first"], row["when"]["last"]
    if first is None and last is None:
        return "day not told"
    return str(first) if first == last else f"{first or ''}..{last or ''}"


def _name(actor: Row) -> str:
    name = actor["name"] or actor["text"]
    return f"{name} ({actor['country']})" if actor["country"] else name


def _fields(row: Row) -> str:
    return ", ".join(sorted({difference["field"] for difference in row["differences"]}))
