"""Kinds of processes: what they are called, which words put them into which state, who their parties are; compiled for lookup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError

from .codebook import Modality, load_codebook
from .yaml_files import HERE, line_of, read_yaml

#: States of no kind in particular: the one that the kind calls `lasting`, told plainly, and told only in passing.
LASTING, EXISTS = "lasting", "exists"
#: What `denied` and `ahead` say where a state that is denied or to come tells nothing.
DECLINE = "decline"
#: The word of a name in `with`: a name of its own will do ("Malabar exercise").
NAME = "NAME"
#: The same for a state before the noun ("the Canadian review").
STATE = "STATE"
SLOTS = ("done", "does", "is", "nouns", "preps")
_THING_KEYS = frozenset({"nouns", "with", "number", "name", "only", "does", "one_off", "apart", "distinct"})
_KIND_KEYS = frozenset(
    {"kind", "definition", "lasting", "without", "persons", "named", "things", "acts", "acts_on", "parties", "by", "against",
     "subject", "again", "one_off", "located", "held_in", "states", "rounds", "denied", "ahead", "none", "examples"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that tells a state, and the words that must stand below it ("come_into_force": into, force)."""

    rest: tuple[str, ...]
    state: str


Cues = Mapping[str, tuple[Cue, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One way of naming a process of a kind: head nouns with their conditions, and the cues of each slot that hold for it.

    needs: one of these must stand in the phrase, any if empty. number: "plural" where only the plural counts, "any" where that
    is still one process, "" where it is several. name: template of the name, "{}" the words as told. one_off: states in which the
    bare noun tells a single act and no process. apart: never the same as what the kind's other nouns name; distinct:
    each of its nouns names another. alone: nouns for a change that need not name what changed ("the cut").
    """

    kind: str
    nouns: frozenset[str]
    needs: frozenset[str]
    number: str
    name: str
    one_off: frozenset[str]
    apart: bool
    distinct: bool
    alone: frozenset[str]
    cues: Mapping[str, Cues]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of process.

    parties, by, against, subject: prepositions behind which they stand; by is empty where there are no sides.
    lasting: the state of one that goes on. without: the state where there is said to be none, "" if that tells nothing.
    located: prepositions of a place that belongs to the name. held_in: prepositions of the place whose authorities do it.
    rounds: what states of a round say of the whole. denied, ahead: what is so where a state is denied or to come.
    """

    name: str
    definition: str
    lasting: str
    without: str
    persons: bool
    named: bool
    namings: tuple[Naming, ...]
    acts: Mapping[str, str]
    acts_on: frozenset[str]
    parties: frozenset[str]
    by: frozenset[str]
    against: frozenset[str]
    subject: frozenset[str]
    located: frozenset[str]
    held_in: frozenset[str]
    again: frozenset[str]
    rounds: Mapping[str, str]
    denied: Mapping[str, str]
    ahead: Mapping[str, str]
    examples: tuple[Mapping[str, Any], ...] = ()

    @property
    def has_sides(self) -> bool:
        """Is there somebody who does it, and somebody to whom it is done?"""
        return bool(self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """All kinds, the namings by head noun, the verbs that are processes of their own, and the words that all kinds share.

    peoples: code of the state by its adjective in lower case ("greek"), for pairs such as "Greek-Turkish". pairs: codes of both.
    """

    kinds: Mapping[str, Kind]
    by_noun: Mapping[str, tuple[Naming, ...]]
    acts: Mapping[str, tuple[tuple[str, Cue], ...]]
    words: Mapping[str, frozenset[str]]
    partly: Mapping[str, str]
    peoples: Mapping[str, tuple[str, ...]]
    pairs: Mapping[str, tuple[str, ...]]
    modality: Modality = field(repr=False)

    def has(self, group: str, lemma: str) -> bool:
        """Is the lemma among the shared words of this group ("wanted.verbs", "plain")?"""
        return lemma in self.words[group]


def load_kinds(folder: Path = HERE, modality: Modality | None = None) -> Kinds:
    """The kinds of a lexicon folder; raises LexiconError with file, line and key where a file is wrong."""
    common = read_yaml(folder / "process_words.yaml")
    paths = sorted((folder / "processes").glob("*.yaml"))
    kinds: dict[str, Kind] = {}
    for path in paths:
        kind = _kind(path, common)
        kinds[kind.name] = _joined(kinds[kind.name], kind) if kind.name in kinds else kind
    namings: dict[str, list[Naming]] = {}
    for kind in kinds.values():
        for naming in kind.namings:
            for noun in naming.nouns:
                namings.setdefault(noun, []).append(naming)
    return Kinds(
        kinds=kinds,
        by_noun={noun: tuple(found) for noun, found in namings.items()},
        acts=_acts(kinds.values()),
        words=_shared(common),
        partly=common["partly"]["states"],
        peoples=_peoples(folder, common["prefixes"]),
        pairs={word: tuple(codes) for word, codes in common["pairs"].items()},
        modality=modality or load_codebook(folder).modality,
    )


def _joined(first: Kind, second: Kind) -> Kind:
    """A kind told in two files: what the first says of the kind holds, the ways of naming are put together."""
    fields = {name: getattr(first, name) for name in first.__dataclass_fields__}
    return Kind(
        **{
            **fields,
            "namings": first.namings + second.namings,
            "examples": first.examples + second.examples,
            "against": first.against | second.against,
            "subject": first.subject | second.subject,
        }
    )


def _kind(path: Path, common: Mapping[str, Any]) -> Kind:
    document = read_yaml(path)
    if not isinstance(document, dict):
        raise LexiconError("a mapping is wanted", path=str(path))
    _check(document, _KIND_KEYS, path)
    for key in ("kind", "definition", "lasting", "things"):
        if not document.get(key):
            raise LexiconError(f"the kind has no {key!r}", path=str(path), key=key)
    own = _slots(document.get("states") or {}, path)
    cues = _merged(_slots(common["states"], path), own, document.get("none") or {})
    return Kind(
        name=document["kind"],
        definition=" ".join(str(document["definition"]).split()),
        lasting=document["lasting"],
        without=document.get("without", ""),
        persons=bool(document.get("persons")),
        named=bool(document.get("named")),
        namings=tuple(_naming(thing, document, cues, own, path) for thing in document["things"]),
        acts={verb: state for state, verbs in (document.get("acts") or {}).items() for verb in verbs},
        acts_on=_words(document, "acts_on"),
        parties=_words(document, "parties"),
        by=_words(document, "by"),
        against=_words(document, "against"),
        subject=_words(document, "subject"),
        located=_words(document, "located"),
        held_in=_words(document, "held_in"),
        again=_words(document, "again"),
        rounds=document.get("rounds") or {},
        denied={**common["denied"], **(document.get("denied") or {})},
        ahead={**common["ahead"], **(document.get("ahead") or {})},
        examples=tuple(document.get("examples") or ()),
    )


def _naming(thing: Mapping[str, Any], document: Mapping[str, Any], cues: _Slots, own: _Slots, path: Path) -> Naming:
    """One group of nouns; with `only` its verbs are those given, and the other words are those of the kind alone."""
    _check(thing, _THING_KEYS, path)
    if "only" in thing or "does" in thing:
        verbs = {"done": _flat(thing.get("only") or {}), "does": _flat(thing.get("does") or {})}
        cues = {slot: verbs.get(slot, own[slot]) for slot in SLOTS}
    return Naming(
        kind=document["kind"],
        nouns=frozenset(str(noun).lower() for noun in thing["nouns"]),
        needs=_words(thing, "with"),
        number=thing.get("number", ""),
        name=thing.get("name", "{}"),
        one_off=_words(thing, "one_off") or _words(document, "one_off"),
        apart=bool(thing.get("apart")),
        distinct=bool(thing.get("distinct")),
        alone=frozenset(own["nouns"]),
        cues={slot: _indexed(cues[slot]) for slot in SLOTS},
    )


_Slots = dict[str, dict[str, str]]


def _slots(states: Mapping[str, Any], path: Path) -> _Slots:
    """For each slot the phrases with their states."""
    found: _Slots = {slot: {} for slot in SLOTS}
    for state, slots in states.items():
        for slot, phrases in (slots or {}).items():
            if slot not in {*SLOTS, "verbs"}:
                known = ", ".join((*SLOTS, "verbs"))
                raise LexiconError(
                    f"unknown slot {slot!r}; known: {known}",
                    path=str(path),
                    key=str(state),
                    line=line_of(path, f"{slot}:"),
                )
            for phrase in phrases or ():
                for name in ("done", "does") if slot == "verbs" else (slot,):
                    found[name][str(phrase)] = str(state)
    return found


def _merged(base: _Slots, own: _Slots, none: Mapping[str, list[str]]) -> _Slots:
    """The shared words without those that mean nothing of this kind, under the kind's own."""
    dropped = {
        slot: {*none.get(slot, ()), *(none.get("verbs", ()) if slot in {"done", "does"} else ())} for slot in SLOTS
    }
    return {
        slot: {phrase: state for phrase, state in base[slot].items() if phrase not in dropped[slot]} | own[slot]
        for slot in SLOTS
    }


def _flat(states: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {str(phrase): str(state) for state, phrases in states.items() for phrase in phrases}


def _indexed(phrases: Mapping[str, str]) -> Cues:
    """Cues by their first word, those with more words first."""
    found: dict[str, list[Cue]] = {}
    for phrase, state in phrases.items():
        first, *rest = phrase.split("_")
        found.setdefault(first, []).append(Cue(rest=tuple(rest), state=state))
    return {first: tuple(sorted(cues, key=lambda cue: -len(cue.rest))) for first, cues in found.items()}


def _words(document: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(str(word) for word in document.get(key) or ())


def _check(document: Mapping[str, Any], known: frozenset[str], path: Path) -> None:
    for key in document:
        if key not in known:
            allowed = ", ".join(sorted(known))
            raise LexiconError(
                f"unknown key {key!r}; known: {allowed}", path=str(path), key=str(key), line=line_of(path, f"{key}:")
            )


def _acts(kinds: Iterable[Kind]) -> dict[str, tuple[tuple[str, Cue], ...]]:
    """The verbs that are a process of their own, by lemma: kind and cue of each."""
    found: dict[str, list[tuple[str, Cue]]] = {}
    for kind in kinds:
        for first, cues in _indexed(kind.acts).items():
            found.setdefault(first, []).extend((kind.name, cue) for cue in cues)
    return {first: tuple(acts) for first, acts in found.items()}


def _peoples(folder: Path, prefixes: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Codes by the one-word adjectives of the states, and by the first halves of their pairs ("Sino-")."""
    states = read_yaml(folder / "actors" / "states.yaml")
    return {prefix: tuple(codes) for prefix, codes in prefixes.items()} | {
        adjective.lower(): (str(code),)
        for code, state in states.items()
        for adjective in state.get("adjectives") or ()
        if " " not in adjective
    }


def _shared(common: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The groups of shared words, nested ones as "wanted.verbs"."""
    found: dict[str, frozenset[str]] = {}
    for name, value in common.items():
        if isinstance(value, list):
            found[name] = frozenset(map(str, value))
        elif name not in {"states", "denied", "ahead", "prefixes", "pairs"}:
            found.update({f"{name}.{inner}": frozenset(map(str, words)) for inner, words in value.items()})
    return found
