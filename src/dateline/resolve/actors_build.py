"""A phrase to an actor mention: kind, country, sectors, office, head, and whether it only qualifies another noun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.lexicon.registry import Holder, Name, Person, Registry, office_class
from dateline.lexicon.registry_names import fold, slug
from dateline.records import ActorKind, ActorMention, Token

from .actors_elements import MODIFIES, Element, Elements
from .actors_phrases import Phrase

_GEOGRAPHIC = frozenset("NCKP")
_QUALIFYING = frozenset("NCKPOBGEXS")
_TITLES = frozenset("RTrt")
LOCATIVE = "place:locative"
_OFFICES = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP"})
_PLACE_NOUNS = frozenset("KPC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mention on its way: the mention so far and what references need to know about it.

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


@dataclass(frozen=True, slots=True)
class Role:
    """What the title of a phrase says."""

    office: str = ""
    label: str = ""
    noun: str = ""
    sectors: tuple[str, ...] = ()
    level: str = ""
    plural: bool = False
    former: bool = False
    neutral: bool = False


class Builder:
    """Builds the mentions of one sentence."""

    def __init__(self, registry: Registry, elements: Elements, sentence: int, text: str, day: dt.date | None) -> None:
        self.registry, self.elements, self.sentence = registry, elements, sentence
        self.text, self.day = text, day
        self.tokens = elements.parse.tokens

    def build(self, phrase: Phrase) -> Draft | None:
        """The draft of a phrase; None where it names no actor after all."""
        items = self.elements.items[phrase.first : phrase.last + 1]
        core = self.elements.items[phrase.core]
        letter = core.letter.upper()
        before = self.elements.items[phrase.first : phrase.core]
        behind = self.elements.items[phrase.core + 1 : phrase.last + 1]
        role = self._role(before, core, behind)
        country, country_from = self._country(before, core, behind, role)
        head = self._head(phrase, core)
        draft = self._draft(core, role, country, (before, behind))
        if draft is None:
            return None
        start, end = self._span(phrase)
        attributive = self._attributive(head, end, letter, self.elements.letters[phrase.last + 1 : phrase.last + 2])
        mention = draft.mention
        found = ActorMention(
            text=self.text[start:end],
            start=start,
            end=end,
            sentence=self.sentence,
            head=head,
            kind=mention.kind,
            name=mention.name,
            entity_id=mention.entity_id,
            country=mention.country,
            sectors=mention.sectors,
            office=mention.office,
            attributive=attributive,
            basis=self._locative(mention.basis, letter, head, attributive=attributive),
        )
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
            owner_role=next((e.names[0].name for e in reversed(before) if e.letter in "RT"), ""),
        )

    # ------------------------------------------------------------------------------------------------ span and head
    def _span(self, phrase: Phrase) -> tuple[int, int]:
        words, items = self.elements.words, self.elements.items
        return words[items[phrase.first].first].start, words[items[phrase.last].last].end

    def _head(self, phrase: Phrase, core: Element) -> int:
        """The token of the core if its head lies outside the phrase; else the token whose head does."""
        words, items = self.elements.words, self.elements.items
        low, high = words[items[phrase.first].first].token, words[items[phrase.last].last].token
        last = words[core.last].token
        if not low <= self.tokens[last].head <= high or self.tokens[last].head == last:
            return last
        outside = [
            i
            for i in range(low, high + 1)
            if (not low <= self.tokens[i].head <= high or self.tokens[i].head == i)
            and self.tokens[i].pos in {"NOUN", "PROPN", "NUM", "ADJ", "PRON"}
        ]
        return outside[-1] if outside else last

    def _attributive(self, head: int, end: int, letter: str, follows: str) -> bool:
        token = self.tokens[head]
        if follows in {"&", ","} and letter in "XSCKR":
            return False
        if token.head <= head or self.tokens[token.head].start < end:
            return False
        governor = self.tokens[token.head]
        if token.dep in MODIFIES and token.dep != "det":
            return governor.pos in {"NOUN", "PROPN", "ADJ", "NUM", "X"} or letter == "N" or token.dep == "poss"
        return letter == "N" and governor.pos in {"NOUN", "PROPN"}

    def _locative(self, basis: str, letter: str, head: int, *, attributive: bool) -> str:
        """Names of places after a preposition of place are places, not actors."""
        if letter not in _PLACE_NOUNS or attributive or not basis.startswith("registry"):
            return basis
        token = self.tokens[head]
        for _ in range(4):
            if token.dep != "conj":
                break
            token = self.tokens[token.head]
        if token.dep != "pobj":
            return basis
        preposition = self.tokens[token.head]
        return LOCATIVE if self._is_place_preposition(preposition, letter) else basis

    def _is_place_preposition(self, preposition: Token, letter: str) -> bool:
        grammar = self.registry.grammar
        word = fold(preposition.text)
        if word in grammar.places:
            return True
        if word not in {"to", "from"}:
            return False
        governor = self.tokens[preposition.head]
        if governor.dep in {"xcomp", "prep"} and governor.pos == "ADP":
            governor = self.tokens[governor.head]
        if letter == "C":
            return governor.lemma in grammar.motion
        return governor.lemma not in grammar.transfer if word == "to" else governor.lemma in grammar.motion

    # ------------------------------------------------------------------------------------------------ country
    def _country(
        self, before: Sequence[Element], core: Element, behind: Sequence[Element], role: Role
    ) -> tuple[str | None, str]:
        """The country that the phrase states and how it does: nationality or owner first, then an of-phrase."""
        stated = [e for e in before if e.letter.upper() in _QUALIFYING]
        direct = [e for e in stated if e.letter.upper() in _GEOGRAPHIC]
        if direct and all(self._country_of(e) is None for e in stated):
            return None, "region"
        for element in (*direct[:1], *reversed(stated)):
            if (country := self._country_of(element)) is not None:
                return country, "owner" if element.letter.isupper() else "adjective"
        if core.letter.upper() not in "RT":
            return self._country_of(core), "name"
        target = bool(behind) and behind[0].letter in "+="
        inner = [] if target else [e for e in behind if e.letter.upper() in _QUALIFYING]
        for element in inner:
            if (country := self._country_of(element)) is not None:
                return country, "of"
        passing = [e for e in before if e.letter == "m" and e.passes]
        for element in passing:
            return element.names[0].country, "bearing"
        return self._place_behind(role)

    def _place_behind(self, role: Role) -> tuple[str | None, str]:
        return None, "" if role.noun else ""

    def _country_of(self, element: Element) -> str | None:
        if element.persons:
            return self._best(element.persons, None).country
        for name in element.names:
            if name.country and name.country not in {"NGO", "REL", "MNC"}:
                return name.country
        return None

    # ------------------------------------------------------------------------------------------------ role
    def _role(self, before: Sequence[Element], core: Element, behind: Sequence[Element]) -> Role:
        """Office and sectors by the title of the phrase; an empty role where it has none."""
        title = core if core.letter.upper() in "RT" else self._last_title(before)
        if title is None:
            return Role(former=any(e.letter == "f" for e in before))
        name = title.names[0]
        lead = [e for e in before if e.first < title.first]
        words = self.elements.words
        field_words = _field(behind if title is core else [e for e in before if e.first > title.last])
        front = [w.text for e in lead if self._in_office(e) for w in words[e.first : e.last + 1]]
        rest = [w.text for e in field_words for w in words[e.first : e.last + 1]]
        office = " ".join([*front, name.name, *rest]).lower()
        noun = " ".join(w.text for w in words[title.first : title.last + 1])
        former = any(e.letter == "f" for e in before)
        return Role(
            office=office,
            label=" ".join([*front, noun, *rest]).lower(),
            noun=name.name,
            sectors=self._sectors(lead, title, behind, former=former),
            level=name.level,
            plural=name.plural,
            former=former,
            neutral=name.neutral,
        )

    def _last_title(self, before: Sequence[Element]) -> Element | None:
        """The title before a name; a rank behind an office ("spokesman Colonel ...") is none."""
        titles = [e for e in before if e.letter in _TITLES]
        if len(titles) > 1 and titles[-1].names[0].name in self.registry.words.honorifics:
            return titles[-2]
        return titles[-1] if titles else None

    def _in_office(self, element: Element) -> bool:
        if element.letter in "rt":
            return True
        key = self.elements.words[element.first].key
        return element.letter == "m" and (key in self.registry.words.modifiers or key in self.registry.words.office_words)

    def _sectors(
        self, lead: Sequence[Element], title: Element, behind: Sequence[Element], *, former: bool
    ) -> tuple[str, ...]:
        own = title.names[0].sectors
        told = self._told_before(lead)
        if title.names[0].neutral:
            told = told or self._told_by_actor([*lead, *behind])
            if told and own[:1] == ("GOV",):
                own = ()
        if former and (told or own)[:1] != ("CVL",) and title.names[0].level == "person":
            return ("ELI",)
        return tuple(dict.fromkeys((*told, *own)))

    def _told_before(self, lead: Sequence[Element]) -> tuple[str, ...]:
        words = self.registry.words.modifiers
        for element in reversed(lead):
            if element.letter in "rtm":
                key = " ".join(w.key for w in self.elements.words[element.first : element.last + 1])
                if key in words:
                    return (words[key],)
                if element.letter in "rt" and element.names[0].sectors[:1] not in {("UNK",), ("GOV",), ()}:
                    return element.names[0].sectors
        return ()

    def _told_by_actor(self, others: Sequence[Element]) -> tuple[str, ...]:
        for element in others:
            if element.letter.upper() in "OBGRT" and element.names and element.names[0].sectors:
                return element.names[0].sectors
        return ()

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
        if name.country is None and letter in "NCK":
            return None if letter == "N" else _plain(name, "group", None, (), "registry.region")
        if letter in "NCK":
            return _plain(name, "state", country or name.country, (), "registry.state")
        if letter == "P":
            return _plain(name, "group", country, ("CVL",), "registry.place")
        if letter == "E":
            people = f"{self.registry.adjective(country)} people"
            made = Name(kind="people", name=people, country=country, entity_id=f"group:{country}:people", plural=True)
            return _plain(made, "group", country, (), "registry.people", plural=name.plural)
        kinds: dict[str, ActorKind] = {"O": "organisation", "B": "body", "G": "group"}
        owned = country if letter == "G" and name.country in {"IMG", "REL"} and country else name.country
        return _plain(name, kinds[letter], owned, name.sectors, f"registry.{kinds[letter]}")

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
            mention=_mention(kind, name, f"{kind}:{country or '-'}:{title}", country, role.sectors, office, "role+country" if country else "role"),
            letter="R",
            plural=role.plural,
        )

    def _person(self, core: Element, role: Role, country: str | None) -> Draft:
        words = self.elements.words[core.first : core.last + 1]
        text = self.text[words[0].start : words[-1].end]
        folded = tuple(w.key for w in words)
        if core.persons:
            return self._known(core, role, country, folded)
        country = country if country else None
        sectors = role.sectors
        kinds: dict[str, ActorKind] = {"person": "person", "body": "body", "group": "group"}
        kind = kinds.get(role.level, "unknown")
        return Draft(
            mention=_mention(
                kind,
                " ".join(text.split()),
                f"{'person' if kind == 'unknown' else kind}:{slug(text)}:{country or '-'}",
                country,
                sectors,
                role.office if role.level == "person" else None,
                "title+country" if country else ("title" if role.noun else "shape"),
            ),
            letter="S",
            words=folded,
        )

    def _known(self, core: Element, role: Role, country: str | None, folded: tuple[str, ...]) -> Draft:
        person = self._best(core.persons, country)
        spell = person.spell_on(self.day)
        own = person.country if country is None or country not in self.registry.states else country
        sectors, office = self._by_spell(person, spell, role)
        identity = f"person:{slug(person.name)}:{own}"
        return Draft(
            mention=_mention("person", person.name, identity, own, sectors, office, "registry.person"),
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
        """Of homonyms the one of the stated country, then one in office that day, then the one with the most spells."""
        return max(
            persons,
            key=lambda p: (p.country == country, self.day is not None and p.spell_on(self.day) is not None, len(p.spells)),
        )


def _state_name(registry: Registry, code: str) -> Name:
    return Name(kind="state", name=registry.state_name(code), country=code, entity_id=f"state:{code}")


def _field(behind: Sequence[Element]) -> list[Element]:
    """The field of duty behind a title: "of foreign affairs"; nothing once a name of a state or body comes."""
    out: list[Element] = []
    for element in behind:
        if element.letter not in ">=dma,&":
            break
        out.append(element)
    while out and out[-1].letter in ">=d,&":
        out.pop()
    return out


def _plain(
    name: Name, kind: ActorKind, country: str | None, sectors: tuple[str, ...], basis: str, *, plural: bool = False
) -> Draft:
    mention = _mention(kind, name.name, name.entity_id, country, sectors, None, basis)
    return Draft(mention=mention, letter="", plural=plural)


def _mention(  # noqa: PLR0913
    kind: ActorKind, name: str, entity: str, country: str | None, sectors: tuple[str, ...], office: str | None, basis: str
) -> ActorMention:
    return ActorMention(
        text="", start=0, end=0, sentence=-1, head=-1, kind=kind, name=name, entity_id=entity, country=country,
        sectors=sectors, office=office, basis=basis,
    )


def office_of(title: str | None) -> str:
    """The class of an office by its title as a story has it, "" if it has none."""
    return office_class(title) if title else ""
