"""Figures of the blind sets: who held what, who is meant, who is referred to, and where.

    python tests/cases/blind_measure.py registry|mentions|references|places [--half dev|held]

Odd ids are the dev half, even ids the held half. Errors are listed for the dev half only.
"""

import argparse
import json
import math
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path

import yaml

CASES = Path(__file__).parent
SETS = {
    "registry": CASES / "registry" / "questions.yaml",
    "mentions": CASES / "actors" / "blind_mentions.jsonl",
    "mentions2": CASES / "actors" / "blind_mentions2.jsonl",
    "references": CASES / "actors" / "blind_references.jsonl",
    "references2": CASES / "actors" / "blind_references2.jsonl",
    "places": CASES / "places" / "blind_places.jsonl",
}
SECOND = {"mentions2", "references2"}
STAGES = {"places": ("places", "events")}
ORGANISATIONS = CASES.parents[1] / "src" / "dateline" / "lexicon" / "actors" / "organisations.yaml"
NEAR_KM = 161
#: How alike two spellings of one surname are ("Morsi", "Mursi").
ALIKE = 0.8
#: PLOVER calls media JRN, CAMEO calls them MED.
SAME_ROLE = {"JRN": "MED"}
SAME_CODE = {"KOS": "XKX", "UN": "IGO", "EU": "IGO"}
#: Words of entities that are bodies or crowds: any name will do for them when the country is right.
BODY = re.compile(
    r"army|forces|military|ministry|embassy|ambassador|envoy|delegation|office|council|agency|movement|front|front|party|service"
    r"|government|factions|rivals|communit|rebels|students|pilots|soldiers|opposition|brotherhood|maoists|cypriots|union",
    re.IGNORECASE,
)
#: Whose the whole phrase is, the phrase tells by its country alone: "his navy", "the party's leader".
OWNER = re.compile(r"(?:^(?:his|her|its|their)|['’]s)$", re.IGNORECASE)
#: Letters that do not decompose, as wire copy spells them.
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "đ": "dj", "Đ": "Dj", "ł": "l", "Ł": "L", "ı": "i", "ß": "ss", "æ": "ae"})
ASKED = re.compile(r"(?:[Ww]ho was|Name|held the office of) (?:the )?(.+?)(?: on \d| on [A-Z][a-z]+ \d| as of \d|\?)")


def load(path):
    if path.suffix == ".yaml":
        return [sentence_of(row) for row in yaml.safe_load(path.read_text("utf-8"))]
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def sentence_of(row):
    """A question as wire copy: the office, or the person, at the head of a plain sentence."""
    mention = row.get("person") or f"The {ASKED.search(row['ask'])[1]}"
    return row | {"start": 0, "end": len(mention), "text": f"{mention} received the delegation."}


def half_of(row):
    return "dev" if int(row["id"][1:]) % 2 else "held"


def inspect(stories, stage):
    """Records of one stage for every story, by the story's id."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.jsonl"
        path.write_text("".join(json.dumps(story) + "\n" for story in stories), "utf-8")
        run = subprocess.run(
            ["dateline", "inspect", str(path), "--stage", stage, "--any-language"],
            capture_output=True,
            text=True,
            check=False,
        )
    if run.returncode:
        sys.stderr.write(run.stderr)
    found = defaultdict(list)
    for line in run.stdout.splitlines():
        record = json.loads(line)
        found[record["source_id"]].append(record)
    return found


def overlap(one, two):
    return min(one["end"], two["end"]) - max(one["start"], two["start"])


def over(records, span):
    """The records that share most with a span."""
    shared = [(overlap(record, span), record) for record in records if overlap(record, span) > 0]
    if not shared:
        return []
    exact = [r for _, r in shared if (r["start"], r["end"]) == (span["start"], span["end"])]
    best = max(length for length, _ in shared)
    return exact or [record for length, record in shared if length == best]


def fold(name):
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", re.sub(r"([aou])e", r"\1", plain.lower()))


def judge_question(row, one):
    """Right, and whether somebody wrong was named. An unknown answer is right when no person, or no office, is given."""
    person = bool(one) and one["kind"] == "person"
    if "person" in row:
        office = (one and one["office"]) or ""
        wanted = [row["answer"]] if isinstance(row["answer"], str) else row["answer"]
        if wanted == ["unknown"]:
            return not (person and office), person and bool(office)
        right = any(set(fold(title)) & set(fold(office)) for title in wanted)
        return right, bool(office) and not right
    if row["answer"] == "unknown":
        return not person, person
    right = person and same_entity(row["answer"], one)
    return right, person and not right


def measure_registry(rows, found):
    tally, errors = Counter(), []
    for row in rows:
        one = next(iter(over(found["actors"][row["id"]], row)), None)
        right, wrong = judge_question(row, one)
        asked = "office_of_person" if "person" in row else "person_of_office"
        for name, good in (("right", right), ("named_wrong", wrong), (asked, right), (row["class"], right)):
            tally[name, "of"] += 1
            tally[name, "right"] += good
        if not right:
            seen = one and (one["kind"], one["name"], one["country"], one["office"], one["basis"])
            wanted = row["answer"] if "office" in row else (row["answer"], row["country"])
            errors.append(f"{row['id']} {'WRONG ' * wrong}[{row['text']}] on={row['on']} want {wanted} got {seen}")
    names = ["right", "named_wrong", "person_of_office", "office_of_person"]
    return ratios(tally, [*names, "head", "foreign", "defence", "other", "unknown"]), errors


class Codes:
    """Country codes as the sets write them: every organisation is IGO."""

    def __init__(self):
        self.organisations = set(yaml.safe_load(ORGANISATIONS.read_text("utf-8")))

    def of(self, code):
        return "IGO" if code in self.organisations else SAME_CODE.get(code, code)

    def of_record(self, record):
        own = [self.of(record["country"])] if record["country"] else []
        return own + [self.of(member["country"]) for member in record.get("members") or () if member["country"]]


def roles_right(row, records, got):
    expected = {SAME_ROLE.get(role, role) for role in row["role"]}
    given = {SAME_ROLE.get(s, s) for r in records for s in r["sectors"]}
    given |= {SAME_ROLE.get(s, s) for r in records for m in r.get("members") or () for s in m["sectors"]}
    kinds = {r["kind"] for r in records} | {m["kind"] for r in records for m in r.get("members") or ()}
    if "state" in kinds:
        given.add("GOV")
    if "organisation" in kinds or "IGO" in got:
        given.add("IGO")
    return bool(expected & given) or ("UNK" in expected and not given - {"UNK"})


def judge_mention(row, records, codes):
    """Country right, role right (None: not judged) and what was given."""
    inside = [r for r in records if overlap(r, row) > 0]
    got = sorted({code for r in over(records, row) for code in codes.of_record(r)})
    if row.get("actor") is False:
        acting = [r for r in inside if r["country"] and not r["basis"].startswith("place:")]
        return {"not_an_actor": not acting}, got
    if "countries" in row:
        spread = sorted({code for r in inside for code in codes.of_record(r)})
        return {"compound": spread == sorted(set(row["countries"])), "role": roles_right(row, inside, spread)}, spread
    accepted = row.get("accept", [row["country"]])
    country = bool(inside) and ((got[0] in accepted and len(got) == 1) if got else None in accepted)
    if not row["role"]:
        return {"country": country}, got
    return {"country": country, "role": roles_right(row, over(records, row), got) if inside else False}, got


def measure_mentions(rows, found):
    codes = Codes()
    tally, errors = Counter(), []
    for row in rows:
        right, got = judge_mention(row, found["actors"][row["id"]], codes)
        group = [*right.items()]
        if "country" in right:
            group.append((f"country.{'dated' if row['on'] else 'undated'}", right["country"]))
        for name, good in group:
            tally[name, "of"] += 1
            tally[name, "right"] += good
        if not all(right.values()):
            records = [r for r in found["actors"][row["id"]] if overlap(r, row) > 0]
            errors.append(mention_error(row, right, got, records))
    names = ["country", "country.dated", "country.undated", "role", "compound", "not_an_actor"]
    return ratios(tally, names), errors


def mention_error(row, right, got, records):
    wrong = "+".join(name for name, good in right.items() if not good)
    seen = [(r["text"], r["kind"], r["name"], r["country"], "/".join(r["sectors"]), r["basis"]) for r in records]
    want = row.get("countries") or row.get("accept") or row["country"]
    return f"{row['id']} {wrong}: [{row['mention']}] {row['context']} on={row['on']} want {want} {row['role']} got {got} {seen}"


def ratios(tally, names):
    return {name: (tally[name, "right"], tally[name, "of"]) for name in names if tally[name, "of"]}


def same_entity(name, one):
    """A gold name and a record or member: a state code, a body, or a person by the words of the name."""
    if re.fullmatch(r"[A-Z]{3}", name):
        return one["kind"] != "person" and one["country"] == name
    if name == name.lower() or BODY.search(name):
        return one["kind"] != "person"
    gold, given = [word for word in fold(name) if word != "king"], fold(one["name"] or "")
    shared = set(gold) & set(given)
    if not shared or not given:
        return False
    spelt = SequenceMatcher(None, gold[-1], given[-1]).ratio() >= ALIKE and gold[0][0] == given[0][0]
    return spelt or shared in (set(gold), set(given)) or len(shared) / len({*gold, *given}) >= 0.6


def judge_reference(reference, records, text, codes):
    """Countries right, entities right too, and the countries given. Whom the story does not name, an office may be."""
    best = over(records, reference)
    got = sorted({code for r in best for code in codes.of_record(r)})
    accepted = reference.get("accept", [reference["country"]])
    country = any(got == sorted(set(one)) for one in accepted)
    if not any(accepted):
        return country, country, got
    if country and OWNER.search(reference["text"]) and any(r["end"] > reference["end"] for r in best):
        return country, country, got
    ones = [m for r in best for m in r.get("members") or [r]]
    told = [name for name in reference["entities"] if fold(name)[-1] in fold(text) or name.isupper()]
    named = all(any(same_entity(name, one) for one in ones) for name in told)
    return country, country and named, got


def measure_references(rows, found):
    codes = Codes()
    tally, errors = Counter(), []
    for row in rows:
        for reference in row["references"]:
            records = found["actors"][row["id"]]
            country, both, got = judge_reference(reference, records, row["text"], codes)
            for name, good in (("found", bool(over(records, reference))), ("country", country), ("resolved", both)):
                tally[name, "of"] += 1
                tally[name, "right"] += good
            if not both:
                seen = [(r["text"], r["kind"], r["name"], r["country"], r["basis"]) for r in over(records, reference)]
                context = row["text"][max(0, reference["start"] - 50) : reference["end"] + 40]
                want = f"{reference['entities']} {reference['country']}"
                errors.append(f"{row['id']} [{reference['text']}] ...{context}... want {want} got {got} {seen}")
    return ratios(tally, ["found", "country", "resolved"]), errors


def distance(one, two):
    """Kilometres between two points on the globe."""
    a, b = math.radians(one["lat"]), math.radians(two["lat"])
    across = math.radians(two["lon"] - one["lon"])
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def judge_place(place, records, codes):
    """Figures of a gold place (None: not judged) and the record over it."""
    best = over(records, place)
    if not best:
        return {"recall": False, "acc161": False if place["lat"] is not None else None}, None
    one = best[0]
    country = codes.of(one["country"]) if one["country"] else None
    right = {"recall": True, "country_of_found": country in place.get("accept", [place["country"]])}
    if place["lat"] is not None:
        near = one["lat"] is not None and distance(place, one) <= NEAR_KM
        right |= {"within_161_of_found": near, "acc161": near}
    return right, one


def kind_of_find(record, row):
    for name, judged in (("places", "right"), ("actors", "metonym"), ("free", "free")):
        if any(overlap(record, span) > 0 for span in row[name]):
            return judged
    return "wrong"


def count_finds(row, records, tally, errors):
    for record in records:
        kind = kind_of_find(record, row)
        if kind == "free":
            continue
        tally["precision", "of"] += kind != "metonym"
        tally["precision", "right"] += kind == "right"
        tally["precision_metonyms_counted", "of"] += 1
        tally["precision_metonyms_counted", "right"] += kind == "right"
        if kind == "wrong":
            context = row["text"][max(0, record["start"] - 30) : record["end"] + 30]
            errors.append(f"{row['id']} NOT A PLACE [{record['text']}] ...{context}... {record['country']}")


def count_dateline(row, events, tally, errors):
    """The place of an act "here", told behind the story's last sentence."""
    place = row["places"][0]
    told = [event["where"] for event in events if (event["where"] or {}).get("basis") == "dateline"]
    right, one = judge_place(place, [one | {"start": 0, "end": place["end"]} for one in told], Codes())
    for name, good in right.items():
        if good is not None:
            tally[f"dateline_{name}", "of"] += 1
            tally[f"dateline_{name}", "right"] += good
    if False in right.values():
        seen = one and (one["name"], one["country"], one["lat"], one["lon"])
        head = row["text"].split(" - ")[0]
        errors.append(f"{row['id']} DATELINE [{head}] want {place['country']} {place['lat']} {place['lon']} got {seen}")


def count_events(row, events, tally, errors):
    for event in row["events"]:
        at = row["text"].index(event["trigger"])
        span = {"start": at, "end": at + len(event["trigger"])}
        coded = [e for e in events if overlap(e["trigger"], span) > 0]
        where = [(e["where"] or {}).get("text") for e in coded]
        tally["event_coded", "of"] += 1
        tally["event_coded", "right"] += bool(coded)
        if coded:
            good = any((w or "").lower() == event["where"].lower() for w in where)
            tally["event_where_of_coded", "of"] += 1
            tally["event_where_of_coded", "right"] += good
            if not good:
                errors.append(f"{row['id']} WHERE of [{event['trigger']}] want {event['where']} got {where}")


def measure_places(rows, found):
    codes = Codes()
    tally, errors = Counter(), []
    for row in rows:
        records = found["places"][row["id"]]
        for place in row["places"]:
            if place["end"] <= row["text"].index(" - "):
                continue
            right, one = judge_place(place, records, codes)
            for name, good in right.items():
                if good is not None:
                    tally[name, "of"] += 1
                    tally[name, "right"] += good
            if not all(good is not False for good in right.values()):
                seen = one and (one["text"], one["name"], one["country"], one["lat"], one["lon"], one["basis"])
                wrong = "+".join(name for name, good in right.items() if good is False)
                want = (place["kind"], place.get("accept", place["country"]), place["lat"], place["lon"])
                errors.append(f"{row['id']} {wrong} [{place['text']}] want {want} got {seen}")
        count_dateline(row, found["here"][row["id"]], tally, errors)
        count_finds(row, records, tally, errors)
        count_events(row, found["events"][row["id"]], tally, errors)
    names = ["recall", "country_of_found", "within_161_of_found", "acc161", "precision", "precision_metonyms_counted"]
    names += ["dateline_recall", "dateline_country_of_found", "dateline_acc161"]
    return ratios(tally, [*names, "event_coded", "event_where_of_coded"]), errors


MEASURES = {
    "registry": measure_registry,
    "mentions": measure_mentions,
    "mentions2": measure_mentions,
    "references": measure_references,
    "references2": measure_references,
    "places": measure_places,
}


def story_of(row):
    published = row.get("on") or row.get("published")
    return {"id": row["id"], "text": row.get("context") or row["text"]} | (
        {"published": published} if published else {}
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=SETS)
    parser.add_argument("--half", choices=["dev", "held"], help="one half only; the default is both")
    parser.add_argument("--json", type=Path, help="also write the figures to this file, for the gate")
    given = parser.parse_args()
    written, asked = {}, [given.what, *(SECOND & {f"{given.what}2"})]
    for what in asked:
        rows = [row for row in load(SETS[what]) if given.half in (None, half_of(row))]
        report(what, rows, written, "" if what == given.what else f"{what}.")
    if given.json:
        given.json.write_text(json.dumps({"figures": written}), "utf-8")


def report(what, rows, written, prefix):
    """Print a set's figures, the dev half's errors with them, and note the figures under the prefix."""
    found = {stage: inspect([story_of(row) for row in rows], stage) for stage in STAGES.get(what, ("actors",))}
    if what == "places":
        told = " French and German ministers met here on Sunday."
        found["here"] = inspect([story_of(row) | {"text": row["text"] + told} for row in rows], "events")
    for half in ("dev", "held"):
        if not (of_half := [row for row in rows if half_of(row) == half]):
            continue
        figures, errors = MEASURES[what](of_half, found)
        for name, (right, of) in figures.items():
            written[f"{half}.{prefix}{name}"] = right / of
            sys.stdout.write(f"{half:5}{prefix + name:28}{right / of:6.3f}  {right}/{of}\n")
        if half == "dev":
            sys.stdout.write("".join(f"  {error}\n" for error in errors))


if __name__ == "__main__":
    main()
