"""Processor seconds of each room over the same stories in one run, as ratios to the parser; and the judge's questions a second.

python bench/stages.py [--limit 300]     the development stories (DATELINE_SHARED), else the samples
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from speed import read_texts, sample_texts

from dateline.claims import find_claims
from dateline.coding import code_story, hear
from dateline.judge import Question
from dateline.pipeline import load_kit
from dateline.read import read_text
from dateline.resolve import resolve
from dateline.settings import Settings
from dateline.split import split_story

ROOT = Path(__file__).parents[1]
T = TypeVar("T")


def timed(seconds: dict[str, float], name: str, work: Callable[[], T]) -> T:
    """What the work gives; its processor seconds are added under the name."""
    began = time.process_time()
    result = work()
    seconds[name] += time.process_time() - began
    return result


def stages(texts: list[str]) -> dict[str, Any]:
    """Seconds by room, their ratios to the parser, and questions a second of the judge."""
    kit, settings = load_kit(), Settings()
    if kit.judge is None:
        raise SystemExit("the judge is not there")
    seconds: dict[str, float] = defaultdict(float)
    sentences: list[str] = []
    for first in range(0, len(texts), 32):
        stories = [read_text(text) for text in texts[first : first + 32]]
        split = timed(seconds, "split", lambda s=stories: [split_story(story, kit.wire) for story in s])
        parsed = timed(seconds, "parse", lambda s=split: list(kit.parser.parse(s)))
        resolved = timed(seconds, "resolve", lambda p=parsed: list(resolve(p, kit.knowledge, settings)))
        coded = timed(seconds, "code", lambda r=resolved: [code_story(story, kit.codebook, settings) for story in r])
        heard = timed(seconds, "hear", lambda c=coded: hear(c, kit.judge, kit.codebook, settings))
        timed(seconds, "claim", lambda h=heard: [find_claims(story, kit.cues) for story in h])
        sentences += [sentence.text for story in split for sentence in story.sentences]
    asked = [Question(text=text) for text in sentences[:400]]
    alone: dict[str, float] = defaultdict(float)
    timed(alone, "judge", lambda: kit.judge and kit.judge.ask(asked))
    return {
        "stories": len(texts),
        "sentences": len(sentences),
        "seconds": {name: round(spent, 2) for name, spent in seconds.items()},
        "ratio_to_parser": {name: round(spent / seconds["parse"], 2) for name, spent in seconds.items()},
        "coder_to_parser": round((seconds["code"] + seconds["hear"]) / seconds["parse"], 2),
        "questions_per_second": round(len(asked) / alone["judge"]),
    }


def main() -> None:
    """Measure and print one line of JSON."""
    shared = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    reuters = shared / "data" / "news_reuters" / "rewrite_stories_dev.jsonl"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=300)
    given = parser.parse_args()
    texts = read_texts(reuters, given.limit) if reuters.exists() else sample_texts()[: given.limit]
    print(json.dumps(stages(texts)))


if __name__ == "__main__":
    main()
