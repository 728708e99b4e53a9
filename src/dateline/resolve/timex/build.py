"""From a match of the grammar to a form: which token of the expression gives which part of the date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from .build_offsets import OFFSET_BUILDERS, Builder
from .doubt import settle
from .form import Form
from .found import Found, adjective_of, clock_of, count_of, edge_of, parts_of, unit_of, year_parts
from .grammar import EXPRESSION, RUN
from .lexer import lex

_AFTER_DAY_OF_MONTH = frozenset(",;()-I&Zbro")
_BEFORE_DAY_OF_MONTH = frozenset("IoqZbr")
_BEFORE_PART = frozenset("IobrqZ")
_BEFORE_HOUR = frozenset("Ibrq")
_CENTURY_YEARS = 100


def find_forms(text: str, offset: int) -> Iterator[Form]:
    """Forms of all time expressions of a sentence that begins at `offset` of its story, in order, none overlapping."""
    lexed = lex(text, offset)
    if lexed is None:
        return
    letters = settle(lexed)
    for run in RUN.finditer(letters):
        for match in EXPRESSION.finditer(letters, run.start(), run.end()):
            rule = cast("str", match.lastgroup)
            form = _BUILDERS[rule](Found(lexed, rule, match.group(), match.start()))
            if form is not None:
                yield form


# ------------------------------------------------------------------------------------------------ builders
def _date(found: Found) -> Form | None:
    parts = parts_of(found)
    if "@" in found.letters:
        return found.form(
            "offset", unit="day", shift=found.number("@"), part=parts.get("part"), clock=parts.get("clock")
        )
    adjective = adjective_of(found)
    if adjective is not None:
        parts["shift"], parts["scope"] = adjective
    return found.form("date", **parts)


def _week_of_weekday(found: Found) -> Form:
    adjective = adjective_of(found) or (0, "publication")
    return found.form("date", weekday=found.number("W"), unit_shift=adjective[0])


def _range(found: Found) -> Form | None:
    parts = parts_of(found)
    parts["end_day"] = found.number("dD", 1)
    if (parts["end_day"] or 0) <= (parts["day"] or 0):
        return found.form("date", **parts) if found.rule == "day_range" else None
    return found.form("date", **parts)


def _day_list(found: Found) -> Form:
    """`Sept. 8, 9 and 10` is a range where the days follow each other; else only the first of them is told."""
    parts = parts_of(found)
    days = [
        int(value)
        for letter, value in zip(found.letters, found.lexed.values[found.first :], strict=False)
        if letter == "d"
    ]
    if days == list(range(days[0], days[0] + len(days))):
        parts["end_day"] = days[-1]
    return found.form("date", **parts)


def _spelled_days(found: Found) -> Form:
    """`April six to 10`: news agencies of the 1980s spelled numbers below ten."""
    first, last = found.number("cd"), found.number("cd", 1)
    return found.form("date", month=found.number("M"), day=first, end_day=last)


def _year_range(found: Found) -> Form | None:
    first, second = found.number("y"), found.number("ydn", 1)
    if first is None or second is None:
        return None
    if second < _CENTURY_YEARS:
        second += first - first % _CENTURY_YEARS
    if "C" in found.letters or found.rule in {"bc_range", "bare_bc"}:
        return None
    return found.form("date", year=first, end_year=second) if first < second < first + 500 else None


def _bc_range(found: Found) -> Form:
    return found.form("date", year=-(found.number("ydn") or 0), end_year=-(found.number("ydn", 1) or 0))


def _bare_bc(found: Found) -> Form | None:
    first, second = found.number("n"), found.number("n", 1)
    if first is None or not _CENTURY_YEARS <= first <= 999 or not float(found.value("n") or 0).is_integer():  # noqa: PLR2004
        return None
    if found.neighbour(1) in {".", "#"} and not found.lexed.word(found.first + len(found.letters)).endswith(
        ("ed", "d")
    ):
        return None
    return found.form("date", year=-first, end_year=None if second is None else -second, definite=False)


def _quarter(found: Found) -> Form | None:
    parts = year_parts(found)
    fiscal = bool(set("QF") & set(found.letters))
    if found.letters[-1] == "F" and not found.is_phrase(len(found.letters) - 1):
        return None  # "this fiscal policy"
    if found.rule == "half_year" and not parts and found.neighbour(-1) != "I" and "-" not in found.letters:
        return None
    if "Q" in found.letters:
        year = found.number("Q") or 0
        parts["year"] = year if year >= _CENTURY_YEARS else 2000 + year
    adjective = None if set("JwD") & set(found.letters) else adjective_of(found)
    if adjective is not None:
        parts["shift"], parts["scope"] = adjective
    if "J" in found.letters or "4" in found.letters:
        quarter = found.number("J") if "J" in found.letters else found.number("wD")
        return found.form("date", quarter=quarter, unit="quarter", fiscal=fiscal, **parts)
    half = found.number("w") if "w" in found.letters and "2" in found.letters else None
    return found.form("date", half=half, fiscal=fiscal, **parts)


def _decade(found: Found) -> Form | None:
    digits = re.sub(r"\D", "", str(found.value("K")))
    if not digits.endswith("0") or (len(digits) == 3 and "C" not in found.letters):  # noqa: PLR2004
        return None
    if len(digits) == 2 and found.neighbour(-1) not in "tEIOB<>" and "t" not in found.letters:  # noqa: PLR2004
        return None
    sign = "BC" if "C" in found.letters else ""
    return found.form("date", decade=sign + digits[:-1], edge=edge_of(found))


def _century(found: Found) -> Form:
    number = found.number("wD") if found.letters[-2:-1] != "2" else None
    adjective = adjective_of(found)
    if number is None and adjective is not None:
        return found.form("offset", unit="century", shift=adjective[0], scope=adjective[1])
    sign = -1 if "C" in found.letters else 1
    return found.form("date", century=sign * (number or 1), edge=edge_of(found))


def _from_weekday(found: Found) -> Form | None:
    """`Two weeks from Monday`."""
    count, unit = count_of(found), unit_of(found)
    if count is None or found.lexed.word(found.first + len(found.letters) - 2).lower() != "from":
        return None
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    return None if days is None else found.form("date", weekday=found.number("W"), count=count * days)


def _weekday_week(found: Found) -> Form | None:
    """`Wednesday week` is a week from Wednesday."""
    return found.form("date", weekday=found.number("W"), count=7.0) if unit_of(found) == "week" else None


def _holiday_beside(found: Found) -> Form | None:
    """`The day after Christmas`."""
    if unit_of(found) != "day":
        return None
    return found.form("date", holiday=found.text("H"), count=1.0 if "r" in found.letters else -1.0)


def _month_quarter(found: Found) -> Form | None:
    """`The April-June quarter`."""
    first, last = found.number("M") or 0, found.number("M", 1) or 0
    if last - first != 2 or first % 3 != 1:  # noqa: PLR2004  (three months, from the first of a quarter)
        return None
    return found.form("date", quarter=last // 3, unit="quarter", **year_parts(found))


def _spelled_hour(found: Found) -> Form | None:
    """`Shortly after seven in the evening`."""
    hour, part = found.number("c") or 0, found.text("P")
    if found.neighbour(-1) not in _BEFORE_HOUR or hour > 12 or part not in {"MO", "AF", "EV", "NI"}:  # noqa: PLR2004
        return None
    late = 12 * (part != "MO" and hour < 12)  # noqa: PLR2004
    return found.form("date", clock=f"{hour + late:02d}:00")


def _month_day(found: Found) -> Form | None:
    if found.neighbour(1) and found.neighbour(1) not in _AFTER_DAY_OF_MONTH:
        return None
    day = found.number("D") or 0
    return found.form("date", day=day) if found.neighbour(-1) in _BEFORE_DAY_OF_MONTH and 1 <= day <= 31 else None  # noqa: PLR2004


def _part(found: Found) -> Form:
    """`In the evening`, "at dawn" and "overnight" are of one day; "a night", "evenings" and "the night club" need not be."""
    last = found.lexed.word(found.first + len(found.letters) - 1).lower()
    placed = (
        found.neighbour(-1) in _BEFORE_PART or found.letters[0] == "q" or "I" in found.letters or last == "overnight"
    )
    definite = placed and "a" not in found.letters and not last.endswith("s")
    return found.form("date", part=found.text("P"), definite=definite, value=last)


def _every(found: Found) -> Form:
    if found.letters[0] != "8":
        return found.form("duration", unit=str(found.lexed.values[found.first + len(found.letters) - 1]), count=1.0)
    weekday, month = found.number("W7"), found.number("M")
    season, part = found.text("S"), found.text("P")
    count = count_of(Found(found.lexed, found.rule, found.letters[1:], found.first + 1))
    if "U" in found.letters and (count is None or count > 1):
        return found.form("set", unit=unit_of(found), count=count)
    units = {
        "hour": "PT1H",
        "minute": "PT1M",
        "year": "XXXX",
        "month": "XXXX-XX",
        "week": "XXXX-WXX",
        "quarter": "XXXX-QX",
    }
    value = units.get(unit_of(found), "XXXX-XX-XX")
    value = f"XXXX-WXX-{weekday}" if weekday else f"XXXX-{month:02d}" if month else value
    value = f"XXXX-{season}" if season else f"XXXX-XX-XXT{part}" if part else value
    return found.form("set", value=value)


def _every_clock(found: Found) -> Form:
    """`Every day at 9 a.m.`, "at 9 a.m. daily": a time of no day in particular."""
    weekday = found.number("W7")
    day = f"XXXX-WXX-{weekday}" if weekday else str(found.value("*") or "XXXX-XX-XX")
    return found.form("set", value=f"{day}T{clock_of(found)}")


def _set(found: Found) -> Form:
    weekday = found.number("7")
    return found.form("set", value=f"XXXX-WXX-{weekday}" if weekday else str(found.value("*")))


def _reference(found: Found) -> Form:
    word = found.lexed.word(found.first).lower()
    return found.form("reference", value=str(found.value("R")), definite=word != "soon", holds_former=word == "former")


def _past(found: Found) -> Form | None:
    """`In the past`, but not "the past leaders"."""
    following = found.lexed.word(found.first + len(found.letters))
    if found.neighbour(1) == "." and following.endswith("s") and following not in {"was", "is", "has"}:
        return None
    return found.form("reference", value="PAST_REF")


def _numeric(found: Found) -> Form:
    return found.form("numeric", value=str(found.value("N")), clock=clock_of(found))


_BUILDERS: dict[str, Builder] = {
    **OFFSET_BUILDERS,
    "numeric": _numeric,
    "day_range": _range,
    "range_day": _range,
    "day_list": _day_list,
    "spelled_days": _spelled_days,
    "part_of_day_date": _date,
    "clock_date": _date,
    "day": _date,
    "bc_range": _bc_range,
    "bc_month": _date,
    "bc_season": _date,
    "bc_decade": _decade,
    "bc_century": _century,
    "bc": _date,
    "year_range": _year_range,
    "month": _date,
    "season_year": _date,
    "season": _date,
    "fiscal": _quarter,
    "quarter": _quarter,
    "half_year": _quarter,
    "holiday": _date,
    "decade": _decade,
    "century": _century,
    "every_clock": _every_clock,
    "from_weekday": _from_weekday,
    "weekday_week": _weekday_week,
    "holiday_beside": _holiday_beside,
    "month_quarter": _month_quarter,
    "spelled_hour": _spelled_hour,
    "week_of_weekday": _week_of_weekday,
    "noon_of_weekday": _date,
    "weekday": _date,
    "past": _past,
    "year": _date,
    "clock": _date,
    "every": _every,
    "set": _set,
    "month_day": _month_day,
    "part": _part,
    "bare_bc": _bare_bc,
    "reference": _reference,
}
