"""The date in a dateline: "Sept. 2", "2 de marzo de 1999", "5/3/87", "1987-03-05", with or without year and time."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dateline.lexicon.wire import Calendar

from .patterns import one_of
from .stamps import full_year

_MONTHS, _DAYS = 12, 31


def header_date(calendar: Calendar) -> re.Pattern[str]:
    """The pattern of a date in a header; its group "date" leaves out a time behind it, for `day_of` and `year_of` to read."""
    month = one_of(calendar.months)
    weekday = rf"(?:{one_of(calendar.weekdays)}\b\.?,?\s+)?"
    year = r"(?:,?\s+(?:de\s+)?(?P<year>\d{4}|['’]\d{2}|\d{2}(?=\s*[(\[,/]|$)))?"
    words = (
        rf"(?:(?P<m1>{month})\b\.?\s*(?P<d1>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?"
        rf"|(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?P<m2>{month})\b\.?){year}"
    )
    figures = (
        r"(?P<y3>\d{4})-(?P<m3>\d{1,2})-(?P<d3>\d{1,2})"
        r"|(?P<d4>\d{1,2})(?P<sign>[-/.])(?P<m4>\d{1,2})(?P=sign)(?P<y4>\d{4}|\d{2})(?!\d)"
    )
    time = rf"(?:,?\s+\d{{1,2}}[:.h]?\d{{2}}(?:\s?(?:hrs|hours|{one_of(calendar.zones)}))?(?=\s*[(\[,/–—-]|\s*$))?"
    return re.compile(rf"(?:^|[\s,.(])(?P<date>{weekday}(?:{words}|{figures})){time}", re.IGNORECASE)


def day_of(match: re.Match[str], months: Mapping[str, int]) -> tuple[int, int] | None:
    """Month and day, None if there is no such day; 3/4 is the third of April unless there is no such month."""
    if written := match["m1"] or match["m2"]:
        month, day = months[written.casefold()], int(match["d1"] or match["d2"])
    elif match["y3"]:
        month, day = int(match["m3"]), int(match["d3"])
    else:
        month, day = int(match["m4"]), int(match["d4"])
        month, day = (day, month) if month > _MONTHS >= day else (month, day)
    return (month, day) if 1 <= month <= _MONTHS and 1 <= day <= _DAYS else None


def year_of(match: re.Match[str]) -> int | None:
    """The year of the date, None where it has none."""
    written = match["year"] or match["y3"] or match["y4"]
    return full_year(written.lstrip("'’")) if written else None
