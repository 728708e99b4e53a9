"""Build `registry_persons.tsv.zst`: persons with their spells of office, merged over the sources and in one form.

Run: python training/registry/build_persons.py   (reads $DATELINE_SHARED/data, default ../shared/data)
Sources: Wikidata by way of EveryPolitician-like snapshots (CC0), CIA World Leaders (public domain facts), CountryInfo and
rulers.org (CC BY-SA 3.0), world-leaders-current (CC BY-SA 4.0); the letter at the end of each spell says which.

Offices written by hand stand in src/dateline/lexicon/actors/offices/; run this again after an edit there.

Four sections parted by an empty line. Persons: name, country, spells ("title@class@first@last@as of@source", joined by ";").
Keys by their first word: word, keys with the numbers of the persons that they find ("key=number,number|key=number").
Surnames in the same form: of persons whom news copy may name by it alone (heads of state and government, foreign and
defence ministers, those written by hand). Offices ("KOR:foreign_minister") in the same form: who ever held one.
"""

import json
import os
import re
from collections import defaultdict
from pathlib import Path

import zstandard

from dateline.lexicon.registry_names import ACTORS
from dateline.lexicon.registry_persons import DATA_FILE, KNOWN_BY_SURNAME, name_key, office_class, surname_key
from dateline.lexicon.yaml_files import read_yaml

SHARED = Path(os.environ.get("DATELINE_SHARED", "../shared"))
LETTERS = {"CIA": "c", "CountryInfo/Gov": "g", "CountryInfo/Lead": "l", "EPS": "w", "open": "o"}
LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ'’`.,\- ]+$")
PRE_TITLES = re.compile(
    r"^(?:(?:Shri|Smt\.?|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Gen\.?|Lt\.?|Col\.?|Maj\.?|Brig\.?|Sheikh|Shaykh|Prof\.?|Adm\.?|Sir|Kpa|Rev\.?"
    r"|Eng\.?|Hon\.?|Ret\.?|Fld\.?|Mar\.?|Vice|Haji|Capt\.?|Dato|Datuk|Seri|Tan|Gen|Dame|Lord|Baroness|H\.?E\.?) +)+",
    re.IGNORECASE,
)
CONGLOMERATE = re.compile(r"^\[YUG(\w{3})")
DISSOLVED = "1991-12-26"
PLURALS = {
    "Presidents": "President",
    "Prime ministers": "Prime Minister",
    "Kings": "King",
    "Premiers": "Premier",
    "Chancellors": "Chancellor",
    "Emirs": "Emir",
    "Sultans": "Sultan",
    "Governors": "Governor",
    "Shahs": "Shah",
    "Vice-Presidents": "Vice President",
    "Heads of state": "Head of State",
    "Heads of government": "Head of Government",
}
FIX = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "UNK": "XKX", "KSV": "XKX", "MUS": "MUS", "EU": "EUR", "IGO": "UNO"}
#: Classes of office that have one holder at a time and are asked for by office.
INDEXED = {
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "interior_minister",
    "finance_minister",
    "trade_minister",
    "vice_president",
    "un_representative",
    "speaker",
    "central_banker",
    "security_adviser",
    "spy_chief",
    "military_chief",
    "attorney_general",
}
#: Letters of a country code; words of a name that has a middle.
CODE, MIDDLE = 3, 3
FAMILY_FIRST = {"CHN", "KOR", "PRK", "TWN", "VNM", "MMR", "KHM", "IDN"}
WRONG_COUNTRY = {("Mohamed Khouna Ould Haidalla", "MUS"): "MRT"}


def rows() -> list[dict]:
    path = SHARED / "data/actor_knowledge/office_holders.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def country_of(row: dict) -> str | None:
    code = row["country"] or ""
    code = WRONG_COUNTRY.get((row["person"], code), code)
    found = CONGLOMERATE.match(code)
    if found:
        code = "BIH" if found[1] == "BIH" else found[1]
        if (row["end"] and row["end"] < "1992-04-27") or (found[1] == "SRB" and (row["end"] or "9") < "2003-02-05"):
            code = "YUG"
    code = FIX.get(code, code[:3] if len(code) > CODE else code)
    if code == "RUS" and row["end"] and row["end"] <= DISSOLVED:
        code = "SUN"
    return code if len(code) == CODE else None


def title_of(row: dict) -> str:
    title = row["title"] or "official"
    if title.startswith(("rada-", "assembly-", "representatives-")) or title == "federal-council":
        return "lawmaker"
    title = (
        PLURALS.get(title, title)
        .replace("_", " ")
        .replace("Govt.", "Government")
        .replace("Dep.", "Deputy")
        .replace("&", "and" if "Minister" not in title else "&")
    )
    for part in title.split(" & "):
        if re.search(r"president|prime minister|foreign|defen[cs]e|king|premier", part, re.IGNORECASE):
            title = part
            break
    else:
        title = title.split(" & Min")[0]
    title = (
        re.sub(r"\s+of (?:the )?(?:[A-Z][\w']+ ?)+$", "", title)
        if re.match(r"(?:President|Prime Minister|King|Premier|Supreme Leader|Chancellor)\b", title)
        else title
    )
    title = re.sub(r"^(?:united states|u\.s\.|american|french|german|british|federal) ", "", title, flags=re.IGNORECASE)
    return re.sub(r"[@;|\t]", " ", title).strip().lower()[:60]


HELD = {
    "CVL": "activist",
    "BUS": "businessman",
    "JRN": "journalist",
    "OPP": "dissident",
    "REL": "religious leader",
    "REB": "rebel leader",
    "UAF": "mercenary",
    "LEG": "lawmaker",
}
SPELL = re.compile(r"^(?P<names>.+?) (?P<first>\d{4}[\d-]*)/(?P<last>[\d-]*)$")


def by_hand() -> list[tuple[str, list[str], tuple[str, str, str, str, str]]]:
    """(country, names, spell) of every office and person written by hand."""
    found = []
    for path in sorted((ACTORS / "offices").glob("*.yaml")):
        table = read_yaml(path)
        as_of = str(table["as_of"])
        for country, offices in table.get("offices", {}).items():
            for title, rows_ in offices.items():
                for row in rows_:
                    match = SPELL.match(row)
                    if match is None:
                        raise SystemExit(f"{path.name}: {country}: {title}: {row!r} is no 'Name first/last'")
                    open_ = "" if match["last"] else as_of
                    found.append(
                        (country, match["names"].split(" = "), (title, match["first"], match["last"], open_, "p"))
                    )
        for country, sectors in table.get("persons", {}).items():
            for sector, rows_ in sectors.items():
                found += [(country, row.split(" = "), (HELD[sector], "", "", as_of, "p")) for row in rows_]
    return found


def clean(person: str) -> str:
    person = PRE_TITLES.sub("", person.replace("’", "'")).strip()
    person = re.sub(r" of (?:Saudi Arabia|Jordan|Morocco|Spain|Belgium)$", "", person)
    if person.split()[0].isupper() and len(person.split()[0]) > CODE:
        surname, *given = person.split()
        person = " ".join([*given, surname.title()])
    return re.sub(r"\b(?:Bin|Ibn|Al|Von|Van|De|Der|El|Ul)\b", lambda m: m[0].lower() if m.start() else m[0], person)


def keys_of(name: str, country: str, *, known: bool) -> list[str]:
    """Keys that the name is found by: whole, first and last word of long names, reversed where wire copy turns names round."""
    key = name_key(name)
    words = key.split()
    found = [key]
    if known and len(words) >= MIDDLE and country not in FAMILY_FIRST and " al " not in f" {name.lower()} ":
        found.append(f"{words[0]} {words[-1]}")
    if len(words) == MIDDLE - 1 and country in {"JPN", "HUN"}:
        found.append(f"{words[1]} {words[0]}")
    return found


def generation(name: str) -> str:
    """What keeps father and son of one name apart: initials of two given names, "Jr."."""
    found = re.search(r"\b[A-Z]\. ?[A-Z]\. |\bJr\b", name)
    return f" {found[0].strip()[:2]}" if found else ""


People = dict[tuple[str, str], dict[str, dict]]


def entry_of(people: People, ident: tuple[str, str]) -> dict[str, dict]:
    return people.setdefault(ident, {"names": {}, "spells": {}})


def collect() -> People:
    """All persons of the tables, by first and last word of the name and country (Wikidata ids join spellings)."""
    people: People = {}
    by_qid: dict[str, tuple[str, str]] = {}
    for row in rows():
        country = country_of(row)
        if country is None or not LATIN.match(row["person"]):
            continue
        name = clean(row["person"])
        key = name_key(name)
        if " " not in key and row["level"] != "leader":
            continue
        words = key.split()
        short = f"{words[0]} {words[-1]}{generation(name)}" if "al" not in words else key
        ident = by_qid.get(row.get("qid") or "", (short, country))
        if row.get("qid"):
            by_qid[row["qid"]] = ident
        entry = entry_of(people, ident)
        entry["names"][name] = entry["names"].get(name, 0) + (3 if row.get("qid") else 1)
        for alias in row["aliases"]:
            if LATIN.match(alias) and " " in alias:
                entry["names"].setdefault(alias, 0)
        letter = next(v for k, v in LETTERS.items() if row["source"].startswith(k))
        as_of = row.get("as_of") or row["open_end_as_of"] or ""
        entry["spells"][title_of(row), row["start"] or "", row["end"] or "", as_of, letter] = country
    return people


def add_by_hand(people: People) -> None:
    for country, names, spell in by_hand():
        words = name_key(names[0]).split()
        ident = (f"{words[0]} {words[-1]}{generation(names[0])}", country)
        entry = entry_of(people, ident)
        entry["names"].update(
            {name: 1000 - at if at == 0 else entry["names"].get(name, 0) for at, name in enumerate(names)}
        )
        entry["spells"][spell] = country


def table_of(people: People) -> tuple[str, int]:
    """The table as text, and the number of persons in it."""
    lines: list[str] = []
    by_first: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    by_surname: dict[str, list[str]] = defaultdict(list)
    by_office: dict[str, list[str]] = defaultdict(list)
    for (_, country), entry in sorted(people.items()):
        names = sorted(entry["names"], key=lambda n: (-entry["names"][n] + 2 * (". " in n), len(n), n))
        rows_ = sorted(entry["spells"], key=lambda s: (s[1], s))
        spells = ";".join("@".join((title, office_class(title), *rest)) for title, *rest in rows_)
        number = str(len(lines))
        known = any(s[4] == "p" or office_class(s[0]) in INDEXED for s in rows_)
        for office in sorted({office_class(s[0]) for s in rows_} & INDEXED):
            by_office[f"{country}:{office}"].append(number)
        for key in dict.fromkeys(key for name in names for key in keys_of(name, country, known=known)):
            by_first[key.split(" ")[0]][key].append(number)
        if any(s[4] == "p" or (s[4] in "wlo" and office_class(s[0]) in KNOWN_BY_SURNAME) for s in entry["spells"]):
            by_surname[surname_key(names[0], country)].append(number)
        lines.append(f"{names[0]}\t{country}\t{spells}")
    index = [
        f"{first}\t" + "|".join(f"{key}={','.join(numbers)}" for key, numbers in sorted(keys.items()))
        for first, keys in sorted(by_first.items())
    ]
    surnames = [f"{surname}\t{','.join(numbers)}" for surname, numbers in sorted(by_surname.items())]
    offices = [f"{office}\t{','.join(numbers)}" for office, numbers in sorted(by_office.items())]
    table = "\n".join([*lines, "", *index, "", *surnames, "", *offices])
    return table, len(lines)


def main() -> None:
    people = collect()
    add_by_hand(people)
    table, count = table_of(people)
    DATA_FILE.write_bytes(zstandard.ZstdCompressor(level=19).compress(table.encode()))
    print(f"{DATA_FILE}: {count} persons, {DATA_FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
