"""Attributions in one sentence: cue, speaker and content, from the parse and the quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.records import Quotation, Stance

from .contents import content_of
from .cues import Cue, Cues
from .reading import Reading

#: Words that may stand between a cue and its quotation beside the cue's own adjuncts.
NEAR = 2
_FAR = 12
_TOLD = frozenset({"tell", "inform", "assure", "remind", "brief", "warn", "urge", "ask", "advise", "order", "instruct"})
#: What a negated verb of saying leaves of the stance; a stance that is not here leaves no claim.
_NEGATED: dict[Stance, Stance] = {"confirms": "doubts", "predicts": "doubts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """One attribution of a sentence: token indexes of speaker head and cue, content as offsets in the story.

    speaker is None where the sentence names none, content where the cue has none of its own ("he said."). cue_span: offsets
    of the words of saying. quotations: the quotations that were given to the cue, whole, also beyond the sentence.
    negated: what stands here was expressly not said.
    """

    speaker: int | None
    cue: int
    cue_span: tuple[int, int]
    content: tuple[int, int] | None
    stance: Stance
    basis: str
    addressee: int | None = None
    quotations: tuple[Quotation, ...] = ()
    negated: bool = False
    guarded: bool = False


def find_attributions(reading: Reading, cues: Cues) -> list[Attributed]:
    """Attributions in order of their cues, those without speaker or content included."""
    candidates = [(t.i, cue) for t in reading.tokens if (cue := _cue(reading, t.i, cues)) is not None]
    given = _given(reading, candidates)
    found = [_said(reading, i, cue, given.get(i, ()), cues) for i, cue in candidates]
    found += _according_to(reading)
    found += _by_nouns(reading, cues)
    return sorted(found, key=lambda attributed: attributed.cue_span)


def _cue(reading: Reading, i: int, cues: Cues) -> Cue | None:
    """The entry of a verb that stands outside of quotations, of the verb with its preposition first."""
    syntax = reading.syntax
    token = reading.tokens[i]
    if (
        not syntax.is_verb(i)
        or token.dep in {"aux", "auxpass", "amod", "compound"}
        or reading.quotation_at(i) is not None
    ):
        return None
    for preposition in syntax.prepositions(i):
        cue = cues.verbs.get(f"{token.lemma}_{syntax.lemma(preposition)}")
        if cue is not None:
            return cue
    return cues.verbs.get(token.lemma)


# ---------------------------------------------------------------------------------------------------------- quotations
def _given(reading: Reading, candidates: Sequence[tuple[int, Cue]]) -> dict[int, tuple[Quotation, ...]]:
    """For each cue the quotations that are nearest to it."""
    given: dict[int, tuple[Quotation, ...]] = {}
    takers = [(i, cue) for i, cue in candidates if "quote" in cue.stances]
    for quotation in reading.direct:
        ranked = sorted((_distance(reading, i, cue, quotation), i) for i, cue in takers)
        if ranked and ranked[0][0] < _FAR:
            given[ranked[0][1]] = (*given.get(ranked[0][1], ()), quotation)
    return given


def _distance(reading: Reading, i: int, cue: Cue, quotation: Quotation) -> int:
    """Words between cue and quotation that are not the cue's own; a verb among them, or a doubtful cue, makes it far."""
    token = reading.tokens[i]
    left, right = (token.end, quotation.start) if token.start < quotation.start else (quotation.end, token.start)
    own = reading.beside(i)
    between = [j for j in reading.words_between(left, right) if j not in own and reading.quotation_at(j) is None]
    verbs = any(reading.syntax.is_verb(j) for j in between)
    doubtful = cue.guarded and len(between) > NEAR
    return (
        len(between)
        + (_FAR if doubtful else 0)
        + (_FAR // 2 if verbs else 0)
        + (3 if token.dep in {"relcl", "acl"} else 0)
    )


# --------------------------------------------------------------------------------------------------------------- verbs
def _said(reading: Reading, i: int, cue: Cue, quotations: tuple[Quotation, ...], cues: Cues) -> Attributed:
    found = content_of(reading, i, cue)
    content, form = found if found else (None, "")
    if quotations:
        content, form = _with_quotations(content, quotations), "quote"
    stance = cue.stances.get(form) or next(iter(cue.stances.values()))
    negated = _is_negated(reading, i, cues)
    token = reading.tokens[i]
    said = Attributed(
        speaker=_speaker(reading, i, form, cues),
        cue=i,
        cue_span=(token.start, token.end),
        content=content,
        stance=stance,
        basis=f"cue.{form}" if form else "cue",
        addressee=_addressee(reading, i),
        quotations=quotations,
        guarded=cue.guarded,
    )
    if not negated:
        return said
    return replace(said, stance=_NEGATED.get(stance, stance), negated=stance not in _NEGATED)


def _with_quotations(content: tuple[int, int] | None, quotations: Sequence[Quotation]) -> tuple[int, int]:
    """The quotations as one stretch, with the clause that runs into them."""
    start, end = quotations[0].start, quotations[-1].end
    if content is not None and content[0] < start < content[1]:
        return content[0], max(end, content[1])
    return start, end


def _speaker(reading: Reading, i: int, form: str, cues: Cues) -> int | None:
    """Subject of the verb; "X was quoted (by Y) as saying": X; of an inverted or broken sentence the noun beside the cue."""
    syntax = reading.syntax
    above = syntax.tokens[i].head
    if syntax.tokens[i].dep == "pcomp" and syntax.lemma(above) == "as":
        relay = syntax.tokens[above].head
        if syntax.lemma(relay) in cues.relays:
            return _first(reading, syntax.patient(relay), cues)
    found = _first(reading, syntax.agent(i), cues)
    if found is None and form == "quote":
        return _first(reading, _nouns_beside(reading, i), cues)
    return found


def _first(reading: Reading, heads: Sequence[int], cues: Cues) -> int | None:
    for head in heads:
        token = reading.tokens[head]
        if token.pos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} and token.text.lower() not in cues.silent:
            if token.lemma not in cues.silent and reading.quotation_at(head) is None:
                return head
    return None


def _nouns_beside(reading: Reading, i: int) -> list[int]:
    """The noun right behind or before the cue, where the parse gives the verb no subject."""
    near = [j for j in (*range(i + 1, min(i + 8, len(reading.tokens))), *range(i - 1, max(i - 6, -1), -1))]
    heads = [
        j for j in near if reading.tokens[j].pos in {"PROPN", "PRON", "NOUN"} and reading.tokens[j].dep != "compound"
    ]
    return [j for j in heads if reading.tokens[j].dep not in {"pobj", "poss", "npadvmod", "dobj"}][:1]


def _is_negated(reading: Reading, i: int, cues: Cues) -> bool:
    """Is the verb negated, or below a verb of refusing ("declined to say")?"""
    syntax = reading.syntax
    if syntax.children(i, "neg"):
        return True
    head = syntax.tokens[i].head
    return (
        head != i
        and syntax.is_infinitive(i)
        and (syntax.lemma(head) in cues.refusals or bool(syntax.children(head, "neg")))
    )


def _addressee(reading: Reading, i: int) -> int | None:
    """Whom it was said to: "told reporters", "said to the envoy"."""
    syntax = reading.syntax
    if syntax.lemma(i) in _TOLD:
        objects = [j for j in syntax.children(i, "dobj", "dative") if reading.quotation_at(j) is None]
        return objects[0] if objects else None
    heads = syntax.preposition_objects(i, "to")
    return heads[0] if heads and reading.tokens[heads[0]].pos in {"NOUN", "PROPN", "PRON"} else None


# ---------------------------------------------------------------------------------------------------- without a verb
def _according_to(reading: Reading) -> Iterator[Attributed]:
    """The sentence without the phrase itself, given to whom it is according to."""
    syntax = reading.syntax
    for token in reading.tokens:
        if token.lemma not in {"accord", "according"} or reading.quotation_at(token.i) is not None:
            continue
        heads = [k for j in syntax.children(token.i, "prep") for k in syntax.children(j, "pobj")]
        if not heads:
            continue
        phrase = syntax.parse.subtree(token.i)
        start, end = syntax.tokens[phrase[0]].start, syntax.tokens[phrase[-1]].end
        left, right = (reading.sentence.start, start), (end, reading.sentence.end)
        content = reading.trimmed(left if left[1] - left[0] > right[1] - right[0] else right)
        quotations = tuple(q for q in reading.direct if q.start < content[1] and content[0] < q.end)
        if quotations:
            content = _with_quotations(content, quotations)
        to = syntax.children(token.i, "prep")[0]
        yield Attributed(
            speaker=heads[0],
            cue=token.i,
            cue_span=(token.start, syntax.tokens[to].end),
            content=content if content[1] > content[0] else None,
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
        clauses = [j for j in syntax.children(token.i, "acl", "ccomp") if _has_that(reading, j)]
        owners = syntax.children(token.i, "poss") or [
            k
            for p in syntax.children(token.i, "prep")
            if syntax.lemma(p) in {"by", "from"}
            for k in syntax.children(p, "pobj")
        ]
        if clauses and owners:
            inside = [
                j
                for j in syntax.parse.subtree(clauses[0])
                if syntax.tokens[j].dep != "mark" or syntax.lemma(j) != "that"
            ]
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
