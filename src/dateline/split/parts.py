"""Parts out of marks: they tile the story."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records import Part

from .marks import Mark


def tile(text: str, marks: Sequence[Mark]) -> tuple[Part, ...]:
    """Parts that tile the text; what lies between two marks belongs to the part before it, what lies before the first to the first.

    Paragraphs of body that follow each other are one part. A text without marks (white space) is one part of navigation.
    """
    if not text:
        return ()
    groups: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if groups and mark.kind == "body" and groups[-1][-1].kind == "body":
            groups[-1].append(mark)
        else:
            groups.append([mark])
    if not groups:
        return (Part(kind="navigation", start=0, end=len(text), text=text, basis="blank"),)
    starts = [0, *(group[0].start for group in groups[1:]), len(text)]
    return tuple(
        Part(kind=group[0].kind, start=start, end=end, text=text[start:end], basis=group[0].basis)
        for group, start, end in zip(groups, starts, starts[1:], strict=False)
    )
