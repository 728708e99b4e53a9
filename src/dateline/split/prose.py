"""Is a paragraph running text? What every decision about the edges of the body rests on."""

from __future__ import annotations

import re

from .lines import Paragraph

_TERMINATED = re.compile(r"[.!?:](?:[\"'”’»)\]]|\s)*(?:\([^()]{1,40}\))?$")
_BREAKS_OFF = re.compile(r"(?:\.\.\.|…)[\])]?$")
MIN_WORDS = 6
#: So many words are running text even if the last line is cut off.
MANY_WORDS = 30
#: Shorter sentences are found in teasers and captions too.
LONG_WORDS = 14


def is_terminated(flat: str) -> bool:
    """Does the text end as a sentence does? An ellipsis does not count: a truncated caption ends in one."""
    return bool(_TERMINATED.search(flat[-60:])) and not _BREAKS_OFF.search(flat[-6:])


def is_prose(paragraph: Paragraph) -> bool:
    """Is this running text: a sentence with its full stop, or very many words?"""
    if paragraph.words >= MANY_WORDS:
        return True
    return paragraph.words >= MIN_WORDS and is_terminated(paragraph.flat)


def is_long_prose(paragraph: Paragraph) -> bool:
    """Is this running text of a length that teasers and captions seldom have?"""
    return paragraph.words >= LONG_WORDS and is_prose(paragraph)


def is_title_like(paragraph: Paragraph) -> bool:
    """Could this be a headline, the name of a section or a line of a list: short, and without a full stop?"""
    return paragraph.words < MANY_WORDS and not is_terminated(paragraph.flat)
