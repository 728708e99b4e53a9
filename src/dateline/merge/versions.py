"""In which order the versions of one story were written, and which texts are copies of one version."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dateline.records import StoryDigest

from .shingles import jaccard
from .story_text import StoryText

_ALERT = re.compile(r"flash|urgent|bulletin|alert|snap", re.IGNORECASE)
_CORRECTED = re.compile(r"correct|refile|repeat", re.IGNORECASE)
#: So much of a later text stands in an earlier version of which it is a copy: a site cuts, edits, and adds its own lines, and what
#: it prints after a correction may be what stood there before; what the agency itself sends again without anything new is a repeat.
COPIED, REPEATED = 0.6, 0.99
_Age = tuple[dt.date, str, tuple[int, int], int, str, str]


def version_numbers(texts: Sequence[StoryText]) -> list[int]:
    """The version number of each story of one group, from 1; copies of one version share their number.

    Order: day, then time if all tell it, then mark (an alert, the plain story, LEAD, 2nd LD ..., a correction, a withdrawal), then
    length, because a story grows; the id decides where nothing else does. A text that a site printed later is a copy of the version
    that it was made of, of two alike of the newer one: it has nearly nothing that does not stand there, and no other numbers.
    """
    if len(texts) == 1:
        return [1]
    timed = all(text.story.published_at for text in texts)
    numbers: dict[str, int] = {}
    known: list[tuple[int, StoryText]] = []
    for text in sorted(texts, key=lambda text: _age(text, timed=timed)):
        if text.plain not in numbers:
            copied = max(((jaccard(text.grams, one.grams), n) for n, one in known if _copies(text, one)), default=None)
            numbers[text.plain] = copied[1] if copied else len(known) + 1
            if not copied:  # a copy of a copy is one of the version itself; so the cost stays that of the versions
                known.append((numbers[text.plain], text))
    return [numbers[text.plain] for text in texts]


def _copies(text: StoryText, other: StoryText) -> bool:
    """Is it a copy of an earlier version, or an excerpt of it? A site may add figures of its own, and change none."""
    story = text.story
    if story.corrected or story.withdrawn or _CORRECTED.search(story.version_mark or ""):
        return False
    elsewhere = story.outlet != other.story.outlet
    least = (COPIED if elsewhere else REPEATED) * len(text.grams)
    if len(other.grams) < least or len(text.grams & other.grams) < least:
        return False
    added, dropped = text.facts.numbers - other.facts.numbers, other.facts.numbers - text.facts.numbers
    return not added or (elsewhere and not dropped)


def _age(text: StoryText, *, timed: bool) -> _Age:
    story = text.story
    at = story.published_at.isoformat() if timed and story.published_at else ""
    day = story.published or dt.date.max
    return (day, at, _mark(story), len(text.plain), story.story_id, story.source_id)


def _mark(story: StoryDigest) -> tuple[int, int]:
    """Rank of the version mark, and its number ("2nd LD": 2)."""
    mark = story.version_mark or ""
    number = next((int(n) for n in re.findall(r"\d+", mark)), 0)
    if _ALERT.search(mark):
        return (0, number)
    if story.withdrawn:
        return (4, number)
    if story.corrected or _CORRECTED.search(mark):
        return (3, number)
    return (2, max(number, 1)) if mark else (1, 0)
