"""GDELT mention files: 16 columns between tabs; a row says that a document mentions an event of the events file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.errors import InputError
from dateline.export.gdelt_mentions import GDELT_MENTIONS_COLUMNS
from dateline.lexicon.exchange import load_exchange
from dateline.records.foreign import ForeignEvent, ForeignProblem
from dateline.records.row_ids import key_of_row

from .cells import column_key
from .coded import whole_number

_WIDTH = len(GDELT_MENTIONS_COLUMNS)
#: The last two columns are empty as a rule, and some programs cut empty cells off.
_SPARE = 2
_TIME = re.compile(r"\d{14}|")
_KEYS = tuple(column_key(name) for name in GDELT_MENTIONS_COLUMNS)
#: Columns of whole numbers.
_NUMBERS = (3, 6, 7, 8, 9, 10, 11, 12)


def is_gdelt_mentions(line: str) -> bool:
    """Whether a line is the first of a mentions file."""
    cells = line.rstrip("\r\n").split("\t")
    if tuple(column_key(cell) for cell in cells) == _KEYS:
        return True
    fits = len(cells) >= _WIDTH - _SPARE and not any(cell.strip() for cell in cells[_WIDTH:])
    return fits and cells[0].isdecimal() and all(_TIME.fullmatch(cell) for cell in cells[1:3]) and cells[3].isdecimal()


def read_gdelt_mentions(lines: Iterable[tuple[int, str]], path: str) -> Iterator[ForeignEvent | ForeignProblem]:
    """The rows in order, as events without day, sides and code: id is that of the event's row, url where it is mentioned.

    A row of another width, or with a figure that is none, is a problem with line and cause. Raises InputError where the first line
    is not that of a mentions file.
    """
    begun = False
    for number, line in lines:
        if not line.strip():
            continue
        if not begun and not is_gdelt_mentions(line):
            cells = line.count("\t") + 1
            raise InputError(f"{cells} cells between tabs: rows of GDELT mentions have 16", path=path, line=number)
        header = not begun and column_key(line.split("\t")[0]) == _KEYS[0]
        begun = True
        if header:
            continue
        try:
            yield _mention(line.split("\t"), path, number)
        except ValueError as error:
            yield ForeignProblem(format="gdelt-mentions", path=path, line=number, reason=str(error), text=line[:200])


def _mention(cells: list[str], path: str, line: int) -> ForeignEvent:
    if len(cells) < _WIDTH - _SPARE or any(cell.strip() for cell in cells[_WIDTH:]):
        raise ValueError(f"{len(cells)} cells where {_WIDTH} are wanted")
    if not cells[0].isdecimal():
        raise ValueError(f"GlobalEventID is {cells[0]!r}, no number")
    exchange = load_exchange()
    for place in _NUMBERS:
        whole_number(cells[place], GDELT_MENTIONS_COLUMNS[place], exchange)
    key = key_of_row(int(cells[0]))
    return ForeignEvent(
        format="gdelt-mentions",
        id=cells[0],
        first=None,
        last=None,
        actors=(),
        recipients=(),
        cameo=None,
        type=None,
        mode=None,
        quad=None,
        url=cells[5] or None,
        event_group=f"{key:013x}" if key is not None else "",
        raw=tuple(cells),
        path=path,
        line=line,
    )
