"""Values of time expressions and the days that they cover. Weeks are ISO weeks (Monday to Sunday)."""

from __future__ import annotations

import datetime as dt
import re

from dateline.lexicon.timewords import Holiday
from dateline.records import Grain

Extent = tuple[dt.date | None, dt.date | None, Grain]

DAYS_IN_WEEK, MONTHS_IN_YEAR = 7, 12
UNKNOWN: Extent = (None, None, "unknown")
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)(?P<weekend>-WE)?|-(?P<season>SP|SU|FA|WI)|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?)?"
)
_TABULAR_EPOCH = (
    227015  # proleptic ordinal of 1 Muharram 1 in the civil tabular Islamic calendar (Dershowitz and Reingold)
)
_LUNAR_YEARS_IN_CENTURY = 103


def date_value(year: int, month: int | None = None, day: int | None = None) -> str:
    """The TIMEX3 value of a date as far as it is known; a negative year is before Christ.

    >>> date_value(1950, 6), date_value(-480, 8), date_value(2020, 9, 2)
    ('1950-06', 'BC0480-08', '2020-09-02')
    """
    text = f"{year:04d}" if year > 0 else f"BC{-year:04d}"
    return text + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def week_value(day: dt.date) -> str:
    """The ISO week of a day: 2021-W30."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def extent(value: str) -> Extent:
    """First day, last day (inclusive) and grain of a value; (None, None, grain) where the value leaves the days open.

    A season is counted by the meteorologists' months of the north. A winter of year Y lasts from December Y-1 to February Y+1,
    because writers name it by either year. Fiscal years differ by country and have no days.
    """
    match = _VALUE.fullmatch(value)
    if match is None:
        return _other_extent(value)
    part = match.groupdict()
    year = int(part["year"])
    try:
        return _dated_extent(year, part)
    except (ValueError, OverflowError):
        return UNKNOWN


def _dated_extent(year: int, part: dict[str, str | None]) -> Extent:
    if part["week"]:
        monday = dt.date.fromisocalendar(year, int(part["week"]), 1)
        first = monday + dt.timedelta(days=5 if part["weekend"] else 0)
        return first, monday + dt.timedelta(days=DAYS_IN_WEEK - 1), "week"
    if part["season"]:
        if part["season"] == "WI":
            return dt.date(year - 1, 12, 1), month_end(year + 1, 2), "quarter"
        start = _SEASON_START[part["season"]]
        return dt.date(year, start, 1), month_end(year, start + 2), "quarter"
    if part["quarter"]:
        end = int(part["quarter"]) * 3
        return dt.date(year, end - 2, 1), month_end(year, end), "quarter"
    if part["half"]:
        end = int(part["half"]) * 6
        return dt.date(year, end - 5, 1), month_end(year, end), "year"
    if part["day"]:
        day = dt.date(year, int(part["month"] or 0), int(part["day"]))
        return day, day, "day"
    if part["month"]:
        return dt.date(year, int(part["month"]), 1), month_end(year, int(part["month"])), "month"
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _other_extent(value: str) -> Extent:
    if re.fullmatch(r"\d{3}", value) and value != "000":
        return dt.date(int(value) * 10, 1, 1), dt.date(int(value) * 10 + 9, 12, 31), "decade"
    if re.fullmatch(r"\d{2}", value) and value != "00":
        return dt.date(int(value) * 100, 1, 1), dt.date(int(value) * 100 + 99, 12, 31), "unknown"
    if re.fullmatch(r"(?:BC|FY)\d{4}(?:-Q\d|-H\d)?", value):
        return None, None, "year"
    return None, None, open_grain(value)


def open_grain(value: str) -> Grain:
    """The grain of a value with open digits: XXXX-WXX-3 is a day, XXXX-09 a month."""
    value = value.replace("BC", "")
    for shape, grain in _GRAINS:
        if shape.fullmatch(value):
            return grain
    return "unknown"


_GRAINS: tuple[tuple[re.Pattern[str], Grain], ...] = (
    (re.compile(r"[\dX]{4}-(?:WXX-\d|[\dX]{2}-[\dX]{2}(?:T.*)?)"), "day"),
    (re.compile(r"[\dX]{4}-W[\dX]{2}(?:-WE)?"), "week"),
    (re.compile(r"[\dX]{4}-(?:SP|SU|FA|WI|Q[\dX])"), "quarter"),
    (re.compile(r"[\dX]{4}-[\dX]{2}"), "month"),
    (re.compile(r"[\dX]{4}"), "year"),
)


def month_end(year: int, month: int) -> dt.date:
    """Last day of a month; month 13 and further run into the next year."""
    year, month = year + month // MONTHS_IN_YEAR, month % MONTHS_IN_YEAR + 1
    return dt.date(year, month, 1) - dt.timedelta(days=1)


def add_months(year: int, month: int, shift: int) -> tuple[int, int]:
    """The month that is `shift` months after another."""
    index = year * MONTHS_IN_YEAR + month - 1 + shift
    return index // MONTHS_IN_YEAR, index % MONTHS_IN_YEAR + 1


def safe_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None if the calendar has none such (Feb. 30, years before 1)."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shifted(day: dt.date, days: int) -> dt.date | None:
    """A day so many days later, None where the calendar ends."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def easter(year: int) -> dt.date:
    """Easter Sunday of the Western churches (the anonymous Gregorian algorithm, Meeus 1991).

    >>> easter(2021)
    datetime.date(2021, 4, 4)
    """
    golden, century, rest = year % 19, year // 100, year % 100
    leap, over = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, odd = divmod(rest, 4)
    sunday = (32 + 2 * over + 2 * quarter - moon - odd) % 7
    correction = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * correction + 114, 31)
    return dt.date(year, month, day + 1)


def holiday_days(holiday: Holiday, year: int) -> tuple[dt.date, dt.date, bool] | None:
    """First and last day of a holiday in a year and whether they are exact; None if the tables do not reach that year."""
    start: dt.date | None = None
    if holiday.once:
        start = holiday.once
    elif holiday.fixed:
        start = safe_date(year, *holiday.fixed)
    elif holiday.easter is not None and 1583 <= year <= 9998:  # noqa: PLR2004  (the Gregorian calendar)
        start = easter(year) + dt.timedelta(days=holiday.easter)
    elif holiday.nth_weekday:
        start = nth_weekday(year, *holiday.nth_weekday)
    elif holiday.islamic:
        start = islamic_date(year, *holiday.islamic)
        return None if start is None else (start, start + dt.timedelta(days=holiday.days - 1), False)
    elif holiday.table:
        start = next((day for day in holiday.table if day.year == year), None)
    return None if start is None else (start, start + dt.timedelta(days=holiday.days - 1), True)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date | None:
    """The n-th Monday (1) to Sunday (7) of a month, -1 the last; None outside the calendar."""
    first = safe_date(year, month, 1)
    if first is None:
        return None
    day = 1 + (weekday - first.isoweekday()) % DAYS_IN_WEEK + DAYS_IN_WEEK * (nth - 1 if nth > 0 else 3)
    if nth < 0 and day + DAYS_IN_WEEK <= month_end(year, month).day:
        day += DAYS_IN_WEEK
    return safe_date(year, month, day)


def islamic_date(year: int, month: int, day: int) -> dt.date | None:
    """The first day in a Gregorian year with this month and day of the tabular Islamic calendar; None outside 700-9000.

    >>> islamic_date(2021, 9, 1)
    datetime.date(2021, 4, 13)
    """
    if not 700 <= year <= 9000:  # noqa: PLR2004
        return None
    lunar = (year - 622) * _LUNAR_YEARS_IN_CENTURY // 100 - 1
    for candidate in range(lunar, lunar + 4):
        months = (59 * (month - 1) + 1) // 2
        ordinal = _TABULAR_EPOCH - 1 + day + months + (candidate - 1) * 354 + (3 + 11 * candidate) // 30
        found = dt.date.fromordinal(ordinal)
        if found.year == year:
            return found
    return None
