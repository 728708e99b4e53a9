"""Attributions in one sentence: cue, speaker and content, from the parse and the quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.records import Parse, Quotation, Sentence, Stance
from dateline.syntax import Syntax

from .cues import Cue, Cues

#: A quotation of fewer words is a scare quote or a partial quote inside a clause, not a statement of its own.
WHOLE_QUOTE_WORDS = 4
_EDGE = frozenset({",", ".", ";", ":", "-", "--", "''", "``", '"', "'"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """One attribution of a sentence: token indexes of speaker head and cue, content as offsets in the story."""

    speaker: int
    cue: int
    content: tuple[int, int]
    stance: Stance
    quoted: bool
    addressee: int | None = None
    basis: str = ""


class Finder:
    """Finds the attributions of one sentence."""

    def __init__(self, sentence: Sentence, parse: Parse, quotations: Sequence[Quotation], cues: Cues) -> None:
        self.sentence = sentence
        self.syntax = Syntax(parse)
        self.quotations = [q for q in quotations if q.start < sentence.end and sentence.start < q.end]
        self.cues = cues

    def find(self) -> Iterator[Attributed]:
        """Attributions in order of their cues."""
        for token in self.syntax.tokens:
            if not self.syntax.is_verb(token.i) or self._is_inside_quotation(token.start):
                continue
            if token.lemma in {"accord", "according"}:
                yield from self._according_to(token.i)
            elif (cue := self._cue(token.i)) is not None:
                yield from self._said(token.i, cue)

    def _cue(self, i: int) -> Cue | None:
        lemma = self.syntax.lemma(i)
        for preposition in self.syntax.prepositions(i):
            cue = self.cues.verbs.get(f"{lemma}_{self.syntax.lemma(preposition)}")
            if cue is not None:
                return cue
        return self.cues.verbs.get(lemma)

    def _said(self, i: int, cue: Cue) -> Iterator[Attributed]:
        speakers = self._speakers(i)
        if not speakers:
            return
        content, form = self._content(i, cue, speakers[0])
        if content is None:
            return
        yield Attributed(
            speaker=speakers[0],
            cue=i,
            content=content,
            stance=self._stance(i, cue),
            quoted=self._is_quoted(content),
            addressee=self._addressee(i),
            basis=f"cue.{form}",
        )

    def _speakers(self, i: int) -> list[int]:
        """Subject of the verb; "X was quoted (by Y) as saying": X; "was told by X": X."""
        syntax = self.syntax
        above = syntax.tokens[i].head
        if syntax.tokens[i].dep == "pcomp" and syntax.lemma(above) == "as":
            relay = syntax.tokens[above].head
            if syntax.lemma(relay) in self.cues.relays:
                return syntax.patient(relay)
        return syntax.agent(i)

    def _stance(self, i: int, cue: Cue) -> Stance:
        negated = bool(self.syntax.children(i, "neg"))
        return "denies" if negated and cue.stance == "confirms" else cue.stance

    def _content(self, i: int, cue: Cue, speaker: int) -> tuple[tuple[int, int] | None, str]:
        """Span of what is said and the form it has: the clause, the quotation, the infinitive or the object."""
        clause = self._clause(i)
        quote = self._quotation(i, speaker) if "quote" in cue.takes else None
        if clause is not None and "clause" in cue.takes and (not cue.guarded or self._has_subject(i) or quote):
            return (self._joined(clause, quote) if quote else clause), "clause"
        if quote is not None:
            return quote, "quote"
        if "infinitive" in cue.takes:
            infinitives = self.syntax.complements(i, "to")
            if infinitives:
                return self._span(infinitives[0], i), "infinitive"
        objects = self.syntax.patient(i) if "object" in cue.takes and not self.syntax.is_passive(i) else []
        if objects:
            return self._span(objects[0], i), "object"
        behind = [k for p in self.syntax.prepositions(i) for k in self.syntax.children(p, "pobj", "pcomp")]
        if behind and "object" in cue.takes:
            return self._span(behind[0], i), "object"
        return None, ""

    def _clause(self, i: int) -> tuple[int, int] | None:
        """The complement clause; or the main clause that "he said" is put behind or into."""
        clauses = self.syntax.children(i, "ccomp")
        if clauses:
            return self._span(clauses[0], i)
        head = self.syntax.tokens[i].head
        if self.syntax.tokens[i].dep == "parataxis" and self.syntax.is_verb(head):
            return self._span(head, i)
        return None

    def _has_subject(self, i: int) -> bool:
        return any(self.syntax.children(c, "nsubj", "nsubjpass", "expl") for c in self.syntax.children(i, "ccomp"))

    def _span(self, top: int, cue: int) -> tuple[int, int]:
        """Offsets of the subtree of `top` without the cue's own subtree and without punctuation at its edges."""
        syntax = self.syntax
        outside = set() if cue == top else {cue, *(syntax.parse.subtree(cue) if self._is_below(cue, top) else [])}
        inside = [j for j in syntax.parse.subtree(top) if j not in outside]
        while len(inside) > 1 and syntax.tokens[inside[0]].text in _EDGE and not self._opens_quote(inside[0]):
            inside.pop(0)
        while len(inside) > 1 and syntax.tokens[inside[-1]].text in {",", ".", ";", ":", "-", "--"}:
            inside.pop()
        return syntax.tokens[inside[0]].start, syntax.tokens[inside[-1]].end

    def _opens_quote(self, j: int) -> bool:
        return any(q.start == self.syntax.tokens[j].start for q in self.quotations)

    def _is_below(self, i: int, top: int) -> bool:
        return any(j == top for j in self.syntax.ancestors(i))

    def _quotation(self, cue: int, speaker: int) -> tuple[int, int] | None:
        """The quotation of the sentence that neither cue nor speaker stands in; several make one stretch."""
        place, who = self.syntax.tokens[cue].start, self.syntax.tokens[speaker].start
        whole = [
            q
            for q in self.quotations
            if len(q.text.split()) >= WHOLE_QUOTE_WORDS and not q.start <= place < q.end and not q.start <= who < q.end
        ]
        if not whole:
            return None
        return max(whole[0].start, self.sentence.start), min(whole[-1].end, self.sentence.end)

    def _joined(self, clause: tuple[int, int], quote: tuple[int, int]) -> tuple[int, int]:
        """Clause and quotation as one stretch where they overlap; else the longer one."""
        if clause[0] < quote[1] and quote[0] < clause[1]:
            return min(clause[0], quote[0]), max(clause[1], quote[1])
        return max(clause, quote, key=lambda span: span[1] - span[0])

    def _is_quoted(self, content: tuple[int, int]) -> bool:
        """Does at least half of the content stand in quotation marks?"""
        inside = sum(max(0, min(q.end, content[1]) - max(q.start, content[0])) for q in self.quotations if q.depth == 1)
        return 2 * inside >= content[1] - content[0]

    def _is_inside_quotation(self, offset: int) -> bool:
        return any(q.start < offset < q.end and len(q.text.split()) >= WHOLE_QUOTE_WORDS for q in self.quotations)

    def _addressee(self, i: int) -> int | None:
        """Whom it was said to: "told reporters", "said to the envoy"."""
        if self.syntax.lemma(i) in {"tell", "inform", "assure", "remind", "brief", "warn", "urge", "ask"}:
            objects = self.syntax.children(i, "dobj", "dative")
            return objects[0] if objects else None
        heads = self.syntax.preposition_objects(i, "to")
        return heads[0] if heads else None

    def _according_to(self, i: int) -> Iterator[Attributed]:
        """The sentence without the phrase itself, given to whom it is according to."""
        syntax = self.syntax
        for preposition in syntax.children(i, "prep"):
            for head in syntax.children(preposition, "pobj"):
                phrase = syntax.parse.subtree(i)
                start, end = syntax.tokens[phrase[0]].start, syntax.tokens[phrase[-1]].end
                before, after = start - self.sentence.start, self.sentence.end - end
                content = (self.sentence.start, start) if before > after else (end, self.sentence.end)
                content = self._trimmed(content)
                if content[1] > content[0]:
                    quoted = self._is_quoted(content)
                    yield Attributed(
                        speaker=head, cue=i, content=content, stance="asserts", quoted=quoted, basis="according-to"
                    )

    def _trimmed(self, content: tuple[int, int]) -> tuple[int, int]:
        text, at = self.sentence.text, self.sentence.start
        start, end = content[0] - at, content[1] - at
        while start < end and (text[start].isspace() or text[start] in ",;:-."):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-."):
            end -= 1
        return start + at, end + at
