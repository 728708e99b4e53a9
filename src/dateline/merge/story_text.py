"""A story as it is compared: its grams, the form of its report, names, numbers, and what its headline says of the time of day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.lexicon.wire import load_wire
from dateline.records import StoryDigest

from .facts import Facts, facts_of
from .shingles import Shingler

#: Grams of the opening of a text: what a cut from below keeps.
LEAD = 25
#: Letters by which a name is found in another text ("Japan", "Japanese").
STEM = 5
_WORD = re.compile(r"\w+")
_TITLE_WORD = re.compile(r"[^\W\d_]{3,}")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CLOCK = re.compile(r"(?<![\d.,:-])(?:[01]?\d|2[0-3])[:.]?[0-5]\d(?![\d.,])")
#: A line that opens with a place in capitals, a date or an agency, and a dash: an item of a round-up.
_ITEM = re.compile(r"^\s*[A-Z][A-Z.' ]{2,30}(?:,[^\n]{2,40}?)?(?: ?\([^()\n]{2,30}\))? ?(?:--|[-–—]) ", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryText:
    """A story with what is compared of it.

    grams: its 4-grams; form: those without words that have a digit; opening: the first grams in the order of the text.
    title: the headline, else the first line, lower case; title_names: its words that the body writes with a capital only;
    hours: parts of the day in it. place: folded. stems: beginnings of all words. figures: share of the words that have a digit.
    items: how many items with a dateline of their own.
    """

    story: StoryDigest
    grams: frozenset[int]
    form: frozenset[int]
    opening: tuple[int, ...]
    facts: Facts
    title: str
    title_names: frozenset[str]
    title_figures: frozenset[str]
    hours: frozenset[str]
    stems: frozenset[str]
    place: str
    figures: float
    items: int


def read_text(story: StoryDigest, shingler: Shingler) -> StoryText:
    """The text of a story, ready to be compared."""
    grams = shingler.shingle(story.body).tolist()
    words = _WORD.findall(story.body.lower())
    title = (story.headline or next(iter(story.body.strip().splitlines()), "")).lower()
    return StoryText(
        story=story,
        grams=frozenset(grams),
        form=frozenset(shingler.shingle(story.body, figures=False).tolist()),
        opening=tuple(grams[:LEAD]),
        facts=facts_of(story.headline, story.body),
        title=title,
        title_names=frozenset(_TITLE_WORD.findall(title)) & _names(story),
        title_figures=frozenset(_FIGURE.findall(title)),
        hours=frozenset(_hours(title)),
        stems=frozenset(word[:STEM] for word in (*words, *_WORD.findall(title))),
        place=fold_place(story.dateline_place),
        figures=sum(not word.isalpha() for word in words) / max(len(words), 1),
        items=len(_ITEM.findall(story.body)),
    )


def _names(story: StoryDigest) -> frozenset[str]:
    """Words, lower case, that the body writes with a capital wherever they stand."""
    body = story.body.removeprefix(story.headline or "")
    words = [word for line in body.splitlines() if not line.isupper() for word in _TITLE_WORD.findall(line)]
    small = {word for word in words if word[0].islower()}
    return frozenset(word.lower() for word in words if word[0].isupper()) - small


def fold_place(place: str | None) -> str:
    """A place of a dateline without accents and case.

    >>> fold_place("GENÈVE")
    'geneve'
    """
    plain = unicodedata.normalize("NFKD", place or "")
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().strip()


def _hours(title: str) -> Iterator[str]:
    """Parts of the day and times by the clock in a title: "midsession", "1230 GMT"."""
    for name, words in _sessions().items():
        if words.search(title):
            yield name
    if not _money(title):
        yield from (clock.replace(".", ":") for clock in _CLOCK.findall(title))


def _money(title: str) -> bool:
    """Is there nothing in the title by which its numbers would be times: a zone, or a date behind a dash?"""
    return not re.search(r"\b(?:gmt|utc|edt|est|hrs|hours)\b|\d\s*-\s*[a-z]{3,9}\s?\d|\d-[a-z]{3}\b", title)


@cache
def _sessions() -> dict[str, re.Pattern[str]]:
    words = load_wire().reports
    lists = {
        "opening": words.opening_words,
        "noon": words.noon_words,
        "afternoon": words.afternoon_words,
        "closing": words.closing_words,
    }
    return {name: re.compile(rf"\b(?:{'|'.join(map(re.escape, some))})\b") for name, some in lists.items()}


@cache
def _roundups() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, load_wire().reports.roundup_words))})\b")


def is_roundup(text: StoryText) -> bool:
    """Does the text say that it holds several stories, by its headline or by items with datelines of their own?"""
    return text.items > 1 or bool(_roundups().search(text.title))
