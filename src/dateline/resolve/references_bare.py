"""Phrases that stand for an actor told before: "the 82-year-old", "the city state", a surname that is a place or a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry_names import fold
from dateline.records import ActorMention, Token

from .actors_build import Draft
from .actors_position import LOCATIVE
from .references_memory import People, SentenceDrafts, name_words

#: Words of drafts with the letter "-" that are no pronouns: a person by age, a state by its kind.
ONE, STATE = "one", "state"
_AGE = ("-", "year", "-", "old")
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "poss"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_PLACES = frozenset("PKC")


def bare_of(sentence: SentenceDrafts, people: People) -> Iterator[Draft]:
    """Drafts for the phrases of a sentence that no other draft covers."""
    taken = [draft.tokens for draft in sentence.drafts]
    for first, last, letter, words in _found(sentence, people):
        if not any(low <= last and first <= high for low, high in taken):
            yield _draft(sentence, first, last, letter, words)


def _found(sentence: SentenceDrafts, people: People) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    tokens = sentence.elements.parse.tokens
    for token in tokens:
        if token.text.lower() == "the":
            if _is_age(tokens, token.i + 1):
                yield token.i, token.i + len(_AGE) + 1, "-", (ONE,)
            elif (last := _state_noun(tokens, token.i + 1)) > 0:
                yield token.i, last, "-", (STATE,)
        elif token.tag == "NNP" and token.dep in _ACTING and _is_alone(tokens, token.i):
            word = fold(token.text)
            if _bearer(word, token.start, people) is not None:
                yield token.i, token.i, "S", (word,)


def _is_age(tokens: Sequence[Token], i: int) -> bool:
    """As in "the 82-year-old", without a noun behind it."""
    end = i + len(_AGE) + 1
    told = tuple(token.text.lower() for token in tokens[i + 1 : end])
    return told == _AGE and tokens[i].text.isdigit() and (end >= len(tokens) or tokens[end].pos not in _NOUNS)


def _state_noun(tokens: Sequence[Token], i: int) -> int:
    """The last token of a noun for some states ("the city state", "the island"), -1 where there is none."""
    known = load_actor_phrases().states_by_epithet
    for last in (i + 1, i):
        if last >= len(tokens) or tokens[last].pos != "NOUN" or tokens[last].dep not in _ACTING:
            continue
        follows = tokens[last + 1] if last + 1 < len(tokens) else None
        if follows is not None and (follows.pos in _NOUNS or follows.text == "of"):
            continue
        if " ".join(token.text.lower() for token in tokens[i : last + 1]) in known:
            return last
    return -1


def _is_alone(tokens: Sequence[Token], i: int) -> bool:
    beside = [tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(tokens)]
    return not any(token.tag == "NNP" or token.text.isdigit() for token in beside)


def _bearer(word: str, start: int, people: People) -> Draft | None:
    """The person whom the story has introduced by a full name that ends in the word."""
    full = people.bearer((word,))
    if full is None or full.mention.start >= start or full.mention.kind not in {"person", "unknown"}:
        return None
    words = name_words(full.words)
    return full if len(words) > 1 and words[-1] == name_words((word,))[-1] else None


def person_of_place(draft: Draft, people: People) -> Draft | None:
    """As in "Pedro Carmona ... Carmona said": the name of a place that is the surname of somebody told before."""
    mention = draft.mention
    if draft.letter not in _PLACES or " " in mention.text or mention.basis == LOCATIVE or mention.attributive:
        return None
    word = fold(mention.text)
    if _bearer(word, mention.start, people) is None:
        return None
    named = replace(
        mention, kind="unknown", name=mention.text, entity_id=f"unknown:{word}:-", country=None, sectors=(), office=None,
        basis="shape",
    )  # fmt: skip
    return replace(draft, mention=named, letter="S", words=(word,), role="", person=None)


def _draft(sentence: SentenceDrafts, first: int, last: int, letter: str, words: tuple[str, ...]) -> Draft:
    tokens = sentence.elements.parse.tokens
    text = sentence.text[tokens[first].start : tokens[last].end]
    mention = ActorMention(
        text=text,
        start=tokens[first].start,
        end=tokens[last].end,
        sentence=sentence.index,
        head=last,
        kind="unknown",
        name=text,
        entity_id="" if letter == "-" else f"unknown:{words[0]}:-",
        attributive=tokens[last].dep == "poss",
        basis="shape",
    )
    return Draft(mention=mention, letter=letter, words=words, definite=letter == "-", tokens=(first, last))
