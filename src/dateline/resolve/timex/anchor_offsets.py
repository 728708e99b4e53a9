"""Dates told by their distance ("two years ago", "last week", "the next day") and lengths of time ("24 hours")."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace

from dateline.records import Grain, When

from .anchor_dates import anchor_date
from .answer import Answer, answer
from .calendar import DAYS_IN_WEEK, add_months, date_value, safe_date, shifted, week_value
from .discourse import Discourse, Point
from .form import Form
from .tense import Direction

_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_MONTHS = {"month": 1, "quarter": 3}
_YEARS = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}
_CLOCK = {"hour": "H", "minute": "M", "second": "S"}
_LETTERS = {"day": "D", "week": "W", "fortnight": "W", "weekend": "WE", "month": "M", "quarter": "Q"}
_LONG_LETTERS = {"year": "Y", "decade": "DE", "century": "CE", "millennium": "ML"}
_GRAINS: dict[str, Grain] = {
    "day": "day",
    "week": "week",
    "fortnight": "week",
    "weekend": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
}
_AGO = frozenset({"ago", "vague_ago"})
_AHEAD = 2  # Form.side of "in two weeks"


def anchor_offset(form: Form, discourse: Discourse, direction: Direction) -> Answer:
    """The answer for a form of kind "offset"; without an anchor it has a value and a grain but no days."""
    unit = form.unit or "day"
    if unit in _CLOCK and form.rule in _AGO and not discourse.narrative and discourse.publication is not None:
        return _hours(form, unit, discourse)
    if form.event and form.rule in _AGO and not discourse.narrative:
        return _length(form)
    if form.rule in _AGO and form.count is None:
        return _vague(form)
    count = form.count if form.count is not None else 1.0
    shift = (form.shift or 0) * count
    point, step = _counted_from(form, unit, shift, discourse, direction)
    if form.rule == "weekend" and direction != "future" and point is not None and not _is_weekend(point):
        shift = -1
    basis = f"relative:{unit}{shift:+g}+{step}"
    if form.event and not discourse.narrative:
        point, basis = None, f"relative:{unit}{shift:+g}+event"
    if discourse.narrative and form.rule == "dayword" and shift == 0 and not form.part:
        return Answer(value="PRESENT_REF", basis="reference")
    value, moved = _value(unit, shift, point)
    if form.half and moved is not None and unit == "year" and moved.year > 0:
        return answer(f"{date_value(moved.year)}-H{form.half}", basis, moved)
    if (form.clock or form.part) and unit == "day":
        value += f"T{form.clock or form.part}"
    return answer(value, basis if point is not None or form.event else basis.rsplit("+", 1)[0] + "+no-anchor", moved)


def _counted_from(
    form: Form, unit: str, shift: float, discourse: Discourse, direction: Direction
) -> tuple[Point | None, str]:
    """The point that an offset is counted from, and the step of the basis that names it."""
    scope = form.scope
    if unit in _YEARS and shift < 0 and not discourse.narrative and discourse.sentence - discourse.seen > 1:
        scope = "publication"  # "a year earlier" looks back from the news, unless a date was told just before
    point, step = discourse.anchor(scope, fine=unit in _DAYS and not discourse.narrative)
    if not discourse.narrative and form.scope == "discussed" and shift > 0 and direction != "future":
        near = point is not None and unit not in _DAYS and step == "anchor:discussed"
        point, step = (point, step) if near else discourse.behind()
    if not discourse.narrative and unit not in _YEARS and point is not None and not point.month:
        return discourse.anchor("publication")  # "earlier in the month" cannot be counted from a year
    return point, step


def _length(form: Form) -> Answer:
    """`Two days after the summit` is a length of time with a signal (TimeML 1.2.1); `occasions` looks for its day."""
    unit = form.unit or "day"
    shift = (form.shift or 0) * (form.count or 0)
    basis = f"relative:{unit}{shift:+g}+event"
    return Answer(value=duration_value(unit, form.count), grain=_GRAINS.get(unit, "unknown"), basis=basis)


def _is_weekend(point: Point) -> bool:
    day = point.date()
    return day is not None and day.isoweekday() > 5  # noqa: PLR2004  (Friday)


def _hours(form: Form, unit: str, discourse: Discourse) -> Answer:
    """`Two hours later`: some time of the day that is told of; "hours after the verdict" only where the sentence opens with it."""
    day, step = discourse.same_day()
    basis = f"relative:{unit}+"
    if day is None or (form.event and form.start > discourse.start):
        found = answer("XXXX-XX-XXTXX", basis + ("event" if form.event else "no-anchor"))
    else:
        found = answer(_clock_later(form, unit, day, discourse), basis + step)
    return replace(found, value=duration_value(unit, form.count)) if form.event else found


def _clock_later(form: Form, unit: str, day: dt.date, discourse: Discourse) -> str:
    """`Two hours later` than a time told in the same sentence or the one before; else some time of the day."""
    told = discourse.clock if discourse.clocked_at >= discourse.sentence - 1 else None
    if told is None or form.count is None or unit == "second":
        return f"{day}TXX"
    minutes = round((form.shift or 0) * form.count * (60 if unit == "hour" else 1))
    moment = told + dt.timedelta(minutes=minutes) if dt.date.min < told.date() < dt.date.max else told
    return moment.isoformat(timespec="minutes")


def before_event(form: Form, beside: When) -> Answer | None:
    """`On Friday, two days after the coup`: the day of the event that the text names, from the day beside it (basis "+event").

    The days of the answer are those of the event, not those of the act that it is named for; None where it cannot be counted.
    """
    unit, count = form.unit or "day", form.count
    if not form.event or beside.first is None or beside.first != beside.last or (count is None and unit not in _CLOCK):
        return None
    shift = -(form.shift or 0) * (count or 1)
    if unit in _CLOCK:
        found = answer(f"{beside.first}TXX", f"relative:{unit}+event")
    else:
        found = answer(count_from(beside.first, unit, shift), f"relative:{unit}{shift:+g}+event")
    return replace(found, value=duration_value(unit, count))


def count_from(day: dt.date, unit: str, shift: float) -> str:
    """The value so many units from a day.

    >>> count_from(dt.date(2020, 9, 2), "day", -2), count_from(dt.date(2020, 9, 2), "month", 6)
    ('2020-08-31', '2021-03')
    """
    return _value(unit, shift, Point(year=day.year, month=day.month, day=day.day))[0]


def _vague(form: Form) -> Answer:
    """`A few days ago` is past, "weeks from now" future; "days later" says neither."""
    if form.scope == "publication":
        return Answer(value="PAST_REF" if (form.shift or 0) < 0 else "FUTURE_REF", basis="relative:vague")
    return answer(_value(form.unit or "day", form.shift or 0, None)[0], "relative:vague")


def _value(unit: str, shift: float, point: Point | None) -> tuple[str, Point | None]:
    """The value so many units from the anchor, and the point there; both as fine as the unit and the anchor allow."""
    if unit in _YEARS:
        return _year_value(unit, shift, point)
    if unit in _MONTHS:
        return _month_value(unit, shift, point)
    if unit in _CLOCK:
        day = point.date() if point else None
        return (f"{day}TXX" if day else "XXXX-XX-XXTXX"), None
    day = point.date() if point else None
    moved = shifted(day, round(shift * _DAYS.get(unit, 1))) if day else None
    if moved is None:
        return _open_day_value(unit, shift, point), (point if point and shift == 0 else None)
    at = Point(year=moved.year, month=moved.month, day=moved.day)
    if unit == "day":
        return moved.isoformat(), at
    return week_value(moved) + ("-WE" if unit == "weekend" else ""), (at if unit == "week" and shift == 0 else None)


def _open_day_value(unit: str, shift: float, point: Point | None) -> str:
    year = "XXXX" if point is None else date_value(point.year)
    if unit != "day":
        return f"{year}-WXX" + ("-WE" if unit == "weekend" else "")
    known = point is not None and point.month and shift == 0
    return f"{year}-{point.month:02d}-XX" if known and point else f"{year}-XX-XX"


def _year_value(unit: str, shift: float, point: Point | None) -> tuple[str, Point | None]:
    if point is None:
        return {"year": "XXXX", "decade": "XXX"}.get(unit, "XX"), None
    if unit == "century" and shift != int(shift):
        unit, shift = "decade", shift * 10
    year = point.year + round(shift * _YEARS[unit])
    if unit == "year":
        if shift != int(shift) and point.month:
            year, _ = add_months(point.year, point.month, round(shift * 12))
        return date_value(year), Point(year=year)
    if year < 1:
        return date_value(year), Point(year=year)
    return (f"{year // 10:03d}", Point(year=year)) if unit == "decade" else (f"{year // 100:02d}", None)


def _month_value(unit: str, shift: float, point: Point | None) -> tuple[str, Point | None]:
    if point is None or point.month is None:
        text = "XXXX" if point is None else date_value(point.year)
        return f"{text}-XX" if unit == "month" else f"{text}-QX", None
    year, month = add_months(point.year, point.month, round(shift * _MONTHS[unit]))
    if unit == "quarter":
        return f"{date_value(year)}-Q{(month + 2) // 3}", None
    return date_value(year, month), Point(year=year, month=month)


def anchor_duration(form: Form, discourse: Discourse, direction: Direction) -> Answer:
    """The answer for a length of time: P3D, PT24H, PXM. "The last three months" has days, counted from the publication date."""
    unit, count = form.unit or "day", form.count
    if form.side == _AHEAD and direction == "future" and count is not None and not discourse.narrative:
        point, step = discourse.anchor("publication")
        value, moved = _value(unit, count, point)
        found = answer(value, f"relative:{unit}{count:+g}+{step if point else 'no-anchor'}", moved)
        return replace(found, value=duration_value(unit, count))
    value = duration_value(unit, count)
    if form.rule == "span_of":
        return _inside(form, value, discourse, direction)
    today = None if discourse.narrative else discourse.publication
    if form.side not in {-1, 1} or today is None or count is None or unit in _CLOCK:
        return Answer(value=value, basis="duration")
    other = _moved(today, unit, form.side * count)
    if other is None:
        return Answer(value=value, basis="duration")
    first, last = min(today, other), max(today, other)
    basis = "duration:" + ("past" if form.side < 0 else "coming") + "+dateline"
    return Answer(value=value, first=first, last=last, grain=_GRAINS.get(unit, "unknown"), basis=basis)


def _inside(form: Form, value: str, discourse: Discourse, direction: Direction) -> Answer:
    """The days of "the first two months of 1939"; those of "the second week of May" may be any of the month's."""
    whole = (
        anchor_date(replace(form, kind="date", edge=""), discourse, direction)
        if form.month or form.year or form.year_shift is not None
        else None
    )
    unit, count = form.unit or "day", form.count or 1.0
    if whole is None or whole.first is None or whole.last is None or unit in _CLOCK:
        return Answer(value=value, basis="duration")
    first, last = whole.first, whole.last
    if form.edge == "START":
        last = min(last, shifted(_moved(first, unit, count) or last, -1) or last)
    elif form.edge == "END":
        first = max(first, _moved(shifted(last, 1) or last, unit, -count) or first)
    return replace(
        whole, value=value, first=first, last=last, grain=_GRAINS.get(unit, "unknown"), basis=f"duration+{whole.basis}"
    )


def _moved(day: dt.date, unit: str, count: float) -> dt.date | None:
    if unit in _DAYS:
        return shifted(day, round(count * _DAYS[unit]))
    months = round(count * (_MONTHS.get(unit) or 12 * _YEARS[unit]))
    year, month = add_months(day.year, day.month, months)
    if not 1 <= year <= dt.MAXYEAR:
        return None
    return safe_date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def duration_value(unit: str, count: float | None) -> str:
    """TIMEX3 value of a length of time; X for a number that the text leaves open.

    >>> duration_value("hour", 24), duration_value("month", None), duration_value("year", 2.5)
    ('PT24H', 'PXM', 'P2.5Y')
    """
    if unit == "fortnight" and count is not None:
        count *= 2
    number = "X" if count is None else f"{count:g}" if count < DAYS_IN_WEEK * 1e5 else f"{count:.0f}"
    if unit in _CLOCK:
        return f"PT{number}{_CLOCK[unit]}"
    return f"P{number}{_LETTERS.get(unit) or _LONG_LETTERS[unit]}"
