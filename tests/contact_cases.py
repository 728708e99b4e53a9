"""Runs the cases of contacts: each is coded story by story into a fresh ledger and asked what it states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from dateline import api, query
from dateline.ledger import Ledger, describe_run
from dateline.pipeline import Kit, code_stories
from dateline.query.contact_people import same_name
from dateline.read import read_text
from dateline.records import Row
from dateline.settings import Settings

CASES = Path(__file__).parent / "cases" / "contacts"


def read_cases(name: str) -> list[Row]:
    """The cases of a file."""
    cases: list[Row] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return cases


def code_cases(cases: list[Row], kit: Kit, path: Path) -> list[list[Row]]:
    """For each case the rows of contacts that its stories tell; all cases stand in one ledger."""
    stories = [
        replace(read_text(story["text"], published=story["published"]), source_id=f"{number}/{place}.txt")
        for number, case in enumerate(cases)
        for place, story in enumerate(case["stories"])
    ]
    run = describe_run(Settings(), codebook="cases", models=())
    with Ledger.open(path) as ledger:
        ledger.append(code_stories(stories, kit, Settings()), run)
        api.group(ledger)
        rows = query.contacts(ledger).rows()
    return [
        [row for row in rows if any(told["source_id"].startswith(f"{number}/") for told in row["mentions"])]
        for number in range(len(cases))
    ]


def wrong(case: Row, rows: list[Row]) -> Iterator[str]:
    """What the case states and the ledger does not say, one line for each field."""
    row = _meant(case, rows)
    if row is None:
        yield "contact: there is none"
        return
    for name in ("channel", "first_since", "host", "mediator"):
        got = row[name] if isinstance(row[name], list) else [row[name]]
        if name in case and case[name] not in got:
            yield f"{name}: {case[name]}, got {row[name]}"
    if "topic" in case and not any(case["topic"].lower() in topic.lower() for topic in row["topics"]):
        yield f"topic: {case['topic']}, got {row['topics']}"
    yield from _wrong_people(case, row["participants"])
    yield from _wrong_accounts(case, row)


def _wrong_people(case: Row, people: list[Row]) -> Iterator[str]:
    for one in case.get("people", ()):
        if not any(_fits(one, who) for who in people):
            yield f"person: {one}, got {[(w['name'], w['country'], w['level'], w['role']) for w in people]}"
    for name in case.get("not_people", ()):
        if any(same_name(name, who["name"]) for who in people):
            yield f"person: {name} is replaced, but there"


def _wrong_accounts(case: Row, row: Row) -> Iterator[str]:
    told = {account["country"] for account in row["readouts"]}
    if not set(case.get("readouts", ())) <= told:
        yield f"readouts: {case['readouts']}, got {told}"
    differing = {one["field"] for one in row["differences"]}
    for name in case.get("differences", ()):
        if name not in differing:
            yield f"difference: {name}, got {differing}"
    for name in case.get("no_differences", ()):
        if name in differing:
            yield f"difference: none in {name}, got {row['differences']}"


def stated(case: Row) -> int:
    """How many fields the case states."""
    lists = ("people", "not_people", "differences", "no_differences")
    return sum(len(case.get(name, ())) for name in lists) + sum(
        name in case for name in ("channel", "first_since", "host", "mediator", "topic", "readouts")
    )


def _meant(case: Row, rows: list[Row]) -> Row | None:
    def share(row: Row) -> tuple[float, bool, bool, int]:
        got = {who["country"] for who in (*row["actors"], *row["recipients"], *row["participants"])}
        wanted = set(case["find"])
        return (
            len(wanted & got) / len(wanted),
            row["status"] != "not_occurred",
            not row["background"],
            len(row["mentions"]),
        )

    best = max(rows, key=share, default=None)
    return best if best is not None and share(best)[0] > 0 else None


def _fits(one: Row, who: Row) -> bool:
    named = same_name(one["person"], who["name"]) if "person" in one else True
    return named and all(who[name] == one[name] for name in ("country", "level", "role") if name in one)
