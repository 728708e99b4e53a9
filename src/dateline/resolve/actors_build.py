"""A phrase to an actor mention: kind, country, sectors, office, head, and whether it only qualifies another noun."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Holder, Name, Person, Registry
from dateline.lexicon.registry_names import slug
from dateline.records import ActorKind, ActorMention

from .actors_elements import Element, Elements
from .actors_phrases import Phrase
from .actors_position import Position
from .actors_roles import Role, RoleReader

_GEOGRAPHIC = frozenset("NCKP")
_QUALIFYING = frozenset("NCKPOBGEXS")
_STATE_BEHIND = re.compile(r">d?[CKP](?!')")
#: How many words a name of which only a state is told must have to be taken for a person's.
_FULL_NAME = range(2, 5)
#: Codes of groups that are of no state.
_NO_STATES = frozenset({"IMG", "NGO", "MNC"})
_OFFICES = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP"})

#: A mention without place and identity, to be filled in.
_BLANK = ActorMention(text="", start=0, end=0, sentence=-1, head=-1, kind="unknown", name="", entity_id="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mention on its way: the mention so far and what references need to know about it.

    body: the organisation, body or group that a person's title names.
    letter: upper-case letter of its core. words: folded words of the personal name. role: the role noun as the lexicon has it.
    owner: "his", "their" ... before the phrase. definite: with "the". person: who it is, if the registry knows.
    """

    mention: ActorMention
    letter: str
    words: tuple[str, ...] = ()
    role: str = ""
    plural: bool = False
    owner: str = ""
    definite: bool = False
    person: Person | None = None
    tokens: tuple[int, int] = (0, 0)
    country_from: str = ""
    at: tuple[int, int] = (0, 0)
    owner_role: str = ""
    owner_words: tuple[str, ...] = ()
    counterpart: bool = False
    body: Name | None = None


class Builder:
    """Builds the mentions of one sentence."""

    def __init__(self, registry: Registry, elements: Elements, sentence: int, text: str, day: dt.date | None) -> None:
        self.registry, self.elements, self.sentence = registry, elements, sentence
        self.text, self.day = text, day
        self.tokens = elements.parse.tokens
        self.roles = RoleReader(registry, elements)
        self.position = Position(registry, elements)

    def build(self, phrase: Phrase) -> Draft | None:
        """The draft of a phrase; None where it names no actor after all."""
        items = self.elements.items[phrase.first : phrase.last + 1]
        core = self.elements.items[phrase.core]
        letter = core.letter.upper()
        before = self.elements.items[phrase.first : phrase.core]
        behind = self.elements.items[phrase.core + 1 : phrase.last + 1]
        role = self.roles.read(before, core, behind)
        country, country_from = self._told_country(phrase, (before, behind), role)
        draft = self._draft(core, role, country, (before, behind))
        if draft is None:
            return None
        found = self._placed(draft, phrase, country_from)
        first = self.elements.words[items[0].first]
        return Draft(
            mention=found,
            letter="R" if letter == "T" else letter,
            words=draft.words,
            role=role.noun,
            plural=draft.plural,
            owner=first.key if items[0].letter == "q" else "",
            definite=items[0].letter == "d" and first.key in {"the", "this", "that", "these", "those"},
            person=draft.person,
            tokens=(first.token, self.elements.words[items[-1].last].token),
            country_from=country_from,
            at=(phrase.first, phrase.last),
            owner_words=self._owner_words(before),
            body=next((e.names[0] for e in (*reversed(before), *behind) if e.letter in "OBGobg" and e.names), None),
            owner_role=next((e.names[0].name for e in reversed(before) if e.letter in "RT"), ""),
        )

    def _told_country(
        self, phrase: Phrase, around: tuple[Sequence[Element], Sequence[Element]], role: Role
    ) -> tuple[str | None, str]:
        """The country that the phrase tells, or the state right behind it, or the title alone, and how."""
        core = self.elements.items[phrase.core]
        letter = core.letter.upper()
        country, how = self._country(around[0], core, around[1])
        if (letter in "XS" and how in {"", "name"}) or (letter == "B" and country is None):
            behind = self._country_behind(phrase)
            country, how = behind if behind[0] else (country, how)
        if country is None and (country := load_actor_phrases().implied.get(role.noun)) is not None:
            how = "implied"
        return country, how

    def _placed(self, draft: Draft, phrase: Phrase, country_from: str) -> ActorMention:
        """The mention at its place in the story, with its head and what its place tells."""
        core = self.elements.items[phrase.core]
        letter = core.letter.upper()
        head = self.position.head(phrase, core) if letter != "V" else self.elements.words[core.first].token
        start, end = self.position.span(phrase)
        if letter == "V":
            end = self.elements.words[core.last - 1].end
        follows = self.elements.letters[phrase.last + 1 : phrase.last + 2]
        attributive = self.position.is_attributive(head, end, letter, follows)
        mention = draft.mention
        if mention.kind == "unknown" and len(draft.words) in _FULL_NAME:
            given = draft.words[0] in load_actor_phrases().sex_of_name
            mention = replace(mention, kind="person" if country_from == "behind" or given else "unknown")
        found = replace(
            mention,
            text=self.text[start:end],
            start=start,
            end=end,
            sentence=self.sentence,
            head=head,
            attributive=attributive,
            basis=self.position.locative(mention.basis, letter, head, attributive=attributive),
        )
        return self._as_seat(found, core) if found.basis == "registry.place" and not attributive else found

    def _as_seat(self, mention: ActorMention, core: Element) -> ActorMention:
        """As in "Brussels threatened fines": where the place acts, it is the organisation that has its seat there."""
        seat = load_actor_phrases().seats.get(self.elements.words[core.first].key)
        if seat is None or core.first != core.last:
            return mention
        return replace(
            mention, kind="organisation", country=seat, sectors=(), entity_id=f"org:{seat}", basis="registry.seat"
        )

    def _owner_words(self, before: Sequence[Element]) -> tuple[str, ...]:
        """The folded name of the person whose the role is: "Sariyev's office"."""
        for element, mark in itertools.pairwise(before):
            if mark.letter == "'" and element.letter in "XS":
                return tuple(word.key for word in self.elements.words[element.first : element.last + 1])
        return ()

    # ------------------------------------------------------------------------------------------------ country
    def _country(self, before: Sequence[Element], core: Element, behind: Sequence[Element]) -> tuple[str | None, str]:
        """The country that the phrase states and how it does: nationality or owner first, then an of-phrase."""
        stated = _owners(before)
        direct = [e for e in stated if e.letter.upper() in _GEOGRAPHIC]
        if direct and all(self._country_of(e) is None for e in stated):
            return None, "region"
        for element in (*direct[:1], *reversed(stated)):
            if (country := self._country_of(element)) is not None:
                return country, "adjective" if element.letter in "Nnckp" else "owner"
        if core.letter.upper() not in "RT":
            own = self._country_of(core)
            born = next((e for e in before if e.letter == "v" and e.passes), None) if own is None else None
            return (own, "name") if born is None else (born.names[0].country, "bearing")
        inner = [e for e in behind if e.letter.upper() in _QUALIFYING and _is_owner(e, core, behind[0].letter)]
        for element in inner:
            if (country := self._country_of(element)) is not None:
                return country, "of"
        backed = next((e for e in reversed(before) if e.letter == "v"), None)
        if backed is None:
            return None, ""
        return (backed.names[0].country, "bearing") if backed.passes else (None, "backed")

    def _country_behind(self, phrase: Phrase) -> tuple[str | None, str]:
        """As in "Grace Wafula of Kenya": the state right behind a name."""
        if not _STATE_BEHIND.match(self.elements.letters, phrase.last + 1):
            return None, ""
        at = phrase.last + 2
        state = self.elements.items[at + 1 if self.elements.letters[at] == "d" else at]
        return self._country_of(state), "behind"

    def _country_of(self, element: Element) -> str | None:
        if element.persons:
            return self._best(element.persons, None).country
        for name in element.names:
            if name.country:
                return name.country
        return None

    # ------------------------------------------------------------------------------------------------ kinds
    def _draft(
        self, core: Element, role: Role, country: str | None, around: tuple[Sequence[Element], Sequence[Element]]
    ) -> Draft | None:
        letter = core.letter.upper()
        if letter in "XS":
            return self._person(core, role, country)
        if letter in "RT" and role.noun in self.registry.words.states_of and country and self._is_state_of(around[1]):
            return _plain(_state_name(self.registry, country), "state", country, (), "registry.state")
        if letter in "RT":
            return self._role_draft(role, country, self._owner_name(around, country))
        name = core.names[0]
        if letter == "V":
            return _backer(name)
        if name.country is None and letter in "NCK":
            return None if letter == "N" else _plain(name, "group", None, (), "registry.region")
        if letter in "NCK":
            return _plain(name, "state", country or name.country, (), "registry.state")
        if letter == "P":
            return _plain(name, "group", country, ("CVL",), "registry.place")
        if letter == "E":
            return self._people(name, country)
        if letter == "B" and country and country != name.country and country in self.registry.states:
            text = " ".join(w.text for w in self.elements.words[core.first : core.last + 1])
            name = replace(name, name=text, country=country, entity_id=f"body:{country}:{slug(text)}")
        kinds: dict[str, ActorKind] = {"O": "organisation", "B": "body", "G": "group"}
        owned = country if letter == "G" and name.country in {"IMG", None} and country else name.country
        sectors = name.sectors or (("CVL",) if letter == "G" else ())
        return _plain(name, kinds[letter], owned, sectors, f"registry.{kinds[letter]}")

    def _people(self, name: Name, country: str | None) -> Draft:
        if country is None:
            return _plain(name, "group", None, (), "registry.region", plural=name.plural)
        people = f"{self.registry.adjective(country)} people"
        made = Name(kind="people", name=people, country=country, entity_id=f"group:{country}:people", plural=True)
        return _plain(made, "group", country, (), "registry.people", plural=name.plural)

    def _is_state_of(self, behind: Sequence[Element]) -> bool:
        return bool(behind) and behind[-1].letter in "Cc"

    def _owner_name(self, around: tuple[Sequence[Element], Sequence[Element]], country: str | None) -> str:
        """Whose the role is, in a word: a body, organisation or group by name, a state by its adjective."""
        for element in (*reversed(around[0]), *around[1]):
            if element.letter.upper() in "OBG" and element.names:
                return element.names[0].name
        return self.registry.adjective(country)

    def _role_draft(self, role: Role, country: str | None, of: str) -> Draft:
        name = f"{of} {role.label}".strip()
        kind: ActorKind = "body" if role.level == "body" else "group"
        if role.level == "person" and not role.plural and set(role.sectors) & _OFFICES:
            kind = "office"
        title = slug(role.label) or "actor"
        office = role.office if role.level == "person" else None
        return Draft(
            mention=replace(
                _BLANK,
                kind=kind,
                name=name,
                entity_id=f"{kind}:{country or '-'}:{title}",
                country=country,
                sectors=role.sectors
                or (("GOV",) if role.level == "person" and country in self.registry.states else ()),
                office=office,
                basis="role+country" if country else "role",
            ),
            letter="R",
            plural=role.plural,
        )

    def _person(self, core: Element, role: Role, country: str | None) -> Draft:
        words = self.elements.words[core.first : core.last + 1]
        text = self.text[words[0].start : words[-1].end]
        folded = tuple(w.key for w in words)
        if core.persons and not self._are_namesakes(core.persons, country):
            return self._known(core, role, country, folded)
        sectors = role.sectors
        kinds: dict[str, ActorKind] = {"person": "person", "body": "body", "group": "group"}
        kind = kinds.get(role.level, "unknown")
        return Draft(
            mention=replace(
                _BLANK,
                kind=kind,
                name=" ".join(text.split()),
                entity_id=f"{'person' if kind == 'unknown' else kind}:{slug(text)}:{country or '-'}",
                country=country,
                sectors=sectors,
                office=role.office if role.level == "person" else None,
                basis=("title" if role.noun else "shape") + ("+country" if country else ""),
            ),
            letter="S",
            words=folded,
        )

    def _are_namesakes(self, persons: Sequence[Person], country: str | None) -> bool:
        """Is the name told with a state of which none of the registry's bearers ever held an office?"""
        if country is None or country not in self.registry.states:
            return False
        theirs = {code for person in persons for code in (person.country, *(spell.country for spell in person.spells))}
        return not any(self._same_state(country, code) for code in theirs)

    def _same_state(self, one: str, other: str) -> bool:
        """Are two codes one state, or a state and its successor?"""
        states = self.registry.states
        if one == other or other not in states:
            return True
        return states[one].successor == other or states[other].successor == one

    def _known(self, core: Element, role: Role, country: str | None, folded: tuple[str, ...]) -> Draft:
        person = self._best(core.persons, country)
        spell = person.spell_on(self.day)
        own = country if country is not None and country not in _NO_STATES else _country_on(person, spell)
        sectors, office = self._by_spell(person, spell, role)
        identity = f"person:{slug(person.name)}:{own}"
        return Draft(
            mention=replace(
                _BLANK,
                kind="person",
                name=person.name,
                entity_id=identity,
                country=own,
                sectors=sectors,
                office=office,
                basis="registry.person",
            ),
            letter="X",
            words=folded,
            person=person,
        )

    def _by_spell(self, person: Person, spell: Holder | None, role: Role) -> tuple[tuple[str, ...], str | None]:
        if role.noun:
            return role.sectors, role.office
        if role.former or person.over_by(self.day):
            return ("ELI",), None
        if spell is None:
            return ("GOV",), None
        return self.registry.sectors_of_title(spell.title, spell.office), spell.title

    def _best(self, persons: Sequence[Person], country: str | None) -> Person:
        """Of homonyms the one of the stated country, then in office that day, in one of a known class, of the most spells."""

        def weight(person: Person) -> tuple[bool, bool, bool, int]:
            spell = person.spell_on(self.day)
            held = self.day is not None and spell is not None
            return person.country == country, held, spell is not None and bool(spell.office), len(person.spells)

        return max(persons, key=weight)


def _country_on(person: Person, spell: Holder | None) -> str:
    """The state or organisation of the office held that day, else of the last one."""
    return spell.country if spell is not None else person.country


def _backer(name: Name) -> Draft | None:
    """The name in "U.S.-backed" where the noun behind it is no actor; None for names of no country."""
    kinds: dict[str, ActorKind] = {"organisation": "organisation", "body": "body", "group": "group"}
    if name.country is None or name.kind == "role":
        return None
    return _plain(name, kinds.get(name.kind, "state"), name.country, name.sectors, "registry.bearer")


def _owners(before: Sequence[Element]) -> list[Element]:
    """The names in front that say whose a title is; where one is sent ("U.N. envoy for Cyprus X") does so only by itself."""
    stated = [(i, e) for i, e in enumerate(before) if e.letter.upper() in _QUALIFYING]
    sent = next((i for i, e in enumerate(before) if e.letter in "+="), len(before))
    return [e for i, e in stated if i < sent] or [e for _, e in stated]


def _is_owner(element: Element, core: Element, preposition: str) -> bool:
    """Whose a role is stands behind "of"; behind "for" with spokesmen and where it is no state; never behind "to"."""
    if preposition == "=":
        return core.names[0].name.startswith("spokes") or element.letter in "OBGobg"
    return preposition != "+"


def _state_name(registry: Registry, code: str) -> Name:
    return Name(kind="state", name=registry.state_name(code), country=code, entity_id=f"state:{code}")


def _plain(
    name: Name, kind: ActorKind, country: str | None, sectors: tuple[str, ...], basis: str, *, plural: bool = False
) -> Draft:
    mention = replace(
        _BLANK, kind=kind, name=name.name, entity_id=name.entity_id, country=country, sectors=sectors, basis=basis
    )
    return Draft(mention=mention, letter="", plural=plural)
