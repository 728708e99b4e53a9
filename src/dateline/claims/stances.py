"""What a speaker says of a fact, by the words of the content: who asserts that nothing happened denies it; "must" demands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Claim, Stance

from .cues import Subjects
from .references import is_negated
from .scene import Scene, Word

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "attr", "nsubj", "nsubjpass", "pobj", "expl"})
_BESIDE_THE_VERB = frozenset({"nsubj", "attr", "acomp", "oprd", "pobj", "ROOT", "dobj", "ccomp", "appos", "amod"})
_PAST = frozenset({"VBD", "VBN"})
_MAIN = frozenset({"ROOT", "ccomp", "conj", "parataxis"})


def settle_stances(scene: Scene, claims: Sequence[Claim], subjects: Subjects) -> list[Claim]:
    """The claims, in order of the text, those that assert something with the stance that their content tells."""
    settled: list[Claim] = []
    for claim in claims:
        stance: Stance = claim.stance
        if stance == "asserts":
            stance = _of_content(scene, claim, subjects)
        if stance == "asserts" and settled and _goes_on_denying(scene, claim, settled[-1], subjects):
            stance = "denies"
        settled.append(claim if stance == claim.stance else replace(claim, stance=stance))
    return settled


def _of_content(scene: Scene, claim: Claim, subjects: Subjects) -> Stance:
    words = scene.content(claim)
    if _is_called_untrue(claim, words, subjects) or _is_negated_fact(words, subjects):
        return "denies"
    for word in words:
        if word.token.dep in _MAIN and word.syntax.is_verb(word.token.i):
            if _is_demanded(scene, claim, word, subjects):
                return "demands"
            if _is_foretold(scene, claim, word, subjects):
                return "predicts"
    return "asserts"


def _is_called_untrue(claim: Claim, words: Sequence[Word], subjects: Subjects) -> bool:
    """Is something called a fabrication ("called it a novel", "'It is a fairy tale'"), or said to have been made up?"""
    for word in words:
        token, lemma = word.token, word.token.lemma.lower()
        if lemma in subjects.inventions and token.dep in _BESIDE_THE_VERB:
            named = claim.basis == "cue.as" or (claim.basis == "cue.object" and token.start > claim.start)
            verb = word.syntax.tokens[token.head]
            said_of = [
                k.lemma.lower()
                for k in (word.syntax.tokens[j] for j in word.syntax.children(verb.i))
                if k.dep in _SUBJECTS
            ]
            told = {*subjects.act_pronouns, *subjects.accounts, *subjects.nouns}
            if named or (verb.lemma == "be" and any(lemma in told for lemma in said_of)) or token.dep == "ROOT":
                return True
        if lemma in subjects.invents and token.tag == "VBN" and word.below("nsubjpass", "auxpass"):
            return True
    return False


def _is_negated_fact(words: Sequence[Word], subjects: Subjects) -> bool:
    """Is an act that can be seen said not to have been done ("had fired no shell", "no meeting took place")?"""
    if any(word.token.text.lower() in subjects.not_yet for word in words):
        return False
    for word in words:
        token, lemma = word.token, word.token.lemma.lower()
        types = subjects.verbs.get(lemma) if word.syntax.is_verb(token.i) else subjects.nouns.get(lemma)
        if not types or not types & subjects.facts or not is_negated(word, subjects.negating):
            continue
        verb = word.syntax.governing_verb(token.i)
        if _is_past(word, verb) and (verb == token.i or token.dep in _OBJECTS):
            return True
    return False


def _is_past(word: Word, verb: int) -> bool:
    """Is the verb in the past or perfect, and no modal above it?"""
    syntax = word.syntax
    aux = [syntax.tokens[j] for j in syntax.children(verb, "aux", "auxpass")]
    if any(token.tag in {"MD", "TO"} for token in aux):
        return False
    return syntax.tokens[verb].tag in _PAST or any(token.tag == "VBD" or token.lemma == "have" for token in aux)


def _is_demanded(scene: Scene, claim: Claim, verb: Word, subjects: Subjects) -> bool:
    """Is somebody else obliged, or an act in the passive ("Turkey must withdraw", "the embargo must be lifted")?"""
    if not any(token.lemma in subjects.obliges for token in verb.below("aux")):
        return False
    for subject in verb.below(*_SUBJECTS):
        if subject.dep == "nsubjpass":
            return verb.token.lemma in subjects.verbs
        actors = [m for m in scene.actors(claim.start, claim.end) if m.start <= subject.start < m.end]
        return verb.token.lemma != "be" and any(m.country and m.country != claim.country for m in actors)
    return False


def _is_foretold(scene: Scene, claim: Claim, verb: Word, subjects: Subjects) -> bool:
    """Is told what will become of something that is not the speaker's to decide ("the truce will collapse")?"""
    will = any(token.text.lower() in subjects.coming for token in verb.below("aux"))
    if not will or verb.token.lemma not in subjects.becomes:
        return False
    actors = scene.actors(claim.start, claim.end)
    own = [s for s in verb.below(*_SUBJECTS) if s.pos == "PRON" or any(m.start <= s.start < m.end for m in actors)]
    return not own


def _goes_on_denying(scene: Scene, claim: Claim, before: Claim, subjects: Subjects) -> bool:
    """Are these the next words of who denied, on the same ("It had not been a meeting, he said. 'A meeting has an agenda.'")?"""
    if before.stance != "denies" or not claim.quoted or not _is_same_speaker(claim, before):
        return False
    here, there = scene.sentence_at(claim.start), scene.sentence_at(before.start)
    if here is None or there is None or here.paragraph - there.paragraph > 1:
        return False
    denied = {word.token.lemma.lower() for word in scene.content(before)} & subjects.nouns.keys()
    again = [word for word in scene.content(claim) if word.token.lemma.lower() in denied and word.token.pos == "NOUN"]
    return any(all(token.lemma not in subjects.definite for token in word.below("det")) for word in again)


def _is_same_speaker(claim: Claim, before: Claim) -> bool:
    """May the two be one person, as far as their names and states tell?"""
    if claim.speaker.entity_id == before.speaker.entity_id:
        return True
    if claim.country and before.country and claim.country != before.country:
        return False
    return before.speaker.kind != "person" or claim.speaker.kind != "person"
