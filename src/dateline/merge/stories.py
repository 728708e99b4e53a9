"""Versions and copies of one story: exact and near-duplicate texts, and the slug chains of an agency."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dateline.records import StoryDigest, StoryGroup, content_id

from .shingles import Shingled, candidates, containment, jaccard, shingle
from .union import Union

#: Jaccard of 4-grams above which two texts are one story whatever their headlines.
SAME = 0.35
#: An excerpt: this much of the shorter text stands in the longer one.
EXCERPT = 0.6
#: Enough shared text where agency and headline agree too (rewrites of an agency keep their headline).
REWRITE = 0.08
#: Versions of one story lie at most this many days apart.
DAYS = 3
_WORD = re.compile(r"\w{3,}")


def merge_stories(digests: Sequence[StoryDigest]) -> tuple[StoryGroup, ...]:
    """Each story's group and version, in the order of (story_id, source_id).

    A group holds all versions and copies of a story. Versions count up by date, then by version mark; copies of the same
    text share a number. The result does not depend on the order of the digests.
    """
    stories = sorted(digests, key=lambda s: (s.story_id, s.source_id))
    texts = [shingle(story.body) for story in stories]
    union = Union(range(len(stories)))
    reasons = ["" for _ in stories]
    for i, j in candidates(texts):
        reason = _same_story(stories[i], stories[j], texts[i], texts[j])
        if reason:
            union.join(i, j)
            reasons[i] = reasons[i] or f"{reason} with {stories[j].source_id}"
            reasons[j] = reasons[j] or f"{reason} with {stories[i].source_id}"
    groups: dict[int, list[int]] = {}
    for i in range(len(stories)):
        groups.setdefault(union.top(i), []).append(i)
    placed = {i: place for members in groups.values() for i, place in _versions(members, stories, reasons)}
    return tuple(placed[i] for i in range(len(stories)))


def _same_story(a: StoryDigest, b: StoryDigest, x: Shingled, y: Shingled) -> str:
    """The rule that makes two texts one story, with its figure; "" if none does."""
    if a.story_id == b.story_id:
        return "same bytes"
    if not _near(a.published, b.published):
        return ""
    likeness = jaccard(x, y)
    if likeness >= SAME:
        return f"near-duplicate: Jaccard {likeness:.2f}"
    excerpt = containment(x, y)
    if excerpt >= EXCERPT:
        return f"excerpt: {excerpt:.2f} of the shorter text"
    if excerpt >= REWRITE and _same_headline(a.headline, b.headline):
        return f"rewrite: same headline, {excerpt:.2f} of the shorter text"
    return ""


def _near(a: dt.date | None, b: dt.date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= DAYS


def _same_headline(a: str | None, b: str | None) -> bool:
    """Do the headlines share most of their words?"""
    first, second = (frozenset(_WORD.findall((text or "").lower())) for text in (a, b))
    return bool(first and second) and len(first & second) / min(len(first), len(second)) >= EXCERPT


def _versions(
    members: Sequence[int], stories: Sequence[StoryDigest], reasons: Sequence[str]
) -> list[tuple[int, StoryGroup]]:
    def age(i: int) -> tuple[dt.date, int, int, str, str]:
        story = stories[i]
        return (story.published or dt.date.max, *_mark(story), story.story_id, story.source_id)

    ordered = sorted(members, key=age)
    group = content_id("sg", stories[ordered[0]].story_id)
    out, version, last = [], 0, ""
    for i in ordered:
        story = stories[i]
        version += story.story_id != last
        last = story.story_id
        reason = reasons[i] or "alone"
        out.append(
            (
                i,
                StoryGroup(
                    group=group, story_id=story.story_id, source_id=story.source_id, version=version, reason=reason
                ),
            )
        )
    return out


def _mark(story: StoryDigest) -> tuple[int, int]:
    """Order of versions by their mark: a flash is first, then the plain story, LEAD, 2nd LD ..., a correction last."""
    mark = (story.version_mark or "").lower()
    number = next((int(n) for n in re.findall(r"\d+", mark)), 0)
    if re.search(r"flash|urgent|bulletin|alert", mark):
        return (0, number)
    if story.withdrawn:
        return (4, number)
    if story.corrected or re.search(r"correct|refile", mark):
        return (3, number)
    return (2, max(number, 1)) if mark else (1, 0)
