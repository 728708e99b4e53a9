"""A second, blind reading of the codebook's examples: `sheet` writes sentences without their codes, `score` compares.

    python eval/blind_reading.py sheet OUT.txt --share 1/4     every fourth act, with its pair marked, and decoys among them
    python eval/blind_reading.py score                         agreement of eval/readings/*.tsv with the codes; the disputed ones

A reading is a line "act TYPE/mode status" (or "act NONE"); an act is named by example id and number ("ex_1f2e3d#1"). Decoys
show the same sentence with sides swapped or with a bystander: the right reading is NONE.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.lexicon.examples import NONE, Example, ExampleAct, read_examples

READINGS = Path(__file__).parent / "readings"
DECOYS = 0.12
Sides = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing to be read: its name, the sentence with marks, and the code that it has."""

    name: str
    shown: str
    code: str
    status: str
    place: str


def lines_of(examples: Sequence[Example]) -> Iterator[Line]:
    """Every act of the examples, and a decoy now and then."""
    rng = random.Random(5)
    for example in examples:
        for number, act in enumerate(example.acts, 1):
            name = f"{example.example_id}#{number}"
            place = f"{example.path}:{example.line}"
            yield Line(name=name, shown=_shown(example, act), code=_code(act), status=act.status, place=place)
            decoy = _decoy(example, act, rng)
            if decoy and rng.random() < DECOYS:
                yield Line(name=name + "x", shown=decoy, code=NONE, status="", place=place)


def _code(act: ExampleAct) -> str:
    return act.type + ("/" + act.modes[0] if act.modes else "")


def _shown(example: Example, act: ExampleAct) -> str:
    marks = [(s.start, s.end, "A") for s in act.actors] + [(s.start, s.end, "R") for s in act.recipients]
    if len(example.acts) > 1:
        marks += [(s.start, s.end, "T") for s in act.triggers[:1]]
    return _marked(example.text, marks)


def _decoy(example: Example, act: ExampleAct, rng: random.Random) -> str:
    """The sentence with a pair between which nothing is told; "" where there is none."""
    if act.type == NONE or act.mutual or len(example.acts) > 1:
        return ""
    sides = [*((s, "A") for s in act.actors[:1]), *((s, "R") for s in act.recipients[:1])]
    if len(sides) == 2 and (not example.bystanders or rng.random() < 0.5):  # noqa: PLR2004  (both sides are told)
        return _marked(example.text, [(s.start, s.end, "R" if side == "A" else "A") for s, side in sides])
    if not example.bystanders or not act.actors:
        return ""
    actor, bystander = act.actors[0], rng.choice(example.bystanders)
    return _marked(example.text, [(actor.start, actor.end, "A"), (bystander.start, bystander.end, "R")])


def _marked(text: str, marks: Sequence[tuple[int, int, str]]) -> str:
    for start, end, label in sorted(set(marks), reverse=True):
        text = f"{text[:start]}[{label} {text[start:end]}]{text[end:]}"
    return text


def sheet(out: Path, share: str) -> None:
    """Write the part-th of `of` equal parts of all lines, shuffled; "2/4" is the second quarter."""
    part, of = map(int, share.split("/"))
    lines = list(lines_of(read_examples()))
    random.Random(7).shuffle(lines)
    mine = lines[part - 1 :: of]
    out.write_text("".join(f"{line.name}\t{line.shown}\n" for line in mine), "utf-8")
    print(f"{len(mine)} of {len(lines)} lines")


def read_readings() -> dict[str, tuple[str, str]]:
    """Act to (type/mode, status) of all readings."""
    found = {}
    for path in sorted(READINGS.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            words = line.split()
            if len(words) > 1:
                found[words[0]] = (words[1], words[2] if len(words) > 2 else "")  # noqa: PLR2004  (NONE has no status)
    return found


def score(*, show: bool) -> None:
    """Print agreement on type, mode and status, kappa of the type, and with `show` every disputed act."""
    readings = read_readings()
    lines = [line for line in lines_of(read_examples()) if line.name in readings]
    acts = [line for line in lines if not line.name.endswith("x")]
    types = [(line.code.split("/")[0], readings[line.name][0].split("/")[0]) for line in acts]
    same = [a == b for a, b in types]
    agreed = [line for line, ok in zip(acts, same, strict=True) if ok and line.code != NONE]
    modes = [line.code == readings[line.name][0] for line in agreed]
    statuses = [line.status == readings[line.name][1] for line in agreed]
    decoys = [readings[line.name][0] == NONE for line in lines if line.name.endswith("x")]
    print(f"acts read twice: {len(acts)}; type agrees in {_share(same)}, kappa {_kappa(types):.3f}")
    print(
        f"of those: mode agrees in {_share(modes)}, status in {_share(statuses)}; decoys read as NONE {_share(decoys)}"
    )
    print("most disputed:", Counter(pair for pair in types if pair[0] != pair[1]).most_common(15))
    if show:
        for line in lines:
            read = readings[line.name]
            if read[0].split("/")[0] != line.code.split("/")[0]:
                print(f"{line.place}\t{line.name}\t{line.code} {line.status}\t{read[0]} {read[1]}\t{line.shown}")


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values) / max(1, len(values)):.3f} of {len(values)}"


def _kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa."""
    n = max(1, len(pairs))
    seen = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[name] * second[name] for name in first) / n**2
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=("sheet", "score"))
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--share", default="1/1")
    parser.add_argument("--disputed", action="store_true")
    given = parser.parse_args()
    if given.verb == "sheet":
        sheet(given.out, given.share)
    else:
        score(show=given.disputed)


if __name__ == "__main__":
    main()
