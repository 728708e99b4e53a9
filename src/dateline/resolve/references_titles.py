"""Bare titles and counterparts: "the ministry", "the deputy secretary", "his U.S. counterpart"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry_names import slug
from dateline.records import ActorMention

from .actors_build import Draft
from .actors_clauses import subject_of, verb_above
from .actors_position import LOCATIVE
from .actors_told import settle
from .references_epithets import STATES
from .references_memory import Memory, Pair
from .references_pronouns import PRONOUN_OF, antecedent_of
from .references_repeats import body_again
from .references_sides import other_than_owner, the_other

if TYPE_CHECKING:
    from .references_context import Context


def resolve_title(draft: Draft, before: Sequence[Draft], memory: Memory, context: Context) -> Draft:
    """A definite title without country to the latest holder of that title in the story; "the country" to the latest state."""
    mention = draft.mention
    if mention.country is None and (draft.owner_role or draft.owner in PRONOUN_OF):
        owner = _possessor(draft, context.antecedents(draft, before), memory)
        if draft.role in context.registry.grammar.others:
            return other_than_owner(draft, owner, memory, context)
        if owner is not None and owner.mention.country:
            return settle(
                draft, owner.mention.country, "coref.owner", context.registry.adjective(owner.mention.country)
            )
    if mention.country is not None or draft.plural or not draft.definite:
        return draft
    if draft.role in STATES and not mention.attributive:
        return the_country(draft, before, memory, context)
    antecedent = memory.last_titled(mention.office or _title(draft), draft.role, body=mention.kind == "body")
    return draft if antecedent is None else _as_antecedent(draft, antecedent)


def the_country(draft: Draft, before: Sequence[Draft], memory: Memory, context: Context) -> Draft:
    """As in "Paris has soldiers in the country": the state told last that does not itself act in the clause.

    Where the story has told no other state, it is that of the latest subject, often only as the place.
    """
    acting, goes = _acting_in_clause(draft, before, context)
    known = acting.mention.country if acting is not None else None
    barred = known if goes or (acting is not None and acting.mention.kind == "state") else None
    if (state := memory.last_state(barred)) is not None:
        return context.as_state(draft, str(state.mention.country), "coref.state")
    near = (*reversed(before), *reversed(memory.subjects[-8:]))
    codes = (d.mention.country for d in near if d.mention.country in context.registry.states)
    code = next((code for code in codes if code != barred), context.dateline or barred)
    token = context.sentences[draft.mention.sentence].elements.parse.tokens[draft.mention.head]
    where = token.dep == "pobj" and not goes
    return draft if code is None else context.as_state(draft, code, LOCATIVE if where else "coref.state")


def _acting_in_clause(draft: Draft, before: Sequence[Draft], context: Context) -> tuple[Draft | None, bool]:
    """Who acts in the clause in which the phrase is no subject, and whether that is a person on the way there."""
    parse = context.sentences[draft.mention.sentence].elements.parse
    verb = verb_above(parse, draft.mention.head)
    if verb < 0 or parse.tokens[draft.mention.head].dep not in {"dobj", "pobj", "dative"}:
        return None, False
    subject = subject_of(parse, verb)
    acting = next((d for d in before if d.tokens[0] <= subject <= d.tokens[1]), None)
    travels = parse.tokens[verb].lemma in context.registry.grammar.motion | {"be", "stay"}
    return acting, travels and acting is not None and acting.mention.kind == "person"


def _possessor(draft: Draft, before: Sequence[Draft], memory: Memory) -> Draft | None:
    """Whose it is: "the ministry's undersecretary" the latest ministry's, "its troops" the latest subject's."""
    if draft.owner_role:
        again = replace(draft, role=draft.owner_role, owner_role="", definite=True, plural=False)
        group = replace(again, mention=replace(again.mention, kind="group", office=None, sectors=()))
        told = body_again(group, memory) if draft.owner_role in load_actor_phrases().told_again else None
        return told or memory.last_titled(draft.owner_role, draft.owner_role)
    pronoun = replace(draft, words=(PRONOUN_OF[draft.owner],))
    owner = antecedent_of(pronoun, before, memory)
    if owner is not None:
        memory.tell_sex(owner, PRONOUN_OF[draft.owner])
    return owner


def _title(draft: Draft) -> str:
    return draft.mention.name.lower() if draft.mention.kind == "body" else draft.role


def _as_antecedent(draft: Draft, antecedent: Draft) -> Draft:
    own, known = draft.mention, antecedent.mention
    found = replace(
        own,
        kind=known.kind,
        name=known.name,
        entity_id=known.entity_id,
        country=known.country,
        sectors=known.sectors or own.sectors,
        office=known.office or own.office,
        basis="coref.role",
    )
    return replace(draft, mention=found, person=antecedent.person, words=antecedent.words)


def resolve_counterpart(draft: Draft, before: Sequence[Draft], memory: Memory, context: Context) -> Draft:
    """As in "his U.S. counterpart": the office of the person before, in the country named here; its holder, if known.

    "Its Turkmen counterpart" is the same kind of body in that country. Without a country it is the other one of the latest pair.
    """
    owner = _owner(draft, before, memory)
    if owner is None:
        return draft
    if draft.mention.kind == "person":
        return with_office_of_owner(draft, before, memory, context)
    mention = replace(draft.mention, sectors=owner.mention.sectors or draft.mention.sectors, basis="coref.counterpart")
    if mention.country is None and memory.pairs and draft.country_from != "region":
        others = [c for c in memory.pairs[-1].countries if c and c != owner.mention.country]
        mention = replace(mention, country=others[0] if len(others) == 1 else None)
    if mention.country is None and draft.country_from != "region":
        mention = replace(mention, country=the_other(owner.mention.country, context))
    mention = _same_office(mention, owner, context)
    found = context.holder(replace(draft, mention=mention, role=owner.role or draft.role))
    if found.mention.kind == "office" and (named := _named_before(found, owner, memory)) is not None:
        found = _as_antecedent(found, named)
    if mention.country and owner.mention.country and mention.country != owner.mention.country:
        memory.pair(Pair(drafts=(owner, found), strong=True))
    return found


def _named_before(found: Draft, owner: Draft, memory: Memory) -> Draft | None:
    """As in "Russian negotiator X ... Her counterpart": a person of that state with the same title."""
    for other in reversed(memory.mentioned):
        mention = other.mention
        same = mention.kind == "person" and mention.country == found.mention.country and not other.plural
        if same and mention.country and _last_word(mention.office) == _last_word(owner.mention.office):
            return other
    met = [
        d for pair in memory.pairs[-2:] if pair.strong and owner.mention.country in pair.countries for d in pair.drafts
    ]
    persons = [d for d in met if d.mention.kind == "person" and d.mention.country == found.mention.country]
    return persons[-1] if persons and found.mention.country else None


def _last_word(office: str | None) -> str:
    return (office or "").rsplit(maxsplit=1)[-1] if office else ""


def with_office_of_owner(draft: Draft, before: Sequence[Draft], memory: Memory, context: Context) -> Draft:
    """A named counterpart ("his Greek counterpart, X") with the office of the person whose counterpart it is."""
    others = [d for d in (*before, *memory.subjects) if d.role != draft.role]
    owner = next((d for d in reversed(others) if d.mention.kind in {"person", "office"} and d.mention.office), None)
    if owner is None:
        return draft
    mention = replace(draft.mention, office=owner.mention.office, sectors=owner.mention.sectors)
    found = replace(draft, mention=mention, role=owner.role, counterpart=True)
    country = the_other(owner.mention.country, context) if mention.country is None else None
    return found if country is None else settle(found, country, "context.side")


def _same_office(mention: ActorMention, owner: Draft, context: Context) -> ActorMention:
    title = owner.mention.office or owner.role
    if not title or not mention.country:
        return replace(mention, office=owner.mention.office or mention.office)
    name = f"{context.registry.adjective(mention.country)} {title}"
    kind = "body" if owner.mention.kind == "body" else mention.kind
    entity = f"{kind}:{mention.country}:{slug(title)}"
    return replace(mention, kind=kind, name=name, entity_id=entity, office=owner.mention.office)


def _owner(draft: Draft, before: Sequence[Draft], memory: Memory) -> Draft | None:
    kinds = {"body", "organisation"} if draft.owner == "its" else {"person", "office"}
    sex = {"his": "f", "her": "m"}.get(draft.owner)
    for other in (*reversed(before), *reversed(memory.subjects)):
        if other.mention.country and other.mention.country == draft.mention.country:
            continue
        if other.mention.kind not in kinds or other.plural or (sex is not None and memory.sex_of(other) == sex):
            continue
        if other.mention.office or other.letter in "XSRO":
            memory.tell_sex(other, PRONOUN_OF.get(draft.owner, ""))
            return other
    return None
