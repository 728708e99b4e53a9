"""Which state a story is at home in: that of the dateline, unless the story says that it is told from abroad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.lexicon.registry import Registry
from dateline.lexicon.registry_names import key_words
from dateline.records import Parse

from .actors_build import Draft
from .actors_clauses import verb_above
from .actors_position import LOCATIVE
from .references_memory import SentenceDrafts

#: A story has a dominant state if it has so many sentences, and names it so many times as often as the next.
_FEWEST_SENTENCES, _CLEARLY = 3, 1.4
#: How many sentences at the head of a story tell what it is about: headline and lead.
_LEAD = 2
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def home_of(sentences: Sequence[SentenceDrafts], place: str | None, registry: Registry) -> str | None:
    """The state whose minister "the minister" is: the dateline's; None for a dateline of two states or of a mere host.

    A dateline is abroad where the lead is about other actors and the story never names its state, or names it in the lead
    only as the one that mediates.
    """
    states = places_of(place, registry)
    if len(states) != 1:
        return None
    home = states[0]
    lead = [(draft, sentence) for sentence in sentences[:_LEAD] for draft in sentence.drafts if draft.mention.country]
    others = [(draft, sentence) for draft, sentence in lead if draft.mention.country != home]
    if not _is_named(home, sentences):
        return None if any(_is_subject(draft, sentence) for draft, sentence in others) else home
    own = [(draft, sentence) for draft, sentence in lead if draft.mention.country == home]
    if own and all(_is_mediator(draft, sentence, registry) for draft, sentence in own):
        codes = list(dict.fromkeys(draft.mention.country for draft, _ in others if _is_at_issue(draft)))
        return codes[0] if len(codes) == 1 else home
    return home


def dominant_state(
    sentences: Mapping[int, SentenceDrafts], counts: Mapping[str, int], registry: Registry
) -> str | None:
    """The state that a story of several sentences is about: named at its head, and clearly more often than any other."""
    if len(sentences) < _FEWEST_SENTENCES:
        return None
    states = sorted((-n, code) for code, n in counts.items() if code in registry.states)
    if not states or (len(states) > 1 and -states[0][0] < _CLEARLY * -states[1][0]):
        return None
    first = {draft.mention.country for draft in sentences[min(sentences)].drafts}
    return states[0][1] if states[0][1] in first or len(states) == 1 else None


def _is_named(home: str, sentences: Sequence[SentenceDrafts]) -> bool:
    """Does the story name the state by its own name, adjective or capital, rather than by a mere place in it?"""
    return any(draft.mention.country == home and draft.letter not in "PSB" for s in sentences for draft in s.drafts)


def _is_subject(draft: Draft, sentence: SentenceDrafts) -> bool:
    tokens = sentence.elements.parse.tokens
    return 0 <= draft.mention.head < len(tokens) and tokens[draft.mention.head].dep in _SUBJECTS


def _is_at_issue(draft: Draft) -> bool:
    return draft.mention.basis != LOCATIVE and not draft.mention.attributive


def _is_mediator(draft: Draft, sentence: SentenceDrafts, registry: Registry) -> bool:
    """As in "talks mediated by Gabon", "held in Libreville"."""
    if draft.mention.basis == LOCATIVE:
        return True
    parse = sentence.elements.parse
    head = draft.mention.head
    if head < 0 or parse.tokens[head].dep != "pobj":
        return False
    return _lemma(parse, verb_above(parse, head)) in registry.grammar.mediation


def _lemma(parse: Parse, i: int) -> str:
    return parse.tokens[i].lemma if i >= 0 else ""


def places_of(place: str | None, registry: Registry) -> list[str]:
    """The states in which the places of a dateline lie: one for "KABUL, Afghanistan", two for "YEREVAN/BAKU"; [] if unknown."""
    found = [_country_of_place(part, registry) for part in (place or "").split("/")]
    return list(dict.fromkeys(code for code in found if code))


def _country_of_place(place: str, registry: Registry) -> str | None:
    keys = key_words(place) if place.strip() else []
    for at in range(len(keys)):
        for _, names in registry.match(keys, at):
            for name in names:
                if name.kind in {"capital", "place", "state"}:
                    return name.country
    return None
