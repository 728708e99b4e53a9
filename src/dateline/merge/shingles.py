"""Near-duplicate texts: hashes of word 4-grams, and sketches of them that find candidates without comparing all pairs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Grams = NDArray[np.uint64]
Pairs = NDArray[np.int64]

_WORD = re.compile(r"\w+")
#: Words in a shingle. Four is the length that the near-duplicate literature settled on for news (NEWS-COPY, 2023).
WORDS = 4
#: A sketch is the smallest hashes of a text, at least so many, and all below a quarter of the range of hashes: so the sketch of a
#: long text holds a quarter of every passage of it, and an excerpt of 20 grams is found in it in 98 of 100 cases.
SKETCH = 64
QUARTER = np.uint64(1 << 62)
#: Sketch values in common that make two texts candidates: so many, and this part of the smaller sketch.
SHARED, SHARED_PART = 2, 0.04
#: A gram in more texts of a few days than this is furniture ("distributed with permission of"), or a story that a hundred sites
#: copied: each text is then held against the next few that have it, and has to share this part of the sketch.
COMMON, NEIGHBOURS, COPIED = 30, 6, 0.5
#: A day that fits all days.
UNDATED = -1
#: Odd numbers that spread the hashes of words (Steele, Lea and Flood 2014, SplitMix64).
_SPREAD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


class Shingler:
    """Turns texts into hashes of their 4-grams; remembers the words that it has hashed."""

    def __init__(self) -> None:
        self._codes = _Codes()

    def shingle(self, text: str) -> Grams:
        """Hashes of the 4-grams of a text in order, lower-cased, punctuation left out; a text of one to three words is one gram."""
        return self.shingle_words(words_of(text))

    def shingle_words(self, words: Sequence[str]) -> Grams:
        """The same for words in lower case."""
        if not words:
            return np.empty(0, np.uint64)
        codes = np.array(list(map(self._codes.__getitem__, words)), np.uint64)
        count = max(1, len(codes) - WORDS + 1)
        mixed = np.zeros(count, np.uint64)
        for place in range(min(WORDS, len(codes))):
            mixed = (mixed ^ codes[place : place + count]) * _SPREAD[0]
            mixed ^= mixed >> np.uint64(29)
        return _spread(mixed)


class _Codes(dict[str, int]):
    """Hashes of words, each computed when it is first asked for."""

    def __missing__(self, word: str) -> int:
        code = self[word] = zlib.crc32(word.encode("utf-8", "replace")) + 1
        return code


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, numbers among them."""
    return _WORD.findall(text.lower())


def _spread(mixed: Grams) -> Grams:
    """The same numbers, one to one, as evenly spread as random ones."""
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _SPREAD[1]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SPREAD[2]
    return mixed ^ (mixed >> np.uint64(31))


def sketch(grams: Grams) -> Grams:
    """The grams of a text by which it is found: the smallest ones, sorted, each once."""
    unique = np.unique(grams)
    return unique[: max(SKETCH, int(np.searchsorted(unique, QUARTER)))].copy()


def candidates(sketches: Sequence[Grams], days: Sequence[int], apart: int) -> Pairs:
    """Pairs (i, j), i < j, in order, of texts that share enough of their sketches and lie at most `apart` days from each other.

    days: the number of a day for each text, or UNDATED. What makes a pair a candidate lies within `apart` days of the two. The
    cost grows with the number of texts and of pairs found.
    """
    count, sizes = len(sketches), np.fromiter((len(one) for one in sketches), np.int64, len(sketches))
    if not sizes.sum():
        return np.empty((0, 2), np.int64)
    when = np.asarray(days, np.int64)
    order = np.argsort(when, kind="stable")
    who = np.repeat(order, sizes[order])
    values = np.concatenate([sketches[i] for i in order])
    by_value = np.argsort(values, kind="stable")
    rare, often = _meetings(values[by_value], who[by_value], when, apart)
    keys, shared = np.unique(rare, return_counts=True)
    fewer = _fewer(keys, sizes)
    found = keys[shared >= np.minimum(np.maximum(SHARED, SHARED_PART * fewer), fewer)]
    keys, shared = np.unique(np.concatenate([rare, often]), return_counts=True)
    copied = keys[shared >= COPIED * _fewer(keys, sizes)]
    both = np.union1d(found, copied)
    return np.stack([both // count, both % count], axis=1)


def _meetings(values: Grams, who: Pairs, when: Pairs, apart: int) -> tuple[Pairs, Pairs]:
    """A number for each pair and value that two texts share within so many days: of rare values, and of values that many have.

    values: sorted; who: the text of each, by day for equal values. A text without a day stands before all days.
    """
    run = np.cumsum(np.r_[False, values[1:] != values[:-1]]).astype(np.int64)
    day = when[who]
    around = _around(run, day, apart)
    rare, often = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    at = np.flatnonzero(around > 1)
    for step in range(1, len(values)):
        at = at[(at + step < len(values)) & ((around[at] <= COMMON) | (step < NEIGHBOURS))]
        at = at[(run[at] == run[at + step]) & ((day[at + step] - day[at] <= apart) | (day[at] == UNDATED))]
        if not len(at):
            break
        one, other = who[at], who[at + step]
        keys = np.minimum(one, other) * len(when) + np.maximum(one, other)
        common = np.maximum(around[at], around[at + step]) > COMMON
        rare.append(keys[~common])
        often.append(keys[common & (step < NEIGHBOURS)])
    return np.concatenate(rare), np.concatenate(often)


def _around(run: Pairs, day: Pairs, apart: int) -> Pairs:
    """How many of each run lie within so many days of each of its members; those without a day lie near all."""
    spread = int(day.max()) + 2 * apart + 2
    place = run * spread + day
    first = np.searchsorted(run, run, "left")
    undated = np.searchsorted(place, run * spread, "left") - first
    near = np.searchsorted(place, place + apart, "right") - np.searchsorted(
        place, np.maximum(place - apart, run * spread), "left"
    )
    return np.where(day == UNDATED, np.searchsorted(run, run, "right") - first, near + undated)


def _fewer(keys: Pairs, sizes: Pairs) -> Pairs:
    """The size of the smaller sketch of each pair."""
    return np.minimum(sizes[keys // len(sizes)], sizes[keys % len(sizes)])


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared over all 4-grams, 0 to 1."""
    together = len(a & b)
    return together / max(len(a) + len(b) - together, 1)


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared 4-grams over those of the shorter text, 0 to 1: an excerpt is contained in its source."""
    return len(a & b) / max(min(len(a), len(b)), 1)
