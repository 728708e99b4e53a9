"""Evidence for the year of a story that does not write it: weekdays, years told, terms of office, terms of their time."""

from __future__ import annotations

import datetime as dt
import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Protocol

from dateline.lexicon.timewords import PeriodTerm, load_dating_words
from dateline.records import Sentence, SplitStory
from dateline.records.siblings import Fit

from .build import find_forms
from .form import Form
from .tense import Direction, direction, direction_after

_LEAD_SENTENCES = 3
_HISTORY_WINDOW = 20
_SATURDAY = 6
_NEAR_TERM = dt.timedelta(days=60)
_MAX_TERMS = 12
_TODAY = frozenset({"dayword", "tonight"})
_OPEN_TERM_YEARS = 6  # a term without an end says nothing of later years

# Points are natural logarithms of likelihood ratios between years. All were set by hand: from counts where a count could be
# had, then adjusted while the errors on stories of the development sets were read. None is the result of a fit, and none is to
# be taken for one.
#
# The weekday of a lead, against 1 in 7 for a year drawn at random. A bare weekday of the past in the first sentence of agency
# copy is taken to be the dateline's own day in 86 of 100 stories, the day before in 8, the day before that in 2, each other day
# in 1; what is told of a Saturday or Sunday is as often copy of the Monday. With a part of the day ("Monday night"),
# or further down, it is 60, 20, 8 and 3. Outlets that are no agencies write up
# the news of days. Copy that says "today" and "yesterday" keeps its weekdays for other days.
FIRST_LEAD = (1.8, -0.6, -2.0, -2.7)  # same day, day before, two days before, other
LATER_LEAD = (1.4, 0.3, -0.6, -1.6)
OTHER_LEAD = (1.0, 0.6, -0.2, -0.9)
TODAY_LEAD = (-2.0, -0.6, 0.2, 0.2)
FULL_WEEKDAY, NOT_FULL_WEEKDAY = 1.9, -3.3
# The newest year told as past. Of 250 stories of 1987, 2016 and 2003 to 2020, 11 in 100 tell of their own year, 22 of the year
# before, 5 of the fifth, 1 of the fifteenth: a fall like that of a power of the gap, so that ten years more or less of an old
# year ("since 1965") say next to nothing. The points fall half as fast as the count,
# which mixes kinds of stories.
YEAR_TOLD, YEAR_FALL, BEFORE_TOLD_YEAR = 1.5, 1.0, -4.5
OPEN_YEAR, OPEN_FALL, BEFORE_OPEN_YEAR, PLANNING_YEARS = 1.0, 0.6, -1.0, 10
DATE_BESIDE = 2.5
# A person named with title and full name is taken to be in office a hundred times likelier in a year of the term than in another. A
# surname alone may be a namesake's.
IN_OFFICE, NEAR_OFFICE, OUT_OF_OFFICE, SURNAME_OUT_OF_OFFICE = 1.0, 0.0, -3.6, -2.0


#: Points of one piece of evidence against the best day, after which no day is told.
FLAT_CONTRADICTION = -3.0


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

    decides: can pick a year; the other kinds only rule years out or rank them. supports: bounds the story's time by a fact of the
    world, so that it can back what picks the year.
    """

    note: str
    decides: ClassVar[bool] = False
    supports: ClassVar[bool] = False

    @abstractmethod
    def points(self, day: dt.date) -> float:
        """How much this speaks for (or, below zero, against) publication on a day; 0 is silence."""

    def fit(self, day: dt.date) -> Fit:
        """Does it go with a day that others decide? What tells no weekday only speaks against days, if at all."""
        return Fit.UNSAID if self.points(day) > FLAT_CONTRADICTION else Fit.AGAINST


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadWeekday(Evidence):
    """A bare weekday of the past in the lead: the day of the dateline, or one of the two before.

    table: points if it is the story's own day, the day before, the day before that, any other.
    """

    weekday: int
    table: tuple[float, ...]
    decides: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """Most for the same weekday."""
        return self.table[min((day.isoweekday() - self.weekday) % 7, len(self.table) - 1)]

    def fit(self, day: dt.date) -> Fit:
        """Is the weekday told that of the day, or of one of the two days before? Copy that says "today" tells none."""
        if self.table is TODAY_LEAD:
            return Fit.UNSAID
        back = (day.isoweekday() - self.weekday) % 7
        return Fit.SAME if back == 0 else Fit.NEAR if back < len(self.table) - 1 else Fit.AGAINST


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

    def fit(self, day: dt.date) -> Fit:
        """Has the date its weekday in the year of the day?"""
        return Fit.SAME if self.points(day) > 0 else Fit.AGAINST


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestYear(Evidence):
    """The newest year that the text tells of: a story is not older than a year told as past, and seldom much younger.

    past: a verb of the past governs it; without one the year may be a plan's, of some years to come. bound: a newer year is told
    too, so this one says only that the story is not older.
    """

    year: int
    past: bool
    bound: bool = False

    def points(self, day: dt.date) -> float:
        """Falls with the logarithm of the years since."""
        gap = day.year - self.year
        if gap < 0:
            return BEFORE_TOLD_YEAR if self.past or gap < -PLANNING_YEARS else BEFORE_OPEN_YEAR
        if self.bound:
            return 0.0
        told, fall = (YEAR_TOLD, YEAR_FALL) if self.past else (OPEN_YEAR, OPEN_FALL)
        return told - fall * math.log(gap + 1)


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
    supports: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """Against the years outside; a little for those inside where both ends are known."""
        first, last = self.term.first or dt.MINYEAR, self.term.last or dt.MAXYEAR
        if not first <= day.year <= last:
            return -self.term.weight
        return 0.5 if last - first <= 10 else 0.0  # noqa: PLR2004


@dataclass(frozen=True, slots=True, kw_only=True)
class InOffice(Evidence):
    """A title and name whose terms of office are known. full: the name is more than a surname."""

    terms: tuple[tuple[dt.date | None, dt.date | None], ...]
    full: bool = True
    supports: ClassVar[bool] = True

    def points(self, day: dt.date) -> float:
        """For the days of a term, against the days away from all of them."""
        best = OUT_OF_OFFICE if self.full else SURNAME_OUT_OF_OFFICE
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
    found: list[Evidence] = list(_lead(split, forms))
    told = [
        (form, side) for form, sentence in forms if (side := _side(form, sentence.text, sentence.start)) != "future"
    ]
    found.extend(_dates(told, split.story.text))
    found.extend(_periods(text))
    if terms is not None:
        found.extend(_offices(text, terms))
    return tuple(found)


def _lead(split: SplitStory, forms: Sequence[tuple[Form, Sentence]]) -> Iterator[LeadWeekday]:
    """The first bare weekday of the lead that is not ahead."""
    body = [sentence.index for sentence in split.sentences if sentence.part == "body"][:_LEAD_SENTENCES]
    for form, sentence in forms:
        bare = sentence.index in body and form.rule == "weekday" and form.shift is None and form.weekday
        if not bare or direction(None, form.start, sentence.text[: form.start - sentence.start]) == "future":
            continue
        first = sentence.index == body[0] and form.part is None and (form.weekday or 1) < _SATURDAY
        wire = split.masthead.agency or (split.masthead.place and split.masthead.month_day)
        table = (FIRST_LEAD if first else LATER_LEAD) if wire else OTHER_LEAD
        if any(other.rule in _TODAY and other.start < split.sentences[body[-1]].end for other, _ in forms):
            table = TODAY_LEAD
        yield LeadWeekday(note=split.story.text[form.start : form.end], weekday=form.weekday or 1, table=table)
        return


def _side(form: Form, text: str, start: int) -> Direction:
    """On which side of the story a date lies: "by 2030" and "will ... in 2027" are ahead."""
    before = text[: form.start - start]
    if re.search(r"\bby(?:\s+the\s+end\s+of)?\s*$", before):
        return "future"
    if re.search(r"\b(?:to|until|till|through|for)\s+$", before):
        return ""
    return direction(None, form.start, before) or direction_after(text[form.end - start :])


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
    last = max(map(_end_year, newest.values()), default=0)
    for past, form in sorted(newest.items()):
        year = _end_year(form)
        if past or year == last:
            yield NewestYear(note=text[form.start : form.end], year=year, past=past, bound=year < last)


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
        rf"(?:(?P<title>(?:(?:[A-Z][\w-]*|of|and|for)\s+){{0,6}}?\b(?:{titles})(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z]\w+?)?)\s+"
        rf"|\bcounterpart,?\s+(?!(?:[A-Z][\w-]*\s+){{0,5}}?(?:{titles})\b))(?P<name>{name})"
    )


def _offices(text: str, terms: TermsOfOffice) -> Iterator[Evidence]:
    """Terms of titled persons; "his Syldavian counterpart, X" has the title told last."""
    seen: dict[str, None] = {}
    last = ""
    for match in _title_pattern().finditer(text):
        title = _trimmed(match.group("title") or "")
        past = _history_pattern().match(title + " ") or _is_history(text, match.start())
        title = last = title or last
        name = _trimmed(match.group("name"))
        key = f"{title} {name}"
        if not title or key in seen or len(seen) >= _MAX_TERMS or past:
            continue
        seen[key] = None
        spans = tuple(terms.terms_of(name, title))
        if spans:
            yield InOffice(note=key, terms=spans, full=" " in name)


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
