"""Evidence for the year of a story that does not write it: weekdays, years told, terms of office, terms of their time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Protocol

from dateline.lexicon.timewords import PeriodTerm, load_dating_words
from dateline.records import SplitStory

from .build import find_forms
from .form import Form
from .tense import direction

_LEAD_SENTENCES = 3
_HISTORY_WINDOW = 20
_NEAR_TERM = dt.timedelta(days=60)
_MAX_TERMS = 12

# Points are natural logarithms of rough likelihood ratios, set by hand on stories of our own and never fitted.
LEAD_SAME_DAY, LEAD_DAY_BEFORE, LEAD_TWO_BEFORE, LEAD_OTHER = 3.0, 1.2, 0.3, -3.0
FULL_WEEKDAY, NOT_FULL_WEEKDAY = 4.0, -4.0
YEAR_TOLD, YEAR_PER_YEAR, YEAR_FLOOR, BEFORE_TOLD_YEAR = 1.2, 0.3, -2.0, -6.0
DATE_BESIDE = 4.0
IN_OFFICE, NEAR_OFFICE, OUT_OF_OFFICE = 1.5, 0.0, -3.0


class TermsOfOffice(Protocol):
    """Who held which office when: what `find_publication` asks of a registry of office holders."""

    def holders(
        self, name: str, title_words: str, country: str | None
    ) -> Iterable[tuple[dt.date | None, dt.date | None]]:
        """First and last days in offices with these title words of all persons with this name or surname; None is open."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that the text says about its date: points for a day, and the words that say so.

    decides: can pick a year; the other kinds only rule years out or rank them, and never infer a date by themselves.
    """

    note: str
    decides: ClassVar[bool] = False

    def points(self, day: dt.date) -> float:
        """How much this speaks for (or, below zero, against) publication on a day; 0 is silence."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadWeekday(Evidence):
    """A bare weekday of the past in the lead: the day of the dateline, or one of the two before."""

    weekday: int
    decides: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """Most for the same weekday."""
        back = (day.isoweekday() - self.weekday) % 7
        return {0: LEAD_SAME_DAY, 1: LEAD_DAY_BEFORE, 2: LEAD_TWO_BEFORE}.get(back, LEAD_OTHER)


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
    """The newest year that the text tells of as past: a story is not older, and seldom much younger."""

    year: int

    def points(self, day: dt.date) -> float:
        """Falls with every year after the newest one."""
        gap = day.year - self.year
        return BEFORE_TOLD_YEAR if gap < 0 else max(YEAR_FLOOR, YEAR_TOLD - YEAR_PER_YEAR * gap)


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
    decides: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """For the days of a term, against the days away from all of them."""
        best = OUT_OF_OFFICE
        for first, last in self.terms:
            early = (first or dt.date.min) <= day
            late = day <= (last or dt.date.max)
            if early and late:
                return IN_OFFICE
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
        found.append(LeadWeekday(note=split.story.text[lead.start : lead.end], weekday=lead.weekday))
    told = [form for form, sentence in forms if _is_past(form, sentence.text, sentence.start)]
    found.extend(_dates(told, split.story.text))
    found.extend(_periods(text))
    if terms is not None:
        found.extend(_offices(text, terms))
    return tuple(found)


def _is_past(form: Form, text: str, start: int) -> bool:
    """Not told as a plan: "by 2030", "will ... in 2027"."""
    before = text[: form.start - start]
    return not re.search(r"\bby(?:\s+the\s+end\s+of)?\s*$", before) and direction(None, form.start, before) != "future"


def _dates(forms: list[Form], text: str) -> Iterator[Evidence]:
    words = load_dating_words()
    newest: Form | None = None
    for form in forms:
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
        if newest is None or _end_year(form) > _end_year(newest):
            newest = form
    if newest is not None:
        yield NewestYear(note=text[newest.start : newest.end], year=_end_year(newest))


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
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})[\s-]*(?:the\s+)?(?:[A-Z]\w+\s+)?$", re.IGNORECASE)


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
    name = r"[A-Z][\w'’-]*[a-z](?:\s+(?:[A-Z]\.|[a-z]{2,3}\s)?\s*[A-Z][\w'’-]*[a-z]){0,2}"
    return re.compile(
        rf"(?P<title>(?:(?:[A-Z][\w-]*|of|and|for)\s+){{0,6}}?\b(?:{titles})(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z]\w+?)?)\s+(?P<name>{name})"
    )


def _offices(text: str, terms: TermsOfOffice) -> Iterator[Evidence]:
    seen: dict[str, None] = {}
    for match in _title_pattern().finditer(text):
        title, name = " ".join(match.group("title").split()), " ".join(match.group("name").split())
        key = f"{title} {name}"
        if key in seen or len(seen) >= _MAX_TERMS or _is_history(text, match.start()):
            continue
        seen[key] = None
        spans = tuple(terms.holders(name, title, None))
        if spans:
            yield InOffice(note=key, terms=spans)


def _within(day: dt.date, edge: dt.date | None) -> bool:
    return edge is not None and abs(day - edge) <= _NEAR_TERM


def _date(year: int, month: int | None, day: int | None) -> dt.date | None:
    try:
        return dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
