"""What the story as a whole tells: the dateline's country, the only state of a sentence, the holder of an office that day."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import replace

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Person, Registry, office_class
from dateline.lexicon.registry_names import key_words, slug
from dateline.records import ActorMention, Entity, ParsedStory, Publication, Token

from .actors_build import Draft
from .actors_clauses import subject_of, verb_above
from .actors_position import LOCATIVE
from .actors_told import settle
from .references_bare import STATE
from .references_epithets import former_or_latter, state_that_fits, subject_token
from .references_evidence import Evidence
from .references_holders import is_person, of_the_same_rank, titled_holders
from .references_home import dominant_state, home_of, places_of
from .references_members import pair_told
from .references_memory import KOREAS, Memory, SentenceDrafts
from .references_pronouns import antecedent_of, as_antecedent, is_accusative
from .references_repeats import is_fighting
from .references_sides import other_side

#: Sectors of those who act for the state they live in; only they get a country from context.
_OF_THE_STATE = frozenset({"GOV", "LEG", "MIL", "COP", "JUD", "SPY", "OPP", "PTY", "ELI"})
_OBJECTS = frozenset({"dobj", "pobj", "dative"})
#: Prepositions before what somebody is praised, blamed or punished for.
_CAUSES = frozenset({"for", "over", "because", "due", "about"})
_INDEFINITE = frozenset({"a", "an", "any", "every", "each", "another", "no", "some", "its", "their"})
_SUBJECT_LIKE = frozenset({"nsubj", "nsubjpass", "appos", "ROOT"})
#: People who act for themselves.
_CIVIL = frozenset({"CVL", "EDU", "LAB", "AGR", "REL", "BUS", "MED"})
#: Offices of which the registry has all holders.
_KNOWN_OFFICES = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})
_DEPUTIES = ("deputy", "vice", "assistant", "former", "acting", "under")


class Context:
    """The story's frame for its references."""

    def __init__(
        self, sentences: Sequence[SentenceDrafts], parsed: ParsedStory, registry: Registry, publication: Publication
    ) -> None:
        self.registry = registry
        self.day: dt.date | None = publication.date
        self.sentences = {sentence.index: sentence for sentence in sentences}
        self.countries: dict[str, int] = {}
        for draft in (draft for sentence in sentences for draft in sentence.drafts):
            if draft.mention.country:
                self.countries[draft.mention.country] = self.countries.get(draft.mention.country, 0) + 1
        self.dateline_states = places_of(parsed.split.masthead.place, registry)
        self.dateline = home_of(sentences, parsed.split.masthead.place, registry)
        self.dominant = dominant_state(self.sentences, self.countries, registry)
        self.evidence = Evidence(self.sentences, registry, self.countries)

    @property
    def has_both_koreas(self) -> bool:
        return "KOR" in self.countries and "PRK" in self.countries

    def korea_of(self, words: Sequence[str]) -> str | None:
        """As in "the North's delegation", where the story is about the two Koreas."""
        return KOREAS.get(words[0]) if len(words) == 1 and self.has_both_koreas else None

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
        if (ordered := former_or_latter(draft, memory)) is not None:
            return ordered
        if draft.words[0] == STATE:
            return state_that_fits(draft, memory, self)
        told = [*self.antecedents(draft, before), *self._blamed(draft, before)]
        antecedent = antecedent_of(draft, told, memory, self._barred(draft, before))
        if draft.words[0] == "they" and (paired := pair_told(draft, antecedent, self, memory)) is not None:
            return paired
        if antecedent is None:
            return None
        memory.tell_sex(antecedent, draft.words[0])
        return as_antecedent(draft, antecedent)

    def _blamed(self, draft: Draft, before: Sequence[Draft]) -> list[Draft]:
        """As in "thanked Turkey for its help", "sanctions on Iraq over its arms": whom the act of the clause is about."""
        parse = self.sentences[draft.mention.sentence].elements.parse
        noun = parse.tokens[draft.mention.head].head
        prep = parse.tokens[parse.tokens[noun].head]
        if not draft.mention.attributive or prep.text.lower() not in _CAUSES:
            return []
        verb = verb_above(parse, noun)
        subject = subject_of(parse, verb) if verb >= 0 else -1
        about = [d for d in before if d.mention.head > verb >= 0 and not d.tokens[0] <= subject <= d.tokens[1]]
        return [d for d in about if d.letter != "-" and not d.mention.attributive]

    def _barred(self, draft: Draft, before: Sequence[Draft]) -> str:
        """The entity that is subject of the clause in which the pronoun is an object; "" where it is none."""
        tokens = self.sentences[draft.mention.sentence].elements.parse.tokens
        token = tokens[draft.mention.head]
        subject = subject_token(draft, self) if token.dep in _OBJECTS or is_accusative(token) else -1
        return next((d.mention.entity_id for d in before if d.tokens[0] <= subject <= d.tokens[1]), "")

    def antecedents(self, draft: Draft, before: Sequence[Draft]) -> list[Draft]:
        """The drafts of the sentence that a pronoun may stand for, the likeliest last: objects, then subjects and their like."""
        tokens = self.sentences[draft.mention.sentence].elements.parse.tokens
        acted_on = _function(draft, tokens) in _OBJECTS or is_accusative(tokens[draft.mention.head])
        reflexive = draft.letter == "-" and acted_on
        subject = subject_token(draft, self) if reflexive else -1
        free = [
            d
            for d in before
            if d.mention.basis != LOCATIVE and d.mention.head >= 0 and not d.tokens[0] <= subject <= d.tokens[1]
        ]
        objects = [d for d in free if _function(d, tokens) == "dobj" and not d.mention.attributive]
        persons = [d for d in free if d.mention.kind == "person" and draft.letter == "-" and not d.mention.attributive]
        return [*persons, *objects, *(d for d in free if _function(d, tokens) in _SUBJECT_LIKE)]

    def is_known(self, draft: Draft) -> bool:
        """Does the registry know somebody of this full name?"""
        return bool(self.registry.persons_named(draft.mention.text))

    # ------------------------------------------------------------------------------------------------ country
    def country(self, draft: Draft, before: Sequence[Draft], memory: Memory) -> Draft:
        """A role or titled person without country gets the one that context tells, and a basis that says so."""
        mention = draft.mention
        if (
            mention.country is not None
            or mention.members
            or draft.country_from in {"region", "backed"}
            or not self._may_have_country(draft)
        ):
            return draft
        country, how = (
            (self._of_some_envoy(draft, memory), "context.previous")
            if self.is_some_envoy(draft)
            else self._from_context(draft, before, memory)
        )
        return draft if country is None else settle(draft, country, how, self.registry.adjective(country))

    def by_other_state(self, draft: Draft, barred: str | None, memory: Memory) -> Draft:
        """A titled person whom one state cannot be meant for, to the other that acted last, or that the story is about besides."""
        states = [d for d in memory.subjects if d.mention.kind == "state" and d.mention.country != barred]
        country = states[-1].mention.country if states else other_side(barred, memory, self)
        return (
            draft if country is None else settle(draft, country, "context.previous", self.registry.adjective(country))
        )

    def cannot_hold(self, draft: Draft) -> bool:
        """Is a president put in a kingdom, or a king in a republic, by context alone?"""
        mention, monarchs = draft.mention, load_actor_phrases().monarchs
        if "context" not in mention.basis or mention.office not in {*monarchs, "president"} or self.day is None:
            return False
        known = self.registry.holders(mention.country or "", "head_of_state", self.day)
        crowned = any(set(key_words(holder.title)) & monarchs for holder in known)
        return bool(known) and crowned != (mention.office in monarchs)

    def is_some_envoy(self, draft: Draft) -> bool:
        """As in "an envoy": one who is sent, from nowhere that the story has told yet."""
        envoys = load_actor_phrases().synonyms["envoy"]
        return draft.role in {"envoy", *envoys} and draft.mention.text.lower().startswith(("a ", "an "))

    def _of_some_envoy(self, draft: Draft, memory: Memory) -> str | None:
        """As in "Trinidad offered to mediate. An envoy, X, saw both sides": the state that has just acted."""
        acted = [d for d in memory.subjects if draft.mention.sentence - d.mention.sentence <= 1]
        states = [d.mention.country for d in acted if d.mention.kind == "state"]
        return states[-1] if states else None

    def _may_have_country(self, draft: Draft) -> bool:
        mention, words = draft.mention, self.registry.words
        former = mention.kind == "person" and mention.sectors == ("ELI",)
        if (
            not (draft.role or former or draft.letter == "B")
            or not (set(mention.sectors) & _OF_THE_STATE or self._acts_at_home(draft) or self._fights_at_home(draft))
            or mention.kind == "state"
            or (len(mention.sectors) > 1 and "UNK" in mention.sectors)
        ):
            return False
        if draft.plural and (mention.kind == "body" or (draft.role in words.pairs and draft.owner)):
            return False
        if (
            (draft.plural and draft.role in load_actor_phrases().anywhere)
            or draft.role == "mediator"
            or self.tells_post(draft)
        ):
            return False
        other = (
            set(mention.text.lower().split()) - set(mention.name.lower().split()) - set((mention.office or "").split())
        )
        return not self.registry.grammar.abroad & other

    def _acts_on_state(self, draft: Draft) -> bool:
        """As in "Foreign Minister X thanked Kazakhstan": who does something to a state is not of it."""
        tokens = self.sentences[draft.mention.sentence].elements.parse.tokens
        token = tokens[draft.mention.head]
        drafts = self.sentences[draft.mention.sentence].drafts
        objects = [
            d for d in drafts if tokens[d.mention.head].dep == "dobj" and tokens[d.mention.head].head == token.head
        ]
        goes = bool(draft.words) and tokens[token.head].lemma in self.registry.grammar.motion
        places = [d for d in drafts if goes and d.mention.basis == LOCATIVE and d.mention.start > draft.mention.start]
        return token.dep == "nsubj" and any(d.mention.kind == "state" or d in places for d in (*objects, *places))

    def at_home(self, draft: Draft) -> Draft:
        """A group of sides or officials whom the story has not named: those of the state where the story is at home."""
        if self.dateline is None or self.dateline not in self.registry.states:
            return draft
        return settle(draft, self.dateline, "context.dateline", self.registry.adjective(self.dateline))

    def _fights_at_home(self, draft: Draft) -> bool:
        """Rebels and gangs of no stated country are of the state that the story is about, or tells to be the scene."""
        if not is_fighting(draft) or draft.letter == "B":
            return is_fighting(draft)
        named = self.dateline is not None and self.countries.get(self.dateline, 0) > 0
        if self.evidence.has_place(draft):
            return True
        return named or self.dominant is not None or self.evidence.has_scene(draft)

    def _acts_at_home(self, draft: Draft) -> bool:
        """Strikers, students, villagers who do something in a story that tells where: people of that state."""
        parse = self.sentences[draft.mention.sentence].elements.parse
        acts = _function(draft, parse.tokens) in {"nsubj", "nsubjpass"} and not draft.mention.attributive
        sectors = set(draft.mention.sectors)
        civil = draft.plural and draft.mention.kind == "group" and bool(sectors & _CIVIL or sectors == {"UNK"})
        return acts and civil and (self.dateline is not None or self.evidence.has_scene(draft))

    def _from_context(self, draft: Draft, before: Sequence[Draft], memory: Memory) -> tuple[str | None, str]:
        country, how = self.evidence.country(draft, before, memory)
        if country is not None:
            return country, how
        if (country := self._by_default(draft)) is not None:
            return country, "context.title"
        if self.dateline is not None:
            return self.dateline, "context.dateline"
        if self.dominant is not None:
            return self.dominant, "context.story"
        if (len(self.dateline_states) > 1 or draft.words) and self._acts_on_state(draft):
            return None, ""
        near = self._states_of(draft.mention.sentence, subjects=True) or self._states_of(draft.mention.sentence)
        if len(near) != 1:
            near = self._states_of(draft.mention.sentence)
        return (near[0], "context.sentence") if len(near) == 1 else (None, "")

    def _by_default(self, draft: Draft) -> str | None:
        """As in "Secretary of State X": one state's, unless the story tells of another that has the office under that name."""
        phrases = load_actor_phrases()
        office = " ".join((draft.mention.office or "").split()[-3:])
        country = phrases.by_default.get(office) or phrases.by_default.get(" ".join(office.split()[-2:]))
        if {self.dateline, self.dominant} & phrases.default_rivals:
            return None
        return country

    def _states_of(self, index: int, *, subjects: bool = False) -> list[str]:
        """States of the actors in a sentence; `subjects`: only of those that act in it."""
        tokens = self.sentences[index].elements.parse.tokens
        drafts = [d for d in self.sentences[index].drafts if not subjects or tokens[d.mention.head].dep == "nsubj"]
        return list(dict.fromkeys(c for d in drafts if (c := d.mention.country) and c in self.registry.states))

    # ------------------------------------------------------------------------------------------------ holders
    @functools.cached_property
    def _holders_here(self) -> dict[tuple[str, str], ActorMention]:
        """Persons whom the story itself names with an office, the first by country and class of office."""
        found: dict[tuple[str, str], ActorMention] = {}
        for sentence in self.sentences.values():
            for mention in (draft.mention for draft in sentence.drafts):
                named = mention.kind == "person" and mention.office and mention.basis != "apposition"
                country = mention.country or self.dateline
                if (
                    named
                    and country
                    and (office := office_class(mention.office or ""))
                    and "ELI" not in mention.sectors
                ):
                    found.setdefault((country, office), mention)
        return found

    @functools.cached_property
    def _trusts_registry(self) -> bool:
        """Does nobody in the story hold an office that the registry gives to another on that day?"""
        for (country, office), mention in self._holders_here.items():
            known = self.registry.holders(country, office, self.day) if office in _KNOWN_OFFICES else []
            words = set(key_words(mention.name))
            if known and not any(words & set(key_words(holder.person)) for holder in known):
                return False
        return True

    def tells_post(self, draft: Draft) -> bool:
        """As in "named X foreign minister", "has been foreign minister since": the title is a post, not its holder."""
        tokens = self.sentences[draft.mention.sentence].elements.parse.tokens
        token = tokens[draft.mention.head]
        if token.dep in {"attr", "oprd"}:
            return True
        above = tokens[token.head]
        return (token.dep == "pobj" and above.text.lower() == "as") or (token.dep == "dobj" and above.lemma == "become")

    def holder_of(self, member: Entity) -> Entity:
        """The office of one of a pair as the person who held it that day, where the registry knows that."""
        office = office_class(member.office or "")
        if member.kind != "office" or office not in _KNOWN_OFFICES or member.country is None:
            return member
        own = self._holders_here.get((member.country, office))
        if own is not None:
            return replace(member, kind="person", name=own.name, entity_id=own.entity_id)
        names = self.registry.holders(member.country, office, self.day) if self.day and self._trusts_registry else []
        if not names:
            return member
        entity_id = f"person:{slug(names[0].person)}:{member.country}"
        return replace(member, kind="person", name=names[0].person, entity_id=entity_id)

    def holder(self, draft: Draft) -> Draft:
        """A title without a name to the person who held it on the day of publication, where the registry knows that."""
        mention = draft.mention
        if not is_person(mention, self.registry) or not mention.office or not mention.country or draft.plural:
            return draft
        if mention.text.lower().split()[0] in _INDEFINITE:
            return draft
        if any(word in mention.text.lower().split() or mention.office.startswith(word) for word in _DEPUTIES):
            return draft
        if self.tells_post(draft):
            return draft
        office = office_class(mention.office)
        by_title = titled_holders(self.registry, draft, self.day) if self.day and self._trusts_registry else []
        if not by_title and (not office or office in {"minister", "ambassador", "lawmaker", "judge", "governor"}):
            return draft
        own = self._holders_here.get((mention.country, office))
        if own is not None:
            known = replace(
                mention, kind="person", name=own.name, entity_id=own.entity_id, basis=f"{mention.basis}+coref.office"
            )
            return replace(draft, mention=known)
        of_class = mention.country in self.registry.states and self.day is not None and self._trusts_registry
        known_by = self.registry.holders(mention.country, office, self.day) if of_class else []
        names = by_title or of_the_same_rank(draft, known_by)
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


def _function(draft: Draft, tokens: Sequence[Token]) -> str:
    """The relation of a draft in its sentence; the later ones of a list have that of the first."""
    token = tokens[draft.mention.head]
    for _ in range(4):
        if token.dep != "conj" or token.pos in {"VERB", "AUX"}:
            break
        token = tokens[token.head]
    return token.dep
