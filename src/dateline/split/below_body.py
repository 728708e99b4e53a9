"""Where the body ends: end marks, sign-offs, and the captions and teasers of other stories that a page prints behind it.

Teasers are recognised by what only they have (bylines and dates of their own, headings such as "More from", broken-off lines, lines
that repeat, a packed block behind a body set with blank lines), never by being short: tables, lists and headings of the story's own
stay in its body. And no paragraph is given up if long running text follows it: then it stands within the body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.records import PartKind

from .desk import Desk
from .lines import Paragraph
from .prose import is_long_prose, is_prose, is_terminated, is_title_like

#: A standfirst under a teaser's headline is a sentence or two.
MAX_DECK_WORDS = 40
#: A mark of dashes or hashes that has so much running text behind it separates two sections of the body.
MAX_PROSE_BEHIND = 1
#: So many long paragraphs in a row behind a byline or a date belong to a body, not to teasers.
MAX_TEASER_PROSE = 2
#: So many lines without a blank line between them are a packed block.
MIN_PACKED = 4
MIN_SPACED = 2
#: No furniture is longer.
MAX_FURNITURE = 700
MIN_BULLETS = 3
MAX_SECTION_WORDS = 6

Kinds = Sequence[tuple[PartKind, str] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """Where the body ends.

    end: the paragraph with the end mark (or the number of paragraphs); teasers: the first paragraph of teasers (or `end`);
    last_prose: the last paragraph of running text above them.
    """

    end: int
    teasers: int
    last_prose: int


_Rule = Callable[[Desk, str], "bool | str | None"]
#: What a paragraph surely is, wherever below the headline it stands, in the order of trying; a rule that gives a text names itself.
_RULES: tuple[tuple[PartKind, str, _Rule], ...] = (
    ("end_mark", "end-mark", lambda desk, flat: desk.endings.end_mark(flat)),
    ("navigation", "more", lambda desk, flat: desk.endings.more(flat)),
    ("navigation", "separator", lambda desk, flat: desk.page.separator(flat)),
    ("correction", "correction", lambda desk, flat: desk.notes.correction(flat)),
    ("end_mark", "credit", lambda desk, flat: desk.endings.credit(flat)),
    ("contact", "contact", lambda desk, flat: desk.endings.contact(flat)),
    ("related", "related", lambda desk, flat: desk.page.related(flat)),
    ("navigation", "navigation", lambda desk, flat: desk.page.navigation(flat, strict=True)),
    ("caption", "caption", lambda desk, flat: desk.page.caption(flat)),
)


def furniture_within(paragraph: Paragraph, desk: Desk) -> tuple[PartKind, str] | None:
    """What a paragraph surely is, and the rule that says so; None if it may be text."""
    if len(paragraph.flat) > MAX_FURNITURE:
        return None
    for kind, basis, rule in _RULES:
        if found := rule(desk, paragraph.flat):
            return kind, found if isinstance(found, str) else basis
    return None


def find_below(paragraphs: Sequence[Paragraph], kinds: Kinds, start: int, desk: Desk) -> Below:
    """Where the body that starts with paragraph `start` ends."""
    return _BelowBody(paragraphs, kinds, start, desk).find()


class _BelowBody:
    """Looks for the end of a body."""

    def __init__(self, paragraphs: Sequence[Paragraph], kinds: Kinds, start: int, desk: Desk) -> None:
        self._paragraphs = paragraphs
        self._kinds = kinds
        self._start = start
        self._desk = desk
        self._prose_runs = _longest_runs(paragraphs, kinds)

    def find(self) -> Below:
        end = self._find_end()
        last_prose = max(
            (at for at in range(self._start, end) if self._is_text(at) and is_prose(self._paragraphs[at])),
            default=self._start,
        )
        found = [at for at in self._candidates(end, last_prose) if at is not None and at > self._start]
        teasers = min(found, default=end)
        if teasers < last_prose:
            last_prose = max(
                (at for at in range(self._start, teasers) if self._is_text(at) and is_prose(self._paragraphs[at])),
                default=self._start,
            )
        return Below(end=end, teasers=teasers, last_prose=last_prose)

    def _is_text(self, at: int) -> bool:
        return self._kinds[at] is None

    def _find_end(self) -> int:
        """The first end mark; one made of dashes or hashes only if no running text is behind it."""
        for at in range(self._start, len(self._paragraphs)):
            kind = self._kinds[at]
            if kind is None or kind[1] != "end-mark":
                continue
            if (
                any(character.isalpha() for character in self._paragraphs[at].flat)
                or self._prose_runs[at] <= MAX_PROSE_BEHIND
            ):
                return at
        return len(self._paragraphs)

    def _candidates(self, end: int, last_prose: int) -> list[int | None]:
        """Where teasers may start, one rule each."""
        return [
            self._behind_anchor(end),
            self._behind_heading(end),
            self._behind_sign_off(end, last_prose),
            self._repeated(end, last_prose),
            self._packed(end, last_prose),
            self._bullets(end, last_prose),
        ]

    def _behind_anchor(self, end: int) -> int | None:
        """A byline or a page's date below the first paragraph: teasers have them, and start with what stands above."""
        told = False
        for at in range(self._start + 1, end):
            told = told or (self._is_text(at - 1) and is_prose(self._paragraphs[at - 1]))
            if told and self._is_text(at) and self._prose_runs[at] <= MAX_TEASER_PROSE and self._is_anchor(at):
                return self._walk_back(at)
        return None

    def _is_anchor(self, at: int) -> bool:
        paragraph, desk = self._paragraphs[at], self._desk
        flat = paragraph.flat
        if len(flat) > 140:  # noqa: PLR2004  (the longest byline)
            return False
        if desk.page.logo(flat):
            return True
        if is_terminated(flat):
            return False
        byline = desk.bylines.read(flat)
        if byline is not None and (flat[:2].casefold() == "by" or "|" in flat):
            return True
        if (
            self._prose_runs[at] > MAX_PROSE_BEHIND
            or at + 1 >= len(self._paragraphs)
            or is_long_prose(self._paragraphs[at + 1])
        ):
            return False
        return bool(desk.stamps.find(flat)) and desk.stamps.is_date_line(flat)

    def _walk_back(self, anchor: int) -> int:
        """The first paragraph of the teaser to which the anchor belongs: deck, headline, section and caption stand above it."""
        at = anchor - 1
        while at > self._start:
            paragraph = self._paragraphs[at]
            if self._is_text(at) and not self._is_teaser_line(at, anchor, paragraph):
                break
            at -= 1
        return at + 1

    def _is_teaser_line(self, at: int, anchor: int, paragraph: Paragraph) -> bool:
        if is_title_like(paragraph) and not is_prose(paragraph):
            return True
        above = self._paragraphs[at - 1]
        if anchor - at <= 2 and paragraph.words <= MAX_DECK_WORDS and is_title_like(above) and at - 1 > self._start:  # noqa: PLR2004  (a logo between)
            return True
        return at + 1 < anchor and self._desk.page.may_be_caption(paragraph.flat) and paragraph.words <= MAX_DECK_WORDS

    def _behind_heading(self, end: int) -> int | None:
        """A heading such as "More from ...", with nothing but teasers behind it."""
        for at in range(self._start + 1, end):
            kind = self._kinds[at]
            if kind is not None and kind[1] == "related.heading" and self._prose_runs[at] <= MAX_PROSE_BEHIND:
                return at
        return None

    def _behind_sign_off(self, end: int, last_prose: int) -> int | None:
        """Behind a contact line, credits, initials, a copyright or share line, short lines are no longer the story's."""
        for at in range(last_prose + 1, end):
            kind = self._kinds[at]
            flat = self._paragraphs[at].flat
            if kind is not None and kind[1] in {"contact", "credit", "navigation"}:
                return at
            if kind is None and (self._desk.endings.signature(flat) or self._desk.endings.initials(flat, None)):
                return at
            if kind is not None and kind[1] == "separator" and at + 1 < end and flat in {"-", "--"}:
                return at
        return None

    def _repeated(self, end: int, last_prose: int) -> int | None:
        """The name of a section that stands over several teasers, or a line that breaks off."""
        tail = range(last_prose + 1, end)
        short = [at for at in tail if self._paragraphs[at].words <= MAX_SECTION_WORDS]
        counts = Counter(
            self._paragraphs[at].flat for at in short if self._paragraphs[at].flat != self._paragraphs[at - 1].flat
        )
        for at in tail:
            flat = self._paragraphs[at].flat
            section = (
                counts[flat] > 1
                and not any(character.isdigit() for character in flat)
                and len(flat) > MAX_SECTION_WORDS
            )
            if self._is_text(at) and (section or (self._desk.page.truncated(flat) and at + 1 < end)):
                return self._walk_back(at)
        return None

    def _packed(self, end: int, last_prose: int) -> int | None:
        """A block of lines without full stops, packed, behind a body whose paragraphs have blank lines between them."""
        first = last_prose + 1
        body = self._paragraphs[self._start + 1 : first]
        if (
            len(body) < MIN_SPACED
            or not all(paragraph.after_blank for paragraph in body)
            or is_open_list(self._paragraphs[last_prose])
        ):
            return None
        block = self._paragraphs[first:end]
        if len(block) < MIN_PACKED or not block[0].after_blank or any(paragraph.after_blank for paragraph in block[1:]):
            return None
        if any(_is_figures(paragraph.flat) or paragraph.flat[0].islower() for paragraph in block):
            return None
        return first

    def _bullets(self, end: int, last_prose: int) -> int | None:
        """A list of headlines behind the last paragraph, unless that paragraph announces a list."""
        tail = range(last_prose + 1, end)
        bullets = [at for at in tail if self._paragraphs[at].flat[:2] in {"- ", "• ", "* ", "· "}]
        if len(bullets) < MIN_BULLETS or bullets[0] != last_prose + 1 or is_open_list(self._paragraphs[last_prose]):
            return None
        long = [at for at in bullets if self._paragraphs[at].words > MAX_SECTION_WORDS - 2]
        return bullets[0] if len(long) > len(bullets) // 2 else None


def is_open_list(paragraph: Paragraph) -> bool:
    """Does the paragraph announce a list?"""
    return paragraph.flat.endswith(":")


def _is_figures(flat: str) -> bool:
    """Is the line a row of a table?"""
    return sum(character.isdigit() for character in flat) * 4 > len(flat)


def _longest_runs(paragraphs: Sequence[Paragraph], kinds: Kinds) -> list[int]:
    """For each paragraph, how many long paragraphs of running text follow each other somewhere behind it, at most."""
    longest, run = 0, 0
    found = [0] * len(paragraphs)
    for at in range(len(paragraphs) - 1, -1, -1):
        found[at] = longest
        run = run + 1 if kinds[at] is None and is_long_prose(paragraphs[at]) else 0
        longest = max(longest, run)
    return found
