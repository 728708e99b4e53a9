"""Is it so? What negation, auxiliaries and the words above a clause make of the state that it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.lexicon.process_kinds import Kinds

from .reading import Reading

Look = Literal["told", "ahead", "denied", "open", "decided"]
_CLAUSE = frozenset({"xcomp", "ccomp", "acl", "pcomp", "csubj", "conj", "dep"})
#: Clauses whose content is taken for granted, whatever the clause above says.
_GRANTED = frozenset({"relcl", "advcl", "appos", "parataxis"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """look: told as so; decided on, or ahead; denied; open (asked for, possible, conditional). word: what made it so.

    granted: it stands in a clause that is taken for granted, whoever speaks and whatever he makes of the rest.
    """

    look: Look
    word: str = ""
    granted: bool = False


TOLD = Outlook(look="told")
GRANTED = Outlook(look="told", granted=True)


def outlook_of(reading: Reading, i: int, kinds: Kinds) -> Outlook:
    """How what token i tells is meant: a verb by its clause and those above, a noun by the words that it depends on."""
    if reading.syntax.is_verb(i) and reading.tokens[i].dep != "amod":
        return _of_clause(reading, i, kinds)
    return _of_noun(reading, i, kinds)


def _of_clause(reading: Reading, verb: int, kinds: Kinds) -> Outlook:
    own = _own(reading, verb, kinds)
    if own is not None:
        return own
    syntax, tokens = reading.syntax, reading.tokens
    inner = verb
    for j in syntax.ancestors(verb):
        dep = tokens[inner].dep
        infinitive = syntax.is_infinitive(inner)
        if dep in _GRANTED and not (dep == "advcl" and infinitive):
            return GRANTED
        if dep == "acl" and not infinitive:
            return _of_content(reading, inner, j, kinds)
        if dep == "advcl":
            return Outlook(look="open", word="to")
        found = _above(reading, j, inner, kinds) if dep in _CLAUSE else None
        if found is not None:
            return found
        if dep == "conj" and not _shares(reading, inner):
            return TOLD if syntax.is_verb(j) and _own(reading, j, kinds) is None else _sure(reading, inner)
        inner = j
    return TOLD


def _of_content(reading: Reading, inner: int, noun: int, kinds: Kinds) -> Outlook:
    """A participle behind a noun is taken for granted; the content of a report or a charge is not."""
    reported = any(reading.syntax.lemma(j) == "that" for j in reading.syntax.children(inner, "mark"))
    if reported and not kinds.has("sure", reading.syntax.lemma(noun)):
        return Outlook(look="open", word=reading.syntax.lemma(noun))
    return GRANTED


def _sure(reading: Reading, verb: int) -> Outlook:
    """A finite verb behind "and" has its own outlook."""
    return (
        TOLD
        if reading.tokens[verb].tag in {"VBD", "VBZ", "VBP"} or reading.syntax.children(verb, "aux", "auxpass")
        else Outlook(look="open", word="conj")
    )


def _shares(reading: Reading, verb: int) -> bool:
    return reading.tokens[verb].tag in {"VB", "VBN", "VBG"} and not reading.syntax.children(
        verb, "aux", "nsubj", "nsubjpass"
    )


def _own(reading: Reading, verb: int, kinds: Kinds) -> Outlook | None:
    """Negation, auxiliaries and conjunctions of the clause itself."""
    syntax, tokens = reading.syntax, reading.tokens
    auxiliaries = {syntax.lemma(j) for j in syntax.children(verb, "aux")}
    never = kinds.words["auxiliary.never"]
    marks = [syntax.lemma(j) for j in syntax.children(verb, "mark")]
    if any(kinds.has("auxiliary.conditions", mark) for mark in marks):
        return Outlook(look="open", word=marks[0])
    if tokens[verb].dep == "pcomp" and syntax.lemma(tokens[verb].head) == "without":
        return Outlook(look="denied", word="without")
    if syntax.children(verb, "neg") or any(
        syntax.lemma(j) in never for j in syntax.children(verb, "advmod", "preconj")
    ):
        return Outlook(look="denied", word="not")
    if any(
        syntax.lemma(j) in never
        for s in syntax.children(verb, "nsubj", "nsubjpass")
        for j in (s, *syntax.children(s, "det"))
    ):
        return Outlook(look="denied", word="no")
    for group, look in _AUXILIARIES:
        hit = auxiliaries & kinds.words[f"auxiliary.{group}"]
        if hit and group != "possible" and _has_condition(reading, verb, kinds):
            return Outlook(look="open", word="if")
        if hit:
            return Outlook(look="open" if "have" in auxiliaries and group == "would" else look, word=min(hit))
    forms = {tokens[j].tag for j in (verb, *syntax.children(verb, "aux", "auxpass"))}
    if "before" in marks and forms & {"VBZ", "VBP"}:
        return Outlook(look="open", word="before")
    return None


_AUXILIARIES: tuple[tuple[str, Look], ...] = (("future", "ahead"), ("would", "ahead"), ("possible", "open"))


def _has_condition(reading: Reading, verb: int, kinds: Kinds) -> bool:
    """`Would pull back if the truce held`."""
    syntax = reading.syntax
    clauses = syntax.children(verb, "advcl")
    return any(kinds.has("auxiliary.conditions", syntax.lemma(m)) for c in clauses for m in syntax.children(c, "mark"))


def _above(reading: Reading, j: int, inner: int, kinds: Kinds) -> Outlook | None:
    """What the word j above makes of the clause `inner`."""
    syntax = reading.syntax
    lemma, infinitive = syntax.lemma(j), syntax.is_infinitive(inner)
    dep = reading.tokens[inner].dep
    if dep == "conj":
        return (_own(reading, j, kinds) or None) if _shares(reading, inner) else None
    if syntax.is_verb(j):
        if lemma == "have" and infinitive and dep == "xcomp":
            yet = any(syntax.lemma(k) == "yet" for k in (*syntax.children(j), *syntax.children(inner)))
            return Outlook(look="denied" if yet else "open", word="have to")
        if kinds.has("denials", lemma):
            return Outlook(look="open", word=lemma)
        if kinds.has("refused.verbs", lemma):
            return Outlook(look="denied", word=lemma)
        above = _own(reading, j, kinds)
        if lemma == "be" and infinitive and reading.tokens[j].dep == "relcl" and reading.tokens[j].tag == "VBD":
            return Outlook(look="open", word="was to")
        if infinitive or dep == "pcomp":
            return _governed(kinds, "verbs", lemma) or (above if infinitive else None)
        asked = kinds.has("wanted.verbs", lemma) and _is_wish(reading, inner, j)
        return Outlook(look="open", word=lemma) if asked else _unsaid(reading, j, kinds)
    if infinitive or dep in {"pcomp", "acl"}:
        pos = "adjectives" if reading.tokens[j].pos == "ADJ" else "nouns"
        return _governed(kinds, pos, lemma) or (
            Outlook(look="open", word=lemma) if infinitive and pos == "nouns" else None
        )
    return None


def _unsaid(reading: Reading, j: int, kinds: Kinds) -> Outlook | None:
    """`We do not say that the line has been cut`, `it is not true that ...`."""
    own = _own(reading, j, kinds)
    return own if own is not None and own.look == "denied" else None


def _is_wish(reading: Reading, inner: int, above: int) -> bool:
    """`Asked that it be lifted`, `if`-less but hoped or feared: no plain report."""
    verbs = sorted({inner, *reading.syntax.children(inner, "aux", "auxpass")})
    reporting = above if reading.syntax.lemma(above) in {"tell", "insist", "argue", "speak"} else None
    return reporting is None or reading.tokens[verbs[0]].tag == "VB"


def _governed(kinds: Kinds, pos: str, lemma: str) -> Outlook | None:
    """What a verb, noun or adjective makes of the infinitive or -ing form below it."""
    if pos == "verbs" and kinds.has("decided.verbs", lemma):
        return Outlook(look="decided", word=lemma)
    if pos in {"verbs", "nouns", "adjectives"} and kinds.has(f"planning.{pos}", lemma):
        return Outlook(look="ahead", word=lemma)
    if kinds.has(f"wanted.{pos}", lemma):
        return Outlook(look="open", word=lemma)
    status = kinds.modality.status(pos, lemma)
    looks: dict[str, Look] = {
        "planned": "ahead",
        "hypothetical": "open",
        "not_occurred": "denied",
        "cancelled": "denied",
        "postponed": "open",
    }
    return Outlook(look=looks[status], word=lemma) if status in looks else None


#: What stands behind these has happened.
_GRANTING = frozenset({"after", "since", "following", "despite"})
_BEFORE_NOUN: tuple[tuple[str, Look], ...] = (
    ("auxiliary.never", "denied"),
    ("wanted.adjectives", "open"),
    ("planning.adjectives", "ahead"),
)


def _of_noun(reading: Reading, i: int, kinds: Kinds) -> Outlook:
    """How a noun for a change is meant: "the suspension of talks", "a call for an end to", "no resumption"."""
    syntax, tokens = reading.syntax, reading.tokens
    for j in syntax.children(i, "det", "amod", "neg"):
        for group, look in _BEFORE_NOUN:
            if kinds.has(group, syntax.lemma(j)):
                return Outlook(look=look, word=syntax.lemma(j))
    token = tokens[i]
    above = token.head
    if token.dep == "conj" and above != i:
        return _of_noun(reading, above, kinds)
    if token.dep == "pobj":
        preposition = syntax.lemma(above)
        if kinds.has("planning.prepositions", preposition):
            return Outlook(look="ahead", word=preposition)
        if preposition == "without":
            return Outlook(look="denied", word="without")
        return TOLD if preposition in _GRANTING else _behind(reading, tokens[above].head, preposition, kinds)
    if syntax.is_verb(above) and token.dep in {"dobj", "nsubj", "nsubjpass", "attr", "oprd"}:
        return _with_verb(reading, i, above, kinds)
    return TOLD


def _behind(reading: Reading, above: int, preposition: str, kinds: Kinds) -> Outlook:
    """A noun behind a preposition: what that hangs on decides."""
    lemma = reading.syntax.lemma(above)
    if reading.syntax.is_verb(above):
        if kinds.has("wanted.verbs", lemma) and preposition in {"for", "on", "to", "of", "about", "against", "with"}:
            return Outlook(look="open", word=lemma)
        return _of_clause(reading, above, kinds) if preposition in {"to", "in", "with", "on", "for"} else TOLD
    if kinds.has("wanted.nouns", lemma):
        return Outlook(look="open", word=lemma)
    if kinds.has("planning.nouns", lemma):
        return Outlook(look="ahead", word=lemma)
    return TOLD


def _with_verb(reading: Reading, i: int, verb: int, kinds: Kinds) -> Outlook:
    lemma, dep = reading.syntax.lemma(verb), reading.tokens[i].dep
    passive = reading.syntax.is_passive(verb)
    own = _own(reading, verb, kinds)
    if own is not None and own.look in {"open", "denied"}:
        return own
    if dep == "dobj" or (passive and dep == "nsubjpass"):
        if kinds.has("refused.verbs", lemma):
            return Outlook(look="denied", word=lemma)
        if kinds.has("passing", lemma):
            return _of_clause(reading, verb, kinds)
        if kinds.modality.status("verbs", lemma) in {"postponed", "cancelled"}:
            return Outlook(look="open", word=lemma)
        particles = [f"{lemma}_{reading.syntax.lemma(j)}" for j in reading.syntax.children(verb, "prt")]
        if any(kinds.has("wanted.verbs", name) for name in (lemma, *particles)):
            return Outlook(look="open", word=lemma)
        if kinds.has("planning.verbs", lemma) and not kinds.has("copulas", lemma):
            return Outlook(look="ahead", word=lemma)
    return _of_clause(reading, verb, kinds)
