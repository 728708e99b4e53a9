"""When was a story published whose dateline writes no year? In the year of the stories that share its rare names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.lexicon.registry_names import fold
from dateline.records.siblings import DatingDigest, Fit, SiblingDate

#: How rare a folded word is: 0 for a word of the language, up to RARE for a name that no list and no dictionary has.
Rarity = Callable[[str], float]
#: How well what the story says of weekdays and years goes with a day.
Fits = Callable[[DatingDigest, dt.date], Fit]

RARE = 2.0
#: Points of shared names that date a story from one of so many days before or after: a ship or an envoy with the states.
#: On series of stories by six hands, stories of one series share 3 and more within two months, stories of different series under 3.
NEAR, NEAR_POINTS = 60, 3.0
#: The same from further off, or where no weekday speaks for the day: three names and more.
FAR, FAR_POINTS = 183, 6.0
#: With so many points another day is a rival that leaves the year open; with fewer, if its weekday fits better.
RIVAL_POINTS, BETTER_RIVAL_POINTS = 1.5, 1.0
#: Names that all can know (states, capitals) count so much together at most.
MOST_KNOWN = 1.0
#: A name that dated stories tell over a longer time than this tells no year.
SPAN = 400
#: Names told in the reason.
_TOLD = 6
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_GENITIVE = re.compile(r"['’]s?$")
_YEARS = (-1, 0, 1)


def date_by_siblings(stories: Sequence[DatingDigest], rarity: Rarity, fits: Fits) -> tuple[SiblingDate, ...]:
    """Days for stories that tell no day of their own, by (story_id, source_id); whatever the order of the stories.

    A story gets the day of its dateline in the year of stories that share its rare names and lie within weeks of that day, if
    its weekdays fit, and if no other year has such stories. A story dated so dates others in its turn.
    """
    words = {i: _names(story.body) for i, story in enumerate(stories)}
    days = {i: story.published for i, story in enumerate(stories) if story.published is not None}
    still = [i for i, story in enumerate(stories) if story.published is None and story.month_day is not None]
    still.sort(key=lambda i: (stories[i].story_id, stories[i].source_id))
    points = {word: rarity(word) for i in still for word in words[i]}
    found: dict[int, SiblingDate] = {}
    while still:
        told = _told(words, days, points)
        decided = {i: day for i in still if (day := _decide(i, stories, words, (told, days, points, fits)))}
        if not decided:
            break
        found |= decided
        days |= {i: one.date for i, one in decided.items()}
        still = [i for i in still if i not in decided]
    return tuple(sorted(found.values(), key=lambda one: (one.story_id, one.source_id)))


def _names(body: str) -> frozenset[str]:
    """Words with a capital, folded; lines in capitals throughout say nothing of names."""
    mixed = (line for line in body.splitlines() if not line.isupper())
    found = (match.group() for line in mixed for match in _WORD.finditer(line) if match.group()[0].isupper())
    return frozenset(fold(_GENITIVE.sub("", word)) for word in found)


def _told(
    words: dict[int, frozenset[str]], days: dict[int, dt.date], points: dict[str, float]
) -> dict[str, tuple[int, ...]]:
    """Dated stories by name, for names that are worth something and are told within one stretch of time."""
    told: dict[str, list[int]] = {}
    for i in days:
        for word in words[i]:
            if points.get(word):
                told.setdefault(word, []).append(i)
    return {word: tuple(where) for word, where in told.items() if _is_short(word, (days[i] for i in where), points)}


def _is_short(word: str, days: Iterable[dt.date], points: dict[str, float]) -> bool:
    known = sorted(days)
    return points[word] < RARE or (known[-1] - known[0]).days <= SPAN


@dataclass(slots=True)
class _Support:
    """What speaks for one day: names in common with stories near it, and the nearest of those that share most."""

    names: set[str] = field(default_factory=set)
    siblings: list[tuple[float, int, int]] = field(default_factory=list)

    def points(self, points: dict[str, float]) -> float:
        return _sum(self.names, points)


def _sum(names: Iterable[str], points: dict[str, float]) -> float:
    each = [points[name] for name in names]
    return sum(p for p in each if p >= 1) + min(MOST_KNOWN, sum(p for p in each if p < 1))


_Known = tuple[dict[str, tuple[int, ...]], dict[int, dt.date], dict[str, float], Fits]


def _decide(
    i: int, stories: Sequence[DatingDigest], words: dict[int, frozenset[str]], known: _Known
) -> SiblingDate | None:
    """The day of a story if one year is left."""
    told, days, points, fits = known
    story = stories[i]
    shared: dict[int, set[str]] = {}
    for name in words[i]:
        for j in told.get(name, ()):
            shared.setdefault(j, set()).add(name)
    support: dict[dt.date, _Support] = {}
    for j, names in shared.items():
        for day, gap in _days_near(story, days[j]):
            here = support.setdefault(day, _Support())
            here.names |= names
            here.siblings.append((-_sum(names, points), gap, j))
    left = [day for day, here in sorted(support.items()) if _is_enough(story, day, here, (points, fits))]
    if len(left) != 1:
        return None
    day, here = left[0], support.pop(left[0])
    if any(_is_rival(story, (other, day), it, (points, fits)) for other, it in support.items()):
        return None
    _, gap, j = min(here.siblings, key=lambda one: (*one[:2], stories[one[2]].story_id, stories[one[2]].source_id))
    common = sorted(here.names & shared[j], key=lambda name: (-points[name], name))[:_TOLD]
    why = f"{stories[j].story_id} ({stories[j].source_id}), {gap} days off, shares {', '.join(common)}"
    return SiblingDate(story_id=story.story_id, source_id=story.source_id, date=day, why=why)


def _days_near(story: DatingDigest, sibling: dt.date) -> Iterator[tuple[dt.date, int]]:
    """The dateline's day in the years about a sibling's, with the days between."""
    month, day = story.month_day or (0, 0)
    for shift in _YEARS:
        try:
            found = dt.date(sibling.year + shift, month, day)
        except ValueError:
            continue
        if (gap := abs((found - sibling).days)) <= FAR:
            yield found, gap


def _is_rival(
    story: DatingDigest, days: tuple[dt.date, dt.date], here: _Support, by: tuple[dict[str, float], Fits]
) -> bool:
    """Could the story as well be of another day, for which less speaks, than of the best?"""
    points, fits = by
    near = min(gap for _, gap, _ in here.siblings) <= NEAR
    if not near or here.points(points) < BETTER_RIVAL_POINTS:
        return False
    fit, best = (fits(story, day) for day in days)
    return fit > best or (fit != Fit.AGAINST and here.points(points) >= RIVAL_POINTS)


def _is_enough(story: DatingDigest, day: dt.date, here: _Support, by: tuple[dict[str, float], Fits]) -> bool:
    points, fits = by
    if here.points(points) < NEAR_POINTS or not any(points[name] >= RARE for name in here.names):
        return False
    near = min(gap for _, gap, _ in here.siblings) <= NEAR
    fit = fits(story, day)
    least = NEAR_POINTS if near and fit > Fit.UNSAID else FAR_POINTS
    return fit != Fit.AGAINST and here.points(points) >= least
