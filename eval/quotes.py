"""Who says what, on the attributions of the development set: direct quotations and indirect speech apart.

    python eval/quotes.py              figures of all, direct and indirect attributions
    python eval/quotes.py --json FILE  also writes them there, for the gate

The set (attribution/dev.jsonl) and its scorer lie outside of this repository; DATELINE_SHARED says where (default ../shared). An
attribution is direct if most of its content stands in quotation marks; a claim as what it was matched with, else by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.pipeline import code_stories, load_kit
from dateline.records import Story, to_row
from dateline.settings import Settings

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).parents[2] / "shared"))
QUOTED = '"“”'
#: A match needs contents that share so much (F1 over characters).
LEAST = 0.5


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="also write the figures to this file, for the gate")
    given = parser.parse_args()
    sys.path.insert(0, str(SHARED / "check"))
    figures = measure()
    for name, value in figures.items():
        print(f"{name}: {value:.3f}")
    if given.json:
        given.json.write_text(json.dumps({"figures": figures}), "utf-8")


def measure() -> dict[str, float]:
    """F1, precision and recall of all, of direct and of indirect attributions."""
    from measure import prf, read_jsonl  # noqa: PLC0415  (the scorer's own, found by the path above)

    rows = read_jsonl(str(SHARED / "data" / "attribution" / "dev.jsonl"))
    kit, counts = load_kit(), {kind: [0, 0, 0] for kind in ("all", "direct", "indirect")}
    stories = [Story(story_id=row["id"], source_id=row["id"], text=row["text"]) for row in rows]
    for row, coded in zip(rows, code_stories(stories, kit, Settings()), strict=True):
        _count(counts, row, [to_row(claim) for claim in coded.claims])
    return {
        f"{kind}.{name}": value
        for kind, count in counts.items()
        for name, value in zip(("precision", "recall", "f1"), prf(*count), strict=True)
    }


def _count(counts: dict[str, list[int]], row: dict[str, Any], claims: Sequence[dict[str, Any]]) -> None:
    """Adds what was matched, claimed and expected; claims that match what is no reported speech count for nothing."""
    from measure import assign  # noqa: PLC0415  (as above)

    gold = list(_gold(row))
    weights = [[_weight(want, claim) for claim in claims] for want in gold]
    pairs = assign(weights)
    matched = {j: gold[i] for i, j in pairs.items()}
    for want in gold:
        for kind in _kinds(quoted=want["quoted"]) if want["core"] else ():
            counts[kind][2] += 1
    for j, claim in enumerate(claims):
        want = matched.get(j, {"core": True, "quoted": claim["quoted"]})
        for kind in _kinds(quoted=want["quoted"]) if want["core"] else ():
            counts[kind][1] += 1
    for i, j in pairs.items():
        if gold[i]["core"] and _same_speaker(gold[i], claims[j]):
            for kind in _kinds(quoted=gold[i]["quoted"]):
                counts[kind][0] += 1


def _kinds(*, quoted: bool) -> tuple[str, str]:
    return "all", "direct" if quoted else "indirect"


def _gold(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The attributions of the first annotator, as the shared scorer reads them."""
    from measure import words  # noqa: PLC0415  (as above)
    from score import SPEECH  # noqa: PLC0415  (as above)

    for annotator in sorted(row["annotations"])[:1]:
        for told in row["annotations"][annotator]:
            spans = [tuple(span) for content in told["content"] for span in content["spans"]]
            if spans:
                cue = " ".join(word["text"] for word in told["cue"])
                yield {
                    "core": bool(SPEECH.search(cue)) and bool(told["source"]),
                    "spans": spans,
                    "source": [tuple(span) for source in told["source"] for span in source["spans"]],
                    "words": {word for source in told["source"] for word in words(source["text"])},
                    "quoted": _is_quoted(row["text"], spans),
                }


def _is_quoted(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Does most of the content stand in quotation marks?"""
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    inside, quoted, straight = 0, False, False
    for character in text[start:end]:
        if character == '"':
            quoted = straight = not straight
        elif character in QUOTED:
            quoted = character == "“"
        inside += quoted
    return 2 * inside >= end - start


def _weight(want: dict[str, Any], claim: dict[str, Any]) -> float | None:
    from measure import spans_f1  # noqa: PLC0415  (as above)

    shared = spans_f1(want["spans"], [(claim["start"], claim["end"])])
    return (5 if want["core"] else 0) + 3 * shared + 4 * _same_speaker(want, claim) if shared >= LEAST else None


def _same_speaker(want: dict[str, Any], claim: dict[str, Any]) -> bool:
    """Do the two share a word or a character? A pronoun fits anybody."""
    from measure import overlap, words  # noqa: PLC0415  (as above)
    from score import PRONOUN  # noqa: PLC0415  (as above)

    speaker = claim["speaker"]
    if not want["words"] - PRONOUN:
        return bool(speaker["text"])
    named = words(speaker["text"]) | words(speaker["name"])
    return bool(want["words"] & named) or any(
        overlap((speaker["start"], speaker["end"]), span) for span in want["source"]
    )


if __name__ == "__main__":
    main()
