"""Measures what a ledger of short series knows of offices: who holds them on a day, whom later rows name, which tenures are told.

python tests/cases/office_series/measure.py [--half dev|held] [--series NN] [--errors]; errors of the held half are never printed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from dateline.api import group
from dateline.ledger import Ledger
from dateline.lexicon.office_terms import one_title
from dateline.pipeline import Kit, code_stories, load_kit
from dateline.query import Filters, claims, events, offices
from dateline.read import read_text
from dateline.records.run import Run
from dateline.settings import Settings

HERE = Path(__file__).parent
FIGURES = ("held", "named", "offices")
_NOISE = frozenset({"affairs", "of", "the", "new", "for", "to", "s", "acting"})
_RUN = Run(run_id="run_series", program="0", codebook="", models=(), started_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def series(half: str | None = None) -> list[Path]:
    """Folders of the series: odd numbers are the dev half, even ones the held half."""
    odd = {"dev": 1, "held": 0}.get(half or "")
    return [f for f in sorted(HERE.iterdir()) if f.name[:2].isdigit() and odd in (None, int(f.name[:2]) % 2)]


def words(text: str | None) -> frozenset[str]:
    """Words of a name or title, without case and accents."""
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    kept = "".join(" " if not (c.isalnum() or unicodedata.combining(c)) else c for c in plain)
    return frozenset("".join(c for c in kept if not unicodedata.combining(c)).split())


def same_person(wanted: str, got: str | None) -> bool:
    """All words of the shorter name, and two words at least, stand in the longer one; a surname alone will do for itself."""
    a, b = words(wanted), words(got)
    return bool(a & b) and len(a & b) >= min(len(a), len(b), 2)


def same_office(wanted: str, got: str | None) -> bool:
    """The same class of office, or one title is part of the other; the words of rank are the same."""
    a, b = words(wanted) - _NOISE, words(got) - _NOISE
    rank = {"deputy", "vice", "former", "ex", "assistant", "designate"}
    if a & rank != b & rank:
        return False
    return one_title(wanted) == one_title(got or "") or (bool(a & b) and (a <= b or b <= a))


def fill(ledger: Ledger, folder: Path, kit: Kit) -> None:
    """Codes the stories of a series in their order, and groups them."""
    paths = sorted(folder.glob("*.txt"))
    stories = [replace(read_text(p.read_text(encoding="utf-8"), source_id=p.name), source_id=p.name) for p in paths]
    ledger.append(code_stories(stories, kit, Settings()), _RUN)
    group(ledger)


def compare(ledger: Ledger, wanted: dict[str, list[dict[str, Any]]]) -> tuple[Counter[str], list[str]]:
    """Counts of right answers (`held`) and of questions (`held_asked`), and what was wrong."""
    n: Counter[str] = Counter()
    log: list[str] = []
    answers = {
        "held": lambda ask: _held(ledger, ask),
        "named": lambda ask: _named(ledger, ask),
        "offices": lambda ask: _told(ledger, ask),
    }
    for figure in FIGURES:
        for ask in wanted.get(figure) or []:
            right, got = answers[figure](ask)
            n[figure] += right
            n[f"{figure}_asked"] += 1
            if not right:
                log.append(f"{figure} {ask} got {got}")
    return n, log


def _held(ledger: Ledger, ask: dict[str, Any]) -> tuple[bool, list[str]]:
    rows = [
        row
        for row in offices(ledger, Filters(as_of=ask["day"]))
        if row["country"] in (None, ask["country"]) and same_office(ask["office"], row["office"])
    ]
    persons = [row["person"] for row in rows]
    if ask["person"] is None:
        return not persons, persons
    allowed = [ask["person"], *([ask["also"]] if "also" in ask else [])]
    found = any(same_person(ask["person"], person) for person in persons)
    return found and all(any(same_person(name, person) for name in allowed) for person in persons), persons


def _named(ledger: Ledger, ask: dict[str, Any]) -> tuple[bool, list[str | None]]:
    told = [
        who for row in events(ledger) if row["source_id"] == ask["file"] for who in row["actors"] + row["recipients"]
    ]
    told += [row["speaker"] for row in claims(ledger) if row["source_id"] == ask["file"]]
    phrase = words(ask["text"]) - {"the"}
    names = [who["name"] for who in told if who and words(who["text"]) - {"the"} == phrase]
    return any(same_person(ask["person"], name) for name in names), names


def _told(ledger: Ledger, ask: dict[str, Any]) -> tuple[bool, list[str]]:
    rows = [
        row
        for row in offices(ledger)
        if row["country"] in (None, ask["country"])
        and same_office(ask["office"], row["office"])
        and same_person(ask["person"], row["person"])
    ]
    ends = [end for end in ("from", "to") if end in ask]
    right = any(all(str(row[end] or "").startswith(str(ask[end])) for end in ends) for row in rows)
    return right, [f"{row['from']}..{row['to']} {row['basis']}" for row in rows]


def measure(folders: list[Path], kit: Kit) -> tuple[Counter[str], list[str]]:
    """The counts over some series."""
    total: Counter[str] = Counter()
    log: list[str] = []
    for folder in folders:
        wanted = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as place, Ledger.open(Path(place) / "series.dateline") as ledger:
            fill(ledger, folder, kit)
            n, wrong = compare(ledger, wanted)
        total += n
        log += [f"{folder.name}: {line}" for line in wrong]
    return total, log


def rate(n: Counter[str], figure: str) -> float:
    """Right answers among questions."""
    return round(n[figure] / n[f"{figure}_asked"], 4) if n[f"{figure}_asked"] else 1.0


def main() -> None:
    """Prints the figures of each half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "held"))
    parser.add_argument("--series")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    kit = load_kit()
    for half in [asked.half] if asked.half else ["dev", "held"]:
        folders = [f for f in series(half) if f.name.startswith(asked.series or "")]
        n, log = measure(folders, kit)
        figures = (f"{figure} {rate(n, figure)} ({n[figure]}/{n[figure + '_asked']})" for figure in FIGURES)
        sys.stdout.write(" ".join((half, *figures)) + "\n")
        if asked.errors and half == "dev":
            sys.stdout.write("".join(f"{line}\n" for line in log))


if __name__ == "__main__":
    main()
