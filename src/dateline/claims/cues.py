"""The cue lexicon: verbs and nouns of saying with their stance and the forms that their content takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from dateline.errors import LexiconError
from dateline.lexicon.yaml_files import HERE, line_of, read_yaml
from dateline.records import Stance

#: The forms that the content of a verb of saying takes; speech.yaml explains them.
FORMS = frozenset({"clause", "quote", "infinitive", "object", "as"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One verb of saying: the stance that it has in each form of its content.

    guarded: it often means something else. preposition: the word that belongs to the verb ("for" of "call for"), "" without.
    """

    stances: Mapping[str, Stance]
    guarded: bool
    preposition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Words by which a claim refers to what was done or said: types of PLOVER by noun and by verb, and the words of the rules."""

    nouns: Mapping[str, frozenset[str]]
    verbs: Mapping[str, frozenset[str]]
    act_nouns: frozenset[str]
    act_pronouns: frozenset[str]
    definite: frozenset[str]
    accounts: frozenset[str]
    holds_to: frozenset[str]
    inventions: frozenset[str]
    invents: frozenset[str]
    becomes: frozenset[str]
    obliges: frozenset[str]
    coming: frozenset[str]
    wished: frozenset[str]
    facts: frozenset[str]
    negating: frozenset[str]
    not_yet: frozenset[str]
    takes_place: frozenset[str]
    presence: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Cues by lemma ("call_for" for a verb with its preposition), statement nouns, and the words that the rules ask for."""

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Stance]
    relays: frozenset[str]
    media: frozenset[str]
    documents: frozenset[str]
    unnamed: frozenset[str]
    stateless: frozenset[str]
    silent: frozenset[str]
    refusals: frozenset[str]
    leads: frozenset[str]
    denial: re.Pattern[str]
    subjects: Subjects


def load_cues(path: Path = HERE / "speech.yaml") -> Cues:
    """The cue lexicon; raises LexiconError, with file and line, where a key is missing or a stance or form is unknown."""
    document = read_yaml(path)
    try:
        return Cues(
            verbs=_verbs(document["stances"], frozenset(document["guarded"]), path),
            nouns={noun: _stance(stance, path) for stance, nouns in document["nouns"].items() for noun in nouns},
            relays=frozenset(document["relays"]),
            media=frozenset(document["media"]),
            documents=frozenset(document["documents"]),
            unnamed=frozenset(document["unnamed"]),
            stateless=frozenset(document["stateless"]),
            silent=frozenset(document["silent"]),
            refusals=frozenset(document["refusals"]),
            leads=frozenset(document["leads"]),
            denial=_pattern(document["denial_formulas"]),
            subjects=_subjects(document),
        )
    except KeyError as error:
        raise LexiconError(
            f"the cue lexicon has no {error.args[0]!r}", path=str(path), key=str(error.args[0])
        ) from error


def _verbs(stances: Mapping[str, list[dict[str, Any]]], guarded: frozenset[str], path: Path) -> dict[str, Cue]:
    forms_of: dict[str, dict[str, Stance]] = {}
    for name, entries in stances.items():
        stance = _stance(name, path)
        for entry in entries:
            unknown = sorted(set(entry["takes"]) - FORMS)
            if unknown:
                raise LexiconError(
                    f"unknown form {unknown[0]!r}", path=str(path), key=name, line=line_of(path, unknown[0])
                )
            for verb in entry["verbs"]:
                for form in entry["takes"]:
                    forms_of.setdefault(verb, {}).setdefault(form, stance)
    return {
        verb: Cue(stances=forms, guarded=verb in guarded, preposition=verb.partition("_")[2])
        for verb, forms in forms_of.items()
    }


def _subjects(document: Mapping[str, Any]) -> Subjects:
    others = {"nouns", "verbs", "presence"}
    words: dict[str, Any] = {
        name: frozenset(document[name]) for name in Subjects.__dataclass_fields__ if name not in others
    }
    nouns, verbs = (_types_of(document["acts"], kind) for kind in ("nouns", "verbs"))
    return Subjects(nouns=nouns, verbs=verbs, presence=_pattern(document["presence"]), **words)


def _pattern(formulas: list[str]) -> re.Pattern[str]:
    """The formulas as one pattern for any case and any white space; one that fits nothing where there are none."""
    return re.compile("|".join(formulas).replace(" ", r"\s+") or r"(?!)", re.IGNORECASE)


def _types_of(acts: list[dict[str, list[str]]], kind: str) -> dict[str, frozenset[str]]:
    """The types that each word may mean; a word of several entries means those of all."""
    found: dict[str, frozenset[str]] = {}
    for act in acts:
        for word in act[kind]:
            found[word] = found.get(word, frozenset()) | frozenset(act["types"])
    return found


def _stance(name: str, path: Path) -> Stance:
    if name not in get_args(Stance):
        raise LexiconError(f"unknown stance {name!r}", path=str(path), key=name, line=line_of(path, f"{name}:"))
    return cast("Stance", name)
