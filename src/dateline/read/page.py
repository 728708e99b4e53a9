"""Which blocks of a page are the story: from the headline to the last paragraph, without the furniture between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Block

_WORD = re.compile(r"\w+")
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


def choose_blocks(blocks: list[Block], body: Sequence[str], titles: Sequence[str]) -> Chosen:
    """The story's blocks. `body`: the paragraphs that an extractor found (none: the prose of the page); `titles`: what
    metadata and `<title>` say, the likelier first.

    Kept: above the headline only lines with a full date or a byline; from the headline to the end of the body all but
    furniture (navigation, advertisements, lists of links); below it captions, and prose that stands with the body. A
    title that no block has goes on top. A body that stands in no block (but in JSON-LD) is taken as it is.
    """
    is_body = _body_marks(blocks, body)
    title = next((title for title in titles if len(_WORD.findall(title)) >= _WORDS), None)
    if not any(is_body):
        lines = [Block(text=line, tag="p", parent=0) for line in body if line.strip()]
        return Chosen(blocks=_with_title(lines, title) if lines else blocks, headline=title, times=())
    first, last = is_body.index(True), len(is_body) - 1 - is_body[::-1].index(True)
    prose = next((i for i in range(first, last + 1) if is_body[i] and len(blocks[i].text) >= _PROSE), first)
    head = _find_headline(blocks[: last + 1], prose, titles)
    start = max(0, first - _BEFORE) if head is None else head
    kept = [i for i in range(start) if _is_masthead(blocks[i])]
    kept += [i for i in range(start, last + 1) if is_body[i] or i == head or not is_furniture(blocks[i])]
    kept += _below(blocks, last, {blocks[i].parent for i in range(first, last + 1) if is_body[i]})
    chosen = [blocks[i] for i in kept]
    times = tuple(time for block in blocks[max(0, start - _BEFORE) : max(start, prose) + 1] for time in block.times)
    if head is not None:
        return Chosen(blocks=chosen, headline=blocks[head].text, times=times)
    return Chosen(blocks=_with_title(chosen, title), headline=title, times=times)


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


def _with_title(blocks: list[Block], title: str | None) -> list[Block]:
    """The blocks with the title on top, unless one of their lines says it."""
    said = title is None or any(same_words(line, title) for block in blocks for line in block.text.split("\n"))
    return blocks if said or title is None else [Block(text=title, tag="title", parent=0), *blocks]


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE and _SENTENCE_END.search(block.text.rstrip()) is not None


def _find_headline(blocks: list[Block], prose: int, titles: Sequence[str]) -> int | None:
    """The longest heading that is a title, or half of one at least (the rest is the site's name).

    An `h1` or `h2` may stand below the first long paragraph, which can be a notice about cookies. Without such a heading
    the nearest block above that says a title, then the nearest `h1`.
    """
    keys = [key_of(title) for title in titles]
    own = [key_of(block.text) for block in blocks]
    places = [i for i, block in enumerate(blocks) if block.tag in _HEADINGS and (i < prose or block.tag != "h3")]
    said = [
        i
        for i in places
        if own[i] and any(own[i] == key or (own[i] in key and len(own[i]) * 2 >= len(key)) for key in keys)
    ]
    if said:
        return max(said, key=lambda i: len(own[i]))
    above = range(prose - 1, -1, -1)
    nearest = next((i for i in above if own[i] in keys), None)
    return nearest if nearest is not None else next((i for i in above if blocks[i].tag == "h1"), None)


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
