"""Which events of the story a claim is about."""

from __future__ import annotations

import re

from dateline.records import CodedStory, Event, Stance

#: A later mention of an event counts if the content is at least this share of its sentence.
SHARE = 0.6
_STEM = 4
_WORD = re.compile(r"[^\W\d_]{4,}")


def events_told(coded: CodedStory, content: tuple[int, int], stance: Stance) -> tuple[str, ...]:
    """Ids of the events that are told in the content; for a denial without one, of those that the story tells in the same words."""
    told = tuple(event.event_id for event in coded.events if _is_told(event, *content))
    if told or stance != "denies":
        return told
    stems = _stems(coded.resolved.parsed.split.story.text[slice(*content)])
    return tuple(event.event_id for event in coded.events if _stems(event.trigger.text) & stems)


def _is_told(event: Event, start: int, end: int) -> bool:
    """Does the trigger lie in the content, or a later sentence about the event, for the most part?"""
    trigger = event.trigger
    if start <= trigger.start and trigger.end <= end:
        return True
    later = [e for e in event.evidence if not e.start <= trigger.start < e.end]
    return any(min(e.end, end) - max(e.start, start) >= SHARE * (e.end - e.start) for e in later)


def _stems(text: str) -> frozenset[str]:
    """The words of a text by their first letters: "meeting" and "meet", "shelling" and "shelled" are the same."""
    return frozenset(word[:_STEM].lower() for word in _WORD.findall(text))
