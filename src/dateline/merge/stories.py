"""Versions and copies of one story: candidates by their sketches, headlines and withdrawals, a verdict on each, and groups."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from dateline.records import StoryDigest, StoryGroup, content_id

from .shingles import COMMON, UNDATED, Shingler, candidates, sketch
from .story_likeness import Verdict, judge
from .story_parts import Part, find_parts
from .story_text import StoryText, read_text
from .story_withdrawals import find_withdrawn
from .union import Union
from .versions import version_numbers

#: Versions of one story lie at most this many days apart, two by two and in the whole group.
DAYS = 3
_HEADLINE_WORD = re.compile(r"\w{3,}")
_Days = tuple[dt.date | None, dt.date | None]
_Pair = tuple[int, int]


def merge_stories(digests: Sequence[StoryDigest]) -> tuple[StoryGroup, ...]:
    """Each story's group and version, in the order of (story_id, source_id).

    A group holds all versions and copies of a story; a round-up of several stories stands apart from them. Versions count up by
    time, then by version mark; copies of the same text share a number. The result does not depend on the order of the digests.
    """
    stories = sorted(digests, key=lambda s: (s.story_id, s.source_id))
    shingler, union = Shingler(), Union(range(len(stories)))
    days = [(story.published, story.published) for story in stories]
    reasons = [""] * len(stories)
    withdrawn = {(min(i, j), max(i, j)): reason for i, j, reason in find_withdrawn(stories, DAYS)}
    for pairs in _blocks(stories, {*_candidates(stories, shingler), *_same_headline(stories), *withdrawn}):
        block = _Block(stories, pairs, withdrawn, shingler)
        for i, j, reason in block.joins(union, days):
            reasons[i] = reasons[i] or f"{reason} with {stories[j].source_id}"
            reasons[j] = reasons[j] or f"{reason} with {stories[i].source_id}"
        for part in block.parts:
            told = f"; holds {part.share:.2f} of {stories[part.part].source_id}, as a round-up does"
            reasons[part.whole] = (reasons[part.whole] or "alone") + told
    return _numbered(stories, union, reasons, shingler)


def _numbered(
    stories: Sequence[StoryDigest], union: Union, reasons: Sequence[str], shingler: Shingler
) -> tuple[StoryGroup, ...]:
    """The groups with the versions of their members."""
    groups: dict[int, list[int]] = {}
    for i in range(len(stories)):
        groups.setdefault(union.top(i), []).append(i)
    placed: dict[int, StoryGroup] = {}
    for members in groups.values():
        numbered = version_numbers([stories[i] for i in members], shingler)
        group = content_id("sg", stories[members[numbered.index(1)]].story_id)
        for i, version in zip(members, numbered, strict=True):
            story = stories[i]
            placed[i] = StoryGroup(
                group=group,
                story_id=story.story_id,
                source_id=story.source_id,
                version=version,
                reason=reasons[i] or "alone",
            )
    return tuple(placed[i] for i in range(len(stories)))


def _candidates(stories: Sequence[StoryDigest], shingler: Shingler) -> list[_Pair]:
    """Pairs that share enough of their sketches, of days that are near each other."""
    sketches = [sketch(shingler.shingle(story.body)) for story in stories]
    days = [story.published.toordinal() if story.published else UNDATED for story in stories]
    return [(i, j) for i, j in candidates(sketches, days, DAYS).tolist()]


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


def _blocks(stories: Sequence[StoryDigest], pairs: set[_Pair]) -> Iterator[list[_Pair]]:
    """The candidate pairs by what hangs together: nothing in one block has to do with anything in another one."""
    union = Union(range(len(stories)))
    for i, j in pairs:
        union.join(i, j)
    blocks: dict[int, list[_Pair]] = {}
    for pair in sorted(pairs):
        blocks.setdefault(union.top(pair[0]), []).append(pair)
    yield from blocks.values()


class _Block:
    """Stories that hang together by candidate pairs, compared pair by pair. parts: stories that round-ups hold."""

    def __init__(
        self,
        stories: Sequence[StoryDigest],
        pairs: Sequence[_Pair],
        withdrawn: Mapping[_Pair, str],
        shingler: Shingler,
    ) -> None:
        members = sorted({i for pair in pairs for i in pair})
        texts: dict[int, StoryText] = {i: read_text(stories[i], shingler) for i in members}
        self._withdrawn = withdrawn
        self._verdicts: dict[_Pair, Verdict] = {(i, j): judge(texts[i], texts[j]) for i, j in pairs}
        self.parts: list[Part] = find_parts(texts, self._verdicts)

    def joins(self, union: Union, days: list[_Days]) -> Iterator[tuple[int, int, str]]:
        """Joins what is one story, the surest pair first, so that the order of arrival decides nothing; pairs with their reasons.

        A pair does not join two groups that lie too far apart, or that hold a pair of which something says that they are two.
        """
        members = {i: [i] for pair in self._verdicts for i in pair}
        for i, j, reason in self._ranked():
            one, other = union.top(i), union.top(j)
            span = _span(days[one], days[other])
            if one == other:
                yield i, j, reason
            elif span is not None and not self._is_against(members[one], members[other]):
                union.join(i, j)
                top = union.top(i)
                days[top] = span
                members[top] = members[one] + members[other]
                yield i, j, reason

    def _ranked(self) -> list[_Ranked]:
        """Pairs that are one story with the reason: those that call a story back, then the most alike."""
        apart = {(part.whole, part.part) for part in self.parts}
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


_Ranked = tuple[int, int, str]


def _near(a: dt.date | None, b: dt.date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= DAYS


def _span(a: _Days, b: _Days) -> _Days | None:
    """First and last day of two groups together; None if they are too far apart to be one story."""
    days = sorted(day for day in (*a, *b) if day is not None)
    if not days:
        return (None, None)
    return (days[0], days[-1]) if _near(days[0], days[-1]) else None
