"""What persons said of one row, in the order in which they said it: which word stands, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from dateline.coding.by_hand import Change
from dateline.coding.by_hand_values import Page
from dateline.errors import UsageError
from dateline.lexicon import Codebook
from dateline.records.by_hand import Correctable, HandRow, ProgramRow, StoryPage, ToldTenure
from dateline.records.correction import Anchor, Correction, CorrectionState

from .other_rows import change_row, kind_of
from .targets import id_of, sentence_of
from .values import UNREADABLE, differences, same, shown, value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What became of a correction at one row. target: id of the row; program: what the program says; by: what overruled it."""

    correction_id: str
    state: CorrectionState
    why: str
    target: str = ""
    program: str = ""
    by: str = ""


@dataclass(slots=True, kw_only=True)
class Told:
    """A row, its story, and what was said of it, with the anchor by which it was found.

    added: it is there by hand. over: number of the program's row in whose place it stands, None if there is none.
    """

    row: ProgramRow
    page: StoryPage
    said: list[tuple[Correction, Anchor]] = field(default_factory=list)
    added: bool = False
    over: int | None = None


def decide(told: Told, codebook: Codebook) -> tuple[HandRow | None, list[Note]]:
    """The row that stands, None where the program's stands and nobody has looked at it; and what became of each correction."""
    event = told.row.row
    last = told.said[-1][0]
    if last.action == "reject":
        return _rejected(told, event)
    notes = [_overruled(one, last, event) for one, _ in told.said if one.action == "reject"]
    changes, of_changes = _changes(told, event)
    changed, refused = _applied(event, changes, told.page, codebook)
    notes += [refused.get(note.correction_id, note) for note in of_changes]
    notes += list(_accepted(told, changed))
    used = [note.correction_id for note in notes if note.state == "applied"]
    used += [one.correction_id for one, _ in told.said if one.action == "add"]
    if not used and not told.added:
        return None, notes
    notes += [Note(correction_id=one.correction_id, state="applied", why="told by hand", target=id_of(event))
              for one, _ in told.said if one.action == "add"]  # fmt: skip
    order = {one.correction_id: place for place, (one, _) in enumerate(told.said)}
    return _hand_row(
        told, changed if told.added or changed != event else None, sorted(set(used), key=order.__getitem__)
    ), notes


def _hand_row(
    told: Told, instead: Correctable | None, corrections: Sequence[str], *, rejected: bool = False
) -> HandRow:
    number = told.row.coding if isinstance(told.row.row, ToldTenure) else told.row.number
    return HandRow(
        number=told.over if told.added else number,
        coding=told.row.coding,
        row_id=id_of(told.row.row),
        instead=instead,
        rejected=rejected,
        corrections=tuple(corrections),
    )


#: What a row says above all: rejected as one thing, it is not rejected as another.
_WHAT = ("type", "act", "stance", "person", "office")


def _rejected(told: Told, event: Correctable) -> tuple[HandRow | None, list[Note]]:
    """The last word is that it is no event; unless the program now says another thing than what was rejected."""
    last, anchor = told.said[-1]
    now = value_of(event, "")
    changed = [name for name in _WHAT if name in differences(anchor.value, now).split(", ")] if anchor.value else []
    if changed:
        was, said = msgspec.json.decode(anchor.value), msgspec.json.decode(now)
        words = ", ".join(f"{name} was {was.get(name)}, is {said.get(name)}" for name in changed)
        why = f"the program tells another {kind_of(event)} in these words now ({words}); reject that, or withdraw"
        return None, [
            Note(correction_id=last.correction_id, state="conflict", why=why, target=id_of(event), program=now)
        ]
    notes = [
        Note(correction_id=one.correction_id, state="applied", why="rejected by hand", target=id_of(event), program=now)
        if one.action == "reject"
        else _overruled(one, last, event)
        for one, _ in told.said
    ]
    row = _hand_row(told, None, [one.correction_id for one, _ in told.said if one.action == "reject"], rejected=True)
    return (None if told.added and told.over is None else row), notes


def _overruled(one: Correction, by: Correction, event: Correctable) -> Note:
    words = "rejected" if by.action == "reject" else "accepted" if by.action == "accept" else "said otherwise"
    why = f"{words} later by {by.author} ({by.correction_id})"
    return Note(
        correction_id=one.correction_id,
        state="stale",
        why=why,
        target=id_of(event),
        program=value_of(event, one.field),
        by=by.correction_id,
    )


def _changes(told: Told, event: Correctable) -> tuple[dict[str, Change], list[Note]]:
    """The change that stands for each field, the last; one that the program contradicts stands for none."""
    changes: dict[str, Change] = {}
    notes: list[Note] = []
    by_field: dict[str, list[tuple[Correction, Anchor]]] = {}
    for one, anchor in told.said:
        if one.action == "change":
            by_field.setdefault(one.field, []).append((one, anchor))
    for name, said in by_field.items():
        last, anchor = said[-1]
        now = value_of(event, name)
        agrees, kept = same(name, now, last.new), not anchor.value or same(name, now, anchor.value)
        stands = agrees or kept or told.added
        if stands and not agrees:
            value = msgspec.json.decode(last.new)
            changes[name] = Change(field=name, value=value, basis=f"by hand:{last.correction_id}")
        for one, _ in said:
            if one is not last and not same(name, one.new, last.new):
                notes.append(_overruled(one, last, event))
            else:
                notes.append(_changed(one, anchor, (agrees, stands), event))
    return changes, notes


def _changed(one: Correction, anchor: Anchor, verdict: tuple[bool, bool], event: Correctable) -> Note:
    agrees, stands = verdict
    now = value_of(event, one.field)
    was, new, said = (shown(value, one.field) for value in (anchor.value, one.new, now))
    why = (
        "the program says so, too" if agrees else f"{one.field} is {new} by hand; the program says {said}" if stands
        else f"the program said {was}, {one.author} said {new}, and now the program says {said}"
    )  # fmt: skip
    state: CorrectionState = "applied" if stands else "conflict"
    return Note(correction_id=one.correction_id, state=state, why=why, target=id_of(event), program=now)


def _applied(
    event: Correctable, changes: Mapping[str, Change], page: StoryPage, codebook: Codebook
) -> tuple[Correctable, dict[str, Note]]:
    """The event with the changes; those that the codebook in use does not allow, as conflicts by correction."""
    refused: dict[str, Note] = {}
    allowed = dict(changes)
    where = Page(text=page.text, sentence=sentence_of(event))
    for name, change in changes.items():
        try:
            change_row(event, {**_of_type(changes), name: change}, where, codebook)
        except (UsageError, *UNREADABLE) as error:
            correction_id = change.basis.partition(":")[2]
            refused[correction_id] = Note(
                correction_id=correction_id,
                state="conflict",
                why=f"it cannot be applied: {error}",
                target=id_of(event),
            )
            del allowed[name]
    return (change_row(event, allowed, where, codebook) if allowed else event), refused


def _of_type(changes: Mapping[str, Change]) -> dict[str, Change]:
    """What has to be changed first, so that a mode of the new type is one."""
    return {name: change for name, change in changes.items() if name == "type"}


def _accepted(told: Told, event: Correctable) -> Iterator[Note]:
    """What became of each word that the row is right: it holds for what was looked at."""
    now = value_of(event, "")
    for place, (one, anchor) in enumerate(told.said):
        if one.action != "accept":
            continue
        later = next((other for other, _ in told.said[place + 1 :] if other.action == "change"), None)
        changed = differences(anchor.value, now) if anchor.value else ""
        if later is not None and changed:
            yield _overruled(one, later, event)
        elif changed:
            why = f"it was accepted with other values than it has now ({changed})"
            yield Note(correction_id=one.correction_id, state="conflict", why=why, target=id_of(event), program=now)
        else:
            yield Note(
                correction_id=one.correction_id, state="applied", why="accepted", target=id_of(event), program=now
            )
