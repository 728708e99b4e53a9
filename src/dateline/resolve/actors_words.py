"""Tokens to words as names are looked up: folded, and parted at hyphens and slashes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.lexicon.registry_names import fold
from dateline.records import Parse, Token

_JOINS = frozenset("-–—/")
_PIECES = re.compile(r"[^\-–—/]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: offsets in the story, text, folded key, index of its token; glued: joined to the word before."""

    start: int
    end: int
    text: str
    key: str
    token: int
    glued: bool


def words_of(parse: Parse) -> list[Word]:
    """The words of a sentence in order; hyphens and slashes inside compounds are no words."""
    out: list[Word] = []
    tokens = parse.tokens
    for token in tokens:
        if token.text in _JOINS and _inside_compound(token, tokens):
            continue
        if len(token.text) > 1 and ("-" in token.text or "/" in token.text or "–" in token.text):
            out.extend(_pieces(token, out))
        else:
            glued = bool(out) and token.start - out[-1].end == 1 and tokens[token.i - 1].text in _JOINS
            out.append(Word(token.start, token.end, token.text, fold(token.text), token.i, glued))
    return out


def _inside_compound(token: Token, tokens: tuple[Token, ...]) -> bool:
    i = token.i
    return 0 < i < len(tokens) - 1 and tokens[i - 1].end == token.start and tokens[i + 1].start == token.end


def _pieces(token: Token, before: list[Word]) -> list[Word]:
    found: list[Word] = []
    for piece in _PIECES.finditer(token.text):
        start = token.start + piece.start()
        glued = bool(found) or (bool(before) and start - before[-1].end == 1)
        found.append(Word(start, token.start + piece.end(), piece[0], fold(piece[0]), token.i, glued))
    return found or [Word(token.start, token.end, token.text, fold(token.text), token.i, glued=False)]


def capitalised_words(parses: Iterable[Parse | None]) -> frozenset[str]:
    """Folded words that stand as proper nouns, with a capital, elsewhere than at the head of a sentence."""
    return frozenset(
        fold(token.text)
        for parse in parses
        if parse is not None
        for token in parse.tokens[1:]
        if token.tag == "NNP" and token.text[0].isupper() and not token.text.isupper()
    )
