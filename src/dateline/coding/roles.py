"""Who acts and on whom: from the slots of a frame to the actor mentions that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.records import ActorMention, EventActor, Place
from dateline.syntax import OWNERS, SUBJECTS, Syntax

from .matching import CALENDAR, Match
from .placing import place_of

LOCATIVE = "place:locative"
#: Slots that may hold a place: the host of a visit, whom a curfew, a truce or aid is meant for.
_PLACE_SLOTS = frozenset({"to", "in", "into", "from", "obj", "at"})
#: Clauses that say more about a noun; actors inside them have no part in the act on the noun.
_ASIDE = frozenset({"relcl", "appos", "acl", "advcl", "ccomp", "parataxis"})
#: Clauses behind a verb that tell other acts.
_SIDE = frozenset({"relcl", "advcl", "ccomp", "parataxis", "conj", "nsubj", "nsubjpass", "mark"})
#: Kinds that are taken for people of the place if nothing else is told of them.
_LOCAL = frozenset({"group", "body", "office"})
#: Behind these stands what a thing is about or aimed at, not whose it is ("a bomb attack on a convoy").
_AIMED = frozenset({"on", "against", "about", "over"})
_LISTED = "list"
_BY_PRONOUN = "coref.pronoun"
#: How a noun stands to a verb whose subject does what the noun tells: "launched an attack", "is a donor of".
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr"})
#: Country code of groups that belong to no state, and the acts that find them in one.
_NO_STATE = "IMG"
_FOUGHT = frozenset({"ASSAULT", "COERCE"})
#: Prepositions of the place whose authorities act there, and kinds of actors that are places.
_AT_HOME = ("in", "from", "on", "across", "at")
_PLACES = frozenset({"state", "group"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Mentions of a role and the slot that gave them ("subj", "with" ...); no mentions and "" if no slot did."""

    mentions: tuple[ActorMention, ...] = ()
    slot: str = ""


class Cast:
    """The actor mentions of one sentence, found by token."""

    def __init__(self, syntax: Syntax, mentions: Sequence[ActorMention], places: Sequence[Place] = ()) -> None:
        self.syntax = syntax
        self._places = places
        self._at: dict[int, ActorMention] = {}
        named: dict[str, ActorMention] = {}
        for mention in mentions:
            told = mention
            if mention.basis.startswith(_BY_PRONOUN):
                told = named.get(mention.entity_id, mention)  # "Laos said it had": the name tells more than "it"
            else:
                named.setdefault(mention.entity_id, mention)
            for token in syntax.tokens:
                if mention.start <= token.start < mention.end:
                    self._at[token.i] = told

    def fill(self, slots: Iterable[str], match: Match) -> Filled:
        """The first slot in order of preference that holds an actor."""
        for slot in slots:
            mentions = self._in_slot(slot, match)
            if mentions:
                return Filled(mentions=tuple(mentions), slot=slot)
        return Filled()

    def _in_slot(self, slot: str, match: Match) -> list[ActorMention]:
        if slot == "owner":
            return self._unique(self._owners(match.noun if match.noun is not None else match.trigger))
        served = self._served(match, slot)
        if served:
            return served
        places = slot in _PLACE_SLOTS
        heads = self._listed(self._heads(slot, match))
        found = self._unique(m for head in heads for m in self._actors_of(head, places=places))
        if slot == "subj" and not found and match.frame.kind == "verb":
            found = self._unique(m for head in self._bearers(heads) for m in self._actors_of(head, places=False))
        return found

    def _listed(self, heads: Iterable[int]) -> list[int]:
        """The heads with what is coordinated with any word of their names; "the US, Russia and Chad" is often read as an aside."""
        out: dict[int, None] = {}
        todo = self.syntax.expand(heads)
        while todo:
            head = todo.pop(0)
            if head in out:
                continue
            out[head] = None
            mention = self._at.get(head)
            if mention is None:
                continue
            inside = [t.i for t in self.syntax.tokens if self._at.get(t.i) is mention]
            asides = [j for i in inside for j in self.syntax.children(i, "appos") if self._is_other(j, mention)]
            todo += self.syntax.expand([*inside, *asides])
        return sorted(i for i in out if self._at.get(i) is None or i in self._first_words(out))

    def _first_words(self, heads: Iterable[int]) -> set[int]:
        """Of every mention among the heads the first head only."""
        first: dict[tuple[int, int], int] = {}
        for i in heads:
            mention = self._at.get(i)
            if mention is not None:
                first.setdefault((mention.start, mention.end), i)
        return set(first.values())

    def _is_other(self, i: int, mention: ActorMention) -> bool:
        """Is the apposition i the next of a list: an actor of another state, followed by "and ..."?"""
        other = self._at.get(i)
        listed = other is not None and other.country and other.country != mention.country
        return bool(listed and self.syntax.children(i, "conj"))

    def _bearers(self, heads: Iterable[int]) -> list[int]:
        """Who put out the paper that says it: "Oslo tabled a bill that would ban", "said in a note that described"."""
        syntax = self.syntax
        verbs = [syntax.tokens[i].head for i in heads if syntax.tokens[i].dep in {"dobj", "nsubjpass"}]
        behind = [syntax.tokens[i].head for i in heads if syntax.tokens[i].dep == "pobj"]
        verbs += [syntax.tokens[j].head for j in behind if syntax.lemma(j) == "in"]
        return [k for verb in verbs if syntax.is_verb(verb) for k in syntax.agent(verb)]

    def _heads(self, slot: str, match: Match) -> list[int]:
        syntax, i = self.syntax, match.trigger
        if slot == "speaker":
            return self._speaker(i)
        if slot == "subj":
            return self._subject_of_verb(match) if match.frame.kind == "verb" else self._subject_of_noun(i)
        if slot == "obj":
            behind = [k for word in match.frame.rest for k in syntax.preposition_objects(i, word)]
            return syntax.patient(i) or [k for k in behind if syntax.lemma(k) not in CALENDAR]
        if slot == "iobj":
            return syntax.children(i, "dative")
        if slot in {"comp.subj", "comp.obj"}:
            ask = syntax.agent if slot == "comp.subj" else syntax.patient
            return [k for j in match.complements for k in ask(j)]
        found = syntax.preposition_objects(i, slot)
        if match.noun is not None:
            found = found + syntax.preposition_objects(match.noun, slot)
            if (
                slot == "between" and not found
            ):  # "talks on quotas between Peru and Chile": the parser hangs it on the topic
                topics = [k for j in syntax.children(match.noun, "prep") for k in syntax.children(j, "pobj")]
                found = [k for topic in topics for k in syntax.preposition_objects(topic, slot)]
        if not found and match.frame.kind == "noun":
            verb = syntax.governing_verb(i)
            if verb != i and syntax.tokens[i].dep in {"dobj", "nsubjpass", "pobj", *SUBJECTS}:
                found = syntax.preposition_objects(verb, slot)
        return found

    def _subject_of_verb(self, match: Match) -> list[int]:
        """The agent; of "the minister, X, conferred here", which the parser takes for a participle, the noun."""
        syntax, token = self.syntax, self.syntax.tokens[match.trigger]
        found = syntax.agent(match.trigger)
        intransitive = match.frame.mutual and match.frame.passive == "never" and not match.frame.objects
        return [token.head] if not found and intransitive and token.dep == "acl" and token.tag == "VBN" else found

    def _speaker(self, i: int) -> list[int]:
        """Who says the clause: "said that the militia was behind the blast"."""
        inner = i
        for j in self.syntax.ancestors(i):
            if self.syntax.tokens[inner].dep in {"ccomp", "parataxis"} and self.syntax.is_verb(j):
                return self.syntax.grammatical_subject(j)
            inner = j
        return []

    def _subject_of_noun(self, i: int) -> list[int]:
        """Whose act the noun is, when it is the object of a verb: "launched an attack", "paid a visit"."""
        verb = self.syntax.governing_verb(i)
        return self.syntax.agent(verb) if verb != i and self.syntax.tokens[i].dep in _OBJECTS else []

    def _actors_of(self, head: int, *, places: bool) -> list[ActorMention]:
        """The mention on a head noun; if the noun is no actor, those who own it ("Iran's decision": Iran)."""
        mention = self._at.get(head)
        if mention is not None:
            if not places and mention.basis == LOCATIVE:
                return []
            together = [*self._sharing(head, mention), mention]
            return [*sorted(together, key=lambda m: m.start), *self._listed_with(head, mention)]
        if self.syntax.tokens[head].pos == "PRON":
            return self._antecedent(head)
        owners = self._owners(head)
        return owners or self._inside(head)

    def _listed_with(self, head: int, mention: ActorMention) -> list[ActorMention]:
        """The others of "the envoys of South Korea and the United States", whom `resolve` found as a list with the first."""
        below = (self._at.get(j) for j in self.syntax.parse.subtree(head) if j != head)
        return [m for m in below if m is not None and m.start != mention.start and m.basis.startswith(_LISTED)]

    def _sharing(self, head: int, mention: ActorMention) -> list[ActorMention]:
        """Whose the noun is besides: "Chad and Niger's ministers", "Kenyan and UN negotiators", "envoys from Fiji and Peru"."""
        syntax = self.syntax
        own = [j for j in syntax.children(head) if syntax.tokens[j].dep in OWNERS and syntax.children(j, "conj", "cc")]
        after = self._after(mention)
        served = after is not None and syntax.lemma(after) in {"from", "of"} and syntax.tokens[after].dep == "prep"
        listed = syntax.expand(syntax.children(after, "pobj")) if served and after is not None else []
        first = self._at.get(listed[0]) if listed else None
        if first is None or first.country != mention.country or mention.kind not in {"group", "office"}:
            listed = []
        found = [m for j in (*own, *listed[1:]) if (m := self._at.get(j)) is not None and m.country]
        return [m for m in found if m.country != mention.country and m.kind == "state"]

    def _served(self, match: Match, slot: str) -> list[ActorMention]:
        """The state inside an envoy's own name: India of "recalled its ambassador to India"."""
        envoy = self._at.get(match.noun) if match.noun is not None else None
        heads = (
            self.syntax.preposition_objects(match.noun, slot) if envoy is not None and match.noun is not None else []
        )
        inner = [self.syntax.tokens[k] for k in heads if self._at.get(k) is envoy]
        named = [p for p in self._places for t in inner if p.country and p.start <= t.start < p.end]
        return [
            ActorMention(
                text=place.text,
                start=place.start,
                end=place.end,
                sentence=place.sentence,
                head=inner[0].i,
                kind="state",
                name=place.name,
                entity_id=f"state:{place.country}",
                country=place.country,
                basis="place:served",
            )
            for place in named
        ]

    def _after(self, mention: ActorMention) -> int | None:
        """The token behind the mention."""
        return next((t.i for t in self.syntax.tokens if t.start >= mention.end), None)

    def _antecedent(self, pronoun: int) -> list[ActorMention]:
        """Whom "it" or "they" in a reported clause stands for, if nobody else has told: the speaker."""
        syntax = self.syntax
        if syntax.lemma(pronoun) not in _PRONOUNS:
            return []
        clause = syntax.tokens[pronoun].head
        for verb in syntax.ancestors(clause):
            if syntax.is_verb(verb) and syntax.tokens[clause].dep in {"ccomp", "advcl", "parataxis"}:
                subjects = syntax.expand(syntax.grammatical_subject(verb))
                found = [self._at[s] for s in subjects if s in self._at]
                if found:
                    return found
            clause = verb
        return []

    def _owners(self, noun: int) -> list[ActorMention]:
        """Actors that qualify a noun: possessive, nationality, compound, then of-, by- and from-phrases."""
        near = [
            self._at[j] for j in self.syntax.children(noun) if self.syntax.tokens[j].dep in OWNERS and j in self._at
        ]
        near += [
            self._at[k]
            for j in self.syntax.children(noun, "compound", "amod", "nmod")
            for k in self.syntax.children(j)
            if k in self._at and self.syntax.tokens[k].dep not in _ASIDE
        ]
        if near:
            return sorted(near, key=lambda mention: mention.start)
        inner = self.syntax.preposition_objects(
            noun, "of"
        )  # "the lifting of sanctions by Ottawa" hangs "by" on sanctions
        for preposition in ("of", "by", "from", "between", "among"):
            places = [noun, *inner] if preposition in {"by", "between"} else [noun]
            heads = self.syntax.expand(
                k for place in places for k in self.syntax.preposition_objects(place, preposition)
            )
            found = [(head, self._at[head]) for head in heads if head in self._at and self._at[head].basis != LOCATIVE]
            if found:
                return [m for head, mention in found for m in (*self._listed_with(head, mention), mention)]
        return []

    def _inside(self, head: int) -> list[ActorMention]:
        """The first actor inside the noun phrase, relative clauses and appositions left out."""
        todo = [head]
        while todo:
            i = todo.pop(0)
            for j in self.syntax.children(i):
                if self.syntax.tokens[j].dep in _ASIDE or self.syntax.is_verb(j) or self.syntax.lemma(j) in _AIMED:
                    continue
                if j in self._at and self._at[j].basis != LOCATIVE:
                    return [self._at[j]]
                todo.append(j)
        return []

    def at_home(self, actors: tuple[EventActor, ...], match: Match) -> tuple[EventActor, ...]:
        """The actors, those without a state taken for people of the place: "a police convoy in western Afghanistan".

        Only groups, bodies and offices, and only where one state is the place of the act or the only one in the sentence.
        Groups that belong to no state are at home where they are fought.
        """
        if match.frame.type in _FOUGHT:
            actors = self._where_fought(actors, match)
        if all(actor.country for actor in actors):
            return actors
        trigger = match.trigger
        places = {m.country for m in self.below(self.syntax.governing_verb(trigger)) if m.basis == LOCATIVE}
        named = {m.country for m in self._at.values() if m.country and not m.members}
        homes = places - {None} or named
        if len(homes) != 1:
            return actors
        home = next(iter(homes))
        return tuple(a if a.country or a.kind not in _LOCAL else replace(a, country=home) for a in actors)

    def _where_fought(self, actors: tuple[EventActor, ...], match: Match) -> tuple[EventActor, ...]:
        place = self.place(match)
        return tuple(replace(a, country=place) if place and a.country == _NO_STATE else a for a in actors)

    def place(self, match: Match) -> str | None:
        """The state in which the act is said to take place."""
        found = place_of(match, self.syntax, self._places, None)
        return found.country if found is not None else None

    def authorities(self, match: Match) -> Filled:
        """Those of the place where somebody was arrested, of the state out of which somebody was sent."""
        heads = [k for word in _AT_HOME for k in self.syntax.preposition_objects(match.trigger, word)]
        found = [m for k in heads if (m := self._at.get(k)) is not None and m.country and m.kind in _PLACES]
        return Filled(mentions=tuple(found[:1]), slot="authorities")

    def below(self, verb: int) -> list[ActorMention]:
        """Actors of the verb's clause behind the verb, nearest first, places last; side clauses left out."""
        found: list[tuple[bool, int, ActorMention]] = []
        todo = [j for j in self.syntax.children(verb) if j > verb]
        while todo:
            i = todo.pop(0)
            token = self.syntax.tokens[i]
            if token.dep in _SIDE and not self.syntax.is_infinitive(i):
                continue
            if i in self._at:
                found.append((self._at[i].basis == LOCATIVE, i, self._at[i]))
            todo.extend(self.syntax.children(i))
        return self._unique(m for _, _, m in sorted(found, key=lambda f: f[:2]))

    def at(self, i: int) -> ActorMention | None:
        """The mention that covers token i."""
        return self._at.get(i)

    @staticmethod
    def _unique(mentions: Iterable[ActorMention]) -> list[ActorMention]:
        return list({(m.start, m.end): m for m in mentions}.values())
