"""Seconds, memory and quality of `merge_stories` on up to 100,000 synthetic versions of 10,000 stories.

    python bench/versions.py                       12,500, 25,000, 50,000 and 100,000 versions, each in a process of its own
    python bench/versions.py --sizes 2000 4000     others, to try the script itself: writes no line

The stories are made by a seeded generator out of bench/versions_copy.yaml: diplomacy of states that do not exist; every tenth is
a report of a series that is worded alike every day, every tenth a follow-up that repeats two sentences of the day before. The
versions are alerts, leads, updates, corrections, cuts, reorderings, and copies under other headlines with the furniture of a site,
and one in fifty is a round-up of several stories, which is a story of its own. Seconds are of one processor; "exponent" is the
slope of their logarithm over that of the size. The figures are pairwise over all pairs that our groups or the true ones hold
together, and the adjusted Rand index over all pairs of stories. The result is one line of JSON on standard output and, with the
commit, in bench/results.jsonl.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import platform
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from speed import RESULTS, commit

from dateline.merge import merge_stories
from dateline.records import StoryDigest, content_id

SIZES = (12_500, 25_000, 50_000, 100_000)
COPY: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("versions_copy.yaml").read_text("utf-8"))
VERSIONS = 10  # of a story, on average
SPAN = 200  # days over which the stories are spread
FIRST = dt.datetime(2031, 3, 1, 6)  # noqa: DTZ001  (an agency's own clock)
PERIODIC, FOLLOWED, ROUNDUP = 10, 10, 50  # every so-manieth story, and version


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story as it happened: its sentences, one a paragraph, headline, place and the hour of its first version."""

    headline: str
    place: str
    at: dt.datetime
    sentences: tuple[str, ...]


class Writer:
    """Writes stories and their versions out of a seed."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311  (texts for a measurement)

    def story(self, n: int, earlier: Sequence[Told]) -> Told:
        """A story of 6 to 14 sentences, or the news of the next day on an earlier one, or one of a daily series."""
        draw, slots = self._draw, self._slots()
        at = FIRST + dt.timedelta(minutes=draw.randrange(SPAN * 24 * 60))
        if n % PERIODIC == 0:
            slots |= {"t": "Ostburg", "m": "central bank", "g": "copper", "h": "rye"}
            return Told(
                headline="Florin fixing at Ostburg",
                place="OSTBURG",
                at=at,
                sentences=tuple(fill(COPY["periodic"], slots)),
            )
        if n % FOLLOWED == 1:
            return self._follow_up(draw.choice(earlier), slots)
        lines = [self._sentence() for _ in range(draw.randint(6, 14))]
        headline = draw.choice(COPY["headlines"]).format(**slots)
        return Told(headline=headline, place=slots["t"].upper(), at=at, sentences=tuple(fill(lines, slots)))

    def _follow_up(self, told: Told, slots: dict[str, str]) -> Told:
        """New sentences from the same place over two old ones as background, 20 to 30 hours later."""
        at = told.at + dt.timedelta(hours=self._draw.randint(20, 30))
        lines = fill([self._sentence() for _ in range(self._draw.randint(6, 10))], slots)
        headline = self._draw.choice(COPY["headlines"]).format(**slots)
        return Told(headline=headline, place=told.place, at=at, sentences=(*lines, *told.sentences[:2]))

    def _sentence(self) -> str:
        parts = [self._draw.choice(COPY[kind]) for kind in ("subjects", "verbs", "objects", "tails")]
        return f"{parts[0]} {parts[1]} {parts[2]}{parts[3]}."

    def _slots(self) -> dict[str, str]:
        draw = self._draw
        x, y = draw.sample(COPY["states"], 2)
        g, h = draw.sample(COPY["goods"], 2)
        names = {slot: self._name() for slot in "abtu"}
        numbers = {"n": draw.randint(11, 99), "k": draw.randint(2, 48), "j": draw.randint(110, 990)}
        people = {"xs": f"{x.rstrip('a')}an", "ys": f"{y.rstrip('a')}an"}
        return (
            names
            | {slot: str(number) for slot, number in numbers.items()}
            | people
            | {"x": x, "y": y, "g": g, "h": h, "m": draw.choice(COPY["bodies"]), "w": draw.choice(COPY["weekdays"])}
        )

    def _name(self) -> str:
        return "".join(self._draw.choices(COPY["syllables"], k=3)).capitalize()

    def versions(self, told: Told, count: int) -> Iterator[StoryDigest]:
        """The first version and further ones within a day and a half, each made of what was known by then."""
        sentences = list(told.sentences)
        yield self._digest(told, sentences)
        for n in range(1, count):
            at = told.at + dt.timedelta(minutes=25 * n + self._draw.randint(0, 20))
            yield self._version(replace(told, at=at, sentences=tuple(sentences)), n)

    def _version(self, told: Told, n: int) -> StoryDigest:
        draw = self._draw
        kinds: tuple[Callable[[Told, int], StoryDigest], ...] = (
            self._alert,
            self._lead,
            self._lead,
            self._corrected,
            self._cut,
            self._reordered,
            self._site,
            self._site,
        )
        return draw.choice(kinds)(told, n)

    def _alert(self, told: Told, _: int) -> StoryDigest:
        return self._digest(
            replace(told, at=told.at - dt.timedelta(minutes=40)), told.sentences[:1], version_mark="URGENT"
        )

    def _lead(self, told: Told, n: int) -> StoryDigest:
        more = fill([self._sentence() for _ in range(self._draw.randint(1, 3))], self._slots())
        return self._digest(told, [*told.sentences[: 4 + n], *more, *told.sentences[4 + n :]], version_mark=f"{n}nd LD")

    def _corrected(self, told: Told, _: int) -> StoryDigest:
        at = self._draw.randrange(len(told.sentences))
        changed = [
            "".join(str(self._draw.randint(1, 9)) if letter.isdigit() else letter for letter in line)
            if i == at
            else line
            for i, line in enumerate(told.sentences)
        ]
        return self._digest(told, changed, version_mark="CORRECTED", corrected=True)

    def _cut(self, told: Told, _: int) -> StoryDigest:
        return self._digest(told, told.sentences[: self._draw.randint(2, 5)], outlet=self._draw.choice(COPY["sites"]))

    def _reordered(self, told: Told, _: int) -> StoryDigest:
        rest = list(told.sentences[1:])
        self._draw.shuffle(rest)
        return self._digest(told, [told.sentences[0], *rest])

    def _site(self, told: Told, _: int) -> StoryDigest:
        site = self._draw.choice(COPY["sites"])
        furniture = self._draw.choice(COPY["furniture"]).format(s=site)
        headline = " ".join(told.sentences[0].split()[:7])
        return self._digest(replace(told, headline=headline), [*told.sentences, furniture], outlet=site)

    def roundup(self, told: Sequence[Told]) -> StoryDigest:
        """A text that holds the openings of several stories of a day."""
        items = [f"{one.place}, {one.at:%B} {one.at.day} -- {' '.join(one.sentences[:3])}" for one in told]
        return self._digest(replace(told[-1], headline="News of the day at a glance", place="OST"), items)

    def _digest(self, told: Told, sentences: Sequence[str], **more: Any) -> StoryDigest:  # noqa: ANN401  (fields of the digest)
        body = "\n".join((told.headline, *sentences))
        given: dict[str, Any] = {
            "outlet": "Ostwire",
            "agency": "Ostwire",
            "version_mark": None,
            "note": None,
            "withdrawn": False,
            "corrected": False,
            "url": None,
        } | more
        story_id = content_id("st", body, given["outlet"], str(told.at))
        return StoryDigest(
            story_id=story_id,
            source_id=story_id,
            published=told.at.date(),
            published_at=told.at,
            headline=told.headline,
            dateline_place=told.place,
            body=body,
            **given,
        )


def fill(lines: Sequence[str], slots: dict[str, str]) -> list[str]:
    """The lines with what stands for their slots, each with a capital."""
    filled = (line.format(**slots) for line in lines)
    return [line[0].upper() + line[1:] for line in filled]


def write(size: int, seed: int = 6) -> tuple[list[StoryDigest], list[int]]:
    """So many versions in an order without meaning, and the number of the story of each."""
    writer, pairs = Writer(seed), []
    stories: list[Told] = []
    for n in range(size // VERSIONS):
        stories.append(writer.story(n, stories[-20:]))
    for n, told in enumerate(stories):
        count = 1 if n % PERIODIC == 0 else VERSIONS + 1
        pairs += [(digest, n) for digest in writer.versions(told, count)]
    by_time = sorted(stories, key=lambda told: told.at)
    for n in range(size // ROUNDUP):
        at = (n * 7) % max(len(by_time) - 4, 1)
        pairs.append((writer.roundup(by_time[at : at + 4]), len(stories) + n))
    random.Random(seed).shuffle(pairs)  # noqa: S311
    pairs = pairs[:size]
    return [digest for digest, _ in pairs], [truth for _, truth in pairs]


def quality(groups: Sequence[str], truths: Sequence[int]) -> dict[str, float]:
    """Pairwise precision, recall and F1, and the adjusted Rand index over all pairs."""
    two = lambda counts: sum(math.comb(count, 2) for count in counts)  # noqa: E731
    both = two(Counter(zip(groups, truths, strict=True)).values())
    ours, true = two(Counter(groups).values()), two(Counter(truths).values())
    chance = ours * true / max(math.comb(len(groups), 2), 1)
    return {
        "precision": round(both / max(ours, 1), 4),
        "recall": round(both / max(true, 1), 4),
        "f1": round(2 * both / max(ours + true, 1), 4),
        "ari": round((both - chance) / max((ours + true) / 2 - chance, 1), 4),
        "largest": max(Counter(groups).values()),
    }


def measure(size: int) -> dict[str, Any]:
    """Seconds, peak memory in MiB and quality for one size, in this process."""
    digests, truths = write(size)
    before = peak()
    began = time.process_time(), time.monotonic()
    groups = {(member.story_id, member.source_id): member.group for member in merge_stories(digests)}
    cpu, wall = time.process_time() - began[0], time.monotonic() - began[1]
    found = [groups[digest.story_id, digest.source_id] for digest in digests]
    return {
        "versions": size,
        "stories": len(set(truths)),
        "cpu_s": round(cpu, 1),
        "wall_s": round(wall, 1),
        "peak_mib": round(peak()),
        "of_which_input_mib": round(before),
        **quality(found, truths),
    }


def peak() -> float:
    """Peak resident memory in MiB; Linux counts KiB, macOS bytes."""
    unit = 1024 if platform.system() == "Linux" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def exponent(runs: Sequence[dict[str, Any]]) -> float:
    """The slope of log seconds over log size, by least squares."""
    points = [(math.log(run["versions"]), math.log(max(run["cpu_s"], 0.01))) for run in runs]
    mean = [sum(values) / len(points) for values in zip(*points, strict=True)]
    top = sum((x - mean[0]) * (y - mean[1]) for x, y in points)
    return round(top / sum((x - mean[0]) ** 2 for x, _ in points), 3)


def main() -> None:
    """Measure every size in a process of its own, and write the line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of versions")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.one)))
        return
    runs = []
    for size in given.sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], check=True, capture_output=True, text=True
        )
        runs.append(json.loads(done.stdout.splitlines()[-1]))
        print(runs[-1], file=sys.stderr, flush=True)
    result = {"commit": commit(), "python": platform.python_version(), "merge_stories": runs}
    if len(runs) > 1:
        result["exponent"] = exponent(runs)
    line = json.dumps(result)
    print(line)
    if tuple(given.sizes) == SIZES:
        with RESULTS.open("a", encoding="utf-8") as results:
            results.write(line + "\n")


if __name__ == "__main__":
    main()
