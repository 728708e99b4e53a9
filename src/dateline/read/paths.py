"""Paths, folders and globs to the files they mean: each once, in the order of their names."""

from __future__ import annotations

import difflib
import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import InputError
from dateline.records import Declined

from .inputs import printable

_STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read, or the reason why it is passed over (`declined`)."""

    path: str
    declined: Declined | None = None


def find_files(paths: Sequence[str]) -> list[Found]:
    """The files that the paths mean, sorted by path; a file that several of them mean is there once.

    Folders are entered to the bottom; hidden files and folders in them are no input unless they are named. Links are
    followed, loops end. Raises InputError, with the nearest existing names, where a path or a glob means nothing.
    """
    found = sorted((item for path in paths for item in _expand(os.fspath(path))), key=lambda item: item.path)
    seen: set[str] = set()
    return [item for item in found if _is_new(item.path, seen)]


def _is_new(path: str, seen: set[str]) -> bool:
    real = path if path == _STANDARD_INPUT else os.path.realpath(path)
    if real in seen:
        return False
    seen.add(real)
    return True


def _expand(path: str) -> Iterator[Found]:
    if "\0" in path:
        raise InputError("no file name has a NUL in it; check how the list of files was made", path=printable(path))
    if path == _STANDARD_INPUT:
        yield Found(path=path)
    elif os.path.lexists(path):
        yield from _enter(path, set()) if Path(path).is_dir() else [_file(path)]
    elif glob.has_magic(path) and (matches := sorted(glob.glob(path, recursive=True))):  # noqa: PTH207  (as given, absolute or not)
        for match in matches:
            yield from _expand(match)
    else:
        raise InputError(_cure(path), path=printable(path))


def _enter(folder: str, above: set[str]) -> Iterator[Found]:
    """The files of a folder and of those in it; a folder that contains itself by a link is not entered again."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  (names, to be joined to the path as given)
    except OSError as error:
        yield _passed(folder, "access", f"the folder cannot be listed ({error.strerror}); check its permissions")
        return
    if not names:
        yield _passed(folder, "empty", "there is no file in the folder")
    for name in names:
        path = os.path.join(folder, name)  # noqa: PTH118  (keeps "./" as given)
        if name.startswith("."):
            continue  # no story hides in .git or .DS_Store; one that does is read if it is named
        if Path(path).is_dir():
            yield from _enter(path, above | {real})
        else:
            yield _file(path, listed=True)


def _file(path: str, *, listed: bool = False) -> Found:
    """A named pipe is read where the user names it (a shell's `<(...)` is one), never where a folder holds it."""
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        return _passed(path, "access", f"cannot be opened ({error.strerror}); check the link or its permissions")
    if stat.S_ISREG(mode) or (stat.S_ISFIFO(mode) and not listed):
        return Found(path=path)
    return _passed(path, "device", "this is no file but a device, pipe or socket; use - to read standard input")


def _passed(path: str, rule: str, words: str) -> Found:
    name = printable(path)
    return Found(path=path, declined=Declined(room="read", reason=f"read.{rule}: {words}", source_id=name, path=name))


def _cure(path: str) -> str:
    if glob.has_magic(path):
        return "no file has a name like this; check the pattern and the folder it is run in"
    folder = Path(path).parent
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    missing = Path(path).relative_to(folder).parts[0] if folder != Path() else Path(path).parts[0]
    near = difflib.get_close_matches(missing, _names(folder), n=3, cutoff=0.5)
    if near:
        return f"no such file or folder; did you mean {' or '.join(printable(str(folder / name)) for name in near)}?"
    return f"no such file or folder, and nothing like it in {printable(str(folder.resolve()))}; check the spelling"


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return []
