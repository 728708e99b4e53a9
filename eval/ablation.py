"""Rules alone, judge alone, both: on examples that were kept from training, on golden stories, and on given pairs.

    python eval/ablation.py                  tables; `--write` puts them into docs/judge.md, between its marks
    python eval/ablation.py --json FILE      the figures of "both" for the gate

Pairs given by others are only measured where DATELINE_SHARED (default ../shared) has them. "Judge alone" codes a story from what
`coding.proposing` sees in each sentence, as if no frame had fired.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from dateline.coding import code_story, hear
from dateline.coding.proposing import propose
from dateline.judge import Opinion, Question, votes_of, weigh
from dateline.judge.drill import Drill, drills
from dateline.judge.kept import split
from dateline.lexicon.examples import NONE, read_examples
from dateline.merge import told_once
from dateline.pipeline import Kit, load_kit
from dateline.records import CodedStory, Event, Story
from dateline.relation import events_of
from dateline.resolve import resolve
from dateline.settings import Settings
from dateline.split import split_story

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "judge.md"
WAYS = ("rules alone", "judge alone", "both")
SETTINGS = Settings()
#: Bounds of the calibration bins.
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
Figures = dict[str, dict[str, float]]


def scores_of(question: Question, opinion: Opinion, events: Sequence[Event], way: str, field: str) -> dict[str, float]:
    """Shares of the answers by one way of judging; `field` is "type" or "plv15"."""
    model = opinion.types if field == "type" else opinion.roots
    votes = [] if way == "judge alone" else votes_of(question, events)
    if way != "rules alone":
        return weigh(model, votes, "type" if field == "type" else "plv15")
    flat: Mapping[str, float] = {name: 1 / len(model) for name in model}
    fitting = [vote for vote in votes if vote.fit != "swapped"]
    shares = weigh(flat, fitting, "type" if field == "type" else "plv15")
    return shares if fitting else {**dict.fromkeys(model, 0.0), NONE: 1.0}


def kept_examples(kit: Kit) -> tuple[Figures, list[tuple[float, bool]]]:
    """Right answers by kind of question; and (share, right) of every verdict of both together."""
    _, kept = split(read_examples())
    asked = [d for d in drills(kept) if d.question.trigger is None and d.kind != "whole"]
    told = _told([d.question.text for d in asked], kit)
    opinions = kit.judge.ask([d.question for d in asked]) if kit.judge else []
    right: dict[str, dict[str, list[bool]]] = {way: defaultdict(list) for way in WAYS}
    sure: list[tuple[float, bool]] = []
    for drill, opinion in zip(asked, opinions, strict=True):
        for way in WAYS:
            shares = scores_of(drill.question, opinion, told[drill.question.text], way, "type")
            best = max(shares, key=lambda name: shares[name])
            right[way][_kind(drill)].append(best == drill.type)
            if way == "both":
                sure.append((shares[best], best == drill.type))
    return {way: {k: sum(v) / len(v) for k, v in sorted(found.items())} for way, found in right.items()}, sure


def _kind(drill: Drill) -> str:
    return {"right": "act, right pair", "mutual": "mutual act", "none": "no act at all"}.get(drill.kind, drill.kind)


def _told(texts: Sequence[str], kit: Kit) -> dict[str, tuple[Event, ...]]:
    told: dict[str, tuple[Event, ...]] = {}
    for first in range(0, len(texts), 64):
        told |= events_of(texts[first : first + 64], kit, SETTINGS)
    return told


def given_pairs(kit: Kit, path: Path) -> Figures:
    """Macro-F1 over the 15 older roots, by way."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    asked = [Question(text=r["text"], source=_span(r, "source"), target=_span(r, "target")) for r in rows]
    gold = [r["events"][0]["plover15"] for r in rows]
    told = _told([q.text for q in asked], kit)
    opinions = kit.judge.ask(asked) if kit.judge else []
    figures: Figures = {}
    for way in WAYS:
        given = [
            _root(scores_of(question, opinion, told[question.text], way, "plv15"), way)
            for question, opinion in zip(asked, opinions, strict=True)
        ]
        each = {name: _f1(gold, given, name) for name in sorted(set(gold))}
        figures[way] = {"macro-F1, 15 roots": sum(each.values()) / len(each), **each}
    return figures


def _root(shares: Mapping[str, float], way: str) -> str:
    """The best root; NONE only where the rules alone found nothing, for the scheme has none."""
    roots = [name for name in shares if name != NONE or way == "rules alone"]
    return max(roots, key=lambda name: shares[name])


def _span(row: dict, side: str) -> tuple[int, int] | None:
    found = row["events"][0][side][0]
    return None if found["start"] is None else (found["start"], found["end"])


def _f1(gold: Sequence[str], given: Sequence[str], name: str) -> float:
    hits = sum(a == b == name for a, b in zip(gold, given, strict=True))
    both = Counter(gold)[name] + Counter(given)[name]
    return 2 * hits / both if both else 0.0


def golden_stories(kit: Kit) -> Figures:
    """Figures over the golden stories, by way; those written blind apart."""
    sys.path.insert(0, str(ROOT / "tests" / "golden"))
    from measure import Count, compare, read_golden  # noqa: PLC0415  (beside the golden stories)

    figures: Figures = {}
    for way in WAYS:
        seen, blind = Count(), Count()
        for golden in read_golden():
            coded = _coded(golden.path.read_text("utf-8"), golden.path.name, kit, way)
            compare(golden, coded, blind if golden.blind else seen)
        names = ("event_f1", "event_strict_f1", "status")
        figures[way] = {f"{n}, first stories": seen.figures()[n] for n in names}
        figures[way] |= {f"{n}, blind stories": blind.figures()[n] for n in names}
    return figures


def _coded(text: str, name: str, kit: Kit, way: str) -> CodedStory:
    from dateline.read import read_text  # noqa: PLC0415  (readers of pages: only here)

    story = read_text(text, source_id=name)
    if not isinstance(story, Story):
        raise SystemExit(f"{name}: {story.reason}")
    [resolved] = resolve(kit.parser.parse([split_story(story, kit.wire)]), kit.knowledge, SETTINGS)
    coded = code_story(resolved, kit.codebook, SETTINGS)
    if kit.judge and way == "both":
        [coded] = hear([coded], kit.judge, kit.codebook, SETTINGS)
    if kit.judge and way == "judge alone":
        coded = replace(coded, events=())
        coded = replace(coded, events=tuple(propose(coded, kit.judge, kit.codebook, SETTINGS)))
    return replace(coded, events=told_once(coded.events, text))


def calibration(sure: Sequence[tuple[float, bool]]) -> tuple[float, list[tuple[str, int, float, float]]]:
    """Expected calibration error, and for each bin its name, count, mean share and rate of right answers."""
    bins = [(low, high, [(s, ok) for s, ok in sure if low <= s < high]) for low, high in pairwise(BINS)]
    rows = [
        (
            f"{low:.2f} to {min(high, 1):.2f}",
            len(told),
            sum(s for s, _ in told) / len(told),
            sum(ok for _, ok in told) / len(told),
        )
        for low, high, told in bins
        if told
    ]
    error = sum(abs(mean - rate) * count for _, count, mean, rate in rows) / max(1, len(sure))
    return error, rows


def table(figures: Figures) -> str:
    """A table in Markdown: a line a figure, a column a way."""
    head = ["| | " + " | ".join(figures) + " |", "|---|" + "---|" * len(figures)]
    rows = (
        f"| {name} | " + " | ".join(f"{found[name]:.3f}" for found in figures.values()) + " |"
        for name in next(iter(figures.values()))
    )
    return "\n".join([*head, *rows])


def plot(rows: Sequence[tuple[str, int, float, float]]) -> str:
    """The calibration as a small SVG: share told against rate of right answers; the diagonal is perfect."""
    dots = " ".join(
        f'<circle cx="{30 + 200 * m:.0f}" cy="{220 - 200 * r:.0f}" r="4" fill="#1b4965"/>' for _, _, m, r in rows
    )
    line = " ".join(f"{30 + 200 * m:.0f},{220 - 200 * r:.0f}" for _, _, m, r in rows)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 250 250" font-family="sans-serif" font-size="9">'
        '<rect width="250" height="250" fill="white"/><path d="M30 220H230M30 220V20" stroke="#333" fill="none"/>'
        '<path d="M30 220L230 20" stroke="#bbb" stroke-dasharray="4 3"/>'
        f'<polyline points="{line}" fill="none" stroke="#1b4965"/>{dots}'
        '<text x="95" y="242">share that the verdict had</text>'
        '<text x="12" y="160" transform="rotate(-90 12 160)">rate of right verdicts</text></svg>\n'
    )


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    kit = load_kit()
    examples, sure = kept_examples(kit)
    error, rows = calibration(sure)
    if given.json:
        figures = {**examples["both"], "calibration error": error}
        given.json.write_text(json.dumps({"figures": figures}), "utf-8")
        print("judge: done")
        return
    shared = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared")) / "data" / "relations" / "pairs_dev.jsonl"
    parts = ["Kept examples, share of right answers:\n\n" + table(examples)]
    parts.append("Golden stories:\n\n" + table(golden_stories(kit)))
    if shared.exists():
        parts.append("Pairs of the ZSP paper's training half, never trained on:\n\n" + table(given_pairs(kit, shared)))
    bins = "\n".join(f"| {name} | {n} | {mean:.3f} | {rate:.3f} |" for name, n, mean, rate in rows)
    parts.append(
        f"Calibration of both, error {error:.3f}:\n\n| share | verdicts | mean | right |\n|---|---|---|---|\n{bins}"
    )
    page = "\n\n".join(parts)
    print(page)
    if given.write:
        before, mark, rest = PAGE.read_text("utf-8").partition("<!-- figures -->")
        after = rest.partition("<!-- /figures -->")[2]
        PAGE.write_text(f"{before}{mark}\n\n{page}\n\n<!-- /figures -->{after}", "utf-8")
        (PAGE.parent / "calibration.svg").write_text(plot(rows), "utf-8")


if __name__ == "__main__":
    main()
