"""In which order the versions of one story were written, and which texts are copies of one version."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dateline.records import StoryDigest

from .facts import facts_of
from .shingles import Shingler

_ALERT = re.compile(r"flash|urgent|bulletin|alert|snap", re.IGNORECASE)
_CORRECTED = re.compile(r"correct|refile|repeat", re.IGNORECASE)
#: So much of a later text stands in an earlier version of which it is a copy: a site cuts, and adds its own lines; what the agency
#: itself sends again without anything new is a repeat.
COPIED, REPEATED = 0.85, 0.99
_Age = tuple[dt.date, str, tuple[int, int], int, str, str]


def version_numbers(stories: Sequence[StoryDigest], shingler: Shingler | None = None) -> list[int]:
    """The version number of each story of one group, from 1; copies of one version share their number.

    Order: day, then time if all tell it, then mark (an alert, the plain story, LEAD, 2nd LD ..., a correction, a withdrawal), then
    length, because a story grows; the id decides where nothing else does. A text that a site printed later is a copy of the version
    that it was made of: it has nearly nothing that does not stand there, and no other numbers.
    """
    if len(stories) == 1:
        return [1]
    shingler = shingler or Shingler()
    timed = all(story.published_at for story in stories)
    numbers: dict[str, int] = {}
    known: list[_Version] = []
    for story in sorted(stories, key=lambda story: _age(story, timed=timed)):
        text = _text(story)
        if text not in numbers:
            version = _Version(story, shingler)
            copied = max((one for one in known if version.copies(one)), key=version.likeness, default=None)
            version.number = copied.number if copied else max((one.number for one in known), default=0) + 1
            numbers[text] = version.number
            known.append(version)
    return [numbers[_text(story)] for story in stories]


class _Version:
    """A text of a group with its grams and numbers, and the number that it gets."""

    number = 0

    def __init__(self, story: StoryDigest, shingler: Shingler) -> None:
        self._story = story
        self._grams = frozenset(shingler.shingle(story.body).tolist())
        self._figures = facts_of(None, story.body).numbers

    def copies(self, other: _Version) -> bool:
        """Is it a copy of an earlier version, or an excerpt of it? A site may add figures of its own, and change none."""
        story = self._story
        if story.corrected or story.withdrawn or _CORRECTED.search(story.version_mark or ""):
            return False
        elsewhere = story.outlet != other._story.outlet
        if len(self._grams & other._grams) < (COPIED if elsewhere else REPEATED) * len(self._grams):
            return False
        added, dropped = self._figures - other._figures, other._figures - self._figures
        return not added or (elsewhere and not dropped)

    def likeness(self, other: _Version) -> tuple[float, int]:
        """What it is made of: the version that has most in common with it, of two alike the newer one."""
        together = len(self._grams & other._grams)
        return together / max(len(self._grams) + len(other._grams) - together, 1), other.number


def _text(story: StoryDigest) -> str:
    """What copies of one version have in common: the words of the body."""
    return " ".join(story.body.split()) or story.story_id


def _age(story: StoryDigest, *, timed: bool) -> _Age:
    at = story.published_at.isoformat() if timed and story.published_at else ""
    day = story.published or dt.date.max
    return (day, at, _mark(story), len(_text(story)), story.story_id, story.source_id)


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
