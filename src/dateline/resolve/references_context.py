"""What the story as a whole tells: the dateline's country, the only state of a sentence, the holder of an office that day."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import replace

from dateline.lexicon.registry import Person, Registry, office_class
from dateline.lexicon.registry_names import key_words, slug
from dateline.records import ActorMention, ParsedStory, Publication

from .actors_build import Draft
from .actors_join import settle
from .actors_position import LOCATIVE
from .references_memory import Memory, SentenceDrafts
from .references_pronouns import antecedent_of, as_antecedent

#: Sectors of those who act for the state they live in; only they get a country from context.
_OF_THE_STATE = frozenset({"GOV", "LEG", "MIL", "COP", "JUD", "SPY", "OPP", "PTY", "ELI"})
#: A story has a dominant state if it has so many sentences, and names it so many times as often as the next.
_FEWEST_SENTENCES, _CLEARLY = 3, 1.4
_INDEFINITE = frozenset({"a", "an", "any", "every", "each", "another", "no", "some", "its", "their"})
_SUBJECT_LIKE = frozenset({"nsubj", "nsubjpass", "appos", "conj", "ROOT"})
_DEPUTIES = ("deputy", "vice", "assistant", "former", "acting", "under")


class Context:
    """The story's frame for its references."""

    def __init__(
        self, sentences: Sequence[SentenceDrafts], parsed: ParsedStory, registry: Registry, publication: Publication
    ) -> None:
        self.registry = registry
        self.day: dt.date | None = publication.date
        self.dateline = _country_of_place(parsed.split.masthead.place, registry)
        self.sentences = {sentence.index: sentence for sentence in sentences}
        self.countries: dict[str, int] = {}
        for sentence in sentences:
            for draft in sentence.drafts:
                if draft.mention.country:
                    self.countries[draft.mention.country] = self.countries.get(draft.mention.country, 0) + 1

        self.dominant = self._dominant()

    def _dominant(self) -> str | None:
        """The state that a story of several sentences is about: named at its head, and clearly more often than any other."""
        if len(self.sentences) < _FEWEST_SENTENCES:
            return None
        states = sorted((-n, code) for code, n in self.countries.items() if code in self.registry.states)
        if not states or (len(states) > 1 and -states[0][0] < _CLEARLY * -states[1][0]):
            return None
        first = min(self.sentences)
        return states[0][1] if states[0][1] in self._states_of(first) or len(states) == 1 else None

    @property
    def has_both_koreas(self) -> bool:
        return "KOR" in self.countries and "PRK" in self.countries

    def is_proper(self, draft: Draft) -> bool:
        """Is a lone name written and parsed as a name, and not merely capitalised at the head of the sentence?"""
        tokens = self.sentences[draft.mention.sentence].elements.parse.tokens
        token = tokens[draft.mention.head]
        return token.tag in {"NNP", "NNPS"} and len(draft.mention.text) > 2  # noqa: PLR2004

    def as_state(self, draft: Draft, code: str, basis: str) -> Draft:
        """The draft as a mention of a state."""
        mention = replace(
            draft.mention, kind="state", name=self.registry.state_name(code), entity_id=f"state:{code}", country=code,
            sectors=(), office=None, basis=basis,
        )  # fmt: skip
        return replace(draft, mention=mention, letter="C", words=())

    def told(
        self, person: Person, day: dt.date | None, role: str, own: ActorMention
    ) -> tuple[tuple[str, ...], str | None]:
        """Sectors and office of a person known by surname: those of the title beside the name, else of the office held that day."""
        if role:
            return own.sectors, own.office
        if person.over_by(day):
            return ("ELI",), None
        spell = person.spell_on(day)
        return (
            (("GOV",), None)
            if spell is None
            else (self.registry.sectors_of_title(spell.title, spell.office), spell.title)
        )

    def pronoun(self, draft: Draft, before: Sequence[Draft], memory: Memory) -> Draft | None:
        """The pronoun as its antecedent; None where there is none."""
        tokens = self.sentences[draft.mention.sentence].elements.parse.tokens
        here = [d for d in before if tokens[d.mention.head].dep in _SUBJECT_LIKE and d.mention.basis != LOCATIVE]
        antecedent = antecedent_of(draft, here, memory)
        return None if antecedent is None else as_antecedent(draft, antecedent)

    # ------------------------------------------------------------------------------------------------ country
    def country(self, draft: Draft) -> Draft:
        """A role or titled person without country gets the one that context tells, and a basis that says so."""
        mention = draft.mention
        if (
            mention.country is not None
            or mention.members
            or draft.country_from in {"region", "backed"}
            or not self._may_have_country(draft)
        ):
            return draft
        country, how = self._from_context(draft)
        return draft if country is None else settle(draft, country, how, self.registry.adjective(country))

    def by_last_state(self, draft: Draft, memory: Memory) -> Draft:
        """A titled person whom the dateline's state cannot be meant for, to the state that acted last."""
        states = [d for d in memory.subjects if d.mention.kind == "state" and d.mention.country != self.dateline]
        if not states:
            return draft
        country = states[-1].mention.country
        return settle(draft, country, "context.previous", self.registry.adjective(country))

    def _may_have_country(self, draft: Draft) -> bool:
        mention, words = draft.mention, self.registry.words
        if (
            not draft.role
            or not set(mention.sectors) & _OF_THE_STATE
            or mention.kind == "state"
            or "UNK" in mention.sectors
        ):
            return False
        if draft.plural and (mention.kind == "body" or (draft.role in words.pairs and draft.owner)):
            return False
        other = (
            set(mention.text.lower().split()) - set(mention.name.lower().split()) - set((mention.office or "").split())
        )
        return not self.registry.grammar.abroad & other

    def _from_context(self, draft: Draft) -> tuple[str | None, str]:
        near = self._states_of(draft.mention.sentence, free=self.dateline is not None)
        if self.dateline is None and self.dominant is not None:
            return self.dominant, "context.story"
        if self.dateline and (not near or self.dateline in near):
            return self.dateline, "context.dateline"
        if len(near) == 1:
            return near[0], "context.sentence"
        return self.dateline, "context.dateline"

    def _states_of(self, index: int, *, free: bool = False) -> list[str]:
        """States of the actors in a sentence; `free`: only those that stand in it as states, by themselves."""
        drafts = [d for d in self.sentences[index].drafts if not free or _is_free_state(d)]
        return list(dict.fromkeys(c for d in drafts if (c := d.mention.country) and c in self.registry.states))

    # ------------------------------------------------------------------------------------------------ holders
    @functools.cached_property
    def _holders_here(self) -> dict[tuple[str, str], ActorMention]:
        """Persons whom the story itself names with an office, the first by country and class of office."""
        found: dict[tuple[str, str], ActorMention] = {}
        for sentence in self.sentences.values():
            for mention in (draft.mention for draft in sentence.drafts):
                named = mention.kind == "person" and mention.office and mention.basis != "apposition"
                if named and mention.country and (office := office_class(mention.office or "")):
                    found.setdefault((mention.country, office), mention)
        return found

    def holder(self, draft: Draft) -> Draft:
        """A title without a name to the person who held it on the day of publication, where the registry knows that."""
        mention = draft.mention
        if mention.kind != "office" or not mention.office or not mention.country or draft.plural:
            return draft
        if mention.text.lower().split()[0] in _INDEFINITE:
            return draft
        if any(word in mention.text.lower().split() or mention.office.startswith(word) for word in _DEPUTIES):
            return draft
        office = office_class(mention.office)
        if not office or office in {"minister", "ambassador", "lawmaker", "judge", "governor"}:
            return draft
        own = self._holders_here.get((mention.country, office))
        if own is not None:
            known = replace(
                mention, kind="person", name=own.name, entity_id=own.entity_id, basis=f"{mention.basis}+coref.office"
            )
            return replace(draft, mention=known)
        names = self.registry.holders(mention.country, office, self.day) if self.day else []
        if not names:
            return draft
        best = names[0]
        found = replace(
            mention,
            kind="person",
            name=best.person,
            entity_id=f"person:{slug(best.person)}:{mention.country}",
            basis=f"{mention.basis}+holder.{best.source}",
        )
        return replace(draft, mention=found)


def _is_free_state(draft: Draft) -> bool:
    mention = draft.mention
    return mention.kind == "state" and not mention.attributive and mention.basis != LOCATIVE


def _country_of_place(place: str | None, registry: Registry) -> str | None:
    """The state in which a dateline place lies; None where the registry does not know it."""
    if not place:
        return None
    keys = key_words(place.replace("/", ","))
    for at in range(len(keys)):
        for _, names in registry.match(keys, at):
            for name in names:
                if name.kind in {"capital", "place", "state"}:
                    return name.country
    return None
