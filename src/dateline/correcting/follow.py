"""Follows what persons said: rows that stand instead of the program's, groups that are one or two, and what became of each word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from dateline.coding.by_hand import FIELDS, add_event
from dateline.coding.by_hand_values import Page
from dateline.errors import UsageError
from dateline.lexicon import Codebook
from dateline.records.by_hand import HandRow, ProgramRow, StoryPage
from dateline.records.correction import Anchor, Correction, CorrectionState, JudgedCorrection, Override
from dateline.records.event import Event
from dateline.records.grouping import HandChange

from .codebook import codebook_in_use
from .malformed import malformed
from .owners import own_rows, owned
from .targets import Found, Place, find, id_of, is_like, overlap, span_of
from .values import UNREADABLE, same, shown, value_of
from .verdicts import Note, Told, decide

if TYPE_CHECKING:
    from dateline.ledger import Ledger

_RANK: dict[CorrectionState, int] = {"conflict": 0, "applied": 1, "stale": 2, "withdrawn": 3}
#: Tables of the kinds of rows that are followed here.
_TABLES = {"event": "events", "claim": "claims", "tenure": "tenures"}
_Key = tuple[str, int]
_GROUPING = frozenset({"split", "join"})


class Following:
    """One round of following all corrections of a ledger: groups of stories first, then rows and groups of events, then states."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._all = [judged.correction for judged in ledger.corrections()]
        self._withdrawn = withdrawn(self._all)
        self._standing = [one for one in self._all if one.correction_id not in self._withdrawn]
        self._notes: dict[str, list[Note]] = {}
        self.changed = HandChange()

    @cached_property
    def _codebook(self) -> Codebook:
        return codebook_in_use()

    def story_overrides(self) -> tuple[Override, ...]:
        """What persons say of the grouping of stories, with the ids that it means today."""
        said = [one for one in self._standing if one.kind == "story" and one.action in _GROUPING]
        if not said:
            return ()
        ids = self._ledger.tuples("SELECT story_id, source_id FROM current_stories")
        known = {story_id for story_id, _ in ids}
        by_source: dict[str, list[str]] = {}
        for story_id, source_id in ids:
            by_source.setdefault(source_id, []).append(story_id)

        def meant(anchors: Iterable[Anchor]) -> tuple[str, ...]:
            found = [[one.story_id] if one.story_id in known else by_source.get(one.source_id, []) for one in anchors]
            return tuple(dict.fromkeys(story_id for ids in found for story_id in ids))

        return tuple(self._override(one, meant(one.anchors), meant(one.others)) for one in said)

    def rows(self) -> tuple[Override, ...]:
        """Puts the rows for which a person's word stands into the ledger; what they say of the grouping of events comes back."""
        said = [one for one in self._standing if one.kind in _TABLES and not self._malformed(one)]
        if not said:
            self.changed = self._ledger.set_by_hand(())
            return ()
        anchors = [anchor for one in said for anchor in (*one.anchors, *one.others)]
        pages = self._ledger.story_pages(anchors)
        self._told = self._program(pages, {_TABLES[one.kind] for one in said})
        for one in said:
            if one.action == "add":
                self._add(one, pages)
        overrides = [self._grouped(one, pages) for one in said if one.action in _GROUPING]
        for one in said:
            if one.action in {"accept", "change", "reject"}:
                self._say(one, pages)
        self.changed = self._ledger.set_by_hand(self._hand_rows())
        return tuple(overrides)

    def _malformed(self, one: Correction) -> bool:
        """One that cannot be read acts on nothing, and says so."""
        if words := malformed(one):
            why = f"it cannot be read: {words}"
            self._note(one, Note(correction_id=one.correction_id, state="conflict", why=why))
        return bool(words)

    def settle(self) -> None:
        """Writes what became of each correction; the groups have to be in the ledger."""
        if self._all:
            self._check_groups()
            self._ledger.set_correction_states(map(self._judged, self._all))

    # ------------------------------------------------------------------------------------------------ rows

    def _program(self, pages: Sequence[StoryPage], tables: Collection[str]) -> dict[_Key, Told]:
        by_coding = {page.coding: page for page in pages}
        return {
            (table, row.number): Told(row=row, page=by_coding[row.coding])
            for table in sorted(tables)
            for row in self._ledger.program_rows(list(by_coding), table)
        }

    def _by_coding(self, kind: str) -> dict[int, list[ProgramRow]]:
        rows: dict[int, list[ProgramRow]] = {}
        for (table, _), told in self._told.items():
            if table == _TABLES[kind]:
                rows.setdefault(told.row.coding, []).append(told.row)
        return rows

    def _add(self, one: Correction, pages: Sequence[StoryPage]) -> None:
        """An event by hand in every story with its sentence, but where the program tells it by now."""
        anchor = one.anchors[0]
        found = find(anchor, pages, {})
        if not found.places:
            self._note(one, self._missing(found))
        for place in found.places:
            start = place.words[0]
            told = next(
                (told for (table, _), told in self._told.items() if table == "events" and _tells(told, place)), None
            )
            try:
                event = self._added(one, place, start)
            except (UsageError, *UNREADABLE) as error:
                self._note(
                    one, Note(correction_id=one.correction_id, state="conflict", why=f"it cannot be applied: {error}")
                )
                continue
            if told is not None and not told.added:
                told = self._told_twice(one, told, event)
            elif told is None:
                number = -1 - len(self._told)
                row = ProgramRow(number=number, row=event, coding=place.page.coding)
                told = self._told["events", number] = Told(row=row, page=place.page, added=True)
            if told is not None:
                told.said.append((one, anchor))

    def _told_twice(self, one: Correction, told: Told, event: Event) -> Told | None:
        """The program tells what was added, too: its row stands, unless it says other things than the person gave."""
        given = [name for name in msgspec.json.decode(one.new) if name in FIELDS and name != "type"]
        pairs = {name: (value_of(event, name), value_of(told.row.row, name)) for name in given}
        other = [name for name, (by_hand, program) in pairs.items() if not same(name, by_hand, program)]
        target = id_of(told.row.row)
        if not other:
            why = "the program tells it, too"
            self._note(one, Note(correction_id=one.correction_id, state="applied", why=why, target=target))
            return None
        words = ", ".join(
            f"{name} is {shown(pairs[name][0], name)}, not {shown(pairs[name][1], name)}" for name in other
        )
        why = f"the program tells it, too, but by hand {words}"
        program = value_of(told.row.row, "")
        self._note(
            one, Note(correction_id=one.correction_id, state="conflict", why=why, target=target, program=program)
        )
        number = told.row.number
        row = ProgramRow(number=number, row=replace(event, event_id=target), coding=told.row.coding)
        instead = Told(row=row, page=told.page, added=True, over=number)
        self._told["events", number] = instead
        return instead

    def _added(self, one: Correction, place: Place, start: int) -> Event:
        anchor = place.anchor
        sentence = (anchor.sentence_start + place.shift, anchor.sentence_end + place.shift)
        row = {**msgspec.json.decode(one.new), "trigger": {"text": anchor.text, "start": start}}
        page = Page(text=place.page.text, sentence=sentence)
        basis = f"by hand:{one.correction_id}"
        return add_event(row, page, (place.page.story_id, place.page.source_id), basis, self._codebook)

    def _say(self, one: Correction, pages: Sequence[StoryPage]) -> None:
        """Notes the correction at each row that it means; and what newer versions of the story say."""
        rows = self._by_coding(one.kind)
        finds = [find(anchor, pages, rows, strict=one.action == "reject") for anchor in one.anchors]
        seen = {found.anchor.story_group for found in finds if found.places and not found.newer}
        for row, anchor in owned(finds, one.field):
            self._told[_TABLES[one.kind], row.number].said.append((one, anchor))
        for found in finds:
            if not found.rows:
                self._note(one, self._untold(one, found))
            elif found.doubtful:
                self._note(one, self._missing(found, one))
            if found.anchor.story_group not in seen:  # else the person has seen what the newest version says
                for words, newer in found.newer:
                    self._note_newer(one, words, newer)

    def _note_newer(self, one: Correction, words: str, row: ProgramRow | None) -> None:
        """A newer version without the sentence is a conflict, unless it says by itself what the person said."""
        if row is not None and one.action == "change" and same(one.field, value_of(row.row, one.field), one.new):
            return
        if row is None and one.action == "reject":
            return
        program = value_of(row.row, one.field) if row is not None else ""
        said = f"; there the program says {shown(program, one.field)}" if program and one.field else ""
        target = id_of(row.row) if row is not None else ""
        why = f"{words}{said}"
        self._note(
            one, Note(correction_id=one.correction_id, state="conflict", why=why, target=target, program=program)
        )

    def _untold(self, one: Correction, found: Found) -> Note:
        """What it means that the program tells no such event where the anchor stands."""
        if not found.places:
            return self._missing(found, one)
        if one.action == "reject":
            why = f"the program tells no such {one.kind} any more"
            return Note(correction_id=one.correction_id, state="applied", why=why)
        words = " ".join(found.anchor.sentence.split())
        why = f"the program tells no {found.anchor.type} in the sentence any more: {words}"
        return Note(correction_id=one.correction_id, state="conflict", why=why)

    def _missing(self, found: Found, one: Correction | None = None) -> Note:
        correction_id = one.correction_id if one else ""
        sentence = " ".join(found.anchor.sentence.split())
        if not found.known:
            why = f"its story ({found.anchor.source_id}) is not in this ledger"
            return Note(correction_id=correction_id, state="stale", why=why)
        gone = "its sentence is gone from the story"
        where = f"its sentence stands more than once in {', '.join(found.doubtful)}" if found.doubtful else gone
        return Note(correction_id=correction_id, state="conflict", why=f"{where}: {sentence}")

    def _hand_rows(self) -> list[HandRow]:
        rows = []
        for told in self._told.values():
            if told.said:
                told.said.sort(key=lambda pair: (pair[0].made_at, pair[0].correction_id))
                row, notes = decide(told, self._codebook)
                if row is not None:
                    rows.append(row)
                for note in notes:
                    self._notes.setdefault(note.correction_id, []).append(note)
        return rows

    # ------------------------------------------------------------------------------------------------ groups

    def _grouped(self, one: Correction, pages: Sequence[StoryPage]) -> Override:
        """What a split or join of events means today: the tellings themselves, not the copies of their sentences elsewhere."""
        rows = self._by_coding(one.kind)
        sides = []
        for anchors in (one.anchors, one.others):
            found = [find(anchor, pages, rows) for anchor in anchors]
            for lost in found:
                if not lost.rows:
                    self._note(one, self._untold(one, lost))
            sides.append(tuple(dict.fromkeys(id_of(row.row) for side in found for row in own_rows(side))))
        return self._override(one, sides[0], tuple(other for other in sides[1] if other not in sides[0]))

    def _override(self, one: Correction, ids: tuple[str, ...], others: tuple[str, ...]) -> Override:
        told = f"{one.author}, {one.reason}" if one.reason else one.author
        words = f"joined by hand ({told})" if one.action == "join" else f"split by hand ({told})"
        override = Override(
            correction_id=one.correction_id,
            made_at=one.made_at,
            together=one.action == "join",
            one=ids,
            others=others,
            words=words,
        )
        self._overrides[one.correction_id] = override
        return override

    @cached_property
    def _overrides(self) -> dict[str, Override]:
        return {}

    def _check_groups(self) -> None:
        """Says of each split and join whether the groups are as it says, or which later word stands against it."""
        for one in self._standing:
            override = self._overrides.get(one.correction_id)
            if override is None:
                continue
            if not override.one or not override.others:
                self._note(
                    one,
                    Note(correction_id=one.correction_id, state="stale", why="one side of it is not in this ledger"),
                )
                continue
            column, table = ("event_id", "current_events") if one.kind == "event" else ("story_id", "current_stories")
            asked = f"SELECT {column}, group_id FROM {table} WHERE {column} IN (SELECT unnest(?))"  # noqa: S608  (our own names)
            group = dict(self._ledger.tuples(asked, [[*override.one, *override.others]]))
            pairs = [group[x] == group[y] for x in override.one for y in override.others if x in group and y in group]
            holds = bool(pairs) and (any(pairs) if override.together else not any(pairs))
            why = (
                override.words
                if holds
                else "a later correction says otherwise"
                if pairs
                else "one side of it counts no more"
            )
            state: CorrectionState = "applied" if holds else "stale"
            targets = [one_id for one_id in (*override.one, *override.others) if one_id in group]
            for target in targets or [""]:
                self._note(one, Note(correction_id=one.correction_id, state=state, why=why, target=target))

    # ------------------------------------------------------------------------------------------------ states

    def _note(self, one: Correction, note: Note) -> None:
        self._notes.setdefault(one.correction_id, []).append(note)

    def _judged(self, one: Correction) -> JudgedCorrection:
        if one.correction_id in self._withdrawn:
            by = self._withdrawn[one.correction_id]
            return JudgedCorrection(
                correction=one,
                state="withdrawn",
                why=f"withdrawn by {by.author}: {by.reason}",
                overruled_by=by.correction_id,
            )
        if one.action == "withdraw":
            return JudgedCorrection(
                correction=one, state="applied", why=f"{one.target} is withdrawn", targets=(one.target,)
            )
        notes = self._notes.get(one.correction_id, [])
        if not notes:
            return JudgedCorrection(correction=one, state="stale", why="there is nothing for it to act on")
        state = min((note.state for note in notes), key=_RANK.__getitem__)
        first = [note for note in notes if note.state == state]
        return JudgedCorrection(
            correction=one,
            state=state,
            why="; ".join(dict.fromkeys(note.why for note in first)),
            targets=tuple(dict.fromkeys(note.target for note in notes if note.target)),
            program=next((note.program for note in first if note.program), ""),
            overruled_by=next((note.by for note in first if note.by), ""),
        )


def withdrawn(corrections: Sequence[Correction]) -> dict[str, Correction]:
    """What is taken back, by the id of each, and by what; a word that takes one back may be taken back in turn."""
    by_target: dict[str, list[Correction]] = {}
    for one in corrections:
        if one.action == "withdraw":
            by_target.setdefault(one.target, []).append(one)
    found: dict[str, Correction | None] = {}

    def taken_back(correction_id: str) -> Correction | None:
        if correction_id not in found:
            words = sorted(by_target.get(correction_id, ()), key=_time)
            found[correction_id] = next((word for word in words if taken_back(word.correction_id) is None), None)
        return found[correction_id]

    return {one.correction_id: by for one in corrections if (by := taken_back(one.correction_id)) is not None}


def _time(one: Correction) -> tuple[dt.datetime, str]:
    return one.made_at, one.correction_id


def _tells(told: Told, place: Place) -> bool:
    """Does the row tell the event that is added at this place?"""
    if told.page.coding != place.page.coding:
        return False
    return overlap(span_of(told.row.row), place.words) and is_like(told.row.row, place.anchor.type)
