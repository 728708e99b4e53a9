"""Attributions without a verb of saying: "according to", "in the words of", "Sofia's claim that", "Lopez: ..."."""

from __future__ import annotations

from collections.abc import Iterator

from .attributed import Attributed, with_quotations
from .cues import Cues
from .reading import Reading

#: Words of a name before a colon, at most.
NAME_WORDS = 5


def without_verb(reading: Reading, cues: Cues) -> Iterator[Attributed]:
    """Attributions of the sentence by prepositions, nouns and colons."""
    yield from _by_prepositions(reading)
    yield from _by_nouns(reading, cues)
    yield from _by_colon(reading)


def _by_prepositions(reading: Reading) -> Iterator[Attributed]:
    """The sentence without the phrase itself, given to whom it is according to, or whose words they are."""
    syntax = reading.syntax
    for token in reading.tokens:
        if reading.quotation_at(token.i) is not None:
            continue
        if token.text.lower() == "according":
            links = syntax.children(token.i, "prep")
            heads = [k for j in links for k in syntax.children(j, "pobj")]
            if heads:
                yield from _given_to(reading, token.i, heads[0], (token.start, syntax.tokens[links[0]].end))
        elif token.text == "words" and syntax.lemma(token.head) == "in":
            heads = syntax.children(token.i, "poss") or syntax.preposition_objects(token.i, "of")
            if heads:
                yield from _given_to(reading, token.head, heads[0], (token.start, token.end))


def _given_to(reading: Reading, top: int, head: int, cue_span: tuple[int, int]) -> Iterator[Attributed]:
    phrase = reading.syntax.parse.subtree(top)
    phrase = [j for j in phrase if reading.quotation_at(j) is None]
    start, end = reading.tokens[phrase[0]].start, reading.tokens[phrase[-1]].end
    left, right = (reading.sentence.start, start), (end, reading.sentence.end)
    content = reading.trimmed(left if left[1] - left[0] > right[1] - right[0] else right)
    quotations = tuple(q for q in reading.direct if q.start < content[1] and content[0] < q.end)
    if quotations:
        content = with_quotations(content, quotations)
    if content[1] > content[0]:
        yield Attributed(
            speaker=head,
            cue=top,
            cue_span=cue_span,
            content=content,
            stance="asserts",
            basis="according-to",
            quotations=quotations,
        )


def _by_nouns(reading: Reading, cues: Cues) -> Iterator[Attributed]:
    """A statement as a noun with whose it is and what it says: "Sofia's claim that ...", "a warning by the envoy that ..."."""
    syntax = reading.syntax
    for token in reading.tokens:
        stance = cues.nouns.get(token.lemma)
        if stance is None or token.pos != "NOUN" or reading.quotation_at(token.i) is not None:
            continue
        clauses = [j for j in syntax.children(token.i, "acl", "ccomp", "relcl") if _has_that(reading, j)]
        owners = syntax.children(token.i, "poss") or [
            *syntax.preposition_objects(token.i, "by"),
            *syntax.preposition_objects(token.i, "from"),
        ]
        if clauses and owners:
            below = syntax.parse.subtree(clauses[0])
            inside = [j for j in below if syntax.tokens[j].dep != "mark" or syntax.lemma(j) != "that"]
            yield Attributed(
                speaker=owners[0],
                cue=token.i,
                cue_span=(token.start, token.end),
                content=reading.span(inside),
                stance=stance,
                basis="noun",
            )


def _has_that(reading: Reading, clause: int) -> bool:
    syntax = reading.syntax
    return any(syntax.lemma(j) == "that" for j in syntax.children(clause, "mark"))


def _by_colon(reading: Reading) -> Iterator[Attributed]:
    """A name, a colon and a quotation, and nothing before them: the form of scripts and of lists of reactions."""
    colon = next((t for t in reading.tokens[: NAME_WORDS + 1] if t.text == ":"), None)
    if colon is None or not colon.i:
        return
    name = reading.tokens[: colon.i]
    behind = [q for q in reading.direct if q.start >= colon.end and not reading.text[colon.end : q.start].strip()]
    if behind and name[-1].pos == "PROPN" and all(t.pos in {"PROPN", "PUNCT", "ADJ", "NOUN", "PART"} for t in name):
        yield Attributed(
            speaker=name[-1].i,
            cue=colon.i,
            cue_span=(colon.start, colon.end),
            content=(behind[0].start, behind[0].end),
            stance="asserts",
            basis="colon",
            quotations=(behind[0],),
        )
