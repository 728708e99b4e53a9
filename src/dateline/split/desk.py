"""All readers of wire conventions, compiled once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dateline.lexicon.wire import WireConventions

from .bylines import Bylines
from .dateline import Datelines
from .endings import Endings
from .notes import Notes
from .page import Page
from .sentences import SentenceEnds
from .slugs import Slugs
from .stamps import Stamps

#: The longest byline with a date and a count of comments; lines of text that are as long go on.
MAX_ALONE = 140

#: Furniture that starts in lower case ("mh.rb", "reuter", "by Ama Serwaa") is short.
MAX_LOWER = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The readers."""

    stamps: Stamps
    slugs: Slugs
    notes: Notes
    bylines: Bylines
    datelines: Datelines
    endings: Endings
    page: Page
    sentences: SentenceEnds

    def alone(self, line: str) -> bool:
        """Is the line furniture that no line of text is ever joined to?"""
        if len(line) > MAX_ALONE or (line[-1] == "." and line[0] != "("):
            return False
        if line[0].islower() and len(line) > MAX_LOWER and "@" not in line:
            return False
        return (
            self.endings.end_mark(line)
            or self.endings.contact(line)
            or self.endings.signature(line)
            or self.slugs.line(line) is not None
            or self.bylines.read(line) is not None
            or (not line[0].islower() and self.stamps.is_date_line(line))
        )


@lru_cache(maxsize=4)
def desk_of(wire: WireConventions) -> Desk:
    """The readers for these conventions."""
    stamps = Stamps(wire)
    slugs = Slugs(wire, stamps)
    return Desk(
        stamps=stamps,
        slugs=slugs,
        notes=Notes(wire),
        bylines=Bylines(wire, stamps),
        datelines=Datelines(wire, slugs.words),
        endings=Endings(wire, stamps),
        page=Page(wire, stamps),
        sentences=SentenceEnds(wire.sentences, wire.calendar),
    )
