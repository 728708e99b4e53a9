"""Measure the program on the blind sets about time: expressions, dates of acts, dates of publication.

    python tests/cases/time_blind/measure.py [timex|events|publication] [--half dev|held] [--errors N]

Ids that end in an odd digit are the dev half, even ones the held half. Errors are listed only with `--half dev`.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Item = dict[str, Any]
Span = tuple[int, int]
HERE = Path(__file__).parent
ANY = "*"


def load(name: str, half: str) -> list[Item]:
    """The rows of one set that belong to a half: dev, held, or both."""
    rows = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    parity = {"dev": (1,), "held": (0,), "both": (0, 1)}[half]
    return [row for row in rows if int(row["id"][-1]) % 2 in parity]


def dateline(*arguments: str) -> list[Item]:
    """The JSON Lines that one command of the program writes."""
    program = shutil.which("dateline", path=str(Path(sys.executable).parent)) or "dateline"
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def write_stories(rows: list[Item], folder: str, date_field: str) -> str:
    """A file of stories with the date that the program may know."""
    path = Path(folder) / "stories.jsonl"
    stories = [{"id": row["id"], "text": row["text"]} for row in rows]
    for story, row in zip(stories, rows, strict=True):
        if row[date_field]:
            story["published"] = row[date_field]
    path.write_text("".join(json.dumps(story) + "\n" for story in stories), encoding="utf-8")
    return str(path)


def by_source(records: list[Item]) -> dict[str, list[Item]]:
    """Records by the id of their story."""
    found: dict[str, list[Item]] = collections.defaultdict(list)
    for record in records:
        found[record["source_id"]].append(record)
    return found


def overlap(one: Item, other: Item) -> int:
    """Characters that two spans share."""
    return max(0, min(int(one["end"]), int(other["end"])) - max(int(one["start"]), int(other["start"])))


def pairs(gold: list[Item], found: list[Item], weigh: Callable[[Item, Item], float]) -> list[tuple[int, int]]:
    """The best one-to-one pairs, heaviest first; a weight of nothing is no pair."""
    weights = [(weigh(want, got), i, j) for i, want in enumerate(gold) for j, got in enumerate(found)]
    chosen: list[tuple[int, int]] = []
    for weight, i, j in sorted(weights, key=lambda item: (-item[0], item[1], item[2])):
        if weight > 0 and all(i != a and j != b for a, b in chosen):
            chosen.append((i, j))
    return chosen


def same_value(want: Item, value: str | None) -> bool:
    """Whether a TIMEX3 value is the one wanted, or one allowed beside it; the zone of a clock time is free."""
    allowed = [want["value"], *want.get("also", [])]
    plain = re.sub(r"(?<=T\d\d:\d\d)(:00)?(Z|[+-]\d\d:?\d\d)?$", "", value or "")
    return "any" in allowed or plain in allowed


def f1(right: int, found: int, gold: int) -> str:
    """F1 with precision and recall."""
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return f"{2 * precision * recall / max(precision + recall, 1e-9):.3f} (P {precision:.3f}, R {recall:.3f})"


def weigh_timex(want: Item, got: Item) -> float:
    """How well two spans of time expressions fit: the same span, the same value, characters shared."""
    shared = overlap(want, got)
    exact = (want["start"], want["end"]) == (got["start"], got["end"])
    return shared and 1000 * exact + 50 * same_value(want, got.get("value")) + shared


def measure_timex(rows: list[Item]) -> tuple[list[str], list[str]]:
    """Relaxed, strict and value F1 over expressions; those without a gold value are not judged either way."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_stories(rows, folder, "published")
        found = by_source(dateline("inspect", path, "--stage", "dates"))
    count: collections.Counter[str] = collections.Counter()
    errors = []
    for row in rows:
        gold = [want for want in row["timex"] if want["value"]]
        spans = {(got["start"], got["end"]): got for got in reversed(found[row["id"]])}
        kept = [got for got in spans.values() if not free(got, row["timex"])]
        chosen = pairs(gold, kept, weigh_timex)
        count.update(gold=len(gold), found=len(kept), relaxed=len(chosen))
        for i, j in chosen:
            want, got = gold[i], kept[j]
            exact, right = (want["start"], want["end"]) == (got["start"], got["end"]), same_value(want, got["value"])
            count.update(strict=exact, value=right, both=exact and right)
            count.update({f"{want['type']} gold": 1, f"{want['type']} right": int(right)})
            if not right:
                errors.append(f"{row['id']} VALUE {want['text']!r} is {want['value']}, got {got['value']}")
            elif not exact:
                errors.append(f"{row['id']} SPAN  {want['text']!r}, got {row['text'][got['start'] : got['end']]!r}")
        lost = [gold[i] for i in range(len(gold)) if i not in dict(chosen)]
        for want in lost:
            count[f"{want['type']} gold"] += 1
            errors.append(f"{row['id']} LOST  {want['text']!r} is {want['value']}")
        paired = {j for _, j in chosen}
        errors += [
            f"{row['id']} EXTRA {got['text']!r} as {got['value']}" for j, got in enumerate(kept) if j not in paired
        ]
    return timex_lines(count), sorted(errors, key=lambda error: (error.split()[1], error))


def free(got: Item, timex: list[Item]) -> bool:
    """Whether a found span lies on expressions that are not judged, and on no other."""
    touched = [want for want in timex if overlap(want, got)]
    return bool(touched) and all(want["value"] is None for want in touched)


def timex_lines(count: collections.Counter[str]) -> list[str]:
    """The figures over time expressions, as text."""
    lines = [f"expressions {count['gold']}, found {count['found']}"]
    names, kinds = ("relaxed", "strict", "value", "both"), ("DATE", "TIME", "DURATION", "SET")
    lines += [f"{name:8} F1 {f1(count[name], count['found'], count['gold'])}" for name in names]
    lines += [f"{kind:8} value right {count[f'{kind} right']} of {count[f'{kind} gold']}" for kind in kinds]
    return lines


def allowed(want: Any, got: Any) -> bool:
    """Whether an annotated answer (one, a list, or anything) allows the program's."""
    options = want if isinstance(want, list) else [want]
    return ANY in options or got in options


def weigh_event(want: Item, got: Item) -> float:
    """How well a coded event fits an act: a shared trigger first, else the type within the same sentence."""
    types = {got["type"], got["act"]}
    fits = any(allowed(want["type"], name) for name in types)
    trigger = got.get("trigger") or {"start": 0, "end": 0}
    if overlap(want, trigger):
        return 10 + 3 * fits
    inside = any(overlap(want, span) for span in got["evidence"])
    return 2 * (fits and inside and want["type"] != ANY)


def measure_events(rows: list[Item]) -> tuple[list[str], list[str]]:
    """Acts found, and of those the dates, grains and statuses that are right."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_stories(rows, folder, "published")
        found = by_source(dateline("code", path, "--format", "jsonl"))
    count: collections.Counter[str] = collections.Counter()
    errors = []
    for row in rows:
        events = found[row["id"]]
        chosen = dict(pairs(row["acts"], events, weigh_event))
        for i, want in enumerate(row["acts"]):
            count["acts"] += 1
            if i not in chosen:
                errors.append(f"{row['id']} LOST   {want['trigger']!r} {want['type']}")
                continue
            errors += judge_act(row, want, events[chosen[i]], count)
    return event_lines(count), sorted(errors, key=lambda error: (error.split()[1], error))


def judge_act(row: Item, want: Item, got: Item, count: collections.Counter[str]) -> list[str]:
    """Count what is right about the event found for an act; the errors in words."""
    when = got.get("when") or {"first": None, "last": None, "grain": "unknown"}
    dated = allowed(want["first"], when["first"]) and allowed(want["last"], when["last"])
    grain, status = allowed(want["grain"], when["grain"]), allowed(want["status"], got["status"])
    typed = any(allowed(want["type"], name) for name in (got["type"], got["act"]))
    count.update(
        found=1, dated=dated, first=allowed(want["first"], when["first"]), grain=grain, status=status, typed=typed
    )
    errors = []
    if want["first"] is None and want["last"] is None:
        count.update({"gold null": 1, "kept null": int(when["first"] is None)})
    elif when["first"] is None and when["last"] is None:
        count["dateless"] += 1
    elif not dated and row["published"] in (when["first"], when["last"]):
        count["taken for publication day"] += 1
    if not dated:
        span, told = f"{want['first']}..{want['last']}", f"{when['first']}..{when['last']}"
        errors.append(
            f"{row['id']} DATE   {want['trigger']!r} is {span}, got {told} ({when.get('basis')}, {when.get('text')!r})"
        )
    if not status:
        errors.append(f"{row['id']} STATUS {want['trigger']!r} is {want['status']}, got {got['status']}")
    if not grain:
        errors.append(f"{row['id']} GRAIN  {want['trigger']!r} is {want['grain']}, got {when['grain']}")
    return errors


def event_lines(count: collections.Counter[str]) -> list[str]:
    """The figures over dated acts, as text."""
    found = max(count["found"], 1)
    return [
        f"acts {count['acts']}, found {count['found']} ({count['found'] / max(count['acts'], 1):.3f})",
        f"date right, of found {count['dated'] / found:.3f}; of all acts {count['dated'] / max(count['acts'], 1):.3f}",
        f"of found: first day {count['first'] / found:.3f}, grain {count['grain'] / found:.3f}",
        f"of found: status {count['status'] / found:.3f}, type {count['typed'] / found:.3f}",
        f"no date to tell: {count['kept null']} of {count['gold null']} left null; a date lost: {count['dateless']}",
        f"publication day in place of another: {count['taken for publication day']}",
    ]


def measure_publication(rows: list[Item]) -> tuple[list[str], list[str]]:
    """Decidable dates right, wrong or left unknown; undecidable ones left unknown or invented."""
    with tempfile.TemporaryDirectory() as folder:
        path, ledger = write_stories(rows, folder, "page_date"), str(Path(folder) / "ledger")
        dateline("code", path, "--format", "jsonl", "--ledger", ledger)
        found = by_source(dateline("stories", "--ledger", ledger, "--format", "jsonl"))
    count: collections.Counter[str] = collections.Counter()
    errors = []
    for row in rows:
        story = (found[row["id"]] or [{}])[0]
        got = (story.get("published") or "")[:10] or None
        want = [row["published"], *row.get("also", [])]
        known = "page date" if row["page_date"] else "text only"
        verdict = "right" if got in want else "unknown" if got is None else "wrong" if row["decidable"] else "invented"
        count[f"{known}, {'decidable' if row['decidable'] else 'undecidable'}: {verdict}"] += 1
        count["right"] += verdict == "right"
        if verdict != "right":
            told = f"is {row['published']}, got {got} ({story.get('published_basis')}); {row['why']}"
            errors.append(f"{row['id']} {verdict.upper()} {told}")
    lines = [f"stories {len(rows)}, right {count.pop('right') / max(len(rows), 1):.3f}"]
    return lines + [f"{name}: {number}" for name, number in sorted(count.items())], errors


SETS = {
    "timex": ("timex.jsonl", measure_timex),
    "events": ("event_dates.jsonl", measure_events),
    "publication": ("publication.jsonl", measure_publication),
}


def told_in(line: str) -> list[tuple[str, float]]:
    """The figures of a line: "value    F1 0.974 ..." and "date right, of found 0.954; of all acts 0.564"."""
    if found := re.match(r"(\w+)\s+F1 ([\d.]+)", line):
        return [(found[1], float(found[2]))]
    if found := re.match(r"(?:stories \d+, right|date right, of found) ([\d.]+)", line):
        return [("right", float(found[1].rstrip(".")))]
    return []


def main() -> None:
    """Print the figures of the sets asked for; the errors of the dev half only."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=[*SETS, "all"], default="all")
    parser.add_argument(
        "--half", choices=["dev", "held"], default=None, help="one half only; both, each apart, if none"
    )
    parser.add_argument("--errors", type=int, default=None, metavar="N", help="at most so many errors a set (dev half)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file, for the gate")
    asked = parser.parse_args()
    figures: dict[str, float] = {}
    for name in SETS if asked.what == "all" else [asked.what]:
        for half in [asked.half] if asked.half else ["dev", "held"]:
            file, measure = SETS[name]
            lines, errors = measure(load(file, half))
            sys.stdout.write("\n  ".join([f"== {name}, {half}", *lines]) + "\n")
            figures |= {f"{half}.{figure}": value for line in lines for figure, value in told_in(line)}
            if asked.half == "dev":
                sys.stdout.write("".join(f"{error}\n" for error in errors[: asked.errors]))
    if asked.json:
        asked.json.write_text(json.dumps({"figures": figures}), "utf-8")


if __name__ == "__main__":
    main()
