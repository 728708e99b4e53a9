"""Pages of the codebook, drawn for a reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.lexicon import Codebook
from dateline.lexicon.codebook_page import FrameLine, TypePage, type_page
from dateline.lexicon.examples import Example, code_of, pieces
from dateline.lexicon.own_codebook import Layers

from .console import console

#: How the marks of an example are coloured.
STYLES = {"a": "bold green", "r": "bold cyan", "t": "bold yellow", "b": "magenta"}
#: Frames that a page shows, and trigger words of each.
_FRAMES, _WORDS = 24, 6


def draw_types(codebook: Codebook, examples: Sequence[Example], layers: Layers) -> None:
    """All types in a table, by quad class."""
    acts = Counter(act.type for example in examples for act in example.acts)
    own = {path.stem for name, path in layers.own_files().items() if name.startswith("plover/")}
    frames = Counter(frame.type for frame in {frame.id: frame for frame in codebook.frames}.values())
    table = plain_table("type", "quad", "modes", ">frames", ">examples")
    quads = list(dict.fromkeys(found.quad for found in codebook.types.values()))
    for name, found in sorted(codebook.types.items(), key=lambda pair: (quads.index(pair[1].quad), pair[0])):
        shown = f"{name} (own)" if name in own else name
        table.add_row(shown, found.quad, ", ".join(found.modes) or "-", str(frames[name]), str(acts[name]))
    table.add_row("NONE", "", "what only looks like an act", "", str(acts["NONE"]))
    console().print(table)


def draw_page(name: str, codebook: Codebook, examples: Sequence[Example], chosen: tuple[str | None, int]) -> None:
    """The page of a type; chosen: a mode (None: all) and how many examples to show."""
    mode, count = chosen
    page = type_page(name, codebook, examples, Layers.of())
    screen = console()
    for title, body in _sections(page, screen, mode):
        if title:
            screen.print(Text(f"\n{title}", style="bold"))
        screen.print(Padding(body, (0, 0, 0, 2), expand=False))
    told = [example for example in page.examples if mode is None or _has_mode(example, page.type, mode)]
    if told and count:
        shown = _spread(told, count)
        screen.print(Text(f"\nExamples ({len(shown)} of {len(told)})", style="bold"))
        for example in shown:
            draw_example(example, screen)


def _sections(page: TypePage, screen: Console, mode: str | None) -> Iterator[tuple[str, RenderableType]]:
    whence = "your own" if page.own else "shipped"
    screen.print(Text.assemble((page.type, "bold"), f"  {page.quad}  ({whence}: {page.path.name})"))
    yield "", Text(page.definition)
    if page.rules:
        yield "Hard cases", Group(*(Text(f"{r.id}: {r.rule} Code as {r.code_as}.") for r in page.rules))
    yield "Modes", _modes(page)
    if page.codes:
        yield "CAMEO codes", _codes(page)
    frames = [frame for frame in page.frames if mode is None or frame.mode == mode]
    if frames:
        yield f"Frames ({len(frames)})", _frames(frames, page)


def _modes(page: TypePage) -> Table:
    table = plain_table("mode", "means", ">score", ">examples")
    for line in page.modes:
        score = "" if line.score is None else f"{line.score:g}"
        table.add_row(line.name or "-", line.meaning, score, str(line.acts))
    return table


def _codes(page: TypePage) -> Table:
    table = plain_table("code", "says", ">frames")
    for line in page.codes:
        table.add_row(line.code, line.label, str(line.frames))
    return table


def _frames(frames: Sequence[FrameLine], page: TypePage) -> RenderableType:
    table = plain_table("words", "with", "actor > recipient", "mode", "code")
    for frame in frames[:_FRAMES]:
        words = ", ".join(frame.words[:_WORDS]) + (" ..." if len(frame.words) > _WORDS else "")
        sides = frame.actor if frame.recipient == "both" else f"{frame.actor} > {frame.recipient or '-'}"
        table.add_row(words, frame.condition, sides, frame.mode, frame.cameo)
    if len(frames) <= _FRAMES:
        return table
    return Group(table, Text(f"and {len(frames) - _FRAMES} more in {page.path}"))


def _has_mode(example: Example, name: str, mode: str) -> bool:
    return any(act.type == name and mode in act.modes for act in example.acts)


def _spread(examples: Sequence[Example], count: int) -> list[Example]:
    """So many of the examples, from all over the files."""
    step = max(1, len(examples) // count)
    return list(examples[::step][:count])


def draw_example(example: Example, screen: Console) -> None:
    """A sentence with its codes: marks coloured on a terminal; elsewhere a line with its marks, as the files have it."""
    text = Text()
    coloured = screen.color_system is not None
    for piece, labels in pieces(example):
        if coloured:
            text.append(piece, style=STYLES[labels[0]] if labels else "")
        else:
            text.append(f"{{{labels}:{piece}}}" if labels else piece)
    codes = " ; ".join(code_of(act) for act in example.acts) or "-"
    text.append(f" || {codes}", style="dim")
    if coloured:
        screen.print(Padding(text, (0, 0, 0, 2)))
    else:
        screen.print(Text("  ") + text, soft_wrap=True)


def plain_table(*columns: str) -> Table:
    """A table without lines; ">" before a heading sets its column to the right."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=False)
    for column in columns:
        name = column.removeprefix(">")
        table.add_column(name, justify="right" if name != column else "left", overflow="fold")
    return table
