"""Is this installation whole, and this ledger? Each part is made to do its smallest real thing.

Takes: the path of a ledger, or none.
Gives: checks, each as soon as it is done, with the cure for what is not well.
Drops: nothing.
Reads: the installed packages and files, this machine; the ledger, if one is given.
Never: changes anything; what it needs to try a part lies in a folder of its own for that long.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.later import later

from .check import Check

if TYPE_CHECKING:
    from .installation import sample_paths

__all__ = ["Check", "examine", "sample_paths"]

__getattr__ = later(__name__, {"installation": "sample_paths"})


def examine(ledger: Path | None = None) -> Iterator[Check]:
    """All checks, each as soon as it is done; the slow ones (model, parts, smoke run: a second or two each) come last."""
    from .installation import knowledge, smoke, versions  # noqa: PLC0415  (0.3 s: the ledger and all that is examined)
    from .ledger_file import ledger_file  # noqa: PLC0415  (as above)
    from .machine import machine  # noqa: PLC0415  (as above)
    from .parts import parts  # noqa: PLC0415  (as above)

    yield from versions()
    yield from machine(ledger)
    yield from knowledge()
    yield from parts()
    yield from smoke()
    if ledger is not None:
        yield from ledger_file(ledger)
