"""The dateline that a story's first paragraph opens with, in the styles of the world's agencies.

A header of place, date, agency in that order, some of them missing, ends in a dash, a colon, a bracket or the line. It is read from
its end: agency, date, place; and it is one only if nothing is left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.lexicon.wire import WireConventions

from .header_dates import day_of, header_date, year_of
from .marks import Dateline
from .patterns import DASH, one_of

#: The longest dateline met (two places with regions, full date, agency and reporter) has about 120 characters.
WINDOW = 160
MAX_PLACE = 70
MAX_PLACE_WORDS = 9
MAX_AGENCY_WORDS = 5
MAX_ENDS = 8
#: A place alone before a dash is taken for a dateline only if a sentence follows.
MIN_SENTENCE = 40
#: Three capitals are an acronym more often than a place; so short a place must be a known city.
MAX_ACRONYM = 3
#: "Calif." is the longest abbreviation of a state that is still written.
MAX_REGION = 6
_SIGN = re.compile(r"[-–—―‒_):/|]")
_END = re.compile(
    rf"(?P<dash>(?<![-–—_]){DASH}(?=[\s\"“']|$))|(?P<glued>(?:[—–]|(?<=\))--)(?=[A-Z\"“]))"
    r"|(?P<bracket>\)\.{0,3}(?=\s*[A-Z\"“]|$))|(?P<bar>\|(?=\s|$))|(?P<slash>/\.?(?=\s+[A-Z\"“]|$))|(?P<colon>:(?=\s|$))"
)
_JOINT = re.compile(rf"\s+(?:{DASH}|\|)\s+|\s*:\s+(?=\S)")
_FRAMED = re.compile(r"(?P<frame>\[(?P<inside>[^\[\]]{8,120})\])\s*")
_WORD = re.compile(r"(?<=[.,]\s)[A-Z]{3,12}(?=\s[A-Z][a-z])")
#: Terminators that are part of the header: the bracket, slash or word of the agency, with no dash behind it.
_CLOSING = frozenset({"bracket", "slash", "word"})
_AGENCY_FIRST = re.compile(rf"\((?P<agency>[^()]{{2,40}})\)(?P<dash>\s*{DASH}{{1,2}}\s*)?")
_BRACKET = re.compile(r"\s*[(\[](?P<agency>[^()\[\]]{2,60})[)\]]?\.?$")
_SLASH = re.compile(r"\s*/(?P<agency>[^/]{2,40})/?\.?$")
_LAND = re.compile(r"\s\((?P<land>[A-Z][^()]{2,30})\)$")
_SENTENCE = re.compile(r"\b[a-z]{2,} [a-z]+ [a-z]{2,}\b|[\"“”?!]")
_WRITER = re.compile(rf"\s*by (?P<name>(?:[A-Z][\w'’-]+ ?){{1,4}})\s*{DASH}{{1,2}}\s+")
_NOTE = re.compile(r"\s*\((?:eds|attn)\b[^()]{0,80}\)", re.IGNORECASE)
_INSIDE = re.compile(r"\((?P<agency>[A-Z][\w /.&-]{1,30})\)\s*(?:--|—|–|-)\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    place: str | None
    month_day: tuple[int, int] | None = None
    year: int | None = None
    date_text: str | None = None
    agency: str | None = None
    bracketed: bool = False

    @property
    def strong(self) -> bool:
        return self.date_text is not None or self.agency is not None

    @property
    def complete(self) -> bool:
        """Has it place, day and agency?"""
        return self.place is not None and self.month_day is not None and self.agency is not None


class Datelines:
    """Reads datelines."""

    def __init__(self, wire: WireConventions, slug_words: frozenset[str]) -> None:
        calendar, places = wire.calendar, wire.places
        month = one_of(calendar.months)
        self._months = calendar.months
        self._agencies = wire.agencies
        self._cities = frozenset(city.casefold() for city in places.cities)
        self._particles = frozenset(places.particles)
        self._never = (
            frozenset(word.casefold() for word in (*places.never_places, *calendar.weekdays, *calendar.months))
            | slug_words
        )
        self._outlet_words = wire.outlet_words
        self._date = header_date(calendar)
        self._vague = re.compile(rf"(?:^|[\s,.])(?P<date>{one_of(calendar.weekdays)}|{month})\.?$", re.IGNORECASE)

    def find(self, text: str, start: int, end: int) -> Dateline | None:
        """The dateline that the paragraph at start to end opens with, None if it opens with none."""
        window = text[start : min(end, start + WINDOW)]
        if match := _FRAMED.match(window):
            return self._framed(start, match)
        if not (window[:1].isupper() or window[:1].isdigit() or window[:1] == "("):
            return None
        if match := _AGENCY_FIRST.match(window):
            return self._agency_first(text, start, end, match)
        return self._in_pieces(text, start, end, window) or self._plain(text, start, end, window)

    def is_city(self, place: str) -> bool:
        """Is the place a city that datelines have without a country?"""
        return place.casefold() in self._cities

    def parse(self, given: str) -> Dateline | None:
        """A dateline given in a field of its own ("SEOUL, Sept. 2 -"); its offsets are all zero."""
        header = self._header(" ".join(given.split()).rstrip("-–—_ "), lenient=True)
        return None if header is None else _dateline(header, 0, 0, 0)

    def find_inside(self, text: str, start: int, end: int) -> Dateline | None:
        """A complete dateline behind a headline on the same line, as pages give it once their line breaks are lost."""
        window = text[start : min(end, start + 400)]
        match = _INSIDE.search(window)
        if not match or (
            match["agency"].casefold() not in self._agencies and not self._date.search(window, 0, match.start())
        ):
            return None
        for place in re.finditer(r"(?<![A-Z])[A-Z]{3,}", window[max(0, match.start() - MAX_PLACE) : match.start()]):
            at = start + max(0, match.start() - MAX_PLACE) + place.start()
            found = self._plain(text, at, end, text[at : at + WINDOW])
            if at > start and found and found.strong and found.place and found.place.split(",")[0].isupper():
                return found
        return None

    def _framed(self, start: int, match: re.Match[str]) -> Dateline | None:
        """A complete dateline in square brackets: "[LOME, 5 March 1991, Gulf Wire] Text"."""
        header = self._header(match["inside"])
        if header is None or not header.complete:
            return None
        return _dateline(header, start, start + match.end("frame"), start + match.end())

    def _in_pieces(self, text: str, start: int, end: int, window: str) -> Dateline | None:
        """A complete dateline whose pieces have dashes or bars between them: "LOME -- Gulf Wire -- March 5, 1991 --"."""
        for stop, kind in reversed(tuple(_ends(window))):
            written = window[: stop[1] if kind in _CLOSING else stop[0]]
            joined = _JOINT.sub(", ", written)
            header = self._header(joined) if joined != written else None
            if header is not None and header.complete:
                found = _dateline(header, start, start + len(written.rstrip(" .,\t\n")), start + stop[1])
                return _with_writer(found, text, end)
        return None

    def _agency_first(self, text: str, start: int, end: int, match: re.Match[str]) -> Dateline | None:
        """The agency first: "(ANSA) - Rome, March 3 -", "(Reuters) - Text", "(CNN)Text"."""
        agency = self._agencies.get(match["agency"].casefold())
        at = start + match.end()
        at += len(text[at:end]) - len(text[at:end].lstrip())
        behind = self._plain(text, at, end, text[at : min(end, at + WINDOW)])
        if agency is None:
            if (
                behind is None
                or behind.place is None
                or behind.month_day is None
                or not self._is_agency(match["agency"])
            ):
                return None
            return replace(behind, start=start, agency=match["agency"].strip(), strong=True)
        if match["dash"] and behind and behind.place:
            return replace(behind, start=start, agency=agency, strong=True)
        at = start + match.end()
        if not match["dash"] and not text[at : at + 1].isupper():
            return None
        return Dateline(start=start, end=start + match.end("agency") + 1, stop=at, agency=agency, strong=True)

    def _plain(self, text: str, start: int, end: int, window: str) -> Dateline | None:
        line = window.find("\n")
        for stop, kind in _ends(window):
            text_of_header = window[: stop[1] if kind in _CLOSING else stop[0]]
            header = self._header(text_of_header)
            if header is None:
                continue
            at = start + stop[1]
            if self._is_meant(header, kind, text[at : min(end, at + WINDOW)]):
                found = _dateline(header, start, start + len(text_of_header.rstrip(" .,\t\n")), at)
                return _with_writer(found, text, end)
        if 0 < line < WINDOW or end - start == len(window):
            return self._own_line(text, start, start + line if line > 0 else end)
        return None

    def _own_line(self, text: str, start: int, end: int) -> Dateline | None:
        """A dateline alone on its line, without a dash: "ANKARA" or "Baku, January 3, AZERTAC"."""
        line = text[start:end].strip().rstrip("-–—_ ")
        header = self._header(line)
        if header is None or len(line) > WINDOW:
            return None
        city = (header.place or "").casefold() in self._cities
        complete = header.agency is not None and header.date_text is not None
        if complete or (city and line.isupper()) or (city and header.month_day is not None):
            return _dateline(header, start, start + len(line), end)
        return None

    def _is_meant(self, header: _Header, kind: str, rest: str) -> bool:
        """Is the header a dateline, with this terminator and this text behind it?"""
        rest = rest.lstrip()
        if header.complete and not rest:
            return True
        if kind == "bar":
            return False
        if kind == "colon":
            known = header.place is not None and header.place.casefold() in self._cities
            return bool(rest) and rest[0].isupper() and (known or (header.strong and header.month_day is not None))
        if kind in _CLOSING:
            known = header.agency is not None and header.agency in self._agencies.values()
            return header.agency is not None and header.place is not None and (header.date_text is not None or known)
        if header.date_text is not None or header.agency in self._agencies.values():
            return True
        if len(rest) < MIN_SENTENCE or not (rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"“'‘`"):
            return False
        return sum(character.islower() for character in rest) > len(rest) // 2

    def _header(self, text: str, *, lenient: bool = False) -> _Header | None:
        """Agency, date and place of a header, read from its end; None if something else is in it."""
        text = text.strip().rstrip(".,; ")
        if _SENTENCE.search(text):
            return None
        agency, text, bracketed = self._take_agency(text)
        date = self._take_date(text)
        if date:
            behind = text[date.end() :].strip(" .,;)")
            if behind:
                if agency is not None or not self._is_agency(behind):
                    return None
                agency = behind
            place, date_text = text[: date.start("date")], date["date"].strip(" ,.")
            if agency is None:
                agency, place, bracketed = self._take_agency(place.rstrip(" ,"))
        else:
            place, date_text, agency = self._without_date(text, agency)
        place = _bare_place(place)
        if agency is None and "," in place:
            agency, place = self._outlet_beside(place)
        if not place and not (date_text and (lenient or bracketed)):
            return None
        header = _Header(
            place=place or None,
            month_day=day_of(date, self._months) if date else None,
            year=year_of(date) if date else None,
            date_text=date_text,
            agency=self._agencies.get(agency.casefold(), agency) if agency else None,
            bracketed=bracketed,
        )
        if not place or (
            lenient and not any(c.isdigit() or c == "-" for c in place) and place.casefold() not in self._never
        ):
            return header
        return header if self._is_place(header) else None

    def _take_agency(self, text: str) -> tuple[str | None, str, bool]:
        """The agency in brackets or between slashes at the end, the text before it, and whether there was one."""
        match = (
            _BRACKET.search(text) if text.endswith((")", "]")) else _SLASH.search(text) if text.endswith("/") else None
        )
        if match is None:
            return None, text, False
        agency = re.split(r"[,;]|\s+-\s+|/(?=[A-Z][a-z]+ [A-Z]|[a-z]{2,3}$)", match["agency"])[0].strip()
        if not self._is_agency(agency):
            return None, text, False
        return agency, text[: match.start()], True

    def _outlet_beside(self, text: str) -> tuple[str | None, str]:
        """The outlet before or behind the place ("Gulf Wire, LOME", "LOME, Gulf Wire"), and the place without it."""
        first, *others = text.split(", ")
        for outlet, rest in ((first, others), (text.rpartition(", ")[2], text.split(", ")[:-1])):
            words = outlet.casefold().split()
            if outlet.casefold() in self._agencies or (len(words) > 1 and words[-1] in self._outlet_words):
                return outlet, ", ".join(rest)
        return None, text

    def _take_date(self, text: str) -> re.Match[str] | None:
        """The last date of a header; a weekday in the name of its city is none ("SANTO DOMINGO, March 4")."""
        found = None
        city = re.match(r"[^,.(]+", text)
        behind = city.end() if city and city[0].strip().casefold() in self._cities else 0
        for match in self._date.finditer(text, behind):
            if day_of(match, self._months):
                found = match
        return found

    def _without_date(self, text: str, agency: str | None) -> tuple[str, str | None, str | None]:
        """Place, vague date ("April", "Monday") and agency of a header without a day."""
        if match := self._vague.search(text):
            return text[: match.start("date")], match["date"], agency
        if agency is None and (match := re.search(r"[.,]\s+(?P<agency>[^.,]{2,30})$", text)):
            known = match["agency"].strip().casefold()
            if known in self._agencies and known not in self._cities:
                return text[: match.start()], None, match["agency"].strip()
        return text, None, agency

    def _is_agency(self, text: str) -> bool:
        if text.casefold() in self._agencies:
            return True
        words = text.split()
        return (
            0 < len(words) <= MAX_AGENCY_WORDS
            and words[0][0].isupper()
            and not any(character.isdigit() or character in '"“:;!?' for character in text)
            and words[0].casefold() not in self._never
            and (len(text) > 1)
        )

    def _is_place(self, header: _Header) -> bool:
        """Can this stand before the date and agency as a place? The fewer of these there are, the stricter."""
        place = _LAND.sub(r", \g<land>", header.place or "")  # "Arica (Chile)" is a place as "Arica, Chile" is
        words = place.replace("/", " ").split()
        if (
            not 0 < len(words) <= MAX_PLACE_WORDS
            or len(place) > MAX_PLACE
            or any(c.isdigit() or c in '"“”:;!?()' for c in place)
        ):
            return False
        first = place.split(",")[0]
        known = place.casefold() in self._cities or first.casefold() in self._cities
        if (words[0].casefold().strip(".,") in self._never and not known) or not place[0].isupper():
            return False
        if not all(
            word.lstrip("[")[:1].isupper() or word.casefold() in self._particles or word == "-" for word in words
        ):
            return False
        if known:
            return True
        if first.isupper():
            return header.strong or len(first) > MAX_ACRONYM or " " in first or "/" in first
        return header.month_day is not None or (
            header.bracketed and (header.agency in self._agencies.values() or "," in place)
        )


def _bare_place(text: str) -> str:
    """The place without the marks around it; the full stop of a region's abbreviation stays ("BANGOR, Me.")."""
    place = text.strip().rstrip(",;( ")
    if _LAND.search(place):
        return place
    region = place.rpartition(",")[2].strip()
    return place if "," in place and len(region) <= MAX_REGION else place.rstrip(". ")


def _ends(window: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Where a header could end: (end of header, start of what follows) and the kind of terminator; nine at most."""
    count = 0
    for sign in _SIGN.finditer(window):
        match = _END.match(window, sign.start())
        if match and count < MAX_ENDS:
            count += 1
            kind = match.lastgroup or "dash"
            yield (match.start(), match.end()), "dash" if kind == "glued" else kind
    if word := _WORD.search(window):
        yield (word.start(), word.end()), "word"


def _dateline(header: _Header, start: int, end: int, stop: int) -> Dateline:
    return Dateline(
        start=start,
        end=end,
        stop=stop,
        place=header.place,
        month_day=header.month_day,
        year=header.year,
        date_text=header.date_text,
        agency=header.agency,
        strong=header.strong,
    )


def _with_writer(found: Dateline, text: str, end: int) -> Dateline:
    """The same, with the writer's name ("-- by Ana Lopes --") or a note that stands behind the dash taken in."""
    window = text[found.stop : min(end, found.stop + 100)]
    match = _WRITER.match(window) or _NOTE.match(window)
    return replace(found, stop=found.stop + match.end()) if match else found
