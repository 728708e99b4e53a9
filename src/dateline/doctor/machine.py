"""The machine: free disk, the encoding of text and of file names, the terminal."""

from __future__ import annotations

import locale
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .check import Check

#: Bytes that a ledger of some thousand stories and its copy for reading want.
_LEAST = 500 * 2**20
_GIB = 2**30


def machine(ledger: Path | None = None) -> Iterator[Check]:
    """Disk where the ledger (else the current folder) and temporary files lie, encodings, terminal."""
    yield _disk("disk", (ledger.resolve().parent if ledger else Path.cwd()))
    yield _disk("temporary files", Path(tempfile.gettempdir()))
    yield _encoding()
    yield Check(name="terminal", ok=True, detail=_terminal())


def _disk(name: str, folder: Path) -> Check:
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        cure = "give the path of a folder that exists, or set TMPDIR to one"
        return Check(name=name, ok=False, detail=f"{folder}: {error.strerror}", cure=cure)
    writable = os.access(folder, os.W_OK)
    detail = f"{free / _GIB:.1f} GiB free in {folder}" + ("" if writable else ", which may not be written")
    cure = f"free some space in {folder}, or work in another folder" if writable else "work in a folder of your own"
    ok = free >= _LEAST and writable
    return Check(name=name, ok=ok, detail=detail, cure="" if ok else cure)


def _encoding() -> Check:
    """Files and pipes are UTF-8 whatever the locale says; names of files and what a terminal shows follow the locale."""
    names, words = sys.getfilesystemencoding().lower(), locale.getpreferredencoding(do_setlocale=False).lower()
    ok = names.replace("-", "") == "utf8" and words.replace("-", "") == "utf8"
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or "no locale"
    cure = (
        "" if ok else "set LANG=C.UTF-8 (on Windows: PYTHONUTF8=1), so that names such as Kraków are shown as they are"
    )
    return Check(name="encoding", ok=ok, detail=f"file names {names}, text {words} ({spoken})", cure=cure)


def _terminal() -> str:
    if not sys.stdout.isatty():
        return "none: output goes to a file or a pipe, without colour, 100 columns wide (COLUMNS changes that)"
    size = shutil.get_terminal_size()
    colour = "no colour (NO_COLOR)" if os.environ.get("NO_COLOR") else "colour"
    return f"{size.columns} columns, {os.environ.get('TERM', 'unknown kind')}, {colour}"
