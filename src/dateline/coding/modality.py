"""Did it happen? Status of an act from negation, auxiliaries and the words that govern its clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from dateline.lexicon import Codebook
from dateline.lexicon.timewords import load_tense_words
from dateline.records import Status
from dateline.syntax import Syntax

from .matching import NOT_FACTUAL, Match, Matcher

_FUTURE = frozenset({"will", "shall", "'ll", "wo"})
#: "will not", "would not": a refusal.
_WILLED = _FUTURE | {"would", "'d"}
_POSSIBLE = frozenset({"may", "might", "could", "can"})
#: What somebody says that another must do, he demands.
_OBLIGED = frozenset({"should", "must", "ought", "need"})
_CONDITIONAL = frozenset({"if", "unless", "whether", "lest", "before", "until", "once"})
_NEGATIVE = frozenset({"no", "neither", "never"})
#: A noun act behind these is only a topic ("differences over the attack", "a report on the talks").
_TOPIC = frozenset(
    {"on", "about", "over", "regarding", "concerning", "for", "toward", "towards", "of", "into", "against"}
)
#: A noun act behind these is where something was said, not what was said ("urged restraint at a meeting").
SETTING = frozenset({"in", "at", "during", "after", "following", "before"})
_DURING = frozenset({"in", "at", "during"})
_OUTSIDE = frozenset({"nsubj", "nsubjpass", "csubj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_AHEAD = frozenset({"before", "ahead", "until", "pending"})
#: Basis of what must or should be done.
OBLIGATION = "obligation"
#: Basis of what would follow if something else happened: of a violent act it is a threat.
IF_THEN = "if-then"
#: Negated acts of these types are news ("did not meet", "no attack"); that somebody did not praise anybody is none.
_NEWS_IF_NOT = frozenset({"CONSULT", "ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
#: How a participle hangs on the noun that it tells something of ("the minister, visiting Lima, said").
_BESIDE_A_NOUN = frozenset({"acl", "advcl", "amod"})
_CLAUSE = frozenset({"xcomp", "ccomp", "acl", "advcl", "conj", "pcomp", "csubj"})


_STATUSES: dict[str, Status] = {status: status for status in get_args(Status)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Status and the rule that gave it; `declined` is the reason where the words tell no act at all."""

    status: Status
    basis: str
    declined: str = ""
    perfect: str = ""


def judge(match: Match, matcher: Matcher, codebook: Codebook) -> Verdict:
    """Status of a match. Rule order: fixed by the frame, inside another act, negated, governed, tense.

    Source: PLOVER 2.0 general rules G.1 and G.2 (future and hypothetical acts); the word lists are lexicon/modality.yaml.
    """
    syntax = matcher.syntax
    outer = _outer_act(match, matcher)
    if outer is not None and _is_agreed_besides(match, outer, syntax):
        return Verdict(status="planned", basis="agreed-besides")
    if outer is not None:
        return Verdict(status="hypothetical", basis="inside", declined=f"coding.inside: told inside {outer.frame.id}")
    verb = syntax.governing_verb(match.trigger)
    perfect = _perfect(syntax, verb)
    status, basis = _first_status(match, syntax, codebook, verb) or (_tense(syntax, verb, match), "tense")
    if match.frame.type == "MOBILIZE" and _is_state(syntax, verb):
        return Verdict(status="ongoing", basis="state", declined="coding.standing: a state of things, not an act")
    if status == "purpose":
        reason = f"coding.{basis}: an aim or a topic, not an act"
        return Verdict(status="hypothetical", basis=basis, declined=reason, perfect=perfect)
    if status == "not_occurred" and basis != "refused" and match.frame.type not in _NEWS_IF_NOT:
        reason = f"coding.{basis}: it did not happen"
        return Verdict(status="not_occurred", basis=basis, declined=reason, perfect=perfect)
    if basis == "conditional":
        return Verdict(
            status="hypothetical", basis=basis, declined="coding.conditional: only if or before", perfect=perfect
        )
    if match.frame.status and status not in {"not_occurred", "hypothetical"}:
        return Verdict(status=match.frame.status, basis=f"frame+{basis}", perfect=perfect)
    return Verdict(status=_STATUSES[status], basis=basis, perfect=perfect)


def _first_status(match: Match, syntax: Syntax, codebook: Codebook, verb: int) -> tuple[str, str] | None:
    if match.frame.kind == "noun":
        noun = _noun_status(match.trigger, syntax, codebook)
        if noun is not None:
            return noun
    token = syntax.tokens[match.trigger]
    setting = token.dep == "pobj" and syntax.lemma(token.head) in _DURING  # "promised in a call to free them"
    governed = match.frame.kind == "noun" and token.dep not in {"nsubj", "csubj"} and not setting
    for found in _clause_statuses(verb, syntax, codebook, is_trigger=not governed):
        return found
    if match.noun is not None and any(syntax.lemma(j) == "no" for j in syntax.children(match.noun, "det")):
        return "not_occurred", "negation"
    return None


def _outer_act(match: Match, matcher: Matcher) -> Match | None:
    """The asked, promised, refused or alleged act that this one is only the content of, if there is one."""
    syntax, i = matcher.syntax, match.trigger
    inner = i
    is_setting = match.frame.kind == "noun" and syntax.lemma(syntax.tokens[i].head) in SETTING
    for j in syntax.ancestors(i):
        dep = syntax.tokens[inner].dep
        if dep == "conj":
            if syntax.tokens[inner].tag in _FINITE and syntax.tokens[j].tag == "VB":
                return None  # "urged them to talk and offered": a finite verb is no part of the infinitive
        elif (
            dep in {"relcl", "appos"}
            or (dep == "advcl" and not syntax.is_infinitive(inner))
            or _is_done_to(inner, syntax)
        ):
            return None
        elif syntax.is_verb(j) or syntax.tokens[j].pos == "NOUN":
            outer = matcher.verb(j) if syntax.is_predicate(j) else None
            aside = dep in _OUTSIDE or (
                dep == "advcl" and not (outer and outer.frame.complement and inner in outer.complements)
            )
            if outer is not None and outer.frame.type in NOT_FACTUAL and not aside:
                return None if is_setting else outer
        inner = j
    return None


def _is_agreed_besides(match: Match, outer: Match, syntax: Syntax) -> bool:
    """Is it a meeting that was agreed on beside something else ("agreed to swap lists and to meet again in May")?"""
    if outer.frame.type != "AGREE" or match.frame.type != "CONSULT" or match.frame.kind != "verb":
        return False
    verb = syntax.tokens[match.trigger]
    told = outer.embedded is not None and outer.embedded.type == "CONSULT"
    return verb.dep == "conj" and verb.head in outer.complements and not told


def _noun_status(i: int, syntax: Syntax, codebook: Codebook) -> tuple[str, str] | None:
    """Status that stands on the noun itself: "no attack", "planned talks", "ahead of talks", "a report on the talks"."""
    for j in syntax.children(i, "det", "amod", "neg", "compound"):
        if syntax.lemma(j) in _NEGATIVE:
            return "not_occurred", "negation"
        status = codebook.modality.status("adjectives", syntax.lemma(j))
        if status:
            return status, f"modality.{syntax.lemma(j)}"
    token = syntax.tokens[i]
    if token.dep == "pobj":
        preposition = syntax.lemma(token.head)
        above = syntax.lemma(syntax.tokens[token.head].head)
        if preposition in _AHEAD or above in _AHEAD:
            return "planned", f"modality.{preposition}"
        if preposition in _TOPIC and not syntax.preposition_objects(i, "between"):
            return "purpose", "topic"
        if not syntax.is_verb(syntax.tokens[token.head].head):
            return _above_noun(syntax.tokens[token.head].head, syntax, codebook)
    return None


def _above_noun(i: int, syntax: Syntax, codebook: Codebook) -> tuple[str, str] | None:
    status = codebook.modality.status("nouns", syntax.lemma(i))
    return (status, f"modality.{syntax.lemma(i)}") if status else None


def _clause_statuses(verb: int, syntax: Syntax, codebook: Codebook, *, is_trigger: bool) -> Iterator[tuple[str, str]]:
    """Statuses that the verb's own clause and the clauses above it give, nearest first."""
    if _is_charge(verb, syntax, codebook):
        yield "purpose", "charge"
    own = _own_status(verb, syntax)
    if own is not None:
        yield own
    if not is_trigger:
        yield from _verb_status(verb, syntax, codebook)
    inner = verb
    for j in syntax.ancestors(verb):
        dep = syntax.tokens[inner].dep
        if dep == "relcl" or (dep == "advcl" and not syntax.is_infinitive(inner)) or _is_done_to(inner, syntax):
            return
        yield from _above(j, inner, syntax, codebook)
        inner = j


def _is_done_to(i: int, syntax: Syntax) -> bool:
    """Is it a participle that tells what befell a noun ("promised to free the men seized last week")? That is a fact of its own."""
    return syntax.tokens[i].dep == "acl" and syntax.tokens[i].tag == "VBN" and not syntax.is_infinitive(i)


def _above(j: int, inner: int, syntax: Syntax, codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Statuses that the word j gives to the clause `inner` below it."""
    dep = syntax.tokens[inner].dep
    if dep == "xcomp" and syntax.lemma(j) == "have" and syntax.is_infinitive(inner):
        yield "hypothetical", OBLIGATION
    if syntax.is_verb(j) and dep in _CLAUSE:
        if dep != "conj":
            yield from _verb_status(j, syntax, codebook)
        above = _own_status(j, syntax)
        if above is not None and (dep == "xcomp" or (dep == "conj" and _shares_auxiliary(inner, syntax))):
            yield above
    elif dep in {"acl", "pcomp", "xcomp", "ccomp"}:
        found = _governor_status(j, syntax, codebook)
        if found is not None:
            yield found


def _verb_status(i: int, syntax: Syntax, codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Status from a governing verb, alone or with its particle ("call off")."""
    names = [syntax.lemma(i), *(f"{syntax.lemma(i)}_{syntax.lemma(j)}" for j in syntax.children(i, "prt"))]
    for name in reversed(names):
        status = codebook.modality.status("verbs", name)
        if status:
            yield status, f"modality.{name}"
            return


def _governor_status(i: int, syntax: Syntax, codebook: Codebook) -> tuple[str, str] | None:
    """Status from a noun or adjective above an infinitive: "a plan to attack", "ready to help"."""
    for pos in ("nouns", "adjectives"):
        status = codebook.modality.status(pos, syntax.lemma(i))
        if status:
            return status, f"modality.{syntax.lemma(i)}"
    return None


def _is_charge(verb: int, syntax: Syntax, codebook: Codebook) -> bool:
    """As in "jailed a student for helping rebels": what somebody is punished for is the charge, not an act that is told."""
    token = syntax.tokens[verb]
    if token.dep != "pcomp" or syntax.lemma(token.head) != "for":
        return False
    above = syntax.tokens[token.head].head
    return codebook.modality.status("punishing", syntax.lemma(above)) is not None


def _own_status(verb: int, syntax: Syntax) -> tuple[str, str] | None:
    """Negation, auxiliaries and conjunctions of one clause."""
    if syntax.tokens[verb].dep == "pcomp" and syntax.lemma(syntax.tokens[verb].head) == "without":
        return "not_occurred", "without"
    auxiliaries = {syntax.lemma(j) for j in syntax.children(verb, "aux")}
    if syntax.children(verb, "neg") and auxiliaries & _WILLED and "have" not in auxiliaries:
        return "not_occurred", "refused"
    if syntax.children(verb, "neg") or any(
        syntax.lemma(j) in _NEGATIVE for j in syntax.children(verb, "advmod", "preconj")
    ):
        return "not_occurred", "negation"
    subjects = syntax.children(verb, "nsubj", "nsubjpass")
    if any(
        syntax.lemma(j) in {"no", "none", "neither", "nobody"}
        for s in subjects
        for j in [s, *syntax.children(s, "det")]
    ):
        return "not_occurred", "negation.subject"
    if any(syntax.lemma(j) in _CONDITIONAL for j in syntax.children(verb, "mark")):
        return "hypothetical", "conditional"
    if auxiliaries & _FUTURE:
        return "planned", "future"
    if auxiliaries & {"would", "'d"} and "have" not in auxiliaries:
        return ("hypothetical", IF_THEN) if _has_condition(verb, syntax) else ("planned", "future-in-past")
    if auxiliaries & _OBLIGED:
        return "hypothetical", OBLIGATION
    if auxiliaries & _POSSIBLE:
        return "hypothetical", "modal"
    return None


def _has_condition(verb: int, syntax: Syntax) -> bool:
    """Does an if-clause stand with the verb?"""
    clauses = syntax.children(verb, "advcl")
    return any(syntax.lemma(m) in _CONDITIONAL for clause in clauses for m in syntax.children(clause, "mark"))


def _shares_auxiliary(inner: int, syntax: Syntax) -> bool:
    """In "will meet and discuss" the second verb has no auxiliary of its own and the bare form."""
    return syntax.tokens[inner].tag == "VB" and not syntax.children(inner, "aux", "nsubj")


def _tense(syntax: Syntax, verb: int, match: Match) -> str:
    token = syntax.tokens[verb]
    auxiliaries = {syntax.lemma(j) for j in syntax.children(verb, "aux")}
    if syntax.is_infinitive(verb) and match.frame.kind == "verb":
        head = syntax.tokens[token.head]
        if token.dep == "xcomp" and head.lemma == "be":
            return "planned"
        if token.dep in {"acl", "advcl", "xcomp"} and head.lemma not in {
            "manage",
            "begin",
            "start",
            "continue",
            "help",
            "move",
            "proceed",
        }:
            return "purpose"
    if token.tag == "VBG" and match.frame.kind == "verb":
        beside = token.dep in _BESIDE_A_NOUN and not auxiliaries and token.lemma.lower() in load_tense_words().dwelling
        if "be" in auxiliaries or beside:
            return "ongoing"
    return "occurred"


def _is_state(syntax: Syntax, verb: int) -> bool:
    """Is it said in the passive of the present, without an agent ("troops are stationed in")?"""
    forms = [syntax.tokens[j].tag for j in syntax.children(verb, "auxpass")]
    has_other = syntax.children(verb, "aux", "agent")
    return bool(forms) and forms[0] in {"VBZ", "VBP"} and not has_other


def _perfect(syntax: Syntax, verb: int) -> str:
    """Gives "past" for "had done", "present" for "has done", else ""; in a reported clause "had done" is only the past."""
    if syntax.tokens[verb].dep == "ccomp":
        return ""
    for j in syntax.children(verb, "aux"):
        if syntax.lemma(j) == "have":
            return "past" if syntax.tokens[j].tag == "VBD" else "present"
    return ""
