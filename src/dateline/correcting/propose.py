"""Makes corrections of rows as the ledger has them now, each with the anchors by which its targets are found again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from dateline.coding.by_hand import FIELDS, Change, add_event
from dateline.coding.by_hand_values import Page, trigger_of
from dateline.errors import UsageError
from dateline.ledger.by_hand import read_tenure
from dateline.records.by_hand import Correctable
from dateline.records.correction import Action, Anchor, Correction, JudgedCorrection, TargetKind, sealed
from dateline.records.event import Event
from dateline.records.rows import Row, to_json

from .codebook import codebook_in_use
from .other_rows import change_row, decode, fields_of, kind_of
from .targets import id_of, sentence_of, span_of, text_of, type_of
from .values import same, value_of

if TYPE_CHECKING:
    from dateline.ledger import Ledger

#: Of an event's row, what a person may set.
EVENT_FIELDS = FIELDS

_EVENTS = """
SELECT c.event_id, c.group_id, c.story_group, e.record, coalesce(p.record, e.record) AS program, t.text, o.sentences
FROM current_events c JOIN events e USING (event_no) JOIN texts t ON t.story_id = c.story_id
JOIN stories o ON o.coding = c.coding
LEFT JOIN by_hand h ON h.in_table = 'events' AND h.instead = c.event_no LEFT JOIN events p ON p.event_no = h.number
WHERE c.group_id IN (SELECT group_id FROM current_events WHERE event_id = $1 OR group_id = $1)
ORDER BY c.event_id <> $1, NOT c.representative, c.event_id, c.source_id, c.story_id"""
_CLAIMS = """
SELECT c.group_id AS story_group, c.record, coalesce(p.record, c.record) AS program, t.text, o.sentences
FROM current_claims c JOIN texts t USING (story_id) JOIN stories o USING (coding)
LEFT JOIN by_hand h ON h.in_table = 'claims' AND h.instead = c.claim_no LEFT JOIN claims p ON p.claim_no = h.number
WHERE c.claim_id = $1 ORDER BY c.source_id"""
_TENURES = """
SELECT c.* EXCLUDE (group_id), c.group_id AS story_group, t.text AS page, o.sentences
FROM current_tenures c JOIN texts t USING (story_id) JOIN stories o USING (coding)
WHERE c.tenure_id = $1 ORDER BY c.source_id"""
_PROGRAM_TENURE = (
    "SELECT * FROM tenures WHERE coding = ? AND tenure_id = ? AND NOT starts_with(basis, 'by hand:') LIMIT 1"
)
_STORIES = """
SELECT s.story_id, s.source_id, s.group_id, o.sentences, t.text
FROM current_stories s JOIN stories o USING (coding) JOIN texts t ON t.story_id = s.story_id
WHERE s.group_id IN (SELECT group_id FROM current_stories WHERE story_id = $1 OR group_id = $1 OR source_id = $1)
ORDER BY s.story_id <> $1 AND s.source_id <> $1, s.version DESC, s.story_id, s.source_id"""


class Said(TypedDict, total=False):
    """What a person says beside the target, by name. others: ids, for split and join. alone: of this telling only."""

    field: str
    new: Any
    others: Sequence[str]
    alone: bool
    made_at: dt.datetime


def propose(
    ledger: Ledger, action: Action, target: str, *, author: str, reason: str, **said: Unpack[Said]
) -> Correction:
    """A correction of a row of the ledger as it is now; nothing is written. `correct` keeps and follows it.

    target: id of an event (or of its group), which is corrected in all its tellings unless `alone`; of a story, for `add`, `split`
    and `join`; of a correction, for `withdraw`. field, new: for `change` one of EVENT_FIELDS and its value, as a row of
    `dateline events` has it or as words (a day, a place, codes of actors). new of `add`: a row with at least type and trigger (the
    words of the act; {text, start} where they stand there twice). others: for `split` the tellings or stories that it does not
    belong with (all others of its group if there are none), for `join` those that it belongs with. made_at: now, if not given.

    Raises UsageError where target, field or value cannot be, with what can.
    """
    if not author.strip():
        raise UsageError("a correction needs an author")
    draft = _DRAFTS[action](ledger, target, said)
    return sealed(
        Correction(
            correction_id="",
            action=action,
            kind=draft.kind,
            target=draft.target,
            author=author.strip(),
            made_at=said.get("made_at") or dt.datetime.now(dt.UTC),
            reason=reason.strip(),
            field=said.get("field", "") if action == "change" else "",
            old=draft.old,
            new=draft.new,
            anchors=_seen(ledger, draft.anchors),
            others=draft.others,
        )
    )


def _seen(ledger: Ledger, anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """The anchors with the other versions of their stories that the person could see."""
    sql = (
        "SELECT group_id, story_id FROM current_stories WHERE group_id IN (SELECT unnest(?)) GROUP BY ALL ORDER BY ALL"
    )
    versions: dict[str, list[str]] = {}
    for group, story_id in ledger.tuples(sql, [sorted({anchor.story_group for anchor in anchors})]):
        versions.setdefault(group, []).append(story_id)
    return tuple(
        replace(one, seen=tuple(other for other in versions.get(one.story_group, ()) if other != one.story_id))
        for one in anchors
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    kind: TargetKind
    target: str
    anchors: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()
    old: str = ""
    new: str = ""


def _withdraw(ledger: Ledger, target: str, _: Said) -> _Draft:
    known = [judged.correction.correction_id for judged in ledger.corrections(target)]
    if target not in known:
        raise UsageError(f"{ledger.path}: there is no correction {target!r}; `dateline review --list` shows them")
    return _Draft(kind="correction", target=target)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """A row as it stands, as the program found it, and where."""

    row: Correctable
    program: Correctable
    text: str
    sentence: tuple[int, int]
    story_group: str

    def anchor(self, value: str) -> Anchor:
        """Where the program's row stands; value: what it says there."""
        row = self.program
        start, end = span_of(row)
        story_id, source_id = (row.story_id, row.source_id)
        return Anchor(
            target=id_of(row),
            story_id=story_id,
            source_id=source_id,
            story_group=self.story_group,
            start=start,
            end=end,
            text=text_of(row),
            sentence_start=self.sentence[0],
            sentence_end=self.sentence[1],
            sentence=self.text[slice(*self.sentence)],
            type=type_of(row),
            value=value,
        )


def _accept(ledger: Ledger, target: str, said: Said) -> _Draft:
    rows = _targets(ledger, target)[: 1 if said.get("alone") else None]
    anchors = tuple(one.anchor(value_of(one.row, "")) for one in rows)
    return _Draft(kind=kind_of(rows[0].row), target=id_of(rows[0].row), anchors=anchors)


def _reject(ledger: Ledger, target: str, said: Said) -> _Draft:
    rows = _targets(ledger, target)[: 1 if said.get("alone") else None]
    anchors = tuple(one.anchor(value_of(one.program, "")) for one in rows)
    return _Draft(kind=kind_of(rows[0].row), target=id_of(rows[0].row), anchors=anchors)


def _change(ledger: Ledger, target: str, said: Said) -> _Draft:
    name: str = said.get("field", "")
    value: Any = said.get("new")
    rows = _targets(ledger, target)[: 1 if said.get("alone") else None]
    first, kind = rows[0], kind_of(rows[0].row)
    if name not in fields_of(first.row):
        known = ", ".join(fields_of(first.row))
        raise UsageError(
            f"{'an' if kind == 'event' else 'a'} {kind} has no field {said.get('field', '')!r} to change; fields: {known}"
        )
    change = Change(field=name, value=value, basis="by hand")
    page = Page(text=first.text, sentence=first.sentence, strict=True)
    changed = change_row(first.row, {name: change}, page, codebook_in_use())
    anchors = tuple(one.anchor(value_of(one.program, name)) for one in rows)
    new = value_of(changed, name) if kind == "event" else to_json(value)
    return _Draft(kind=kind, target=id_of(first.row), anchors=anchors, old=value_of(first.row, name), new=new)


def _add(ledger: Ledger, target: str, said: Said) -> _Draft:
    story = _story_rows(ledger, target)[0]
    new: Any = said.get("new")
    if not isinstance(new, Mapping):
        raise UsageError("an event by hand is a row with type and trigger at least")
    page, part = _page_of(story, new)
    row = {**new, "part": part}
    event = add_event(row, page, (story["story_id"], story["source_id"]), "by hand", codebook_in_use())
    anchor = Anchor(
        target=event.event_id,
        story_id=story["story_id"],
        source_id=story["source_id"],
        story_group=story["group_id"],
        start=event.trigger.start,
        end=event.trigger.end,
        text=event.trigger.text,
        sentence_start=page.sentence[0],
        sentence_end=page.sentence[1],
        sentence=page.text[slice(*page.sentence)],
        type=event.type,
    )
    return _Draft(kind="event", target=event.event_id, anchors=(anchor,), new=to_json(row))


def _page_of(story: Row, row: Mapping[str, Any]) -> tuple[Page, str]:
    """The sentence that the words of the act stand in, and its part."""
    words, told = trigger_of(row)
    start = -1 if told is None else told
    found = start if start >= 0 and story["text"][start : start + len(words)] == words else story["text"].find(words)
    if not words or found < 0:
        raise UsageError(
            f"the words of the act ({words!r}) do not stand in {story['source_id']}; give them as it writes them"
        )
    here = [one for one in story["sentences"] if one["start"] <= found < one["end"]]
    if not here:
        raise UsageError(f"{words!r} stands in no sentence of {story['source_id']}")
    sentence = (here[0]["start"], here[0]["end"])
    return Page(text=story["text"], sentence=sentence, strict=True), here[0]["part"]


def _split(ledger: Ledger, target: str, said: Said) -> _Draft:
    if _is_story(ledger, target):
        stories = _story_rows(ledger, target)
        mine, rest = _apart(stories, "story_id", target, said.get("others", ()))
        return _Draft(kind="story", target=mine[0]["story_id"], anchors=_stories(mine), others=_stories(rest))
    rows = _event_rows(ledger, target)
    mine, rest = _apart(rows, "event_id", target, said.get("others", ()))
    return _Draft(kind="event", target=mine[0]["event_id"], anchors=_events(mine), others=_events(rest))


def _apart(rows: Sequence[Row], name: str, target: str, others: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """The rows that are taken out of a group, and those that stay: what is the same bytes stays together."""
    first = rows[0][name]
    wanted = set(others)
    mine = [row for row in rows if row[name] == first]
    rest = [row for row in rows if row[name] != first and (not wanted or row[name] in wanted)]
    if missing := wanted - {row[name] for row in rest}:
        raise UsageError(f"{', '.join(sorted(missing))} is not with {first} in one group; nothing is to be split")
    if not rest:
        raise UsageError(f"{target} stands alone (or only with copies of the same bytes); nothing is to be split")
    return mine, rest


def _join(ledger: Ledger, target: str, said: Said) -> _Draft:
    others = tuple(said.get("others", ()))
    if not others:
        raise UsageError("a join needs two ids")
    if _is_story(ledger, target):
        one, name, of = _story_rows(ledger, target)[0], "story_id", _story_rows
        kind: TargetKind = "story"
    else:
        one, name, of = _event_rows(ledger, target)[0], "event_id", _event_rows
        kind = "event"
    rest = [of(ledger, other)[0] for other in others]
    if any(other["group_id"] == one["group_id"] for other in rest):
        raise UsageError(f"{target} and {', '.join(said.get('others', ()))} are in one group already")
    make = _stories if kind == "story" else _events
    return _Draft(kind=kind, target=one[name], anchors=make([one]), others=make(rest))


_DRAFTS = {
    "accept": _accept, "reject": _reject, "change": _change, "add": _add, "split": _split, "join": _join, "withdraw": _withdraw,
}  # fmt: skip


def _targets(ledger: Ledger, target: str) -> list[_Target]:
    """The row that is meant, first, and the other tellings of the same event."""
    if target.startswith("cl_"):
        found = [_of_record(row) for row in ledger.ask(_CLAIMS, [target])]
    elif target.startswith("te_"):
        found = [_of_tenure(ledger, row) for row in ledger.ask(_TENURES, [target])]
    else:
        found = [_of_record(row) for row in _event_rows(ledger, target)]
    if not found:
        kind, command = ("claim", "claims") if target.startswith("cl_") else ("tenure", "offices")
        raise UsageError(
            f"{ledger.path}: no current {kind} has the id {target!r}; `dateline {command} --format jsonl` shows them"
        )
    return found


def _of_record(row: Row) -> _Target:
    shown, program = decode(row["record"]), decode(row["program"])
    sentence = _sentence(row, program)
    return _Target(row=shown, program=program, text=row["text"], sentence=sentence, story_group=row["story_group"])


def _of_tenure(ledger: Ledger, row: Row) -> _Target:
    (told,) = ledger.ask(_PROGRAM_TENURE, [row["coding"], row["tenure_id"]])
    program = read_tenure(told)
    sentence = _sentence(row, program)
    return _Target(
        row=read_tenure(row), program=program, text=row["page"], sentence=sentence, story_group=row["story_group"]
    )


def _sentence(row: Row, program: Correctable) -> tuple[int, int]:
    """The sentence of the story in which the row is told, else that which its evidence names."""
    if isinstance(program, Event):
        return sentence_of(program)
    start, end = span_of(program)
    here = ((one["start"], one["end"]) for one in row["sentences"] if one["start"] <= start < one["end"])
    return next(here, (start, end))


def _event_rows(ledger: Ledger, target: str) -> list[Row]:
    """All tellings of the event, the target first; of a group the one that stands for it."""
    rows = list(ledger.ask(_EVENTS, [target]))
    if not rows:
        raise UsageError(
            f"{ledger.path}: no current event has the id {target!r}; `dateline events --format jsonl` shows them"
        )
    return rows


def _story_rows(ledger: Ledger, target: str) -> list[Row]:
    rows = list(ledger.ask(_STORIES, [target]))
    if not rows:
        raise UsageError(f"{ledger.path}: no story has the id {target!r}; `dateline stories --format jsonl` shows them")
    return rows


def _is_story(ledger: Ledger, target: str) -> bool:
    return target.startswith(("st_", "sg_")) or not ledger.tuples(
        "SELECT 1 FROM current_events WHERE event_id = $1 OR group_id = $1 LIMIT 1", [target]
    )


def _events(rows: Iterable[Row]) -> tuple[Anchor, ...]:
    return tuple(_of_record(row).anchor("") for row in rows)


def _stories(rows: Iterable[Row]) -> tuple[Anchor, ...]:
    return tuple(
        Anchor(
            target=row["story_id"], story_id=row["story_id"], source_id=row["source_id"], story_group=row["group_id"]
        )
        for row in rows
    )


def correct(ledger: Ledger, corrections: Iterable[Correction]) -> tuple[JudgedCorrection, ...]:
    """Keeps the corrections, follows them at once, and gives back what became of each.

    One that says again what a standing one of the same author says is not kept a second time; the first comes back.
    """
    from dateline.grouping import group  # noqa: PLC0415  (0.3 s: the rooms that group)

    known = [judged.correction for judged in ledger.corrections() if judged.state != "withdrawn"]
    kept = [next((old for old in reversed(known) if _again(old, one, known)), one) for one in map(sealed, corrections)]
    ledger.correct(kept)
    group(ledger)
    by_id = {judged.correction.correction_id: judged for judged in ledger.corrections()}
    return tuple(by_id[one.correction_id] for one in kept)


def _again(old: Correction, new: Correction, known: Sequence[Correction]) -> bool:
    """Does the last standing word on the same thing say the same, by the same author?"""
    said = (new.action, new.kind, new.target, new.field, new.author, tuple(one.target for one in new.others))
    alike = (old.action, old.kind, old.target, old.field, old.author, tuple(one.target for one in old.others)) == said
    last = [one for one in known if one.target == new.target and (one.field == new.field or one.action in _WHOLE)]
    return alike and bool(last) and last[-1] is old and (old.new == new.new or same(old.field, old.new, new.new))


_WHOLE = frozenset({"reject", "accept", "split", "join", "add"})
