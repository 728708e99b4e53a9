"""Attributions in one sentence: cue, speaker and content, from the parse and the quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Quotation, Stance

from .attributed import Attributed, with_quotations
from .contents import content_of, misread_subject
from .cues import Cue, Cues
from .reading import Reading
from .verbless import without_verb

#: Words that may stand between a cue and its quotation beside the cue's own adjuncts.
NEAR = 2
_FAR = 12
_MODALS = frozenset({"could", "can", "may", "might", "should", "must", "shall"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_TOLD = frozenset({"tell", "inform", "assure", "remind", "brief", "warn", "urge", "ask", "advise", "order", "instruct"})
#: What a negated verb of saying leaves of the stance; a stance that is not here leaves no claim.
_NEGATED: dict[Stance, Stance] = {"confirms": "doubts", "predicts": "doubts"}


def find_attributions(reading: Reading, cues: Cues) -> list[Attributed]:
    """Attributions in order of their cues, those without speaker or content included."""
    candidates = [(t.i, cue) for t in reading.tokens if (cue := _cue(reading, t.i, cues)) is not None]
    reading.raised = _raised(reading, [i for i, _ in candidates])
    given = _given(reading, candidates)
    found = [_said(reading, i, cue, given.get(i, ()), cues) for i, cue in candidates]
    taken = {quotation.start for quotations in given.values() for quotation in quotations}
    found += [a for a in without_verb(reading, cues) if not any(q.start in taken for q in a.quotations)]
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
        cue = cues.verbs.get(f"{token.lemma}_{syntax.lemma(preposition)}") if 0 < preposition - i <= NEAR else None
        if cue is not None:
            return cue
    return cues.verbs.get(token.lemma)


def _raised(reading: Reading, cues: Sequence[int]) -> dict[int, int]:
    """Cues that the parse coordinated with the verb of what is said, though they go on with the saying, by their cue above.

    In "denied that it had met the envoys and accused Sofia of lying" the accusing has the tense and the subject of the denying.
    """
    syntax, raised = reading.syntax, {}
    for i in cues:
        head = syntax.tokens[i].head
        above = syntax.tokens[head].head
        if syntax.tokens[i].dep != "conj" or syntax.children(i, "nsubj", "nsubjpass", "aux", "auxpass", "mark"):
            continue
        said_below = syntax.tokens[head].dep == "ccomp" and head not in cues and above in cues and above < head
        if said_below and syntax.tokens[above].tag == syntax.tokens[i].tag:
            raised[i] = above
    return raised


# ---------------------------------------------------------------------------------------------------------- quotations
def _given(reading: Reading, candidates: Sequence[tuple[int, Cue]]) -> dict[int, tuple[Quotation, ...]]:
    """For each cue the quotations that are nearest to it."""
    given: dict[int, tuple[Quotation, ...]] = {}
    takers = [(i, cue) for i, cue in candidates if "quote" in cue.stances]
    for quotation in reading.direct:
        ranked = sorted((_distance(reading, i, cue, quotation), _gap(reading, i, quotation), i) for i, cue in takers)
        if ranked and ranked[0][0] < _FAR:
            given[ranked[0][2]] = (*given.get(ranked[0][2], ()), quotation)
    return given


def _gap(reading: Reading, i: int, quotation: Quotation) -> int:
    token = reading.tokens[i]
    return max(quotation.start - token.end, token.start - quotation.end)


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
    content, form = found or (None, "")
    if quotations:
        content, form = with_quotations(content, quotations), "quote"
    stance = cue.stances.get(form, next(iter(cue.stances.values())))
    negated = _is_negated(reading, i, cues)
    if form not in {"quote", ""} and not negated and _is_unreal(reading, i, cues):
        content, form = None, ""
    token = reading.tokens[i]
    said = Attributed(
        speaker=_speaker(reading, i, form, cues),
        cue=i,
        cue_span=(token.start, token.end),
        content=content,
        stance=stance,
        basis=f"cue.{form}" if form else "cue",
        addressee=_addressee(reading, i),
        relay=_relay(reading, i, cues),
        quotations=quotations,
        guarded=cue.guarded or (found is not None and content is None),
    )
    if not negated:
        return said
    return replace(said, stance=_NEGATED.get(stance, stance), negated=stance not in _NEGATED)


def _relaying(reading: Reading, i: int, cues: Cues) -> int | None:
    """The verb by which somebody passes on what is said at i: "was quoted as saying"."""
    syntax = reading.syntax
    above = syntax.tokens[i].head
    if syntax.tokens[i].dep != "pcomp" or syntax.lemma(above) != "as":
        return None
    relay = syntax.tokens[above].head
    return relay if syntax.lemma(relay) in cues.relays else None


def _relay(reading: Reading, i: int, cues: Cues) -> int | None:
    """The head of who passes it on, None where nobody is named."""
    relay = _relaying(reading, i, cues)
    return _first(reading, reading.syntax.agent(relay), cues) if relay is not None else None


def _speaker(reading: Reading, i: int, form: str, cues: Cues) -> int | None:
    """Subject of the verb; "X was quoted (by Y) as saying": X; of an inverted or broken sentence the noun beside the cue."""
    syntax = reading.syntax
    relay = _relaying(reading, i, cues)
    if relay is not None:
        return _first(reading, syntax.patient(relay), cues)
    found = _first(reading, syntax.agent(reading.raised.get(i, i)), cues)
    if found is None and form == "clause":
        return misread_subject(reading, i)
    if found is None and form == "quote":
        return _first(reading, _nouns_beside(reading, i), cues)
    return found


def _first(reading: Reading, heads: Sequence[int], cues: Cues) -> int | None:
    for head in heads:
        token = reading.tokens[head]
        spoken = token.text.lower() not in cues.silent and token.lemma not in cues.silent
        if spoken and token.pos in _NOMINAL and reading.quotation_at(head) is None:
            return head
    return None


def _nouns_beside(reading: Reading, i: int) -> list[int]:
    """The noun right behind or before the cue, where the parse gives the verb no subject."""
    near = [*range(i + 1, min(i + 8, len(reading.tokens))), *range(i - 1, max(i - 6, -1), -1)]
    heads = [
        j for j in near if reading.tokens[j].pos in {"PROPN", "PRON", "NOUN"} and reading.tokens[j].dep != "compound"
    ]
    return [j for j in heads if reading.tokens[j].dep not in {"pobj", "poss", "npadvmod", "dobj"}][:1]


def _is_negated(reading: Reading, i: int, cues: Cues) -> bool:
    """Is the verb negated, or below a word of refusing ("declined to say", "declined to confirm or deny", "without saying")?"""
    syntax = reading.syntax
    if syntax.children(i, "neg"):
        return True
    head = syntax.tokens[i].head
    if syntax.lemma(head) == "without":
        return True
    if syntax.tokens[i].dep == "conj" and not syntax.children(i, "aux", "nsubj") and syntax.is_infinitive(head):
        return _is_negated(reading, head, cues)
    return (
        head != i
        and syntax.is_infinitive(i)
        and (syntax.lemma(head) in cues.refusals or bool(syntax.children(head, "neg")))
    )


def _is_unreal(reading: Reading, i: int, cues: Cues) -> bool:
    """Is the saying only wished, planned or possible ("wants to announce", "could say"), so that nothing was said yet?"""
    syntax = reading.syntax
    if any(syntax.lemma(j) in _MODALS for j in syntax.children(i, "aux")):
        return True
    token = reading.tokens[i]
    return token.dep in {"xcomp", "acl"} and syntax.is_infinitive(i) and syntax.lemma(token.head) not in cues.leads


def _addressee(reading: Reading, i: int) -> int | None:
    """Whom it was said to: "told reporters", "said to the envoy"."""
    syntax = reading.syntax
    if syntax.lemma(i) in _TOLD:
        objects = [j for j in syntax.children(i, "dobj", "dative") if reading.quotation_at(j) is None]
        return objects[0] if objects else None
    heads = syntax.preposition_objects(i, "to")
    return heads[0] if heads and reading.tokens[heads[0]].pos in {"NOUN", "PROPN", "PRON"} else None
