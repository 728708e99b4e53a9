"""A story as it is compared: its grams, the form of its report, names, numbers, and what its headline says of the time of day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property

from dateline.lexicon.wire import load_wire
from dateline.records import StoryDigest

from .facts import Facts, facts_of
from .shingles import Grams, Shingler, words_of

#: Grams of the opening of a text: what a cut from below keeps.
LEAD = 25
#: Letters by which a name is found in another text ("Japan", "Japanese").
STEM = 5
#: Lines with a dateline of their own by which a text is known as a round-up.
ITEMS = 3
_TITLE_WORD = re.compile(r"[^\W\d_]{3,}")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CLOCK = re.compile(r"(?<![\d.,:-])(?:[01]?\d|2[0-3])[:.]?[0-5]\d(?![\d.,])")
#: A line that opens with a place in capitals, perhaps a date or an agency, a dash and a sentence: an item of a round-up.
_ITEM = re.compile(
    r"^\s*[A-Z][A-Z.' ]{2,30}(?:,[^\n]{2,40}?)?(?: ?\([^()\n]{2,30}\))? ?(?:--|[-–—]) +[A-Z]\S*\s+\S*\s*[a-z]",
    re.MULTILINE,
)


class StoryText:
    """A story with what is compared of it; what few comparisons ask for is computed when it is first asked for.

    in_order: the hashes of its 4-grams in the order of the text; grams: the same as a set.
    """

    def __init__(self, story: StoryDigest, in_order: Grams, shingler: Shingler) -> None:
        self.story = story
        self.grams: frozenset[int] = frozenset(in_order.tolist())
        self._in_order, self._shingler = in_order, shingler

    @cached_property
    def opening(self) -> list[int]:
        """The first grams of the text."""
        return list(self._in_order[:LEAD].tolist())

    @cached_property
    def plain(self) -> str:
        """The body with single blanks: the same for copies; the id for a text without words."""
        return " ".join(self.story.body.split()) or self.story.story_id

    @cached_property
    def _worded(self) -> tuple[frozenset[int], float, frozenset[str]]:
        words = words_of(self.story.body)
        plain = [word for word in words if word.isalpha()]
        form = frozenset(self._shingler.shingle_words(plain).tolist())
        stems = frozenset(word[:STEM] for word in (*words, *words_of(self.title)))
        return form, 1 - len(plain) / max(len(words), 1), stems

    @property
    def form(self) -> frozenset[int]:
        """Grams of the text without the words that have a digit."""
        return self._worded[0]

    @property
    def figures(self) -> float:
        """Share of the words that have a digit."""
        return self._worded[1]

    @property
    def stems(self) -> frozenset[str]:
        """Beginnings of all words of headline and body."""
        return self._worded[2]

    @cached_property
    def facts(self) -> Facts:
        """Names and numbers of the body, and words of the headline."""
        return facts_of(self.story.headline, self.story.body)

    @cached_property
    def title(self) -> str:
        """The headline, else the first line, lower case."""
        return (self.story.headline or next(iter(self.story.body.strip().splitlines()), "")).lower()

    @cached_property
    def title_names(self) -> frozenset[str]:
        """Words of the title that the body writes with a capital only."""
        return frozenset(_TITLE_WORD.findall(self.title)) & _names(self.story)

    @cached_property
    def title_figures(self) -> frozenset[str]:
        """Numbers in the title."""
        return frozenset(_FIGURE.findall(self.title))

    @cached_property
    def hours(self) -> frozenset[str]:
        """Parts of the day and times by the clock that the title names."""
        return frozenset(_hours(self.title))

    @cached_property
    def place(self) -> str:
        """Place of the dateline, folded."""
        return fold_place(self.story.dateline_place)

    @cached_property
    def is_roundup(self) -> bool:
        """Does the text say that it holds several stories, by its headline or by items with datelines of their own?"""
        return bool(_roundups().search(self.title)) or len(_ITEM.findall(self.story.body)) >= ITEMS


def _names(story: StoryDigest) -> frozenset[str]:
    """Words, lower case, that the body writes with a capital wherever they stand."""
    words = set(_TITLE_WORD.findall(story.body.removeprefix(story.headline or "")))
    return frozenset(word.lower() for word in words if word[0].isupper() and word.lower() not in words)


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
    """Such a word at the end of a title or before a dash, a time or a date: elsewhere "highlights" is a verb."""
    words = "|".join(map(re.escape, load_wire().reports.roundup_words))
    return re.compile(rf"\b(?:{words})\b(?=\s*(?:$|[-,:;–—(\d]))")
