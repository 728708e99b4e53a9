"""The states of a ledger that answers are made from: private copies, so that other processes may write at any time.

See docs/decisions/0021-serving.md for why a copy, and what it costs.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from dateline.errors import LedgerError
from dateline.ledger import Ledger

from .copying import Busy, Folder, Stamp, copy_ledger, stamp

LOOK = 1.0  # seconds between two looks at the file
PATIENCE = 10.0  # seconds that the first copy waits for a writer
#: After a copy of so many seconds the next one waits ten times as long: no more than a tenth of the time goes into copying.
PACE = 10

_KEPT = 500
ROOM = 128 * 1024 * 1024  # bytes of all tables of rows that are kept for a state
_LAST = "What is shown is its last state."
T = TypeVar("T")


class State:
    """One state of the ledger, open as long as somebody reads it. version: its name, the same for the same state."""

    def __init__(self, ledger: Ledger, copy: Path, version: str) -> None:
        self.version = version
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}
        self._ledger, self._copy = ledger, copy
        self._lock, self._readers, self._retired = threading.Lock(), 0, False

    @contextmanager
    def held(self) -> Iterator[State]:
        """The state for as long as it is needed. Take it from `Snapshots.current`, which never gives a closed one."""
        try:
            yield self
        finally:
            self._leave(retire=False)

    def enter(self) -> bool:
        """One more reader; False if it is closed already."""
        with self._lock:
            if self._retired and self._readers == 0:
                return False
            self._readers += 1
            return True

    def retire(self) -> None:
        """No new reader comes: closed at once, or when the last one is done."""
        self._leave(retire=True)

    def reader(self) -> Ledger:
        """The ledger for one thread, to be closed by who asked for it."""
        with self._lock:  # the database refuses two threads that ask one connection for a cursor
            return self._ledger.reader()

    def kept(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question about this state, found once: who asks meanwhile waits for it.

        The last 500 are kept, tables of rows in ROOM alone.
        """
        with self._lock:
            known: Future[T] | None = self._kept.get(question)
            found: Future[T] = known or self._kept.setdefault(question, Future())
            self._kept.move_to_end(question)
            while len(self._kept) > _KEPT:
                self._drop(next(iter(self._kept)))
        if known is None:
            try:
                found.set_result(answer())
                self._weigh(question, found)
            finally:
                if not found.done():  # who waits asks for itself
                    found.cancel()
                    with self._lock:
                        self._drop(question)
        try:
            return found.result()
        except CancelledError:
            return answer()

    def _weigh(self, question: Hashable, found: Future[Any]) -> None:
        """Note how many bytes an answer takes, and let go of the oldest tables where they are too many."""
        size = getattr(found.result(), "nbytes", 0)
        with self._lock:
            if not size or self._kept.get(question) is not found:
                return
            self._sizes[question] = size
            while sum(self._sizes.values()) > ROOM:
                self._drop(next(kept for kept in self._kept if kept in self._sizes))

    def _drop(self, question: Hashable) -> None:
        self._kept.pop(question, None)
        self._sizes.pop(question, None)

    def _leave(self, *, retire: bool) -> None:
        with self._lock:
            self._readers -= not retire
            self._retired |= retire
            over = self._retired and self._readers == 0
        if over:
            self._ledger.close()
            _remove(self._copy)


def _remove(copy: Path) -> None:
    """Remove a copy, and the log beside it."""
    for path in copy.parent.glob(f"{copy.name}*"):
        path.unlink(missing_ok=True)


class Snapshots:
    """The states of a ledger file, one after another; readers see one state from beginning to end.

    original: to be held by whatever in this process opens the ledger's own file, see `copying`.
    trouble: why the state is not that of the file, in words for the reader of a page; None as long as all is well.
    """

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        self.path = path
        self.original = threading.Lock()
        self.trouble: str | None = None
        self._numbers = itertools.count()
        self._refreshing, self._stop = threading.Lock(), threading.Event()
        self._watch: threading.Thread | None = None
        self._not_before = 0.0
        self._unreadable: Stamp | None = None
        self._folder = Folder()
        try:
            self._seen, self._state = self._first(patience)
        except LedgerError:
            self._folder.close()
            raise

    def _first(self, patience: float) -> tuple[Stamp, State]:
        until = time.monotonic() + patience
        while True:
            with suppress(Busy):
                return self._taken()
            if time.monotonic() > until:
                raise LedgerError(
                    f"{self.path}: another process has been writing to it for {patience:.0f} s; "
                    "wait until it is done, then start again"
                )
            time.sleep(0.1)

    def _taken(self) -> tuple[Stamp, State]:
        """A copy of the file as it is now, opened; a schema of the version before is brought up to this one in the copy alone."""
        copy = self._folder.path / f"{next(self._numbers)}.ledger"
        began = time.monotonic()
        with ExitStack() as undo:
            undo.callback(_remove, copy)
            with self.original:
                try:
                    seen, version = copy_ledger(self.path, copy)
                finally:
                    self._not_before = time.monotonic() + PACE * (time.monotonic() - began)
            try:
                ledger = Ledger.open(copy, read_only=True)
            except LedgerError as error:
                self._unreadable = seen
                raise LedgerError(str(error).replace(str(copy), str(self.path))) from error
            undo.pop_all()
        ledger.path = str(self.path)  # what it complains of is the user's file
        return seen, State(ledger, copy, version)

    def start(self) -> None:
        """Look at the file every second from now on, in the background; after `close` from a new state on."""
        if self._stop.is_set():
            self._folder = Folder()
            self._seen, self._state = self._first(PATIENCE)
            self._stop.clear()
        if self._watch is None:
            self._watch = threading.Thread(target=self._look, name="snapshots", daemon=True)
            self._watch.start()

    def close(self) -> None:
        """Stop looking, close the state, and remove all copies. May be done again."""
        if self._stop.is_set():
            return
        self._stop.set()
        if self._watch is not None:
            self._watch.join()
            self._watch = None
        self._state.retire()
        self._folder.close()

    def _look(self) -> None:
        with ThreadPoolExecutor(1, thread_name_prefix="copying") as pool:
            while not self._stop.wait(LOOK):
                if time.monotonic() < self._not_before:
                    continue
                if error := pool.submit(self.refresh).exception():  # whatever it is, the next look may go well
                    self.trouble = f"The ledger could not be looked at ({type(error).__name__}: {error}). {_LAST}"

    def refresh(self) -> bool:
        """Take a new state if the file has changed; whether the state is that of the file now comes back.

        While somebody writes, or where the file is gone or damaged, the last state stays. What could be copied but not opened is
        not tried again before it changes; what failed for another reason, as for want of space, is.
        """
        with self._refreshing:
            try:
                now = stamp(self.path)
                if now == self._seen:
                    self.trouble = None
                    return True
                if now == self._unreadable:
                    return False
                seen, state = self._taken()
            except Busy:
                return False
            except OSError:
                self.trouble = f"The ledger is gone: {self.path} cannot be found. {_LAST}"
                return False
            except LedgerError as error:
                self.trouble = f"The ledger cannot be read any more: {error}. {_LAST}"
                return False
            before, self._state, self._seen, self.trouble = self._state, state, seen, None
            before.retire()
            return True

    @contextmanager
    def current(self) -> Iterator[State]:
        """The state of now, which stays open within. Raises LedgerError when all is closed."""
        state = self._state
        while not state.enter():
            if self._stop.is_set():
                raise LedgerError(f"{self.path}: is not served any more; start the server again")
            state = self._state
        with state.held():
            yield state

    @property
    def version(self) -> str:
        """The name of the state of now."""
        return self._state.version


async def state(request: Request) -> AsyncIterator[State]:
    """The state that this request is answered from: the one that the cache took for it, where there is one."""
    held: State | None = request.scope.get("dateline.state")
    if held is not None:
        yield held
        return
    snapshots: Snapshots = request.app.state.snapshots
    with snapshots.current() as current:
        yield current


async def reader(current: Annotated[State, Depends(state)]) -> AsyncIterator[Ledger]:
    """The ledger for the time of one request."""
    with current.reader() as ledger:
        yield ledger


#: What a route takes that asks the ledger: `def board(ledger: Reader) -> Response`.
Reader = Annotated[Ledger, Depends(reader)]
#: What a route takes that streams, or names the state: `state.reader()` for each thread, `state.version`.
Current = Annotated[State, Depends(state)]
