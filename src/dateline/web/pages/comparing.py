"""Comparisons take seconds, on a large ledger minutes: each is made once for a state of the ledger, in the background."""

from __future__ import annotations

import ctypes
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from fastapi import FastAPI

from dateline.errors import DatelineError
from dateline.foreign import EVERYTHING, Compared, SideTables, foreign_of_told, is_ledger, read_foreign
from dateline.ledger import Ledger
from dateline.query import Diff, Filters, diff
from dateline.query.filters import EVERYTHING as EVERY_ROW
from dateline.query.told import told_events
from dateline.records.comparison import Comparison, OnlyRow, SideName, Unit
from dateline.records.foreign import ForeignEvent, ForeignProblem
from dateline.web.copying import as_it_is
from dateline.web.snapshots import Snapshots, State

T = TypeVar("T")
_Key = tuple[Hashable, ...]
_MAKING = threading.Lock()
#: Seconds that a request waits before it says that the comparison is being made; comparisons that wait at most.
PATIENCE, WAITING = 0.15, 16
#: Comparisons that are remembered, and rows of all but the last one of them.
KEPT, ROWS = 8, 200_000
#: Seconds that the end of the server waits for a comparison to stop.
GRACE = 2.0
#: Cells of one side alone that are kept to be shown.
ONLY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Made(Generic[T]):
    """A comparison, or that it is being made (both None), or why it cannot be made. behind: it is of an earlier state."""

    found: T | None = None
    error: DatelineError | None = None
    behind: bool = False


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a comparison of a state."""

    version: str
    found: Any
    error: BaseException | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideFile:
    """The ledger (A) beside a file of events (B). by: the figures by day, dyad and type; only: first cells of one side."""

    by: dict[Unit, Comparison]
    only: dict[SideName, tuple[OnlyRow, ...]]
    problems: tuple[ForeignProblem, ...]


class Comparing:
    """Makes comparisons one after another in a thread, and remembers the last ones.

    Each is asked for once, however often and of however many states: it is of the state in which its turn comes. Until it is made
    the last one of an earlier state is the answer.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done: OrderedDict[_Key, _Done] = OrderedDict()
        self._waiting: dict[_Key, Future[None]] = {}
        self._asked: SimpleQueue[tuple[_Key, Callable[[], tuple[str, Any]]]] = SimpleQueue()
        self._reading: Ledger | None = None
        self._ending = False
        # Of its own, and daemon: whoever ends the server does not wait for a comparison, as for the thread of a pool.
        self._thread = threading.Thread(target=self._work, name="comparing", daemon=True)
        self._thread.start()

    def runs(self, snapshots: Snapshots, runs: tuple[str, str], filters: Filters = EVERY_ROW) -> Made[Diff]:
        """What two runs in the ledger make of the same stories."""
        return self._ask(snapshots, ("runs", *runs, filters), lambda ledger: diff(ledger, runs=runs, filters=filters))

    def file(self, snapshots: Snapshots, path: Path) -> Made[BesideFile]:
        """The ledger beside a file of events, of whatever format, as the file is now."""
        return self._ask(snapshots, ("file", *as_it_is(path)), lambda ledger: beside_file(ledger, path))

    def ledgers(self, snapshots: Snapshots, path: Path, filters: Filters = EVERY_ROW) -> Made[Diff]:
        """What this ledger and another one, as it is now, make of the same stories."""
        key = ("ledger", *as_it_is(path), filters)
        return self._ask(snapshots, key, lambda ledger: diff(ledger, path, filters=filters))

    def close(self) -> None:
        """Begin no other comparison, and end the one that is being made: the server may end in GRACE seconds at most."""
        self._ending = True
        self._asked.put(((), lambda: ("", None)))  # what waits for work sees that there is none
        until = time.monotonic() + GRACE
        while self._thread.is_alive() and time.monotonic() < until:
            self._interrupt()
            self._thread.join(timeout=0.02)

    def _interrupt(self) -> None:
        """Ends the comparison that is being made: its question to the ledger, or the next step of the program."""
        with self._lock:
            if self._reading is not None and self._thread.ident is not None:
                self._reading.interrupt()
                thread, ends = ctypes.c_ulong(self._thread.ident), ctypes.py_object(SystemExit)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ends)

    def _ask(self, snapshots: Snapshots, what: _Key, make: Callable[[Ledger], T]) -> Made[T]:
        def made() -> tuple[str, T]:
            with snapshots.current() as state, self._read(state) as ledger:
                return state.version, make(ledger)

        with self._lock:
            done = self._done.get(what)
            if done is not None and (done.error is not None or done.version == snapshots.version):
                return self._told(what, done)
            future = self._waiting.get(what)
            if future is None and len(self._waiting) < WAITING:
                future = self._waiting[what] = Future()
                self._asked.put((what, made))
        if future is not None and wait([future], PATIENCE).done:
            with self._lock:
                now = self._done.get(what)
                return Made() if now is None else self._told(what, now)
        return Made() if done is None else Made(found=done.found, behind=True)

    def _told(self, what: _Key, done: _Done) -> Made[Any]:
        """What was made, to be called with the lock. That something went wrong is told once: it may pass."""
        if done.error is None:
            self._done.move_to_end(what)
            return Made(found=done.found)
        self._done.pop(what, None)
        if isinstance(done.error, DatelineError):
            return Made(error=done.error.with_traceback(None))
        raise done.error

    def _keep(self, what: _Key, done: _Done) -> None:
        """Remember what came of it, and let go of the oldest where they are too many or too large."""
        with self._lock:
            self._done[what] = done
            self._done.move_to_end(what)
            while len(self._done) > 1 and (len(self._done) > KEPT or sum(map(_size, self._done.values())) > ROWS):
                self._done.popitem(last=False)
            self._waiting.pop(what).set_result(None)

    @contextmanager
    def _read(self, state: State) -> Iterator[Ledger]:
        """The ledger of a state, which `close` knows how to interrupt meanwhile."""
        with state.reader() as ledger:
            with self._lock:
                self._reading = ledger
            try:
                yield ledger
            finally:
                with self._lock:
                    self._reading = None

    def _work(self) -> None:
        with suppress(SystemExit):  # which may come a step after the comparison that it ends
            while not self._ending:
                what, make = self._asked.get()
                if not self._ending:
                    self._keep(what, _outcome(make))


def _outcome(make: Callable[[], tuple[str, Any]]) -> _Done:
    """What comes of it; whatever goes wrong is for who asked, as from the thread of a pool."""
    found: list[tuple[str, Any]] = []
    trouble = _Trouble()
    with trouble:
        found.append(make())
    return _Done(*found[0], None) if found else _Done("", None, trouble.error)


class _Trouble:
    """Within: what goes wrong is kept, and told to nobody else."""

    error: BaseException | None = None

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        self.error = error
        return True


def _size(done: _Done) -> int:
    return len(done.found.rows) if isinstance(done.found, Diff) else 0


def comparing_of(app: FastAPI) -> Comparing:
    """That of the application, made when it is first asked for."""
    with _MAKING:
        if not hasattr(app.state, "comparing"):
            app.state.comparing = Comparing()
        found: Comparing = app.state.comparing
    return found


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
