"""Corrections from a form: read and checked as at the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qs

import msgspec
from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from dateline.correcting.words import read_field, read_pairs, read_plain, read_value
from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.records.correction import Action
from dateline.records.rows import Row
from dateline.web.writing import Said, Writing

#: What a form may ask for; each but the first and the last needs a reason.
ACTIONS: tuple[Action, ...] = ("accept", "change", "reject", "split", "join", "add", "withdraw")
_WITHOUT_REASON: dict[Action, str] = {"accept": "read and right", "withdraw": "taken back"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a form sends, as it was typed. target: the row, the story or the correction; other: an id, for split and join.

    then: the row that is shown afterwards. failed: what is wrong with it, once that is known.
    """

    action: str = ""
    target: str = ""
    author: str = ""
    reason: str = ""
    field: str = ""
    value: str = ""
    other: str = ""
    start: str = ""
    end: str = ""
    then: str = ""
    failed: str = ""


async def form(request: Request) -> Form:
    """The form in the body of a request; what it does not know is left out."""
    body = (await request.body()).decode("utf-8", "replace")
    given = {
        name: values[0].strip()
        for name, values in parse_qs(body).items()
        if name in Form.__slots__ and name != "failed"
    }
    return Form(**given)


Sent = Annotated[Form, Depends(form)]


async def write(writing: Writing, ledger: Ledger, sent: Form) -> Row:
    """Writes what the form says; what became of it comes back. ledger: the state that the form was filled in on.

    Raises UsageError where the form cannot be meant, LedgerError where the file cannot be written.
    """
    said, reason = await run_in_threadpool(_said, ledger, sent)
    (row,) = await writing.correct([said], sent.author, reason)
    return row


def _said(ledger: Ledger, sent: Form) -> tuple[Said, str]:
    """The correction and its reason. Raises UsageError where the form cannot be meant."""
    action = _action(sent)
    reason = sent.reason or _WITHOUT_REASON.get(action, "")
    if not sent.author:
        raise UsageError("a correction needs an author; write your name beside the reason")
    if not reason:
        raise UsageError(f"to {action} needs a reason; write in a few words why")
    return Said(action=action, target=sent.target, told=_told(ledger, action, sent)), reason


def _action(sent: Form) -> Action:
    found = next((action for action in ACTIONS if action == sent.action), None)
    if found is None:
        raise UsageError(f"there is no correction {sent.action!r}; corrections: {', '.join(ACTIONS)}")
    return found


def _told(ledger: Ledger, action: Action, sent: Form) -> dict[str, Any]:
    """What the correction says beside its target."""
    if action == "change":
        if sent.target.startswith(("cl_", "te_")):
            return {"field": sent.field, "new": read_plain(sent.value)}
        name = read_field(sent.field)
        if not sent.value:
            raise UsageError(f"change {name} to what? Write none where the text does not tell it")
        return {"field": name, "new": read_value(name, sent.value, _event(ledger, sent.target))}
    if action == "add":
        return {"new": _added(ledger, sent)}
    if action == "join" or (action == "split" and sent.other):
        return {"others": tuple(word for word in sent.other.replace(",", " ").split() if word)}
    return {}


def _event(ledger: Ledger, target: str) -> Row | None:
    """The row as it stands, for changes that put something beside what is there."""
    sql = (
        "SELECT e.record FROM current_events c JOIN events e USING (event_no) WHERE c.event_id = $1 OR c.group_id = $1 "
        "ORDER BY c.event_id <> $1, NOT c.representative LIMIT 1"
    )
    found = ledger.tuples(sql, [target])
    row: Row | None = msgspec.json.decode(found[0][0]) if found else None
    return row


def _added(ledger: Ledger, sent: Form) -> Mapping[str, Any]:
    """The row of an event whose act stands in these characters of the story."""
    found = ledger.tuples("SELECT text FROM texts WHERE story_id = ?", [sent.target])
    if not found:
        raise UsageError(f"there is no story {sent.target!r}; give its story_id")
    text = found[0][0]
    if not (sent.start.isdecimal() and sent.end.isdecimal() and int(sent.start) < int(sent.end) <= len(text)):
        raise UsageError(
            f"the words of the act are characters {sent.start or '?'} to {sent.end or '?'}; the story has 0 to {len(text)}"
        )
    start, end = int(sent.start), int(sent.end)
    return {**read_pairs(sent.value), "trigger": {"text": text[start:end], "start": start}}
