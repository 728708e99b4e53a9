"""One sentence as the rules of this room see it: syntax, the quotations that reach into it, and spans of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.records import Parse, Quotation, Sentence
from dateline.syntax import Syntax

#: A quotation of fewer words that does not end like a sentence is a word or name in quotation marks, not a statement.
WHOLE_WORDS = 4
_ENDS_LIKE_SPEECH = re.compile(r"[,.?!…—-]\W{0,3}$")
_EDGE = " \t\r\n\u00a0,;:.-–—"
_MARKS = "\"“”'‘’`«»„"
#: Dependents of a verb that may stand between it and what is said.
_ASIDE = frozenset(
    {
        "nsubj",
        "nsubjpass",
        "aux",
        "auxpass",
        "neg",
        "advmod",
        "prep",
        "agent",
        "npadvmod",
        "dobj",
        "dative",
        "prt",
        "advcl",
    }
)


def direct_quotations(text: str, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Quotations that are statements of their own, not words quoted inside a clause.

    Such a quotation stands at the start, behind punctuation, or begins with a capital letter; it has four words or ends as
    a sentence does.
    """
    return [q for q in quotations if q.depth == 1 and _is_direct(text, q)]


def _is_direct(text: str, quotation: Quotation) -> bool:
    inner = quotation.text.strip(_MARKS + " \n")
    words = len(inner.split())
    if _is_title(inner):
        return False
    ends = bool(_ENDS_LIKE_SPEECH.search(quotation.text)) or text[quotation.end : quotation.end + 1] in {
        ",",
        ".",
        "?",
        "!",
    }
    before = text[: quotation.start][-40:].rstrip(" \t\u00a0")
    first = inner.lstrip("[(.…")[:1]
    if words < WHOLE_WORDS:
        return words > 0 and ends and first.isupper() and (not before or before[-1] in ",:-–—\n")
    if before.endswith("that,"):
        return False
    if not before or before[-1] in ":\n.?!" or (before[-1] in "”\"'" and first.isupper()):
        return True
    return (before[-1] in ",-–—;)" and (ends or first.isupper())) or first.isupper()


def _is_title(inner: str) -> bool:
    """Are all its longer words, two at least, written with a capital, as in titles of books and of programmes?"""
    long = [word for word in re.findall(r"[^\W\d_]+", inner) if len(word) >= WHOLE_WORDS]
    return len(long) > 1 and all(word[0].isupper() for word in long)


class Reading:
    """A body sentence with its syntax and quotations; offsets are those of the story."""

    def __init__(self, sentence: Sentence, parse: Parse, text: str, quotations: Sequence[Quotation]) -> None:
        self.sentence = sentence
        self.text = text
        self.syntax = Syntax(parse)
        self.tokens = parse.tokens
        self.quotations = [q for q in quotations if q.depth == 1]
        self.direct = direct_quotations(text, self.quotations)
        #: Cues that belong beside the cue above their clause, not into what it says; filled by the finder.
        self.raised: dict[int, int] = {}

    def quotation_at(self, i: int, *, direct: bool = True) -> Quotation | None:
        """The quotation that the token stands in, None if it stands in none."""
        at = self.tokens[i].start
        return next((q for q in (self.direct if direct else self.quotations) if q.start <= at < q.end), None)

    def span(self, indexes: Sequence[int]) -> tuple[int, int]:
        """Offsets from the first to the last of these tokens, without punctuation at the edges."""
        first, last = min(indexes), max(indexes)
        return self.trimmed((self.tokens[first].start, self.tokens[last].end))

    def trimmed(self, span: tuple[int, int]) -> tuple[int, int]:
        """The span without white space and punctuation at its edges; a quotation that ends there keeps its marks."""
        start, end = span
        while start < end and self.text[start] in _EDGE:
            start += 1
        while end > start and self.text[end - 1] in _EDGE:
            end -= 1
        for quotation in self.quotations:
            if quotation.start < start and self.text[quotation.start : start].strip(_EDGE + _MARKS) == "":
                start = quotation.start
            if quotation.start < end < quotation.end and self.text[end : quotation.end].strip(_EDGE + _MARKS) == "":
                end = quotation.end
        return self._balanced(start, end)

    def _balanced(self, start: int, end: int) -> tuple[int, int]:
        """The span without a quotation mark at an edge whose partner lies outside."""
        for quotation in self.quotations:
            if quotation.start < start < quotation.end <= start + 2:
                start = quotation.end
            if end - 2 <= quotation.start < end <= quotation.start + 2:
                end = quotation.start
        while end > start and self.text[end - 1] in _EDGE:
            end -= 1
        while start < end and self.text[start] in _EDGE:
            start += 1
        return start, end

    def words_between(self, left: int, right: int) -> list[int]:
        """Indexes of the words between two offsets."""
        return [
            t.i for t in self.tokens if left <= t.start and t.end <= right and t.pos != "PUNCT" and t.text.strip(_MARKS)
        ]

    def beside(self, cue: int) -> frozenset[int]:
        """Tokens that may stand between a cue and its quotation: subject, adverbs, adjuncts and objects of the cue."""
        syntax = self.syntax
        tops = [j for j in syntax.children(cue) if syntax.tokens[j].dep in _ASIDE]
        return frozenset(k for j in tops for k in syntax.parse.subtree(j)) | {cue}

    def is_quoted(self, span: tuple[int, int]) -> bool:
        """Does at least half of the span stand in quotation marks?"""
        inside = sum(max(0, min(q.end, span[1]) - max(q.start, span[0])) for q in self.quotations)
        return 2 * inside >= span[1] - span[0]
