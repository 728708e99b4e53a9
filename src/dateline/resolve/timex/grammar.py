"""The grammar of time expressions: regular expressions over the letters of a sentence (see lexer), in one alternation.

The order is that of specificity: of two rules that begin at the same token the earlier one wins, so the longer stands first.
Capital names in braces stand for the fragments of `_FRAGMENTS`.
"""

from __future__ import annotations

import re

_FRAGMENTS = {
    # "last year", "that year", "the same year", "the following year" beside a month or day
    "RY": "(?:[jLxvi]Y|t?sY|t[vfxL]Y)",
    # "1950", ", 1950", "of 1950", "'68", "1950 A.D.", "480 BC"
    "YEAR": "(?:,?O?t?Y?y[CA]?|,?O?[nd]C|,?O?V|,?O?A[yn]|,?O?{RY})",
    "CLOCK": "(?:Tz?G?)",
    # "early", "late in", "the end of", "the second half of", "mid-"
    "MOD": "(?:t?m?[E<>](?:-|,?[IOo]t?|t)?|t?m?B(?:-|,?Ot?)|t?m?w2Ot?)",
    "ADJ": "(?:t?[LxvfE]|[ij]|t?s|t)",
    "UNIT": "[uYX4]",
    # how many: "two", "24", "a", "several", "a few", "a dozen", "two and a half", "half a", "some 20", "twenty-five"
    "COUNT": "(?:a?k(?:c(?:-?c)*|d|n)?|2a|a?c(?:-?c)*k?(?:-?&-?a?-?2)?|a|[dn]k?(?:&a?2)?)",
    "ABOUT": "q*",
    "AGO": "[gbrfv<>]",
}

_RULES = (
    # -- complete and partial dates
    ("numeric", "N(?:,?Tz?G?)?"),
    ("day_range", "(?:W,?)?Md(?:(?:-|Z)d(?![-U])(?:{YEAR})?|&d(?:{YEAR}|(?=[,;)qI]|$)))"),
    ("day_list", "Md(?:,d)+,?&d(?:{YEAR}|(?=[,;)qI]|$))"),
    ("spelled_days", "Mc(?:-|Z)[cd](?=[,;)]|$)"),
    ("range_day", "(?:W,?)?t?[dD](?:-|Z|&)t?[dD]O?M(?:{YEAR})?"),
    ("part_of_day_date", "{MOD}?t?P[Oo]t?(?:W,?)?(?:M[dD]|t?[dD]O?M){YEAR}?"),
    ("clock_date", "{ABOUT}{CLOCK},?o?(?:(?:W,?)?(?:M[dD]|t?[dD]O?M){YEAR}?|W|@|t?P)"),
    (
        "day",
        "{MOD}?(?:W,?P?O?)?(?:(?:t?[Lxv]|i)?M[dD](?!-?[UY4]){YEAR}?|t?[dD]O?M{YEAR}?|t?wOM{YEAR}?)(?:,?I?{CLOCK}|,?P|,?It?P)?",
    ),
    ("part_of_relative", "t?POt?[xf]u"),
    # -- years before Christ, and years
    ("bc_range", "[dny]C?(?:-|Z|&)[dny]C"),
    ("bc_month", "{MOD}?M[dny]C"),
    ("bc_season", "{MOD}?t?SO?[dny]C"),
    ("bc_decade", "{MOD}?t?KC"),
    ("bc_century", "{MOD}?t?[wD]-?XC"),
    ("bc", "{MOD}?[dny]C"),
    ("year_range", "(?:t?[YU])?y-(?:y|d|n)(?![CU#])"),
    ("month", "{MOD}?(?:t?[LxvfE]|[ij]|t?s)?M{YEAR}?"),
    ("season_year", "{MOD}?t?(?:S(?:,?O?t?{YEAR})|yS)"),
    ("season", "{MOD}?{ADJ}?S"),
    ("fiscal", "Q|F;?y|(?:t?[Lxvf]|[ijs]|ts)F|(?:J|t?[wD]-?4|w2)O?t?(?:Q|F;?y)"),
    ("month_quarter", "t?M-M-?4(?:O?(?:t?Y?y|t?{RY}))?"),
    ("quarter", "{MOD}?(?:J|t?[wDLxvf]-?4)(?:O?(?:t?Y?y|t?{RY}|tY))?"),
    ("half_year", "t?w-?2(?:O?(?:t?Y?y|t?{RY}|tY)|OJ)|tw-?2(?!O)|w-2(?!O)"),
    ("holiday", "{MOD}?(?:{ADJ})?H(?:[OI]?y|O?{RY}|P)?"),
    ("decade", "{MOD}?t?K"),
    ("century", "{MOD}?t?[wDvxLf]-?X"),
    # -- habits; before the times of day that they have
    ("every_clock", "{CLOCK}(?:8(?:u|W)|[*]|o?7)|(?:8(?:u|W)|[*]|7),?(?:I|at)?{CLOCK}"),
    # -- days of the week
    ("from_weekday", "{COUNT}[uU]IW"),
    ("weekday_week", "Wu(?!-)"),
    ("week_of_weekday", "W(?:O|,)?(?:t?[Lxfv]|i)u"),
    ("noon_of_weekday", "{MOD}?t?P,?[oO]?W"),
    ("weekday", "{MOD}?(?:t?[LxvfE]|[ij])?W(?:-?P)?(?:,?(?:I|at)?{CLOCK})?"),
    ("dayword", "{MOD}?(?:t?P,?)?@'?P?"),
    ("day_beyond", "tu[br]@"),
    ("week_beyond", "t[uY](?:rx|bL)"),
    ("holiday_beside", "tu[br]H"),
    ("tonight", "{MOD}?!"),
    # -- counted from somewhere
    ("part_beside", "tP[br]"),
    ("day_of_month", "t?[dDw]O(?:t?[Lxfv]|i|t)u"),
    ("next_part", "{MOD}?(?:t?[Lxvf]|[ij]|t?s)P"),
    ("ago", "{ABOUT}{COUNT}-?(?:[uYX4U](?:&a2)?)-?{AGO}"),
    ("year_ago", "t?Y-[g<]4?"),
    ("vague_ago", "k?U{AGO}"),
    ("day_before", "{MOD}?t[uY][brf]"),
    ("span_of", "{MOD}?t[wLmE]m?(?:{COUNT}m?-?U|w?-?u)Ot?(?:{MOD})?(?:M{YEAR}?|Y?y|{RY}|tY|t?u)"),
    ("last_n", "t?m?[Llxvfmwe]m?{COUNT}m?-?U"),
    ("last_units", "t?[Llxvfe]U"),
    ("past_unit", "tl{UNIT}"),
    ("edge_unit", "{MOD}(?:t|{ADJ})?{UNIT}|[uY]'?-?B"),
    ("current", "t?R{UNIT}"),
    ("relative", "{MOD}?(?:t?[Lxvf]|[ij]|t?s){UNIT}"),
    ("year", "{MOD}?(?:t?[YU])?(?:yA?|A[yn])|{MOD}?V"),
    ("clock", "{ABOUT}{CLOCK}(?:It?P)?"),
    ("spelled_hour", "cItP"),
    # -- sets, durations, references
    ("every", "8(?:w-?|{COUNT})?(?:u|Y|U|W|P|7|M|S|X|4)|9{UNIT}|{UNIT}9{UNIT}"),
    ("set", "\\*|7"),
    ("old", "{ABOUT}{COUNT}-?[UYu]-?5|{COUNT}-[UYu]-5"),
    ("duration", "(?!a[uYX]-6){ABOUT}(?:h|tw)?m?{COUNT}m?-?m?(?:{UNIT}|U)(?:&a2)?(?:-?6|-?&-?a-?2(?:-?6)?)?"),
    ("unit_long", "[uYXU]-6"),
    ("month_day", "tD"),
    ("units", "k?[me]?U"),
    ("part", "{ABOUT}{MOD}?(?:t|a|c)?(?:w|t)?P"),
    ("bare_bc", "(?<=[Iq])n(?:-n)?"),
    ("past", "tl"),
    ("reference", "R"),
    ("weekend", "t?u"),
)


def _expand(pattern: str) -> str:
    while "{" in pattern:
        for name, fragment in _FRAGMENTS.items():
            pattern = pattern.replace("{" + name + "}", f"(?:{fragment})" if name != "ABOUT" else fragment)
    return pattern.replace(" ", "")


# No expression begins with one of these letters; to say so once is three times as fast as to try every rule at them.
_NEVER_FIRST = r"(?![,;()&OIoZh#$'z-])"
_ALTERNATIVES = "|".join(f"(?P<{name}>{_expand(pattern)})" for name, pattern in _RULES)
EXPRESSION = re.compile(f"{_NEVER_FIRST}(?:{_ALTERNATIVES})")
# A stretch of letters in which an expression can stand: articles, counts and prepositions alone make none.
RUN = re.compile(r"[^.]*[MW7PSuUYX42FNTKVJQHyd@!R*CDnl][^.]*")
