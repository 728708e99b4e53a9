"""Which blocks of a page are the story: from the headline to the last paragraph, without the furniture between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Block

_NO_WORD = re.compile(r"[\W_]+")
_YEAR = r"(?:18|19|20)\d\d"
_DATED = re.compile(
    rf"\b\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}\b|\b{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?[^\W\d_]{{3,10}}\.?,?\s+(?:de\s+)?{_YEAR}\b"
    rf"|\b[^\W\d_]{{3,9}}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}\b"
)
_BYLINE = re.compile(r"(?i)by\s+\S|published\b|posted\b|updated\b|last modified\b")
_CAPTION_TAGS = frozenset(("figcaption", "caption"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_SHORT = 200  # characters: longer blocks are no date line, byline or link list
_PROSE = 60
_BEFORE = 8  # blocks above a body without a headline that may be its masthead
_LONG_KEY = 20
_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The blocks of the story in order, its headline if one was found, and the times written near it."""

    blocks: list[Block]
    headline: str | None
    times: tuple[str, ...]


def choose_blocks(blocks: list[Block], body: Sequence[str], title: str | None) -> Chosen:
    """The story's blocks. `body` are the paragraphs that an extractor found (none: the prose of the page), `title` the page's.

    Kept: above the headline only lines with a full date or a byline; from the headline to the end of the body all but
    furniture (navigation, advertisements, lists of links); below it captions, and prose that stands with the body. A
    title that no block has goes on top.
    """
    is_body = _body_marks(blocks, body)
    if not any(is_body):
        return Chosen(blocks=blocks, headline=title, times=())
    first, last = is_body.index(True), len(is_body) - 1 - is_body[::-1].index(True)
    prose = next(
        (index for index in range(first, last + 1) if is_body[index] and len(blocks[index].text) >= _PROSE), first
    )
    head = _find_headline(blocks, prose, title)
    start = head if head is not None else max(0, first - _BEFORE)
    kept = [index for index in range(start) if _is_masthead(blocks[index])]
    kept += [
        index for index in range(start, last + 1) if is_body[index] or index == head or not is_furniture(blocks[index])
    ]
    kept += _below(blocks, last, {blocks[index].parent for index in range(first, last + 1) if is_body[index]})
    chosen = [blocks[index] for index in kept]
    headline = blocks[head].text if head is not None else _own_title(title)
    if (
        head is None
        and headline
        and not any(same_words(line, headline) for block in chosen for line in block.text.split("\n"))
    ):
        chosen.insert(0, Block(text=headline, tag="title", parent=0))
    times = tuple(time for block in blocks[max(0, start - _BEFORE) : prose + 1] for time in block.times)
    return Chosen(blocks=chosen, headline=headline, times=times)


def is_furniture(block: Block) -> bool:
    """Is the block part of the page rather than of the story: called so, or short, made of links, and no byline?"""
    return block.furniture or (_is_links(block) and _BYLINE.match(block.text) is None)


def key_of(text: str) -> str:
    """The letters and digits of a text in lower case: what two ways of extracting it have in common."""
    return _NO_WORD.sub("", text).lower()


def same_words(one: str, other: str) -> bool:
    """Do the texts have the same letters and digits?"""
    return key_of(one) == key_of(other)


def _body_marks(blocks: list[Block], body: Sequence[str]) -> list[bool]:
    keys = [key_of(line) for line in body]
    exact, running = set(keys), "".join(keys)
    marks = [
        block.tag not in _HEADINGS and _is_in(key_of(block.text), exact, running) and not _is_links(block)
        for block in blocks
    ]
    return marks if any(marks) else [_is_prose(block) and not is_furniture(block) for block in blocks]


def _is_in(key: str, exact: set[str], running: str) -> bool:
    return bool(key) and (key in exact or (len(key) >= _LONG_KEY and key in running))


def _is_links(block: Block) -> bool:
    return block.linked * 2 > len(block.text) and len(block.text) < _SHORT


def _own_title(title: str | None) -> str | None:
    """A page's title where it can be the story's headline: of three words or more."""
    return title if title and len(title.split()) >= _WORDS else None


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE and _SENTENCE_END.search(block.text.rstrip()) is not None


def _find_headline(blocks: list[Block], prose: int, title: str | None) -> int | None:
    """The last block above the first long paragraph that says what the title says; else the last `h1` there."""
    above = range(prose - 1, -1, -1)
    if title:
        key = key_of(title)
        for index in above:
            own = key_of(blocks[index].text)
            if own == key or (len(own) >= _LONG_KEY and blocks[index].tag in _HEADINGS and key.startswith(own)):
                return index
    return next((index for index in above if blocks[index].tag == "h1"), None)


def _is_masthead(block: Block) -> bool:
    return len(block.text) < _SHORT and (_DATED.search(block.text) is not None or _BYLINE.match(block.text) is not None)


def _below(blocks: list[Block], last: int, parents: set[int]) -> list[int]:
    """Captions below the body, and blocks with it in the same element up to the first that is furniture."""
    kept = []
    together = True
    for index in range(last + 1, len(blocks)):
        block = blocks[index]
        together = (
            together and block.parent in parents and not is_furniture(block) and (_is_prose(block) or block.tag == "p")
        )
        if together or (block.tag in _CAPTION_TAGS and not block.furniture):
            kept.append(index)
    return kept
