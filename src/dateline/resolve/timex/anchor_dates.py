"""Calendar dates with parts missing: which year, which week, which side of the story's day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.lexicon.timewords import load_timewords

from .anchor_numeric import anchor_numeric, full_year
from .answer import Answer, answer
from .calendar import (
    DAYS_IN_WEEK,
    add_months,
    date_value,
    extent,
    holiday_days,
    safe_date,
    shifted,
)
from .discourse import Discourse, Point
from .form import Form
from .tense import Direction

_NEAR_DAYS = 30
_MONTHS_BACK = 8  # a month this much earlier than the one under discussion is told of the year after
_LEAP_DAY = (2, 29)
_QUARTER = 3
_EDGE_DAY = {"START": 1, "MID": 10, "END": 20}
OVERNIGHT = "overnight"
_SEASON_MONTH = {"WI": 1, "SP": 4, "SU": 7, "FA": 10}


def anchor_date(form: Form, discourse: Discourse, direction: Direction) -> Answer | None:
    """The answer for a form of kind "date" or "numeric"; None where its numbers make no date."""
    for applies, resolve in _BY_PART:
        if applies(form):
            return resolve(form, discourse, direction)
    return _of_part(form, discourse, direction)


def nearest(candidates: Sequence[dt.date], today: dt.date, direction: Direction) -> dt.date:
    """The candidate nearest to today on the side that the tense tells, if there is one on that side."""
    side = [day for day in candidates if direction == "" or (day <= today if direction == "past" else day >= today)]
    return min(side or candidates, key=lambda day: (abs((day - today).days), day > today))


# ------------------------------------------------------------------------------------------------ the year
def year_of(form: Form, discourse: Discourse) -> tuple[int | None, str]:
    """The year that a form itself tells, outright or as "last year", and the step of the basis."""
    if form.year is not None:
        return full_year(form.year, discourse), ""
    if form.year_shift is None:
        return None, ""
    point, step = discourse.anchor(form.year_scope)
    return (None if point is None else point.year + form.year_shift), "year-word+" + step


def _missing_year(form: Form, discourse: Discourse, direction: Direction) -> tuple[int | None, str]:
    """The year of a month, or month and day, that the text gives without one."""
    month = form.month or 1
    scope = form.scope if form.shift is not None else "publication"
    point, step = discourse.anchor(scope)
    if point is None:
        return None, ""
    if form.shift is not None:
        here = point.month or 1
        if form.shift < 0:
            return point.year - (month >= here), "relative:month-1+" + step
        return point.year + (month <= here if form.shift > 0 else 0), f"relative:month+{form.shift}+{step}"
    if discourse.narrative and (month, form.day) == _LEAP_DAY:
        years = (point.year, point.year + 1, point.year - 1)
        return next((year for year in years if safe_date(year, *_LEAP_DAY)), None), step
    if discourse.narrative:
        wrapped = point.month is not None and point.month - month >= _MONTHS_BACK
        return point.year + wrapped, step
    today = discourse.publication
    discussed = discourse.point
    history = discussed is not None and today is not None and discussed.year < today.year - 1 and discussed.month
    if discussed is not None and history and discourse.seen == discourse.sentence and direction != "future":
        return discussed.year, "anchor:discussed"
    return _nearest_year(form, today, direction), step + ("+tense" if direction else "")


def _nearest_year(form: Form, today: dt.date | None, direction: Direction) -> int | None:
    if today is None or form.month is None:
        return None
    years = range(today.year - 1, today.year + 2) if form.day != 29 else range(today.year - 4, today.year + 5)  # noqa: PLR2004
    if form.day is None:
        begun = direction != "past" or _EDGE_DAY.get(form.edge, 1) <= today.day
        months = [safe_date(year, form.month, 1 if begun else _EDGE_DAY[form.edge]) for year in years]
        return nearest([day for day in months if day], today.replace(day=1) if begun else today, direction).year
    days = [day for day in (safe_date(year, form.month, form.day) for year in years) if day]
    if not days:
        return None
    found = nearest(days, today, "")
    return (found if abs((found - today).days) <= _NEAR_DAYS else nearest(days, today, direction)).year


# ------------------------------------------------------------------------------------------------ by part
def _of_day(form: Form, discourse: Discourse, direction: Direction) -> Answer | None:
    """A day, or range of days, of a month."""
    month = form.month
    step = "month+day" if form.month else "day"
    if month is None:
        point, anchored = discourse.anchor(
            "publication" if direction == "future" or form.unit_shift is not None else "discussed"
        )
        if point is None or point.month is None:
            return answer(f"XXXX-XX-{form.day:02d}", step + "+no-anchor")
        year, month, source = point.year, point.month, anchored
        if form.unit_shift is not None:
            year, month = add_months(year, month, form.unit_shift)
        elif anchored == "dateline" and not discourse.narrative:
            year, month = _month_of_day(form.day or 1, point, direction)
    else:
        told, source = year_of(form, discourse)
        if told is None:
            told, source = _missing_year(form, discourse, direction)
        if told is None:
            return (
                answer(f"XXXX-{month:02d}-{form.day:02d}", step + "+no-year")
                if safe_date(2000, month, form.day or 0)
                else None
            )
        year = told
    if year > 0 and safe_date(year, month, form.day or 0) is None:
        return None
    point = Point(year=year, month=month, day=form.day)
    basis = "+".join(part for part in (step, "year" if form.year is not None else source) if part)
    found = answer(date_value(year, month, form.day) + _time(form), basis, point)
    return found if form.end_day is None else _stretched(found, year, month, form.end_day)


def _month_of_day(day: int, today: Point, direction: Direction) -> tuple[int, int]:
    """`On the 17th`: of this month, or of the month before or after if the tense puts the day there."""
    here = (today.year, today.month or 1)
    if direction != "future" and day > (today.day or 1):
        return add_months(*here, -1)
    if direction == "future" and day < (today.day or 1):
        return add_months(*here, 1)
    return here


def _stretched(found: Answer, year: int, month: int, end_day: int) -> Answer | None:
    """A range of days, as an interval of ISO 8601."""
    last = safe_date(year, month, end_day)
    if last is None or found.first is None or last <= found.first:
        return None
    value = f"{found.value}/{date_value(year, month, end_day)}"
    point = Point(year=year, month=month, day=end_day)
    return Answer(value=value, first=found.first, last=last, grain="day", basis=found.basis + "+range", point=point)


def _of_month(form: Form, discourse: Discourse, direction: Direction) -> Answer | None:
    year, source = year_of(form, discourse)
    if year is None:
        year, source = _missing_year(form, discourse, direction)
    month = form.month or 0
    if year is None:
        return answer(f"XXXX-{month:02d}", "month+no-year")
    basis = "month+" + ("year" if form.year is not None else source)
    return answer(date_value(year, month), basis, Point(year=year, month=month))


def _of_weekday(form: Form, discourse: Discourse, direction: Direction) -> Answer:
    weekday = form.weekday or 1
    point, step = discourse.anchor("publication")
    today = point.date() if point is not None else None
    if today is None:
        return answer(f"XXXX-WXX-{weekday}" + _time(form), "weekday+no-anchor")
    ahead = (weekday - today.isoweekday()) % DAYS_IN_WEEK
    if form.count is not None:
        days = ahead + round(form.count)
        step = f"relative:day{form.count:+g}+{step}"
    elif form.unit_shift is not None:
        days = weekday - today.isoweekday() + DAYS_IN_WEEK * form.unit_shift
        step = "week-word+" + step
    elif form.shift:
        days = (ahead or DAYS_IN_WEEK) if form.shift > 0 else ahead - DAYS_IN_WEEK
        step = f"relative:week{form.shift:+d}+{step}"
    elif discourse.narrative:
        days = ahead if ahead <= DAYS_IN_WEEK // 2 else ahead - DAYS_IN_WEEK
    else:
        days = ahead if ahead == 0 or direction == "future" else ahead - DAYS_IN_WEEK
        step += "+tense" if direction and ahead else ""
    day = shifted(today, days) or today
    return answer(day.isoformat() + _time(form), "weekday+" + step, Point(year=day.year, month=day.month, day=day.day))


def _of_season(form: Form, discourse: Discourse, direction: Direction) -> Answer:
    season = form.season or "SU"
    year, source = year_of(form, discourse)
    if year is None:
        point, source = discourse.anchor(form.scope if form.shift is not None else "publication")
        if point is None:
            return answer(f"XXXX-{season}", "season+no-year")
        year = _year_of_season(season, point, form.shift, direction if not discourse.narrative else "")
    text = date_value(year)
    return answer(f"{text}-{season}", "season+" + (source or "year"), Point(year=year, month=_SEASON_MONTH[season]))


def _year_of_season(season: str, point: Point, shift: int | None, direction: Direction) -> int:
    """A winter is named by the year of its January, so the winter told of in November is that of next year."""
    here, month = point.month or 6, _SEASON_MONTH[season]
    if season == "WI" and here >= 7 and point.month is not None:  # noqa: PLR2004
        return point.year + (1 if shift is None or shift >= 0 else 0)
    if shift == 0:
        return point.year
    if shift is not None and shift < 0:
        return point.year - (month >= here - 1)
    if shift is not None and shift > 0:
        return point.year + (month <= here)
    if direction == "past":
        return point.year - (month - 1 > here)
    if direction == "future":
        return point.year + (month + 1 < here)
    return point.year


def _of_quarter(form: Form, discourse: Discourse, direction: Direction) -> Answer:
    year, source = year_of(form, discourse)
    point, step = discourse.anchor(form.scope)
    quarter = form.quarter
    if year is None and point is not None:
        year, source = point.year, step
        if form.shift is not None and form.unit is None:
            year += form.shift
        elif form.shift is not None and point.month:
            year, month = add_months(point.year, point.month, 3 * form.shift)
            quarter = (month + 2) // 3
        elif point.month and not form.fiscal and not discourse.narrative:
            year, source = _nearest_part(form, point, direction), step + ("+tense" if direction else "")
    prefix = "FY" if form.fiscal else ""
    text = "XXXX" if year is None else f"{year:04d}"
    suffix = f"-Q{quarter}" if quarter else f"-H{form.half}" if form.half else ""
    basis = ("fiscal" if form.fiscal else "quarter" if quarter else "half") + "+" + (source or "year")
    moved = Point(year=year) if year is not None and (not form.fiscal or suffix == "") else None
    return answer(f"{prefix}{text}{suffix}", basis, moved)


def _nearest_part(form: Form, point: Point, direction: Direction) -> int:
    """The year of the quarter or half that is nearest on the side that the tense tells."""
    size = _QUARTER if form.quarter else 2 * _QUARTER
    today = dt.date(point.year, point.month or 1, 1)
    start = size * ((form.quarter or form.half or 1) - 1) + 1
    days = [dt.date(year, start, 1) for year in (point.year - 1, point.year, point.year + 1) if year > 0]
    here = today.replace(month=size * ((today.month - 1) // size) + 1)
    return nearest(days, here, direction).year


def _of_holiday(form: Form, discourse: Discourse, direction: Direction) -> Answer:
    holiday = load_timewords().holidays[form.holiday or ""]
    if holiday.once is not None:
        return answer(holiday.once.isoformat(), "holiday:once")
    year, source = year_of(form, discourse)
    if year is None:
        point, source = discourse.anchor(form.scope if form.shift is not None else "publication")
        if point is None:
            return answer("XXXX-XX-XX", "holiday+no-year")
        today = point.date() or safe_date(point.year, point.month or 7, 1)
        if today is None:
            return answer("XXXX-XX-XX", "holiday+no-year")
        found = [holiday_days(holiday, candidate) for candidate in range(today.year - 1, today.year + 2)]
        days = [span[0] for span in found if span is not None]
        if not days:
            return answer("XXXX-XX-XX", "holiday+no-table")
        side: Direction = (
            direction if form.shift is None else "past" if form.shift < 0 else "future" if form.shift else ""
        )
        close = nearest(days, today, "")
        if form.shift is None and abs((close - today).days) <= _NEAR_DAYS:
            side = ""
        year = point.year if form.shift == 0 or discourse.narrative else nearest(days, today, side).year
    span = holiday_days(holiday, year)
    if span is None:
        return answer(f"{date_value(year)}-XX-XX", "holiday+no-table", Point(year=year))
    first, last, exact = span
    if form.count is not None:
        first = last = shifted(first if form.count < 0 else last, round(form.count)) or first
    margin = dt.timedelta(days=0 if exact else 1)
    value = first.isoformat() + _time(form) if last == first else f"{first}/{last}"
    point = Point(year=first.year, month=first.month, day=first.day)
    return Answer(
        value=value,
        first=first - margin,
        last=last + margin,
        grain="day",
        basis="holiday+" + (source or "year"),
        point=point,
    )


def _of_decade(form: Form, discourse: Discourse, direction: Direction) -> Answer:  # noqa: ARG001
    digits = form.decade or ""
    if len(digits) == 1:
        digits = str(full_year(int(digits) * 10, discourse))[:-1]
    if digits.startswith("BC"):
        return answer("BC0" + digits.removeprefix("BC"), "decade")
    return answer(digits, "decade", Point(year=int(digits) * 10) if discourse.narrative else None)


def _of_century(form: Form, discourse: Discourse, direction: Direction) -> Answer:  # noqa: ARG001
    number = form.century or 1
    return answer(f"BC{-number - 1:02d}" if number < 0 else f"{number - 1:02d}", "century")


def _of_year(form: Form, discourse: Discourse, direction: Direction) -> Answer:  # noqa: ARG001
    year, source = year_of(form, discourse)
    if year is None:
        return answer("XXXX", "year+no-anchor")
    suffix = f"-H{form.half}" if form.half and year > 0 else ""
    found = answer(date_value(year) + suffix, source or "year", Point(year=year))
    if form.end_year is None:
        return found
    first, _, _ = extent(date_value(year))
    _, last, _ = extent(date_value(form.end_year))
    value = f"{date_value(year)}/{date_value(form.end_year)}"
    return Answer(
        value=value, first=first, last=last, grain="year", basis="year+range", point=Point(year=form.end_year)
    )


def _of_part(form: Form, discourse: Discourse, direction: Direction) -> Answer:
    """A time of day alone: of the day under discussion, in wire copy of the day told beside it or the story's; else of no day."""
    if discourse.narrative or discourse.publication is None:
        point, step = discourse.anchor("discussed")
        day = point.date() if point is not None and form.clock is not None else None
    else:
        day, step = discourse.same_day(
            clock=form.clock is not None, ahead=direction == "future" or discourse.awaits(direction)
        )
        day = discourse.publication if form.value == OVERNIGHT and step == "anchor:lead" else day
        day = None if form.clock is None and not (form.definite and direction == "past") else day
    if day is None:
        return answer("XXXX-XX-XX" + _time(form), "time+no-day")
    found = answer(day.isoformat() + _time(form), "time+" + step)
    return replace(found, first=shifted(day, -1)) if form.value == OVERNIGHT else found


def _time(form: Form) -> str:
    if form.clock:
        return f"T{form.clock}"
    return f"T{form.part}" if form.part else ""


Resolver = Callable[[Form, Discourse, Direction], Answer | None]
_BY_PART: tuple[tuple[Callable[[Form], bool], Resolver], ...] = (
    (lambda form: form.kind == "numeric", anchor_numeric),
    (lambda form: form.day is not None, _of_day),
    (lambda form: form.month is not None, _of_month),
    (lambda form: form.weekday is not None, _of_weekday),
    (lambda form: form.season is not None, _of_season),
    (lambda form: form.holiday is not None, _of_holiday),
    (lambda form: form.quarter is not None or form.half is not None or form.fiscal, _of_quarter),
    (lambda form: form.decade is not None, _of_decade),
    (lambda form: form.century is not None, _of_century),
    (lambda form: form.year is not None or form.year_shift is not None, _of_year),
)
