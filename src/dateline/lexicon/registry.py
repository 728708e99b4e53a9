"""The registry of actors: who there is, what names them, and who held which office when."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import zstandard

from dateline.errors import LexiconError

from .registry_grammar import Grammar, read_grammar
from .registry_names import (
    ACTORS,
    Name,
    NameTable,
    RoleWords,
    State,
    body_names,
    index_names,
    key_words,
    read_role_words,
    read_states,
    role_names,
    state_names,
    wide_names,
)
from .registry_own import lay_over, own_files
from .registry_persons import PARTICLES, Holder, Person, Persons, load_persons, name_key, office_class, spelled, told_by
from .yaml_files import HERE, read_yaml

DATA = HERE / "data"


class Registry:
    """States, organisations, bodies, groups, role nouns, places, persons and tenures, by the words that name them."""

    def __init__(
        self,
        *,
        states: Mapping[str, State],
        names: Mapping[str, tuple[Name, ...]],
        places: Mapping[str, str],
        words: RoleWords,
        grammar: Grammar,
        persons: Persons,
    ) -> None:
        self.states = states
        self.words = words
        self.grammar = grammar
        self.persons = persons
        self._names = names
        self._places = places
        self._longest: dict[str, int] = {}
        for key in chain(names, places):
            first, length = key.partition(" ")[0], key.count(" ") + 1
            if length > self._longest.get(first, 0):
                self._longest[first] = length

    def match(self, keys: Sequence[str], at: int) -> Iterator[tuple[int, tuple[Name, ...]]]:
        """All phrases that start at word `at`, the longest first: (number of words, what the phrase may name).

        `keys` are folded words as `key_words` makes them.
        """
        limit = self._longest.get(keys[at], 0)
        for length in range(min(limit, len(keys) - at), 0, -1):
            key = keys[at] if length == 1 else " ".join(keys[at : at + length])
            found = self._names.get(key)
            if found is not None:
                yield length, found
            elif key in self._places:
                yield length, (_place(key, self._places[key]),)

    def names(self, phrase: str) -> tuple[Name, ...]:
        """What a folded phrase may name, the most likely first; () if nothing."""
        return self._names.get(phrase, ())

    def all_names(self) -> Iterator[Name]:
        """Every name of the lexicon, without places."""
        return chain.from_iterable(self._names.values())

    def historic(self, day: dt.date | None) -> dict[str, State]:
        """States of the past by the code of their successor, as far as its names stood for them on that day; {} without one."""
        past = [state for state in self.states.values() if state.successor and state.covers != "none"]
        return {state.successor: state for state in past if day is not None and state.existed_on(day)}

    def state_name(self, code: str | None) -> str:
        """English short name of a state, the code itself for others, "" for None."""
        state = self.states.get(code or "")
        return state.name if state else code or ""

    def adjective(self, code: str | None) -> str:
        """First adjective of a state ("South Korean"), its name where it has none, "" for None."""
        state = self.states.get(code or "")
        return (state.adjective or state.name) if state else code or ""

    def sectors_of_title(self, title: str, office: str = "") -> tuple[str, ...]:
        """Sectors of an office by its class, else by the role noun that its title ends in; GOV where neither tells."""
        if office:
            return told_by(office)[1]
        if title in self.persons.own_sectors:
            return self.persons.own_sectors[title]
        head, _, of = title.replace(", ", " of ", 1).partition(" of ")
        keys = key_words(head)
        for at in range(len(keys)):
            for name in self.names(" ".join(keys[at:])):
                if name.kind == "role" and (name.sectors or name.neutral):
                    told = (self._told_by(keys[:at]) or self._told_by(key_words(of))) if name.neutral else ()
                    return told or name.sectors or ("GOV",)
        return ("GOV",)

    def _told_by(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Sectors of the longest name that the words end in ("director of the federal security service"), or of their last word."""
        for at in range(len(keys)):
            named = (name for name in self.names(" ".join(keys[at:])) if name.level != "person")
            if told := next((name.sectors for name in named if name.sectors), ()):
                return told
        modifiers = self.words.modifiers
        sector = modifiers.get("-".join(keys[-2:])) or modifiers.get(keys[-1]) if keys else None
        return (sector,) if sector else ()

    def holders(self, country: str, office: str, day: dt.date | None = None) -> list[Holder]:
        """Holders of a class of office ("foreign_minister") in a state, the best attested first; on a day, or ever without one."""
        return self.persons.holders(country, office, day)

    def persons_named(self, name: str, country: str | None = None) -> list[Person]:
        """Persons by full name, or by a surname that news copy uses alone; only those of a country if one is given."""
        key = name_key(name)
        found = self.persons.named(key) or self.persons.surnamed(key)
        return [person for person in found if country is None or person.country == country]

    def terms_of(
        self, name: str, title: str = "", country: str | None = None
    ) -> list[tuple[dt.date | None, dt.date | None]]:
        """First and last possible days of the spells in which somebody of this name held an office of the title's class.

        All offices of the person where the title belongs to no class or the registry has none of that class. A last day of
        None is not told or still to come. Sorted by beginning, unknown ones first; [] for a name that the registry lacks.
        """
        spells = [spell for person in self.persons_named(name, country) for spell in person.spells]
        office = office_class(title) if title else ""
        fitting = [spell for spell in spells if spell.office == office and office] or spells
        terms = {spell.term() for spell in fitting} - {(None, None)}
        closed = {first.year for first, last in terms if first and last}
        kept = [(first, last) for first, last in terms if last or not first or first.year not in closed]
        return sorted(kept, key=lambda term: (term[0] or dt.date.min, term[1] or dt.date.max))


@functools.lru_cache(maxsize=50_000)
def _place(key: str, country: str) -> Name:
    return Name(kind="place", name=key.title(), country=country, entity_id=f"group:{country}:{key.replace(' ', '-')}")


def read_table(path: Path) -> list[str]:
    """Lines of a compressed table; raises LexiconError where it is missing or broken."""
    try:
        raw = zstandard.ZstdDecompressor().decompress(path.read_bytes(), max_output_size=1 << 26)
    except (OSError, zstandard.ZstdError) as error:
        raise LexiconError(
            f"cannot be read ({error}); build it with `dateline registry build`, or training/registry", path=str(path)
        ) from error
    return raw.decode("utf-8").splitlines()


def _places() -> dict[str, str]:
    places = dict(line.split("\t") for line in read_table(DATA / "registry_places.tsv.zst"))
    for country, names in read_yaml(ACTORS / "places.yaml")["regions"].items():
        for key in index_names((name, Name(kind="place", name=name, country=country)) for name in names):
            places[key] = country
    return places


def load_registry(own: Sequence[Path] | None = None) -> Registry:
    """The registry of the files that ship with the package, and over them the user's own rows.

    own: files of own rows; those of the user's folder if none are given. Raises LexiconError where a file is missing or wrong.
    """
    persons = load_persons(read_table(DATA / "registry_persons.tsv.zst"))
    lay_over(persons, own_files() if own is None else own)
    names = index_names(
        chain(
            body_names("organisations.yaml", "organisation"),
            body_names("bodies.yaml", "body"),
            body_names("groups.yaml", "group"),
            wide_names(),
            state_names(),
            role_names(),
        )
    )
    return Registry(
        states=read_states(),
        names=NameTable(names, read_table(DATA / "registry_groups.tsv.zst")),
        places=_places(),
        words=read_role_words(),
        grammar=read_grammar(),
        persons=persons,
    )


__all__ = [
    "PARTICLES",
    "Grammar",
    "Holder",
    "Name",
    "Person",
    "Persons",
    "Registry",
    "State",
    "load_registry",
    "office_class",
    "spelled",
]
