"""Two versions of a story side by side: paragraph beside paragraph, and in those that differ word beside word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

#: Paragraphs and words that are compared; of longer ones it is only said that they differ.
MOST_LINES, MOST_WORDS = 2000, 1500
#: Paragraphs of which so much is the same are one paragraph, rewritten.
ALIKE = 0.4
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Cut:
    """Some characters of a paragraph; apart: only this version has them."""

    text: str
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A paragraph of each version, None where one of them has none. what: same, changed, removed or added."""

    what: Literal["same", "changed", "removed", "added"]
    old: tuple[Cut, ...] | None
    new: tuple[Cut, ...] | None


def differences(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """The paragraphs of both versions in order, those that differ side by side.

    >>> [pair] = differences(["They met on Monday."], ["They met on Tuesday."])
    >>> pair.what, [cut.text for cut in pair.new if cut.apart]
    ('changed', ['Tuesday'])
    """
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    pairs: list[Pair] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pairs += [Pair(what="same", old=(Cut(line),), new=(Cut(line),)) for line in one[a:b]]
        else:
            pairs += _rewritten(one[a:b], other[c:d])
    return pairs


def paragraphs(text: str, cuts: Sequence[int] = ()) -> list[str]:
    r"""The paragraphs of a text, each in one line, so that how lines are filled makes no difference.

    cuts: where its parts begin, which are paragraphs of their own. Where no line of a part is empty, each line is one.

    >>> paragraphs("OSLO --They met\nand left.\n\nNothing followed.", [0, 7])
    ['OSLO --', 'They met and left.', 'Nothing followed.']
    """
    ends = [*cuts[1:], len(text)] if cuts else [len(text)]
    found: list[str] = []
    for start, end in zip(cuts or (0,), ends, strict=True):
        part = text[start:end].strip()
        blocks = re.split(r"\n[ \t]*\n", part) if re.search(r"\n[ \t]*\n", part) else part.split("\n")
        found += [words for block in blocks if (words := " ".join(block.split()))]
    return found[:MOST_LINES]


def _rewritten(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Paragraphs that differ: each beside the one that is most like it, in order."""
    at = 0
    for line in old:
        scored = [(_alike(line, other), -place) for place, other in enumerate(new[at : at + 20], at)]
        score, place = max(scored, default=(0.0, 0))
        if score < ALIKE:
            yield Pair(what="removed", old=(Cut(line, apart=True),), new=None)
            continue
        yield from (Pair(what="added", old=None, new=(Cut(words, apart=True),)) for words in new[at:-place])
        yield _by_word(line, new[-place])
        at = 1 - place
    yield from (Pair(what="added", old=None, new=(Cut(words, apart=True),)) for words in new[at:])


def _alike(one: str, other: str) -> float:
    mine, yours = set(one.split()), set(other.split())
    return len(mine & yours) / max(min(len(mine), len(yours)), 1)


def _by_word(old: str, new: str) -> Pair:
    one, other = _WORD.findall(old), _WORD.findall(new)
    if max(len(one), len(other)) > MOST_WORDS:
        return Pair(what="changed", old=(Cut(old, apart=True),), new=(Cut(new, apart=True),))
    left: list[Cut] = []
    right: list[Cut] = []
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for cuts, words in ((left, "".join(one[a:b])), (right, "".join(other[c:d]))):
            if words:
                cuts.append(Cut(words, apart=what != "equal"))
    return Pair(what="changed", old=tuple(left), new=tuple(right))


def figures(pairs: Sequence[Pair]) -> dict[str, int]:
    """How many paragraphs are the same, changed, removed and added."""
    return {what: sum(pair.what == what for pair in pairs) for what in ("same", "changed", "removed", "added")}


def folded(pairs: Sequence[Pair], around: int = 1) -> list[Pair | int]:
    """The pairs, long runs of the same paragraphs as their number; `around` of them stay beside each difference."""
    kept = [
        any(pair.what != "same" for pair in pairs[max(at - around, 0) : at + around + 1]) for at in range(len(pairs))
    ]
    found: list[Pair | int] = []
    for pair, stays in zip(pairs, kept, strict=True):
        if stays:
            found.append(pair)
        elif found and isinstance(found[-1], int):
            found[-1] += 1
        else:
            found.append(1)
    return found
