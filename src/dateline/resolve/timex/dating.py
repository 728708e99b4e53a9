"""Evidence for the year of a story that does not write it: weekdays, years told, terms of office, terms of their time."""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Protocol

from dateline.lexicon.timewords import PeriodTerm, load_dating_words
from dateline.records import SplitStory

from .build import find_forms
from .form import Form
from .tense import Direction, direction

_LEAD_SENTENCES = 3
_HISTORY_WINDOW = 20
_NEAR_TERM = dt.timedelta(days=60)
_MAX_TERMS = 12
_OPEN_TERM_YEARS = 6  # a term without an end says nothing of later years

# Points are natural logarithms of likelihood ratios against a year drawn at random. The weekday of a lead: of wire leads with a
# bare weekday of the past about 75 in 100 name the dateline's own day, 12 the day before, 5 the day before that, and 2 each other
# day; a random year has each by 1 in 7. The others are estimates by hand; none is fitted to a data set.
WIRE_LEAD = (1.7, -0.2, -1.0, -2.0)  # same day, day before, two days before, other
OTHER_LEAD = (1.0, 0.6, -0.2, -0.9)  # outlets that are no agencies write up the news of days
FULL_WEEKDAY, NOT_FULL_WEEKDAY = 1.9, -3.3
YEAR_TOLD, YEAR_PER_YEAR, YEAR_FLOOR, BEFORE_TOLD_YEAR = 1.2, 0.3, -2.0, -6.0
OPEN_YEAR, BEFORE_OPEN_YEAR, PLANNING_YEARS = 0.6, -1.0, 10
DATE_BESIDE = 2.5
IN_OFFICE, NEAR_OFFICE, OUT_OF_OFFICE = 1.0, 0.0, -3.0


class TermsOfOffice(Protocol):
    """Who held which office when: what `find_publication` asks of a registry of office holders."""

    def terms_of(
        self, name: str, title: str = "", country: str | None = None
    ) -> Sequence[tuple[dt.date | None, dt.date | None]]:
        """First and last days in offices that the title fits of all persons with this name or surname; None is open."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(ABC):
    """One thing that the text says about its date: points for a day, and the words that say so.

    decides: can pick a year; the other kinds only rule years out or rank them, and never infer a date by themselves.
    """

    note: str
    decides: ClassVar[bool] = False

    @abstractmethod
    def points(self, day: dt.date) -> float:
        """How much this speaks for (or, below zero, against) publication on a day; 0 is silence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadWeekday(Evidence):
    """A bare weekday of the past in the lead: the day of the dateline, or one of the two before."""

    weekday: int
    wire: bool
    decides: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """Most for the same weekday."""
        table = WIRE_LEAD if self.wire else OTHER_LEAD
        return table[min((day.isoweekday() - self.weekday) % 7, len(table) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayOfDate(Evidence):
    """`Tuesday, Sept. 1`: a day of the month with its weekday, nearest to the story's day."""

    month: int
    day: int
    weekday: int
    decides: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """For or against the year in which the weekdays agree."""
        near = [
            found for year in (day.year - 1, day.year, day.year + 1) if (found := _date(year, self.month, self.day))
        ]
        if not near:
            return NOT_FULL_WEEKDAY
        found = min(near, key=lambda other: (abs((other - day).days), other))
        return FULL_WEEKDAY if found.isoweekday() == self.weekday else NOT_FULL_WEEKDAY


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestYear(Evidence):
    """The newest year that the text tells of: a story is not older than a year told as past, and seldom much younger.

    past: a verb of the past governs it; without one the year may be a plan's, of some years to come.
    """

    year: int
    past: bool

    def points(self, day: dt.date) -> float:
        """Falls with every year after the newest one."""
        gap = day.year - self.year
        if gap < 0:
            return BEFORE_TOLD_YEAR if self.past or gap < -PLANNING_YEARS else BEFORE_OPEN_YEAR
        return max(YEAR_FLOOR, (YEAR_TOLD if self.past else OPEN_YEAR) - YEAR_PER_YEAR * gap)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateBeside(Evidence):
    """A complete date in the text within ten days of the story's day."""

    date: dt.date
    decides: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """Only for days beside it."""
        return DATE_BESIDE if abs((day - self.date).days) <= 10 else 0.0  # noqa: PLR2004


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Evidence):
    """A term that is news in some years only."""

    term: PeriodTerm

    def points(self, day: dt.date) -> float:
        """Against the years outside; a little for those inside where both ends are known."""
        first, last = self.term.first or dt.MINYEAR, self.term.last or dt.MAXYEAR
        if not first <= day.year <= last:
            return -self.term.weight
        return 0.5 if last - first <= 10 else 0.0  # noqa: PLR2004


@dataclass(frozen=True, slots=True, kw_only=True)
class InOffice(Evidence):
    """A title and name whose terms of office are known."""

    terms: tuple[tuple[dt.date | None, dt.date | None], ...]

    def points(self, day: dt.date) -> float:
        """For the days of a term, against the days away from all of them."""
        best = OUT_OF_OFFICE
        for first, last in self.terms:
            begun, ended = (first or dt.date.min) <= day, last is not None and last < day
            faded = last is None and first is not None and day.year - first.year > _OPEN_TERM_YEARS
            if begun and not ended and not faded:
                return IN_OFFICE
            if faded:
                best = max(best, NEAR_OFFICE)
            if _within(day, first) or _within(day, last):
                best = NEAR_OFFICE
        return best


def find_evidence(split: SplitStory, terms: TermsOfOffice | None) -> tuple[Evidence, ...]:
    """All that body and headline say about the story's year, in the order of the kinds above."""
    sentences = [sentence for sentence in split.sentences if sentence.part in {"body", "headline"}]
    text = "\n".join(sentence.text for sentence in sentences)
    forms = [(form, sentence) for sentence in sentences for form in find_forms(sentence.text, sentence.start)]
    body = [sentence.index for sentence in sentences if sentence.part == "body"][:_LEAD_SENTENCES]
    lead = next(
        (
            form
            for form, sentence in forms
            if sentence.index in body
            and form.rule == "weekday"
            and form.shift is None
            and direction(None, form.start, sentence.text[: form.start - sentence.start]) != "future"
        ),
        None,
    )
    found: list[Evidence] = []
    if lead is not None and lead.weekday:
        found.append(
            LeadWeekday(
                note=split.story.text[lead.start : lead.end], weekday=lead.weekday, wire=bool(split.masthead.agency)
            )
        )
    told = [
        (form, side) for form, sentence in forms if (side := _side(form, sentence.text, sentence.start)) != "future"
    ]
    found.extend(_dates(told, split.story.text))
    found.extend(_periods(text))
    if terms is not None:
        found.extend(_offices(text, terms))
    return tuple(found)


def _side(form: Form, text: str, start: int) -> Direction:
    """On which side of the story a date lies: "by 2030" and "will ... in 2027" are ahead."""
    before = text[: form.start - start]
    if re.search(r"\bby(?:\s+the\s+end\s+of)?\s*$", before):
        return "future"
    return "" if re.search(r"\b(?:to|until|till|through|for)\s+$", before) else direction(None, form.start, before)


def _dates(forms: Sequence[tuple[Form, Direction]], text: str) -> Iterator[Evidence]:
    words = load_dating_words()
    newest: dict[bool, Form] = {}
    for form, side in forms:
        if form.kind != "date" or form.fiscal:
            continue
        note = text[form.start : form.end]
        if form.weekday and form.month and form.day and form.year is None and form.year_shift is None:
            yield WeekdayOfDate(note=note, month=form.month, day=form.day, weekday=form.weekday)
        if form.year is None or not 1000 <= form.year <= words.last_year:  # noqa: PLR2004
            continue
        date = _date(form.year, form.month, form.day) if form.month and form.day else None
        if date is not None:
            yield DateBeside(note=note, date=date)
        past = side == "past"
        if past not in newest or _end_year(form) > _end_year(newest[past]):
            newest[past] = form
    for past, form in sorted(newest.items()):
        if past or True not in newest or _end_year(form) > _end_year(newest[True]):
            yield NewestYear(note=text[form.start : form.end], year=_end_year(form), past=past)


def _end_year(form: Form) -> int:
    return form.end_year or form.year or 0


# ------------------------------------------------------------------------------------------------ terms and offices
@cache
def _term_pattern() -> tuple[re.Pattern[str], Mapping[str, PeriodTerm]]:
    by = {term.term: term for term in load_dating_words().terms}
    body = "|".join(re.escape(term) for term in sorted(by, key=lambda term: (-len(term), term)))
    return re.compile(rf"(?<![\w/])(?:{body})(?![\w/])"), by


@cache
def _history_pattern() -> re.Pattern[str]:
    words = sorted(load_dating_words().not_now, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b[\s-]*(?:the\s+)?(?:[A-Z]\w+\s+)*$", re.IGNORECASE)


def _is_history(text: str, start: int) -> bool:
    return _history_pattern().search(text, max(0, start - _HISTORY_WINDOW), start) is not None


def _periods(text: str) -> Iterator[Evidence]:
    pattern, by = _term_pattern()
    seen: dict[str, None] = {}
    for match in pattern.finditer(text):
        reason = by[match.group()].reason
        if reason not in seen and not _is_history(text, match.start()):
            seen[reason] = None
            yield Period(note=f"{match.group()} ({reason})", term=by[match.group()])


@cache
def _title_pattern() -> re.Pattern[str]:
    titles = "|".join(
        re.escape(title) for title in sorted(load_dating_words().titles, key=lambda title: (-len(title), title))
    )
    name = (
        r"[A-Z][\w'’-]*[a-z](?:\s+(?:[A-Z]\.\s*|(?:al|bin|da|de|der|di|du|el|la|van|von)\s+)?[A-Z][\w'’-]*[a-z]){0,2}"
    )
    return re.compile(
        rf"(?P<title>(?:(?:[A-Z][\w-]*|of|and|for)\s+){{0,6}}?\b(?:{titles})(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z]\w+?)?)\s+(?P<name>{name})"
    )


def _offices(text: str, terms: TermsOfOffice) -> Iterator[Evidence]:
    seen: dict[str, None] = {}
    for match in _title_pattern().finditer(text):
        title, name = _trimmed(match.group("title")), _trimmed(match.group("name"))
        key = f"{title} {name}"
        past = _history_pattern().match(title + " ") or _is_history(text, match.start())
        if key in seen or len(seen) >= _MAX_TERMS or past:
            continue
        seen[key] = None
        spans = tuple(terms.terms_of(name, title))
        if spans:
            yield InOffice(note=key, terms=spans)


def _trimmed(words: str) -> str:
    """Without a word of grammar in front and a genitive behind."""
    return re.sub(r"^(?:(?:and|of|for|the)\s+)+|['’]s?$", "", " ".join(words.split()))


def _within(day: dt.date, edge: dt.date | None) -> bool:
    return edge is not None and abs(day - edge) <= _NEAR_TERM


def _date(year: int, month: int | None, day: int | None) -> dt.date | None:
    try:
        return dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
