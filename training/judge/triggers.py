"""Verbs that tell acts, counted in our examples: `python training/judge/triggers.py OUT.tsv`.

A line a lemma: how often the parser found it inside a marked act, and how often as a verb at all. Where no frame fires the judge is
not asked about verbs that seldom tell an act.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from dateline.lexicon.examples import NONE, read_examples
from dateline.pipeline import load_kit
from dateline.records import Masthead, Sentence, SplitStory, Story


def main() -> None:
    kit = load_kit(rules_only=True)
    examples = read_examples()
    parsed = kit.parser.parse([_split(example.text) for example in examples])
    told: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for example, story in zip(examples, parsed, strict=True):
        [parse] = story.parses
        spans = [span for act in example.acts if act.type != NONE for span in act.triggers]
        for token in parse.tokens if parse else ():
            if token.pos == "VERB":
                seen[token.lemma] += 1
                told[token.lemma] += any(span.start < token.end and span.end > token.start for span in spans)
    lines = [f"{lemma}\t{count}\t{seen[lemma]}" for lemma, count in sorted(told.items()) if lemma.isalpha()]
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} verbs of {len(seen)}")


def _split(text: str) -> SplitStory:
    sentence = Sentence(index=0, part="body", paragraph=0, start=0, end=len(text), text=text)
    story = Story(story_id="st", source_id="example", text=text)
    return SplitStory(story=story, parts=(), masthead=Masthead(), sentences=(sentence,), quotations=())


if __name__ == "__main__":
    main()
