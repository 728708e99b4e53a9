"""Versions and copies of one story: exact and near-duplicate texts, and the slug chains of an agency."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.records import StoryDigest, StoryGroup, content_id

from .facts import Facts, facts_of, shared
from .shingles import COMMON, Shingled, candidates, containment, jaccard, shingle
from .union import Union
from .versions import version_numbers

#: Jaccard of 4-grams above which two texts are one story unless their particulars speak against it: of one day the numbers
#: may change (tolls, corrections), of two days not, because there the daily reports of banks and offices are as alike.
SAME = 0.6
FEW_NUMBERS = 0.3
#: Jaccard, and share of the shorter text, above which they are one story if numbers and headline do not speak against it.
ALIKE = 0.35
EXCERPT = 0.6
#: Share of the shorter text that a rewrite hours later keeps; its headline, names and numbers have to agree besides.
REWRITE = 0.15
#: The same where the texts have no numbers to compare.
REWRITE_BARE = 0.25
#: The same of a version that its mark (LEAD, UPDATE 1 ...) announces, and of an alert of one sentence.
MARKED = 0.03
#: Shares of common particulars. On the Reuters rewrites of 1987 joined pairs that a reader calls one story have nearly all of
#: their names and numbers in common; notices of bonds, dividends and the money market share their wording and half of the names.
HEADLINE, NAMES, SOME_NAMES, NUMBERS, SOME_NUMBERS = 0.5, 0.65, 0.5, 0.8, 0.6
#: A withdrawal may quote nothing of its story but the headline.
WITHDRAWN = 0.8
#: A text of fewer 4-grams than this is a notice: its headline has to agree.
NOTICE = 40
#: Versions of one story lie at most this many days apart, two by two and in the whole group.
DAYS = 3
_Days = tuple[dt.date | None, dt.date | None]


def merge_stories(digests: Sequence[StoryDigest]) -> tuple[StoryGroup, ...]:
    """Each story's group and version, in the order of (story_id, source_id).

    A group holds all versions and copies of a story. Versions count up by date, then by version mark; copies of the same
    text share a number. The result does not depend on the order of the digests.
    """
    stories = sorted(digests, key=lambda s: (s.story_id, s.source_id))
    reasons = ["" for _ in stories]
    union = Union(range(len(stories)))
    days = [(story.published, story.published) for story in stories]
    for i, j, reason in _same_pairs(stories):
        span = _span(days[union.top(i)], days[union.top(j)])
        if span is not None:
            union.join(i, j)
            days[union.top(i)] = span
            reasons[i] = reasons[i] or f"{reason} with {stories[j].source_id}"
            reasons[j] = reasons[j] or f"{reason} with {stories[i].source_id}"
    groups: dict[int, list[int]] = {}
    for i in range(len(stories)):
        groups.setdefault(union.top(i), []).append(i)
    placed: dict[int, StoryGroup] = {}
    for members in groups.values():
        numbered = version_numbers([stories[i] for i in members])
        group = content_id("sg", stories[members[numbered.index(1)]].story_id)
        for i, version in zip(members, numbered, strict=True):
            placed[i] = _member(group, stories[i], version, reasons[i] or "alone")
    return tuple(placed[i] for i in range(len(stories)))


def _member(group: str, story: StoryDigest, version: int, reason: str) -> StoryGroup:
    return StoryGroup(group=group, story_id=story.story_id, source_id=story.source_id, version=version, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A story with what is compared of it."""

    story: StoryDigest
    text: Shingled
    facts: Facts


def _same_pairs(stories: Sequence[StoryDigest]) -> list[tuple[int, int, str]]:
    """Pairs of one story with the reason, the surest first, so that the order of arrival decides nothing."""
    read = [
        _Read(story=story, text=shingle(story.body), facts=facts_of(story.headline, story.body)) for story in stories
    ]
    found = []
    for i, j in sorted({*candidates([one.text for one in read]), *_same_headline(read)}):
        if _near(stories[i].published, stories[j].published):
            reason = _same_story(read[i], read[j])
            if reason:
                found.append((-jaccard(read[i].text, read[j].text), i, j, reason))
    return [(i, j, reason) for _, i, j, reason in sorted(found)]


def _same_headline(read: Sequence[_Read]) -> Iterator[tuple[int, int]]:
    """Pairs under the same headline: an alert of one sentence may share too few 4-grams with the story to be found by them."""
    under: dict[frozenset[str], list[int]] = {}
    for i, one in enumerate(read):
        under.setdefault(one.facts.headline, []).append(i)
    for headline, members in under.items():
        if headline and len(members) <= COMMON:
            yield from itertools.combinations(members, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Likeness:
    """How alike two stories are: Jaccard, share of the shorter text, shares of particulars (None: too few to tell)."""

    jaccard: float
    excerpt: float
    headline: float | None
    names: float | None
    numbers: float | None
    short: bool
    one_day: bool
    marked: bool
    withdrawn: bool


def _compare(a: _Read, b: _Read) -> _Likeness:
    same_place = a.story.dateline_place == b.story.dateline_place
    return _Likeness(
        jaccard=jaccard(a.text, b.text),
        excerpt=containment(a.text, b.text),
        headline=shared(a.facts.headline, b.facts.headline),
        names=shared(a.facts.names, b.facts.names),
        numbers=shared(a.facts.numbers, b.facts.numbers),
        short=min(len(a.text.grams), len(b.text.grams)) < NOTICE,
        one_day=a.story.published == b.story.published,
        marked=same_place and (_is_marked(a.story) or _is_marked(b.story)),
        withdrawn=a.story.withdrawn or b.story.withdrawn,
    )


def _same_story(a: _Read, b: _Read) -> str:
    """The rule that makes two texts one story, with its figures; "" if none does."""
    if a.story.story_id == b.story.story_id:
        return "same bytes"
    like = _compare(a, b)
    if like.short and not _agree(like.headline, HEADLINE):
        return ""
    rule = _same_text(like) or _same_news(like)
    return f"{rule}: Jaccard {like.jaccard:.2f}, {like.excerpt:.2f} of the shorter text" if rule else ""


def _same_text(like: _Likeness) -> str:
    numbers = _agree(like.numbers, SOME_NUMBERS)
    if not _agree(like.names, SOME_NAMES):
        return "near-duplicate" if like.jaccard >= SAME and numbers and like.numbers is not None else ""
    if like.jaccard >= SAME and (like.one_day or like.marked or _agree(like.numbers, FEW_NUMBERS)):
        return "near-duplicate"
    if like.jaccard >= ALIKE and (numbers or (like.marked and _agree(like.headline, HEADLINE))):
        return "near-duplicate"
    return "excerpt" if like.excerpt >= EXCERPT and numbers else ""


def _same_news(like: _Likeness) -> str:
    """Rules for texts written anew under the same headline."""
    if like.headline is None or like.headline < HEADLINE or not _agree(like.names, NAMES):
        return ""
    if like.withdrawn and like.headline >= WITHDRAWN:
        return "withdrawal under the same headline"
    kept = REWRITE_BARE if like.numbers is None else REWRITE
    if like.excerpt >= kept and _agree(like.numbers, NUMBERS):
        return "rewrite under the same headline, same particulars"
    return "marked version, same headline and names" if like.excerpt >= MARKED and like.marked else ""


def _agree(share: float | None, least: float) -> bool:
    return share is None or share >= least


def _is_marked(story: StoryDigest) -> bool:
    return bool(story.version_mark or story.note or story.corrected or story.withdrawn)


def _near(a: dt.date | None, b: dt.date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= DAYS


def _span(a: _Days, b: _Days) -> _Days | None:
    """First and last day of two groups together; None if they are too far apart to be one story."""
    days = sorted(day for day in (*a, *b) if day is not None)
    if not days:
        return (None, None)
    return (days[0], days[-1]) if _near(days[0], days[-1]) else None
