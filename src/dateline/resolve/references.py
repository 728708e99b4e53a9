"""References inside a story: surnames, bare titles, counterparts, pairs, pronouns; and the country that context tells.

The rules are those of wire copy: a full name comes once, then the surname; "the ministry" is the latest ministry; "his U.S.
counterpart" has his office and another country; "the two sides" are the pair named last. What only context tells says so in
its basis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.lexicon.registry import Registry
from dateline.records import ParsedStory, Publication

from .actors_build import Draft
from .actors_told import settle
from .references_bare import bare_of, person_of_place
from .references_context import Context
from .references_epithets import again_by_epithet
from .references_groups import resolve_group, resolve_plural, resolve_region
from .references_memory import Memory, People, SentenceDrafts
from .references_names import resolve_name
from .references_numbers import is_group, numerals_of, tells_no_number
from .references_pairs import pairs_of
from .references_pronouns import pronouns_of
from .references_repeats import is_only_again, repeated
from .references_sides import by_side, name_posts, not_its_counterparts, of_title_told, one_of_them, successor_of
from .references_titles import resolve_counterpart, resolve_title, with_office_of_owner

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PEOPLE = frozenset("XS")
_LONGEST_LIST = 4
ACTING = frozenset(
    {"GOV", "LEG", "MIL", "COP", "JUD", "SPY", "REB", "UAF", "OPP", "PTY", "PRM", "CVL", "EDU", "LAB", "REF", "CRM"}
)


def resolve_references(
    sentences: Sequence[SentenceDrafts], parsed: ParsedStory, registry: Registry, publication: Publication
) -> list[Draft]:
    """All drafts with their references resolved, and a draft for each pronoun that stands for an actor."""
    people = People(sentences)
    context = Context(sentences, parsed, registry, publication)
    memory = Memory(context.dateline)
    out: list[Draft] = []
    for told in sentences:
        sentence = name_posts(told, memory, context)
        resolved: list[Draft] = []
        renamed: dict[str, Draft] = {}
        for draft in _with_pronouns(sentence, people):
            found = _resolve(draft, resolved, sentence, memory, people, context)
            if found is None:
                continue
            if found.mention.entity_id != draft.mention.entity_id and draft.letter in _PEOPLE:
                renamed[draft.mention.entity_id] = found
            resolved.append(found)
            if found.letter == "-" and found.mention.attributive:
                continue
            if found.letter in _PEOPLE or not context.tells_post(found):
                memory.see(found, subject=_is_subject(found, sentence))
        resolved = [_renamed(draft, renamed) for draft in resolved]
        for pair in pairs_of(resolved, sentence):
            memory.pair(pair)
        out.extend(draft for draft in resolved if not _is_idle(draft))
    return out


def _is_idle(draft: Draft) -> bool:
    """Attributes that name no actor: unknown names, and roles of no country outside politics and force ("press reports")."""
    mention = draft.mention
    if not mention.attributive or mention.country is not None or mention.members:
        return False
    return mention.kind == "unknown" or (draft.letter == "R" and not set(mention.sectors) & ACTING)


def _with_pronouns(sentence: SentenceDrafts, people: People) -> list[Draft]:
    told = [person_of_place(draft, people) or draft for draft in sentence.drafts]
    others = [*_free_numerals(sentence), *pronouns_of(sentence), *bare_of(sentence, people)]
    return sorted([*told, *others], key=lambda draft: draft.mention.start)


def _owned(draft: Draft, people: People, context: Context) -> Draft:
    """As in "Sariyev's office": whose it is, the story tells elsewhere."""
    owner = people.bearer(draft.owner_words)
    country = context.korea_of(draft.owner_words) or (owner.mention.country if owner is not None else None)
    if country is None:
        return draft
    return settle(draft, country, "coref.owner", context.registry.adjective(country))


def _free_numerals(sentence: SentenceDrafts) -> list[Draft]:
    taken = [draft.tokens for draft in sentence.drafts]
    return [
        found
        for found in numerals_of(sentence)
        if not any(low <= found.tokens[1] and found.tokens[0] <= high for low, high in taken)
    ]


def _resolve(
    draft: Draft, before: Sequence[Draft], sentence: SentenceDrafts, memory: Memory, people: People, context: Context
) -> Draft | None:
    if draft.letter == "-":
        return context.pronoun(draft, before, memory)
    if draft.letter in _PEOPLE:
        return _named(draft, before, memory, people, context)
    if is_group(draft, context.registry):
        grouped = resolve_group(draft, before, sentence, memory, context)
        if grouped is not None or draft.letter == "2":
            return grouped
        if not tells_no_number(draft):
            return context.at_home(draft)
    if draft.owner_words and draft.mention.country is None:
        draft = _owned(draft, people, context)
    again = again_by_epithet(draft, before, memory, context) or repeated(draft, memory)
    again = again or resolve_plural(draft, memory)
    if again is not None or is_only_again(draft):
        return again
    return _titled(draft, before, sentence, memory, context)


def _titled(draft: Draft, before: Sequence[Draft], sentence: SentenceDrafts, memory: Memory, context: Context) -> Draft:
    """Counterparts, bare titles and bodies without a state; the draft itself where it is none of these."""
    if draft.letter == "B":
        return context.country(draft, before, memory)
    if draft.letter != "R":
        return draft if draft.mention.basis != "registry.region" else resolve_region(draft, sentence, memory, context)
    counterpart = draft.role in context.registry.words.counterparts
    if draft.mention.basis == "apposition" and not draft.owner_role and not draft.owner and not counterpart:
        return draft
    if counterpart:
        return resolve_counterpart(draft, before, memory, context)
    return context.holder(context.country(resolve_title(draft, before, memory, context), before, memory))


def _named(draft: Draft, before: Sequence[Draft], memory: Memory, people: People, context: Context) -> Draft:
    """A name with its identity; one with a title gets a country from context, and the story's later mentions with it."""
    found = one_of_them(draft, memory, context) or resolve_name(draft, people, context)
    found = successor_of(found, before, context) or found
    if draft.role in context.registry.words.counterparts:
        found = with_office_of_owner(found, before, memory, context)
    if not (draft.role or found.mention.sectors == ("ELI",)) or found.mention.country is not None:
        people.learn(found)
        return found
    partner = next(
        (d for d in before if d.mention.basis.startswith("apposition") and d.mention.name == found.mention.name), None
    )
    if partner is not None and partner.mention.country:
        placed = settle(found, partner.mention.country, "apposition")
    elif partner is not None and context.is_some_envoy(partner):
        placed = context.country(
            replace(found, mention=replace(found.mention, text=partner.mention.text)), before, memory
        )
        placed = replace(placed, mention=replace(placed.mention, text=found.mention.text))
    else:
        sided = (
            by_side(found, before, memory, context)
            or of_title_told(found, memory)
            or not_its_counterparts(found, memory, context)
        )
        placed = sided or context.country(found, before, memory)
        if sided is None and (people.is_taken(placed) or context.cannot_hold(placed)):
            placed = context.by_other_state(found, placed.mention.country, memory)
    people.learn(placed)
    return placed


def _is_subject(draft: Draft, sentence: SentenceDrafts) -> bool:
    tokens = sentence.elements.parse.tokens
    if not 0 <= draft.mention.head < len(tokens):
        return False
    token = tokens[draft.mention.head]
    for _ in range(_LONGEST_LIST):
        if token.dep != "conj" or token.pos not in {"NOUN", "PROPN"}:
            break
        token = tokens[token.head]
    return token.dep in _SUBJECTS


def _renamed(draft: Draft, renamed: Mapping[str, Draft]) -> Draft:
    """A title in apposition follows the name beside it to the person that the name turned out to be."""
    person = renamed.get(draft.mention.entity_id)
    if person is None or draft.mention.basis != "apposition":
        return draft
    known = person.mention
    country = draft.mention.country or known.country
    return replace(draft, mention=replace(draft.mention, name=known.name, entity_id=known.entity_id, country=country))
