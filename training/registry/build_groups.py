"""Build `registry_groups.tsv.zst`: bodies, parties, media, firms, armed groups and associations that are seldom in the news.

Run: python training/registry/build_groups.py   (reads lexicon/actors/names and $DATELINE_SHARED/data, default ../shared/data)
Sources: the lists under lexicon/actors/names, written by hand, which come first; and the actor dictionary of Phoenix (MIT).
Of the latter only undated groups with a code of a state, of associations or of firms are taken, and of these only names that
no ordinary phrase can be: persons, places, regions, short names and names without a word for a group are left out (words:
group_words.yaml). Where the shared data are missing, its rows are kept from the table that is there. What the lists that are
read at start-up already name (bodies, groups, organisations, states, role nouns) is left out, so that no name is told twice.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path

import zstandard

from dateline.lexicon.registry import DATA, read_table
from dateline.lexicon.registry_names import (
    ACTORS,
    Name,
    body_names,
    index_names,
    key_words,
    read_states,
    role_names,
    slug,
    state_names,
    wide_names,
)
from dateline.lexicon.registry_persons import load_persons, name_key
from dateline.lexicon.yaml_files import read_yaml

SHARED = Path(os.environ.get("DATELINE_SHARED", "../shared"))
TARGET = DATA / "registry_groups.tsv.zst"
PHOENIX = "x"
#: The list of names that bodies of several states have.
SHARED_NAMES = "shared"
#: A word that so many names of the dictionary have is an ordinary one.
RARE = 2
KIND_OF_FILE = {"armed_groups": "group", "associations": "group", "peoples": "group"}
#: CAMEO roles as PLOVER sectors.
SECTORS = {
    "REB": "REB",
    "INS": "REB",
    "MED": "JRN",
    "HLH": "MED",
    "EDU": "EDU",
    "LAB": "LAB",
    "AGR": "AGR",
    "REF": "SOC",
}
SECTORS |= {"HRI": "SOC", "DEV": "SOC", "ENV": "SOC"}
SPELLINGS = {"KSV": "XKX", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "PAL": "PSE"}
LISTS = read_yaml(Path(__file__).with_name("group_words.yaml"))
SMALL = frozenset(LISTS["small"])
LEFT_OUT = frozenset(LISTS["left_out"])
TELLING = {group: frozenset(words) for group, words in LISTS["telling"].items()}
STATES = frozenset(read_states())


def main() -> None:
    """Write the table and say what is in it."""
    taken = known_keys()
    rows: dict[str, dict[str, list[str]]] = {}
    for key, row in chain(listed_rows(), phoenix_rows()):
        mine, dictionary = rows.get(key, {}), PHOENIX in row[3]
        if row[1] not in taken.get(key, {}) and not (dictionary and (mine or key in taken)):
            rows.setdefault(key, {}).setdefault(row[1], row)
    lines = [(key, *row) for key, of_states in sorted(rows.items()) for row in of_states.values()]
    text = "".join("\t".join(line) + "\n" for line in lines)
    TARGET.write_bytes(zstandard.ZstdCompressor(level=19).compress(text.encode()))
    counts = Counter(line[2] or "-" for line in lines)
    print(f"{TARGET}: {len(lines)} names, {TARGET.stat().st_size} bytes; most: {counts.most_common(12)}")


def known_keys() -> dict[str, set[str]]:
    """Folded phrases that the lists read at start-up name, with the states of what they name; all states where it is no body."""
    files = (("organisations.yaml", "organisation"), ("bodies.yaml", "body"), ("groups.yaml", "group"))
    lists = [body_names(file, kind) for file, kind in files]  # type: ignore[arg-type]
    index = index_names(chain(*lists, state_names(), role_names(), wide_names()))
    return {
        key: {name.country or "" for name in names}
        | (set() if names[0].kind in {"body", "group"} else {*STATES, "", "IMG"})
        for key, names in index.items()
    }


def listed_rows() -> Iterator[tuple[str, list[str]]]:
    """(key, row) of the lists written by hand."""
    for path in sorted((ACTORS / "names").glob("*.yaml")):
        kind = KIND_OF_FILE.get(path.stem, "body")
        named = list(body_names(f"names/{path.name}", kind))  # type: ignore[arg-type]
        for key, names in index_names(named).items():
            yield from ((key, row_of(name, shared=path.stem == SHARED_NAMES)) for name in names)
            if names[0].sectors == ("BUS",) and not TELLING["MNC"] & set(key.split()):
                for suffix in LISTS["suffixes"].get(names[0].country, ()):
                    yield f"{key} {suffix.lower()}", row_of(replace(names[0], upper=False))


def row_of(name: Name, *, shared: bool = False) -> list[str]:
    """Columns of a name behind its key."""
    marks = (("u", name.upper), ("l", name.lower), ("p", name.plural), ("s", shared))
    flags = "".join(letter for letter, on in marks if on)
    return [name.kind, name.country or "", " ".join(name.sectors), flags, name.name, name.entity_id]


def phoenix_rows() -> Iterator[tuple[str, list[str]]]:
    """(key, row) of the dictionary; of the table that is there where the dictionary is not at hand."""
    path = SHARED / "data/actor_knowledge/phoenix_actors.jsonl"
    if not path.exists():
        for line in read_table(TARGET):
            key, *row = line.split("\t")
            if PHOENIX in row[3]:
                yield key, row
        return
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    frequent = Counter(word for entry in entries for word in set(key_words(entry["name"])))
    persons = load_persons(read_table(DATA / "registry_persons.tsv.zst"))
    for entry in entries:
        found = kind_of(entry)
        if not found or not entry["name"].strip() or persons.named(name_key(entry["name"])):
            continue
        group, country, sectors = found
        name = written(entry["name"])
        for form in (entry["name"], *entry["aliases"]):
            words = key_words(form.removeprefix("The "))
            if is_group_name(words, group, frequent) and not persons.named(name_key(form)):
                kind = "body" if group == "MNC" else "group"
                number = "p" if words[-1].endswith("s") else ""
                yield (
                    " ".join(words),
                    [kind, country, sectors, PHOENIX + number, name, f"{kind}:{country}:{slug(name)}"],
                )


def kind_of(entry: dict) -> tuple[str, str, str] | None:
    """(kind of group, country, sectors) of an entry; None for persons, dated codes, regions and codes that are no group's."""
    codes = entry["codes"]
    if not codes or any("code" not in code or code["start"] or code["end"] for code in codes):
        return None
    parts = [SPELLINGS.get(part, part) for part in thirds(codes[0]["code"])]
    states = [part for part in parts[1:] if part in STATES]
    roles = [SECTORS[part] for part in parts[1:] if part in SECTORS]
    if parts[0] in STATES and "REB" in roles:
        return "REB", parts[0], "REB"
    if parts[0] == "NGO":
        return "NGO", states[0] if states else "", " ".join(dict.fromkeys(["NGO", "SOC", *roles]))
    if parts[0] == "MNC":
        return "MNC", states[0] if states else "", "BUS"
    return None


def thirds(code: str) -> list[str]:
    """A CAMEO code in its parts of three letters."""
    return [code[at:end] for at, end in pairwise([*range(0, len(code), 3), len(code)])]


def is_group_name(words: list[str], group: str, frequent: Counter[str]) -> bool:
    """Can the words be nothing but the name of a group? One tells a group; of firms one is rare, of others there are three."""
    telling = [word for word in words if word in TELLING[group] and " ".join(words) not in LEFT_OUT]
    rare = [word for word in words if frequent[word] <= RARE and word.isalpha() and len(word) > RARE]
    enough = bool(rare) and len(words) > 1 if group == "MNC" else len(words) > 2  # noqa: PLR2004  (any two words may be a phrase)
    return bool(telling) and len(telling) < len(words) and enough and " ".join(words).isascii()


def written(name: str) -> str:
    """A name of the dictionary, which has capitals everywhere, as it is written."""
    first, *others = name.split()
    return " ".join([first, *(word.lower() if word.lower() in SMALL else word for word in others)])


if __name__ == "__main__":
    main()
