"""How alike the leads of two stories are, and two sentences: words in common, the rare ones of the ledger counting most."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.lexicon.empty_words import load_empty_words
from dateline.records import StoryDigest

#: Characters of headline and body in which wire copy has told its news.
LEAD = 1000
#: Words are compared by so many letters.
_STEM = 6
_SHORTEST = 3
_WORD = re.compile(r"[^\W_]+")
_Words = Sequence[int]


class Leads:
    """The words of the leads of all stories of a ledger, and how rare each is among them."""

    def __init__(self, stories: Iterable[StoryDigest]) -> None:
        self._number: dict[str, int] = {}
        self._leads: dict[tuple[str, str], _Words] = {}
        for story in stories:
            self._leads[story.story_id, story.source_id] = self.words(story.body[:LEAD])
        often = Counter(word for words in self._leads.values() for word in words)
        self._often = [often[word] for word in range(len(self._number))]
        self._weights = [math.log1p(len(self._leads) / many) ** 2 for many in self._often]
        self._rarest = math.log1p(len(self._leads)) ** 2

    def __bool__(self) -> bool:
        """Are there any?"""
        return bool(self._leads)

    def of(self, story: tuple[str, str]) -> _Words:
        """The words of a story's lead, by story_id and source_id; none if it is unknown."""
        return self._leads.get(story, ())

    def words(self, text: str) -> _Words:
        """The words of a text that say something, as numbers, each once and in order."""
        empty, number = load_empty_words(), self._number
        stems = {
            word[:_STEM]
            for word in _WORD.findall(text.lower())
            if (len(word) >= _SHORTEST or word.isdigit()) and word not in empty
        }
        return array("I", sorted(number.setdefault(stem, len(number)) for stem in sorted(stems)))

    def rarest(self, words: _Words, most: int) -> list[int]:
        """Those of the words that several leads have, the rarest first."""
        known = [(self._often[word], word) for word in words if word < len(self._often) and self._often[word] > 1]
        return [word for _, word in sorted(known)[:most]]

    def alike(self, one: _Words, other: _Words) -> float:
        """How alike two texts are, 0 to 1: the cosine of their words, weighted by rarity (inverse document frequency)."""
        both = set(one).intersection(other)
        return self._size(both) / math.sqrt(self._size(one) * self._size(other)) if both else 0.0

    def _size(self, words: Iterable[int]) -> float:
        weights, rarest, known = self._weights, self._rarest, len(self._weights)
        return math.fsum(weights[word] if word < known else rarest for word in words)
