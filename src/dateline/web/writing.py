"""What writes to the ledger's own file, one after another: corrections here, stories in a process of their own."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any, Literal

from dateline.correcting import correct, propose
from dateline.errors import DatelineError, LedgerError
from dateline.ledger import Ledger
from dateline.records import Row, to_row
from dateline.records.correction import Action

from .snapshots import Snapshots

PATIENCE = 30.0  # seconds that a writer waits for another one
_PAUSE = 0.2
_JOBS = 1000  # jobs that are remembered
_LOCKED = "another process has it open"
#: The program, whatever its name is on the path.
_MAIN = "import sys; from dateline.cli import main; sys.exit(main())"
_NOT_WRITTEN = 3  # exit code of the commands
State = Literal["queued", "running", "done", "failed"]


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
        self._work: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        """End after the piece of work that is being done; stories that are being coded are coded again when sent again."""
        with self._lock:
            thread, self._thread = self._thread, None
            if self._child is not None:
                self._child.terminate()
        if thread is not None:
            self._work.put(None)
            thread.join()

    def correct(self, said: Sequence[Said], author: str, reason: str) -> list[Row]:
        """Make the corrections in order and follow them; what became of each comes back.

        Raises UsageError at the first that cannot be: none is written then. LedgerError if another process keeps writing.
        """
        return self._done(lambda: self._correct(said, author, reason))

    def code(self, lines: Sequence[Row]) -> Job:
        """Code these stories (rows as in a file of JSON Lines) into the ledger; the job says how it goes."""
        job = Job(id=f"jb_{token_hex(8)}", stories=len(lines))
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > _JOBS:
                self._jobs.popitem(last=False)
        self._put(lambda: self._code(job, lines))
        return job

    def job(self, job_id: str) -> Job | None:
        """The job of this id, None if there is none (any more)."""
        return self._jobs.get(job_id)

    def _put(self, work: Callable[[], None]) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writing", daemon=True)
                self._thread.start()
        self._work.put(work)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()

    def _done(self, work: Callable[[], list[Row]]) -> list[Row]:
        """The result of a piece of work, when its turn has come."""
        done: Future[list[Row]] = Future()

        def run() -> None:
            try:
                done.set_result(work())
            except DatelineError as error:
                done.set_exception(error)
            finally:
                if not done.done():
                    done.cancel()

        self._put(run)
        return done.result()

    def _correct(self, said: Sequence[Said], author: str, reason: str) -> list[Row]:
        with self._snapshots.original, self._opened() as ledger:
            proposed = [
                propose(ledger, one.action, one.target, author=author, reason=reason, **one.told) for one in said
            ]
            rows = [to_row(one) for one in correct(ledger, proposed)]
        self._snapshots.refresh()
        return rows

    def _opened(self) -> Ledger:
        """The ledger's own file, as soon as no other process has it."""
        until = time.monotonic() + self._patience
        while True:
            try:
                return Ledger.open(self._snapshots.path)
            except LedgerError as error:
                if _LOCKED not in str(error) or time.monotonic() > until:
                    raise
            time.sleep(_PAUSE)

    def _code(self, job: Job, lines: Sequence[Row]) -> None:
        job.state = "running"
        with tempfile.TemporaryDirectory(prefix="dateline-stories-") as folder:
            stories = Path(folder) / "stories.jsonl"
            stories.write_text("".join(json.dumps(line) + "\n" for line in lines), "ascii")
            code, told = self._child_codes(stories)
        _tell(job, code, told)
        self._snapshots.refresh()

    def _child_codes(self, stories: Path) -> tuple[int, tuple[str, str]]:
        """Exit code and words of `dateline code`; while another process writes it is tried again."""
        words = [sys.executable, "-c", _MAIN, "code", str(stories), "--ledger", str(self._snapshots.path)]
        until = time.monotonic() + self._patience
        while True:
            with self._lock:
                self._child = subprocess.Popen(  # noqa: S603  (our own program, and paths)
                    [*words, "--format", "jsonl"],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                )
            output, errors = (stream.decode("utf-8", "replace") for stream in self._child.communicate())
            code = self._child.returncode
            if code != _NOT_WRITTEN or _LOCKED not in errors or time.monotonic() > until:
                return code, (output, errors)
            time.sleep(_PAUSE)


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
