"""Names of the gazetteer in a sentence: the longest runs of words that the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dateline.lexicon.gazetteer import Gazetteer, KnownPlace
from dateline.records import Sentence

#: A word, with abbreviations and apostrophes inside; a possessive ending is a word of its own.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\b(?:St|Ste|Mt|Ft)\.|[^\W_]+(?:['’ʼ‘`](?!s\b)[^\W_]+)*|(?<=\w)['’]s\b")
#: Names of more words than this are not looked for.
LONGEST = 6
_SPELLED_OUT = 6
#: Signs of money behind a short form ("US$10,000").
_CURRENCY = frozenset("$€£¥")
#: Arabic articles that a name may begin with.
_ARTICLES = frozenset({"al", "el", "ez", "ash", "as", "ad", "ar"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence; offsets in the sentence. joint: what stands between it and the word before."""

    start: int
    end: int
    text: str
    joint: str

    @property
    def capital(self) -> bool:
        """Does the word begin with a capital, an article before it apart ("d'Ivoire")?"""
        return self.text[0].isupper() or (self.text[0] in "dl" and self.text[2:3].isupper())


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words first to last (excluded) of a sentence that name a place, maybe; offsets in the story.

    sentence: -1 for a name of the dateline. said: "region" or "town" where a word beside it says so ("the state of X").
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    known: tuple[KnownPlace, ...]
    sentence: int
    said: str = ""


def words_of(sentence: Sentence) -> list[Word]:
    """The words of a sentence with what joins them."""
    words, at = [], 0
    for match in _WORD.finditer(sentence.text):
        words.append(Word(match.start(), match.end(), match.group(), sentence.text[at : match.start()]))
        at = match.end()
    return words


def toponyms(sentence: Sentence, words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Longest names first, from left to right, without overlap."""
    k = 0
    while k < len(words):
        found = _longest(sentence, words, k, gazetteer) if _may_begin(words, k) else None
        if found is not None:
            yield found
        k = found.last if found is not None else k + 1


def _may_begin(words: Sequence[Word], k: int) -> bool:
    word = words[k]
    return word.capital or (word.text in _ARTICLES and k + 1 < len(words) and words[k + 1].joint == "-")


def _longest(sentence: Sentence, words: Sequence[Word], k: int, gazetteer: Gazetteer) -> Toponym | None:
    for last in range(_reach(words, k, gazetteer.words.links), k, -1):
        if not words[last - 1].capital:
            continue
        start, end = words[k].start, words[last - 1].end
        text = sentence.text[start:end]
        known = gazetteer.lookup(text)
        if known and not _is_abbreviation(text, known, sentence.text) and sentence.text[end : end + 1] not in _CURRENCY:
            return Toponym(sentence.start + start, sentence.start + end, text, k, last, known, sentence.index)
    return None


def _reach(words: Sequence[Word], k: int, links: AbstractSet[str]) -> int:
    """Behind the last word that may belong to a name that begins at word k."""
    last = k + 1
    while last < min(k + LONGEST, len(words)):
        word = words[last]
        joined = word.joint in {"-", "’", "'"} or (word.joint.isspace() and "\n\n" not in word.joint) or not word.joint
        if not joined or not (word.capital or word.text.lower() in links or word.text in {"'s", "’s"}):
            break
        last += 1
    return last


def _is_abbreviation(text: str, known: Sequence[KnownPlace], sentence: str) -> bool:
    """Upper case among lower case ("HIV", "EST") is a short form; of a place only if the lexicon lists it or it is long."""
    short = text.isupper() and "." not in text and len(text) < _SPELLED_OUT
    return short and known[0].kind not in {"country", "listed"} and not sentence.isupper()
