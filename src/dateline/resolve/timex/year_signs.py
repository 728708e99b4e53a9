"""Signs of a story's year that settle it by themselves: the dateline's weekday, "next year, in 1997", a copyright line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from dateline.lexicon.timewords import load_timewords
from dateline.records import SplitStory
from dateline.records.siblings import Fit

from .build import find_forms
from .dating import Evidence
from .form import Form

_COPYRIGHT = re.compile(r"(?:\bCopyright\b|©|\([cC]\))\W{0,3}(?:©|\([cC]\))?\s*(?P<year>(?:19|20)\d\d)\b(?!\s?[-–])")
_BESIDE = re.compile(r"\W{0,2}\s*(?:in\s+|that\s+is\s+|i\.e\.\s+)?[(]?")
_SURE, _AGAINST = 2.5, -8.0
YEAR_TOLD, OTHER_YEAR = 7.0, -6.0
_MARKUP = frozenset({"html", "warc", "feed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DatelineWeekday(Evidence):
    """A dateline that writes its weekday: it is the story's own day."""

    weekday: int
    decides: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """For the years in which the weekdays agree; flatly against all others."""
        return _SURE if day.isoweekday() == self.weekday else _AGAINST

    def fit(self, day: dt.date) -> Fit:
        """Is it the day's own weekday?"""
        return Fit.SAME if day.isoweekday() == self.weekday else Fit.AGAINST


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTold(Evidence):
    """`Next year, in 1997`: the text says by itself which year is its own."""

    year: int
    decides: ClassVar[bool] = True
    supports: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """For that year alone."""
        return YEAR_TOLD if day.year == self.year else OTHER_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Copyright(Evidence):
    """The year of a copyright line in plain copy; that of a page may be the year in which the page was fetched."""

    year: int
    decides: ClassVar[bool] = True
    supports: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """For that year; a story is not younger than its copyright."""
        return YEAR_TOLD if day.year == self.year else OTHER_YEAR if day.year > self.year else 0.0


def weekday_in(written: str) -> int | None:
    """The weekday that a dateline's date writes ("Thursday Nov 22": 4), None if it writes none."""
    words = (load_timewords().words.get(word.lower()) for word in re.findall(r"[A-Za-z]+", written))
    return next((int(entry.value) for entry in words if entry is not None and entry.code == "W"), None)


def find_year_signs(split: SplitStory) -> tuple[Evidence, ...]:
    """All such signs of a story."""
    found: list[Evidence] = []
    weekday = weekday_in(split.masthead.date_text or "")
    if weekday is not None:
        found.append(DatelineWeekday(note=split.masthead.date_text or "", weekday=weekday))
    for sentence in split.sentences:
        if sentence.part == "body":
            found.extend(_years_told(list(find_forms(sentence.text, sentence.start)), split.story.text))
    if split.story.medium not in _MARKUP:
        years = {int(match["year"]): match.group() for match in _COPYRIGHT.finditer(split.story.text)}
        if len(years) == 1:
            found.extend(Copyright(note=note, year=year) for year, note in years.items())
    return tuple(found)


def _years_told(forms: Sequence[Form], text: str) -> Iterator[YearTold]:
    """A year word and a number side by side, in either order."""
    for left, right in pairwise(forms):
        if _BESIDE.fullmatch(text, left.end, right.start) is None:
            continue
        for word, number in ((left, right), (right, left)):
            if _is_year_word(word) and _is_bare_year(number) and number.year is not None and word.shift is not None:
                yield YearTold(note=text[left.start : right.end], year=number.year - word.shift)


def _is_year_word(form: Form) -> bool:
    return form.kind == "offset" and form.rule == "relative" and form.unit == "year" and form.scope == "publication"


def _is_bare_year(form: Form) -> bool:
    return (
        form.kind == "date"
        and form.month is None
        and form.season is None
        and form.end_year is None
        and form.half is None
    )
