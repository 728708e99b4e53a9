"""A story into parts, masthead, sentences and quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.lexicon.wire import WireConventions
from dateline.records import Sentence, SplitStory, Story

from .above_body import read_above
from .body import read_body
from .desk import Desk, desk_of
from .lines import read_layout
from .marks import Mark
from .masthead import read_masthead
from .parts import tile
from .quotations import find_quotations

#: Parts that have sentences.
SENTENCE_KINDS = frozenset({"body", "headline", "caption"})


def split_story(story: Story, wire: WireConventions) -> SplitStory:
    """The story with its parts (they tile its text), masthead, sentences and quotations; no text makes it raise."""
    desk = desk_of(wire)
    cut_first = len(story.dateline) + 1 if story.dateline else 0
    layout = read_layout(story.text, alone=desk.alone, opens_note=desk.notes.opens_note, cut_first=cut_first)
    above = read_above(story, layout.paragraphs, desk)
    marks = [*above.marks, *read_body(story.text, layout.paragraphs, above.start, above.dateline, desk)]
    texts = [mark for mark in marks if mark.kind in SENTENCE_KINDS]
    old_copy = desk.sentences.is_old_copy(story.text, broken_lines=layout.broken)
    clipped = frozenset(wire.sentences.clipped)
    return SplitStory(
        story=story,
        parts=tile(story.text, marks),
        masthead=read_masthead(story, marks, desk),
        sentences=tuple(_sentences(story.text, texts, desk, old_copy=old_copy)),
        quotations=find_quotations(story.text, [(mark.start, mark.end) for mark in texts], clipped),
    )


def _sentences(text: str, marks: Sequence[Mark], desk: Desk, *, old_copy: bool) -> Iterator[Sentence]:
    """The sentences of these stretches, each of them a paragraph, numbered through."""
    index = 0
    for paragraph, mark in enumerate(marks):
        start, end = _trimmed(text, mark)
        for begin, stop in desk.sentences.sentences(text, start, end, old_copy=old_copy):
            yield Sentence(
                index=index, part=mark.kind, paragraph=paragraph, start=begin, end=stop, text=text[begin:stop]
            )
            index += 1


def _trimmed(text: str, mark: Mark) -> tuple[int, int]:
    piece = text[mark.start : mark.end]
    start = mark.start + len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())
