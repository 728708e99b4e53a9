"""Comparisons take seconds, on a large ledger minutes: each is made once for a state of the ledger, in the background."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from dateline.errors import DatelineError
from dateline.foreign import EVERYTHING, Compared, SideTables, foreign_of_told, is_ledger, read_foreign
from dateline.ledger import Ledger
from dateline.query import Diff, diff
from dateline.query.told import told_events
from dateline.records.comparison import Comparison, OnlyRow, SideName, Unit
from dateline.records.foreign import ForeignEvent, ForeignProblem
from dateline.web.snapshots import Snapshots

T = TypeVar("T")
#: Seconds that a request waits before it says that the comparison is being made; comparisons that are remembered.
PATIENCE, KEPT = 0.15, 8
#: Cells of one side alone that are kept to be shown.
ONLY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Made(Generic[T]):
    """A comparison, or that it is being made (both None), or why it cannot be made."""

    found: T | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideFile:
    """The ledger (A) beside a file of events (B). by: the figures by day, dyad and type; only: first cells of one side."""

    by: dict[Unit, Comparison]
    only: dict[SideName, tuple[OnlyRow, ...]]
    problems: tuple[ForeignProblem, ...]


class Comparing:
    """Makes comparisons one after another in a thread, and remembers the last ones."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="comparing")
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, ...], Future[Any]] = OrderedDict()

    def runs(self, snapshots: Snapshots, runs: tuple[str, str]) -> Made[Diff]:
        """What two runs in the ledger make of the same stories."""
        return self._ask(snapshots, ("runs", *runs), lambda ledger: diff(ledger, runs=runs))

    def file(self, snapshots: Snapshots, path: Path) -> Made[BesideFile]:
        """The ledger beside a file of events, of whatever format."""
        return self._ask(snapshots, ("file", str(path)), lambda ledger: beside_file(ledger, path))

    def ledgers(self, snapshots: Snapshots, path: Path) -> Made[Diff]:
        """What this ledger and another one make of the same stories."""
        return self._ask(snapshots, ("ledger", str(path)), lambda ledger: diff(ledger, path))

    def close(self) -> None:
        """Begin no other comparison."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _ask(self, snapshots: Snapshots, what: tuple[str, ...], make: Callable[[Ledger], T]) -> Made[T]:
        def made() -> T:
            with snapshots.current() as state, state.reader() as ledger:
                return make(ledger)

        key = (snapshots.version, *what)
        with self._lock:
            future = self._known.get(key) or self._pool.submit(made)
            self._known[key] = future
            self._known.move_to_end(key)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        try:
            return Made(found=future.result(timeout=PATIENCE))
        except NotYet:
            return Made()
        except DatelineError as error:
            return Made(error=str(error))


def beside_file(ledger: Ledger, path: Path) -> BesideFile:
    """All figures of the comparison. Raises InputError for a file that is none of the formats of the field."""
    ours = SideTables(side="A", name=Path(ledger.path).name, scope=EVERYTHING)
    ours.read(_of_ledger(ledger))
    theirs = SideTables(side="B", name=path.name, scope=EVERYTHING)
    if is_ledger(str(path)):
        with Ledger.open(path, read_only=True) as other:
            theirs.read(_of_ledger(other))
    else:
        theirs.read(read_foreign([str(path)]))
    units: tuple[Unit, ...] = ("dyad", "type", "day")
    sides: tuple[SideName, ...] = ("A", "B")
    with Compared(ours, theirs) as compared:
        return BesideFile(
            by={unit: compared.comparison(unit) for unit in units},
            only={side: tuple(islice(compared.only(side), ONLY)) for side in sides},
            problems=tuple(theirs.problems[:20]),
        )


def _of_ledger(ledger: Ledger) -> Iterator[ForeignEvent | ForeignProblem]:
    return (foreign_of_told(told) for told in told_events(ledger))
