"""The codebook's own example sentences: marked-up wire copy with its PLOVER codes, read from `examples/`.

One sentence a line, the marks in the text, the codes behind "||"; docs/examples.md has the grammar. A story is a block of
such lines under a "#" line.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from dateline.errors import LexiconError
from dateline.records import Span, Status

from .own_codebook import ROOTS, Layers, known_types
from .yaml_files import HERE

NONE = "NONE"
#: Begins the headline of a story.
HEADLINE = "HEADLINE:"
_STATUSES = frozenset(get_args(Status))
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
    """One sentence of our own with its acts; () where a story's sentence tells none. story: its slug, "" outside stories.

    stray: labels of marks that belong to no act; nothing is made of them.
    """

    example_id: str
    text: str
    acts: tuple[ExampleAct, ...]
    bystanders: tuple[Span, ...]
    path: str
    line: int
    story: str = ""
    stray: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a file of examples that is to hold one: its place, and the story that it belongs to ("": none)."""

    text: str
    path: Path
    number: int
    story: str = ""


def read_examples(folder: Path | None = None, own: Path | None = None) -> tuple[Example, ...]:
    """All examples of the codebook, in order of file and line: the shipped ones, with those of an own codebook over them.

    With `folder`, the examples below it alone. Raises LexiconError with file and line of a wrong one.
    """
    layers = Layers.of(HERE, own)
    types = known_types(layers)
    paths = sorted(folder.glob("*/*.txt")) if folder else layers.find("examples/*/*.txt")
    return tuple(example for path in paths for example in read_example_file(path, types))


def read_example_file(path: Path, types: Mapping[str, str] | None = None) -> Iterator[Example]:
    """The examples of one file; types: the known ones with their older roots, by default those of the codebook in use."""
    types = known_types() if types is None else types
    for line in example_lines(path):
        try:
            yield parse_line(line, types)
        except ValueError as error:
            raise LexiconError(str(error), path=str(path), line=line.number) from error


def example_lines(path: Path) -> Iterator[Line]:
    """The lines of a file that hold examples: neither empty, nor the head of a story, nor a comment ("## ...")."""
    story = ""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}", path=str(path)) from error
    for number, line in enumerate(lines, 1):
        if line.startswith("# "):
            story = line[2:].split("|")[0].strip()
        elif line.strip() and not line.startswith("##"):
            yield Line(text=line, path=path, number=number, story=story)


def parse_line(line: Line, types: Mapping[str, str]) -> Example:
    """The example that a line holds; raises ValueError with the cure."""
    marked, bar, codes = line.text.partition("||")
    if not bar or "||" in codes:
        raise ValueError("an example needs one '||' between sentence and codes")
    text, marks = _unmarked(marked.strip().removeprefix(HEADLINE).lstrip())
    if "{" in text or "}" in text:
        raise ValueError("a mark is not closed, nested or unknown: write {a:...}, {r:...}, {t:...} or {b:...}")
    entries = [entry.split() for entry in codes.strip().split(";")]
    numbered = len(entries) > 1 or any(label[1:] for label, _ in marks if label[0] != "b")
    told = () if entries == [["-"]] else tuple(enumerate(entries, 1))
    return Example(
        example_id="ex_" + hashlib.blake2b(text.encode(), digest_size=6).hexdigest(),
        text=text,
        acts=tuple(_act(words, str(k) if numbered else "", marks, types) for k, words in told),
        bystanders=tuple(span for label, span in marks if label[0] == "b"),
        stray=tuple(sorted({label for label, _ in marks if label[0] != "b"} - _labels(len(told), numbered=numbered))),
        path=f"{line.path.parent.name}/{line.path.name}",
        line=line.number,
        story=line.story,
    )


def _labels(acts: int, *, numbered: bool) -> set[str]:
    """The labels that marks of sides and triggers may have in a line of so many acts."""
    suffixes = [str(k) for k in range(1, acts + 1)] if numbered else [""] if acts else []
    return {mark + suffix for mark in ("a", "r", "t") for suffix in suffixes}


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


def _act(words: list[str], suffix: str, marks: list[tuple[str, Span]], types: Mapping[str, str]) -> ExampleAct:
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
    if kind not in types:
        raise ValueError(f"{kind!r} is no type: {', '.join(sorted(types))} or {NONE}")
    if len(words) < 2 or words[1] not in _STATUSES:  # noqa: PLR2004  (type and status)
        raise ValueError(f"a code needs a status behind the type: {', '.join(sorted(_STATUSES))}")
    options = dict(word.split("=", 1) for word in words[2:] if "=" in word)
    if unknown := [word for word in words[2:] if word != "bg" and word.split("=")[0] not in {"act", "plv"}]:
        raise ValueError(f"{unknown[0]!r} is not known: bg, act=TYPE or plv=ROOT")
    root = options.get("plv") or types[kind]
    if not root:
        raise ValueError(f"{kind} has no root of the older scheme: its type file needs the key plv15")
    if root not in ROOTS:
        raise ValueError(f"plv={root} is no root: {', '.join(sorted(ROOTS))}")
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


def pieces(example: Example) -> Iterator[tuple[str, str]]:
    """The sentence cut at its marks: each piece with its labels, "a1,r2", or "" where it has none.

    >>> shown = "{a:Chad} {t:met} {r:Mali}. || CONSULT/visit occurred"
    >>> line = Line(text=shown, path=HERE, number=1)
    >>> list(pieces(parse_line(line, {"CONSULT": "CONSULT"})))[:3]
    [('Chad', 'a'), (' ', ''), ('met', 't')]
    """
    labels: dict[tuple[int, int], list[str]] = {}
    numbered = len(example.acts) > 1
    for number, act in enumerate(example.acts, 1):
        for mark, spans in (("a", act.actors), ("r", act.recipients), ("t", act.triggers)):
            for span in spans:
                labels.setdefault((span.start, span.end), []).append(f"{mark}{number}" if numbered else mark)
    for span in example.bystanders:
        labels.setdefault((span.start, span.end), []).append("b")
    last = 0
    for (start, end), found in sorted(labels.items()):
        if start > last:
            yield example.text[last:start], ""
        yield example.text[start:end], ",".join(found)
        last = end
    if last < len(example.text):
        yield example.text[last:], ""


def code_of(act: ExampleAct) -> str:
    """The code of an act as its line has it, without what repeats the type.

    >>> code_of(ExampleAct(type="AGREE", status="planned", act="CONSULT/visit", background=True))
    'AGREE planned bg act=CONSULT/visit'
    """
    if act.type == NONE:
        return f"{NONE} {act.cause}".rstrip()
    words = ["/".join([act.type, "+".join(act.modes)]) if act.modes else act.type, act.status]
    words += ["bg"] if act.background else []
    words += [f"act={act.act}"] if act.act != act.type else []
    return " ".join(words)


def count_acts(examples: Iterable[Example]) -> Counter[str]:
    """How many acts there are of each type, NONE among them."""
    return Counter(act.type for example in examples for act in example.acts)
