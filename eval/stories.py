"""Versions of one story: our groups against pairs labelled by hand, against the automatic candidates, and over-merging.

    python eval/stories.py                  all figures
    python eval/stories.py --errors         the same, and the pairs with an odd number that are wrong (even ones are held)

The labels are eval/labels/rewrite_pairs.jsonl (see the README beside it); the stories are those of the development sets
(DATELINE_SHARED says where they lie, default ../shared). A story is read, divided and dated as `dateline code` does it, and
grouped; nothing is coded. Pairs of the label "part" (one story holds the other beside others) are counted apart.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.ledger.digests import time_of
from dateline.lexicon.registry import load_registry
from dateline.lexicon.wire import load_wire
from dateline.merge import merge_stories
from dateline.read import read_paths
from dateline.records import SplitStory, Story, StoryDigest
from dateline.records.when import Publication
from dateline.resolve.publication import find_publication
from dateline.settings import Settings
from dateline.split import split_story

ROOT = Path(__file__).parents[1]
LABELS = ROOT / "eval" / "labels" / "rewrite_pairs.jsonl"
#: The scorer's rule for pairs that are surely one story, and days apart that make them surely two.
SURE, FAR = 0.5, 10
Pair = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Two stories and what readers say of them: same, different or part. n: its number, from 1; agreed: both readers said so."""

    n: int
    a: str
    b: str
    label: str
    agreed: bool


def read_labels(path: Path = LABELS) -> list[Judged]:
    """The labelled pairs in the order of the file; none if there is no such file."""
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Judged(n=n, a=row["a"], b=row["b"], label=row["label"], agreed=row["agreed"]) for n, row in enumerate(rows, 1)
    ]


def read_digests(rows: Iterable[Mapping[str, Any]]) -> list[StoryDigest]:
    """The stories as a ledger tells them to `merge_stories`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        stories = [story for story in read_paths([str(path)], Settings(any_language=True)) if isinstance(story, Story)]
    wire, registry = load_wire(), load_registry()
    split = [split_story(story, wire) for story in stories]
    return [digest(one, find_publication(one, registry, Settings())) for one in split]


def digest(split: SplitStory, publication: Publication) -> StoryDigest:
    """One story as ledger/digests.py tells it."""
    story, masthead = split.story, split.masthead
    return StoryDigest(
        story_id=story.story_id,
        source_id=story.source_id,
        published=publication.date,
        published_at=time_of(story.published.isoformat()) if story.published else None,
        outlet=story.source or masthead.agency,
        agency=masthead.agency,
        headline=masthead.headline or story.title,
        dateline_place=masthead.place,
        version_mark=masthead.version,
        note=masthead.note,
        withdrawn=masthead.withdrawn,
        corrected=masthead.corrected,
        url=story.url,
        body="\n".join(part.text for part in split.parts if part.kind in {"headline", "body"}),
    )


def figures(joined_right: int, joined_wrongly: int, same: int, different: int) -> dict[str, float]:
    """Precision, recall, F1 and adjusted Rand index over judged pairs."""
    tp, fp = joined_right, joined_wrongly
    fn, tn = same - tp, different - fp
    bottom = (tp + fn) * (fn + tn) + (tp + fp) * (fp + tn)
    return {
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(same, 1),
        "f1": 2 * tp / max(tp + fp + same, 1),
        "ari": 2 * (tp * tn - fp * fn) / bottom if bottom else 0.0,
    }


def hand_figures(judged: Sequence[Judged], group: Mapping[str, str]) -> dict[str, float]:
    """The figures of pairs labelled same or different, and the share of parts that are joined."""
    count = Counter((one.label, group[one.a] == group[one.b]) for one in judged)
    same, different = (count[label, True] + count[label, False] for label in ("same", "different"))
    found = figures(count["same", True], count["different", True], same, different)
    return {**found, "pairs": same + different, "parts": count["part", True] + count["part", False]} | {
        "parts joined": count["part", True]
    }


def automatic_figures(
    stories: Sequence[StoryDigest], pairs: Sequence[Mapping[str, Any]], group: Mapping[str, str]
) -> dict[str, float]:
    """The scorer's strict figures: sure candidates against far pairs and near ones that no chain links and no headline word."""
    day = {story.source_id: story.published for story in stories}
    words = {story.source_id: frozenset((story.headline or "").lower().split()) for story in stories}
    same = {frozenset((pair["a"], pair["b"])) for pair in pairs if pair["jaccard"] > SURE}
    chain = chains((pair["a"], pair["b"]) for pair in pairs)
    count: Counter[tuple[str, bool]] = Counter()
    unlinked = 0
    ids = sorted(day)
    for n, a in enumerate(ids):
        for b in ids[n + 1 :]:
            together, linked = group[a] == group[b], chain.get(a, a) == chain.get(b, b)
            unlinked += together and not linked
            if abs((day[a] - day[b]).days) > FAR:  # type: ignore[operator]
                count["different", together] += 1
            elif frozenset((a, b)) in same:
                count["same", together] += 1
            elif not linked and not words[a] & words[b]:
                count["different", together] += 1
    sizes = Counter(group.values()).values()
    found = figures(
        count["same", True],
        count["different", True],
        count["same", True] + count["same", False],
        count["different", True] + count["different", False],
    )
    return {**found, "groups": len(sizes), "largest group": max(sizes), "joined, no chain links them": unlinked}


def chains(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Story to the name of the chain of candidate pairs that it hangs on."""
    up: dict[str, str] = {}

    def top(key: str) -> str:
        while up.setdefault(key, key) != key:
            key = up[key]
        return key

    for a, b in pairs:
        up[top(a)] = top(b)
    return {key: top(key) for key in up}


def reuters(shared: Path) -> tuple[list[StoryDigest], list[dict[str, Any]]]:
    """The stories of the development set, and their automatic candidate pairs."""
    folder = shared / "data" / "news_reuters"
    rows = [json.loads(line) for line in (folder / "rewrite_stories_dev.jsonl").read_text("utf-8").splitlines()]
    given = [
        {"id": row["id"], "text": row["text"], "published": row["date"], "title": row["title"]}
        | ({"dateline": row["dateline"]} if row["dateline"] else {})
        for row in rows
    ]
    return read_digests(given), json.loads((folder / "rewrite_pairs_dev.json").read_text("utf-8"))["pairs"]


def halves(judged: Sequence[Judged]) -> Iterator[tuple[str, list[Judged]]]:
    """The labelled pairs as they are reported: all, those that may be read, those that are held; agreed ones apart."""
    for name, n in (("all", None), ("odd", 1), ("held", 0)):
        part = [one for one in judged if n is None or one.n % 2 == n]
        yield name, part
        yield f"{name}.agreed", [one for one in part if one.agreed]


def tell_errors(judged: Sequence[Judged], group: Mapping[str, str]) -> Iterator[str]:
    """Odd pairs that are joined wrongly or not joined."""
    for one in judged:
        together = group[one.a] == group[one.b]
        if one.n % 2 and together != (one.label == "same"):
            yield f"{one.n} {one.a} {one.b}: {one.label}, {'joined' if together else 'not joined'}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="name the odd pairs that are wrong")
    parser.add_argument("--json", type=Path, help="also write the figures to this file, for the gate")
    given = parser.parse_args()
    stories, pairs = reuters(Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared")))
    group = {member.source_id: member.group for member in merge_stories(stories)}
    judged = read_labels()
    told = {name: hand_figures(part, group) for name, part in halves(judged)} if judged else {}
    told["automatic, strict"] = automatic_figures(stories, pairs, group)
    for name, found in told.items():
        line = ", ".join(
            f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in found.items()
        )
        sys.stdout.write(f"{name}: {line}\n")
    if given.errors:
        sys.stdout.write("".join(f"  {line}\n" for line in tell_errors(judged, group)))
    if given.json:
        flat = {f"{name}.{key}": value for name, found in told.items() for key, value in found.items()}
        given.json.write_text(json.dumps({"figures": flat}), "utf-8")


if __name__ == "__main__":
    main()
