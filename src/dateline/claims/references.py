"""Words of a claim that refer to an act told elsewhere ("the meeting", "we met", "that decision", "it") or to what was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.records import Claim, Event, Token

from .cues import Subjects
from .scene import STEM, Scene, Word
from .ties import ACT_NOUN, BESIDE, NOUN, PRONOUN, VERB

_SAME_WORD, _DEFINITE = 0.2, 0.05
_CONTACT = frozenset({"CONSULT"})
_AGAINST = frozenset({"denies", "doubts"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A word that refers to an act, with the types that it may mean (none: any), and what is said of it.

    base: what the rule gives a tie. negated: said not to have happened. planned: yet to come. account: "own" or "other", for what
    was said before.
    """

    word: str
    kind: str
    types: frozenset[str] = frozenset()
    base: float = 0.0
    definite: bool = False
    negated: bool = False
    planned: bool = False
    account: str = ""

    def fits(self, event: Event, stems: frozenset[str]) -> float:
        """What the reference gives a tie to the event, 0 if it cannot mean it; `stems` are those of its trigger."""
        if self.account or (self.types and not self.types & {event.type, event.act}):
            return 0.0
        if (
            self.types
            and not self.planned
            and event.status in {"planned", "postponed"}
            and (self.negated or self.kind == "verb")
        ):
            return 0.0
        same = bool(self.types) and self.word[:STEM] in stems
        return self.base + (_SAME_WORD if same else 0.0) + (_DEFINITE if self.definite and self.types else 0.0)

    @property
    def reason(self) -> str:
        """The rule in words."""
        return f"{self.kind}: {self.word}"


def references(scene: Scene, claim: Claim, subjects: Subjects) -> Iterator[Reference]:
    """The references of a claim's content, in order of the text; words that name an event of their own refer to none."""
    words = scene.content(claim)
    own = _account(claim, words, subjects)
    if own:
        yield Reference(word=own[1], kind="account", account=own[0])
    triggers = [event.trigger for event in scene.events if claim.start <= event.trigger.start < claim.end]
    free = [word for word in words if not any(t.start <= word.token.start < t.end for t in triggers)]
    presence = subjects.presence.search(claim.text) if claim.stance == "denies" else None
    if presence is not None:
        yield Reference(word=presence[0], kind="verb", types=_CONTACT, base=NOUN, negated=True)
    for found, word in _in(free, subjects):
        denied = claim.stance in _AGAINST and (found.kind == "verb" or _only_took_place(word, subjects))
        yield replace(found, negated=found.negated or denied)


def _only_took_place(word: Word, subjects: Subjects) -> bool:
    """Does the content say of the noun no more than that it was ("the meeting had taken place", "the attack")?"""
    verb = word.syntax.tokens[word.syntax.governing_verb(word.token.i)]
    return verb.lemma in subjects.takes_place or verb.i == word.token.i or not verb.start <= word.token.start


def references_beside(scene: Scene, claim: Claim, subjects: Subjects) -> Iterator[Reference]:
    """Those of the words beside the claim: what a remark that names no act is about."""
    taken = [(claim.start, claim.end), (claim.cue_start, claim.cue_end)]
    taken += [(event.trigger.start, event.trigger.end) for event in scene.events]
    words = scene.words(*words_beside(scene, claim))
    for found, _ in _in([w for w in words if not any(a <= w.token.start < b for a, b in taken)], subjects):
        if found.types and (found.definite or found.kind == "verb"):
            yield replace(found, base=BESIDE, kind=f"{found.kind} beside it")


def words_beside(scene: Scene, claim: Claim) -> tuple[int, int]:
    """Where the sentence of the claim, and the one before it, begin and end."""
    here = scene.sentence_at(min(claim.start, claim.cue_start))
    if here is None:
        return claim.start, claim.end
    before = scene.sentence_at(here.start - 1)
    return before.start if before is not None and before.part == "body" else here.start, here.end


def _in(words: list[Word], subjects: Subjects) -> Iterator[tuple[Reference, Word]]:
    """The references among some words, each with its word."""
    planned = any(word.token.text.lower() in subjects.coming for word in words)
    for word in words:
        token = word.token
        lemma = token.lemma.lower()
        if token.pos in {"NOUN", "PROPN"} and lemma in subjects.nouns:
            yield _noun(word, subjects.nouns[lemma], subjects, planned=planned), word
        elif token.pos in {"VERB", "AUX"} and lemma in subjects.verbs and not _is_wished(word, subjects):
            negated = is_negated(word, subjects.negating)
            types = subjects.verbs[lemma]
            yield Reference(word=lemma, kind="verb", types=types, base=VERB, negated=negated, planned=planned), word
        elif token.pos == "NOUN" and lemma in subjects.act_nouns and _is_definite(word, subjects):
            yield Reference(word=lemma, kind="noun", base=ACT_NOUN), word
        elif lemma in subjects.act_pronouns and token.dep in _SUBJECTS and not _has_antecedent(words, token):
            yield Reference(word=lemma, kind="pronoun", base=PRONOUN), word


def _noun(word: Word, types: frozenset[str], subjects: Subjects, *, planned: bool) -> Reference:
    return Reference(
        word=word.token.lemma.lower(),
        kind="noun",
        types=types,
        base=NOUN,
        definite=_is_definite(word, subjects),
        negated=is_negated(word, subjects.negating),
        planned=planned,
    )


def _is_definite(word: Word, subjects: Subjects) -> bool:
    return any(token.text.lower() in subjects.definite for token in word.below("det", "poss", "neg"))


def _is_wished(word: Word, subjects: Subjects) -> bool:
    """Does a modal or "to" stand before the verb, so that nothing was done ("should ask")?"""
    return any(token.tag == "TO" or token.lemma in subjects.wished for token in word.below("aux"))


def _has_antecedent(words: list[Word], pronoun: Token) -> bool:
    """Does a noun stand before the pronoun in the content?"""
    return any(w.token.pos in {"NOUN", "PROPN"} and w.token.start < pronoun.start for w in words)


def is_negated(word: Word, negating: frozenset[str]) -> bool:
    """Is the act of the word negated: itself, by "no", or by the verb that it is subject or object of?"""
    syntax, token = word.syntax, word.token
    if _negation(word, negating):
        return True
    verb = syntax.governing_verb(token.i)
    part = verb != token.i and token.dep in {*_SUBJECTS, "dobj", "attr", "pobj"}
    return part and _negation(Word(token=syntax.tokens[verb], syntax=syntax), negating)


def _negation(word: Word, negating: frozenset[str]) -> bool:
    """Does a negation hang on the word, or on the subject or object of the verb ("no envoy had met", "fired no shell")?"""
    syntax = word.syntax
    parts = syntax.children(word.token.i, *_SUBJECTS, "dobj") if syntax.is_verb(word.token.i) else []
    below = [*word.below(), *(syntax.tokens[k] for j in parts for k in syntax.children(j, "det", "neg"))]
    return any(token.dep == "neg" or token.lemma.lower() in negating for token in below)


def _account(claim: Claim, words: list[Word], subjects: Subjects) -> tuple[str, str] | None:
    """Whose account the content is about, with the noun: the speaker's own where he holds to it, else another's."""
    holds = _holds_to(words, subjects)
    if holds is not None:
        return "own", holds
    if claim.stance not in {"denies", "doubts"}:
        return None
    for word in words:
        lemma = word.token.lemma.lower()
        if lemma in subjects.accounts and word.token.pos == "NOUN" and _is_definite(word, subjects):
            return "other", lemma
    return None


def _holds_to(words: list[Word], subjects: Subjects) -> str | None:
    for word in words:
        for preposition in word.syntax.prepositions(word.token.i) if word.token.pos == "VERB" else ():
            if f"{word.token.lemma}_{word.syntax.lemma(preposition)}" not in subjects.holds_to:
                continue
            for j in word.syntax.children(preposition, "pobj"):
                if word.syntax.lemma(j).lower() in subjects.accounts:
                    return word.syntax.lemma(j).lower()
    return None
