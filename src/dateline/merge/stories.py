"""Versions and copies of one story: candidates by their sketches, headlines and withdrawals, a verdict on each, and groups."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from dateline.records import StoryDigest, StoryGroup, content_id
from dateline.records.correction import Override

from .overrides import ByHand
from .shingles import COMMON, UNDATED, Grams, Shingler, candidates, sketch
from .story_likeness import Verdict, judge
from .story_parts import find_parts
from .story_text import StoryText
from .story_withdrawals import find_withdrawn
from .union import Union
from .versions import version_numbers

#: Versions of one story lie at most this many days apart, two by two and in the whole group.
DAYS = 3
_HEADLINE_WORD = re.compile(r"\w{3,}")
_Days = tuple[dt.date | None, dt.date | None]
_Pair = tuple[int, int]
_Ranked = tuple[int, int, str]


def merge_stories(digests: Sequence[StoryDigest], overrides: Sequence[Override] = ()) -> tuple[StoryGroup, ...]:
    """Each story's group and version, in the order of (story_id, source_id).

    A group holds all versions and copies of a story; a round-up of several stories stands apart from them. Versions count up by
    time, then by version mark; copies of the same text share a number. The result does not depend on the order of the digests.
    overrides: what a person says, by story_id, goes before all rules.
    """
    stories = sorted(digests, key=lambda s: (s.story_id, s.source_id))
    by_hand = ByHand([story.story_id for story in stories], overrides)
    shingler = Shingler()
    grams = [shingler.shingle(story.body) for story in stories]
    withdrawn = {(min(i, j), max(i, j)): reason for i, j, reason in find_withdrawn(stories, DAYS)}
    pairs = {*_candidates(stories, grams), *_same_headline(stories), *withdrawn, *by_hand.together}
    placed = {i: _member(stories[i], stories[i], 1, "alone") for i in range(len(stories))}
    for block in _blocks(len(stories), pairs):
        texts = {i: StoryText(stories[i], grams[i], shingler) for i in sorted({i for pair in block for i in pair})}
        placed.update(_Block(texts, block, withdrawn).members(by_hand.among(texts)))
    return tuple(placed[i] for i in range(len(stories)))


def _member(first: StoryDigest, story: StoryDigest, version: int, reason: str) -> StoryGroup:
    """A story's place in the group that is named by its first version."""
    group = content_id("sg", first.story_id)
    return StoryGroup(group=group, story_id=story.story_id, source_id=story.source_id, version=version, reason=reason)


def _candidates(stories: Sequence[StoryDigest], grams: Sequence[Grams]) -> list[_Pair]:
    """Pairs that share enough of their sketches, of days that are near each other."""
    days = [story.published.toordinal() if story.published else UNDATED for story in stories]
    return [(i, j) for i, j in candidates([sketch(one) for one in grams], days, DAYS).tolist()]


def _same_headline(stories: Sequence[StoryDigest]) -> Iterator[_Pair]:
    """Pairs under the same headline: an alert of one sentence may share too few 4-grams with the story to be found by them."""
    under: dict[frozenset[str], list[int]] = {}
    for i, story in enumerate(stories):
        if story.headline:
            under.setdefault(frozenset(_HEADLINE_WORD.findall(story.headline.lower())), []).append(i)
    for headline, members in under.items():
        if headline and len(members) <= COMMON:
            yield from (pair for pair in itertools.combinations(members, 2) if _are_near(stories, pair))


def _are_near(stories: Sequence[StoryDigest], pair: _Pair) -> bool:
    return _near(stories[pair[0]].published, stories[pair[1]].published)


def _blocks(count: int, pairs: set[_Pair]) -> Iterator[list[_Pair]]:
    """The candidate pairs by what hangs together: nothing in one block has to do with anything in another one."""
    union = Union(range(count))
    for i, j in pairs:
        union.join(i, j)
    blocks: dict[int, list[_Pair]] = {}
    for pair in sorted(pairs):
        blocks.setdefault(union.top(pair[0]), []).append(pair)
    yield from blocks.values()


class _Block:
    """Stories that hang together by candidate pairs, compared pair by pair."""

    def __init__(self, texts: Mapping[int, StoryText], pairs: Sequence[_Pair], withdrawn: Mapping[_Pair, str]) -> None:
        self._texts, self._withdrawn = texts, withdrawn
        self._verdicts: dict[_Pair, Verdict] = {(i, j): judge(texts[i], texts[j]) for i, j in pairs}
        self._parts = find_parts(texts, self._verdicts)

    def members(self, by_hand: ByHand) -> Iterator[tuple[int, StoryGroup]]:
        """Every story of the block with its place. by_hand: what a person says of stories of the block."""
        union, reasons = Union(self._texts, by_hand.apart), dict.fromkeys(self._texts, "")
        for i, j, reason in self._joins(union):
            reasons[i] = reasons[i] or f"{reason} with {self._texts[j].story.source_id}"
            reasons[j] = reasons[j] or f"{reason} with {self._texts[i].story.source_id}"
        for part in self._parts:
            told = f"; holds {part.share:.2f} of {self._texts[part.part].story.source_id}, as a round-up does"
            reasons[part.whole] = (reasons[part.whole] or "alone") + told
        for i, words in by_hand.join(union).items():
            reasons[i] = f"{reasons[i]}; {words}" if reasons[i] else words
        groups: dict[int, list[int]] = {}
        for i in self._texts:
            groups.setdefault(union.top(i), []).append(i)
        for members in groups.values():
            versions = version_numbers([self._texts[i] for i in members])
            first = self._texts[members[versions.index(1)]].story
            for i, version in zip(members, versions, strict=True):
                yield i, _member(first, self._texts[i].story, version, reasons[i] or "alone")

    def _joins(self, union: Union) -> Iterator[_Ranked]:
        """Joins what is one story, the surest pair first, so that the order of arrival decides nothing; pairs with their reasons.

        A pair does not join two groups that lie too far apart, or that hold a pair of which something says that they are two.
        """
        groups = {i: ([i], (text.story.published, text.story.published)) for i, text in self._texts.items()}
        for i, j, reason in self._ranked():
            (some, days), (others, other_days) = groups[union.top(i)], groups[union.top(j)]
            span = _span(days, other_days)
            if some is others:
                yield i, j, reason
            elif span is not None and not union.are_apart(i, j) and not self._is_against(some, others):
                union.join(i, j)
                groups[union.top(i)] = (some + others, span)
                yield i, j, reason

    def _ranked(self) -> list[_Ranked]:
        """Pairs that are one story with the reason: those that call a story back, then the most alike."""
        apart = {(part.whole, part.part) for part in self._parts}
        found = []
        for (i, j), verdict in self._verdicts.items():
            called = self._withdrawn.get((i, j), "")
            reason = called or ("" if (i, j) in apart or (j, i) in apart else verdict.same)
            if reason:
                found.append((not called, -verdict.likeness, i, j, reason))
        return [(i, j, reason) for *_, i, j, reason in sorted(found)]

    def _is_against(self, some: Sequence[int], others: Sequence[int]) -> bool:
        pairs = ((min(i, j), max(i, j)) for i in some for j in others)
        return any(verdict.against for pair in pairs if (verdict := self._verdicts.get(pair)))


def _near(a: dt.date | None, b: dt.date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= DAYS


def _span(a: _Days, b: _Days) -> _Days | None:
    """First and last day of two groups together; None if they are too far apart to be one story."""
    days = sorted(day for day in (*a, *b) if day is not None)
    if not days:
        return (None, None)
    return (days[0], days[-1]) if _near(days[0], days[-1]) else None
