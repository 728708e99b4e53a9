"""The body and what is below it, paragraph by paragraph; sign-offs, credits and corrections are cut off a paragraph's end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.records import PartKind

from .below_body import Below, find_below, furniture_within
from .desk import Desk
from .lines import Paragraph
from .marks import Dateline, Mark, mark_of
from .prose import is_long_prose, is_prose

#: So many endings may follow each other on the last line: "... he said. (Reporting by ...) RPN (end)".
MAX_ENDINGS = 5


def read_body(
    text: str, paragraphs: Sequence[Paragraph], start: int, dateline: Dateline | None, desk: Desk
) -> list[Mark]:
    """The marks of all paragraphs from the body's first on."""
    return list(_Body(text, paragraphs, start, dateline, desk).marks())


class _Body:
    """Reads a story from the first paragraph of its body down."""

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], start: int, dateline: Dateline | None, desk: Desk
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._start = start
        self._dateline = dateline
        self._desk = desk
        self._agency = dateline.agency if dateline else None
        self._kinds: list[tuple[PartKind, str] | None] = [None] * start
        self._kinds += [furniture_within(paragraph, desk) for paragraph in paragraphs[start:]]
        if start < len(paragraphs) and (dateline or not self._has_text()):
            self._kinds[start] = None
        self._below = self._ending_inline(find_below(paragraphs, self._kinds, start, desk))

    def _has_text(self) -> bool:
        return any(kind is None for kind in self._kinds[self._start :])

    def _ending_inline(self, below: Below) -> Below:
        """The same, unless a paragraph above that end closes with an end mark of its own."""
        for at in range(self._start, min(below.end, below.teasers)):
            flat = self._paragraphs[at].flat
            if self._kinds[at] is None and (ending := self._desk.endings.ending_of(flat)) and ending[1] == "end_mark":
                behind = self._paragraphs[at + 1 : below.teasers]
                if sum(is_long_prose(paragraph) for paragraph in behind) <= 1:
                    return Below(end=at + 1, teasers=at + 1, last_prose=at)
        return below

    def marks(self) -> Iterator[Mark]:
        below = self._below
        heading = False
        for at in range(self._start, min(below.teasers, below.end)):
            paragraph, kind = self._paragraphs[at], self._kinds[at]
            heading = kind == ("related", "related.heading") or (heading and kind is None and not is_prose(paragraph))
            if kind is None and heading:
                yield mark_of(paragraph, "related", "related.under-heading")
            elif kind is not None:
                yield mark_of(paragraph, *kind)
            elif at > below.last_prose and (found := self._sign_off(paragraph)):
                yield found
            else:
                yield from self._text_marks(at)
        related = False
        for at in range(min(below.teasers, below.end), len(self._paragraphs)):
            mark = self._mark_below(at, related=related)
            related = related or mark.kind == "related"
            yield mark

    def _sign_off(self, paragraph: Paragraph) -> Mark | None:
        """Signature, initials or date under the last paragraph of the body."""
        flat, desk = paragraph.flat, self._desk
        if desk.endings.signature(flat) or (self._agency is None and desk.bylines.outlet(flat)):
            return mark_of(paragraph, "end_mark", "signature")
        if desk.endings.initials(flat, self._agency) and not desk.page.logo(flat):
            return mark_of(paragraph, "contact", "initials")
        if desk.stamps.find(flat) and (desk.stamps.is_date_line(flat) or desk.stamps.is_dated_header(flat)):
            return mark_of(paragraph, "end_mark", "stamp")
        if desk.notes.bare_correction(flat):
            return mark_of(paragraph, "correction", "correction.verb")
        if (byline := desk.bylines.read(flat)) and flat[:2].casefold() == "by":
            return mark_of(paragraph, "byline", "byline.below", fact=byline)
        return None

    def _mark_below(self, at: int, *, related: bool) -> Mark:
        """A paragraph behind the end mark or among teasers; nothing here is body."""
        paragraph, desk = self._paragraphs[at], self._desk
        flat = paragraph.flat
        kind = self._kinds[at]
        if kind is not None and kind[1] != "separator":
            return mark_of(paragraph, *kind)
        if not related:
            if at == self._below.end and at > self._start and self._is_stamp(flat):
                return mark_of(paragraph, "end_mark", "stamp")
            if found := self._sign_off(paragraph):
                return found
            if desk.stamps.is_date_line(flat):
                return mark_of(paragraph, "end_mark", "stamp")
        if kind is None and desk.page.truncated(flat):
            return mark_of(paragraph, "caption", "caption.breaks-off")
        if kind is None and desk.page.navigation(flat):
            return mark_of(paragraph, "navigation", "navigation")
        if kind is None and self._is_teaser_caption(at):
            return mark_of(paragraph, "caption", "caption.above-teaser")
        return mark_of(paragraph, "related", "related.below")

    def _is_stamp(self, flat: str) -> bool:
        return self._desk.stamps.is_date_line(flat)

    def _is_teaser_caption(self, at: int) -> bool:
        """The sentence of a picture that stands first among teasers, over the name of a section."""
        if at != self._below.teasers or at == self._below.end or at + 1 >= len(self._paragraphs):
            return False
        return self._paragraphs[at].words > self._paragraphs[at + 1].words + 3

    def _text_marks(self, at: int) -> Iterator[Mark]:
        """Body, with a dateline at its head and endings cut off."""
        paragraph = self._paragraphs[at]
        begin = paragraph.start
        dateline = self._dateline if at == self._start else self._later_dateline(at)
        if dateline:
            begin = min(max(dateline.stop, dateline.end), paragraph.end)
            yield mark_of(paragraph, "dateline", "dateline", start=dateline.start, end=begin, fact=dateline)
            begin += len(self._text[begin : paragraph.end]) - len(self._text[begin : paragraph.end].lstrip())
        if dateline and (after := self._desk.notes.note_at(self._text, begin, paragraph.end)):
            yield mark_of(paragraph, "update_note", "note.inline", start=begin, end=after)
            begin = after
        endings = self._endings(paragraph, begin, last=at >= self._below.last_prose)
        end = endings[-1].start if endings else paragraph.end
        if self._text[begin:end].strip():
            yield mark_of(paragraph, "body", "body", start=begin, end=end)
        yield from reversed(endings)

    def _later_dateline(self, at: int) -> Dateline | None:
        """The dateline of a further item in a round-up: complete, or behind a line of dashes."""
        paragraph = self._paragraphs[at]
        if not paragraph.flat[:3].isupper() or not is_prose(paragraph):
            return None
        found = self._desk.datelines.find(self._text, paragraph.start, paragraph.end)
        if (
            found
            and found.place
            and found.place.split(",")[0].isupper()
            and ((found.month_day and found.agency) or self._kinds[at - 1] == ("navigation", "separator"))
        ):
            return found
        return None

    def _endings(self, paragraph: Paragraph, begin: int, *, last: bool) -> list[Mark]:
        """What is cut off the end of a paragraph, the last piece first."""
        found: list[Mark] = []
        end = paragraph.end
        while len(found) < MAX_ENDINGS and (cut := self._ending(begin, end, last=last)):
            at, kind, basis = cut
            found.append(mark_of(paragraph, kind, basis, start=at, end=end))
            end = begin + len(self._text[begin:at].rstrip())
        return found

    def _ending(self, begin: int, end: int, *, last: bool) -> tuple[int, PartKind, str] | None:
        """Start, kind and rule of the ending that closes the text from begin to end."""
        window = max(begin, end - 700)
        text, desk = self._text[window:end], self._desk
        if ending := desk.endings.ending_of(text):
            kind: PartKind = "end_mark" if ending[1] == "end_mark" else "navigation"
            return window + ending[0], kind, "inline"
        if (at := desk.notes.correction_at_end(text)) is not None:
            return window + at, "correction", "correction.inline"
        if not last:
            return None
        if (at := desk.endings.credit_in(text)) is not None:
            return window + at, "end_mark", "credit.inline"
        if (at := desk.endings.sign_off_in(text, self._agency)) is not None:
            return window + at, "end_mark", "sign-off"
        return None
