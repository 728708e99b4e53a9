"""A publication date as inputs write it, to a datetime; a date that can be read two ways is no date."""

from __future__ import annotations

import datetime as dt
import math
import re
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_TIME = r"(?:[\sT,]+(?:at\s+)?(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?(?:\.\d+)?\s*(?P<half>[ap]\.?m\b)?)?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})(?!\d)",
        rf"(?:[a-z]+,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}})(?!\d)",
        rf"(?:[a-z]+,?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)",
    )
)
_TWO_WAYS = re.compile(r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4})(?!\d)")
_SECONDS = range(10**8, 10**10)  # 1973 to 2286 as seconds since 1970
_MILLISECONDS = range(10**11, 10**13)
_YEARS = range(1800, 2200)
_YEAR = re.compile(r"[0-9]{4}")
_NOON = 12


def read_published(value: object) -> dt.datetime | None:
    """The date and time of day as written (a zone is dropped: the newsroom's own day is what "Wednesday" counts from).

    Reads ISO 8601, RFC 2822, days with the month's name, and seconds or milliseconds since 1970 (as UTC). None for
    anything else: no date, a month or year alone, or numbers that fit both day first and month first.

    >>> read_published("Sept. 2, 2020 5:25 pm")
    datetime.datetime(2020, 9, 2, 17, 25)
    >>> read_published("03/02/2020") is None
    True
    """
    moment = _moment(value)
    return moment.replace(tzinfo=None) if moment is not None and moment.year in _YEARS else None


def read_published_year(value: object) -> int | None:
    """The year where nothing but a year is written; None for all else.

    >>> read_published_year("1987"), read_published_year(1987), read_published_year("1987-06")
    (1987, 1987, None)
    """
    if isinstance(value, str) and _YEAR.fullmatch(value.strip()):
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _YEARS else None


def _moment(value: object) -> dt.datetime | None:
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001  (naive on purpose: see read_published)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _since_1970(value)
    return _written(value.strip()[:100]) if isinstance(value, str) else None


def _since_1970(value: float) -> dt.datetime | None:
    if not math.isfinite(value):
        return None
    if value == int(value) and len(str(int(value))) == len("20200902"):
        return _written(str(int(value)))
    seconds = value if int(value) in _SECONDS else value / 1000
    known = int(value) in _SECONDS or int(value) in _MILLISECONDS
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC) if known else None


def _written(text: str) -> dt.datetime | None:
    for form in _FORMS:
        if match := form.match(text):
            return _from_match(match)
    if match := _TWO_WAYS.match(text):
        return _from_numbers(int(match["first"]), int(match["second"]), int(match["year"]))
    if text.isdigit():
        return _since_1970(int(text))
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_match(match: re.Match[str]) -> dt.datetime | None:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"].lower()) + 1
    hour = int(parts["hour"] or 0)
    half = (parts["half"] or "")[:1].lower()
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    day = (int(parts["year"]), month, int(parts["day"]))
    return _datetime(*day, time=(hour, int(parts["minute"] or 0), int(parts["second"] or 0))) or _datetime(*day)


def _from_numbers(first: int, second: int, year: int) -> dt.datetime | None:
    """Day and month in either order, if only one order is possible."""
    if first == second or first > _NOON:
        return _datetime(year, second, first)
    return _datetime(year, first, second) if second > _NOON else None


def _datetime(year: int, month: int, day: int, time: tuple[int, int, int] = (0, 0, 0)) -> dt.datetime | None:
    try:
        return dt.datetime(year, month, day, *time)  # noqa: DTZ001  (naive on purpose: see read_published)
    except ValueError:
        return None
