"""Story, its parts, sentences and quotations, and what its masthead says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

PartKind = Literal[
    "slug",
    "update_note",
    "headline",
    "byline",
    "dateline",
    "body",
    "caption",
    "related",
    "contact",
    "end_mark",
    "correction",
    "navigation",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One version of one text, as read. All offsets of all records point into `text`.

    story_id: hash of text and given metadata: the same bytes have the same id on every machine.
    source_id: the id that the input gave, or the path as given.
    text: decoded text (HTML: the extracted text, with the page's own captions and teasers still in it).
    published: what the input's metadata gave, if anything; what the text itself tells is found later (`Publication`).
    published_year: the year alone, where the input gave no more than that ("published": 1987).
    published_basis: "given" (a field of the input), "page" (found in a page's metadata), "sibling" (decided by other stories of
    a ledger, see `published_by`), or "" if nothing was given.
    dateline: a dateline field given beside the text (as "SEOUL, Sept. 2 -").
    medium: plain, markdown, html, mail, jsonl, csv, parquet, newsml, nitf, feed, warc.
    path, line: where it was read; line is the 1-based record number in a file of many stories.
    """

    story_id: str
    source_id: str
    text: str
    title: str | None = None
    published: dt.datetime | None = None
    published_year: int | None = None
    published_basis: str = ""
    published_by: str = ""
    dateline: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"
    medium: str = "plain"
    path: str = "-"
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a story by function. Parts tile the text: no character is in none or in two.

    White space between two parts belongs to the part before it.
    """

    kind: PartKind
    start: int
    end: int
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What slug, note, byline and dateline say, cleaned; None where the story has no such thing.

    version: the version mark as written ("LEAD", "2nd LD", "UPDATE 1", "CORRECTED", "URGENT" ...).
    place: dateline place as written ("SEOUL", "BAKU/ASHGABAT"); month_day: (month, day) of the dateline;
    year: only if the dateline, a stamp or a page line writes it; date_text: the dateline's date as written.
    stamps: other complete dates in slug, byline, end mark or page furniture that date the story.
    start, end: span of the dateline (place to agency), 0, 0 if there is none.
    """

    headline: str | None = None
    version: str | None = None
    note: str | None = None
    byline: str | None = None
    agency: str | None = None
    place: str | None = None
    month_day: tuple[int, int] | None = None
    year: int | None = None
    date_text: str | None = None
    stamps: tuple[dt.date, ...] = ()
    withdrawn: bool = False
    corrected: bool = False
    embargoed: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a part; `index` counts from 0 within the story, `paragraph` likewise."""

    index: int
    part: PartKind
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Text between quotation marks, the marks included; depth 1 is a quotation in no other.

    `open` is true where the closing mark is missing because the next paragraph goes on with the quotation.
    """

    start: int
    end: int
    text: str
    depth: int = 1
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitStory:
    """What `split` gives: the story with its parts, masthead, sentences (in order) and quotations (in order)."""

    story: Story
    parts: tuple[Part, ...]
    masthead: Masthead
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
