"""Bylines: "By Ama Serwaa, Agency", "Ama Serwaa | Agency", "By Agency", "Associated Press Writer"."""

from __future__ import annotations

import re

from dateline.lexicon.wire import WireConventions

from .marks import Byline
from .patterns import folded
from .stamps import Stamps

MAX_LINE = 140
_BY = re.compile(r"[\^*_\s]{0,4}(?:by|By|BY)(?::\s*|\s+)(?P<rest>\S.*)")
_SPECIAL = re.compile(r"(?:Special|Exclusive) (?:to|for) (?:the )?(?P<outlet>[A-Z].{1,40})")
_BAR = re.compile(r"\s*(?:\||—|–|―|•|·|;|\s--?\s|/(?=\s))\s*")
_PIECE = re.compile(r"\s*,\s+|\s+(?:and|&)\s+|\s*/\s*")
_PLACE = re.compile(r"\s+(?:in|at|from|aboard|near)\s+(?:the\s+)?[A-Z]\S*(?:\s\S+){0,4}$")
_ASIDE = re.compile(r"\s*\([^()]{2,60}\)$")
_FOR = re.compile(r"\s+for\s+(?P<outlet>(?:the\s+)?[A-Z].{1,40})$", re.IGNORECASE)
_MARKS = " ()[]/=-–—<>*"
_HEADED = re.compile(r"\s+[/|]\s+")
_PARTICLES = frozenset(
    {
        "de",
        "da",
        "dos",
        "del",
        "della",
        "di",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "ter",
        "abu",
        "y",
        "e",
    }
)
MAX_NAME_WORDS = 5
MAX_ACRONYM = 3
#: A row of links has these bars too; a byline with bars has few pieces.
MAX_PIECES = 5


class Bylines:
    """Reads bylines that are a line of their own."""

    def __init__(self, wire: WireConventions, stamps: Stamps) -> None:
        self._agencies = wire.agencies
        self._desks = wire.desks
        self._outlet_words = wire.outlet_words
        self._cities = frozenset(city.casefold() for city in wire.places.cities)
        self._stamps = stamps
        calendar = wire.calendar
        self._calendar = frozenset([*calendar.months, *(day.casefold() for day in calendar.weekdays)])

    def agency(self, text: str) -> str | None:
        """The agency's name as the ledger has it, if the text is one of its names."""
        return self._agencies.get(folded(text.strip(" .,()[]/=-–—<>^")))

    def outlet(self, text: str) -> str | None:
        """The outlet that a line names and nothing else, in capitals or between marks: "GULF NEWS SERVICE", "(Gulf Wire)"."""
        name = text.strip(_MARKS)
        framed = len(text) - len(name) > 1
        last = name.rpartition(" ")[2].casefold()
        if not (framed or name.isupper()) or last not in self._outlet_words or not self._is_outlet(name):
            return None
        return _cased(name)

    def read(self, flat: str) -> Byline | None:
        """Names and agency of a byline, None if the line is none."""
        if len(flat) > MAX_LINE:
            return None
        line = flat.rstrip("=<_* ")
        if match := _BY.fullmatch(line):
            return self._signed(match["rest"])
        if match := _SPECIAL.fullmatch(line):
            return Byline(agency=self.agency(match["outlet"]) or match["outlet"])
        return self.sign(line) or self._barred(line)

    def sign(self, line: str) -> Byline | None:
        """An agency, a desk or a writer's role alone on the line."""
        text = line.strip("^*_ ")
        if agency := self.agency(text):
            return Byline(agency=agency)
        first, _, last = text.rpartition(" ")
        agency = self.agency(first) if first else None
        if folded(text) in self._desks or (
            agency and (folded(last) in self._desks or folded(last) in self._outlet_words)
        ):
            return Byline(agency=agency)
        return None

    def _barred(self, line: str) -> Byline | None:
        """Name and outlet: "Ama Serwaa | Coast News" and "Ama Serwaa, Associated Press"."""
        bar = re.split(r"\s+\|\s+|,\s+", line)
        if len(bar) != 2 or not self._is_name(bar[0], least=2) or len(bar[1]) > 50:  # noqa: PLR2004  (name and outlet)
            return None
        if "|" in line and self._stamps.find(bar[1]) and self._stamps.is_date_line(bar[1]):
            return Byline(names=bar[0])
        known = self.agency(bar[1]) or (bar[1] if self._is_outlet(bar[1]) or folded(bar[1]) in self._desks else None)
        if known is None and "|" in line and bar[1].isalpha() and bar[1][0].isupper():
            known = bar[1]
        return Byline(names=bar[0], agency=known) if known else None

    def _signed(self, rest: str) -> Byline | None:
        """What stands behind "By"."""
        if agency := self.agency(rest):
            return Byline(agency=agency)
        aside = _ASIDE.search(rest)
        first, *others = _BAR.split(_ASIDE.sub("", rest))
        others += [aside[0].strip(" ()")] if aside else []
        if len(others) >= MAX_PIECES:
            return None
        outlet = next((found for other in others if (found := self._outlet(other))), None)
        if match := _FOR.search(first):
            outlet, first = outlet or self._outlet(match["outlet"]) or match["outlet"], first[: match.start()]
        if not self._stamps.is_date_line(first):
            first = _PLACE.sub("", first)
        names, agency = self._names(first)
        if not names and not agency:
            return None
        place = next((other for other in others if other.casefold() in self._cities), None)
        return Byline(names=names or None, agency=agency or outlet, place=place)

    def over_dateline(self, line: str, place: str | None) -> Byline | None:
        """An outlet over the headline ("GULF NEWS SERVICE"), or with the dateline's place behind it ("COAST DIGEST / LOME")."""
        if outlet := self.outlet(line):
            return Byline(agency=outlet)
        name, _, behind = (piece.strip() for piece in _HEADED.sub("/", line).partition("/"))
        words = name.split()
        if not words or len(words) > MAX_NAME_WORDS or not all(word[0].isupper() for word in words):
            return None
        city = place.split(",")[0].casefold() if place else ""
        if behind and behind.casefold() != city:
            return None
        if not behind:
            return None
        return Byline(agency=self.agency(name) or _cased(name))

    def _names(self, text: str) -> tuple[str, str | None]:
        """Names, and the agency behind the last comma; ("", None) if a piece is neither."""
        pieces = [piece for piece in _PIECE.split(text.strip(" ,")) if piece]
        agency = None
        while pieces and (outlet := self._outlet(pieces[-1])):
            agency = outlet
            pieces.pop()
        if len(pieces) == 2 and " " in pieces[0] and " " not in pieces[1] and "," in text and agency is None:  # noqa: PLR2004
            agency = pieces.pop()
        if not all(self._is_name(piece) for piece in pieces) or (not pieces and agency is None):
            return "", None
        end = text.find(pieces[-1]) + len(pieces[-1]) if pieces else 0
        return text[:end].strip(" ,"), None if agency is None else self.agency(agency) or self._not_desk(agency)

    def _not_desk(self, agency: str) -> str | None:
        return None if folded(agency) in self._desks else agency

    def _outlet(self, text: str) -> str | None:
        """The text, if it names an agency, a desk or an outlet."""
        text = text.strip(" .,")
        return self.agency(text) or (text if folded(text) in self._desks or self._is_outlet(text) else None)

    def _is_outlet(self, text: str) -> bool:
        words = text.split()
        return (
            1 < len(words) <= MAX_NAME_WORDS
            and all(word[0].isupper() or word in _PARTICLES or word in {"of", "the"} for word in words)
            and not self._outlet_words.isdisjoint(word.casefold().strip(".") for word in words)
        )

    def _is_name(self, text: str, least: int = 1) -> bool:
        words = text.strip(" .").split()
        if not least <= len(words) <= MAX_NAME_WORDS or words[0].casefold().strip(".,") in self._calendar:
            return False
        if any(character.isdigit() for character in text) or text[-1] in "!?:;":
            return False
        return words[-1][0].isalpha() and all(word[0].isupper() or word in _PARTICLES or "-" in word for word in words)


def _cased(name: str) -> str:
    """A name in capitals as running text has it; acronyms stay."""
    if not name.isupper():
        return name
    return " ".join(word.capitalize() if len(word) > MAX_ACRONYM else word for word in name.split())
