"""Which events of the story a claim is about."""

from __future__ import annotations

import re

from dateline.records import CodedStory, Stance

_STEM = 4
_WORD = re.compile(r"[^\W\d_]{4,}")


def events_told(coded: CodedStory, content: tuple[int, int], stance: Stance) -> tuple[str, ...]:
    """Ids of events whose trigger lies in the content; for a denial without one, of events told by the same words before."""
    start, end = content
    told = tuple(e.event_id for e in coded.events if start <= e.trigger.start and e.trigger.end <= end)
    if told or stance != "denies":
        return told
    stems = _stems(coded.resolved.parsed.split.story.text[start:end])
    return tuple(e.event_id for e in coded.events if _stems(e.trigger.text) & stems)


def _stems(text: str) -> frozenset[str]:
    """The words of a text by their first letters: "meeting" and "meet", "shelling" and "shelled" are the same."""
    return frozenset(word[:_STEM].lower() for word in _WORD.findall(text))
