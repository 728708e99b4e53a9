"""Where the target of a correction stands today: by its id, else by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.records.by_hand import Correctable, ProgramRow, StoryPage
from dateline.records.claim import Claim
from dateline.records.correction import Anchor
from dateline.records.event import Event

_WORD = re.compile(r"\w+")
#: Share of words that a sentence of a newer version has in common with the one corrected when it is that sentence, changed.
CHANGED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A story where the sentence of an anchor stands. shift: by how much its words stand further back there."""

    anchor: Anchor
    page: StoryPage
    shift: int

    @property
    def words(self) -> tuple[int, int]:
        """Where the words of the act stand there, whatever spaces and line ends stand between the words of the sentence."""
        anchor, text = self.anchor, self.page.text
        start, end = anchor.start + self.shift, anchor.end + self.shift
        if text[start:end] == anchor.text:
            return start, end
        before = "".join(anchor.sentence[: max(anchor.start - anchor.sentence_start, 0)].split())
        first = anchor.sentence_start + self.shift
        letters = [at for at in range(first, len(text)) if not text[at].isspace()] if anchor.text.strip() else []
        count = len("".join(anchor.text.split()))
        mine = letters[len(before) : len(before) + count]
        return (mine[0], mine[-1] + 1) if mine else (start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an anchor means today.

    places: stories that hold its sentence, rows: what the program found of the target there. known: its story, or another version
    of it, is in the ledger. newer: a newer version of the story without the sentence, in words, and the row there that is nearest.
    doubtful: sources of stories in which the sentence stands more than once, and nothing says which is meant.
    """

    anchor: Anchor
    places: tuple[Place, ...]
    rows: tuple[ProgramRow, ...]
    known: bool
    newer: tuple[tuple[str, ProgramRow | None], ...] = ()
    doubtful: tuple[str, ...] = ()


def find(
    anchor: Anchor, pages: Sequence[StoryPage], rows: dict[int, list[ProgramRow]], *, strict: bool = False
) -> Found:
    """What the anchor means among these stories (rows by coding). strict: only the words of the act itself, no act like it."""
    near = _near(anchor, pages)
    whole = _whole(anchor, near)
    starts = {page.coding: _starts(anchor, page) for page in near}
    meant = {page.coding: _meant(anchor, page, starts[page.coding], whole) for page in near}
    places = tuple(
        Place(anchor=anchor, page=page, shift=at - anchor.sentence_start)
        for page in near
        if (at := meant[page.coding]) is not None
    )
    found = tuple(_row(place, rows.get(place.page.coding, []), strict=strict) for place in places)
    return Found(
        anchor=anchor,
        places=places,
        rows=tuple(row for row in found if row is not None),
        known=bool(near),
        newer=tuple(_newer(anchor, near, places, rows)),
        doubtful=tuple(page.source_id for page in near if starts[page.coding] and meant[page.coding] is None),
    )


def _near(anchor: Anchor, pages: Sequence[StoryPage]) -> list[StoryPage]:
    """The anchor's story with its other versions, by its ids; else the only group with the sentence in the same position."""
    own = [page for page in pages if page.story_id == anchor.story_id]
    own = own or [page for page in pages if page.source_id == anchor.source_id]
    own = own or [page for page in pages if page.group == anchor.story_group or page.story_id in anchor.seen]
    groups = {page.group for page in own}
    if not own:
        alike = {page.group for page in pages if anchor.sentence and anchor.sentence_start in _starts(anchor, page)}
        groups = alike if len(alike) == 1 else set()
    return [page for page in pages if page.group in groups]


def _starts(anchor: Anchor, page: StoryPage) -> list[int]:
    """Where the anchor's sentence stands in a story, as a whole sentence."""
    words = anchor.sentence.split()
    found = {start for _, start, end in page.sentences if words and page.text[start:end].split() == words}
    here = page.text[anchor.sentence_start : anchor.sentence_end] == anchor.sentence
    if here and page.story_id == anchor.story_id:
        found.add(anchor.sentence_start)
    return sorted(found)


def _whole(anchor: Anchor, near: Sequence[StoryPage]) -> list[int]:
    """Where the sentence stands in the anchor's own story, if that is there."""
    return next((_starts(anchor, page) for page in near if page.story_id == anchor.story_id), [])


def _meant(anchor: Anchor, page: StoryPage, starts: Sequence[int], whole: Sequence[int]) -> int | None:
    """Which of the sentences is meant: the only one, that in the same position, that of the same number; else none is sure."""
    if len(starts) == 1:
        return starts[0]
    if anchor.sentence_start in starts and page.story_id == anchor.story_id:
        return anchor.sentence_start
    if len(starts) == len(whole) and anchor.sentence_start in whole:
        return starts[whole.index(anchor.sentence_start)]
    return anchor.sentence_start if anchor.sentence_start in starts else None


def _row(place: Place, rows: Sequence[ProgramRow], *, strict: bool) -> ProgramRow | None:
    """The row that the anchor means at this place: the same id, else the same words, else (they are gone) the only one alike."""
    anchor = place.anchor
    same = next((row for row in rows if id_of(row.row) == anchor.target), None)
    if same is not None:
        return same
    start = anchor.sentence_start + place.shift
    end = next((end for _, at, end in place.page.sentences if at == start), anchor.sentence_end + place.shift)
    here = [row for row in rows if any(s < end and start < e for s, e in _sentences(row.row))]
    words = [row for row in here if overlap(span_of(row.row), place.words)]
    if words:
        return min(words, key=lambda row: (not is_like(row.row, anchor.type), row.number))
    if strict or (anchor.text and " ".join(anchor.text.split()) in " ".join(place.page.text[start:end].split())):
        return None
    like = [row for row in here if is_like(row.row, anchor.type)]
    return like[0] if len(like) == 1 else None


def _newer(
    anchor: Anchor, near: Sequence[StoryPage], places: Sequence[Place], rows: dict[int, list[ProgramRow]]
) -> Iterator[tuple[str, ProgramRow | None]]:
    """The last version of the story, if it is newer than all that hold the sentence, and came after the correction was made."""
    last = max((page.version for page in near), default=0)
    if not places or last <= max(place.page.version for place in places):
        return
    for page in near:
        if page.version == last and page.story_id not in anchor.seen:
            sentence = _nearest(anchor.sentence, page)
            if sentence is None:
                yield f"{page.source_id}, a newer version of the story, no longer has the sentence", None
                continue
            start, end = sentence
            here = [
                row for row in rows.get(page.coding, []) if any(s < end and start < e for s, e in _sentences(row.row))
            ]
            like = [row for row in here if is_like(row.row, anchor.type)] or here
            told = " ".join(page.text[start:end].split())
            words = f"{page.source_id}, a newer version of the story, tells it in other words: {told}"
            yield words, (like[0] if like else None)


def _nearest(sentence: str, page: StoryPage) -> tuple[int, int] | None:
    words = frozenset(_WORD.findall(sentence.lower()))
    scored = [(_alike(words, page.text[start:end]), -start, end) for _, start, end in page.sentences]
    best = max(scored, default=(0.0, 0, 0))
    return (-best[1], best[2]) if best[0] >= CHANGED else None


def _alike(words: frozenset[str], sentence: str) -> float:
    others = frozenset(_WORD.findall(sentence.lower()))
    return len(words & others) / len(words | others) if words and others else 0.0


def id_of(row: Correctable) -> str:
    """The id of a row."""
    if isinstance(row, Event):
        return row.event_id
    return row.claim_id if isinstance(row, Claim) else row.tenure_id


def span_of(row: Correctable) -> tuple[int, int]:
    """The words of the act, of what is claimed, or of the office and its holder."""
    if isinstance(row, Event):
        return row.trigger.start, row.trigger.end
    return (row.start, row.end) if isinstance(row, Claim) else (row.tenure.start, row.tenure.end)


def text_of(row: Correctable) -> str:
    """The same words."""
    if isinstance(row, Event):
        return row.trigger.text
    return row.text if isinstance(row, Claim) else row.tenure.text


def type_of(row: Correctable) -> str:
    """The type of an event, the stance of a claim, the office of a tenure."""
    if isinstance(row, Event):
        return row.type
    return row.stance if isinstance(row, Claim) else row.tenure.office


def sentence_of(row: Correctable) -> tuple[int, int]:
    """The first sentence that tells the row, or the words themselves."""
    return _sentences(row)[0] if _sentences(row) else span_of(row)


def _sentences(row: Correctable) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in row.evidence) if isinstance(row, Event) else (span_of(row),)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Do two spans have a character in common?"""
    return one[0] < other[1] and other[0] < one[1]


def is_like(row: Correctable, type_: str) -> bool:
    """Is it of the type, told as a plan of it, or what is told as a plan of it?"""
    return type_ in {row.type, row.act} if isinstance(row, Event) else type_of(row) == type_
