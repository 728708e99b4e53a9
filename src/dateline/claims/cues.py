"""The cue lexicon: verbs of saying with their stance and the forms that their content takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from dateline.errors import LexiconError
from dateline.lexicon.yaml_files import HERE, read_yaml
from dateline.records import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One verb of saying: stance, and the forms of its content (clause, quote, object, infinitive)."""

    stance: Stance
    takes: frozenset[str]
    guarded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Cues by lemma ("call_for" for a verb with its preposition), media nouns and source phrases."""

    verbs: Mapping[str, Cue]
    relays: frozenset[str]
    media: frozenset[str]
    sources: tuple[str, ...]


def load_cues(path: Path = HERE / "speech.yaml") -> Cues:
    """The cue lexicon; raises LexiconError where a stance is unknown."""
    document = read_yaml(path)
    guarded = frozenset(document["guarded"])
    verbs: dict[str, Cue] = {}
    for stance in get_args(Stance):
        if stance not in document:
            raise LexiconError(f"no cues for the stance {stance}", path=str(path), key=stance)
        for entry in document[stance]:
            for verb in entry["verbs"]:
                known = verbs.get(verb)
                takes = frozenset(entry["takes"]) | (known.takes if known and known.stance == stance else frozenset())
                if known is None or known.stance == stance:
                    verbs[verb] = Cue(stance=stance, takes=takes, guarded=verb in guarded)
    return Cues(
        verbs=verbs,
        relays=frozenset(document["relays"]),
        media=frozenset(document["media"]),
        sources=tuple(document["sources"]),
    )
