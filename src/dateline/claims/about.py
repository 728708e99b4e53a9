"""Which events of the story a claim is about."""

from __future__ import annotations

from dateline.records import CodedStory, Event, Stance

#: A later mention of an event counts if the content is at least this share of its sentence.
SHARE = 0.6
_STEM = 4
_TELLING = frozenset({"NOUN", "VERB"})


def events_told(coded: CodedStory, content: tuple[int, int], stance: Stance) -> tuple[str, ...]:
    """Ids of the events that are told in the content; for a denial without one, of those that the story tells in the same words."""
    told = tuple(event.event_id for event in coded.events if _is_told(event, *content))
    if told or stance != "denies":
        return told
    denied = _stems(coded, *content)
    return tuple(e.event_id for e in coded.events if _stems(coded, e.trigger.start, e.trigger.end) & denied)


def _is_told(event: Event, start: int, end: int) -> bool:
    """Does the trigger lie in the content, or a later sentence about the event, for the most part?"""
    trigger = event.trigger
    if start <= trigger.start and trigger.end <= end:
        return True
    later = [e for e in event.evidence if not e.start <= trigger.start < e.end]
    return any(min(e.end, end) - max(e.start, start) >= SHARE * (e.end - e.start) for e in later)


def _stems(coded: CodedStory, start: int, end: int) -> frozenset[str]:
    """The words of a stretch by the first letters of their lemmas: "met", "meeting" and "to meet" are the same."""
    return frozenset(
        token.lemma[:_STEM].lower()
        for parse in coded.resolved.parsed.parses
        if parse is not None and parse.tokens and parse.tokens[0].start < end and start < parse.tokens[-1].end
        for token in parse.tokens
        if start <= token.start < end and token.pos in _TELLING and len(token.lemma) >= _STEM
    )
