"""The state of the ledger that answers are made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from dateline.ledger import Ledger


class Snapshots:
    """The states of a ledger file, one after another; readers see one state from beginning to end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ledger = Ledger.open(path, read_only=True)

    def reader(self) -> Ledger:
        """The current state, for one request in one thread; to be closed by who asked for it."""
        return self._ledger.reader()


def reader(request: Request) -> Iterator[Ledger]:
    """The ledger for the time of one request."""
    snapshots: Snapshots = request.app.state.snapshots
    with snapshots.reader() as ledger:
        yield ledger


#: What a route takes that asks the ledger: `def board(ledger: Reader) -> Response`.
Reader = Annotated[Ledger, Depends(reader)]
