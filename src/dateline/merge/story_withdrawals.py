"""Which story does a withdrawal call back? It names it by slug or headline, even if it quotes nothing of it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.lexicon.wire import load_wire
from dateline.records import StoryDigest

from .facts import shared

#: Share of the words of the shorter headline that a withdrawal repeats, and how many words there have to be.
HEADLINE, FEWEST = 0.8, 3
#: Words of a headline that is quoted within the text of a withdrawal.
QUOTED = 4
#: Words that a withdrawal has in common with any headline that it may mean.
SOME = 2
_WORD = re.compile(r"\w{3,}")
_LETTERS = re.compile(r"[^\w]+")
_KEYWORD = re.compile(r"\b[A-Za-z][\w.']*(?:[-/][A-Za-z][\w.']*)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """A withdrawal: the words of its headline, all its words, its text in one line, and keywords of slugs in it."""

    headline: frozenset[str]
    words: frozenset[str]
    text: str
    slugs: frozenset[str]


def find_withdrawn(stories: Sequence[StoryDigest], days: int) -> Iterator[tuple[int, int, str]]:
    """Number of a withdrawal, of the story that it calls back, and the reason, one for each withdrawal that names a story.

    That is the story whose headline it quotes, else the one under its own headline, else one of its slug; of several the last that
    was sent before it, at most so many days ago, by the same agency.
    """
    calls = [i for i, story in enumerate(stories) if story.withdrawn]
    index = _Index(stories) if calls else None
    for i in calls:
        call = _read_call(stories[i])
        ranked = (
            (*rank, j)
            for j in (index.near(stories[i].published, days, call) if index else ())
            if _one_agency(stories[i], stories[j]) and (rank := _rank(call, stories[j]))
        )
        told = (
            (sure, not _is_later(stories[j], stories[i]), _sent(stories[j]), j, reason) for sure, reason, j in ranked
        )
        found = max(told, default=None, key=lambda one: (one[1], *one))
        if found is not None:
            yield i, found[3], found[4]


class _Index:
    """Stories that are not withdrawals, by day, by words of the headline and by keywords of the slug."""

    def __init__(self, stories: Sequence[StoryDigest]) -> None:
        self._days: dict[dt.date | None, tuple[dict[str, list[int]], dict[str, list[int]]]] = {}
        for i, story in enumerate(stories):
            if not story.withdrawn:
                words, slugs = self._days.setdefault(story.published, ({}, {}))
                for word in _headline_words(story):
                    words.setdefault(word, []).append(i)
                for slug in _keywords(story.slug):
                    slugs.setdefault(slug, []).append(i)

    def near(self, day: dt.date | None, days: int, call: _Call) -> list[int]:
        """Stories that a withdrawal of this day may mean; a story or withdrawal without a day goes with all days."""
        before = [day - dt.timedelta(n) for n in range(days + 1)] if day else [one for one in self._days if one]
        common: Counter[int] = Counter()
        slugged: set[int] = set()
        for one in (None, *before):
            words, slugs = self._days.get(one, ({}, {}))
            for word in call.words:
                common.update(words.get(word, ()))
            for slug in call.slugs:
                slugged.update(slugs.get(slug, ()))
        return sorted(slugged | {i for i, count in common.items() if count >= SOME})


def _read_call(story: StoryDigest) -> _Call:
    text = f"{story.headline or ''} {story.note or ''} {story.body}"
    return _Call(
        headline=_headline_words(story),
        words=frozenset(_WORD.findall(text.lower())) - _version_words(),
        text=_flat(text),
        slugs=_keywords(f"{story.slug} {story.note or ''} {story.body}"),
    )


def _rank(call: _Call, story: StoryDigest) -> tuple[int, str] | None:
    """How surely a withdrawal names a story, and by what."""
    words = _headline_words(story)
    if len(words) >= QUOTED and f" {_flat(story.headline or '')} " in f" {call.text} ":
        return 3, "withdrawal that quotes the headline"
    share = shared(call.headline, words)
    if min(len(call.headline), len(words)) >= FEWEST and share is not None and share >= HEADLINE:
        return 2, f"withdrawal under the same headline, {share:.2f} of its words"
    common = call.slugs & _keywords(story.slug)
    return (1, f"withdrawal of the slug {min(common)}") if common else None


def _headline_words(story: StoryDigest) -> frozenset[str]:
    return frozenset(_WORD.findall((story.headline or "").lower())) - _version_words()


def _flat(text: str) -> str:
    return _LETTERS.sub(" ", text.lower()).strip()


def _keywords(text: str) -> frozenset[str]:
    """Keywords of slugs without version words and cycles: "BC-NORWAY-CHILE/SALMON (UPDATE 1)" is "chile norway salmon"."""
    return frozenset(key for slug in _KEYWORD.findall(text) if (key := _key(_WORD.findall(slug.lower()))))


def _key(words: Iterable[str]) -> str:
    telling = sorted(set(words) - _version_words())
    return " ".join(telling) if len(telling) > 1 else ""


@cache
def _version_words() -> frozenset[str]:
    slugs = load_wire().slugs
    return frozenset(_WORD.findall(" ".join((*slugs.version_words, *slugs.genre_words, *slugs.cycles)).lower()))


def _one_agency(a: StoryDigest, b: StoryDigest) -> bool:
    return not a.agency or not b.agency or a.agency.casefold() == b.agency.casefold()


def _is_later(story: StoryDigest, call: StoryDigest) -> bool:
    """Was a story sent after the withdrawal? Where one of the two tells no time, nothing says so."""
    return bool(story.published_at and call.published_at and story.published_at > call.published_at)


def _sent(story: StoryDigest) -> tuple[str, str]:
    """When a story was sent, as text that sorts."""
    day = story.published.isoformat() if story.published else ""
    return day, story.published_at.isoformat() if story.published_at else ""
