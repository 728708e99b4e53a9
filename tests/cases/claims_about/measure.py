"""What claims are about, and whether they assert or deny: case tables of own wire copy, the share that is right, every error.

    python tests/cases/claims_about/measure.py              both tables
    python tests/cases/claims_about/measure.py developed    one of them
    python tests/cases/claims_about/measure.py --json FILE  the figures for eval/gate.py

blind.yaml was written before any rule was run on it. A case is one or more stories, coded into one ledger; of each claim are
given words of its content (of), who says it (by: country code, or a word of the name), its stance, and the event that it is
about: "ACT: words of a sentence that tells it", with the number of the story in front where there are several
("2:CONSULT: met the envoy"), several types with a bar between, or "none". `none_by`: a country that says
nothing. A case is right if all of its claims are.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dateline import query
from dateline.api import group
from dateline.ledger import Ledger, describe_run
from dateline.pipeline import Kit, code_stories, load_kit
from dateline.query import Filters
from dateline.records import Row, Story
from dateline.settings import Settings

HERE = Path(__file__).parent
TABLES = ("developed", "blind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One expectation of a case: kind claims, stance or about; `told` says what was found instead."""

    case: str
    kind: str
    right: bool
    told: str = ""


def read_cases(table: str) -> list[dict[str, Any]]:
    """The cases of a table, in its order."""
    return list(yaml.safe_load((HERE / f"{table}.yaml").read_text("utf-8")))


def judge_cases(cases: Sequence[dict[str, Any]], kit: Kit) -> list[Verdict]:
    """All expectations of the cases."""
    return [verdict for case in cases for verdict in judge(case, kit)]


def judge(case: dict[str, Any], kit: Kit) -> list[Verdict]:
    """The expectations of one case, asked of a ledger of its own."""
    stories = [_story(number, told) for number, told in enumerate(case["stories"], 1)]
    run = describe_run(Settings(), codebook="cases", models=(), started_at=None)
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "case.dateline") as ledger:
        ledger.append(code_stories(stories, kit, Settings()), run)
        group(ledger)
        claims, events = query.claims(ledger, Filters()).rows(), query.events(ledger, Filters()).rows()
    found = [verdict for want in case["claims"] for verdict in _claim(case["name"], want, stories, claims, events)]
    if "none_by" in case:
        said = [claim["text"] for claim in claims if claim["country"] == case["none_by"]]
        found.append(Verdict(case=case["name"], kind="claims", right=not said, told=f"said by nobody: {said}"))
    return found


def _story(number: int, told: dict[str, Any]) -> Story:
    day = dt.datetime.combine(told["published"], dt.time(), dt.UTC)
    return Story(
        story_id=f"st_{number}", source_id=str(number), text=told["text"], published=day, published_basis="given"
    )


def _claim(
    name: str, want: dict[str, Any], stories: Sequence[Story], claims: Sequence[Row], events: Sequence[Row]
) -> list[Verdict]:
    source = str(want.get("in", 1))
    start = stories[int(source) - 1].text.index(want["of"])
    end = start + len(want["of"])
    near = [c for c in claims if c["source_id"] == source and c["start"] < end and start < c["end"]]
    said = [c for c in near if want["by"] == c["country"] or want["by"] in c["speaker"]["name"]]
    shown = "; ".join(f"{c['speaker']['name']} ({c['country']}) {c['stance']} {c['ties']}" for c in said or near)
    found = [Verdict(case=name, kind="claims", right=bool(said), told=shown)]
    if "stance" in want:
        right = any(c["stance"] == want["stance"] for c in said)
        found.append(Verdict(case=name, kind="stance", right=right, told=f"{want['stance']}: {shown}"))
    if "reported_by" in want:
        right = any(want["reported_by"] in (c["reported_by"] or "") for c in said)
        found.append(Verdict(case=name, kind="claims", right=right, told=f"reported by {want['reported_by']}: {shown}"))
    if "about" in want:
        tied = [event for event in events if any(event["event_id"] in c["about"] for c in said)]
        right = bool(said) and _is_about(want["about"], tied, stories)
        found.append(Verdict(case=name, kind="about", right=right, told=f"{want['about']}: {shown}"))
    return found


def _is_about(want: str, tied: Iterable[Row], stories: Sequence[Story]) -> bool:
    """Is one of the events told by these words, and of one of these types?"""
    if want == "none":
        return not list(tied)
    number, rest = want.split(":", 1) if want[0].isdigit() else ("1", want)
    types, words = rest.split(": ", 1)
    place = stories[int(number) - 1].text.index(words)
    return any(
        {event["type"], event["act"]} & set(types.split("|"))
        and any(m["source_id"] == number and m["start"] <= place < m["end"] for m in event["mentions"])
        for event in tied
    )


def figures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Share right of claims found, of stances, of ties, and of whole cases."""
    kinds = {kind: [v.right for v in verdicts if v.kind == kind] for kind in ("claims", "stance", "about")}
    cases = {v.case: True for v in verdicts}
    for verdict in verdicts:
        cases[verdict.case] &= verdict.right
    return {name: sum(right) / max(len(right), 1) for name, right in (*kinds.items(), ("cases", list(cases.values())))}


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", default=TABLES, help="developed, blind")
    parser.add_argument("--json", type=Path, help="also write the figures to this file, for the gate")
    given = parser.parse_args()
    kit, told = load_kit(), dict[str, float]()
    for table in given.tables:
        verdicts = judge_cases(read_cases(table), kit)
        shares = figures(verdicts)
        told |= {f"{table}.{name}": share for name, share in shares.items()}
        print(table, ", ".join(f"{name} {share:.3f}" for name, share in shares.items()))
        print(*(f"  {v.kind:7}{v.case}\n          {v.told}" for v in verdicts if not v.right), sep="\n")
    if given.json:
        given.json.write_text(json.dumps({"figures": told}), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
