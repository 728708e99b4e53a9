"""Words around names (actors/phrases.yaml, actors/given_names.yaml): fields of duty, names of bodies, implied owners, sexes."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from .registry_names import ACTORS, fold
from .yaml_files import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPhrases:
    """The word classes of actors/phrases.yaml, folded; see there for what each is. sex: "f" or "m" by given name or title."""

    fields: frozenset[str]
    named_bodies: Mapping[str, str]
    armed: frozenset[str]
    honorifics: frozenset[str]
    insiders: frozenset[str]
    heading: frozenset[str]
    implied: Mapping[str, str]
    by_default: Mapping[str, str]
    default_rivals: frozenset[str]
    one_person: frozenset[str]
    told_again: frozenset[str]
    any_body: frozenset[str]
    same_sector: frozenset[str]
    fighting: frozenset[str]
    forces: frozenset[str]
    pairs: frozenset[str]
    parties: Mapping[str, str]
    synonyms: Mapping[str, frozenset[str]]
    epithets: frozenset[str]
    any_leader: frozenset[str]
    seats: Mapping[str, str]
    over: frozenset[str]
    naming: frozenset[str]
    acted_on: frozenset[str]
    acted_with: frozenset[str]
    ranks: Mapping[str, tuple[str, str]]
    states_by_epithet: Mapping[str, frozenset[str]]
    any_head: frozenset[str]
    head_words: frozenset[str]
    not_head_words: frozenset[str]
    top_titles: frozenset[str]
    monarchs: frozenset[str]
    anywhere: frozenset[str]
    envoys: frozenset[str]
    sending: frozenset[str]
    receiving: frozenset[str]
    fronts: frozenset[str]
    also_words: frozenset[str]
    sounds: Mapping[str, str]
    sex_of_title: Mapping[str, str]
    sex_of_name: Mapping[str, str]


@functools.lru_cache(maxsize=1)
def load_actor_phrases() -> ActorPhrases:
    """The word classes as they ship; raises LexiconError where a file is no YAML."""
    row, names = read_yaml(ACTORS / "phrases.yaml"), read_yaml(ACTORS / "given_names.yaml")
    return ActorPhrases(
        fields=frozenset(row["fields"]),
        named_bodies={word: sector for sector, words in row["named_bodies"].items() for word in words},
        armed=frozenset(row["armed"]),
        honorifics=frozenset(row["honorifics"]),
        insiders=frozenset(row["insiders"]),
        heading=frozenset(row["heading"]),
        implied=row["implied"],
        by_default=row["by_default"],
        default_rivals=frozenset(row["default_rivals"]),
        one_person=frozenset(row["one_person"]),
        told_again=frozenset(row["told_again"]),
        any_body=frozenset(row["any_body"]),
        same_sector=frozenset(row["same_sector"]),
        fighting=frozenset(row["fighting"]),
        forces=frozenset(row["forces"]),
        pairs=frozenset(row["pairs"]),
        parties=row["parties"],
        synonyms={title: frozenset(others) for title, others in row["synonyms"].items()},
        epithets=frozenset(row["epithets"]),
        any_leader=frozenset(row["any_leader"]),
        seats=row["seats"],
        over=frozenset(row["over"]),
        naming=frozenset(row["naming"]),
        acted_on=frozenset(row["acted_on"]),
        acted_with=frozenset(row["acted_with"]),
        ranks={short: (told.split()[0], told.split()[1]) for short, told in row["ranks"].items()},
        states_by_epithet={word: frozenset(codes) for word, codes in read_yaml(ACTORS / "state_epithets.yaml").items()},
        any_head=frozenset(row["any_head"]),
        head_words=frozenset(row["head_words"]),
        not_head_words=frozenset(row["not_head_words"]),
        top_titles=frozenset(row["top_titles"]),
        monarchs=frozenset(row["monarchs"]),
        anywhere=frozenset(row["anywhere"]),
        envoys=frozenset(row["envoys"]),
        sending=frozenset(row["sending"]),
        receiving=frozenset(row["receiving"]),
        fronts=frozenset(row["fronts"]),
        also_words=frozenset(row["also_words"]),
        sounds=row["sounds"],
        sex_of_title={**dict.fromkeys(row["women"], "f"), **dict.fromkeys(row["men"], "m")},
        sex_of_name=_sexes(names["women"], names["men"]),
    )


def _sexes(women: list[str], men: list[str]) -> dict[str, str]:
    """Sex by folded given name; names listed for both tell nothing."""
    both = {*map(fold, women)} & {*map(fold, men)}
    told = {**dict.fromkeys(map(fold, women), "f"), **dict.fromkeys(map(fold, men), "m")}
    return {name: sex for name, sex in told.items() if name not in both}
