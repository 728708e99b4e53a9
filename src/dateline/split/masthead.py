"""The masthead: what slug, notes, headline, byline, dateline and stamps say, brought together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from dateline.records import Masthead, Story

from .desk import Desk
from .marks import Byline, Dateline, Mark, Slug, Stamp
from .patterns import letters
from .stamps import days_apart, settle

#: A kicker of one or two words over the headline is not the headline.
MIN_HEADLINE_WORDS = 3
#: The end of an embargo dates a story only if it lies so near to the dateline's day.
MAX_EMBARGO_DAYS = 3


def read_masthead(story: Story, marks: Sequence[Mark], desk: Desk) -> Masthead:
    """What the furniture of a story says; the fields given beside the text fill in what the text does not have."""
    return _Masthead(story, marks, desk).read()


class _Masthead:
    """Reads the marks of a story."""

    def __init__(self, story: Story, marks: Sequence[Mark], desk: Desk) -> None:
        self._story = story
        self._marks = marks
        self._desk = desk
        self._body = min((mark.start for mark in marks if mark.kind == "body"), default=len(story.text))
        self._title_slug = desk.slugs.prefix(story.title.strip()) if story.title else None

    def read(self) -> Masthead:
        dateline, in_text = self._dateline()
        month_day = dateline.month_day if dateline else None
        stamps = settle(self._stamps(month_day), month_day)
        byline = self._byline()
        notes = [self._slice(mark).strip("()[]^* \n") for mark in self._marks if mark.kind == "update_note"]
        note = " ".join(" ".join(notes).split())
        headline = self._headline()
        slugs = [
            *(mark.fact for mark in self._marks if isinstance(mark.fact, Slug)),
            *([self._title_slug] if self._title_slug else []),
        ]
        return Masthead(
            headline=headline,
            version=self._version(slugs, headline),
            note=note or None,
            byline=byline.names,
            agency=(dateline.agency if dateline else None) or byline.agency or self._signature(),
            place=dateline.place if dateline else byline.place,
            month_day=dateline.month_day if dateline else None,
            year=_year(dateline, stamps),
            date_text=dateline.date_text if dateline else None,
            stamps=stamps,
            withdrawn=any(slug.withdrawn for slug in slugs) or self._desk.notes.withdraws(note),
            corrected=any(slug.corrected for slug in slugs) or self._is_corrected(note),
            embargoed=any(slug.embargoed for slug in slugs) or self._desk.notes.embargoes(note),
            start=dateline.start if dateline and in_text else 0,
            end=dateline.end if dateline and in_text else 0,
        )

    def _slice(self, mark: Mark) -> str:
        return self._story.text[mark.start : mark.end]

    def _dateline(self) -> tuple[Dateline | None, bool]:
        """The dateline that the body opens with, else the one given; and whether it stands in the text."""
        for mark in self._marks:
            if isinstance(mark.fact, Dateline):
                return mark.fact, True
            if mark.kind == "body":
                break
        given = self._desk.datelines.parse(self._story.dateline) if self._story.dateline else None
        return given, False

    def _stamps(self, month_day: tuple[int, int] | None) -> Iterator[Stamp]:
        """The dates in furniture above the body and in the sign-off; teasers' dates and copyright years are not the story's."""
        for mark in self._marks:
            if mark.kind == "related":
                return
            if mark.basis == "slug.embargo":
                until = self._desk.stamps.find(self._slice(mark))
                yield from (
                    stamp for stamp in until if month_day and days_apart(stamp.date, month_day) <= MAX_EMBARGO_DAYS
                )
                continue
            page = mark.kind in {"navigation", "byline"} and not self._is_below(mark)
            if page or mark.kind in {"slug", "end_mark"}:
                yield from self._desk.stamps.find(self._slice(mark))

    def _is_below(self, mark: Mark) -> bool:
        return mark.start > self._body

    def _byline(self) -> Byline:
        """Names of the first byline that has some, agency of the first that has one; else of the author's field."""
        found = [byline for mark in self._marks if mark.kind == "byline" and (byline := self._read_byline(mark))]
        if not found and self._story.author:
            author = " ".join(self._story.author.split())
            found = [self._desk.bylines.read(author) or self._desk.bylines.read(f"By {author}") or Byline(names=author)]
        names = next((byline.names for byline in found if byline.names), None)
        agency = next((byline.agency for byline in found if byline.agency), None)
        return Byline(names=names, agency=agency, place=next((byline.place for byline in found if byline.place), None))

    def _read_byline(self, mark: Mark) -> Byline | None:
        return mark.fact if isinstance(mark.fact, Byline) else None

    def _headline(self) -> str | None:
        """The headline of the text, the one that the title repeats if there are several; else the title."""
        lines = [
            " ".join(self._slice(mark).strip("#*_^=< \n").split()) for mark in self._marks if mark.kind == "headline"
        ]
        title = letters(self._story.title or "")
        repeated = next((line for line in lines if title and (letters(line) in title or title in letters(line))), None)
        full = next((line for line in lines if line.count(" ") + 1 >= MIN_HEADLINE_WORDS), None)
        found = repeated or full or (lines[0] if lines else None)
        if found or not self._story.title:
            return found
        given = " ".join(self._story.title.split())
        return given[self._title_slug.end :].strip() if self._title_slug else given

    def _version(self, slugs: Sequence[Slug], headline: str | None) -> str | None:
        found = next((slug.version for slug in slugs if slug.version), None)
        return found or (self._desk.slugs.trailing_version(headline) if headline else None)

    def _is_corrected(self, note: str) -> bool:
        return any(mark.kind == "correction" for mark in self._marks) or "CORRECTS" in note.upper()

    def _signature(self) -> str | None:
        """The agency that signs the end of the text."""
        for mark in self._marks:
            if mark.kind == "end_mark" and mark.basis in {"signature", "sign-off"}:
                signed = self._slice(mark)
                return self._desk.bylines.agency(signed) or self._desk.bylines.outlet(signed)
        return None


def _year(dateline: Dateline | None, stamps: Sequence[dt.date]) -> int | None:
    """The dateline's year, else the year of the stamp nearest to its day: "Dec. 31" under a stamp of 1 January is last year's."""
    if dateline and dateline.year:
        return dateline.year
    if not stamps:
        return None
    if dateline is None or dateline.month_day is None:
        return stamps[0].year
    month_day = dateline.month_day
    stamp = min(stamps, key=lambda date: days_apart(date, month_day))
    years = (stamp.year - 1, stamp.year, stamp.year + 1)
    return min(years, key=lambda year: _distance(stamp, year, month_day))


def _distance(stamp: dt.date, year: int, month_day: tuple[int, int]) -> int:
    try:
        return abs((stamp - dt.date(year, *month_day)).days)
    except ValueError:
        return 366
