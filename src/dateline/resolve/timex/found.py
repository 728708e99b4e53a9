"""A match of the grammar and what its tokens say: the parts that forms are built from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypedDict, cast

from .form import Edge, Form, Scope
from .lexer import Lexed, Value

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
_ONE_AND_A_HALF = re.compile(r"a[uYX]&a2")
_FROM_TODAY = frozenset({"coming", "upcoming", "forthcoming"})
_CENTURY_YEARS = 100
_TENS, _UNITS_END = 20, 10


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

    def is_phrase(self, k: int) -> bool:
        """Is the k-th token of the match a phrase of several words?"""
        at = self.first + k
        return self.lexed.ends[at] - self.lexed.starts[at] > len(self.lexed.words[at]) + 1

    def neighbour(self, step: int) -> str:
        """Letter before (-1) or after (1) the match."""
        return self.lexed.letter(self.first - 1 if step < 0 else self.first + len(self.letters))

    def form(self, kind: str, *, cut: int = 0, skip: int = 0, **parts: object) -> Form:
        """A form over the span of the match, without its first `skip` and its last `cut` tokens."""
        last = self.first + len(self.letters) - 1 - cut
        span = {"start": self.lexed.starts[self.first + skip], "end": self.lexed.ends[last]}
        return Form(**cast("dict[str, object]", {"kind": kind, "rule": self.rule, **span, **parts}))  # type: ignore[arg-type]


def year_parts(found: Found) -> Parts:
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


def parts_of(found: Found) -> Parts:
    """All calendar parts that the letters of a date name."""
    parts = year_parts(found)
    parts["month"] = found.number("M")
    days = "d" if "C" in found.letters else "dD"
    if "C" not in found.letters:
        parts["day"] = found.number(days)
    if parts.get("day") is None and "wOM" in found.letters:
        parts["day"] = found.number("w")
    parts["weekday"] = found.number("W")
    parts["season"], parts["holiday"], parts["part"] = found.text("S"), found.text("H"), found.text("P")
    parts["clock"] = clock_of(found)
    parts["edge"] = edge_of(found)
    return parts


def edge_of(found: Found) -> Edge:
    value = found.value("EB")
    if value is None and "w2" in found.letters:
        value = "START" if found.value("w") == 1 else "END"
    if value is None and ("<" in found.letters or ">" in found.letters):
        value = "START" if "<" in found.letters else "END"
    return cast("Edge", value or "")


def clock_of(found: Found) -> str | None:
    """`17:30` of "5:30 p.m."; None without a time."""
    text = found.text("T")
    if text is None:
        return None
    hour, minute = (text[:2], text[2:]) if len(text) == 4 and text.isdigit() else (*re.split(r"[:.]", text), "00")[:2]  # noqa: PLR2004
    shift = 0
    half = str(found.value("z") or "").lower()
    if half[:1] in {"a", "p"}:
        afternoon = half.startswith("p")
        shift = 12 * (afternoon - (int(hour) == 12))  # noqa: PLR2004
        shift = 0 if afternoon and int(hour) == 12 else shift  # noqa: PLR2004
    return f"{int(hour) + shift:02d}:{minute}"


def adjective_of(found: Found) -> tuple[int, Scope] | None:
    """What "last", "next", "that" ... before the noun of the expression say; None without such a word."""
    letters = (
        _RELATIVE_YEAR.sub(lambda m: "." * len(m.group()), found.letters) if "M" in found.letters else found.letters
    )
    for k, letter in enumerate(letters):
        if letter in _SHIFTS and found.lexed.word(found.first + k).lower() in _FROM_TODAY:
            return _shift(letter)  # "the coming year", unlike "the next year", is the story's
        if letter in _SHIFTS:
            return _shift(letters[max(0, k - 1) : k + 1] if letters[k - 1 : k] == "t" else letter)
    return None


def count_of(found: Found) -> float | None:
    """The number of units; None where the text is vague ("several", bare plurals)."""
    if _ONE_AND_A_HALF.search(found.letters):
        return 1.5
    total, half, seen, vague = 0.0, 0.0, False, False
    for k, letter in enumerate(found.letters):
        if letter in "uUYX4" and seen:
            half += 0.5 if "&a2" in found.letters[k:] else 0.0
            break
        if letter == "2":
            half += 0.5
            seen = True
        elif letter in "cdn":
            value = float(found.lexed.values[found.first + k])
            total = _joined(total, value)
            vague = vague or (value >= _CENTURY_YEARS and "k" in found.letters)
            seen = True
    if seen:
        return total + half if (total or half) and not vague else None
    return 1.0 if "a" in found.letters and "k" not in found.letters else None


def _joined(total: float, value: float) -> float:
    """`Two hundred` multiplies, "twenty-five" adds, and of "three-four months" the last number counts."""
    if value >= _CENTURY_YEARS:
        return max(total, 1) * value
    fits = total == 0 or (total >= _TENS and value < _UNITS_END and total % _UNITS_END == 0)
    return total + value if fits else value


def unit_of(found: Found) -> str:
    return str(found.value("uUYX4") or "day")
