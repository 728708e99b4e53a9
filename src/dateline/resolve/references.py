"""References inside a story: surnames, bare titles, counterparts, pairs, pronouns; and the country that context tells.

The rules are those of wire copy: a full name comes once, then the surname; "the ministry" is the latest ministry; "his U.S.
counterpart" has his office and another country; "the two sides" are the pair named last. What only context tells says so in its basis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.lexicon.registry import Registry
from dateline.records import ParsedStory, Publication

from .actors_build import Draft
from .references_context import Context
from .references_memory import Memory, People, SentenceDrafts
from .references_names import resolve_name
from .references_pairs import is_pair, pairs_of, resolve_pair
from .references_pronouns import pronouns_of
from .references_titles import resolve_counterpart, resolve_title

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PEOPLE = frozenset("XS")


def resolve_references(
    sentences: Sequence[SentenceDrafts], parsed: ParsedStory, registry: Registry, publication: Publication
) -> list[Draft]:
    """All drafts with their references resolved, and a draft for each pronoun that stands for an actor."""
    people = People(sentences)
    context = Context(sentences, parsed, registry, publication)
    memory = Memory(context.dateline)
    out: list[Draft] = []
    for sentence in sentences:
        resolved: list[Draft] = []
        for draft in _with_pronouns(sentence):
            found = _resolve(draft, resolved, sentence, memory, people, context)
            if found is None:
                continue
            resolved.append(found)
            memory.see(found, subject=_is_subject(found, sentence))
        memory.pairs.extend(pairs_of(resolved, sentence))
        out.extend(resolved)
    return out


def _with_pronouns(sentence: SentenceDrafts) -> list[Draft]:
    return sorted([*sentence.drafts, *pronouns_of(sentence)], key=lambda draft: draft.mention.start)


def _resolve(  # noqa: PLR0913
    draft: Draft, before: Sequence[Draft], sentence: SentenceDrafts, memory: Memory, people: People, context: Context
) -> Draft | None:
    if draft.letter == "-":
        return context.pronoun(draft, before, memory)
    if draft.letter in _PEOPLE:
        return context.country(resolve_name(draft, people, context), memory)
    if is_pair(draft, context.registry):
        here = [*memory.pairs, *pairs_of(before, sentence)]
        paired = resolve_pair(draft, here, context.registry)
        if paired is not None:
            return paired
    if draft.letter == "R":
        if draft.role in context.registry.words.counterparts or draft.mention.name.endswith("counterpart"):
            return resolve_counterpart(draft, before, memory, context)
        return context.holder(context.country(resolve_title(draft, memory), memory))
    return draft


def _is_subject(draft: Draft, sentence: SentenceDrafts) -> bool:
    head = draft.mention.head
    return 0 <= head < len(sentence.elements.parse.tokens) and sentence.elements.parse.tokens[head].dep in _SUBJECTS


def unplaced(draft: Draft) -> Draft:
    """A draft of a person as it stands where nothing more is known."""
    return replace(draft, mention=replace(draft.mention, basis=draft.mention.basis or "shape"))
