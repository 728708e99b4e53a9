"""Versions and copies of one story: candidates by their sketches, headlines and withdrawals, a verdict on each, and groups."""

from __future__ import annotations

import datetime as dt
import re
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence

from dateline.records import StoryDigest, StoryGroup, content_id
from dateline.records.correction import Override

from .overrides import ByHand
from .shingles import COMMON, UNDATED, Shingler, candidates, sketch
from .story_groups import DAYS, Pair, StoryGroups, are_near
from .story_likeness import Verdict, judge
from .story_parts import find_parts
from .story_text import StoryText
from .story_withdrawals import find_withdrawn
from .versions import version_numbers

#: Texts that are kept as they are compared: 0.1 MB each.
KEPT = 5000
_HEADLINE_WORD = re.compile(r"\w{3,}")


def merge_stories(digests: Sequence[StoryDigest], overrides: Sequence[Override] = ()) -> tuple[StoryGroup, ...]:
    """Each story's group and version, in the order of (story_id, source_id).

    A group holds all versions and copies of a story; a round-up of several stories stands apart from them. Versions count up by
    time, then by version mark; copies of the same text share a number. The result does not depend on the order of the digests.
    overrides: what a person says, by story_id, goes before all rules.
    """
    stories = sorted(digests, key=lambda s: (s.story_id, s.source_id))
    by_hand = ByHand([story.story_id for story in stories], overrides)
    texts = _Texts(stories)
    withdrawn = {(min(i, j), max(i, j)): reason for i, j, reason in find_withdrawn(stories, DAYS)}
    pairs = {*texts.candidates(), *_same_headline(stories)}
    verdicts = {pair: verdict for pair in texts.by_day(pairs) if (verdict := texts.judge(*pair)).tells}
    groups = StoryGroups(stories, by_hand.apart)
    groups.join(verdicts, withdrawn, find_parts(texts.text, verdicts))
    for i, words in by_hand.join(groups).items():
        groups.reasons[i].append(words)
    placed: dict[int, StoryGroup] = {}
    for members in groups.members():
        versions = version_numbers([texts.text(i) for i in members]) if len(members) > 1 else [1]
        name = content_id("sg", stories[members[versions.index(1)]].story_id)
        for i, version in zip(members, versions, strict=True):
            placed[i] = _member(name, stories[i], version, "; ".join(groups.reasons[i]) or "alone")
    return tuple(placed[i] for i in range(len(stories)))


def _member(group: str, story: StoryDigest, version: int, reason: str) -> StoryGroup:
    return StoryGroup(group=group, story_id=story.story_id, source_id=story.source_id, version=version, reason=reason)


class _Texts:
    """The texts of the stories: their grams, and the last few as they are compared."""

    def __init__(self, stories: Sequence[StoryDigest]) -> None:
        self._stories, self._shingler = stories, Shingler()
        self._grams = [self._shingler.shingle(story.body) for story in stories]
        self._days = [story.published.toordinal() if story.published else UNDATED for story in stories]
        self._read: OrderedDict[int, StoryText] = OrderedDict()

    def candidates(self) -> list[Pair]:
        """Pairs that share enough of their sketches, of days that are near each other."""
        sketches = [sketch(one) for one in self._grams]
        return [(i, j) for i, j in candidates(sketches, self._days, DAYS).tolist()]

    def by_day(self, pairs: Collection[Pair]) -> list[Pair]:
        """The pairs in an order in which no more than the texts of a few days are compared at a time."""
        return sorted(pairs, key=lambda pair: (max(self._days[pair[0]], self._days[pair[1]]), pair))

    def judge(self, i: int, j: int) -> Verdict:
        """The verdict on a pair."""
        return judge(self.text(i), self.text(j))

    def text(self, i: int) -> StoryText:
        """A text as it is compared."""
        found = self._read.pop(i, None) or StoryText(self._stories[i], self._grams[i], self._shingler)
        self._read[i] = found
        if len(self._read) > KEPT:
            self._read.popitem(last=False)
        return found


def _same_headline(stories: Sequence[StoryDigest]) -> Iterator[Pair]:
    """Pairs under the same headline: an alert of one sentence may share too few 4-grams with the story to be found by them."""
    under: dict[frozenset[str], list[int]] = {}
    for i, story in enumerate(stories):
        if story.headline:
            under.setdefault(frozenset(_HEADLINE_WORD.findall(story.headline.lower())), []).append(i)
    for headline, members in under.items():
        members.sort(key=lambda i: (stories[i].published or dt.date.min, i))
        for n, i in enumerate(members if headline else ()):
            for j in members[n + 1 : n + COMMON]:
                if not are_near(stories[i].published, stories[j].published):
                    break
                yield min(i, j), max(i, j)
