"""The events, sentences and words of one story, as the rules ask for them that tie claims to events."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dateline.records import ActorMention, Claim, CodedStory, Event, Sentence, Token
from dateline.syntax import Syntax

#: Letters by which the lemmas of one word are the same: "met", "meeting" and "to meet".
STEM = 4
_TELLING = frozenset({"NOUN", "VERB"})
_SPEAKING = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})
#: Words of fewer letters say little about what two sentences have in common.
_LONG = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A token with the syntax of its sentence."""

    token: Token
    syntax: Syntax

    def below(self, *deps: str) -> list[Token]:
        """The tokens that hang on it."""
        return [self.syntax.tokens[j] for j in self.syntax.children(self.token.i, *deps)]


class Scene:
    """One coded story; what is asked for more than once is kept."""

    def __init__(self, coded: CodedStory) -> None:
        self.coded = coded
        self.text = coded.resolved.parsed.split.story.text
        self.events = coded.events
        self._sentences = coded.resolved.parsed.split.sentences
        self._sentence_starts = [sentence.start for sentence in self._sentences]
        self._syntaxes = [Syntax(parse) for parse in coded.resolved.parsed.parses if parse is not None and parse.tokens]
        self._starts = [syntax.tokens[0].start for syntax in self._syntaxes]
        self._quotations = [q for q in coded.resolved.parsed.split.quotations if q.depth == 1]
        self._quotation_starts = [quotation.start for quotation in self._quotations]
        self._mentions = coded.resolved.actors
        self._mention_starts = [mention.start for mention in self._mentions]

    # ------------------------------------------------------------------------------------------------------ sentences
    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that the character stands in, or the last one before it."""
        k = bisect_right(self._sentence_starts, offset) - 1
        return self._sentences[k] if k >= 0 else None

    def tellings(self, event: Event) -> list[tuple[int, int]]:
        """The sentences that tell an event, or its trigger if none is known."""
        return [(e.start, e.end) for e in event.evidence] or [(event.trigger.start, event.trigger.end)]

    @cached_property
    def numbers(self) -> dict[str, tuple[int, ...]]:
        """Indexes of the sentences that tell each event."""
        found = {}
        for event in self.events:
            sentences = (self.sentence_at(start) for start, _ in self.tellings(event))
            found[event.event_id] = tuple(sentence.index for sentence in sentences if sentence is not None)
        return found

    @cached_property
    def lead(self) -> int:
        """Index of the first sentence that tells an event, -1 if there is none."""
        return min((index for indexes in self.numbers.values() for index in indexes), default=-1)

    @cached_property
    def news(self) -> str:
        """The event that the lead is about: the one whose words stand highest in its syntax; "" if there is none."""
        told = [event for event in self.events if self.lead in self.numbers[event.event_id]]
        real = [event for event in told if not event.background] or told
        return min(real, key=lambda event: (self._depth(event), event.trigger.start)).event_id if real else ""

    def _depth(self, event: Event) -> int:
        words = self.words(event.trigger.start, event.trigger.end)
        return min((sum(1 for _ in word.syntax.ancestors(word.token.i)) for word in words), default=0)

    # ---------------------------------------------------------------------------------------------------------- words
    def words(self, start: int, end: int) -> Iterator[Word]:
        """The tokens that begin in a stretch of the text."""
        left, right = max(0, bisect_right(self._starts, start) - 1), bisect_right(self._starts, end)
        for syntax in self._syntaxes[left:right]:
            for token in syntax.tokens:
                if start <= token.start < end:
                    yield Word(token=token, syntax=syntax)

    def stems(self, start: int, end: int) -> frozenset[str]:
        """Nouns and verbs of a stretch by the first letters of their lemmas."""
        found = (word.token for word in self.words(start, end))
        return frozenset(t.lemma[:STEM].lower() for t in found if t.pos in _TELLING and len(t.lemma) >= STEM)

    def long_words(self, start: int, end: int) -> frozenset[str]:
        """Lemmas of the longer words of a stretch, lower case."""
        found = (word.token for word in self.words(start, end))
        return frozenset(t.lemma.lower() for t in found if t.pos in _SPEAKING and len(t.lemma) >= _LONG)

    @cached_property
    def trigger_stems(self) -> dict[str, frozenset[str]]:
        """The stems of the words that name each event."""
        return {event.event_id: self.stems(event.trigger.start, event.trigger.end) for event in self.events}

    @cached_property
    def told_words(self) -> dict[str, frozenset[str]]:
        """The longer words of the sentences that tell each event."""
        return {
            event.event_id: frozenset(word for span in self.tellings(event) for word in self.long_words(*span))
            for event in self.events
        }

    def content(self, claim: Claim) -> list[Word]:
        """The words of a claim's content: where it is quoted on both sides of its cue, those in quotation marks."""
        words = self.words(claim.start, claim.end)
        if claim.start <= claim.cue_start < claim.end:
            return [
                w
                for w in words
                if self._is_quoted(w.token.start) or not (claim.quoted or self._is_cue(claim, w.token.start))
            ]
        return list(words)

    def _is_quoted(self, offset: int) -> bool:
        k = bisect_right(self._quotation_starts, offset) - 1
        return k >= 0 and offset < self._quotations[k].end

    def _is_cue(self, claim: Claim, offset: int) -> bool:
        """Is the character part of the words of saying, or of the speaker's name?"""
        return claim.cue_start <= offset < claim.cue_end or claim.speaker.start <= offset < claim.speaker.end

    # --------------------------------------------------------------------------------------------------------- actors
    def actors(self, start: int, end: int) -> list[ActorMention]:
        """Mentions of actors that begin in a stretch."""
        left = bisect_left(self._mention_starts, start)
        return list(self._mentions[left : bisect_left(self._mention_starts, end)])

    def countries(self, start: int, end: int) -> frozenset[str]:
        """Codes of the actors named in a stretch."""
        found = self.actors(start, end)
        codes = [mention.country for mention in found]
        codes += [member.country for mention in found for member in mention.members]
        return frozenset(code for code in codes if code)
