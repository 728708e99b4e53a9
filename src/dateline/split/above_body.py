"""What stands above the body: slugs, notes, headline, byline, page header, captions; and where the body begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.records import PartKind, Story

from .desk import Desk
from .lines import Paragraph
from .marks import Byline, Dateline, Mark, Slug, mark_of
from .patterns import letters
from .prose import is_long_prose, is_prose, is_terminated

#: A dateline further down belongs to something else.
MAX_ABOVE = 60
#: So many paragraphs of running text that are no captions are the body, whatever dateline follows.
MAX_PROSE_ABOVE = 2
#: A dateline that is a place alone may have one such paragraph above it: a standfirst or a caption, which are short.
MAX_STANDFIRST_WORDS = 45
MAX_HEADLINE_WORDS = 32
#: With nothing else to tell it by, only a short line is a headline.
MAX_BARE_HEADLINE_WORDS = 24
MIN_HEADLINE_LETTERS = 8
MAX_TITLE = 300
TITLE_CASE_SHARE = 0.75
#: How far below a headline running text must follow.
LOOK_AHEAD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """The marks above the body, the paragraph with which the body begins, and its dateline."""

    marks: tuple[Mark, ...]
    start: int
    dateline: Dateline | None


def read_above(story: Story, paragraphs: Sequence[Paragraph], desk: Desk) -> Above:
    """The marks of all paragraphs above the body, and where the body begins."""
    return _AboveBody(story, paragraphs, desk).read()


class _AboveBody:
    """Reads a story from its top down to the first paragraph of its body."""

    def __init__(self, story: Story, paragraphs: Sequence[Paragraph], desk: Desk) -> None:
        self._text = story.text
        self._title = letters(story.title or "")
        self._given = story.dateline is not None
        self._paragraphs = paragraphs
        self._desk = desk

    def read(self) -> Above:
        furniture: dict[int, list[Mark]] = {}
        start, dateline = self._find_dateline(furniture)
        if dateline is None:
            start, headlines = self._find_start(furniture)
            return Above(marks=tuple(self._marks_above(furniture, start, headlines)), start=start, dateline=None)
        self._sign_above(furniture, start, dateline)
        marks = [*self._marks_above(furniture, start, frozenset())]
        paragraph = self._paragraphs[start]
        if dateline.start > paragraph.start:
            marks.append(mark_of(paragraph, "headline", "headline.same-line", end=dateline.start))
        return Above(marks=tuple(marks), start=start, dateline=dateline)

    def _sign_above(self, furniture: dict[int, list[Mark]], start: int, dateline: Dateline) -> None:
        """Marks the lines above a dateline that name the agency; a line that could be the only headline is none."""
        free = [at for at in range(start) if at not in furniture]
        for at in free:
            flat = self._paragraphs[at].flat
            signed = Byline(agency=dateline.agency) if dateline.agency and flat == dateline.agency else None
            if signed is None and dateline.agency is None and len(free) > 1:
                signed = self._desk.bylines.over_dateline(flat, dateline.place) or self._under_name(at, furniture)
            if signed is not None:
                furniture[at] = [mark_of(self._paragraphs[at], "byline", "byline.agency", signed)]

    def _under_name(self, at: int, furniture: Mapping[int, list[Mark]]) -> Byline | None:
        """The outlet on a line of its own under the writer's name."""
        above = furniture.get(at - 1, ())
        name = self._paragraphs[at].flat
        if not any(mark.kind == "byline" for mark in above) or self._paragraphs[at].after_blank:
            return None
        return Byline(agency=name) if self._desk.bylines.outlet(f"({name})") else None

    def _find_dateline(self, furniture: dict[int, list[Mark]]) -> tuple[int, Dateline | None]:
        """The paragraph with the story's dateline; fills in the furniture met on the way."""
        prose: list[Paragraph] = []
        first_is_prose = False
        for at, paragraph in enumerate(self._paragraphs[:MAX_ABOVE]):
            if prose and self._desk.endings.end_mark(paragraph.flat):
                break
            if found := self._furniture(at, furniture.get(at - 1)):
                furniture[at] = found
                continue
            dateline = self._desk.datelines.find(self._text, paragraph.start, paragraph.end)
            if dateline and self._may_stand_below(dateline, prose, first_is_prose=first_is_prose):
                return at, dateline
            if self._given and is_prose(paragraph) and not self._matches_title(paragraph.flat):
                break
            if is_long_prose(paragraph) and not self._matches_title(paragraph.flat):
                if not prose and (
                    inside := self._desk.datelines.find_inside(self._text, paragraph.start, paragraph.end)
                ):
                    return at, inside
                if not self._desk.page.may_be_caption(paragraph.flat):
                    first_is_prose = first_is_prose or at == len(furniture)
                    prose.append(paragraph)
            if len(prose) >= MAX_PROSE_ABOVE:
                break
        return 0, None

    def _may_stand_below(self, dateline: Dateline, prose: Sequence[Paragraph], *, first_is_prose: bool) -> bool:
        """May this be the story's dateline, with this running text above it? A page has its headline first; a round-up has not."""
        if not prose:
            return True
        if self._given or (first_is_prose and dateline.month_day is None):
            return False
        return (dateline.strong and dateline.place is not None) or prose[0].words <= MAX_STANDFIRST_WORDS

    def _furniture(self, at: int, before: Sequence[Mark] | None) -> list[Mark] | None:
        """The marks of a paragraph that is furniture, None if it is text."""
        paragraph = self._paragraphs[at]
        if found := self._agency_furniture(paragraph):
            return [found]
        if slug := self._slug_before_headline(paragraph, at):
            cut = paragraph.offset(slug.end)
            headline: PartKind = "body" if len(self._paragraphs) == 1 and is_prose(paragraph) else "headline"
            return [
                mark_of(paragraph, "slug", slug.basis, slug, end=cut),
                mark_of(paragraph, headline, "headline.slug", start=cut),
            ]
        if len(self._paragraphs) == 1:
            return None
        found = self._page_furniture(paragraph, before)
        return [found] if found else None

    def _agency_furniture(self, paragraph: Paragraph) -> Mark | None:
        """Slug lines, notes to editors and corrections."""
        flat, desk = paragraph.flat, self._desk
        if slug := desk.slugs.line(flat):
            return mark_of(paragraph, "slug", slug.basis, slug)
        if (basis := desk.notes.correction(flat)) and (is_terminated(flat) or not desk.slugs.prefix(flat)):
            return mark_of(paragraph, "correction", basis)
        if basis := desk.notes.note(flat):
            return mark_of(paragraph, "update_note", basis)
        if desk.notes.withdraws(flat) and not self._desk.datelines.find(self._text, paragraph.start, paragraph.end):
            return mark_of(paragraph, "update_note", "note.withdrawal")
        return None

    def _slug_before_headline(self, paragraph: Paragraph, at: int) -> Slug | None:
        """A slug that stands before a headline (or, in a flash, before the news itself)."""
        slug = self._desk.slugs.prefix(paragraph.flat)
        if slug is None or paragraph.words > MAX_HEADLINE_WORDS + 4 or self._desk.stamps.is_date_line(paragraph.flat):
            return None
        if (
            is_terminated(paragraph.flat)
            and len(self._paragraphs) > 1
            and at == 0
            and not self._matches_title(paragraph.flat[slug.end :])
        ):
            return slug if slug.version else None
        return slug

    def _page_furniture(self, paragraph: Paragraph, before: Sequence[Mark] | None) -> Mark | None:
        """Bylines, dates of the page, navigation, captions, contact lines."""
        flat, desk = paragraph.flat, self._desk
        if byline := desk.bylines.read(flat):
            return mark_of(paragraph, "byline", "byline", byline)
        if desk.stamps.is_date_line(flat):
            kind: PartKind = "byline" if before and before[-1].kind == "byline" else "navigation"
            return mark_of(paragraph, kind, "page-date")
        if desk.stamps.is_dated_header(flat) and not self._is_dateline(paragraph):
            return mark_of(paragraph, "navigation", "page-header")
        if desk.page.navigation(flat) or desk.page.separator(flat) or desk.page.logo(flat):
            return mark_of(paragraph, "navigation", "navigation")
        if basis := desk.page.caption(flat):
            return mark_of(paragraph, "caption", basis)
        if desk.endings.contact(flat):
            return mark_of(paragraph, "contact", "contact")
        return None

    def _is_dateline(self, paragraph: Paragraph) -> bool:
        """Is the paragraph a dateline and nothing else, with its place and day?"""
        datelines = self._desk.datelines
        found = datelines.find(self._text, paragraph.start, paragraph.end)
        if found is None or found.place is None or found.month_day is None:
            return False
        return found.stop >= paragraph.end and (found.agency is not None or datelines.is_city(found.place))

    def _find_start(self, furniture: Mapping[int, list[Mark]]) -> tuple[int, frozenset[int]]:
        """Where the body begins in a story without a dateline, and which paragraphs above it are headlines."""
        headlines: set[int] = set()
        for at in range(len(self._paragraphs)):
            if at in furniture:
                continue
            if not headlines and self._is_headline(at, furniture):
                headlines.add(at)
                dated = self._dated_below(at, furniture)
                headlines.update(range(at, dated))
                continue
            if at in headlines:
                continue
            return at, frozenset(headlines)
        return len(self._paragraphs), frozenset(headlines)

    def _dated_below(self, headline: int, furniture: Mapping[int, list[Mark]]) -> int:
        """The paragraph with the date of a release under its headline, office and place between; else the headline."""
        for at in range(headline + 1, min(headline + 1 + LOOK_AHEAD, len(self._paragraphs))):
            if at not in furniture and is_prose(self._paragraphs[at]):
                break
            dated = any(mark.basis == "page-date" for mark in furniture.get(at, ()))
            if dated and self._desk.stamps.find(self._paragraphs[at].flat):
                return at
        return headline

    def _is_headline(self, at: int, furniture: Mapping[int, list[Mark]]) -> bool:
        """Is this paragraph of a story without a dateline its headline?"""
        paragraph = self._paragraphs[at]
        flat = paragraph.flat
        if paragraph.words > MAX_HEADLINE_WORDS:
            return False
        if self._matches_title(flat):
            return True
        if at == len(self._paragraphs) - 1:
            return not is_terminated(flat) and any(mark.kind == "slug" for mark in furniture.get(at - 1, ()))
        following = [
            self._paragraphs[k]
            for k in range(at + 1, min(at + 1 + LOOK_AHEAD, len(self._paragraphs)))
            if k not in furniture
        ]
        if flat[-1] in ",;:" or paragraph.words < 2 or not any(is_prose(other) for other in following):  # noqa: PLR2004  (one word is a section)
            return False
        if is_terminated(flat) and flat[-1] not in "?!":
            return _is_title_case(flat) and bool(following) and following[0].after_blank and not self._title
        if any(
            mark.kind in {"slug", "byline", "update_note"} for k in (at - 1, at + 1) for mark in furniture.get(k, ())
        ):
            return True
        if self._title:
            return flat.isupper()
        return (
            paragraph.words <= MAX_BARE_HEADLINE_WORDS
            and not flat[0].islower()
            and not following[0].flat[0].islower()
            and (is_prose(following[0]) or paragraph.words > 2)  # noqa: PLR2004  (two words over a list are its heading)
        )

    def _matches_title(self, flat: str) -> bool:
        if len(flat) > MAX_TITLE:
            return False
        key = letters(flat)
        if len(key) < MIN_HEADLINE_LETTERS or len(self._title) < MIN_HEADLINE_LETTERS:
            return False
        return key in self._title or (self._title in key and len(key) < 2 * len(self._title))

    def _marks_above(
        self, furniture: Mapping[int, list[Mark]], start: int, headlines: frozenset[int]
    ) -> Iterator[Mark]:
        """The marks of the paragraphs above the body: furniture as found, the rest headline or caption by place."""
        signed = seen = False
        for at, paragraph in enumerate(self._paragraphs[:start]):
            if marks := furniture.get(at):
                signed = signed or any(mark.kind == "byline" for mark in marks)
                seen = seen or any(mark.kind == "headline" for mark in marks)
                yield from marks
            elif at in headlines or not (seen and self._stands_as_caption(paragraph, signed=signed)):
                seen = True
                yield mark_of(paragraph, "headline", "headline.first")
            else:
                yield mark_of(paragraph, "caption", "caption.above-body")

    def _stands_as_caption(self, paragraph: Paragraph, *, signed: bool) -> bool:
        """Between headline and dateline: what stands under the byline, breaks off or has a picture's marks is a caption."""
        return signed or paragraph.words > MAX_HEADLINE_WORDS + 8 or self._desk.page.may_be_caption(paragraph.flat)


def _is_title_case(flat: str) -> bool:
    words = [word.strip("\"“”‘’'.,:;?!()") for word in flat.split()]
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]  # noqa: PLR2004  (shorter words are small in titles)
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= TITLE_CASE_SHARE * len(long)
