"""Words and numbers that are dates only in company: "May", "March", "fall", "Sat.", four digits. Rules look at neighbours alone."""

from __future__ import annotations

from .lexer import Lexed

_PREPOSITIONS = frozenset("Ibrq<>o")
_MONTH_GROUNDS = frozenset(
    "IbrOEBLxhifvZ-&"
)  # before an unsure month: "in May", "last March", "of May", "early May", "to May"
_YEAR_WORDS = frozenset("Lxvijt")  # "March of last year", "May of the same year"
_NUMBERS = frozenset("dDyV")
_SEASON_GROUNDS = frozenset("LxifvEjB")
_SURE_YEAR_GROUNDS = frozenset(
    "MdDSHPEKYUVQFWwJ42<>"
)  # before a year: "June 1950", "the fall of 1949" by way of O, "early 1950", "the year 1950"
_BEFORE_VERB = frozenset(
    {"will", "would", "could", "can", "may", "might", "must", "should", "not", "t", "did", "does", "shall"}
)
_BEFORE_CAPITAL_PART = frozenset("WMdDt-;'(@xLi")  # "Monday Morning", the opening of a quotation
_NAME_LETTERS = 2
_UNIT_HOUR = "hour"
_MODERN = range(1700, 2101)
_RECENT = range(1900, 2101)
_WINDOW = 4


def settle(lexed: Lexed) -> str:
    """The letters of the sentence as one string, doubtful tokens decided: one that is no date becomes "." or a plain number."""
    letters = lexed.letters
    for i, letter in enumerate(letters):
        rule = _RULES.get(letter)
        if rule is not None:
            letters[i] = rule(lexed, i)
    return "".join(letters)


def _month(lexed: Lexed, i: int) -> str:
    entry = lexed.entries[i]
    before, after = lexed.letter(i - 1), lexed.letter(i + 1)
    beside = after in _NUMBERS or before in {"d", "D"} or (after == "," and lexed.letter(i + 2) == "y")
    of_day = before == "O" and lexed.letter(i - 2) in {"d", "D", "w"}
    of_year = after == "O" and lexed.letter(i + 2) in _YEAR_WORDS and "Y" in (lexed.letter(i + 3), lexed.letter(i + 4))
    if beside or of_day or of_year or (entry is None):
        return "M"
    if entry.abbreviated:
        return "M" if lexed.dotted(i) and before in _MONTH_GROUNDS else "."
    noun_after = after == "." and lexed.word(i + 1)[:1].islower()
    grounds = before in _MONTH_GROUNDS or (before in {"t", "a"} and (noun_after or not entry.unsure))
    if grounds and not (before == "O" and _is_name(lexed, i + 1)):
        return "M"
    listed = after in {"&", "-", "Z"} and lexed.letter(i + 2) == "M"
    if entry.unsure:
        return "M" if listed else "."
    return "." if _is_name(lexed, i + 1) and not listed else "M"


def _is_name(lexed: Lexed, i: int) -> bool:
    word = lexed.word(i)
    return lexed.letter(i) == "." and len(word) >= _NAME_LETTERS and word[0].isupper() and not word.isupper()


def _weekday(lexed: Lexed, i: int) -> str:
    entry = lexed.entries[i]
    if entry is None or not entry.abbreviated:
        return "W"
    j = i + 1 + (lexed.word(i + 1) == ",")
    dated = lexed.letter(j) in {"d", "D", "N"} or (lexed.letter(j) == "M" and lexed.letter(j + 1) in _NUMBERS)
    return "W" if dated or (lexed.dotted(i) and lexed.letter(i - 1) in {"o", "L", "x"}) else "."


def _season(lexed: Lexed, i: int) -> str:
    """Fall and spring are nouns and verbs of their own; "Winter Olympics" and "Spring Offensive" are names."""
    entry = lexed.entries[i]
    before, after = lexed.letter(i - 1), lexed.letter(i + 1)
    dated = after in {"y", "V"} or (after == "O" and lexed.letter(i + 2) in {"y", "V", "n", "x", "L", "j", "i", "t"})
    if dated and after == "O" and lexed.letter(i + 2) == "t":
        dated = lexed.letter(i + 3) in {"s", "f", "v", "x"}
    if dated or before in _SEASON_GROUNDS or entry is None:
        return "S"
    if lexed.words[i][0].isupper() and _is_name(lexed, i + 1) and not entry.unsure:
        return "."
    if not entry.unsure:
        return "S"
    bare = before in {"I", "-"} or (before == "t" and lexed.letter(i - 2) in {"I", "o", "E", "O", "<", ">"})
    if lexed.words[i].lower() == "fall":
        return "S" if bare and after != "O" else "."
    return "S" if bare or before in {"t", "a", "s"} or lexed.words[i][0].isupper() else "."


def _meridiem(lexed: Lexed, i: int) -> str:
    return "z" if lexed.letter(i - 1) == "T" else "."


def _year(lexed: Lexed, i: int) -> str:
    number = int(lexed.values[i])
    before, after = lexed.letter(i - 1), lexed.letter(i + 1)
    if before == "$" or after == "#" or after in {"U", "$"} or lexed.word(i + 1) == "%":
        return "n"
    if after in {"C", "A"} or before in _SURE_YEAR_GROUNDS | {"A"}:
        return "y"
    if before == "," and lexed.letter(i - 2) in {"d", "D", "M", "S"}:
        return "y"
    if after == "-" and lexed.letter(i + 2) == "y" and number in _MODERN and int(lexed.values[i + 2]) > number:
        return "y"
    return "y" if _year_by_grounds(lexed, i, number) else "n"


def _year_by_grounds(lexed: Lexed, i: int, number: int) -> bool:
    before, after = lexed.letter(i - 1), lexed.letter(i + 1)
    counts = _counts(lexed, i + 1)
    if before == "I" and number in _RECENT:
        return True
    if before in _PREPOSITIONS or before in {"O", "Z"} or lexed.word(i - 1).lower() == "as":
        sure = lexed.word(i - 1).lower() in {"in", "since", "during"}
        return (sure or not counts) and (sure or number in _MODERN or after in {",", "-", ";", ")", ""})
    if before in {"", "("}:
        return not counts and (number in _MODERN or after in {"-", ")"})
    if before in {"-", "&", ",", ";"}:
        listed = "y" in lexed.letters[max(0, i - _WINDOW) : i] or before == "-"
        return not counts and number in (_MODERN if listed or after in {"", ";"} else _RECENT)
    if before in {"t", "h", "a", "i"} or lexed.letter(i - 1) == "'":
        return number in _RECENT or (not counts and number in _MODERN)
    ends = after in {"", ")", "-"} and _is_name(lexed, i - 1)
    return number in _RECENT and (ends or after == "'")


def _counts(lexed: Lexed, i: int) -> bool:
    """Does the token read as a counted noun: a plural in small letters?"""
    word = lexed.word(i)
    return lexed.letter(i) in {".", "#"} and len(word) > 3 and word[0].islower() and word.endswith("s")  # noqa: PLR2004


def _day(lexed: Lexed, i: int) -> str:
    if lexed.letter(i - 1) == "$" or lexed.letter(i + 1) in {"#", "$"} or lexed.word(i + 1) == "%":
        return "n"
    return "d"


def _holiday(lexed: Lexed, i: int) -> str:
    single = lexed.ends[i] - lexed.starts[i] == len(lexed.words[i])
    return "." if single and (_is_name(lexed, i + 1) or _is_name(lexed, i - 1)) else "H"


def _part_of_day(lexed: Lexed, i: int) -> str:
    """`Operation Dawn` and the newspaper Dawn are names."""
    word = lexed.words[i]
    named = word[0].isupper() and not word.isupper() and i > 0 and lexed.letter(i - 1) not in _BEFORE_CAPITAL_PART
    return "." if named else "P"


def _units(lexed: Lexed, i: int) -> str:
    """The "hrs" of "0530hrs" belong to the time."""
    return "G" if lexed.letter(i - 1) == "T" and lexed.values[i] == _UNIT_HOUR else "U"


def _reference(lexed: Lexed, i: int) -> str:
    """`The former` without a noun is no time, nor is "as soon as"."""
    bare = lexed.letter(i - 1) == "t" and lexed.letter(i + 1) in {",", ";", "", "I"} and lexed.words[i] == "former"
    compared = lexed.words[i] == "soon" and lexed.word(i - 1).lower() == "as"
    return "." if bare or compared else "R"


def _set(lexed: Lexed, i: int) -> str:
    """`The Daily Star` is a name, "semi-annual" no year."""
    named = lexed.words[i][0].isupper() and not lexed.words[i].isupper() and _is_name(lexed, i + 1)
    return "." if named or lexed.letter(i - 1) == "-" else "*"


def _last(lexed: Lexed, i: int) -> str:
    """`Will last two years` is a verb."""
    before = lexed.word(i - 1).lower()
    plural = lexed.letter(i - 1) in {".", "#"} and before.endswith("s") and lexed.word(i - 1).islower()
    if plural and lexed.letter(i + 1) in {"a", "c", "d", "n"}:
        return "."  # "most limits last 10 years"
    verb = before in _BEFORE_VERB or (before == "to" and lexed.letter(i + 1) in {"a", "c", "d", "n", "k"})
    return "." if verb else "L"


_RULES = {
    "L": _last,
    "M": _month,
    "W": _weekday,
    "S": _season,
    "z": _meridiem,
    "y": _year,
    "d": _day,
    "H": _holiday,
    "P": _part_of_day,
    "U": _units,
    "R": _reference,
    "*": _set,
}
