"""What a page prints around a story: navigation, captions, headings over lists of other stories."""

from __future__ import annotations

import re

from dateline.lexicon.wire import WireConventions

from .patterns import one_of
from .stamps import Stamps

MAX_LINE = 300
MAX_ROW_WORDS = 5
MIN_ROW = 3
#: A heading over other stories is followed by so many words at most, and by fewer before a colon.
MAX_HEADING_WORDS = 5
MAX_NAME_WORDS = 3
MAX_CAPTION = 700
MAX_CREDIT = 70
_SEPARATOR = re.compile(r"[\s*_=~#•·.-]{1,80}")
_ROW = re.compile(r"\s+[|·•»›>/]\s+|\s*[|»›]\s*")
_BAR = re.compile(r"[|·•»›>/]")
_COUNT = re.compile(
    r"\d{1,5} (?:comments?|shares?|views|likes|replies)|(?:comments|shares|views) ?\(?\d{1,5}\)?|\d{1,2} min(?:ute)?s? read",
    re.IGNORECASE,
)
_LOGO = re.compile(r"(?:\S+ ){1,4}logo", re.IGNORECASE)
_TRUNCATED = ("…", "...", "[…]", "[...]")
_LEADING = " \t•·*-–—>»[]()#|\"'"


class Page:
    """Recognises page furniture."""

    def __init__(self, wire: WireConventions, stamps: Stamps) -> None:
        words = wire.page
        self._stamps = stamps
        self._agencies = wire.agencies
        self._lines = frozenset(words.navigation_lines)
        self._openings = re.compile(rf"\W{{0,3}}{one_of(words.navigation_openings)}(?!\w)", re.IGNORECASE)
        self._words = frozenset(words.navigation_words)
        self._related = re.compile(
            rf"[\s•·*>»\[(#-]{{0,4}}(?P<opening>{one_of(words.related_openings)})(?!\w)(?P<rest>.*)", re.IGNORECASE
        )
        pictures = one_of(words.pictures)
        verbs = one_of(words.caption_verbs)
        self._picture = re.compile(
            rf"(?:in )?(?:this|these)\s+(?:\S+\s+){{0,5}}?{pictures}s?(?:,|\s+(?:\(?{verbs})\b|\s+courtesy|\s+\()",
            re.IGNORECASE,
        )
        self._caption = re.compile(rf"{one_of(words.caption_openings)}", re.IGNORECASE)
        credit = one_of(words.caption_credits)
        self._credit = re.compile(
            rf"(?:[(\[](?:(?-i:[A-Z])[^()\[\]]{{0,60}}[\s/])?{credit}(?:(?:[/:,]| via| by)[^()\[\]]{{0,60}})?[)\]]\.?$)"
            r"|(?-i:\b(?:REUTERS|AFP|AP|EPA)/[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}$)",
            re.IGNORECASE,
        )
        self._marks = tuple(mark.casefold() for mark in words.caption_marks)
        self._dated = re.compile(r"\b\d{1,2},? \d{4}\.?(?: \([^()]{2,40}\))?$")

    def separator(self, flat: str) -> bool:
        """Is the line made of dashes, stars or dots only?"""
        return bool(_SEPARATOR.fullmatch(flat))

    def navigation(self, flat: str, *, strict: bool = False) -> bool:
        """Is the line a link, a row of links, a copyright line or the like? `strict`: surely so, even amid a story's body."""
        if len(flat) > MAX_LINE:
            return False
        bare = flat.strip(_LEADING + ":.!").casefold()
        if bare in self._lines and (not strict or flat[-1] not in ".!?"):
            return True
        if _COUNT.fullmatch(bare) or self._openings.match(flat):
            return True
        return self._is_row(flat, strict=strict)

    def _is_row(self, flat: str, *, strict: bool) -> bool:
        if not _BAR.search(flat):
            return False
        pieces = [piece.strip() for piece in _ROW.split(flat) if piece.strip()]
        if len(pieces) < 2:  # noqa: PLR2004  (a row has two)
            return False
        dates = [piece for piece in pieces if self._stamps.is_date_line(piece)]
        if any(piece.count(" ") >= MAX_ROW_WORDS for piece in pieces if piece not in dates):
            return False
        known = any(piece.casefold() in self._words for piece in pieces)
        if strict:
            return known and len(pieces) >= MIN_ROW
        return known or bool(dates) or len(pieces) > MIN_ROW

    def related(self, flat: str) -> str | None:
        """The rule by which a line leads to other stories: as a heading over a list of them, or itself; None if it does not."""
        if len(flat) > MAX_LINE or not (match := self._related.match(flat)):
            return None
        rest = match["rest"].strip()
        if not rest or rest == ":":
            return "related.heading"
        before, colon, behind = rest.partition(":")
        if colon and before.count(" ") < MAX_NAME_WORDS and (rest[0] == ":" or before[:1].isalpha()):
            return "related.line" if behind.strip() else "related.heading"
        is_name = rest.count(" ") < MAX_HEADING_WORDS and rest[-1] not in '.!?,;)"”' and rest[0].isalnum()
        return "related.heading" if is_name else None

    def caption(self, flat: str) -> str | None:
        """The rule by which a paragraph surely describes a picture, None if none does."""
        if len(flat) > MAX_CAPTION:
            return None
        if self._caption.match(flat):
            return "caption.opening"
        if self._picture.match(flat):
            return "caption.picture"
        if (flat[-1] in ")]" or flat.endswith((").", "].")) or "/" in flat[-MAX_CREDIT:]) and self._credit.search(
            flat, max(0, len(flat) - 2 * MAX_CREDIT)
        ):
            return "caption.credit"
        return None

    def may_be_caption(self, flat: str) -> bool:
        """Could the paragraph describe a picture? For places where captions stand: above the dateline, beside teasers."""
        if len(flat) > MAX_CAPTION:
            return False
        return bool(self.caption(flat) or self._has_mark(flat) or self._dated.search(flat) or self.truncated(flat))

    def _has_mark(self, flat: str) -> bool:
        folded = flat.casefold()
        return any(mark in folded for mark in self._marks)

    def truncated(self, flat: str) -> bool:
        """Does the line break off with an ellipsis?"""
        return flat.endswith(_TRUNCATED)

    def logo(self, flat: str) -> bool:
        """Is the line the text of an agency's logo: "Coast News logo"?"""
        return len(flat) <= MAX_LINE and bool(_LOGO.fullmatch(flat))
