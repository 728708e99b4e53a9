"""Which events of the story a claim is about."""

from __future__ import annotations

from bisect import bisect_right

from dateline.records import CodedStory, Event, Stance

#: A later mention of an event counts if the content is at least this share of its sentence.
SHARE = 0.6
_STEM = 4
_TELLING = frozenset({"NOUN", "VERB"})


class Told:
    """The events of one story, to be asked for by the stretch of text that tells them."""

    def __init__(self, coded: CodedStory) -> None:
        self._events = coded.events
        self._parses = [parse for parse in coded.resolved.parsed.parses if parse is not None and parse.tokens]
        self._starts = [parse.tokens[0].start for parse in self._parses]
        self._words: tuple[frozenset[str], ...] | None = None

    def within(self, content: tuple[int, int], stance: Stance) -> tuple[str, ...]:
        """Ids of the events told in the content; for a denial without one, of those that the story tells in the same words."""
        told = tuple(event.event_id for event in self._events if _is_told(event, *content))
        if told or stance != "denies":
            return told
        if self._words is None:
            self._words = tuple(self._stems(e.trigger.start, e.trigger.end) for e in self._events)
        denied = self._stems(*content)
        return tuple(event.event_id for event, words in zip(self._events, self._words, strict=True) if words & denied)

    def _stems(self, start: int, end: int) -> frozenset[str]:
        """The words of a stretch by the first letters of their lemmas: "met", "meeting" and "to meet" are the same."""
        found: set[str] = set()
        for parse in self._parses[max(0, bisect_right(self._starts, start) - 1) : bisect_right(self._starts, end)]:
            for token in parse.tokens:
                if start <= token.start < end and token.pos in _TELLING and len(token.lemma) >= _STEM:
                    found.add(token.lemma[:_STEM].lower())
        return frozenset(found)


def _is_told(event: Event, start: int, end: int) -> bool:
    """Does the trigger lie in the content, or a later sentence about the event, for the most part?"""
    trigger = event.trigger
    if start <= trigger.start and trigger.end <= end:
        return True
    later = (e for e in event.evidence if not e.start <= trigger.start < e.end)
    return any(min(e.end, end) - max(e.start, start) >= SHARE * (e.end - e.start) for e in later)
