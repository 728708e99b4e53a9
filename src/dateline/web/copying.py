"""A private copy of a ledger file, made while nobody writes to it, in a folder that does not outlive the process for long.

No lock is held while copying, so that no writer ever has to wait: the lock that the database itself takes on its file (fcntl) is
tried before and after. A warning hangs on such locks: closing any handle of the file gives up all locks of this process on it, so
the copying and this process's own writing take turns (`Snapshots.original`).
"""

from __future__ import annotations

import atexit
import errno
import fcntl
import os
import shutil
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dateline.errors import LedgerError

_PREFIX = "dateline-serve-"
_HEADERS = 12_288  # bytes: the database counts its checkpoints in them
_CHUNK = 1 << 26
_CLONE = 0x40049409  # FICLONE: file systems that can share the blocks of two files copy nothing

#: Two file systems, or one that cannot: the bytes have to go through this process.
_NOT_BY_KERNEL = frozenset({errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP})


class Busy(Exception):  # noqa: N818  (no error: a writer is at work, and the copy is made later)
    """Somebody writes to the ledger just now."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a ledger file from the next without reading it: size, time and inode, of its log, too."""

    file: tuple[int, int, int]
    log: tuple[int, int, int] | None


def stamp(ledger: Path) -> Stamp:
    """The stamp of a ledger. Raises OSError if there is none."""
    log = None
    with suppress(FileNotFoundError):
        log = _stamp(os.stat(_log(ledger)))  # noqa: PTH116  (beside the line below)
    return Stamp(file=_stamp(os.stat(ledger)), log=log)  # noqa: PTH116  (stat of a path or of a handle)


def as_it_is(path: Path) -> tuple[str, Stamp | None]:
    """A file and its stamp, which changes with it; without one where there is no file."""
    with suppress(OSError):
        return str(path), stamp(path)
    return str(path), None


def copy_ledger(ledger: Path, target: Path) -> tuple[Stamp, str]:
    """Copy the file and its log; the stamp and a name of that state come back.

    Nobody wrote before and after the copy, and stamp and headers, in which the database counts its checkpoints, are the same: so
    nobody wrote meanwhile. The name is made of headers and stamp: it stays the same over a restart for as long as nobody touches
    the file, and two files never share one, however alike their headers are. Raises Busy if somebody writes, LedgerError if the
    file cannot be read or the copy not be written.
    """
    try:
        with ExitStack() as opened:
            source = os.open(ledger, os.O_RDONLY | os.O_CLOEXEC)
            opened.callback(os.close, source)
            before = _quiet(source, ledger)
            _copy(source, target)
            if before[0].log is not None:
                shutil.copyfile(_log(ledger), _log(target))
            if _quiet(source, ledger) != before:
                raise Busy
            return before[0], _name(before[1], before[0])
    except OSError as error:
        raise LedgerError(_told(ledger, target, error)) from error


def _quiet(source: int, ledger: Path) -> tuple[Stamp, bytes]:
    """Stamp and headers while nobody writes: the lock of readers is held for the blink of an eye. Raises Busy if somebody does."""
    try:
        fcntl.lockf(source, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EAGAIN}:
            raise Busy from error
        raise
    try:
        return stamp(ledger), os.pread(source, _HEADERS, 0)
    finally:
        fcntl.lockf(source, fcntl.LOCK_UN)


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _name(headers: bytes, seen: Stamp) -> str:
    return sha256(headers + repr((seen.file, seen.log)).encode()).hexdigest()[:16]


def _log(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.name}.wal")


def _copy(source: int, target: Path) -> None:
    """Share the blocks where the file system can, else copy them within the kernel, else through this process."""
    with target.open("wb") as stream:
        with suppress(OSError):
            fcntl.ioctl(stream.fileno(), _CLONE, source)
            return
        if not _copied_by_kernel(source, stream.fileno()):
            with open(source, "rb", closefd=False) as whole:
                whole.seek(0)
                stream.seek(0)
                shutil.copyfileobj(whole, stream, _CHUNK)


def _copied_by_kernel(source: int, target: int) -> bool:
    """Whether the kernel could copy all of it. Raises OSError where no other way would help either, as on a full disk."""
    if not hasattr(os, "copy_file_range"):
        return False
    size, at = os.fstat(source).st_size, 0
    try:
        while at < size and (done := os.copy_file_range(source, target, min(_CHUNK, size - at), at, at)):
            at += done
    except OSError as error:
        if error.errno in _NOT_BY_KERNEL:
            return False
        raise
    return at == size


def _told(ledger: Path, target: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and not ledger.exists():
        return (
            f"{ledger}: there is no ledger; put it back, or code stories into it (dateline code PATH --ledger {ledger})"
        )
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"{target.parent}: no space for a copy of {ledger}; free some, or set TMPDIR to a folder that has it"
    return f"{ledger}: cannot be copied to be read ({error.strerror or error}); check the file and its permissions"


class Folder:
    """A folder for copies, private to this user, removed at the end; folders that killed processes left are removed first."""

    def __init__(self) -> None:
        root = Path(tempfile.gettempdir())
        remove_left(root)
        self.path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getuid()}-", dir=root))
        self._owner = os.open(self.path / "owner", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        atexit.register(self.close)
        fcntl.flock(self._owner, fcntl.LOCK_EX)  # given up by the system however the process ends

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        atexit.unregister(self.close)
        with suppress(OSError):
            os.close(self._owner)
        shutil.rmtree(self.path, ignore_errors=True)


def remove_left(root: Path) -> None:
    """Remove the folders of this user's processes that are no more."""
    for folder in root.glob(f"{_PREFIX}{os.getuid()}-*"):
        with suppress(OSError), ExitStack() as opened:
            owner = os.open(folder / "owner", os.O_RDWR | os.O_CLOEXEC)
            opened.callback(os.close, owner)
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
