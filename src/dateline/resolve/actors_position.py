"""Where a phrase stands: its characters, its head, whether it only qualifies another noun, whether it is a mere place."""

from __future__ import annotations

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Registry
from dateline.lexicon.registry_names import fold
from dateline.records import Token

from .actors_elements import MODIFIES, Element, Elements
from .actors_phrases import Phrase

LOCATIVE = "place:locative"
_PLACE_NOUNS = frozenset("KPC")


class Position:
    """The position of the phrases of one sentence."""

    def __init__(self, registry: Registry, elements: Elements) -> None:
        self.registry, self.elements = registry, elements
        self.tokens = elements.parse.tokens

    def span(self, phrase: Phrase) -> tuple[int, int]:
        words, items = self.elements.words, self.elements.items
        return words[items[phrase.first].first].start, words[items[phrase.last].last].end

    def head(self, phrase: Phrase, core: Element) -> int:
        """The token of the core if its head lies outside the phrase; else the token whose head does."""
        words, items = self.elements.words, self.elements.items
        low, high = words[items[phrase.first].first].token, words[items[phrase.last].last].token
        last = words[core.last].token
        if not low <= self.tokens[last].head <= high or self.tokens[last].head == last:
            return last
        outside = [
            i
            for i in range(low, high + 1)
            if (not low <= self.tokens[i].head <= high or self.tokens[i].head == i)
            and self.tokens[i].pos in {"NOUN", "PROPN", "NUM", "ADJ", "PRON"}
        ]
        return outside[-1] if outside else last

    def is_attributive(self, head: int, end: int, letter: str, follows: str) -> bool:
        if letter == "V":
            return True
        token = self.tokens[head]
        if follows in {"&", ","} and letter in "XSCKR":
            return False
        if token.head <= head or self.tokens[token.head].start < end:
            return False
        governor = self.tokens[token.head]
        if token.dep in MODIFIES and token.dep != "det":
            return governor.pos in {"NOUN", "PROPN", "ADJ", "NUM", "X"} or letter == "N" or token.dep == "poss"
        return letter == "N" and governor.pos in {"NOUN", "PROPN"}

    def locative(self, basis: str, letter: str, head: int, *, attributive: bool) -> str:
        """Names of places after a preposition of place are places, not actors."""
        if letter not in _PLACE_NOUNS or attributive or not basis.startswith("registry"):
            return basis
        token = self.tokens[head]
        for _ in range(4):
            if token.dep != "conj":
                break
            token = self.tokens[token.head]
        if token.dep != "pobj":
            return basis
        preposition = self.tokens[token.head]
        return LOCATIVE if self._is_place_preposition(preposition, letter) else basis

    def _is_place_preposition(self, preposition: Token, letter: str) -> bool:
        grammar = self.registry.grammar
        word = fold(preposition.text)
        if word == "over" and letter in "KP":
            return self.tokens[preposition.head].lemma in load_actor_phrases().over
        if word in grammar.places:
            return True
        if word not in {"to", "from"}:
            return False
        governor = self.tokens[preposition.head]
        if governor.dep in {"xcomp", "prep"} and governor.pos == "ADP":
            governor = self.tokens[governor.head]
        if letter == "C":
            return governor.lemma in grammar.motion
        return governor.lemma not in grammar.transfer if word == "to" else governor.lemma in grammar.motion
