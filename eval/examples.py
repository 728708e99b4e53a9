"""An audit of the codebook's example sentences: how many, how varied, how near to each other and to text from outside.

    python eval/examples.py               all figures, as the page docs/examples_audit.md shows them
    python eval/examples.py --write       the same, into that page
    python eval/examples.py --data DIR    another folder of text from outside (default $DATELINE_SHARED/data, ../shared/data)

The exit code is 1 where a pair of lines is nearly the same, or a line has a run of words from outside. The measures:
eval/example_measures.py.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from example_measures import (
    NEAR,
    NEAR_BARE,
    RUN,
    SHINGLE,
    Copied,
    Pair,
    bare_words_of,
    copied_runs,
    countries_of,
    evenness,
    heads_of,
    lemmas_of,
    near_pairs,
    recipient_first,
)

from dateline.lexicon.codebook import load_codebook
from dateline.lexicon.examples import NONE, Example, ExampleAct, read_examples

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "examples_audit.md"
REGIONS = ROOT / "eval" / "world_regions.yaml"
EXAMPLES = ROOT / "src" / "dateline" / "lexicon" / "examples"
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
LENGTHS = (10, 15, 20, 25, 30, 35, 40)
#: Lines of a table of worst cases; acts of a mode, and share of a status, from which it is well shown.
SHOWN, THIN, RARE = 10, 40, 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The lines with what was found in them; pairs hold those of 0.7 of the thresholds too. files: of text from outside."""

    examples: Sequence[Example]
    pairs: Sequence[Pair]
    bare_pairs: Sequence[Pair]
    copies: Sequence[Copied]
    files: int

    @property
    def near(self) -> list[Pair]:
        """The pairs that are nearly the same."""
        bare = [pair for pair in self.bare_pairs if pair.share >= NEAR_BARE]
        return [pair for pair in self.pairs if pair.share >= NEAR] + bare

    @property
    def acts(self) -> list[ExampleAct]:
        return [act for example in self.examples for act in example.acts]


def audit(examples: Sequence[Example], data: Path) -> Audit:
    """All that takes time."""
    return Audit(
        examples=examples,
        pairs=near_pairs(examples, 0.7 * NEAR),
        bare_pairs=near_pairs(examples, 0.7 * NEAR_BARE, bare_words_of),
        copies=copied_runs(examples, data),
        files=len(list(data.rglob("*.json*"))),
    )


def table(heads: str, rows: Iterable[Sequence[object]]) -> str:
    """A table of the page; heads between bars."""
    cells = [[f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    names = heads.split("|")
    return "\n".join("| " + " | ".join(row) + " |" for row in [names, ["---"] * len(names), *cells])


def spread_of(counts: Counter[str]) -> tuple[object, ...]:
    """Number of kinds, evenness, the commonest and its share."""
    first, most = max(counts.items(), key=lambda item: item[1], default=("", 0))
    return len(counts), evenness(counts), first, most / max(counts.total(), 1)


def top(counts: Counter[str]) -> str:
    """The commonest with their numbers."""
    return ", ".join(f"{name} {number}" for name, number in counts.most_common(2 * SHOWN))


def summary(found: Audit) -> str:
    alone = sum(not example.story for example in found.examples)
    stories = {(example.path, example.story) for example in found.examples if example.story}
    rows: list[tuple[object, ...]] = [("sentences outside stories", alone), ("stories", len(stories))]
    rows += [("sentences of stories", len(found.examples) - alone), ("pairs that are nearly the same", len(found.near))]
    copies = len(found.copies) if found.files else "not measured"
    return table("what|figure", [*rows, (f"lines with {RUN} words in a row from outside", copies)])


def counts(found: Audit) -> str:
    real = [act for act in found.acts if act.type != NONE]
    types, statuses = Counter(act.type for act in found.acts), Counter(act.status for act in real)
    shown = _modes(found)
    again, background = sum(act.same_as is not None for act in real), sum(act.background for act in real)
    of_other = sum(act.act != act.type for act in real)
    return f"""{len(real)} acts, and {types[NONE]} times words that look like an act and are none (NONE). {again} acts are
told again in their story, {background} are background, {of_other} speak of an act of another type (an agreement to visit).
{sum(map(bool, shown.values()))} of {len(shown)} modes are shown.

{table("type|acts", types.most_common())}

{table("status|acts|share", ((s, n, n / max(len(real), 1)) for s, n in statuses.most_common()))}

{table("mode|acts", shown.most_common())}"""


def _modes(found: Audit) -> Counter[str]:
    """Acts by mode, those of the codebook that no act shows among them."""
    shown = Counter(f"{act.type}/{mode}" for act in found.acts for mode in act.modes)
    known = [f"{name}/{mode}" for name, kind in load_codebook().types.items() for mode in kind.modes]
    return Counter({mode: shown[mode] for mode in known})


def triggers(found: Audit) -> str:
    lemmas = lemmas_of(span.text for act in found.acts for span in act.triggers)
    by_type: dict[str, Counter[str]] = defaultdict(Counter)
    for act in found.acts:
        by_type[act.type].update(lemmas[span.text] for span in act.triggers)
    overall = sum((told for name, told in by_type.items() if name != NONE), Counter[str]())
    rows = [("all but NONE", *spread_of(overall)), *((name, *spread_of(by_type[name])) for name in sorted(by_type))]
    return f"""The lemma of the first word of each trigger that is no auxiliary, particle or preposition. Evenness is the entropy
over the greatest one possible: 1 means that all are alike frequent.

{table("type|different triggers|evenness|commonest|its share", rows)}

The commonest of all: {top(overall)}."""


def actors(found: Audit) -> str:
    sides = {
        "actors": [span.text for act in found.acts for span in act.actors],
        "recipients": [span.text for act in found.acts for span in act.recipients],
    }
    heads = heads_of(text for texts in sides.values() for text in texts)
    nouns = {side: Counter(heads[text] for text in texts if heads[text]) for side, texts in sides.items()}
    rows = [(s, len(sides[s]), 1 - c.total() / max(len(sides[s]), 1), *spread_of(c)) for s, c in nouns.items()]
    return f"""The head of each marked side, by the parser. A side whose head is a name (a state, a body, a person with or without
office) counts as a name; the other columns are of the common nouns.

{table("side|marks|names|different nouns|evenness|commonest|its share", rows)}

The commonest nouns of actors: {top(nouns["actors"])}."""


def world(found: Audit) -> str:
    named = [set(countries_of(example.text)) for example in found.examples]
    states = Counter(code for codes in named for code in codes)
    known: dict[str, list[str]] = yaml.safe_load(REGIONS.read_text("utf-8"))
    regions = Counter({name: sum(states[code] for code in codes) for name, codes in known.items()})
    never = sorted({code for codes in known.values() for code in codes if not states[code]})
    without = sum(not codes for codes in named)
    return f"""States that a line names by a name, adjective or capital of `src/dateline/lexicon/actors/states.yaml`, once a line;
regions as in `eval/world_regions.yaml`. {without} lines name none.

{table("different states|evenness|commonest|its share", [spread_of(states)])}

{table("region|mentions|share", ((r, n, n / max(regions.total(), 1)) for r, n in regions.most_common()))}

The commonest: {top(states)}. Never named: {", ".join(never) or "none"}."""


def years(found: Audit) -> str:
    named = Counter(year for example in found.examples for year in set(YEAR.findall(example.text)))
    heads = [line for path in sorted(EXAMPLES.glob("stories/*.txt")) for line in path.read_text("utf-8").splitlines()]
    dated = Counter(
        year for head in heads if head.startswith("# ") for year in YEAR.findall(head.partition("|")[2])[:1]
    )
    tens = [
        Counter({d: sum(n for y, n in of.items() if y[:3] == d) for d in {y[:3] for y in of}}) for of in (named, dated)
    ]
    rows = ((f"{decade}0s", tens[0][decade], tens[1][decade]) for decade in sorted(tens[0] | tens[1]))
    return f"""{len(named)} different years are named in lines; stories bear {len(dated)} different years of publication.

{table("decade|lines that name a year of it|stories of it", rows)}"""


def shapes(found: Audit) -> str:
    sizes = sorted(len(example.text.split()) for example in found.examples)
    bounds = zip((0, *LENGTHS), (*LENGTHS, sizes[-1] + 1), strict=True)
    lengths = [(f"{low} to {high - 1}", sum(low <= size < high for size in sizes)) for low, high in bounds]
    alone = [example for example in found.examples if not example.story]
    shape: dict[str, Callable[[Example], bool]] = {
        "a bystander marked": lambda e: bool(e.bystanders),
        "a recipient before its actor": recipient_first,
        "several acts": lambda e: len(e.acts) > 1,
        "several actors of one act": lambda e: any(len(act.actors) > 1 for act in e.acts),
        "an act without actor": lambda e: any(act.type != NONE and not act.actors for act in e.acts),
        "an act without recipient": lambda e: any(act.type != NONE and not act.recipients for act in e.acts),
        "background": lambda e: any(act.background for act in e.acts),
        "no act": lambda e: all(act.type == NONE for act in e.acts),
    }
    rows = [
        (name, *(sum(map(fits, of)) / max(len(of), 1) for of in (found.examples, alone)))
        for name, fits in shape.items()
    ]
    mean, median = sum(sizes) / len(sizes), sizes[len(sizes) // 2]
    return f"""{mean:.1f} words a sentence on average, median {median}, from {sizes[0]} to {sizes[-1]}.

{table("words|lines", lengths)}

{table("lines with|of all|outside stories", rows)}"""


def nearness(found: Audit) -> str:
    def of(pairs: Sequence[Pair]) -> str:
        places = ((p.share, f"{p.one.path}:{p.one.line}", f"{p.other.path}:{p.other.line}") for p in pairs[:SHOWN])
        return table("share|one|other", places)

    lines = {example.example_id for pair in found.near for example in (pair.one, pair.other)}
    share = f"{len(lines) / len(found.examples):.4f}"
    return f"""Every pair of lines is compared by its runs of {SHINGLE} words. Nearly the same are two lines with {NEAR} of them in
common (Jaccard), or with {NEAR_BARE} once names and figures are taken out: {len(found.near)} pairs, {share} of the lines.

The nearest as they are written:

{of(found.pairs)}

The nearest without names and figures:

{of(found.bare_pairs)}"""


def outside(found: Audit) -> str:
    told = [f"- `{c.example.path}` line {c.example.line}, in {c.file}: {c.run}\n" for c in found.copies]
    return f"""Every run of {RUN} words of a line is looked for in all strings of {found.files} files of articles and names that the
program is measured on and that are no part of it. Runs in a dateline do not count, nor names: runs without a word in small letters
other than links (of, the, for).

Found: {(len(told) or "none") if found.files else "not measured"}.

{"".join(told)}""".rstrip()


def lacking(found: Audit) -> str:
    thin = [f"{mode} {number}" for mode, number in reversed(_modes(found).most_common()) if number < THIN]
    statuses = Counter(act.status for act in found.acts if act.type != NONE)
    rare = [
        f"{status} {n / statuses.total():.3f}" for status, n in statuses.most_common() if n / statuses.total() < RARE
    ]
    return f"""- Modes with fewer than {THIN} acts: {", ".join(thin) or "none"}.
- Statuses of less than {RARE} of the acts: {", ".join(rare) or "none"}.
- The two comparisons see words, not meaning: two lines that tell the same with other words are not found.
- The shares are those of the set, not of news: it holds as many acts of rare types as of common ones, so nothing here says how
  often an act occurs in copy."""


PARTS: dict[str, Callable[[Audit], str]] = {
    "# Audit of the example sentences": summary,
    "## Counts": counts,
    "## Triggers": triggers,
    "## Actors": actors,
    "## Countries and regions": world,
    "## Years": years,
    "## Sentences": shapes,
    "## Lines that are nearly the same": nearness,
    "## Text from outside": outside,
    "## What is lacking": lacking,
}


def report(found: Audit) -> str:
    """The page: each table with how it was measured."""
    (title, first), *others = ((head, part(found)) for head, part in PARTS.items())
    made = (
        "Written by `python eval/examples.py --write` from `src/dateline/lexicon/examples/`; not to be edited by hand."
    )
    return "\n\n".join([title, made, first, *(f"{head}\n\n{told}" for head, told in others)]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Audit the example sentences of the codebook.")
    shared = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data", help="folder of text from outside")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    given = parser.parse_args()
    found = audit(read_examples(EXAMPLES), given.data)
    if given.write:
        PAGE.write_text(report(found), "utf-8")
    else:
        print(report(found), end="")
    for pair in found.near:
        print(f"nearly the same ({pair.share:.2f}):\n  {pair.one.text}\n  {pair.other.text}", file=sys.stderr)
    sys.exit(bool(found.near or found.copies))


if __name__ == "__main__":
    main()
