"""Complete dates in furniture ("02.02.2017 11:48 MSK", "Posted 06:15, Nov 13, 2019"), and lines that are nothing but a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from dateline.lexicon.wire import WireConventions

from .marks import Stamp
from .patterns import one_of

MAX_LINE = 120
_TIME = re.compile(
    r"\b(?:\d{1,2}(?:[:.h]\d{2}){1,2}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)(?:\s?(?-i:[A-Z]{2,5})\b)?"
    r"|\b\d{3,4}\b\s?(?-i:[A-Z]{1,5})\b",
    re.IGNORECASE,
)
# The last line of a file of the 1980s and 1990s: agency, time, and month, day and year in two digits each, as American systems
# wrote them ("Reut11:52 05-03-94", "AP-NY-05-03-94 1152EDT").
_SERVICE = re.compile(
    r"[A-Z][A-Za-z]{1,8}(?:-[A-Z]{2})?[\s-]{0,2}(?:\d{1,2}:\d{2}\s)?(?P<month>\d{2})-(?P<day>\d{2})-(?P<year>\d{2})(?:\s\d{4}[A-Z]{3})?"
)
#: A year of two digits from here on is one of the last century.
_FIRST_SHORT_YEAR = 40
# Agency behind a bar on the line of a page's date: "Published: 30 May 2017, 17:48 CAT | ZPA".
_SIGNED = re.compile(r"(?P<date>.*\S)\s+[|·•]\s+[A-Z]{2,8}")
_DIGIT = re.compile(r"\d")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "de", "am", "pm", "a", "p", "m", "h"})
_WORD = re.compile(r"[^\W\d_]+")
#: A section's name may stand beside the date of a page's header, but no sentence.
MAX_HEADER_WORDS = 5
MAX_DATE_WORDS = 16


class Stamps:
    """Finds complete dates and date lines."""

    def __init__(self, wire: WireConventions) -> None:
        calendar = wire.calendar
        month = one_of(calendar.months)
        self._months = calendar.months
        self._date = re.compile(
            rf"(?<!\w)(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]*(?:de\s+)?(?P<m1>{month})\b\.?,?[\s-]*(?:de\s+)?(?P<y1>\d{{4}})"
            rf"|(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
            r"|(?P<y3>\d{4})(?P<s3>[-/.])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})(?:T(?=\d\d:))?"
            r"|(?P<y6>(?:19|20)\d\d)(?P<m6>[01]\d)(?P<d6>[0-3]\d)"
            r"|(?P<a4>\d{1,2})(?P<s4>[-/.])(?P<b4>\d{1,2})(?P=s4)(?P<y4>\d{4}|\d{2})"
            rf"|(?P<d5>\d{{1,2}})(?:\d{{4}}\s?(?:GMT|UTC|Z)?)?[\s-]?(?P<m5>{month})\.?[\s-]?['’]?(?P<y5>\d{{2}})(?![:.]\d|\s?[ap]\.?m\b|\s\d\d\b))(?!\d)",
            re.IGNORECASE,
        )
        self._partial = re.compile(
            rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{month}|{month}\.?\s+\d{{1,2}})(?!\w)", re.IGNORECASE
        )
        self._month_first = re.compile(rf"\d\s?[ap]\.?m\b|\b{one_of(calendar.month_first_zones)}\b", re.IGNORECASE)
        words = (*calendar.weekdays, *calendar.zones, *wire.page.date_line_words)
        self._words = frozenset(word.casefold() for word in words)
        self._usual = self._words | frozenset(calendar.months) | _ORDINALS

    def find(self, text: str) -> list[Stamp]:
        """The complete dates in a line; where 3/4 can be read both ways, the likelier reading and the other."""
        if service := _SERVICE.fullmatch(text.strip()):
            date = _date(full_year(service["year"]), int(service["month"]), int(service["day"]))
            return [Stamp(date=date)] if date else []
        month_first = bool(self._month_first.search(text))
        found = (self._stamp(match, month_first) for match in self._date.finditer(text))
        return [stamp for stamp in found if stamp]

    def _stamp(self, match: re.Match[str], month_first: bool) -> Stamp | None:
        usual = True
        if match["y4"]:
            a, b, year = int(match["a4"]), int(match["b4"]), full_year(match["y4"])
            month_first = month_first and match["s4"] != "."
            readings = [(a, b), (b, a)] if month_first else [(b, a), (a, b)]
            usual = month_first or (match["s4"] == "." and len(match["y4"]) > 2)  # noqa: PLR2004  (digits of a short year)
        elif match["y3"] or match["y6"]:
            kind = "3" if match["y3"] else "6"
            year, readings = int(match["y" + kind]), [(int(match["m" + kind]), int(match["d" + kind]))]
        else:
            kind = "1" if match["y1"] else "2" if match["y2"] else "5"
            year = full_year(match["y" + kind])
            readings = [(self._months[match["m" + kind].casefold()], int(match["d" + kind]))]
        dates = [date for month, day in readings if (date := _date(year, month, day))]
        if not dates:
            return None
        other = dates[1] if len(dates) > 1 and dates[1] != dates[0] else None
        return Stamp(date=dates[0], other=other, usual=usual)

    def is_date_line(self, flat: str) -> bool:
        """Is the line a date or a time and nothing else, words such as "Posted", time zones and the agency's mark apart?"""
        if signed := _SIGNED.fullmatch(flat):
            return self._date.search(signed["date"]) is not None and self._rest(signed["date"]) == []
        return _SERVICE.fullmatch(flat) is not None or self._rest(flat) == []

    def is_dated_header(self, flat: str) -> bool:
        """Is the line a complete date with the name of a section beside it ("date 2021-03-04 Horn of Africa")?"""
        rest = self._rest(flat)
        if not rest or len(rest) > MAX_HEADER_WORDS or flat[-1] in ".!?" or not self._date.search(flat):
            return False
        return all(word[0].isupper() for word in rest)

    def _rest(self, flat: str) -> list[str] | None:
        """The words beside date, time and their usual company; None where there is no date or time, or too much text."""
        if len(flat) > MAX_LINE or flat.count(" ") > MAX_DATE_WORDS or not _DIGIT.search(flat):
            return None
        strangers = [word for word in _WORD.findall(flat) if word.casefold() not in self._usual]
        if len(strangers) > MAX_HEADER_WORDS + 1:
            return None
        bare, dates = self._date.subn(" ", flat)
        bare, times = _TIME.subn(" ", bare)
        bare, partials = self._partial.subn(" ", bare)
        if not dates + times + partials:
            return None
        return [word for word in _WORD.findall(bare) if word.casefold() not in self._words]


def settle(stamps: Iterable[Stamp], month_day: tuple[int, int] | None) -> tuple[dt.date, ...]:
    """The dates of stamps, each once, in order; 3/4 is read so that it lies nearest to the dateline's day, if there is one.

    Without a dateline's day both readings of "03/04/2005" are given, unless its marks say which is meant.
    """
    dates: dict[dt.date, None] = {}
    for stamp in stamps:
        dates[_nearest(stamp, month_day)] = None
        if month_day is None and stamp.other is not None and not stamp.usual:
            dates[stamp.other] = None
    return tuple(dates)


def _nearest(stamp: Stamp, month_day: tuple[int, int] | None) -> dt.date:
    if stamp.other is None or month_day is None:
        return stamp.date
    return min((stamp.date, stamp.other), key=lambda date: days_apart(date, month_day))


def days_apart(date: dt.date, month_day: tuple[int, int]) -> int:
    """Days between a date and the nearest such day of a year."""
    years = (date.year - 1, date.year, date.year + 1)
    return min((abs((date - day).days) for year in years if (day := _date(year, *month_day))), default=366)


def full_year(written: str) -> int:
    """A year as written, with its century: '88 is 1988, '07 is 2007."""
    year = int(written)
    if len(written) > 2:  # noqa: PLR2004  (digits of a short year)
        return year
    return year + (1900 if year >= _FIRST_SHORT_YEAR else 2000)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
