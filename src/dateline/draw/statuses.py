"""What happened and what did not: events by the look of their status, as SQL and in words."""

from __future__ import annotations

from collections.abc import Sequence

from .palette import load_palette

#: Looks of the palette in the order of their numbers: happened, not yet so, came to nothing.
LOOKS = ("full", "hollow", "crossed")


def look_sql() -> str:
    """The place of a status in LOOKS, as SQL; 0 for a status that the palette does not know.

    >>> look_sql().partition(" THEN")[0]
    "CASE WHEN status IN ('planned', 'hypothetical')"
    """
    of_look = [[status for status, look in load_palette().statuses.items() if look == one] for one in LOOKS]
    cases = (f"WHEN status IN ({', '.join(map(repr, of_look[at]))}) THEN {at}" for at in (1, 2))
    return f"CASE {' '.join(cases)} ELSE 0 END"


def apart(ahead: int, nothing: int, *, drawn: str) -> list[str]:
    """A sentence on what has not happened and how it is drawn; none where all has.

    >>> apart(3, 1, drawn="hollow")
    ['Not happened, and drawn hollow: 3 planned or possible and 1 cancelled, postponed or denied.']
    """
    words = load_palette().status_words
    parts = [f"{number:,} {words[look]}" for look, number in (("hollow", ahead), ("crossed", nothing)) if number]
    return [f"Not happened, and drawn {drawn}: {' and '.join(parts)}."] if parts else []


def told_apart(ahead: int, nothing: int) -> str:
    """The same for the tip of a mark: ", of them 1 planned or possible"; "" where all has happened.

    >>> told_apart(1, 0), told_apart(0, 0)
    (', of them 1 planned or possible', '')
    """
    words = load_palette().status_words
    pairs: Sequence[tuple[int, str]] = ((ahead, words["hollow"]), (nothing, words["crossed"]))
    parts = [f"{number:,} {said}" for number, said in pairs if number]
    return f", of them {' and '.join(parts)}" if parts else ""
