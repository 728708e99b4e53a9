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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an anchor means today.

    places: stories that hold its sentence, rows: what the program found of the target there. known: its story, or another version
    of it, is in the ledger. newer: a newer version of the story without the sentence, in words, and the row there that is nearest.
    """

    anchor: Anchor
    places: tuple[Place, ...]
    rows: tuple[ProgramRow, ...]
    known: bool
    newer: tuple[tuple[str, ProgramRow | None], ...] = ()


def find(anchor: Anchor, pages: Sequence[StoryPage], rows: dict[int, list[ProgramRow]]) -> Found:
    """What the anchor means among these stories (rows by coding)."""
    own = [page for page in pages if page.story_id == anchor.story_id]
    own = own or [page for page in pages if page.source_id == anchor.source_id]
    own = own or [page for page in pages if anchor.sentence and anchor.sentence in page.text]
    groups = {page.group for page in own}
    near = [page for page in pages if page.group in groups]
    places = tuple(place for page in near if (place := _place(anchor, page)) is not None)
    found = tuple(row for place in places if (row := _row(place, rows.get(place.page.coding, []))) is not None)
    return Found(
        anchor=anchor, places=places, rows=found, known=bool(own), newer=tuple(_newer(anchor, near, places, rows))
    )


def _place(anchor: Anchor, page: StoryPage) -> Place | None:
    """Where the anchor's sentence stands in a story; None where it does not."""
    if page.text[anchor.sentence_start : anchor.sentence_end] == anchor.sentence:
        return Place(anchor=anchor, page=page, shift=0)
    at = page.text.find(anchor.sentence) if anchor.sentence else -1
    if at < 0:
        words = anchor.sentence.split()
        same = (start for _, start, end in page.sentences if page.text[start:end].split() == words)
        at = next(same, -1) if words else -1
    return Place(anchor=anchor, page=page, shift=at - anchor.sentence_start) if at >= 0 else None


def _row(place: Place, rows: Sequence[ProgramRow]) -> ProgramRow | None:
    """The row that the anchor means at this place: the same id, else the same words, else the only one of a like type."""
    anchor = place.anchor
    same = next((row for row in rows if id_of(row.row) == anchor.target), None)
    if same is not None:
        return same
    start, end = anchor.sentence_start + place.shift, anchor.sentence_end + place.shift
    here = [row for row in rows if any(s < end and start < e for s, e in _sentences(row.row))]
    words = [row for row in here if overlap(span_of(row.row), (anchor.start + place.shift, anchor.end + place.shift))]
    if words:
        return min(words, key=lambda row: (not is_like(row.row, anchor.type), row.number))
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
