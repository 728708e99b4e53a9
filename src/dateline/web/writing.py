"""What writes to the ledger's own file, one after another: corrections here, stories in a process of their own."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from threading import Event
from typing import Any, Literal, TypeVar

from dateline import correcting
from dateline.errors import DatelineError, LedgerError
from dateline.ledger import Ledger
from dateline.records import Row, to_row
from dateline.records.correction import Action

from .snapshots import Snapshots

PATIENCE = 30.0  # seconds that a correction waits from when it is asked for, and stories from when their turn has come
WAITING = 64  # pieces of work that wait for their turn; who comes then is told to come again
_PAUSE = 0.2
_JOBS = 1000  # jobs that are remembered
_LOCKED = "another process has it open"
_ENDS = "the server ends; send it again when it runs again"
#: The program, whatever its name is on the path; nothing that lies in the working folder is taken for a part of it (-P).
PROGRAM = (sys.executable, "-P", "-c", "import sys; from dateline.cli import main; sys.exit(main())")
_NOT_WRITTEN = 3  # exit code of the commands
State = Literal["queued", "running", "done", "failed"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One correction that somebody asks for, as `dateline.correcting.propose` takes it."""

    action: Action
    target: str
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Job:
    """Stories on their way into the ledger. rejected: what was not coded, in words; error: why nothing was."""

    id: str
    stories: int
    state: State = "queued"
    events: int = 0
    rejected: list[str] = field(default_factory=list)
    error: str | None = None


class Writing:
    """One thread through which everything is written; after each piece of work the snapshot is renewed."""

    def __init__(self, snapshots: Snapshots, *, patience: float = PATIENCE) -> None:
        self._snapshots, self._patience = snapshots, patience
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._pool: ThreadPoolExecutor | None = None
        self._ending, self._waiting = Event(), 0
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        """End: what is being coded is given up, what waits is refused. Stories are coded again when sent again."""
        with self._lock:
            pool, self._pool = self._pool, None
            self._ending.set()
            if self._child is not None:
                self._child.terminate()
        if pool is not None:
            pool.shutdown()

    async def correct(self, said: Sequence[Said], author: str, reason: str) -> list[Row]:
        """Make the corrections in order and follow them; what became of each comes back.

        Raises UsageError at the first that cannot be: none is written then. LedgerError if another process keeps writing, or too
        much waits already.
        """
        until = time.monotonic() + self._patience

        def work(ending: Event) -> list[Row]:
            with self._opened(until, ending) as ledger:
                proposed = [
                    correcting.propose(ledger, one.action, one.target, author=author, reason=reason, **one.told)
                    for one in said
                ]
                rows = [to_row(one) for one in correcting.correct(ledger, proposed)]
            self._snapshots.refresh()
            return rows

        return await asyncio.wrap_future(self._put(work))

    def code(self, lines: Sequence[Row]) -> Job:
        """Code these stories (rows as in a file of JSON Lines) into the ledger; the job says how it goes.

        Raises LedgerError if too much waits already.
        """
        job = Job(id=f"jb_{token_hex(8)}", stories=len(lines))
        coming = self._put(lambda ending: self._code(job, lines, ending))
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > _JOBS:
                self._jobs.popitem(last=False)
        coming.add_done_callback(lambda done: _fail(job, done))
        return job

    def job(self, job_id: str) -> Job | None:
        """The job of this id, None if there is none (any more)."""
        return self._jobs.get(job_id)

    def _put(self, work: Callable[[Event], T]) -> Future[T]:
        """The result of a piece of work, or whatever it raised, when its turn has come. ending: set when the server ends."""
        with self._lock:
            if self._waiting >= WAITING:
                raise LedgerError(
                    f"{self._snapshots.path}: {WAITING} pieces of work wait to be written; try again in a few seconds"
                )
            if self._pool is None:
                self._pool, self._ending = ThreadPoolExecutor(1, thread_name_prefix="writing"), Event()
            ending = self._ending
            self._waiting += 1
            coming = self._pool.submit(self._in_turn, work, ending)
        coming.add_done_callback(self._over)
        return coming

    def _in_turn(self, work: Callable[[Event], T], ending: Event) -> T:
        if ending.is_set():
            raise LedgerError(f"{self._snapshots.path}: {_ENDS}")
        return work(ending)

    def _over(self, _coming: Future[Any]) -> None:
        with self._lock:
            self._waiting -= 1

    @contextmanager
    def _opened(self, until: float, ending: Event) -> Iterator[Ledger]:
        """The ledger's own file, as soon as no other process has it; while it is waited for, copies can be made."""
        while True:
            with self._snapshots.original:
                ledger = self._open(last=ending.is_set() or time.monotonic() > until)
                if ledger is not None:
                    with ledger:
                        yield ledger
                    return
            ending.wait(_PAUSE)

    def _open(self, *, last: bool) -> Ledger | None:
        """The ledger's own file; None if another process has it. Raises LedgerError where trying again would not help."""
        try:
            return Ledger.open(self._snapshots.path)
        except LedgerError as error:
            if last or _LOCKED not in str(error):
                raise
        return None

    def _code(self, job: Job, lines: Sequence[Row], ending: Event) -> None:
        job.state = "running"
        with tempfile.TemporaryDirectory(prefix="dateline-stories-") as folder:
            stories = Path(folder) / "stories.jsonl"
            stories.write_text("".join(json.dumps(line) + "\n" for line in lines), "ascii")
            code, told = self._child_codes(stories, ending)
        self._snapshots.refresh()
        _tell(job, code, told)

    def _child_codes(self, stories: Path, ending: Event) -> tuple[int, tuple[str, str]]:
        """Exit code and words of `dateline code`; while another process writes it is tried again."""
        words = [*PROGRAM, "code", str(stories), "--ledger", str(self._snapshots.path), "--format", "jsonl"]
        until = time.monotonic() + self._patience
        while True:
            with self._lock:
                if ending.is_set():
                    raise LedgerError(f"{self._snapshots.path}: {_ENDS}")
                self._child = subprocess.Popen(  # noqa: S603  (our own program, and paths)
                    words,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                )
            output, errors = (stream.decode("utf-8", "replace") for stream in self._child.communicate())
            code = self._child.returncode
            if code != _NOT_WRITTEN or _LOCKED not in errors or time.monotonic() > until:
                return code, (output, errors)
            ending.wait(_PAUSE)


def _fail(job: Job, done: Future[None]) -> None:
    """Whatever ended the work on a job, the job says so."""
    error = done.exception()
    if error is None:
        return
    job.error = (
        str(error) if isinstance(error, DatelineError) else f"the program failed ({type(error).__name__}: {error})"
    )
    job.state = "failed"
    if not isinstance(error, DatelineError):
        sys.stderr.write(f"{job.id}: {type(error).__name__}: {error}\n")


def _tell(job: Job, code: int, told: tuple[str, str]) -> None:
    """What became of the stories, in the job."""
    output, errors = told
    lines = [line for line in errors.splitlines() if line.strip()]
    job.events = output.count("\n")
    if code in {0, 1}:
        job.rejected = lines if code else []
        job.state = "done"
    else:
        job.error = lines[-1] if lines else f"dateline code ended with exit code {code}"
        job.state = "failed"
