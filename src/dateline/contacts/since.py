"""When there was the last one: "first talks since 2015", "the first visit in six years", "had not met since March"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from dateline.lexicon.contact_words import ContactWords
from dateline.records import When

from .found import Found
from .page import Page

#: Characters behind "since" in which its date has to begin.
NEAR = 60
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_BREAK = re.compile(r"[;]|\.\s|, (?:and|but|when|where|who|which|said)\b")
_MONTHS = 12
_DECADE = 10
_HALF_A_YEAR = 0.5


def since_when(page: Page, words: ContactWords) -> Iterator[Found]:
    """At most one a sentence: the day of the last contact as exact as told, in EDTF."""
    for pattern in words.since_dated:
        for match in pattern.finditer(page.text):
            found = _dated(page, match)
            if found is not None:
                yield found
                return
    for pattern in words.since_counted:
        for match in pattern.finditer(page.text):
            value = _counted(page.publication.date, match, words)
            if value is not None:
                at = page.sentence.start
                yield Found(
                    field="first_since",
                    value=value,
                    start=at + match.start(),
                    end=at + match.end(),
                    rule="since.counted",
                    looks_back=True,
                )
                return


def _dated(page: Page, match: re.Match[str]) -> Found | None:
    """The first date behind "since": a time expression that was resolved, else a bare year."""
    at = page.sentence.start
    start = match.start("when")
    stop = _BREAK.search(page.text, start, match.end("when"))
    end = stop.start() if stop else match.end("when")
    inside = (when for when in page.dates if at + start <= when.start < at + min(end, start + NEAR))
    told = next((when for when in inside if when.first is not None and _is_past(when, page)), None)
    if told is not None:
        value, last = edtf(told), told.end
    elif year := _YEAR.search(page.text, start, end):
        value, last = year[1], at + year.end()
    else:
        return None
    return Found(
        field="first_since", value=value, start=at + match.start(), end=last, rule="since.dated", looks_back=True
    )


def _is_past(when: When, page: Page) -> bool:
    published = page.publication.date
    return when.first is not None and (published is None or when.first <= published)


def edtf(when: When) -> str:
    """The date as exact as told.

    >>> edtf(When(first=dt.date(2015, 10, 1), last=dt.date(2015, 10, 31), grain="month"))
    '2015-10'
    """
    if when.first is None:
        return ""
    if when.grain in {"year", "decade"}:
        return f"{when.first.year:04d}" if when.grain == "year" else f"{when.first.year // 10}X"
    whole = when.first.isoformat()
    return whole if when.grain == "day" and when.first == when.last else whole[:7]


def _counted(published: dt.date | None, match: re.Match[str], words: ContactWords) -> str | None:
    """So many years or months before publication; "~" behind it where the text says about how many."""
    number = number_of(match["n"], words)
    if published is None or number is None:
        return None
    unit = match["unit"].lower().rstrip("s")
    about = "~" if match["about"] else ""
    if unit in {"year", "decade"} and number >= 1:
        years = int(number * (_DECADE if unit == "decade" else 1))
        return f"{published.year - years:04d}{about}"
    if unit in {"month", "year"}:
        months = round(number * (_MONTHS if unit == "year" else 1))
        month = published.year * _MONTHS + published.month - 1 - months
        return f"{month // _MONTHS:04d}-{month % _MONTHS + 1:02d}{about}"
    if unit in {"week", "day"}:
        day = published - dt.timedelta(days=round(number * (7 if unit == "week" else 1)))
        return f"{day.isoformat()[:7] if unit == 'week' else day.isoformat()}{about}"
    return None


def number_of(told: str, words: ContactWords) -> float | None:
    """A number in digits or words; None for others."""
    plain = told.lower().strip()
    return float(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else words.numbers.get(plain)
