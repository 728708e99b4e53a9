"""What the frames propose where our examples say that nothing happens: questions whose answer is NONE.

    python training/judge/proposals.py OUT.jsonl

Only sentences that are marked as telling no act count (NONE lines, and "-" lines of stories); in all others an act that is not
marked may still be told.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path

from dateline.coding.asking import question_at
from dateline.lexicon.examples import NONE, read_examples
from dateline.pipeline import load_kit
from dateline.relation import events_of
from dateline.settings import Settings


def main() -> None:
    kit, settings = load_kit(rules_only=True), Settings()
    quiet = [e for e in read_examples() if all(act.type == NONE for act in e.acts)]
    lines = []
    rest = iter(quiet)
    while batch := list(islice(rest, 64)):
        told = events_of([e.text for e in batch], kit, settings)
        for example in batch:
            for event in told[example.text]:
                question = question_at(event, 0, example.text)
                asked = {"source": question.source, "target": question.target, "trigger": question.trigger}
                lines.append(json.dumps({"example_id": example.example_id, **asked, "rule": event.basis.type}))
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(quiet)} quiet sentences, {len(lines)} proposals")


if __name__ == "__main__":
    main()
