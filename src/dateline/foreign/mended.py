"""Rows with a tab inside a field: put right where only one place for it makes sense."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

#: Cells too many that may come of tabs inside one field; more are a row of something else.
_MOST = 3
Fits = Callable[[str], object]


def mended(cells: Sequence[str], names: Sequence[str], texts: Iterable[str], fits: Mapping[str, Fits]) -> list[str]:
    """The row with the tabs inside one of the columns `texts` as blanks, so that every column of `fits` has what it should have.

    Raises ValueError where no place, or more than one, makes sense of the row.

    >>> mended(["1", "a", "b", "2"], ["n", "name", "m"], ["name"], {"n": str.isdecimal, "m": str.isdecimal})
    ['1', 'a b', '2']
    """
    surplus = len(cells) - len(names)
    at = {name: place for place, name in enumerate(names)}
    found = []
    for place in (at[name] for name in texts if name in at and 0 < surplus <= _MOST):
        last = place + surplus
        row = [*cells[:place], " ".join(cells[place : last + 1]), *cells[last + 1 :]]
        inside = cells[place].strip() and cells[last].strip()
        if inside and all(check(row[at[name]]) for name, check in fits.items() if name in at):
            found.append(row)
    if len(found) != 1:
        unclear = ", and it is not clear in which field a tab stands" if found else ""
        raise ValueError(f"{len(cells)} cells where {len(names)} are wanted{unclear}")
    return found[0]
