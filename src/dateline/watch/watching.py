"""Round after round: feeds, folders, ledger, alerts."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self, TypeVar

from dateline.errors import LedgerError
from dateline.ledger import Ledger

from .alerts import ask_rules, begin_rules
from .clock import Clock
from .coder import Coder, KitCoder, is_busy, with_ledger
from .delivering import deliver
from .gathering import due_feeds, gather, make_fetcher
from .outputs import check_secrets
from .plan import DAY, Folder, WatchPlan
from .shelving import Shelf, begin
from .state import State
from .trouble import Log, StoppedError, Trouble

T = TypeVar("T")
Say = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Round:
    """What a round did. stories: by feed and folder, those appended; failed: feeds, files and outputs that failed."""

    asked: int = 0
    stories: dict[str, int] = field(default_factory=dict)
    alerts: int = 0
    failed: int = 0
    unsettled: int = 0
    left: int = 0

    def line(self) -> str:
        """The round in one line."""
        told = [f"{name}: {_many(count, 'new story', 'new stories')}" for name, count in self.stories.items() if count]
        parts = told or ["nothing new"]
        parts += [_many(self.alerts, "alert", "alerts")] if self.alerts else []
        parts += [f"{_many(self.failed, 'failure', 'failures')}, see the log"] if self.failed else []
        parts += [f"{_many(self.unsettled, 'file is', 'files are')} still being written"] if self.unsettled else []
        parts += ["more is left for the next round"] if self.left else []
        return "; ".join(parts)


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def memory_of(ledger: Path) -> str:
    """The file beside a ledger in which the watch remembers what it has taken."""
    return f"{ledger}.watch"


class Watching:
    """Watches for one ledger; use it in a `with` statement. One watch a ledger: a second one raises LedgerError."""

    def __init__(
        self, plan: WatchPlan, ledger: Path, *, log: str, clock: Clock, coder: Coder | None = None, say: Say
    ) -> None:
        self._plan = plan
        self._ledger = ledger
        self._log = Log(log)
        self._clock = clock
        self._say = say
        self._without = own_files(plan, ledger, log)
        check_secrets(plan.outputs, plan.path)
        self._lock = _lock(memory_of(ledger))  # closed last: closing any stream of a file ends SQLite's own locks on it
        self._state = State(memory_of(ledger))
        self._fetcher = make_fetcher(plan, self._state, clock)
        self._shelf = Shelf(plan, ledger, self._state, coder or KitCoder(), clock, say)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._state.close()
        self._lock.close()

    def begin(self, *, replay: bool = False) -> None:
        """Says where the rules begin: what the ledger holds by now is no news, unless it is to be replayed."""
        if begin(self._state, self._ledger):
            self._say(f"{self._ledger} is not there any more: everything in the feeds and folders is taken as new")
        rules, now = self._plan.rules, self._clock.now()
        if self._ledger.exists() and rules:
            self._read(lambda ledger: begin_rules(rules, self._state, ledger, now, replay=replay))
        else:
            begin_rules(rules, self._state, None, now, replay=replay)

    def round(self, *, once: bool = False) -> Round:
        """One round. Raises LedgerError where the ledger fails or stays locked (what was fetched is kept), StoppedError."""
        done = Round()
        self._take_feeds(done, once=once)
        self._shelf.shelve_waiting()
        self._take_folders(done, once=once)
        self._shelf.settle()
        self._alert(done)
        self._prune()
        return done

    def run(self, every: float) -> None:
        """Rounds until it is asked to stop. A ledger that stays locked is no reason to end."""
        try:
            while True:
                try:
                    done = self.round()
                except LedgerError as error:
                    if not is_busy(error):
                        raise
                    cure = "what was fetched is kept; close the ledger elsewhere"
                    self._tell(Trouble(feed=str(self._ledger), url="", what=f"stays locked ({error})", cure=cure))
                else:
                    if any(done.stories.values()) or done.alerts:
                        self._say(f"{self._clock.now():%Y-%m-%d %H:%M:%S}Z {done.line()}")
                if self._clock.wait(every):
                    return
        except StoppedError:
            return

    def _take_feeds(self, done: Round, *, once: bool) -> None:
        due = due_feeds(self._plan, self._state, self._clock.now().timestamp(), once=once)
        done.asked = len(due)
        for gathered in gather(self._plan, due, self._state, self._fetcher, self._clock):
            done.stories[gathered.feed.name] = gathered.stories
            done.failed += gathered.failed
            for trouble in gathered.troubles:
                self._tell(trouble)
        if self._clock.wait(0):
            raise StoppedError("stopped")

    def _take_folders(self, done: Round, *, once: bool) -> None:
        room = self._plan.manners.max_stories - sum(done.stories.values())
        for folder in self._plan.folders:
            room -= self._take_folder(folder, room, done, again=once)

    def _take_folder(self, folder: Folder, room: int, done: Round, *, again: bool) -> int:
        """The stories added. again: files that are being written are waited for and looked at once more, there is no next round."""
        shelved = self._shelf.shelve_folder(folder, room, self._without)
        for trouble in shelved.troubles:
            self._tell(trouble)
        done.failed += len(shelved.troubles)
        added = shelved.stories
        done.stories[folder.name] = done.stories.get(folder.name, 0) + added
        if again and shelved.unsettled:
            if self._clock.wait(folder.settle):
                raise StoppedError("stopped")
            return added + self._take_folder(folder, room - added, done, again=False)
        done.unsettled += shelved.unsettled
        done.left += shelved.left
        return added

    def _alert(self, done: Round) -> None:
        if self._plan.rules and self._ledger.exists():
            done.alerts = self._read(lambda ledger: ask_rules(self._plan.rules, self._state, ledger, self._clock.now()))
        for trouble in deliver(self._plan, self._state, self._clock, self._say):
            self._tell(trouble)
            done.failed += 1

    def _read(self, work: Callable[[Ledger], T]) -> T:
        return with_ledger(self._ledger, work, self._clock, self._say, read_only=True)

    def _prune(self) -> None:
        now = self._clock.now().timestamp()
        if now - float(self._state.meta("pruned") or 0) > DAY:
            self._state.prune(now - self._plan.manners.keep_days * DAY)
            self._state.set_meta("pruned", str(now))

    def _tell(self, trouble: Trouble) -> None:
        self._log.write(trouble, self._clock.now())
        self._say(f"! {trouble.line()}")


def own_files(plan: WatchPlan, ledger: Path, log: str) -> set[str]:
    """The real paths of what a folder may hold and the watch must not read: feeds.toml, the ledger and what stands beside it."""
    beside = [f"{ledger}{ending}" for ending in ("", ".wal", ".watch", ".watch-wal", ".watch-shm", ".watch-journal")]
    outputs = [output.path for output in plan.outputs if output.path]
    return {str(Path(path).resolve()) for path in (plan.path, log, f"{log}.1", *beside, *outputs)}


def _lock(path: str) -> IO[bytes]:
    """The memory, locked for this process for as long as the stream is open. Raises LedgerError where another watch has it."""
    try:
        stream = Path(path).open("ab")  # noqa: SIM115  (open for the life of the watch)
    except OSError as error:
        words = (
            f"{path}: the memory of the watch cannot be written ({error.strerror}); give a ledger in a folder of yours"
        )
        raise LedgerError(words) from error
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        stream.close()
        raise LedgerError(
            f"{path}: another `dateline watch` runs on this ledger; stop it, or give another ledger"
        ) from error
    return stream
