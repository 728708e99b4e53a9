"""An attribution as found in one sentence, before its speaker is resolved and its quotations are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.records import Quotation, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """One attribution of a sentence: token indexes of speaker head and cue, content as offsets in the story.

    speaker is None where the sentence names none, content where the cue has none of its own ("he said."). cue_span: offsets
    of the words of saying. quotations: the quotations that were given to the cue, whole, also beyond the sentence.
    negated: what stands here was expressly not said. relay: the head of who quotes the speaker.
    """

    speaker: int | None
    cue: int
    cue_span: tuple[int, int]
    content: tuple[int, int] | None
    stance: Stance
    basis: str
    addressee: int | None = None
    relay: int | None = None
    quotations: tuple[Quotation, ...] = ()
    negated: bool = False
    guarded: bool = False


def with_quotations(content: tuple[int, int] | None, quotations: Sequence[Quotation]) -> tuple[int, int]:
    """The quotations as one stretch, with the clause that runs into them."""
    start, end = quotations[0].start, quotations[-1].end
    if content is not None and content[0] < start < content[1]:
        return content[0], max(end, content[1])
    return start, end
