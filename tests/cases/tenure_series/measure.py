"""Measures tables of short series on holders of offices: who held what on a day as known on a day, and what is told of each.

python tests/cases/tenure_series/measure.py [NAME OF A TABLE ...] [--errors]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[2]))

from cases.office_series.measure import _RUN as RUN
from cases.office_series.measure import same_office, same_person, words
from dateline.api import group
from dateline.ledger import Ledger
from dateline.pipeline import Kit, code_stories, load_kit
from dateline.query import Filters, claims, events, offices
from dateline.read import read_text
from dateline.settings import Settings

HERE = Path(__file__).parent
FIGURES = ("held", "offices", "named")
#: One word of what was asked that fails, and what came instead.
Wrong = tuple[str, str]


def read_cases(table: str) -> list[dict[str, Any]]:
    """The cases of a table, in its order."""
    return list(yaml.safe_load((HERE / f"{table}.yaml").read_text("utf-8")))


def code_cases(cases: Sequence[dict[str, Any]], kit: Kit, ledger: Ledger) -> None:
    """Codes the stories of all cases into one ledger: no two of them tell of one state in the same years."""
    texts = [
        (text, f"{number}/{at}") for number, case in enumerate(cases) for at, text in enumerate(case["stories"], 1)
    ]
    stories = [replace(read_text(text, source_id=name), source_id=name) for text, name in texts]
    ledger.append(code_stories(stories, kit, Settings()), RUN)
    group(ledger)


def answers(number: int, case: dict[str, Any], ledger: Ledger) -> Iterator[tuple[str, Any, bool, Any]]:
    """Figure, question, whether the answer is right, and the answer."""
    for asked in case.get("held", ()):
        yield ("held", asked, *_held(ledger, asked))
    for asked in case.get("offices", ()):
        yield ("offices", asked, *_told(ledger, asked))
    for at, text, person in case.get("named", ()):
        yield ("named", [at, text, person], *_named(ledger, f"{number}/{at}", text, person))


def _held(ledger: Ledger, asked: list[Any]) -> tuple[bool, list[str]]:
    office, country, day, known, person = asked
    rows = [
        row["person"]
        for row in offices(ledger, Filters(as_of=day, known_on=known))
        if row["country"] in {None, country} and same_office(office, row["office"])
    ]
    return (all(same_person(person, row) for row in rows) and bool(rows)) if person else not rows, rows


def _told(ledger: Ledger, asked: list[Any]) -> tuple[bool, list[str]]:
    person, office, country, first, last = asked
    rows = [
        row
        for row in offices(ledger)
        if row["country"] in {None, country}
        and same_office(office, row["office"])
        and same_person(person, row["person"])
    ]
    days = [(None if day is None else str(day)) for day in (first, last)]
    return any([row["from"], row["to"]] == days for row in rows), [f"{r['from']}..{r['to']} {r['basis']}" for r in rows]


def _named(ledger: Ledger, source: str, text: str, person: str) -> tuple[bool, list[str | None]]:
    told = [who for row in events(ledger) if row["source_id"] == source for who in row["actors"] + row["recipients"]]
    told += [row["speaker"] for row in claims(ledger) if row["source_id"] == source]
    phrase = words(text) - {"the"}
    names = [who.get("person") or who["name"] for who in told if who and words(who["text"]) - {"the"} == phrase]
    return any(same_person(person, name) for name in names), names


def measure(table: str, kit: Kit) -> tuple[Counter[str], list[str]]:
    """Counts of right answers and of questions (`held`, `held_asked`), and what was wrong."""
    cases = read_cases(table)
    n: Counter[str] = Counter()
    log: list[str] = []
    with tempfile.TemporaryDirectory() as place, Ledger.open(Path(place) / "cases.dateline") as ledger:
        code_cases(cases, kit, ledger)
        for number, case in enumerate(cases):
            for figure, asked, right, got in answers(number, case, ledger):
                n[figure] += right
                n[f"{figure}_asked"] += 1
                if not right:
                    log.append(f"{case['name']}: {figure} {[str(one) for one in asked]} got {got}")
    return n, log


def main() -> None:
    """Prints the figures of each table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", default=sorted(path.stem for path in HERE.glob("*.yaml")))
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    kit = load_kit(rules_only=True)
    for table in asked.tables:
        n, log = measure(table, kit)
        figures = [f"{figure} {n[figure]}/{n[figure + '_asked']}" for figure in FIGURES]
        sys.stdout.write(" ".join((table, *figures)) + "\n" + "".join(f"{line}\n" for line in log if asked.errors))


if __name__ == "__main__":
    main()
