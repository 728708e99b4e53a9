"""Events that other programs coded, read from the formats of the field, and compared with ours.

Takes: paths of files in GDELT, ICEWS, CAMEO dyads, POLECAT, PLOVER or our own formats, packed or not.
Gives: ForeignEvents, and ForeignProblems for rows that cannot be used; Comparisons of two sides.
Drops: nothing: every row is an event or a problem with path, line and cause.
Reads: tables of codes from the lexicon.
Never: guesses a format by the name of a file, or a value that a row does not tell.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .compare import CONVENTION, Compared
    from .detect import is_ledger, read_foreign
    from .directed import EXPANSION, directed
    from .own import foreign_of_told
    from .side import EVERYTHING, Scope, SideTables

__all__ = [
    "CONVENTION",
    "EVERYTHING",
    "EXPANSION",
    "Compared",
    "Scope",
    "SideTables",
    "directed",
    "foreign_of_told",
    "is_ledger",
    "read_foreign",
]

__getattr__ = later(
    __name__,
    {
        "compare": "CONVENTION Compared",
        "detect": "is_ledger read_foreign",
        "directed": "EXPANSION directed",
        "own": "foreign_of_told",
        "side": "EVERYTHING Scope SideTables",
    },
)
