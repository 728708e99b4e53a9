"""Actors told again by what they are: "the Andean country", "the kingdom", "the guest", "the rebel chief", "the latter"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import office_class

from .actors_build import Draft
from .actors_clauses import subject_of, verb_above
from .references_memory import Memory, Pair
from .references_pronouns import PRONOUN_OF, antecedent_of
from .references_repeats import taken_up

if TYPE_CHECKING:
    from .references_context import Context

STATES = frozenset(
    {
        "country",
        "nation",
        "kingdom",
        "republic",
        "state",
        "emirate",
        "homeland",
        "sheikhdom",
        "island nation",
        "sultanate",
    }
    | {"archipelago", "island state"}
)
_FITTED = STATES | {"superpower", "neighbor", "neighbour", "ally", "power"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REACH = 3
_MANY = 40
_REACH_OF_STATES = 6
_ORDER = {"former": 0, "latter": -1}


def again_by_epithet(draft: Draft, before: Sequence[Draft], memory: Memory, context: Context) -> Draft | None:
    """The draft as the actor whom the epithet fits; None for all other phrases."""
    if draft.letter != "R" or draft.plural:
        return None
    if draft.mention.basis == "apposition" and draft.role in load_actor_phrases().parties:
        return draft
    if draft.role in load_actor_phrases().parties:
        return _party_of_visit(draft, before, memory, context)
    if not draft.definite or draft.owner or draft.owner_role or draft.owner_words:
        return None
    if draft.role in _FITTED and draft.country_from in {"", "region"}:
        return state_that_fits(draft, memory, context)
    return _person_that_fits(draft, memory, context) if draft.mention.country is None else None


# ------------------------------------------------------------------------------------------------ states
def fitting_states(draft: Draft) -> frozenset[str] | None:
    """Codes of the states that the words of the phrase fit ("the Andean country"); None where they tell nothing."""
    text = f" {' '.join(draft.mention.text.lower().replace('-', ' ').split())} "
    known = load_actor_phrases().states_by_epithet
    found = max((word for word in known if f" {word} " in text or f" {word}s " in text), key=len, default=None)
    return None if found is None else known[found]


def states_told(memory: Memory, codes: frozenset[str], sentence: int) -> list[str]:
    """The codes among these that the last sentences named, the latest first."""
    near = [d for d in memory.mentioned if sentence - d.mention.sentence <= _REACH_OF_STATES]
    found = [d.mention.country for d in reversed(near) if d.mention.country in codes]
    return list(dict.fromkeys(code for code in found if code))


def state_that_fits(draft: Draft, memory: Memory, context: Context) -> Draft | None:
    """The state told last that the words of the phrase fit; None where none does."""
    codes = fitting_states(draft)
    told = states_told(memory, codes, draft.mention.sentence) if codes is not None else []
    told = told or [code for code in context.dateline_states if code in (codes or ())]
    return context.as_state(draft, told[0], "coref.state") if told else None


# ------------------------------------------------------------------------------------------------ persons
def _near_persons(draft: Draft, memory: Memory, reach: int = _REACH) -> Iterator[Draft]:
    for other in (*reversed(memory.subjects[-_MANY:]), *reversed(memory.mentioned[-_MANY:])):
        mention = other.mention
        if draft.mention.sentence - mention.sentence > reach:
            continue
        if mention.kind == "person" and not other.plural and not mention.attributive and mention.basis != "apposition":
            yield other


def _person_that_fits(draft: Draft, memory: Memory, context: Context) -> Draft | None:
    """As in "the rebel chief", "the general", "the former spy chief": the latest person of whom the words may tell."""
    phrases = load_actor_phrases()
    noun, former = draft.role.split()[-1] if draft.role else "", draft.mention.sectors == ("ELI",)
    held = office_class(draft.mention.office or "") and noun not in phrases.any_leader
    if (noun not in phrases.epithets and not former) or (held and not former):
        return None
    own = set(draft.mention.sectors)
    for other in _near_persons(draft, memory, 2 * _REACH):
        if noun in {*other.role.split(), *(other.mention.office or "").split()} and noun not in phrases.any_leader:
            return taken_up(draft, other)
    for other in _near_persons(draft, memory, 2):
        if (
            draft.mention.sentence == other.mention.sentence
            and not former
            and not _in_other_clause(draft, other, context)
        ):
            continue
        sex = phrases.sex_of_title.get(noun)
        if sex is not None and memory.sex_of(other) not in {None, sex}:
            continue
        anybody = noun in phrases.any_leader and not own & phrases.fighting
        if former or anybody or not own or own & set(other.mention.sectors):
            return taken_up(draft, other)
        if (
            own == {"MIL"}
            and "GOV" in other.mention.sectors
            and other.mention.country in {context.dateline, context.dominant}
        ):
            return taken_up(draft, other)
    return None


def _in_other_clause(draft: Draft, other: Draft, context: Context) -> bool:
    """As in "President X sent condolences, and the general shut the pumps": both are subjects, of two verbs."""
    tokens = context.sentences[draft.mention.sentence].elements.parse.tokens
    one, two = tokens[draft.mention.head], tokens[other.mention.head]
    return one.dep == two.dep == "nsubj" and one.head != two.head


def _party_of_visit(draft: Draft, before: Sequence[Draft], memory: Memory, context: Context) -> Draft | None:
    """As in "the guest", "his host": of the two persons, or states, that met, the one who is abroad, or at home."""
    owner = None
    if draft.owner in PRONOUN_OF:
        pronoun = replace(draft, words=(PRONOUN_OF[draft.owner],))
        owner = antecedent_of(pronoun, context.antecedents(draft, before), memory)
    persons: dict[str, Draft] = {}
    for other in _near_persons(draft, memory, 2 * _REACH):
        if other.mention.country:
            persons.setdefault(other.mention.country, other)
    if owner is not None:
        others = [d for code, d in persons.items() if code != owner.mention.country]
        return taken_up(draft, others[0]) if others else None
    if not draft.definite or len(persons) < 2:  # noqa: PLR2004
        return None
    home = _home(persons.values(), context)
    if home is None:
        return None
    wanted_home = load_actor_phrases().parties[draft.role] == "host"
    found = next((d for code, d in persons.items() if (code == home) == wanted_home), None)
    return None if found is None else taken_up(draft, found)


def _home(persons: Iterable[Draft], context: Context) -> str | None:
    """Who is at home: who receives by the words of the story, else who is of the dateline's state."""
    for draft in persons:
        parse = context.sentences[draft.mention.sentence].elements.parse
        token = parse.tokens[draft.mention.head]
        if token.dep == "nsubj" and parse.tokens[token.head].lemma in load_actor_phrases().receiving:
            return str(draft.mention.country)
    return context.dateline


# ------------------------------------------------------------------------------------------------ the former, the latter
def former_or_latter(draft: Draft, memory: Memory) -> Draft | None:
    """As in "A and B signed. The latter waited": the second, or the first, of those told together."""
    order = _ORDER.get(draft.words[0])
    pairs: list[Pair] = [
        pair for pair in memory.pairs if draft.mention.sentence - pair.drafts[-1].mention.sentence <= _REACH
    ]
    if order is None or not pairs:
        return None
    strong = [pair for pair in pairs if pair.strong and len(pair.drafts) == 2]  # noqa: PLR2004
    return taken_up(draft, (strong or pairs)[-1].drafts[order])


def subject_token(draft: Draft, context: Context) -> int:
    """The token that is subject of the clause in which the draft is an object; -1 if it is none."""
    parse = context.sentences[draft.mention.sentence].elements.parse
    token = parse.tokens[draft.mention.head]
    above = token.head if token.dep != "pobj" else parse.tokens[token.head].head
    if token.dep in _SUBJECTS:  # "want him tried"
        above = verb_above(parse, above)
        if above < 0:
            return -1
    return subject_of(parse, above) if parse.tokens[above].pos in {"VERB", "AUX"} else -1
