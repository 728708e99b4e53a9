"""Words that tell an act only as the content of something else: of an agreement, a report, a question or a denial."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.lexicon import Codebook
from dateline.records import Event
from dateline.syntax import Syntax

from .matching import Match
from .modality import Verdict
from .participants import Participants
from .roles import Cast

#: What stands behind these words and an agreement is what the agreement says ("a pact under which Lima will lend").
_BY_ITS_TERMS = frozenset({"under", "by", "through", "whereby", "wherein", "in"})
_WHICH = frozenset({"which", "whereby", "wherein"})
#: Words of a question: what somebody confers on, not what was done.
_QUESTION = frozenset({"how", "whether", "what", "where", "when"})
_NO_ANSWER = frozenset({"decline", "refuse"})
_UNANSWERED = frozenset({"confirm", "deny"})
#: Types that "called the strike a farce" is itself: it names what others did.
_JUDGING = frozenset({"ACCUSE", "SUPPORT"})
_NAMING = frozenset({"call", "brand", "label", "term", "dub"})
_ROUNDABOUT = "by"
_APPOINTED = frozenset({"meet", "hold", "visit", "travel", "convene"})
_BIDS = frozenset({"bid", "candidacy", "candidature"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "we"})


def is_content(match: Match, verdict: Verdict, syntax: Syntax, codebook: Codebook) -> str:
    """Why the words of a match are only the content of something else; "" if they tell an act."""
    for reason in (
        _of_terms(match, syntax, codebook),
        _of_question(match, syntax),
        _of_report(match, syntax, codebook),
        _of_denial(match, verdict, syntax),
        _of_bid(match, syntax),
        _of_agenda(match, verdict, syntax),
        _of_naming(match, syntax),
        _of_means(match, syntax),
    ):
        if reason:
            return f"coding.content: {reason}"
    return ""


def with_own_threat(match: Match, people: Participants, syntax: Syntax, cast: Cast) -> Participants:
    """Who warns of what his own side would do, with whom he warns; "Lima warned that prices would rise if ..." is no threat."""
    if match.frame.complement != "if" or people.declined:
        return people
    own = {actor.country for actor in people.actors if actor.country}
    subjects = [k for verb in match.complements for k in syntax.grammatical_subject(verb)]
    said = [cast.at(k) for k in subjects]
    if any(syntax.lemma(k).lower() in _PRONOUNS for k in subjects) or any(
        m is not None and m.country in own for m in said
    ):
        return replace(people, recipients=tuple(who for who in people.recipients if who.country not in own))
    return Participants(declined="coding.prediction: what others would do, or what would come about")


def is_nothing(event: Event, match: Match, syntax: Syntax, codebook: Codebook) -> bool:
    """`They did not meet`, on no day: that a meeting did not take place, or that they did not meet on Monday, is news."""
    dated = event.when.text and syntax.lemma(match.trigger) in _APPOINTED
    if event.type != "CONSULT" or event.status != "not_occurred" or dated:
        return False
    expected = codebook.classes["meeting"] | codebook.classes["talks"]
    awaited = match.frame.subjects and match.noun is not None and syntax.lemma(match.noun) in expected
    return event.basis.status.startswith("negation") and not awaited


def _clauses(i: int, syntax: Syntax) -> Iterator[int]:
    """The verb of a word's clause and the verbs above it, outward."""
    verb = syntax.governing_verb(i)
    yield verb
    for j in syntax.ancestors(verb):
        if syntax.is_verb(j):
            yield j


def _of_terms(match: Match, syntax: Syntax, codebook: Codebook) -> str:
    """`A pact under which Lima will lend Quito 20 million`."""
    for verb in _clauses(match.trigger, syntax):
        token = syntax.tokens[verb]
        if token.dep != "relcl" or syntax.lemma(token.head) not in codebook.classes["accord"]:
            continue
        for word in syntax.children(verb, "prep", "advmod"):
            behind = {syntax.lemma(word), *(syntax.lemma(k) for k in syntax.children(word, "pobj"))}
            if syntax.lemma(word) in _BY_ITS_TERMS and behind & _WHICH:
                return "what an agreement says, which is told to have been made"
    return ""


def _of_question(match: Match, syntax: Syntax) -> str:
    """`Conferred on how to deal with boats`."""
    for verb in _clauses(match.trigger, syntax):
        token = syntax.tokens[verb]
        asks = any(syntax.lemma(j) in _QUESTION for j in syntax.children(verb, "advmod", "mark"))
        if token.dep == "pcomp" and asks and syntax.tokens[token.head].pos == "ADP":
            return "what was asked or conferred on"
    return ""


def _of_report(match: Match, syntax: Syntax, codebook: Codebook) -> str:
    """`Asked about a report that he had signed the accord`, also where the parser has lost the noun ("a report, ..., that")."""
    for verb in _clauses(match.trigger, syntax):
        token = syntax.tokens[verb]
        that = next((j for j in syntax.children(verb, "mark") if syntax.lemma(j) == "that"), None)
        if that is None or token.dep not in {"acl", "ccomp", "relcl"}:
            continue
        noun = syntax.tokens[token.head]
        if noun.pos != "NOUN":
            about = (k for j in range(that) if syntax.lemma(j) == "about" for k in syntax.children(j, "pobj"))
            noun = next((syntax.tokens[k] for k in about), noun)
        governed = syntax.lemma(noun.head) if noun.dep == "pobj" else noun.dep
        if noun.lemma in codebook.classes["hearsay"] and governed in {"about", "of", "on", "dobj"}:
            return "what a report says that the text does not make its own"
    return ""


def _of_denial(match: Match, verdict: Verdict, syntax: Syntax) -> str:
    """`Denied that they had met`; `declined to confirm or deny that they met`."""
    inner = syntax.governing_verb(match.trigger)
    for j in syntax.ancestors(inner):
        if syntax.tokens[inner].dep == "ccomp" and syntax.lemma(j) in _UNANSWERED:
            above = [j, *syntax.ancestors(j)]
            if any(syntax.lemma(k) in _NO_ANSWER for k in above):
                return "neither confirmed nor denied"
            if syntax.lemma(j) == "deny" and verdict.status == "not_occurred":
                return "told only to be denied"
        if syntax.tokens[inner].dep in {"relcl", "acl", "advcl"}:
            return ""
        inner = j
    return ""


def _of_bid(match: Match, syntax: Syntax) -> str:
    """`Its bid to host the forum`."""
    for verb in _clauses(match.trigger, syntax):
        token = syntax.tokens[verb]
        if token.dep == "acl" and syntax.is_infinitive(verb) and syntax.lemma(token.head) in _BIDS:
            return "what somebody hopes to be given"
    return ""


def _of_agenda(match: Match, verdict: Verdict, syntax: Syntax) -> str:
    """`Parliament would examine the credit`: a body's own agenda is no appointment with others."""
    lone = match.frame.id == "consult.council-discusses" and verdict.status == "planned"
    return "a body's own agenda" if lone and not syntax.preposition_objects(match.trigger, "with") else ""


def _of_naming(match: Match, syntax: Syntax) -> str:
    """`Called the walkout a tantrum`: it judges an act of others."""
    particle = bool(match.frame.rest or syntax.children(match.trigger, "prt"))  # "called off the meeting"
    names = match.noun is not None and syntax.lemma(match.trigger) in _NAMING and not particle
    if not names or match.frame.type in _JUDGING:
        return ""
    called = [
        k for k in syntax.predicates(match.trigger) if syntax.tokens[k].dep != "npadvmod" and k > (match.noun or 0)
    ]
    return "an act of others is given a name" if any(syntax.tokens[k].pos in {"NOUN", "ADJ"} for k in called) else ""


def _of_means(match: Match, syntax: Syntax) -> str:
    """`Retaliated by closing the road`: the means is the act; `under the mediation of`: how something else was done."""
    if match.frame.id == "assault.retaliate":
        means = syntax.preposition_objects(match.trigger, _ROUNDABOUT)
        if any(syntax.tokens[k].tag == "VBG" for k in means):
            return "the act is told by its means"
    token = syntax.tokens[match.trigger]
    if match.frame.kind == "noun" and match.frame.mode == "third-party" and token.dep == "pobj":
        return "how something else is done" if syntax.lemma(token.head) == "under" else ""
    return ""
