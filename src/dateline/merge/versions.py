"""In which order the versions of one story were written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dateline.records import StoryDigest

_ALERT = re.compile(r"flash|urgent|bulletin|alert|snap", re.IGNORECASE)
_CORRECTED = re.compile(r"correct|refile|repeat", re.IGNORECASE)


def version_numbers(stories: Sequence[StoryDigest]) -> list[int]:
    """The version number of each story of one group, from 1; copies of one text share their number.

    Order: day, then mark (an alert, the plain story, LEAD, 2nd LD ..., a correction, a withdrawal), then length, because a story
    grows; the id decides where nothing else does.
    """
    oldest = sorted(range(len(stories)), key=lambda i: _age(stories[i]))
    numbers: dict[str, int] = {}
    for i in oldest:
        numbers.setdefault(_text(stories[i]), len(numbers) + 1)
    return [numbers[_text(story)] for story in stories]


def _text(story: StoryDigest) -> str:
    """What copies of one version have in common: the words of the body."""
    return " ".join(story.body.split()) or story.story_id


def _age(story: StoryDigest) -> tuple[dt.date, tuple[int, int], int, str, str]:
    return (story.published or dt.date.max, _mark(story), len(_text(story)), story.story_id, story.source_id)


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
