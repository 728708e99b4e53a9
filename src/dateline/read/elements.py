"""Finding elements and their texts in parsed XML, whatever their name space and case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .blocks import find_blocks, local_name


def elements(root: Any, *names: str) -> Iterator[Any]:  # noqa: ANN401  (lxml has no types)
    """The elements below (and including) root that have one of the names, in document order."""
    return (element for element in root.iter() if local_name(element) in names)


def first(root: Any, *names: str) -> Any | None:  # noqa: ANN401  (lxml has no types)
    """The first element of the first name that there is; None if there is none."""
    return next((element for name in names for element in elements(root, name)), None)


def text_in(element: Any | None) -> str | None:  # noqa: ANN401  (lxml has no types)
    """The text of an element on one line, blocks in it apart; None where there is none."""
    if element is None:
        return None
    return " ".join(" ".join(block.text for block in find_blocks(element)).split()) or None


def attribute(element: Any | None, *names: str) -> str | None:  # noqa: ANN401  (lxml has no types)
    """The first of the attributes that the element has."""
    if element is None:
        return None
    return next((value.strip() for name in names if (value := element.get(name))), None)


def wire_text(lines: list[str | None], dateline: str | None, body: str) -> str:
    r"""Headline, byline and the like on lines of their own, then the body with the dateline before its first words.

    A line, or a dateline, that the body begins with already is not written twice.

    >>> wire_text(["Talks resume", None], "GENEVA, June 3", "Talks on fish went on.")
    'Talks resume\n\nGENEVA, June 3 - Talks on fish went on.'
    """
    if dateline and not body.startswith(dateline[:_SAME]):
        joint = " " if dateline.endswith(("-", "–", "—")) else " - "
        body = f"{dateline}{joint}{body}"
    first_line = body.partition("\n")[0].strip()
    above = [line for line in lines if line and line != first_line]
    return "\n\n".join([*above, body])


_SAME = 12  # characters that tell two ways of writing one dateline apart from two datelines
