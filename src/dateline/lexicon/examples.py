"""The codebook's own example sentences: marked-up wire copy with its PLOVER codes, read from `examples/`.

One sentence a line, the marks in the text, the codes behind "||"; docs/examples.md has the grammar. A story is a block of
such lines under a "#" line.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from dateline.errors import LexiconError
from dateline.records import EventType, Span, Status

from .yaml_files import HERE

NONE = "NONE"
#: Begins the headline of a story.
HEADLINE = "HEADLINE:"
_TYPES = frozenset(get_args(EventType))
_STATUSES = frozenset(get_args(Status))
_ROOTS = (_TYPES - {"CONCEDE", "RETREAT"}) | {"YIELD"}
_MARK = re.compile(r"\{([abrt]\d?(?:,[abrt]\d?)*):([^{}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleAct:
    """One act of an example: its codes and where its words stand (offsets in the bare sentence).

    type: a PLOVER type, or NONE where a naive reader would see an act. cause: why it is NONE. same_as: number of the act of
    the story that is told again, from 1. plv15: label of the older 15 roots.
    """

    type: str
    modes: tuple[str, ...] = ()
    status: str = ""
    background: bool = False
    act: str = ""
    plv15: str = ""
    cause: str = ""
    same_as: int | None = None
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    triggers: tuple[Span, ...] = ()

    @property
    def mutual(self) -> bool:
        """Whether all sides do the same: several actors, no recipient."""
        return len(self.actors) > 1 and not self.recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One sentence of our own with its acts; () where a story's sentence tells none. story: its slug, "" outside stories."""

    example_id: str
    text: str
    acts: tuple[ExampleAct, ...]
    bystanders: tuple[Span, ...]
    path: str
    line: int
    story: str = ""


def read_examples(folder: Path = HERE / "examples") -> tuple[Example, ...]:
    """All examples below a folder, in order of file and line; raises LexiconError with file and line of a wrong one."""
    return tuple(example for path in sorted(folder.glob("*/*.txt")) for example in read_example_file(path))


def read_example_file(path: Path) -> Iterator[Example]:
    """The examples of one file."""
    story = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# "):
            story = line[2:].split("|")[0].strip()
        elif line.strip():
            yield _example(line, path, number, story)


def _example(line: str, path: Path, number: int, story: str) -> Example:
    marked, bar, codes = line.partition("||")
    if not bar or "||" in codes:
        raise LexiconError("an example needs one '||' between sentence and codes", path=str(path), line=number)
    text, marks = _unmarked(marked.strip().removeprefix(HEADLINE).lstrip())
    if "{" in text or "}" in text:
        raise LexiconError("a mark is not closed or nested", path=str(path), line=number)
    entries = [entry.split() for entry in codes.strip().split(";")]
    numbered = len(entries) > 1 or any(label[1:] for label, _ in marks)
    told = () if entries == [["-"]] else tuple(enumerate(entries, 1))
    try:
        acts = tuple(_act(words, str(k) if numbered else "", marks) for k, words in told)
    except ValueError as error:
        raise LexiconError(str(error), path=str(path), line=number) from error
    return Example(
        example_id="ex_" + hashlib.blake2b(text.encode(), digest_size=6).hexdigest(),
        text=text,
        acts=acts,
        bystanders=tuple(span for label, span in marks if label == "b"),
        path=f"{path.parent.name}/{path.name}",
        line=number,
        story=story,
    )


def _unmarked(marked: str) -> tuple[str, list[tuple[str, Span]]]:
    """The bare sentence and its marks as (label, span)."""
    text, marks, last = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[last : found.start()]
        span = Span(start=len(text), end=len(text) + len(found[2]), text=found[2])
        marks += [(label, span) for label in found[1].split(",")]
        text += found[2]
        last = found.end()
    return text + marked[last:], marks


def _act(words: list[str], suffix: str, marks: list[tuple[str, Span]]) -> ExampleAct:
    """The act of one code entry; raises ValueError where a word of it names nothing."""
    same_as = int(words.pop(0)[1:]) if words and re.fullmatch(r"=\d+", words[0]) else None
    if words and words[0] == "=same":
        words, same_as = words[1:], 1
    if not words:
        raise ValueError("a code is empty")
    actors, recipients, triggers = (
        tuple(span for label, span in marks if label == mark + suffix) for mark in ("a", "r", "t")
    )
    if words[0] == NONE:
        cause = " ".join(words[1:])
        return ExampleAct(type=NONE, cause=cause, actors=actors, recipients=recipients, triggers=triggers)
    kind, _, modes = words[0].partition("/")
    if kind not in _TYPES:
        raise ValueError(f"{kind!r} is no type: {', '.join(sorted(_TYPES))} or {NONE}")
    if len(words) < 2 or words[1] not in _STATUSES:  # noqa: PLR2004  (type and status)
        raise ValueError(f"a code needs a status behind the type: {', '.join(sorted(_STATUSES))}")
    options = dict(word.split("=", 1) for word in words[2:] if "=" in word)
    if unknown := [word for word in words[2:] if word != "bg" and word.split("=")[0] not in {"act", "plv"}]:
        raise ValueError(f"{unknown[0]!r} is not known: bg, act=TYPE or plv=ROOT")
    root = options.get("plv") or ("YIELD" if kind in {"CONCEDE", "RETREAT"} else kind)
    if root not in _ROOTS:
        raise ValueError(f"plv={root} is no root: {', '.join(sorted(_ROOTS))}")
    return ExampleAct(
        type=kind,
        modes=tuple(modes.split("+")) if modes else (),
        status=words[1],
        background="bg" in words[2:],
        act=options.get("act", kind),
        plv15=root,
        same_as=same_as,
        actors=actors,
        recipients=recipients,
        triggers=triggers,
    )


def count_acts(examples: tuple[Example, ...]) -> Counter[str]:
    """How many acts there are of each type, NONE among them."""
    return Counter(act.type for example in examples for act in example.acts)
