"""Files of a folder that are new or changed, and no longer being written."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from dateline.errors import InputError
from dateline.read import read_paths
from dateline.read.paths import Found, find_files
from dateline.records import Declined, Story
from dateline.settings import Settings

from .plan import Folder
from .state import FileRecord
from .trouble import Trouble

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderLook:
    """What stands in a folder. due: to be read now; known: nothing new in them; unsettled: still being written."""

    due: tuple[FileRecord, ...]
    known: tuple[FileRecord, ...]
    unsettled: tuple[FileRecord, ...]
    troubles: tuple[Trouble, ...] = ()


def look_into(folder: Folder, known: Mapping[str, FileRecord], now: float, without: Collection[str]) -> FolderLook:
    """The files of a folder by what is to be done with them. without: real paths that are never read (the ledger, feeds.toml)."""
    due, same, unsettled, troubles = [], [], [], []
    for found in _files(folder):
        if str(Path(found.path).resolve()) in without:
            continue
        before = known.get(found.path)
        try:
            record = _as_it_is(found, before, now)
        except OSError as error:
            troubles.append(_unread(folder, found.path, f"cannot be opened ({error.strerror})"))
            continue
        if before is not None and before.whole and record.hash:
            same.append(record)
        elif found.declined is not None:
            same.append(replace(record, whole=True))
            troubles.append(_unread(folder, found.path, found.declined.reason))
        elif not _is_settled(record, now, folder.settle):
            unsettled.append(record)
        else:
            due.append(record)
    return FolderLook(due=tuple(due), known=tuple(same), unsettled=tuple(unsettled), troubles=tuple(troubles))


def _files(folder: Folder) -> list[Found]:
    try:
        found = find_files([folder.path])
    except InputError:
        return []  # a pattern that nothing has matched yet, or a folder that is not there just now
    return [one for one in found if one.declined is None or "read.empty" not in one.declined.reason]


def _as_it_is(found: Found, before: FileRecord | None, now: float) -> FileRecord:
    """The file's record; its hash is that of before where size and time are, and "" where it has to be looked at."""
    if found.declined is not None:
        return FileRecord(path=found.path, size=-1, mtime=0, hash=found.declined.reason, noticed=now)
    stat = Path(found.path).stat()
    if before and (before.size, before.mtime) == (stat.st_size, stat.st_mtime_ns):
        return before
    return FileRecord(path=found.path, size=stat.st_size, mtime=stat.st_mtime_ns, hash="", noticed=now)


def _is_settled(record: FileRecord, now: float, settle: float) -> bool:
    """Whether nobody has written to it for a while, by its own time or by what was seen of it."""
    age = now - record.mtime / 1e9
    return age >= settle or now - record.noticed >= settle


def _unread(folder: Folder, path: str, what: str) -> Trouble:
    return Trouble(feed=folder.name, url=path, what=what, cure="it is read as soon as it can be")


def hash_file(path: str) -> str:
    """The hash of a file's bytes. Raises OSError."""
    digest = hashlib.blake2b(digest_size=16)
    with Path(path).open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def is_unchanged(record: FileRecord) -> bool:
    """Whether the file still has the size and time of its record."""
    try:
        stat = Path(record.path).stat()
    except OSError:
        return False
    return (record.size, record.mtime) == (stat.st_size, stat.st_mtime_ns)


def read_file(folder: Folder, record: FileRecord, size: int) -> Iterator[list[Story | Declined]]:
    """The stories of a file that are not in the ledger yet, as `dateline code` reads them, so many at once."""
    settings = Settings(source=folder.source, any_language=folder.any_language)
    stories = islice(read_paths([record.path], settings), record.done, None)
    while batch := list(islice(stories, size)):
        yield batch
