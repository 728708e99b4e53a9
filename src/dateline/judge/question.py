"""What the model is asked: a sentence with marked spans, and how it is written down in tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tokenizers import Tokenizer

#: Tokens of the vocabulary that were never trained on: they open and close source, target and trigger.
MARKERS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]", "[unused5]", "[unused6]")
#: Tokens of one input; what stands furthest from any mark is left out of longer sentences.
LONGEST = 64

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is going on from source to target (and in the act called `trigger`)? Offsets are half-open; None: not known."""

    text: str
    source: Offsets | None = None
    target: Offsets | None = None
    trigger: Offsets | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A question in tokens. marks: positions of the tokens that open source, target and trigger.

    words: for each token its (start, end) in the text, (0, 0) for tokens of our own.
    """

    ids: tuple[int, ...]
    marks: tuple[int, int, int]
    words: tuple[Offsets, ...]


class Scribe:
    """Writes questions down in tokens."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._first, self._last, self.pad = (self._id(token) for token in ("[CLS]", "[SEP]", "[PAD]"))
        self._markers = tuple(self._id(token) for token in MARKERS)

    def encode(self, questions: Sequence[Question]) -> list[Encoded]:
        """The questions in tokens, in their order."""
        cut = [_cuts(question) for question in questions]
        pieces = [(q.text[a:b], a) for q, cuts in zip(questions, cut, strict=True) for a, b in _between(q.text, cuts)]
        encodings = iter(self.tokenizer.encode_batch([piece for piece, _ in pieces], add_special_tokens=False))
        starts = iter([start for _, start in pieces])
        encoded = []
        for question, cuts in zip(questions, cut, strict=True):
            tokens: list[tuple[int, Offsets]] = []
            for k, (_, _) in enumerate(_between(question.text, cuts)):
                encoding, start = next(encodings), next(starts)
                tokens += [
                    (i, (a + start, b + start)) for i, (a, b) in zip(encoding.ids, encoding.offsets, strict=True)
                ]
                if k < len(cuts):
                    tokens.append((self._markers[cuts[k][1]], (0, 0)))
            encoded.append(self._finish(question, tokens))
        return encoded

    def _finish(self, question: Question, tokens: list[tuple[int, Offsets]]) -> Encoded:
        """Adds the marks of what is not known in front and shortens what is too long."""
        absent = [k for k, span in enumerate((question.source, question.target, question.trigger)) if span is None]
        front = [(self._markers[2 * k + side], (0, 0)) for k in absent for side in (0, 1)]
        tokens = [(self._first, (0, 0)), *front, *_nearest(tokens, set(self._markers), LONGEST - 2 - len(front))]
        tokens.append((self._last, (0, 0)))
        ids = tuple(i for i, _ in tokens)
        opening = [ids.index(self._markers[2 * k]) for k in range(3)]
        return Encoded(ids=ids, marks=(opening[0], opening[1], opening[2]), words=tuple(span for _, span in tokens))

    def _id(self, token: str) -> int:
        found = self.tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"the vocabulary has no {token}")
        return int(found)


def _cuts(question: Question) -> list[tuple[int, int]]:
    """Where marks go, as (offset, marker), in order of the text; of those at one place the closing ones first."""
    spans = (question.source, question.target, question.trigger)
    ends = [(span[1], 2 * k + 1) for k, span in enumerate(spans) if span is not None]
    starts = [(span[0], 2 * k) for k, span in enumerate(spans) if span is not None]
    return sorted([*ends, *starts], key=lambda cut: (cut[0], cut[1] % 2 == 0))


def _between(text: str, cuts: list[tuple[int, int]]) -> list[Offsets]:
    """The pieces of the text before, between and behind the cuts."""
    edges = [0, *(offset for offset, _ in cuts), len(text)]
    return list(pairwise(edges))


def _nearest(tokens: list[tuple[int, Offsets]], markers: set[int], room: int) -> list[tuple[int, Offsets]]:
    """The tokens, without those furthest from any mark where there are more than `room`."""
    if len(tokens) <= room:
        return tokens
    marked = [k for k, (i, _) in enumerate(tokens) if i in markers] or [0]
    ranked = sorted(range(len(tokens)), key=lambda k: (min(abs(k - m) for m in marked), k))
    return [tokens[k] for k in sorted(ranked[:room])]
