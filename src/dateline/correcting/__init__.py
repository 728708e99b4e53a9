"""Corrections by hand: proposed with the anchors by which their targets are found again, kept for ever, followed at each grouping.

Takes: an open ledger and what a person says of a row.
Gives: Corrections with anchors; the ledger with rows and groups as persons say; what became of each correction, in words.
Drops: nothing; a correction is taken back by a later one.
Reads: the codebook, for what follows from a type.
Never: applies a correction to another sentence than its own.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .propose import correct, propose

__all__ = ["correct", "propose"]

__getattr__ = later(
    __name__,
    {
        "propose": "correct propose",
    },
)
