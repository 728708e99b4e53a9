"""When was a story published? Given, written in the dateline, stamped on the page, inferred from what it says, or unknown."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

from dateline.lexicon.timewords import load_dating_words, load_timewords
from dateline.records import Publication, PublicationCandidate, SplitStory
from dateline.records.siblings import Fit
from dateline.settings import Settings

from .timex.calendar import safe_date
from .timex.dating import FLAT_CONTRADICTION, Evidence, NewestYear, TermsOfOffice, find_evidence
from .timex.year_signs import YearTold, find_year_signs, weekday_in

__all__ = ["TermsOfOffice", "find_publication", "fits_day"]

UNKNOWN = Publication(date=None, basis="unknown", confidence=0.0)
_LEAST_CONFIDENCE = 0.8
_CLOSE_DAYS = 3
_DECIDING = 0.5  # points of one piece of evidence that can pick a year
_KEPT = 8
_YEAR = re.compile(r"\d{4}|\d[-/.]\d\d?[-/.]\d\d$|['’]\d\d$")
_GIVEN, _DATELINE, _STAMP, _PAGE, _SIBLING = 0.99, 0.97, 0.93, 0.9, 0.85
_YEAR_GIVEN = 0.97
_REPRINT_DAYS = (
    31  # a complete dateline that much before the day given is that of the copy, the day given that of an archive
)
_APART_DAYS = 366  # stamps that far apart, told as often as each other, tell nothing
_SIGNED_LENGTH = 60
_SIGNED_NUMBERS = re.compile(r"(?<!\d)(?<!\d[/.-])(\d{1,2})[/.-](\d{1,2})[/.-](?P<year>\d\d)\W*$")
_CENTURY, _FIRST_SHORT_YEAR = 100, 40


def find_publication(split: SplitStory, terms: TermsOfOffice | None, settings: Settings) -> Publication:
    """The publication date, on the first of these grounds that the story has; all other dates are kept as candidates.

    given: a field of the input, else `settings.published`. dateline: complete with its year; it overrules the date of a page's
    metadata, which may be that of a reprint or of the scraping, and a day given over a month later. sibling: a day that other
    stories of a ledger decide, where the story itself tells none. dateline+year given: the
    dateline's day in the year that the input gave. stamp: a complete date in slug, byline, sign-off or page
    furniture that does not contradict the dateline; it also gives its year to a dateline that writes only the day (basis
    "stamp" too). page: the page's metadata. inferred: a dateline without a year, and one year that weekdays, years told, terms
    of office and terms of their time speak for; unknown if no year leads clearly. No clock is asked.
    """
    written = _written(split)
    story = split.story
    if story.published is not None and story.published_basis == "sibling":
        return _of_siblings(split, story.published.date(), _inferred(split, terms, None))
    given = story.published.date() if story.published else None
    if given is not None and story.published_basis != "page":
        reprint = bool(written) and written[0].score == _DATELINE and (given - written[0].date).days > _REPRINT_DAYS
        if not reprint:
            return _publication(given, "given", _GIVEN, written)
        archive = PublicationCandidate(date=given, score=_PAGE, reasons=("given, long after the dateline",))
        return _publication(written[0].date, "dateline", _DATELINE, [*written, archive])
    if given is None and settings.published is not None:
        return _publication(settings.published, "given", _GIVEN, written)
    year = story.published_year or settings.published_year
    if given is None and year is not None:
        return _of_year(split, year, written)
    page = [PublicationCandidate(date=given, score=_PAGE, reasons=("page metadata",))] if given else []
    for candidate in written:
        if given is None or abs((candidate.date - given).days) > _CLOSE_DAYS:
            basis = "dateline" if candidate.score == _DATELINE else "stamp"
            return _publication(candidate.date, basis, candidate.score, [*written, *page])
        return _publication(
            candidate.date, "dateline" if candidate.score == _DATELINE else "page", _DATELINE, [*written, *page]
        )
    month_day = split.masthead.month_day
    if given is not None and (month_day is None or _agrees(given, month_day)):
        return _publication(given, "page", _PAGE, page)
    return _inferred(split, terms, given)


def _of_siblings(split: SplitStory, day: dt.date, own: Publication) -> Publication:
    """The day that siblings decide, with all that the story's own evidence weighed told beside it."""
    first = PublicationCandidate(date=day, score=_SIBLING, reasons=(f"sibling {split.story.published_by}",))
    rivals = tuple(candidate for candidate in own.candidates if candidate.date != day)
    return Publication(date=day, basis="sibling", confidence=_SIBLING, candidates=(first, *rivals))


def fits_day(split: SplitStory, day: dt.date) -> Fit:
    """How well what a story says of weekdays and years goes with publication on a day."""
    fits = [item.fit(day) for item in (*find_evidence(split, None), *find_year_signs(split))]
    return Fit.AGAINST if Fit.AGAINST in fits else max(fits, default=Fit.UNSAID)


def _of_year(split: SplitStory, year: int, written: Sequence[PublicationCandidate]) -> Publication:
    """The day of the dateline, or of a stamp, in the year that the input gave."""
    own = next((candidate for candidate in written if candidate.date.year == year), None)
    if own is not None:
        return _publication(own.date, "dateline" if own.score == _DATELINE else "stamp", own.score, written)
    month_day = split.masthead.month_day
    day = safe_date(year, *month_day) if month_day else None
    if day is None or _contradicts_weekday(split, day):
        return UNKNOWN
    return _publication(day, "dateline+year given", _YEAR_GIVEN, written)


def _contradicts_weekday(split: SplitStory, day: dt.date) -> bool:
    """Writes the dateline a weekday that the day is not?"""
    weekday = weekday_in(split.masthead.date_text or "")
    return weekday is not None and weekday != day.isoweekday()


def _publication(
    date: dt.date, basis: str, confidence: float, candidates: Sequence[PublicationCandidate]
) -> Publication:
    """The date with the candidates that say something else told beside it."""
    own = next((candidate for candidate in candidates if candidate.date == date), None)
    rivals = [candidate for candidate in candidates if candidate.date != date]
    first = own or PublicationCandidate(date=date, score=confidence, reasons=(basis,))
    return Publication(date=date, basis=basis, confidence=confidence, candidates=(first, *rivals))


def _written(split: SplitStory) -> list[PublicationCandidate]:
    """Complete dates that the text itself writes: that of the dateline, then stamps that agree with it, the most frequent first."""
    masthead = split.masthead
    found: list[PublicationCandidate] = []
    complete = safe_date(masthead.year, *masthead.month_day) if masthead.year and masthead.month_day else None
    if complete is not None and _writes_year(split):
        found.append(PublicationCandidate(date=complete, score=_DATELINE, reasons=("complete dateline",)))
    elif complete is not None:
        found.append(
            PublicationCandidate(date=complete, score=_STAMP, reasons=("day of the dateline, year of a stamp",))
        )
    counts: dict[dt.date, int] = {}
    for stamp in (*masthead.stamps, *_signed(split.story.text, masthead.month_day)):
        counts[stamp] = counts.get(stamp, 0) + 1
    if complete is None and masthead.month_day is None:
        counts = _in_one_order(counts, split)
        if _is_torn(counts):
            return found
    for stamp in sorted(counts, key=lambda day: -counts[day]):
        if complete is None and masthead.month_day is not None and not _agrees(stamp, masthead.month_day):
            continue
        if stamp != complete:
            found.append(PublicationCandidate(date=stamp, score=_STAMP, reasons=(f"stamp, {counts[stamp]} times",)))
    return found


@cache
def _signed_pattern() -> re.Pattern[str]:
    """`0914GMT 03 MAR 94`, "030914 GMT MAR 94": how wire systems signed off."""
    words = load_timewords().words
    months = "|".join(word.upper() for word, entry in words.items() if entry.code == "M" and entry.abbreviated)
    return re.compile(
        rf"\b(?P<day>[0-3]?\d)(?:\d{{4}}\s?(?:GMT|Z))?[\s-]?(?P<month>{months}|MAY|JUNE|JULY)[\s-]?'?(?P<year>\d\d)\W*$"
    )


def _signed(text: str, month_day: tuple[int, int] | None) -> list[dt.date]:
    """The date of a sign-off with a year of two digits at the end of the text.

    One in numbers alone ("rk/25/03/97") has to be the day of the dateline, in either order of day and month.
    """
    start = max(0, len(text) - _SIGNED_LENGTH)
    match = _signed_pattern().search(text, start)
    if match is not None:
        day = safe_date(
            _full_year(match["year"]), int(load_timewords().words[match["month"].lower()].value), int(match["day"])
        )
        return [day] if day else []
    match = _SIGNED_NUMBERS.search(text, start)
    if match is None or month_day not in {(int(match[1]), int(match[2])), (int(match[2]), int(match[1]))}:
        return []
    day = safe_date(_full_year(match["year"]), *month_day) if month_day else None
    return [day] if day else []


def _full_year(digits: str) -> int:
    """The year of two digits, in this century or the last."""
    return int(digits) + (_CENTURY * 19 if int(digits) >= _FIRST_SHORT_YEAR else _CENTURY * 20)


def _in_one_order(counts: Mapping[dt.date, int], split: SplitStory) -> dict[dt.date, int]:
    """The dates without those that are one numeric date in two orders ("03/04/2005"), unless a weekday of the lead decides."""
    kept = dict(counts)
    for day in sorted(counts):
        turned = safe_date(day.year, day.day, day.month)
        if turned is None or turned <= day or turned not in counts:
            continue
        points = {one: sum(item.points(one) for item in find_evidence(split, None)) for one in (day, turned)}
        likelier = max(points, key=lambda one: points[one])
        sure = abs(points[day] - points[turned]) > _DECIDING
        kept = {one: n for one, n in kept.items() if one not in points or (sure and one == likelier)}
    return kept


def _is_torn(counts: Mapping[dt.date, int]) -> bool:
    """Do stamps that are told as often as each other lie over a year apart?"""
    most = max(counts.values(), default=0)
    days = [day for day, count in counts.items() if count == most]
    return len(days) > 1 and (max(days) - min(days)).days > _APART_DAYS


def _writes_year(split: SplitStory) -> bool:
    """Does the dateline itself write the year? A masthead that does not quote its date is taken at its word."""
    text = split.masthead.date_text
    return text is None or _YEAR.search(text) is not None


def _agrees(day: dt.date, month_day: tuple[int, int]) -> bool:
    """Is the day within three days of a month and day, whatever the year?"""
    near = [safe_date(year, *month_day) for year in (day.year - 1, day.year, day.year + 1)]
    return any(other is not None and abs((day - other).days) <= _CLOSE_DAYS for other in near)


# ------------------------------------------------------------------------------------------------ inference
def _inferred(split: SplitStory, terms: TermsOfOffice | None, before: dt.date | None) -> Publication:
    month_day = split.masthead.month_day
    if month_day is None:
        return UNKNOWN
    words = load_dating_words()
    days = [day for year in range(words.first_year, words.last_year + 1) if (day := safe_date(year, *month_day))]
    days = [day for day in days if before is None or day <= before]
    if not days:
        return UNKNOWN
    evidence = (*find_evidence(split, terms), *find_year_signs(split))
    ranked = sorted((_candidate(day, evidence) for day in days), key=lambda found: (-found.score, found.date))
    top = ranked[0].score
    share = 1.0 / sum(math.exp(found.score - top) for found in ranked)
    kept = tuple(ranked[:_KEPT])
    if share < _LEAST_CONFIDENCE or not _is_decided(ranked[0].date, evidence):
        return Publication(date=None, basis="unknown", confidence=round(share, 3), candidates=kept)
    return Publication(date=ranked[0].date, basis="inferred", confidence=round(share, 3), candidates=kept)


def _is_decided(day: dt.date, evidence: Sequence[Evidence]) -> bool:
    """Does something that can pick a year speak for the day, something else support it, and nothing flatly contradict it?

    A weekday comes round every sixth year or so, and the newest year told says only roughly when: neither dates a story with the
    other alone.
    """
    points = [(item, item.points(day)) for item in evidence]
    picks = sum(item.decides and score > _DECIDING for item, score in points)
    supports = sum(item.supports and score > 0 for item, score in points)
    told = any(isinstance(item, YearTold) and score > 0 for item, score in points)
    weighed = [score for item, score in points if not (told and isinstance(item, NewestYear))]
    return bool(picks and (picks > 1 or supports)) and all(score > FLAT_CONTRADICTION for score in weighed)


def _candidate(day: dt.date, evidence: Sequence[Evidence]) -> PublicationCandidate:
    points = [(item, item.points(day)) for item in evidence]
    reasons = tuple(f"{_NAMES[type(item).__name__]} {item.note!r}: {score:+.1f}" for item, score in points if score)
    return PublicationCandidate(date=day, score=round(sum(score for _, score in points), 3), reasons=reasons)


_NAMES = {
    "LeadWeekday": "weekday of the lead",
    "WeekdayOfDate": "weekday of a date",
    "NewestYear": "newest year told",
    "DateBeside": "complete date beside",
    "Period": "term of its time",
    "InOffice": "term of office",
    "DatelineWeekday": "weekday of the dateline",
    "YearTold": "year told as this, last or next",
    "Copyright": "copyright",
}
