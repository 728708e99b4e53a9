"""Foreign events written again as they were read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from dateline.records.foreign import ForeignEvent


def write_again(events: Iterable[ForeignEvent], stream: BinaryIO, header: Sequence[str] = ()) -> int:
    """The lines of a file with tabs between its cells, from the cells as read; the number of rows comes back.

    A file of ours in GDELT, ICEWS, dyads or POLECAT format comes back byte for byte (header: its columns, where it has a header
    line); of others line ends become line feeds, and rows that were problems are missing.
    """
    if header:
        stream.write(_line(header))
    count = 0
    for event in events:
        stream.write(_line(event.raw))
        count += 1
    return count


def _line(cells: Sequence[str]) -> bytes:
    return ("\t".join(cells) + "\n").encode("utf-8", "replace")
