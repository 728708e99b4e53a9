"""Quotations over more than one sentence: which belong together, and who goes on speaking where no cue stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.records import Quotation

from .attributed import Attributed
from .reading import Reading

#: A sentence that is a quotation for at least this share goes on with the speaker before it.
CONTINUED = 0.8
#: Paragraphs that a speaker goes on for without being named again.
PATIENCE = 2
#: Cues on either side of a quotation that are looked at.
REACH = 16
_BLANK = " \t\r\n\u00a0.,;:-–—\"“”'‘’`…[]()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution with the sentence of its cue, and its content as far as quotations carry it.

    paragraph: where the content stands; that of the cue, or a later one where the speaker goes on.
    """

    reading: Reading
    attributed: Attributed
    content: tuple[int, int] | None
    quotations: tuple[Quotation, ...]
    paragraph: int


class Joiner:
    """Gives the quotations that no cue of their own sentence has taken to a draft before or behind them."""

    def __init__(self, text: str, readings: Sequence[Reading], drafts: Sequence[Draft]) -> None:
        self._text = text
        self._readings = readings
        self._ends = [reading.sentence.end for reading in readings]
        self.drafts = sorted(drafts, key=lambda draft: draft.attributed.cue_span)
        self._cues = [draft.attributed.cue_span for draft in self.drafts]

    def join(self, quotations: Sequence[Quotation]) -> list[Quotation]:
        """Joins what can be joined; gives back the quotations without a speaker."""
        left: list[Quotation] = []
        before: Quotation | None = None
        for quotation in quotations:
            at = bisect_right(self._ends, quotation.start)
            reading = self._readings[at] if at < len(self._readings) else None
            if reading is not None and not self._is_taken(quotation) and not self._take(quotation, reading, before):
                left.append(quotation)
            before = quotation
        return left

    def _is_taken(self, quotation: Quotation) -> bool:
        at = self._behind(quotation)
        near = (draft.content for draft in self.drafts[max(0, at - REACH) : at + REACH])
        return any(c is not None and c[0] <= quotation.start and quotation.end <= c[1] for c in near)

    def _behind(self, quotation: Quotation) -> int:
        """Index of the first draft whose cue stands behind the start of the quotation."""
        return bisect_right(self._cues, (quotation.start, quotation.start))

    def _take(self, quotation: Quotation, reading: Reading, before: Quotation | None) -> bool:
        paragraph = reading.sentence.paragraph
        for k, draft in self._nearest(quotation):
            if self._belongs(draft, quotation, paragraph, before):
                start, end = draft.content or (quotation.start, quotation.end)
                self.drafts[k] = replace(
                    draft,
                    content=(min(start, quotation.start), max(end, quotation.end)),
                    quotations=tuple(sorted((*draft.quotations, quotation), key=lambda q: q.start)),
                )
                return True
        return self._goes_on(quotation, reading)

    def _nearest(self, quotation: Quotation) -> Iterator[tuple[int, Draft]]:
        """The last draft before the quotation, then the first behind it."""
        at = self._behind(quotation)
        later = [k for k in range(at, min(at + REACH, len(self.drafts))) if self._cues[k][0] >= quotation.end]
        for k in (*range(max(0, at - 1), at), *later[:1]):
            if self.drafts[k].attributed.speaker is not None and not self.drafts[k].attributed.negated:
                yield k, self.drafts[k]

    def _belongs(self, draft: Draft, quotation: Quotation, paragraph: int, before: Quotation | None) -> bool:
        """Is the quotation part of what the draft's cue tells?"""
        if draft.quotations and before is not None and before.open and before in draft.quotations:
            return True
        if draft.content is None:
            return not draft.attributed.guarded and self._adjacent(draft, quotation)
        if paragraph != draft.paragraph:
            return False
        if draft.quotations:
            return self._unbroken(draft, quotation)
        return draft.content[1] <= quotation.start and self._text[draft.content[1] : quotation.start].strip() == ":"

    def _adjacent(self, draft: Draft, quotation: Quotation) -> bool:
        """Is there nothing but the rest of the cue's own sentence between cue and quotation?"""
        sentence = draft.reading.sentence
        if quotation.start >= draft.attributed.cue_span[1]:
            gap = self._text[sentence.end : quotation.start] if quotation.start >= sentence.end else ""
            colon = self._text[: sentence.end].rstrip()[-1:] == ":" or sentence.end > quotation.start
            return colon and not gap.strip(_BLANK)
        return not self._text[quotation.end : sentence.start].strip(_BLANK)

    def _unbroken(self, draft: Draft, quotation: Quotation) -> bool:
        """Is there no sentence between the draft's quotation and this one that is not quoted?"""
        first, last = draft.quotations[0], draft.quotations[-1]
        sentence = draft.reading.sentence
        left, right = (last.end, quotation.start) if quotation.start >= last.end else (quotation.end, first.start)
        inside = [(left, right)]
        if left < sentence.end and sentence.start < right:
            inside = [(left, min(sentence.start, right)), (max(sentence.end, left), right)]
        inside_words = sum(q.end - q.start for q in (*draft.quotations, quotation))
        if right - left > inside_words:  # more is told between the two than is said in them
            return False
        return all(not self._text[a:b].strip(_BLANK) for a, b in inside if a < b)

    def _goes_on(self, quotation: Quotation, reading: Reading) -> bool:
        """A sentence that is all quotation, without a cue, is said by the last speaker."""
        sentence = reading.sentence
        quoted = min(quotation.end, sentence.end) - max(quotation.start, sentence.start)
        at = self._behind(quotation)
        first = max(0, at - REACH)
        earlier = [
            (k, d)
            for k, d in enumerate(self.drafts[first:at], first)
            if d.attributed.speaker is not None and d.content is not None
        ]
        if quoted < CONTINUED * (sentence.end - max(sentence.start, quotation.start)) or not earlier:
            return False
        k, last = earlier[-1]
        if sentence.paragraph - last.paragraph > PATIENCE:
            return False
        further = replace(
            last,
            attributed=replace(last.attributed, stance="asserts", basis="continued", negated=False),
            content=(quotation.start, quotation.end),
            quotations=(quotation,),
            paragraph=sentence.paragraph,
        )
        self.drafts.insert(k + 1, further)
        self._cues.insert(k + 1, self._cues[k])
        return True
