"""Names of actors as data: states, organisations, bodies, groups, places and role nouns, by the words that name them."""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .yaml_files import HERE
from .yaml_files import read_yaml as read_file

ACTORS = HERE / "actors"
NameKind = Literal["state", "adjective", "people", "capital", "place", "organisation", "body", "group", "role", "thing"]
RoleLevel = Literal["", "person", "body", "group"]
#: Letters that Unicode does not take apart, and the typographic apostrophe.
_LETTERS = str.maketrans("øłđðıəŋ’‘`", "oldd" + "ien'''")
_PIECES = re.compile(r"[^\s\-–—/,]+|,")
#: Headings of groups.yaml for groups that belong to no state; PLOVER writes IMG in the place of a country.
_NO_STATE = frozenset({"NGO", "REL", "MNC"})
#: Organisations and committees that have no code of their own share one, and are told apart by name.
_SHARED = frozenset({"IGO", "ICO"})
#: Kinds of names that bodies of several states may share.
_SHARED_KINDS = frozenset({"body", "group"})


@functools.lru_cache(maxsize=2)
def _kept(path: Path, changed: int) -> Any:  # noqa: ANN401  (any YAML value)
    del changed
    return read_file(path)


def read_yaml(path: Path) -> Any:  # noqa: ANN401  (any YAML value)
    """A file of the lexicon, read once where two lists are made of it in a row; not to be changed."""
    return _kept(path, path.stat().st_mtime_ns if path.exists() else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a phrase of the lexicon names.

    upper: an acronym, which must stand in capitals; lower: may stand in lower case. level: for role nouns, a person, a body or a
    group; plural: names several. bound: an actor only with another actor before it. shared: bodies of other states have the
    name too, and this state's is not the best known. sectors: PLOVER codes.
    """

    kind: NameKind
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity_id: str = ""
    upper: bool = False
    lower: bool = False
    level: RoleLevel = ""
    plural: bool = False
    bound: bool = False
    neutral: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state: code, English short name, first adjective ("" if it has none), and the days between which it existed.

    covers: which names of its successor stood for it in its days: "all", "capital" or "none".
    """

    code: str
    name: str
    adjective: str
    first: str = ""
    last: str = ""
    successor: str = ""
    covers: str = "all"

    def existed_on(self, day: dt.date) -> bool:
        """Did the state exist on that day? True for states of today."""
        iso = day.isoformat()
        return (not self.first or self.first <= iso) and (not self.last or iso <= self.last)


@functools.lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case without accents and full stops: the form in which words are looked up.

    >>> fold("Elşad"), fold("U.S."), fold("Guaidó")
    ('elsad', 'us', 'guaido')
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered.replace(".", "") or lowered
    lowered = lowered.translate(_LETTERS).replace("æ", "ae").replace("œ", "oe").replace("ß", "ss").replace("þ", "th")
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return plain.replace(".", "") or plain


def key_words(text: str) -> list[str]:
    """The words of a phrase as they are looked up: folded, parted at hyphens, the possessive mark by itself.

    >>> key_words("People's Republic of Guinea-Bissau")
    ['people', "'s", 'republic', 'of', 'guinea', 'bissau']
    """
    out: list[str] = []
    for piece in _PIECES.findall(text):
        word = fold(piece)
        for mark in ("'s", "'"):
            if word.endswith(mark) and len(word) > len(mark):
                out += [word.removesuffix(mark), mark]
                break
        else:
            out.append(word)
    return out


def slug(text: str) -> str:
    """A name as it stands in an entity id: folded words joined by hyphens."""
    return "-".join(word.strip("'") for word in key_words(text) if word not in {"'s", "'", ","})


def read_states(path: Path = ACTORS / "states.yaml") -> dict[str, State]:
    """All states by code."""
    found = {}
    for code, row in read_yaml(path).items():
        past = row.get("historic", {})
        found[code] = State(
            code=code,
            name=row["name"],
            adjective=(row["adjectives"] or [""])[0],
            first=str(past.get("from", "")),
            last=str(past.get("to", "")),
            successor=past.get("successor", ""),
            covers=past.get("covers", "all"),
        )
    return found


def state_names(path: Path = ACTORS / "states.yaml") -> Iterator[tuple[str, Name]]:
    """(phrase, name) for names, adjectives, peoples and capitals of all states."""
    for code, row in read_yaml(path).items():
        known = {"name": row["name"], "country": code, "entity_id": f"state:{code}"}
        for form in (row["name"], *row.get("forms", ())):
            yield form, Name(kind="state", upper=_acronym(form), **known)
        for form in row["adjectives"]:
            yield form, Name(kind="adjective", upper=_acronym(form), **known)
            if form[-1] in "nikbtco" and not _acronym(form):
                yield form + "s", Name(kind="people", plural=True, **known)
        for form in row.get("people", ()):
            yield form, Name(kind="people", plural=form.endswith(("s", "men")), **known)
        for form in row["capitals"]:
            yield form, Name(kind="capital", **known)


def body_names(file: str, kind: NameKind) -> Iterator[tuple[str, Name]]:
    """(phrase, name) for a file of country, sector, names; sectors of a name listed twice are joined."""
    sectors: dict[tuple[str, str], dict[str, None]] = {}
    forms: dict[tuple[str, str], dict[str, None]] = {}
    for country, by_sector in read_yaml(ACTORS / file).items():
        for sector, rows in by_sector.items():
            codes = dict.fromkeys(sector.split())
            for row in rows:
                first, *others = row.split("|")
                known = (country, first)
                sectors.setdefault(known, {}).update(codes)
                forms.setdefault(known, {}).update(dict.fromkeys((first, *others)))
    for (country, first), listed in sectors.items():
        for form in forms[country, first]:
            yield form, _body(kind, country, first, tuple(listed), form)


class NameTable(Mapping[str, tuple[Name, ...]]):
    """The names of the lists and behind them those of the built table, whose lines are read only when their phrase comes up.

    A line is: folded phrase, kind, country, sectors, flags (u: acronym, l: may stand in lower case, p: plural, s: shared with
    bodies of other states), name, entity id. Where the lists have a phrase for something else than a body, they have it alone.
    """

    def __init__(self, listed: dict[str, tuple[Name, ...]], lines: Iterable[str]) -> None:
        self._known = listed
        self._rows: dict[str, str] = {}
        for line in lines:
            key, _, row = line.partition("\t")
            self._rows[key] = f"{self._rows[key]}\n{row}" if key in self._rows else row

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401  (as Mapping.get has it)
        """What a phrase names, the most likely first."""
        if key in self._rows:
            self._read(key)
        return self._known.get(key, default)

    def __getitem__(self, key: str) -> tuple[Name, ...]:
        if key in self._rows:
            self._read(key)
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._known, **self._rows})

    def __len__(self) -> int:
        return len({*self._known, *self._rows})

    def _read(self, key: str) -> None:
        have = self._known.get(key, ())
        rows = self._rows.pop(key).split("\n")
        if not have or have[0].kind in _SHARED_KINDS:
            self._known[key] = (*have, *map(_table_name, rows))


def _table_name(row: str) -> Name:
    kind, country, sectors, flags, name, entity_id = row.split("\t")
    return Name(
        kind="body" if kind == "body" else "group",
        name=name,
        country=country or None,
        sectors=tuple(sectors.split()),
        entity_id=entity_id,
        upper="u" in flags,
        lower="l" in flags,
        plural="p" in flags,
        shared="s" in flags,
    )


def _body(kind: NameKind, country: str, first: str, sectors: tuple[str, ...], form: str) -> Name:
    return Name(
        kind=kind,
        name=first,
        country=None if country in _NO_STATE else country,
        sectors=sectors,
        entity_id=_entity_id(kind, country, first),
        upper=_acronym(form),
        lower=form.islower(),
        plural=form.endswith("s"),
    )


def _entity_id(kind: NameKind, country: str, name: str) -> str:
    if kind == "organisation":
        return f"org:{country}:{slug(name)}" if country in _SHARED else f"org:{country}"
    prefix = "body" if kind == "body" else "group"
    return f"{prefix}:{country}:{slug(name)}"


def _acronym(form: str) -> bool:
    """Is the form written in capitals only? Not where a figure ends it ("M-19"): figures have no case to be told by."""
    letters = form.replace(".", "").replace("-", "").replace(" ", "")
    return letters.isupper() and len(letters) <= 8 and not form.rpartition("-")[2].isdigit()  # noqa: PLR2004  (no acronym is longer)


# ---------------------------------------------------------------------------------------------------- role nouns
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWords:
    """Closed word classes around role nouns: sectors told by the words before the noun, words of former office,
    nouns for pairs of actors and for counterparts, honorifics, name particles, and words that are part of an office's name.
    """

    modifiers: Mapping[str, str]
    former: frozenset[str]
    pairs: frozenset[str]
    counterparts: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    office_words: frozenset[str]
    states_of: frozenset[str]
    also: Mapping[str, str]
    of_government: frozenset[str]


def read_role_words() -> RoleWords:
    """The word classes of roles.yaml and titles.yaml."""
    roles, titles = read_yaml(ACTORS / "roles.yaml"), read_yaml(ACTORS / "titles.yaml")
    return RoleWords(
        modifiers={fold(word): sector for sector, words in roles["modifiers"].items() for word in words},
        former=frozenset(map(fold, roles["former"])),
        pairs=frozenset(roles["pairs"]),
        counterparts=frozenset(roles["counterparts"]),
        honorifics=frozenset(titles["honorifics"]),
        particles=frozenset(titles["particles"]),
        states_of=frozenset(roles["states_of"]),
        of_government=frozenset(roles["of_government"]),
        also={fold(word): sector for sector, words in roles["also"].items() for word in words},
        office_words=frozenset(map(fold, titles["office_words"])),
    )


def role_names() -> Iterator[tuple[str, Name]]:
    """(phrase, name) for role nouns, singular and plural."""
    roles: dict[str, Any] = read_yaml(ACTORS / "roles.yaml")
    neutral, bound = set(roles["neutral"]), set(roles["bound"])
    levels: tuple[RoleLevel, ...] = ("person", "body", "group")
    plurals: list[tuple[str, Name]] = []
    for level in levels:
        for sectors, words in roles[level].items():
            for word in words:
                name = Name(
                    kind="role",
                    name=word,
                    sectors=tuple(sectors.split()),
                    level=level,
                    lower=not _acronym(word),
                    upper=_acronym(word),
                    bound=word in bound,
                    neutral=word in neutral,
                )
                listed = _in_plural(name) if level == "person" and _is_plural(word) else name
                yield word, listed
                if not (_is_plural(word) or word.endswith(("s", "brass", "leadership", "corps"))):
                    plurals.append((plural_of(word), _in_plural(name)))
    for short, word in roles["short"].items():
        yield short, Name(kind="role", name=word, sectors=("GOV",), level="person", upper=True)
    yield from plurals
    for word in sorted(bound):
        name = Name(kind="role", name=word, level="group", lower=True, bound=True, neutral=True)
        yield word, name
        if not word.endswith("s"):
            yield plural_of(word), _in_plural(name)


def _is_plural(word: str) -> bool:
    return word.endswith(("men", "people", "ies")) or word.startswith(("heads ", "members "))


def _in_plural(name: Name) -> Name:
    return Name(
        kind="role",
        name=name.name,
        sectors=name.sectors,
        level=name.level,
        lower=name.lower,
        upper=name.upper,
        plural=True,
        bound=name.bound,
        neutral=name.neutral,
    )


def plural_of(phrase: str) -> str:
    """Plural of a role noun: of its last word, or of the word before "of", "to" or "in".

    >>> plural_of("secretary of state"), plural_of("spokesman")
    ('secretaries of state', 'spokesmen')
    """
    head, rest = phrase, ""
    for preposition in (" of ", " to ", " in ", " general", " with "):
        if preposition in phrase and not phrase.startswith("general"):
            at = phrase.index(preposition)
            head, rest = phrase[:at], phrase[at:]
            break
    if head.endswith("man") and not head.endswith(("human", "german", "woman")):
        return head[:-3] + "men" + rest
    if head.endswith("woman"):
        return head[:-5] + "women" + rest
    if head.endswith("y") and head[-2] not in "aeiou":
        return head[:-1] + "ies" + rest
    return head + ("es" if head.endswith(("s", "x", "ch", "sh")) else "s") + rest


def wide_names() -> Iterator[tuple[str, Name]]:
    """(phrase, name) for regions of several states: they name actors, but of no country; and for phrases that name none."""
    table = read_yaml(ACTORS / "places.yaml")
    for region, forms in table["wide"].items():
        known = {"name": region, "entity_id": f"region:{slug(region)}"}
        for form in (region, *forms.get("forms", ())):
            yield form, Name(kind="state", **known)
        for form in forms.get("adjectives", ()):
            yield form, Name(kind="adjective", **known)
            if form[-1] in "nb":
                yield form + "s", Name(kind="people", plural=True, **known)
    for form in table["no_actors"]:
        yield form, Name(kind="thing", name=form)


def index_names(names: Iterable[tuple[str, Name]]) -> dict[str, tuple[Name, ...]]:
    """Names by folded phrase; where several share a phrase the first listed comes first."""
    index: dict[str, tuple[Name, ...]] = {}
    for form, name in names:
        key = " ".join(key_words(form.removeprefix("the ")))
        have = index.get(key, ())
        if not any(other.entity_id == name.entity_id and other.kind == name.kind for other in have) or not have:
            index[key] = (*have, name)
    return index
