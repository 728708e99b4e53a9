"""What the title in a phrase says: office, sectors, whether it is held no longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Registry

from .actors_elements import Element, Elements
from .actors_words import Word

_TITLES = frozenset("RTrt")
#: Sectors that one keeps when the post is over.
_STILL = frozenset({("CVL",), ("REB",), ("CRM",), ("UAF",), ("REF",)})
#: As in "then-President X": the office was held at the time that is told.
_AT_THE_TIME = frozenset({"then"})
#: Sectors of those outside the government, whatever post the noun names.
_OUTSIDE = frozenset({"OPP", "REB", "UAF", "CRM", "PTY"})
#: Sectors of a noun that tell nothing about the noun behind it.
_MUTE = frozenset({("UNK",), ("GOV",), ()})


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


class RoleReader:
    """Reads the titles of one sentence."""

    def __init__(self, registry: Registry, elements: Elements) -> None:
        self.registry, self.elements = registry, elements

    def read(self, before: Sequence[Element], core: Element, behind: Sequence[Element]) -> Role:
        """Office and sectors by the title of the phrase; an empty role where it has none."""
        title = core if core.letter.upper() in "RT" else self._last_title(before)
        if title is None:
            return self._rank(before)
        name = title.names[0]
        lead = [e for e in before if e.first < title.first]
        words = self.elements.words
        field_words = _field(behind if title is core else [e for e in before if e.first > title.last])
        front = [w.text for e in lead if self._in_office(e) for w in self._words_of_office(e)]
        rest = [w.text for e in field_words for w in words[e.first : e.last + 1]]
        office = " ".join([*front, name.name, *rest]).lower()
        noun = " ".join(w.text for w in words[title.first : title.last + 1])
        former = any(e.letter == "f" and words[e.first].key not in _AT_THE_TIME for e in before)
        return Role(
            office=office,
            label=" ".join([*front, noun, *rest]).lower(),
            noun=name.name,
            sectors=self._sectors(lead, title, behind, former=former),
            level="person" if name.name in load_actor_phrases().one_person else name.level,
            plural=name.plural,
            former=former,
            neutral=name.neutral,
        )

    def _rank(self, before: Sequence[Element]) -> Role:
        """As in "Gen. X", "Sen. Y": a rank written before the name tells post and sector."""
        former = any(e.letter == "f" for e in before)
        ranks = load_actor_phrases().ranks
        told = next(
            (ranks[key] for e in before if e.letter == "h" and (key := self.elements.words[e.first].key) in ranks), None
        )
        if told is None:
            return Role(former=former)
        office, sector = told
        sectors = ("ELI",) if former else (sector,)
        return Role(office=office, label=office, noun=office, sectors=sectors, level="person", former=former)

    def _last_title(self, before: Sequence[Element]) -> Element | None:
        """The title before a name; a rank behind an office ("spokesman Colonel ...") is none."""
        titles = [e for e in before if e.letter in _TITLES]
        while len(titles) > 1 and titles[-1].names[0].level != "person" and _is_of(before, titles[-2], titles[-1]):
            titles.pop()  # "President of the Republic of Kenya X"
        if len(titles) > 1 and titles[-1].names[0].name in self.registry.words.honorifics:
            return titles[-2]
        return titles[-1] if titles else None

    def _words_of_office(self, element: Element) -> Sequence[Word]:
        """All words, or the last of a body before a title: "U.S. Treasury Secretary" is a treasury secretary."""
        words = self.elements.words
        return words[element.last if element.letter == "b" else element.first : element.last + 1]

    def _in_office(self, element: Element) -> bool:
        if element.letter in "rt":
            return True
        if element.letter == "b":
            return self.elements.words[element.last].key in self.registry.words.office_words
        key = self.elements.words[element.first].key
        return element.letter == "m" and (
            key in self.registry.words.modifiers or key in self.registry.words.office_words
        )

    def _sectors(
        self, lead: Sequence[Element], title: Element, behind: Sequence[Element], *, former: bool
    ) -> tuple[str, ...]:
        own = title.names[0].sectors
        told = self._told_before(lead)
        if own[:1] == ("GOV",) and not title.names[0].neutral and not set(told) & _OUTSIDE:
            own, told = (*own, *self._added_before(lead), *told), ()
        if own[:1] == ("JRN",) and self._is_governments(lead):
            own = ("GOV", *own)
        if title.names[0].neutral:
            told = told or self._told_by_actor([*lead, *behind])
            if told and own[:1] == ("GOV",) and told[:1] != ("PRE",):
                own = ()
        if former and (told or own)[:1] not in _STILL and title.names[0].level == "person":
            return ("ELI",)
        return tuple(dict.fromkeys((*told, *own)))

    def _told_before(self, lead: Sequence[Element]) -> tuple[str, ...]:
        words = self.registry.words.modifiers
        for element in reversed(lead):
            if element.letter in "rtm":
                key = " ".join(w.key for w in self.elements.words[element.first : element.last + 1])
                if key in words:
                    return (words[key],)
                if element.letter in "rt" and element.names[0].sectors[:1] not in _MUTE:
                    return element.names[0].sectors
        return ()

    def _is_governments(self, lead: Sequence[Element]) -> bool:
        """Does a word before a news organ say that it is the government's own ("the official news agency")?"""
        return any(self.elements.words[e.first].key in self.registry.words.of_government for e in lead)

    def _added_before(self, lead: Sequence[Element]) -> tuple[str, ...]:
        also = self.registry.words.also
        keys = (self.elements.words[e.first].key for e in lead if e.letter in "rtma")
        return tuple(also[key] for key in keys if key in also)

    def _told_by_actor(self, others: Sequence[Element]) -> tuple[str, ...]:
        for element in others:
            if element.letter.upper() in "OBGRT" and element.names and element.names[0].sectors:
                return element.names[0].sectors
        return ()


def _is_of(before: Sequence[Element], title: Element, noun: Element) -> bool:
    """Does a preposition put the noun under the title?"""
    return any(e.letter in ">=" for e in before if title.last < e.first < noun.first)


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
