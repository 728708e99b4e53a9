"""How wire copy ends: end marks, "more to follow", credits, contact lines, initials of the desk, the agency's sign-off."""

from __future__ import annotations

import re

from dateline.lexicon.wire import WireConventions

from .patterns import EMAIL, folded, one_of
from .stamps import Stamps

MAX_LINE = 300
MAX_MARK = 70
MAX_INITIALS = 30
#: Credits at the end of the last paragraph are looked for in so many characters.
TAIL = 500
MAX_CONTACT_WORDS = 14
_PHONE = re.compile(r"(?:\+|\(?00|\(\+?)?\(?\d{1,4}\)?(?:[\s./()-]{1,2}\d{2,5}){2,5}")
_EMAIL = re.compile(EMAIL)
_INITIALS = re.compile(r"(?:burs-|/)?[a-z]{2,5}(?:\s?[./,-]\s?[a-z]{1,5}){1,5}|-[a-z]{2,3}-?")
_AFTER_AGENCY = re.compile(r"(?:[\s/-]+(?:[a-z]{2,4}|[A-Z]{2,4})){1,4}")
_SIGN_OFF = re.compile(r"(?<=[.!?\"”'’)])\s*(?P<tail>(?:--?|[–—/])?\s?\(?(?P<name>[A-Z][\w ./-]{1,30}?)\)?\.?)$")
_ASSORTED = re.compile(r"[\s().:/|–—-]*")


class Endings:
    """Recognises the lines that copy ends with."""

    def __init__(self, wire: WireConventions, stamps: Stamps) -> None:
        words = wire.endings
        self._stamps = stamps
        self._agencies = wire.agencies
        self._marks = frozenset(folded(mark) for mark in words.marks)
        self._as_written = frozenset(words.marks_as_written)
        self._mark = re.compile(
            rf"(?P<mark>{one_of(words.marks)}|(?:{'|'.join(words.marks_as_written)})\b)(?P<rest>.*)", re.IGNORECASE
        )
        self._more = frozenset(folded(mark) for mark in words.more_marks)
        credit = one_of(words.credits)
        self._credit = re.compile(rf"\W{{0,3}}{credit}\b", re.IGNORECASE)
        self._credit_end = re.compile(rf"{one_of(words.credit_endings)}\b.{{0,40}}$", re.IGNORECASE)
        self._contact = re.compile(
            rf"\W{{0,2}}{one_of(words.contacts)}\s*(?::|\bus\b|,? (?:please )?(?:contact|call|visit|write))",
            re.IGNORECASE,
        )
        self._inline_mark = re.compile(
            rf"(?<=[\s.!?\"”'’)])\s*(?P<tail>{one_of(words.inline_marks)})\.?$", re.IGNORECASE
        )
        self._last = frozenset(mark[-1].casefold() for mark in (*words.inline_marks, ")"))
        self._inline_more = re.compile(
            r"(?<=[\s.!?\"”'’)])\s*(?P<tail>\((?:more|more to follow|more follows)\))$", re.IGNORECASE
        )
        self._inline_credit = re.compile(
            rf"(?<=[.!?\"”'’)])\s*(?P<tail>[(\[]?\s*-{{0,2}}{credit}\b.*)$", re.IGNORECASE | re.DOTALL
        )

    def end_mark(self, flat: str) -> bool:
        """Is the line an end mark, with or without date, time or agency behind it?"""
        if len(flat) > MAX_MARK:
            return False
        if flat in self._as_written or folded(flat) in self._marks:
            return True
        before, _, last = flat.rpartition(" ")
        if before and (last in self._as_written or folded(last) in self._marks) and self._stamps.is_date_line(before):
            return True
        match = self._mark.fullmatch(flat)
        if not match:
            return False
        mark, rest = match["mark"], match["rest"].strip()
        if mark not in self._as_written and folded(mark) not in self._marks:
            return False
        return bool(rest) and (self._stamps.is_date_line(rest) or self.is_agency(rest))

    def is_agency(self, text: str) -> bool:
        """Is the text the name of a known agency, marks around it apart?"""
        return folded(text.strip(" .,()[]/=-–—<>^*\x03")) in self._agencies

    def signature(self, flat: str) -> bool:
        """Is the line the agency's name, alone but for a stray character or two: "REUTER", "(AFP)", "=KCNA="?"""
        if len(flat) > MAX_INITIALS or (flat[-1] == "." and flat[0] not in "(-"):
            return False
        return self.is_agency(flat) or self.is_agency(re.sub(r"\s*\^?\w$", "", flat))

    def more(self, flat: str) -> bool:
        """Does the line promise more copy?"""
        return len(flat) <= MAX_INITIALS and folded(flat.strip("*. ")) in self._more

    def credit(self, flat: str) -> bool:
        """Does the line say who reported, wrote and edited?"""
        if len(flat) > 2 * MAX_LINE:
            return False
        return bool(self._credit.match(flat)) or (
            "contributed" in flat[-MAX_MARK:] and bool(self._credit_end.search(flat))
        )

    def contact(self, flat: str) -> bool:
        """Does the line tell whom to call or write to, and nothing else?"""
        if len(flat) > MAX_LINE:
            return False
        opening = self._contact.match(flat)
        email = _EMAIL.search(flat) if "@" in flat else None
        phone = _PHONE.search(flat) if opening or len(flat) <= MAX_MARK else None
        if email and not _ASSORTED.sub("", flat.replace(email[0], "")):
            return True
        if phone and _ASSORTED.sub("", _PHONE.sub("", flat)) == "" and len(re.sub(r"\D", "", phone[0])) > 8:  # noqa: PLR2004
            return "+" in flat or "-" in flat or "(" in flat
        if opening and (email or phone or len(flat.split()) <= MAX_CONTACT_WORDS):
            return True
        return bool(email) and len(flat.split()) <= MAX_CONTACT_WORDS // 2 and flat[-1] not in ".!?"

    def initials(self, flat: str, agency: str | None) -> bool:
        """Are these the initials of writer and desk ("mh.rb", "jmq/lac", "VOLNA yv mg"), as only the last lines have them?"""
        if len(flat) > MAX_INITIALS:
            return False
        if _INITIALS.fullmatch(flat):
            return True
        first, _, rest = flat.partition(" ")
        first = first.strip("()/")
        known = first.casefold() in self._agencies or (agency is not None and first.casefold() == agency.casefold())
        return known and bool(rest) and bool(_AFTER_AGENCY.fullmatch(" " + rest))

    def ending_of(self, text: str) -> tuple[int, str] | None:
        """Where an end mark or "(more)" starts that closes a paragraph of body, and which; None if none does."""
        if self._last.isdisjoint(text[-2:].casefold()):
            return None
        tail = max(0, len(text) - MAX_MARK)
        if match := self._inline_mark.search(text, tail):
            return match.start("tail"), "end_mark"
        match = self._inline_more.search(text, tail)
        return (match.start("tail"), "navigation") if match else None

    def credit_in(self, text: str) -> int | None:
        """Where credits start that close a paragraph of body, None if there are none."""
        tail = max(0, len(text) - TAIL)
        if " by " not in text[tail:] and "from" not in text[tail:]:
            return None
        match = self._inline_credit.search(text, tail)
        return match.start("tail") if match else None

    def sign_off_in(self, text: str, agency: str | None) -> int | None:
        """Where the agency's name starts that closes the last paragraph ("... he said. RPN"), None if it does not."""
        match = _SIGN_OFF.search(text[-60:])
        if not match:
            return None
        name = match["name"].strip(" .").casefold()
        first, _, rest = match["name"].strip(" .").partition(" ")
        if rest and _AFTER_AGENCY.fullmatch(" " + rest):
            name = first.casefold()
        if name not in self._agencies and (agency is None or name != agency.casefold()):
            return None
        return max(0, len(text) - 60) + match.start("tail")
