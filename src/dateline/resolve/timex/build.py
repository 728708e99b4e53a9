"""From a match of the grammar to a form: which token of the expression gives which part of the date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypedDict, cast

from .doubt import settle
from .form import Edge, Form, Scope
from .grammar import EXPRESSION
from .lexer import Lexed, Value, lex

_RELATIVE_YEAR = re.compile(r"([jLxvi]|t?[svfxL])Y")
_SHIFTS: dict[str, tuple[int, Scope]] = {
    "L": (-1, "publication"),
    "i": (0, "publication"),
    "x": (1, "publication"),
    "v": (-1, "discussed"),
    "j": (0, "discussed"),
    "s": (0, "discussed"),
    "f": (1, "discussed"),
}
_AFTER_DAY_OF_MONTH = frozenset(",;()-I&Zbro")
_BEFORE_DAY_OF_MONTH = frozenset("IoqZbr")
_CENTURY_YEARS = 100


class Parts(TypedDict, total=False):
    """Calendar parts that a date may have; keys are fields of Form."""

    year: int | None
    year_shift: int | None
    year_scope: Scope
    month: int | None
    day: int | None
    end_day: int | None
    weekday: int | None
    season: str | None
    holiday: str | None
    part: str | None
    clock: str | None
    edge: Edge
    half: int | None
    shift: int | None
    scope: Scope


@dataclass(frozen=True, slots=True)
class Found:
    """A match: the rule, the letters of its tokens, and where they stand in the sentence."""

    lexed: Lexed
    rule: str
    letters: str
    first: int

    def value(self, letter: str, nth: int = 0) -> Value | None:
        """Value of the n-th token with one of the letters, None if there is none."""
        places = [k for k, own in enumerate(self.letters) if own in letter]
        return self.lexed.values[self.first + places[nth]] if nth < len(places) else None

    def number(self, letter: str, nth: int = 0) -> int | None:
        """The same as a whole number; ordinals ("17th") and short years ("'68") by their digits."""
        value = self.value(letter, nth)
        if value is None:
            return None
        return int(value) if not isinstance(value, str) else int(re.sub(r"\D", "", value) or 0)

    def text(self, letter: str) -> str | None:
        """The same as text."""
        value = self.value(letter)
        return None if value is None else str(value)

    def neighbour(self, step: int) -> str:
        """Letter before (-1) or after (1) the match."""
        return self.lexed.letter(self.first - 1 if step < 0 else self.first + len(self.letters))

    def form(self, kind: str, **parts: object) -> Form:
        """A form over the span of the match."""
        last = self.first + len(self.letters) - 1
        span = {"start": self.lexed.starts[self.first], "end": self.lexed.ends[last]}
        return Form(**cast("dict[str, object]", {"kind": kind, "rule": self.rule, **span, **parts}))  # type: ignore[arg-type]


def find_forms(text: str, offset: int) -> Iterator[Form]:
    """Forms of all time expressions of a sentence that begins at `offset` of its story, in order, none overlapping."""
    lexed = lex(text, offset)
    if lexed is None:
        return
    for match in EXPRESSION.finditer(settle(lexed)):
        rule = cast("str", match.lastgroup)
        form = _BUILDERS[rule](Found(lexed, rule, match.group(), match.start()))
        if form is not None:
            yield form


# ------------------------------------------------------------------------------------------------ parts
def _year_parts(found: Found) -> Parts:
    letters = found.letters
    if "C" in letters:
        number = found.number("ydn", [k for k in letters if k in "ydn"].index(letters[letters.index("C") - 1]))
        numbers = [k for k, own in enumerate(letters) if own in "ydn" and k < letters.index("C")]
        number = int(found.lexed.values[found.first + numbers[-1]]) if numbers else number
        return {"year": None if number is None else -number}
    if "y" in letters:
        return {"year": found.number("y")}
    if "V" in letters:
        return {"year": found.number("V")}
    if "A" in letters:
        return {"year": found.number("n")}
    relative = _RELATIVE_YEAR.search(letters)
    if relative is None:
        return {}
    shift, scope = _shift(relative.group(1))
    return {"year_shift": shift, "year_scope": scope}


def _shift(adjective: str) -> tuple[int, Scope]:
    shift, scope = _SHIFTS[adjective[-1]]
    return shift, ("discussed" if adjective in {"tx", "tL"} else scope)


def _parts(found: Found) -> Parts:
    """All calendar parts that the letters of a date name."""
    parts = _year_parts(found)
    parts["month"] = found.number("M")
    days = "d" if "C" in found.letters else "dD"
    if "C" not in found.letters:
        parts["day"] = found.number(days)
    if parts.get("day") is None and "wOM" in found.letters:
        parts["day"] = found.number("w")
    parts["weekday"] = found.number("W")
    parts["season"], parts["holiday"], parts["part"] = found.text("S"), found.text("H"), found.text("P")
    parts["clock"] = _clock(found)
    parts["edge"] = _edge(found)
    return parts


def _edge(found: Found) -> Edge:
    value = found.value("EB")
    if value is None and "w2" in found.letters:
        value = "START" if found.value("w") == 1 else "END"
    if value is None and ("<" in found.letters or ">" in found.letters):
        value = "START" if "<" in found.letters else "END"
    return cast("Edge", value or "")


def _clock(found: Found) -> str | None:
    """ "17:30" of "5:30 p.m."; None without a time."""
    text = found.text("T")
    if text is None:
        return None
    hour, minute = (text[:2], text[2:]) if len(text) == 4 and text.isdigit() else (*re.split(r"[:.]", text), "00")[:2]  # noqa: PLR2004
    shift = 0
    if "z" in found.letters:
        afternoon = str(found.value("z")).lower().startswith("p")
        shift = 12 * (afternoon - (int(hour) == 12))  # noqa: PLR2004
        shift = 0 if afternoon and int(hour) == 12 else shift  # noqa: PLR2004
    return f"{int(hour) + shift:02d}:{minute}"


def _adjective(found: Found) -> tuple[int, Scope] | None:
    """What "last", "next", "that" ... before the noun of the expression say; None without such a word."""
    letters = _RELATIVE_YEAR.sub(lambda m: "." * len(m.group()), found.letters) if "M" in found.letters else found.letters
    for k, letter in enumerate(letters):
        if letter in _SHIFTS:
            return _shift(letters[max(0, k - 1) : k + 1] if letters[k - 1 : k] == "t" else letter)
    return None


def _count(found: Found) -> float | None:
    """The number of units; None where the text is vague ("several", bare plurals)."""
    total, half, seen = 0.0, 0.0, False
    for k, letter in enumerate(found.letters):
        if letter in "uUYX4" and seen:
            half += 0.5 if "&a2" in found.letters[k:] else 0.0
            break
        if letter == "2":
            half += 0.5
            seen = True
        elif letter in "cdn":
            value = float(found.lexed.values[found.first + k])
            total = max(total, 1) * value if value >= _CENTURY_YEARS else total + value
            seen = True
    if seen:
        return total + half if total or half else None
    return 1.0 if "a" in found.letters and "k" not in found.letters else None


def _unit(found: Found) -> str:
    return str(found.value("uUYX4") or "day")


# ------------------------------------------------------------------------------------------------ builders
def _date(found: Found) -> Form | None:
    parts = _parts(found)
    adjective = _adjective(found)
    if adjective is not None:
        parts["shift"], parts["scope"] = adjective
    return found.form("date", **parts)


def _week_of_weekday(found: Found) -> Form:
    adjective = _adjective(found) or (0, "publication")
    return found.form("date", weekday=found.number("W"), unit_shift=adjective[0])


def _range(found: Found) -> Form | None:
    parts = _parts(found)
    parts["end_day"] = found.number("dD", 1)
    if (parts["end_day"] or 0) <= (parts["day"] or 0):
        return found.form("date", **parts) if found.rule == "day_range" else None
    return found.form("date", **parts)


def _year_range(found: Found) -> Form | None:
    first, second = found.number("y"), found.number("ydn", 1)
    if first is None or second is None:
        return None
    if second < _CENTURY_YEARS:
        second += first - first % _CENTURY_YEARS
    if "C" in found.letters or found.rule in {"bc_range", "bare_bc"}:
        return None
    return found.form("date", year=first, end_year=second) if first < second < first + 500 else None  # noqa: PLR2004


def _bc_range(found: Found) -> Form:
    return found.form("date", year=-(found.number("ydn") or 0), end_year=-(found.number("ydn", 1) or 0))


def _bare_bc(found: Found) -> Form | None:
    first, second = found.number("n"), found.number("n", 1)
    if first is None or not _CENTURY_YEARS <= first <= 999 or not float(found.value("n") or 0).is_integer():  # noqa: PLR2004
        return None
    return found.form("date", year=-first, end_year=None if second is None else -second, definite=False)


def _quarter(found: Found) -> Form:
    parts = _year_parts(found)
    fiscal = bool(set("QF") & set(found.letters))
    if "Q" in found.letters:
        year = found.number("Q") or 0
        parts["year"] = year if year >= _CENTURY_YEARS else 2000 + year
    adjective = None if set("JwD") & set(found.letters) else _adjective(found)
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
    return found.form("date", decade=sign + digits[:-1], edge=_edge(found))


def _century(found: Found) -> Form:
    number = found.number("wD") if found.letters[-2:-1] != "2" else None
    adjective = _adjective(found)
    if number is None and adjective is not None:
        return found.form("offset", unit="century", shift=adjective[0], scope=adjective[1])
    sign = -1 if "C" in found.letters else 1
    return found.form("date", century=sign * (number or 1), edge=_edge(found))


def _relative(found: Found) -> Form:
    adjective = _adjective(found) or (0, "discussed")
    part, unit = found.text("P"), "day" if "P" in found.letters else _unit(found)
    if "tL" in found.letters and part is None:
        return found.form("duration", unit=unit, count=1.0, side=-1)
    half = found.number("w") if "w2" in found.letters and unit == "year" else None
    return found.form(
        "offset", unit=unit, shift=adjective[0], scope=adjective[1], part=part, half=half, edge=_edge(found)
    )


def _dayword(found: Found) -> Form:
    tonight = "!" in found.letters
    part = "NI" if tonight else found.text("P")
    return found.form("offset", unit="day", shift=found.number("!") if tonight else int(found.value("@") or 0), part=part)


def _ago(found: Found) -> Form | None:
    word = found.letters[-1]
    sign = -1 if word in "b<" or (word == "g" and found.value("g") == -1) else 1
    vague = found.rule == "vague_ago"
    count = None if vague else _count(found)
    scope: Scope = "publication" if word == "g" else "discussed"
    event = word in "br" and found.neighbour(1) not in {",", ";", "", ")", "&"}
    return found.form("offset", unit=_unit(found), shift=sign, count=count, scope=scope, event=event)


def _day_before(found: Found) -> Form:
    sign = -1 if found.letters[-1] == "b" else 1
    event = found.letters[-1] in "br" and found.neighbour(1) not in {",", ";", "", ")", "&"}
    return found.form("offset", unit=_unit(found), shift=sign, count=1.0, scope="discussed", event=event)


def _last_n(found: Found) -> Form | None:
    side = next((_SIDES[letter] for letter in found.letters if letter in _SIDES), 0)
    skip = 1 if found.letters.startswith("tw") or found.letters.startswith("w") else 0
    inner = Found(found.lexed, found.rule, found.letters[skip:], found.first + skip)
    return found.form("duration", unit=_unit(found), count=_count(inner), side=side)


_SIDES = {"L": -1, "l": -1, "x": 1, "f": 1}


def _past_unit(found: Found) -> Form:
    return found.form("duration", unit=_unit(found), count=1.0, side=-1)


def _duration(found: Found) -> Form | None:
    side = 1 if found.lexed.word(found.first - 1).lower() == "in" else 0
    count = _count(found)
    if "-a-2" in found.letters or "&-a-2" in found.letters:
        count = (count or 1) + 0.5
    return found.form("duration", unit=_unit(found), count=count, side=2 * side)


def _unit_long(found: Found) -> Form:
    return found.form("duration", unit=_unit(found), count=None if "U" in found.letters else 1.0)


def _old(found: Found) -> Form | None:
    """ "18 years old" tells a length of time, "the 18-year-old" a person."""
    return None if "-5" in found.letters else found.form("duration", unit=_unit(found), count=_count(found))


def _month_day(found: Found) -> Form | None:
    if found.neighbour(1) and found.neighbour(1) not in _AFTER_DAY_OF_MONTH:
        return None
    day = found.number("D") or 0
    return found.form("date", day=day) if found.neighbour(-1) in _BEFORE_DAY_OF_MONTH and 1 <= day <= 31 else None  # noqa: PLR2004


def _part(found: Found) -> Form:
    return found.form("date", part=found.text("P"), definite=False)


def _every(found: Found) -> Form:
    if found.letters[0] != "8":
        return found.form("duration", unit=str(found.lexed.values[found.first + len(found.letters) - 1]), count=1.0)
    weekday, month = found.number("W7"), found.number("M")
    season, part = found.text("S"), found.text("P")
    units = {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "quarter": "XXXX-QX"}
    value = units.get(_unit(found), "XXXX-XX-XX")
    value = f"XXXX-WXX-{weekday}" if weekday else f"XXXX-{month:02d}" if month else value
    value = f"XXXX-{season}" if season else f"XXXX-XX-XXT{part}" if part else value
    return found.form("set", value=value)


def _set(found: Found) -> Form:
    weekday = found.number("7")
    return found.form("set", value=f"XXXX-WXX-{weekday}" if weekday else str(found.value("*")))


def _reference(found: Found) -> Form:
    word = found.lexed.word(found.first).lower()
    return found.form("reference", value=str(found.value("R")), definite=word != "soon")


def _numeric(found: Found) -> Form:
    return found.form("numeric", value=str(found.value("N")), clock=_clock(found))


Builder = Callable[[Found], Form | None]
_BUILDERS: dict[str, Builder] = {
    "numeric": _numeric,
    "day_range": _range,
    "range_day": _range,
    "part_of_day_date": _date,
    "clock_date": _date,
    "day": _date,
    "part_of_relative": _relative,
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
    "week_of_weekday": _week_of_weekday,
    "weekday": _date,
    "dayword": _dayword,
    "tonight": _dayword,
    "next_part": _relative,
    "ago": _ago,
    "vague_ago": _ago,
    "day_before": _day_before,
    "last_n": _last_n,
    "last_units": _last_n,
    "past_unit": _past_unit,
    "edge_unit": _relative,
    "relative": _relative,
    "year": _date,
    "clock": _date,
    "every": _every,
    "set": _set,
    "old": _old,
    "duration": _duration,
    "unit_long": _unit_long,
    "month_day": _month_day,
    "units": _unit_long,
    "part": _part,
    "bare_bc": _bare_bc,
    "reference": _reference,
}
