"""What the rules say of a stretch of a story, before parts are made of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.records import PartKind

from .lines import Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Slug:
    """What a slug says; `end` is where it ends in the text it was read from."""

    end: int
    version: str | None = None
    withdrawn: bool = False
    corrected: bool = False
    embargoed: bool = False
    basis: str = "slug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who wrote, for whom, and where (a city that datelines have)."""

    names: str | None = None
    agency: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A complete date in furniture; where the order of day and month is not written, `other` is the second reading.

    usual: the marks around the date say that the first reading is meant ("03.04.2005", "3/4/2005 5 p.m. EST").
    """

    date: dt.date
    other: dt.date | None = None
    usual: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline at `start` to `end` (place to agency); the body starts at `stop`, behind the dash.

    `strong`: it has a date or an agency, so it is one wherever a paragraph starts with it.
    """

    start: int
    end: int
    stop: int
    place: str | None = None
    month_day: tuple[int, int] | None = None
    year: int | None = None
    date_text: str | None = None
    agency: str | None = None
    strong: bool = False


Fact = Slug | Byline | Dateline


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of the story, its function and the rule that said so; `paragraph` is the paragraph that it stands in."""

    kind: PartKind
    start: int
    end: int
    basis: str
    fact: Fact | None = None


def mark_of(
    paragraph: Paragraph,
    kind: PartKind,
    basis: str,
    fact: Fact | None = None,
    *,
    start: int | None = None,
    end: int | None = None,
) -> Mark:
    """The mark of a paragraph, or of its part from `start` to `end`."""
    return Mark(
        kind=kind,
        start=paragraph.start if start is None else start,
        end=paragraph.end if end is None else end,
        basis=basis,
        fact=fact,
    )
