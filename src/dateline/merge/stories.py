"""Versions and copies of one story: candidates by their sketches, headlines and withdrawals, a verdict on each, and groups."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from dateline.records import StoryDigest, StoryGroup, content_id
from dateline.records.correction import Override

from .overrides import ByHand
from .shingles import COMMON, UNDATED, Grams, Shingler, candidates, sketch
from .story_likeness import Verdict, judge
from .story_parts import Part, find_parts
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
    pairs = {*_candidates(stories, grams), *_same_headline(stories), *withdrawn}
    groups = _Groups(stories, by_hand.apart)
    for block in _blocks(len(stories), pairs):
        texts = {i: StoryText(stories[i], grams[i], shingler) for i in sorted({i for pair in block for i in pair})}
        groups.join_block(texts, {(i, j): judge(texts[i], texts[j]) for i, j in block}, withdrawn)
    for i, words in by_hand.join(groups).items():
        groups.reasons[i].append(words)
    placed: dict[int, StoryGroup] = {}
    for members in groups.members():
        versions = version_numbers([StoryText(stories[i], grams[i], shingler) for i in members])
        name = content_id("sg", stories[members[versions.index(1)]].story_id)
        for i, version in zip(members, versions, strict=True):
            reason = "; ".join(groups.reasons[i]) or "alone"
            placed[i] = _member(name, stories[i], version, reason)
    return tuple(placed[i] for i in range(len(stories)))


def _member(group: str, story: StoryDigest, version: int, reason: str) -> StoryGroup:
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


class _Groups:
    """Groups of stories as they grow. apart: pairs that no rule may bring together. reasons: why each story is where it is."""

    def __init__(self, stories: Sequence[StoryDigest], apart: Collection[_Pair]) -> None:
        self._union = Union(range(len(stories)))
        self._known = {i: ([i], (story.published, story.published)) for i, story in enumerate(stories)}
        self._stories, self._apart = stories, apart
        self.reasons: list[list[str]] = [[] for _ in stories]

    def top(self, i: int) -> int:
        """The name of the group of a story."""
        return self._union.top(i)

    def unite(self, i: int, j: int) -> None:
        """Makes one group of two, whatever speaks against it."""
        (some, days), (others, other_days) = self._known[self.top(i)], self._known[self.top(j)]
        self._union.join(i, j)
        self._known[self.top(i)] = (some + others, _span(days, other_days))

    def members(self) -> Iterator[list[int]]:
        """The stories of each group."""
        for i in range(len(self._stories)):
            if self.top(i) == i:
                yield sorted(self._known[i][0])

    def join_block(
        self, texts: Mapping[int, StoryText], verdicts: Mapping[_Pair, Verdict], withdrawn: Mapping[_Pair, str]
    ) -> None:
        """Joins what is one story in a block, the surest pair first, so that the order of arrival decides nothing.

        A pair does not join two groups that lie too far apart, or that hold a pair of which something says that they are two.
        """
        parts = find_parts(texts, verdicts)
        for i, j, reason in _ranked(verdicts, withdrawn, parts):
            if self.top(i) == self.top(j) or self._may_join(i, j, verdicts):
                if self.top(i) != self.top(j):
                    self.unite(i, j)
                for one, other in ((i, j), (j, i)):
                    self.reasons[one] = self.reasons[one] or [f"{reason} with {self._stories[other].source_id}"]
        for part in parts:
            name = self._stories[part.part].source_id
            self.reasons[part.whole].append(f"holds {part.share:.2f} of {name}, as a round-up does")

    def _may_join(self, i: int, j: int, verdicts: Mapping[_Pair, Verdict]) -> bool:
        (some, days), (others, other_days) = self._known[self.top(i)], self._known[self.top(j)]
        if not _near(*_span(days, other_days)):
            return False
        pairs = [(min(x, y), max(x, y)) for x in some for y in others]
        against = any(verdict.against for pair in pairs if (verdict := verdicts.get(pair)))
        return not against and not any(pair in self._apart or pair[::-1] in self._apart for pair in pairs)


def _ranked(verdicts: Mapping[_Pair, Verdict], withdrawn: Mapping[_Pair, str], parts: Sequence[Part]) -> list[_Ranked]:
    """Pairs that are one story with the reason: those that call a story back, then the most alike."""
    apart = {(part.whole, part.part) for part in parts}
    found = []
    for (i, j), verdict in verdicts.items():
        called = withdrawn.get((i, j), "")
        reason = called or ("" if (i, j) in apart or (j, i) in apart else verdict.same)
        if reason:
            found.append((not called, -verdict.likeness, i, j, reason))
    return [(i, j, reason) for *_, i, j, reason in sorted(found)]


def _near(a: dt.date | None, b: dt.date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= DAYS


def _span(a: _Days, b: _Days) -> _Days:
    """First and last day of two groups together."""
    days = sorted(day for day in (*a, *b) if day is not None)
    return (days[0], days[-1]) if days else (None, None)
