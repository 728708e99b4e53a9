"""Forms of distances ("two years ago", "over the weekend") and lengths of time ("the last three months")."""

from __future__ import annotations

import re
from collections.abc import Callable

from .form import Edge, Form, Scope
from .found import Found, adjective_of, count_of, edge_of, unit_of, year_parts

Builder = Callable[[Found], Form | None]

_AFTER_OFFSET = frozenset({",", ";", "", ")", "&"})
_BEFORE_WEEKEND = frozenset("IoqZ<>EB")
_TALLY = 4  # tokens from "fourth" to the length of time in "the fourth drop in five months"
_ARTICLE_BEFORE_COMPOUND = re.compile(r"a[cdn]-[uYX]")  # "a three-day visit"
_SIDES = {"L": -1, "l": -1, "x": 1, "f": 1}


def _relative(found: Found) -> Form:
    adjective = adjective_of(found) or (0, "discussed")
    part, unit = found.text("P"), "day" if "P" in found.letters else unit_of(found)
    if "tL" in found.letters and part is None:
        return found.form("duration", unit=unit, count=1.0, side=-1)
    half = found.number("w") if "w2" in found.letters and unit == "year" else None
    return found.form(
        "offset", unit=unit, shift=adjective[0], scope=adjective[1], part=part, half=half, edge=edge_of(found)
    )


def _dayword(found: Found) -> Form:
    tonight = "!" in found.letters
    part = "NI" if tonight else found.text("P")
    return found.form(
        "offset", unit="day", shift=found.number("!") if tonight else int(found.value("@") or 0), part=part
    )


def _day_beyond(found: Found) -> Form | None:
    """`The day after tomorrow`."""
    shift = found.number("@") or 0
    if unit_of(found) != "day":
        return None
    return found.form("offset", unit="day", shift=shift + (1 if "r" in found.letters else -1))


def _week_beyond(found: Found) -> Form:
    """`The week after next`."""
    return found.form("offset", unit=unit_of(found), shift=2 if "r" in found.letters else -2)


def _part_beside(found: Found) -> Form:
    """`The night before`; of "the night before the vote" only the night."""
    if found.neighbour(1) not in _AFTER_OFFSET:
        return found.form("date", part=found.text("P"), definite=False, value="", cut=1)
    shift = 1 if "r" in found.letters else -1
    return found.form("offset", unit="day", shift=shift, part=found.text("P"), scope="discussed")


def _day_of_month(found: Found) -> Form | None:
    """`The 12th of last month`."""
    adjective, day = adjective_of(found), found.number("dDw") or 0
    if unit_of(found) != "month" or not 1 <= day <= 31:  # noqa: PLR2004
        return None
    return found.form("date", day=day, unit_shift=adjective[0] if adjective else 0)


def _year_ago(found: Found) -> Form:
    """`The year-ago quarter`, "year-earlier profit"."""
    return found.form("offset", unit="year", shift=-1, count=1.0)


def _weekend(found: Found) -> Form | None:
    """`Over the weekend`, "the weekend talks"."""
    placed = found.neighbour(-1) in _BEFORE_WEEKEND or found.neighbour(1) == "."
    return found.form("offset", unit="weekend", shift=0) if unit_of(found) == "weekend" and placed else None


def _current(found: Found) -> Form | None:
    """`The current year`."""
    if found.lexed.word(found.first + found.letters.index("R")).lower() != "current":
        return None
    return found.form("offset", unit=unit_of(found), shift=0)


def _ago(found: Found) -> Form | None:
    word = found.letters[-1]
    sign = -1 if word in "bv<" or (word == "g" and found.value("g") == -1) else 1
    count = None if found.rule == "vague_ago" else count_of(found)
    scope: Scope = "publication" if word == "g" else "discussed"
    event = (word in "brv" and found.neighbour(1) not in _AFTER_OFFSET) or _is_compared(found)
    return found.form(
        "offset",
        unit=unit_of(found),
        shift=sign,
        count=count,
        scope=scope,
        event=event,
        cut=int(event),
        skip=_over(found),
    )


def _is_compared(found: Found) -> bool:
    """`Three days later than planned` is a length of time."""
    return found.lexed.word(found.first + len(found.letters)).lower() == "than"


def _over(found: Found) -> int:
    """`The conflict cost 3,000 lives over 25 years`: the word is a preposition, unless another one stands before it."""
    head = found.lexed.word(found.first).lower()
    return int(head in {"over", "under"} and found.neighbour(-1) != "I" and found.letters[0] == "q")


def _day_before(found: Found) -> Form:
    sign = -1 if found.letters[-1] == "b" else 1
    event = found.letters[-1] in "br" and found.neighbour(1) not in {*_AFTER_OFFSET, "I", "o"}
    return found.form("offset", unit=unit_of(found), shift=sign, count=1.0, scope="discussed", event=event)


def _last_n(found: Found) -> Form | None:
    side = next((_SIDES[letter] for letter in found.letters if letter in _SIDES), 0)
    skip = 1 if found.letters.startswith("tw") or found.letters.startswith("w") else 0
    inner = Found(found.lexed, found.rule, found.letters[skip:], found.first + skip)
    return found.form("duration", unit=unit_of(found), count=count_of(inner), side=side)


def _span_of(found: Found) -> Form | None:
    """`The first two months of 1939`, "the last week of April": a length of time at the beginning or end of a date."""
    cut = found.letters.index("O", 1 + found.letters.index("m") if "m" in found.letters else 0)
    head = Found(found.lexed, found.rule, found.letters[:cut].lstrip("t"), found.first + found.letters[:cut].count("t"))
    tail = Found(found.lexed, found.rule, found.letters[cut + 1 :], found.first + cut + 1)
    edge: Edge = "END" if set("Lm") & set(head.letters) else "START"
    if (head.number("w") or 1) > 1:
        edge = "MID"
    counted = Found(found.lexed, found.rule, head.letters[1:], head.first + 1)
    parts = year_parts(tail)
    if tail.value("u") is not None or (not parts and "Y" in tail.letters):
        parts["year_shift"], parts["year_scope"] = adjective_of(tail) or (0, "discussed")
        if tail.value("u") is not None:
            return found.form("duration", unit=unit_of(head), count=count_of(counted) or 1.0)
    return found.form(
        "duration", unit=unit_of(head), count=count_of(counted) or 1.0, month=tail.number("M"), edge=edge, **parts
    )


def _past_unit(found: Found) -> Form:
    return found.form("duration", unit=unit_of(found), count=1.0, side=-1)


def _duration(found: Found) -> Form | None:
    side = 1 if found.lexed.word(found.first - 1).lower() == "in" and not _is_tally(found) else 0
    count = count_of(found)
    if found.letters.startswith("a") and "U" in found.letters and not set("kcdn") & set(found.letters):
        count = None
    if unit_of(found) == "quarter" and "k" not in found.letters:
        return None
    halved = count is not None and count != int(count)
    if not halved and ("-a-2" in found.letters or "&-a-2" in found.letters):
        count = (count or 1) + 0.5
    article = _ARTICLE_BEFORE_COMPOUND.match(found.letters) is not None
    return found.form("duration", unit=unit_of(found), count=count, side=2 * side, skip=int(article) or _over(found))


def _is_tally(found: Found) -> bool:
    """`The fourth drop in five months`, "the first time in years"."""
    return "w" in found.lexed.letters[max(0, found.first - _TALLY) : found.first]


def _unit_long(found: Found) -> Form | None:
    if unit_of(found) == "quarter":
        return None
    return found.form("duration", unit=unit_of(found), count=None if "U" in found.letters else 1.0)


def _old(found: Found) -> Form | None:
    """`18 years old`, "the 158-year-old bank"."""
    article = _ARTICLE_BEFORE_COMPOUND.match(found.letters) is not None
    return found.form("duration", unit=unit_of(found), count=count_of(found), skip=int(article))


OFFSET_BUILDERS: dict[str, Builder] = {
    "part_of_relative": _relative,
    "day_beyond": _day_beyond,
    "week_beyond": _week_beyond,
    "current": _current,
    "year_ago": _year_ago,
    "part_beside": _part_beside,
    "day_of_month": _day_of_month,
    "weekend": _weekend,
    "dayword": _dayword,
    "tonight": _dayword,
    "next_part": _relative,
    "ago": _ago,
    "vague_ago": _ago,
    "day_before": _day_before,
    "last_n": _last_n,
    "last_units": _last_n,
    "span_of": _span_of,
    "past_unit": _past_unit,
    "edge_unit": _relative,
    "relative": _relative,
    "old": _old,
    "duration": _duration,
    "unit_long": _unit_long,
    "units": _unit_long,
}
