"""Corrections without a terminal: each option of `dateline review` that corrects, and files of corrections."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from dateline.correcting import propose
from dateline.errors import UsageError
from dateline.export import to_arrow, write_jsonl
from dateline.grouping import group
from dateline.ledger import Answer, Ledger
from dateline.records import Row, to_row
from dateline.records.correction import Action, Correction, JudgedCorrection

from .output import opened
from .review_file import read_corrections
from .review_session import actions_of, calls_for_groups, follow
from .review_words import read_pairs, read_plain_pairs

#: The reason of corrections for which a script gives none.
REASON = "by dateline review"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """A correction as a row: what was said, by whom, when and why, and what became of it.

    old, new, program: values as JSON. others: ids, for split and join. targets: ids of the rows that it acts on now.
    """

    correction_id: str
    action: str
    kind: str
    target: str
    field: str
    old: str
    new: str
    others: tuple[str, ...]
    author: str
    made_at: dt.datetime
    reason: str
    state: str
    why: str
    targets: tuple[str, ...]
    program: str
    overruled_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One correction that a script asks for."""

    action: Action
    target: str
    told: dict[str, Any] = dataclasses.field(default_factory=dict)


def asked_for(given: dict[str, Any], ledger: Ledger) -> Iterator[Asked]:
    """The corrections that the options ask for, in the order in which they are made. Raises UsageError for wrong values."""
    for correction_id in given["undo"]:
        yield Asked(action="withdraw", target=correction_id)
    for story, start, end, pairs in given["add"]:
        story_id, text = _story(ledger, story)
        yield Asked(action="add", target=story_id, told={"new": _added(story, text, (start, end), pairs)})
    for row_id, pairs in given["change"]:
        row = _event(ledger, row_id)
        told = read_plain_pairs(pairs) if row_id.startswith(("cl_", "te_")) else read_pairs(pairs, row)
        for name, value in told.items():
            yield Asked(action="change", target=row_id, told={"field": name, "new": value})
    for action in ("reject", "accept", "split"):
        for event_id in given[action]:
            yield Asked(action=action, target=event_id)
    for one, other in given["join"]:
        yield Asked(action="join", target=one, told={"others": (other,)})


def _story(ledger: Ledger, story: str) -> tuple[str, str]:
    """The id and the text of the story that is meant. Raises UsageError if there is none, or one id names several texts."""
    found = ledger.tuples(
        "SELECT story_id, any_value(text) FROM current_stories JOIN texts USING (story_id) "
        "WHERE story_id = $1 OR source_id = $1 GROUP BY story_id ORDER BY story_id <> $1, max(version) DESC, story_id",
        [story],
    )
    if not found:
        raise UsageError(f"{ledger.path}: no story has the id {story!r}; `dateline stories` shows them")
    if len(found) > 1 and found[0][0] != story:
        raise UsageError(
            f"{ledger.path}: {story!r} is the id of {len(found)} texts, and characters are those of one; give the story_id, "
            f"newest version first: {', '.join(story_id for story_id, _ in found)}"
        )
    return found[0]


def _added(story: str, text: str, span: tuple[int, int], pairs: str) -> dict[str, Any]:
    """The row of an event by hand, whose act stands in these characters of the story."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise UsageError(f"{story} has the characters 0 to {len(text)}, not {start} to {end}")
    return {**read_pairs(pairs), "trigger": {"text": text[start:end], "start": start}}


def _event(ledger: Ledger, event_id: str) -> Row | None:
    """The row as it stands, for changes that put something beside what is there."""
    found = ledger.tuples(
        "SELECT e.record FROM current_events c JOIN events e USING (event_no) WHERE c.event_id = $1 OR c.group_id = $1 "
        "ORDER BY c.event_id <> $1, NOT c.representative LIMIT 1",
        [event_id],
    )
    row: Row | None = msgspec.json.decode(found[0][0]) if found else None
    return row


def write(ledger: Ledger, asked: Iterable[Asked], author: str, reason: str) -> tuple[JudgedCorrection, ...]:
    """Writes the corrections one by one, then groups anew if they call for it; what became of each comes back.

    Raises UsageError at the first that cannot be: those before it are written, and the message says how many.
    """
    written: list[Correction] = []
    try:
        for one in asked:
            written.append(propose(ledger, one.action, one.target, author=author, reason=reason, **one.told))
            ledger.correct(written[-1:])
            follow(ledger)
    except UsageError as error:
        raise UsageError(
            f"{error}; {len(written)} corrections before it are written" if written else str(error)
        ) from error
    finally:
        if calls_for_groups(ledger, actions_of(ledger, written)):
            group(ledger)
    return judged(ledger, written)


def judged(ledger: Ledger, corrections: Iterable[Correction]) -> tuple[JudgedCorrection, ...]:
    """What became of the corrections, in their order."""
    by_id = {one.correction.correction_id: one for one in ledger.corrections()}
    return tuple(by_id[one.correction_id] for one in corrections)


def as_answer(found: Iterable[JudgedCorrection]) -> Answer:
    """The corrections as rows."""
    return Answer(to_arrow([_row(one) for one in found], CorrectionRow))


def _row(one: JudgedCorrection) -> CorrectionRow:
    names = {each.name for each in dataclasses.fields(CorrectionRow)}
    said = {name: getattr(one.correction, name) for name in Correction.__slots__ if name in names - {"others"}}
    others = tuple(dict.fromkeys(anchor.target for anchor in one.correction.others))
    became = {name: getattr(one, name) for name in ("state", "why", "targets", "program", "overruled_by")}
    return CorrectionRow(others=others, **said, **became)


def export_corrections(ledger: Ledger, output: str) -> int:
    """Writes all corrections as JSON Lines, with the anchors that find their targets again; their number comes back."""
    found = [to_row(one.correction) for one in ledger.corrections()]
    with opened(output) as stream:
        write_jsonl(found, stream)
    return len(found)


def import_corrections(ledger: Ledger, path: str) -> tuple[int, tuple[JudgedCorrection, ...]]:
    """Keeps and follows the corrections of a file that `export_corrections` wrote; how many are new, and what became of all.

    Raises InputError, with the line, for what is no correction; nothing is written then.
    """
    found = read_corrections(path)
    new = ledger.correct(found)
    follow(ledger)
    if calls_for_groups(ledger, actions_of(ledger, found)):
        group(ledger)
    return new, judged(ledger, found)
