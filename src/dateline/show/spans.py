"""Text with marks: each span has a colour and a label, and spans may lie within one another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from .pieces import Html, joined, quiet, safe

#: Kinds of marks, in the order of the legend, with what they mean.
KINDS = {
    "event": "event: the words of the act",
    "actor": "actor, with its state or organisation",
    "date": "date, as resolved",
    "claim": "claim: what somebody says",
    "other": "other words that set a field",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters to mark, half-open, in the offsets of the text. kind: see KINDS; label: a few letters that stand beside it."""

    start: int
    end: int
    kind: str
    label: str = ""


def marked(text: str, spans: Sequence[Span], *, offset: int = 0) -> Html:
    """The text with the spans marked. offset: of its first character, in those of the spans; what lies outside is left out."""
    end = offset + len(text)
    inside = [span for span in spans if span.start < span.end and span.start >= offset and span.end <= end]
    cuts = sorted({offset, end, *(span.start for span in inside), *(span.end for span in inside)})
    pieces = []
    for start, stop in itertools.pairwise(cuts):
        pieces += [_tag(span) for span in inside if span.start == start and _leads(span)]
        pieces.append(_piece(text[start - offset : stop - offset], _kinds(inside, start, stop)))
        pieces += [_tag(span) for span in inside if span.end == stop and not _leads(span)]
    return joined(pieces)


def legend(kinds: Sequence[str]) -> Html:
    """What the marks of these kinds mean."""
    shown = [kind for kind in KINDS if kind in kinds]
    samples = (Html(f'<mark class="dl-{kind}">{safe(KINDS[kind])}</mark>') for kind in shown)
    return Html(f"<p>{quiet('Marks: ')}{joined(samples, ' · ')}</p>") if shown else Html("")


def _leads(span: Span) -> bool:
    """The label of a long span stands before it, that of a few words behind them."""
    return span.kind == "claim"


def _kinds(spans: Sequence[Span], start: int, end: int) -> list[str]:
    over = {span.kind for span in spans if span.start <= start and end <= span.end}
    return [kind for kind in KINDS if kind in over]


def _piece(text: str, kinds: Sequence[str]) -> Html:
    if not kinds:
        return safe(text)
    return Html(f'<mark class="{" ".join(f"dl-{kind}" for kind in kinds)}">{safe(text)}</mark>')


def _tag(span: Span) -> Html:
    return Html(f'<span class="dl-tag dl-{span.kind}">{safe(span.label)}</span>') if span.label else Html("")
