"""Lint of the example sentences: lines that do not parse, words that the codebook does not have, and marks that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dateline.errors import LexiconError

from .codebook import Codebook
from .codebook_lint import Complaint
from .examples import NONE, Example, ExampleAct, Line, example_lines, parse_line
from .frames import ActType
from .own_codebook import Layers, known_types
from .yaml_files import line_of

#: What to do about a mark that belongs to no act, by the number of acts that the line tells.
_STRAY = (
    "the line tells none; mark who stands by as {b:...}",
    "the line tells one; leave the number out",
    "give it the number of its act, {a1:...} for the first",
)
Told = tuple[Line, Example]


def lint_examples(codebook: Codebook, layers: Layers) -> tuple[Complaint, ...]:
    """All complaints about the examples of a codebook, in order of file and line; () if they are well."""
    types, roots = codebook.types, known_types(layers)
    found: list[Complaint] = []
    told: list[Told] = []
    for path in layers.find("examples/*/*.txt"):
        told += _parsed(path, roots, found)
    stories = _acts_of_stories(told)
    seen: dict[str, Line] = {}
    for line, example in told:
        messages = [*_wrong_marks(example), *_wrong_codes(example, types, stories)]
        if example.text in seen:
            first = seen[example.text]
            messages.append(f"the same sentence stands in {first.path}:{first.number}: a sentence counts once")
        seen.setdefault(example.text, line)
        found += [_complaint(line, message) for message in messages]
    return (*found, *_missing(layers, types, [example for _, example in told]))


def _parsed(path: Path, roots: Mapping[str, str], found: list[Complaint]) -> Iterator[Told]:
    """The lines of a file with their examples; those that do not parse are complained of."""
    try:
        lines = list(example_lines(path))
    except LexiconError as error:
        found.append(Complaint(path=str(path), line=1, key="", message=str(error)))
        return
    for line in lines:
        try:
            yield line, parse_line(line, roots)
        except ValueError as error:
            found.append(_complaint(line, str(error)))


def _complaint(line: Line, message: str) -> Complaint:
    """The key of a complaint about a line is its story, else its first words."""
    key = line.story or " ".join(line.text.split()[:3])
    return Complaint(path=str(line.path), line=line.number, key=key, message=message)


def _wrong_marks(example: Example) -> Iterator[str]:
    acts = min(len(example.acts), len(_STRAY) - 1)
    for label in example.stray:
        yield f"the mark {{{label}:...}} belongs to no act: {_STRAY[acts]}"
    for act in example.acts:
        sides = [*act.actors, *act.recipients]
        for bystander in example.bystanders:
            if any(bystander.start < side.end and side.start < bystander.end for side in sides):
                yield f"{bystander.text!r} is marked as a side and as a bystander: a bystander has no part in any act"
        if not sides:
            yield f"the act {act.type} has no side: mark who acts as {{a:...}} or upon whom as {{r:...}}"
        if act.type != NONE and not act.triggers:
            yield f"the act {act.type} has no trigger: mark the words that tell it as {{t:...}}"
    marked = [span for act in example.acts for span in (*act.actors, *act.recipients, *act.triggers)]
    for span in (*marked, *example.bystanders):
        if span.text != span.text.strip():
            yield f"the mark around {span.text!r} begins or ends with a blank: put the blank outside"


def _wrong_codes(
    example: Example, types: Mapping[str, ActType], stories: Mapping[tuple[str, str], Sequence[ExampleAct]]
) -> Iterator[str]:
    """Modes and acts that the codebook does not have, and tellings of an act that its story does not tell."""
    for act in example.acts:
        if act.type == NONE:
            if not act.cause:
                yield "NONE needs its cause behind it, a word or two: NONE statistics"
            continue
        kind, _, modes = act.act.partition("/")
        yield from _wrong_modes(act.type, act.modes, types)
        yield from _wrong_modes(kind, tuple(modes.split("+")) if modes else (), types)
        told = stories.get((example.path, example.story), ())
        if act.same_as is not None and not 1 <= act.same_as <= len(told):
            yield f"={act.same_as}: the story tells {len(told)} acts, counted from 1 without those told again"


def _wrong_modes(kind: str, modes: Sequence[str], types: Mapping[str, ActType]) -> Iterator[str]:
    if kind not in types:
        yield f"{kind!r} is no type: {', '.join(sorted(types))}"
        return
    for mode in modes:
        if mode not in types[kind].modes:
            yield f"{mode!r} is no mode of {kind}: {', '.join(types[kind].modes) or 'it has none'}"


def _acts_of_stories(told: Sequence[Told]) -> dict[tuple[str, str], list[ExampleAct]]:
    """The acts of each story without those told again, in their order: what "=2" counts."""
    stories: dict[tuple[str, str], list[ExampleAct]] = {}
    for _, example in told:
        if example.story:
            acts = stories.setdefault((example.path, example.story), [])
            acts += [act for act in example.acts if act.same_as is None]
    return stories


def _missing(layers: Layers, types: Mapping[str, ActType], examples: Sequence[Example]) -> Iterator[Complaint]:
    """Types and modes that no example shows."""
    shown = {(act.type, mode) for example in examples for act in example.acts for mode in (*act.modes, "")}
    files = {path.stem: path for path in layers.find("plover/*.yaml")}
    for name, act_type in types.items():
        path = files.get(name)
        if path is None:
            continue  # the file bears another name, which the lint of the codebook tells
        for mode in act_type.modes or ("",):
            if (name, mode) not in shown:
                code = f"{name}/{mode}" if mode else name
                message = f"no example of {code}: write some into examples/sentences/{name}.txt (docs/examples.md)"
                yield Complaint(
                    path=str(path), line=line_of(path, f"{mode or 'type'}:"), key=mode or "type", message=message
                )
