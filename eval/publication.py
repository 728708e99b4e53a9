"""Publication dates without metadata: right, wrong or told as unknown.

    python eval/publication.py            wire stories of the development sets and the golden stories
    python eval/publication.py --errors   the same, and the stories that are wrong

The wire stories are written as text with their dateline and nothing else; they are read once without any metadata and once with
the year alone ("published": 1987), as an archive's index tells it. A story is right if its day is that of its dateline, and
undecidable if its dateline tells no day. DATELINE_SHARED says where the development sets lie (default ../shared).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.lexicon.registry import Registry, load_registry
from dateline.lexicon.wire import WireConventions, load_wire
from dateline.read import read_paths
from dateline.records import Publication, Story
from dateline.resolve.publication import find_publication
from dateline.settings import Settings
from dateline.split import split_story

ROOT = Path(__file__).parents[1]
#: A file of a database may bear the day of Greenwich, its dateline that of the place.
NEAR_DAYS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A story's text, the year told beside it, and the day that it was published on (None: cannot be told)."""

    name: str
    text: str
    day: dt.date | None
    year: int | None = None


def wire_stories(shared: Path, *, with_year: bool) -> Iterator[Asked]:
    """Reuters stories of 1987 as text."""
    for line in (shared / "data" / "news_reuters" / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        day = dt.date.fromisoformat(row["date"][:10])
        opening = f"{row['dateline']} " if row["dateline"] else ""
        text = f"{row['title']}\n\n    {opening}{row['text']}\n"
        yield Asked(name=row["id"], text=text, day=day if opening else None, year=day.year if with_year else None)


def golden_stories() -> Iterator[Asked]:
    """The golden stories, whose ledgers tell their days."""
    for folder in sorted((ROOT / "tests" / "golden").glob("[0-9]*")):
        rows = [json.loads(line) for line in (folder / "ledger.jsonl").read_text("utf-8").splitlines() if line.strip()]
        told = next((row for row in rows if row["record"] == "story" and "published" in row), None)
        path = folder / "wire.txt"
        if told is not None and path.exists():
            day = dt.date.fromisoformat(told["published"]) if told["published"] else None
            yield Asked(name=folder.name, text=path.read_text("utf-8"), day=day)


def find_dates(asked: Sequence[Asked], wire: WireConventions, registry: Registry) -> list[Publication]:
    """What the program makes of each story."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.jsonl"
        rows = [{"id": one.name, "text": one.text, **({"published": one.year} if one.year else {})} for one in asked]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        stories = [story for story in read_paths([str(path)], Settings(any_language=True)) if isinstance(story, Story)]
    return [find_publication(split_story(story, wire), registry, Settings()) for story in stories]


def verdict(asked: Asked, found: Publication) -> str:
    """Right, wrong or unknown for a story whose day can be told; else unknown (as it should be) or invented."""
    if asked.day is None:
        return "undecidable, told as unknown" if found.date is None else "undecidable, invented"
    if found.date is None:
        return "unknown"
    return "right" if abs((found.date - asked.day).days) <= NEAR_DAYS else "wrong"


def main() -> None:
    """Print the counts of each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--errors", action="store_true", help="name the stories that are wrong, unknown or invented")
    parser.add_argument("--json", type=Path, help="also write the figures to this file, for the gate")
    given = parser.parse_args()
    errors, figures = given.errors, {}
    shared = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    wire, registry = load_wire(), load_registry()
    sets = {
        "wire, year given": list(wire_stories(shared, with_year=True)),
        "wire, nothing given": list(wire_stories(shared, with_year=False)),
        "golden": list(golden_stories()),
    }
    for name, asked in sets.items():
        found = find_dates(asked, wire, registry)
        verdicts = [verdict(one, publication) for one, publication in zip(asked, found, strict=True)]
        counts = Counter(verdicts)
        told = sum(one.day is not None for one in asked)
        figures[f"{name}: right"] = counts["right"] / max(told, 1)
        figures[f"{name}: wrong"] = counts["wrong"] + counts["undecidable, invented"]
        sys.stdout.write(
            f"{name}: {len(asked)} stories, right {counts['right'] / max(told, 1):.3f} of {told} decidable\n"
        )
        sys.stdout.write("".join(f"  {word}: {count}\n" for word, count in sorted(counts.items())))
        for one, publication, word in zip(asked, found, verdicts, strict=True):
            if errors and word in {"wrong", "unknown", "undecidable, invented"}:
                sys.stdout.write(f"    {one.name} {word}: {one.day}, found {publication.date} ({publication.basis})\n")
    if given.json:
        given.json.write_text(json.dumps({"figures": figures}), "utf-8")


if __name__ == "__main__":
    main()
