"""Pronouns that stand for actors: he, she, they and it as subjects of acts and of saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry_names import fold
from dateline.lexicon.tenure_cues import load_tenure_cues
from dateline.records import ActorMention, Token

from .actors_build import Draft
from .actors_told import names_several
from .references_memory import Memory, SentenceDrafts

_PRONOUNS = frozenset({"he", "she", "they", "it"})
#: Pronouns as objects, by the nominative.
_OBJECTS = {"him": "he", "her": "she", "them": "they", "it": "it"}
_PERSONAL = frozenset({"him", "her"})
_OBJECT_RELATIONS = frozenset({"dobj", "pobj", "dative"})
#: "the former", "the latter".
_ORDERED = frozenset({"former", "latter"})
#: Pronouns behind the possessive ones.
PRONOUN_OF = {"his": "he", "her": "she", "its": "it", "their": "they"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Verbs whose "it" is seldom an actor ("it is unclear", "it remains to be seen").
_EMPTY_IT = frozenset({"be", "seem", "appear", "remain", "take", "become", "happen", "look", "turn", "cost"})
_PERSONS = frozenset({"person", "office"})
_SINGULAR = frozenset({"he", "she", "one"})
_OTHER_SEX = {"he": "f", "she": "m"}
#: How many sentences back a subject may stand.
_REACH = 2
_THINGS = frozenset({"state", "body", "organisation"})


def pronouns_of(sentence: SentenceDrafts) -> Iterator[Draft]:
    """A draft with the letter "-" for each pronoun that may stand for an actor; its word is the nominative."""
    tokens = sentence.elements.parse.tokens
    taken = [draft.tokens for draft in sentence.drafts]
    for token in tokens:
        word = _nominative(token, tokens, taken)
        if word is None:
            continue
        first = tokens[token.i - 1] if word in _ORDERED else token
        text = sentence.text[first.start : token.end]
        mention = ActorMention(
            text=text,
            start=first.start,
            end=token.end,
            sentence=sentence.index,
            head=token.i,
            kind="unknown",
            name=text,
            entity_id="",
            attributive=token.tag == "PRP$",
            basis="pronoun",
        )
        yield Draft(mention=mention, letter="-", words=(word,), tokens=(first.i, token.i))


def _nominative(token: Token, tokens: Sequence[Token], taken: Sequence[tuple[int, int]]) -> str | None:
    """The word "he" for "him", "his" and so on; None for all other words, and for owners inside a phrase of their own."""
    word = token.text.lower()
    if is_accusative(token) and token.dep in _SUBJECTS:
        return _OBJECTS[word]
    if word in _PRONOUNS and token.dep in _SUBJECTS:
        return None if word == "it" and tokens[token.head].lemma in _EMPTY_IT else word
    if token.tag == "PRP$" and token.dep == "poss":
        free = not any(low <= token.i <= high for low, high in taken)
        return PRONOUN_OF.get(word) if free and not _is_of_act(token, tokens) else None
    if word in _OBJECTS and token.tag == "PRP" and token.dep in _OBJECT_RELATIONS:
        return _OBJECTS[word] if word in _PERSONAL or _is_acted_on(token, tokens) else None
    alone = word in _ORDERED and token.i > 0 and tokens[token.i - 1].text.lower() == "the"
    return word if alone and token.dep in _SUBJECTS | _OBJECT_RELATIONS else None


def _is_of_act(token: Token, tokens: Sequence[Token]) -> bool:
    """As in "its invasion of Kuwait", "his trip here": a noun with words behind it, as a verb has; or a post ("in his place")."""
    cues = load_tenure_cues()
    if tokens[token.head].lemma in cues.successors | cues.places:
        return True
    return any(after.head == token.head and after.pos != "PUNCT" for after in tokens[token.head + 1 :])


def is_accusative(token: Token) -> bool:
    """As in "want him tried": the form of an object, which may be subject of what follows."""
    return token.text.lower() in _PERSONAL and token.tag == "PRP"


def _is_acted_on(token: Token, tokens: Sequence[Token]) -> bool:
    """Is the object of the verb, or what stands behind the preposition, an actor rather than a thing?"""
    above, phrases = tokens[token.head], load_actor_phrases()
    return above.text.lower() in phrases.acted_with if token.dep == "pobj" else above.lemma in phrases.acted_on


def antecedent_of(pronoun: Draft, before: Sequence[Draft], memory: Memory, barred: str = "") -> Draft | None:
    """Whom a pronoun stands for: the latest subject of fitting kind and number, here or in the two sentences before.

    `barred`: the entity that acts in the clause, whom an object pronoun cannot mean.
    For he and she any person of the sentence before will do where no subject fits.
    """
    word, sentence = pronoun.words[0], pronoun.mention.sentence
    near = [d for d in memory.subjects[-8:] if 0 < sentence - d.mention.sentence <= _REACH]
    others = [d for d in memory.mentioned[-12:] if 0 < sentence - d.mention.sentence <= _REACH - (word == "they")]
    others = [d for d in others if word in _SINGULAR | {"they"} and not d.mention.attributive]
    for draft in (*reversed(before), *reversed(near), *reversed(others)):
        if draft.mention.entity_id == barred or not _fits(word, draft, here=draft.mention.sentence == sentence):
            continue
        if not (word in _OTHER_SEX and memory.sex_of(draft) == _OTHER_SEX[word]):
            return draft
    return None


def _fits(word: str, draft: Draft, *, here: bool) -> bool:
    """May the pronoun stand for the draft? Troops and armed groups of the same sentence are left to its syntax."""
    kind = draft.mention.kind
    if word in _SINGULAR:
        return (kind in _PERSONS and not draft.plural) or is_named_person(draft)
    if word == "it":
        crowd = kind == "group" and draft.mention.entity_id.startswith("group:") and draft.mention.office is None
        return (kind in _THINGS or (crowd and not here and not names_several(draft))) and not draft.mention.members
    if word in _ORDERED:
        return False
    if kind == "group" and (draft.plural or (draft.definite and names_several(draft))):
        return True
    return bool(draft.mention.members) or (kind in {"group", "body"} and not here and names_several(draft))


def is_named_person(draft: Draft) -> bool:
    """Is it a full name with a given name, of somebody whose post the story does not tell?"""
    mention = draft.mention
    words = mention.name.split()
    return mention.kind == "unknown" and len(words) > 1 and fold(words[0]) in load_actor_phrases().sex_of_name


def as_antecedent(pronoun: Draft, antecedent: Draft) -> Draft:
    """The pronoun's draft with the identity of its antecedent."""
    known = antecedent.mention
    mention = replace(
        known,
        kind="person" if pronoun.words[0] in _SINGULAR and known.kind == "unknown" else known.kind,
        text=pronoun.mention.text,
        start=pronoun.mention.start,
        end=pronoun.mention.end,
        sentence=pronoun.mention.sentence,
        head=pronoun.mention.head,
        attributive=pronoun.mention.attributive,
        basis="coref.pronoun",
    )
    return replace(antecedent, mention=mention, at=pronoun.at, tokens=pronoun.tokens, letter="-")
