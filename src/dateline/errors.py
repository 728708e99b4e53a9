"""The exception tree. Text never raises; these are for the caller's mistakes and the machine's.

    DatelineError
    ├── UsageError      the caller asked for something that does not exist (exit code 2)
    ├── InputError      a file cannot be read: path, line, cause, cure (exit code 1, the rest is coded)
    ├── LexiconError    a lexicon file is wrong: path, line, key, cure
    └── LedgerError     the ledger or an output cannot be opened or written (exit code 3)

A message holds the values, the place and the cure: what was found, where, and what to do about it.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Root of all errors that `dateline` raises on purpose."""


class UsageError(DatelineError):
    """The caller asked for something that does not exist; the message lists what does."""


class InputError(DatelineError):
    """A file or a record in it cannot be read.

    `path` is the path as given, `line` the 1-based line (or record) number or None where the whole file is meant.
    """

    def __init__(self, message: str, *, path: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        self.cause = message
        super().__init__(f"{path}{f':{line}' if line is not None else ''}: {message}")


class LexiconError(DatelineError):
    """A lexicon file is wrong; the message names file, line and key."""

    def __init__(self, message: str, *, path: str, line: int | None = None, key: str | None = None) -> None:
        self.path = path
        self.line = line
        self.key = key
        place = path + (f":{line}" if line is not None else "") + (f" [{key}]" if key else "")
        super().__init__(f"{place}: {message}")


class LedgerError(DatelineError):
    """The ledger or an output file cannot be opened, read or written."""
