"""Files of other programs as lines of text: plain, .gz, .zst or .zip, in UTF-8 or Latin-1, whatever they are called."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from dateline.errors import InputError
from dateline.read.inputs import RefusedError, printable
from dateline.read.paths import Found
from dateline.read.streams import guarded
from dateline.settings import Limits

_ZIP = b"PK\x03\x04"
_MARK = "\ufeff"
_LINE = 64 * 1024 * 1024
#: GDELT's files unpack to ten times their size; a file of one repeated row is no attack.
LIMITS = Limits(file_bytes=64 * 1024**3, ratio=1000)


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """An open file, or one member of an archive: its path ("20240101.export.CSV.zip!20240101.export.CSV") and its bytes."""

    path: str
    stream: BinaryIO


def open_file(found: Found) -> Iterator[ForeignFile]:
    """A file, or the members of an archive in the order of their names, each closed when the next is asked for.

    Raises InputError where it is no file or cannot be opened.
    """
    path = printable(found.path)
    if found.declined is not None:
        raise InputError(found.declined.reason, path=path)
    with ExitStack() as opened:
        try:
            raw = opened.enter_context(Path(found.path).open("rb"))
            head = raw.read(len(_ZIP))
            raw.seek(0)
            members = _members(raw, found.path) if head == _ZIP else iter([ForeignFile(found.path, raw)])
            for member in members:
                yield ForeignFile(printable(member.path), guarded(member.stream, LIMITS))
        except (OSError, zipfile.BadZipFile, RuntimeError, RefusedError) as error:
            words = error.words if isinstance(error, RefusedError) else error
            raise InputError(f"cannot be read ({words}): check the file", path=path) from error


def _members(raw: BinaryIO, path: str) -> Iterator[ForeignFile]:
    with zipfile.ZipFile(raw) as archive:
        for member in sorted(archive.infolist(), key=lambda info: info.filename):
            if not member.is_dir():
                with archive.open(member) as stream:
                    yield ForeignFile(f"{path}!{member.filename}", cast("BinaryIO", stream))


def byte_lines(file: ForeignFile) -> Iterator[bytes]:
    """The lines with their ends. Raises InputError where the data is damaged, or a line is longer than any row can be."""
    number = 0
    try:
        while line := file.stream.readline(_LINE):
            number += 1
            if len(line) == _LINE:
                raise InputError("a line of 64 MiB is no row; check the file", path=file.path, line=number)
            yield line
    except RefusedError as error:
        raise InputError(error.words, path=file.path, line=number or None) from error


def text_lines(lines: Iterable[bytes], *, ends: bool = False) -> Iterator[tuple[int, str]]:
    """Number (from 1) and text of every line, without its end unless asked for. What is no UTF-8 is read as Windows-1252."""
    for number, line in enumerate(lines, 1):
        text = _decoded(line if ends else line.removesuffix(b"\n").removesuffix(b"\r"))
        yield number, text.removeprefix(_MARK) if number == 1 else text


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
