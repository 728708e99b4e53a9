"""Who is on the other side: visitors and hosts, envoys summoned, neighbours; and names that get the posts told before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .actors_build import Draft
from .actors_clauses import subject_of, verb_above
from .actors_told import settle, with_title
from .references_memory import Memory, SentenceDrafts
from .references_pronouns import PRONOUN_OF

if TYPE_CHECKING:
    from .references_context import Context

_FRIENDS = frozenset({"ally", "partner"})
_VISITS = frozenset({"visitor", "guest", "host"})
#: How many sentences back the plural title of two names may stand.
_REACH_OF_POSTS = 2
_SAYS = frozenset({"say", "tell", "add", "announce", "declare"})
#: What stands between the names of a list and their states.
_LISTING = frozenset({",", "and", "of", "the", "for", "from"})


def other_side(country: str | None, memory: Memory, context: Context) -> str | None:
    """The state that a state has to do with: of the latest pair, else the story's own, else the one of the lead named most."""
    states = context.registry.states
    for pair in reversed(memory.pairs):
        codes = {code for code in pair.countries if code in states}
        if pair.strong and country in codes and len(codes) == 2:  # noqa: PLR2004
            return next(code for code in pair.countries if code != country)
    if context.dateline not in {None, country}:
        return context.dateline
    others = [code for code in context.countries if code in states and code != country]
    return max(others, key=lambda code: context.countries[code], default=None)


def the_other(country: str | None, context: Context) -> str | None:
    """The only other state that the story names, or None."""
    others = [code for code in context.countries if code in context.registry.states and code != country]
    return others[0] if len(others) == 1 else None


def of_title_told(draft: Draft, memory: Memory) -> Draft | None:
    """As in "The Japanese ambassador fell ill. Ambassador X": the only state whose holder of that title went without a name."""
    if draft.mention.kind != "person" or not draft.mention.office:
        return None
    near = [d for d in memory.mentioned[-24:] if draft.mention.sentence - d.mention.sentence <= _REACH_OF_POSTS + 1]
    same = [d for d in near if d.mention.kind == "office" and not d.plural and d.mention.office == draft.mention.office]
    codes = {d.mention.country for d in same if d.mention.country and "context" not in d.mention.basis}
    return settle(draft, next(iter(codes)), "coref.role") if len(codes) == 1 else None


def by_side(draft: Draft, before: Sequence[Draft], memory: Memory, context: Context) -> Draft | None:
    """A titled person without country whom the words around put on the other side; None for all others."""
    country = _of_envoy(draft, before, memory, context) or _of_visitor(draft, memory, context)
    if country is None:
        return None
    return settle(draft, country, "context.side", context.registry.adjective(country))


def _of_envoy(draft: Draft, before: Sequence[Draft], memory: Memory, context: Context) -> str | None:
    """As in "Foreign Minister X summoned Ambassador Y": Y is not X's."""
    grammar = context.registry.grammar
    parse = context.sentences[draft.mention.sentence].elements.parse
    head = draft.mention.head
    if (
        not draft.role
        or draft.role not in grammar.sent
        or head < 0
        or parse.tokens[head].dep not in {"dobj", "nsubjpass"}
    ):
        return None
    verb = verb_above(parse, head)
    if verb < 0 or parse.tokens[verb].lemma not in grammar.receiving:
        return None
    subject = subject_of(parse, verb) if parse.tokens[head].dep == "dobj" else -1
    agent = next((d.mention.country for d in before if d.tokens[0] <= subject <= d.tokens[1]), None)
    return other_side(agent or context.dateline, memory, context)


def _of_visitor(draft: Draft, memory: Memory, context: Context) -> str | None:
    """As in "His visitor, Vice Minister X,": X is of the other side than the one whom "his" stands for."""
    elements = context.sentences[draft.mention.sentence].elements
    at = elements.items[draft.at[0]].first
    keys = [word.key for word in elements.words[max(at - 3, 0) : at]]
    if len(keys) < 3 or keys[2] != "," or keys[1] not in _VISITS or keys[0] not in PRONOUN_OF:  # noqa: PLR2004
        return None
    others = [d for d in reversed(memory.subjects) if d.mention.name != draft.mention.name]
    owner = next((d.mention.country for d in others if d.mention.country), None)
    if keys[1] == "host" and context.dateline not in {None, owner}:
        return context.dateline
    return other_side(owner, memory, context)


def not_its_counterparts(draft: Draft, memory: Memory, context: Context) -> Draft | None:
    """As in "Deputy Minister X and his Tajik counterpart": X, to whom context would give Tajikistan, is of the other side."""
    counterparts = context.registry.words.counterparts
    theirs = {
        d.mention.country
        for index in (draft.mention.sentence, draft.mention.sentence + 1)
        if index in context.sentences
        for d in context.sentences[index].drafts
        if d.mention.start > draft.mention.start and (d.role in counterparts or d.counterpart)
    }
    if theirs and (abroad := _speaks_from(draft, context)) is not None:
        return settle(draft, abroad, "context.scene", context.registry.adjective(abroad))
    if len(theirs) != 1 or context.dateline not in {None, *theirs}:
        return None
    country = other_side(next(iter(theirs)), memory, context)
    return None if country is None else settle(draft, country, "context.side", context.registry.adjective(country))


def _speaks_from(draft: Draft, context: Context) -> str | None:
    """As in "X said in Ottawa", in a story from elsewhere: the state of the capital, if the story is about it, too."""
    surname = draft.words[-1:]
    for sentence in context.sentences.values():
        tokens = sentence.elements.parse.tokens
        for name in (d for d in sentence.drafts if d.words[-1:] == surname and d.letter in "XS"):
            verb = tokens[name.mention.head].head if name.mention.head >= 0 else -1
            below = [t.i for t in tokens if t.head == verb and t.text.lower() == "in"]
            places = [d for d in sentence.drafts if d.letter == "K" and tokens[d.mention.head].head in below]
            codes = {d.mention.country for d in places} - {context.dateline, None}
            if codes and verb >= 0 and tokens[verb].lemma in _SAYS:
                code = next(iter(codes))
                return code if code is not None and context.countries.get(code, 0) > 1 else None
    return None


def other_than_owner(draft: Draft, owner: Draft | None, memory: Memory, context: Context) -> Draft:
    """As in "its neighbour", "their ally": one state is the other side; several ("its neighbours") stay unknown."""
    if draft.plural:
        return draft
    if owner is not None and owner.mention.members:
        return _third(draft, owner, context)
    if draft.role in _FRIENDS:
        return _friend(draft, owner, memory, context)
    here = {d.mention.country for d in context.sentences[draft.mention.sentence].drafts}
    known = owner.mention.country if owner is not None else None
    country = other_side(known, memory, context)
    if country is None or (country in here and country != context.dateline) or (owner is None and country in here):
        return draft
    return settle(draft, country, "coref.other", context.registry.adjective(country))


def _friend(draft: Draft, owner: Draft | None, memory: Memory, context: Context) -> Draft:
    """As in "its ally": the state named last that is not the owner."""
    own = owner.mention.country if owner is not None else None
    states = [d.mention.country for d in reversed(memory.mentioned) if d.mention.kind == "state"]
    country = next((code for code in states if code and code != own), None)
    return draft if country is None else settle(draft, country, "coref.other", context.registry.adjective(country))


def _third(draft: Draft, owner: Draft, context: Context) -> Draft:
    """As in "their eastern neighbour": the only state of the story that is none of them."""
    theirs = {member.country for member in owner.mention.members}
    others = [code for code in context.countries if code in context.registry.states and code not in theirs]
    return settle(draft, others[0], "coref.other", context.registry.adjective(others[0])) if len(others) == 1 else draft


def one_of_them(draft: Draft, memory: Memory, context: Context) -> Draft | None:
    """As in "Kuwaiti lawmakers objected. One of them, X,": X is of that group, with its office; None for other names."""
    if not _is_bare(draft) or draft.mention.country is not None:
        return None
    elements = context.sentences[draft.mention.sentence].elements
    at = elements.items[draft.at[0]].first
    if [word.key for word in elements.words[max(at - 4, 0) : at]] != ["one", "of", "them", ","]:
        return None
    near = [d for d in memory.mentioned if d.plural and draft.mention.sentence - d.mention.sentence <= 1]
    group = next((d for d in reversed(near) if d.mention.country and d.mention.kind in {"group", "body"}), None)
    return None if group is None else with_title(draft, group, "coref.group")


def successor_of(draft: Draft, before: Sequence[Draft], context: Context) -> Draft | None:
    """As in "She replaced X": a name without country is of the state of the one who follows; None for other names."""
    parse = context.sentences[draft.mention.sentence].elements.parse
    head = draft.mention.head
    if draft.mention.country is not None or draft.role or head < 0 or parse.tokens[head].dep != "dobj":
        return None
    if parse.tokens[parse.tokens[head].head].lemma not in {"succeed", "replace"}:
        return None
    subject = subject_of(parse, parse.tokens[head].head)
    found = next((d for d in before if d.tokens[0] <= subject <= d.tokens[1] and d.mention.kind == "person"), None)
    if found is None or found.mention.country is None:
        return None
    return settle(draft, found.mention.country, "context.successor")


def name_posts(sentence: SentenceDrafts, memory: Memory, context: Context) -> SentenceDrafts:
    """Names without titles that follow a plural title: "The foreign ministers of Peru and Chile met. A told B": in that order."""
    drafts = _listed_here(sentence)
    titles = _titles_before(sentence.index, memory)
    bare = [i for i, d in enumerate(drafts) if d.letter == "S" and _is_bare(d) and len(d.words) > 1]
    unplaced = [i for i in bare if drafts[i].mention.country is None and not drafts[i].mention.attributive]
    first = next((i for i, d in enumerate(drafts) if d.letter == "S" and _has_plural_title(d)), None)
    together = [first, *(i for i in unplaced if i > first)] if first is not None else []
    if titles and len(together) == len(titles):
        own = drafts[together[0]]
        titles = [
            replace(
                t, role=own.role, mention=replace(t.mention, office=own.mention.office, sectors=own.mention.sectors)
            )
            for t in titles
        ]
        unplaced = together
    if titles and len(unplaced) == len(titles) and not any(context.is_known(drafts[i]) for i in unplaced):
        for i, title in zip(unplaced, titles, strict=True):
            drafts[i] = with_title(drafts[i], title, "posts")
    for i in bare:
        same = next((t for t in titles if t.mention.country == drafts[i].mention.country), None)
        if same is not None and drafts[i].mention.country and drafts[i].mention.office is None:
            drafts[i] = with_title(drafts[i], same, "posts")
    return SentenceDrafts(index=sentence.index, text=sentence.text, elements=sentence.elements, drafts=drafts)


def _has_plural_title(draft: Draft) -> bool:
    """As in "Presidents X" of "Presidents X and Y"."""
    told = bool(draft.role) and draft.mention.text.lower().startswith(f"{draft.role}s ")
    return told and draft.mention.country is None and len(draft.words) > 1


def _listed_here(sentence: SentenceDrafts) -> list[Draft]:
    """As in "the two foreign ministers, X of Peru and Y of Chile": the names of the list right behind have the title."""
    drafts = list(sentence.drafts)
    tokens = sentence.elements.parse.tokens
    title: Draft | None = None
    for i, draft in enumerate(drafts):
        between = {t.text.lower() for t in tokens[drafts[i - 1].tokens[1] + 1 : draft.tokens[0]]} if i else set()
        if draft.letter == "R" and draft.plural and draft.mention.office and draft.mention.country is None:
            title = draft
        elif not between <= _LISTING:
            title = None
        elif title is not None and draft.country_from == "behind" and _is_bare(draft):
            drafts[i] = with_title(draft, title, "posts")
    return drafts


def _is_bare(draft: Draft) -> bool:
    """A name that nothing tells the post of."""
    return draft.mention.kind in {"unknown", "person"} and draft.mention.office is None and not draft.role


def _titles_before(index: int, memory: Memory) -> list[Draft]:
    """The titles of a list such as "foreign ministers of Peru and Chile" in the sentences right before."""
    near = [d for d in memory.mentioned[-24:] if 0 < index - d.mention.sentence <= _REACH_OF_POSTS]
    listed = [d for d in near if d.plural and d.mention.office and d.mention.country and not d.mention.members]
    if not any(d.country_from == "list" for d in listed):
        return []
    last = listed[-1]
    return [
        d for d in listed if d.mention.office == last.mention.office and d.mention.sentence == last.mention.sentence
    ]
