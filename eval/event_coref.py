"""Are tellings of one event in different news documents one group? Measured on ECB+ as the field does.

    python eval/event_coref.py                          figures of all topics, of the odd and of the even ones
    python eval/event_coref.py --ledger FILE            keeps the coded documents there, or takes those that are there
    python eval/event_coref.py --json FILE              writes them to a file as well
    python eval/event_coref.py --by-topic               figures of each topic
    python eval/event_coref.py --log                    wrong joins and missed ones, of odd topics only

Documents lie in event_coref/dev.jsonl of DATELINE_SHARED (see eval/gate.py). Measured are the gold mentions of acts, in sentences
that were checked, at which the program tells an event: its trigger overlaps the mention, or another of its telling sentences has
the mention, told by the word of the trigger. Two baselines: every mention alone, and the same word in the same topic.
Even topics are held: nobody reads their errors.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coref_metrics import Partition, Share, conll, measure, without_singletons
from ecb_plus import Document, Mention, read_documents

from dateline import api
from dateline.ledger import Ledger
from dateline.pipeline import load_kit
from dateline.settings import Settings

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("DATELINE_SHARED") or ROOT.parent / "shared")
DOCUMENTS = SHARED / "data" / "event_coref" / "dev.jsonl"
#: Letters by which words are compared.
STEM = 5
_TELLINGS = """
SELECT c.source_id, c.group_id, e.trigger_start, e.trigger_end, e.trigger_text, e.evidence
FROM current_events c JOIN events e USING (event_no) ORDER BY c.source_id, e.trigger_start, c.event_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event of a document: its group, where its trigger stands, and its telling sentences."""

    group: str
    start: int
    end: int
    trigger: str
    sentences: tuple[tuple[int, int], ...]


def code_documents(documents: Iterable[Document], path: Path) -> None:
    """Codes the documents into a new ledger."""
    with tempfile.TemporaryDirectory() as folder:
        stories = Path(folder) / "stories.jsonl"
        rows = (json.dumps({"id": document.id, "text": document.text}) for document in documents)
        stories.write_text("\n".join(rows), encoding="utf-8")
        for _ in api.code_into([str(stories)], Settings(), path, load_kit()):
            pass


def read_tellings(path: Path) -> dict[str, list[Telling]]:
    """The events of each document, grouped by the rules as they are now."""
    with Ledger.open(path) as ledger:
        api.group(ledger)
        found: dict[str, list[Telling]] = defaultdict(list)
        for source, group, start, end, trigger, evidence in ledger.tuples(_TELLINGS):
            sentences = tuple((span["start"], span["end"]) for span in evidence)
            found[source].append(Telling(group=group, start=start, end=end, trigger=trigger, sentences=sentences))
    return found


def find_telling(mention: Mention, tellings: Sequence[Telling]) -> Telling | None:
    """The event told at a mention: by its trigger, else in another sentence of its by the same word."""
    direct = [one for one in tellings if one.start < mention.end and mention.start < one.end]
    if direct:
        return max(direct, key=lambda one: min(one.end, mention.end) - max(one.start, mention.start))
    word = stem(mention.text)
    again = (
        one
        for one in tellings
        if any(start <= mention.start < end for start, end in one.sentences)
        and word in {stem(part) for part in one.trigger.split()}
    )
    return next(again, None)


def stem(text: str) -> str:
    """The first letters of the first word."""
    return text.lower().split()[0][:STEM] if text.split() else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The mentions that are measured, their chains, and their groups by several ways."""

    mentions: Mapping[str, Mention]
    gold: Partition
    ours: Mapping[str, Partition]
    of: int

    def only(self, topics: Iterable[int]) -> Compared:
        """The same of some topics."""
        chosen = set(topics)
        kept = {name: one for name, one in self.mentions.items() if one.topic in chosen}
        return Compared(
            mentions=kept,
            gold={name: self.gold[name] for name in kept},
            ours={way: {name: groups[name] for name in kept} for way, groups in self.ours.items()},
            of=self.of,
        )


def compare(documents: Sequence[Document], tellings: Mapping[str, Sequence[Telling]]) -> Compared:
    """Gold and our groups over the mentions at which an event is told."""
    mentions: dict[str, Mention] = {}
    groups: dict[str, str] = {}
    for document in documents:
        for mention in document.mentions:
            telling = find_telling(mention, tellings.get(document.id, []))
            if telling is not None:
                mentions[mention.mention_id], groups[mention.mention_id] = mention, telling.group
    ours = {
        "groups": groups,
        "alone": {name: name for name in mentions},
        "same word": {name: f"{one.topic} {stem(one.text)}" for name, one in mentions.items()},
    }
    gold = {name: one.chain for name, one in mentions.items()}
    return Compared(mentions=mentions, gold=gold, ours=ours, of=sum(len(one.mentions) for one in documents))


def report(name: str, compared: Compared) -> float:
    """Prints the figures of each way of grouping; the CoNLL F1 of our groups comes back."""
    print(f"{name}: {len(compared.mentions)} mentions in {len(set(compared.gold.values()))} chains")
    for way, groups in compared.ours.items():
        print(f"  {way:10} {_figures(measure(compared.gold, groups))}")
    gold, groups = without_singletons(compared.gold, compared.ours["groups"])
    print(f"  {'no singles':10} {_figures(measure(gold, groups))}")
    return conll(measure(compared.gold, compared.ours["groups"]))


def _figures(shares: Mapping[str, Share]) -> str:
    f1s = ", ".join(f"{name} {shares[name].f1:.3f}" for name in ("MUC", "B3", "CEAF_e", "LEA"))
    both = shares["pairs"]
    wrong = 1 - both.precision if both.given else 0.0
    return f"CoNLL {conll(shares):.3f} ({f1s}); pairs P {both.precision:.3f} R {both.recall:.3f}, wrong {wrong:.3f}"


def log(compared: Compared) -> None:
    """Prints for each chain the groups that it is in, and for each group the chains that it mixes."""
    groups = compared.ours["groups"]
    for one, other, said in ((compared.gold, groups, "in groups"), (groups, compared.gold, "mixes")):
        members: dict[str, list[str]] = defaultdict(list)
        for name in compared.mentions:
            members[one[name]].append(name)
        for key in sorted(members):
            parts = Counter(other[name] for name in members[key])
            if len(parts) > 1:
                print(f"{key} {said}:")
                for name in sorted(members[key], key=lambda n: (other[n], n)):
                    print(f"    {other[name][-6:]:8} {name:22} {compared.mentions[name].text}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=DOCUMENTS, help="documents of ECB+ in JSON Lines")
    parser.add_argument("--ledger", type=Path, help="ledger of the coded documents, made if it is not there")
    parser.add_argument("--by-topic", action="store_true", help="figures of each topic")
    parser.add_argument(
        "--log", action="store_true", help="chains that are divided and groups that are mixed, odd topics only"
    )
    parser.add_argument("--json", type=Path, help="also write the CoNLL figures to this file, for the gate")
    given = parser.parse_args()
    if not given.documents.exists():
        sys.exit(f"{given.documents} is not there: set DATELINE_SHARED, or give --documents FILE")
    documents = read_documents(given.documents)
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "ecb.dateline"
        if not path.exists():
            code_documents(documents, path)
        compared = compare(documents, read_tellings(path))
    topics = {document.topic for document in documents}
    print(f"{len(compared.mentions)} of {compared.of} mentions of acts are told as events")
    parts = {"all": topics, "odd": {t for t in topics if t % 2}, "even": {t for t in topics if not t % 2}}
    figures = {f"{name}.conll": report(name, compared.only(chosen)) for name, chosen in parts.items()}
    if given.json:
        given.json.write_text(json.dumps({"figures": figures}), "utf-8")
    for topic in sorted(topics) if given.by_topic else ():
        report(f"topic {topic}", compared.only({topic}))
    if given.log:
        log(compared.only({t for t in topics if t % 2}))


if __name__ == "__main__":
    main()
