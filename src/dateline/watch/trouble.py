"""What went wrong with a feed, a page, a file or an output: for the log and for people."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import DatelineError, LedgerError
from dateline.settings import MEBIBYTE

from .clock import stamp

#: A log of this size is put aside as FILE.1, in place of the one that was put aside before.
LOG_BYTES = 16 * MEBIBYTE


def plain(text: str) -> str:
    r"""The text on one line, with nothing in it that a terminal obeys.

    >>> ascii(plain("a\x1b[2J b\n\u202ec"))
    "'a\\ufffd[2J b \\ufffdc'"
    """
    return "".join(one if one.isprintable() else " " if one.isspace() else "\ufffd" for one in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One line of the log. attempts: failures in a row, this one included; next_try: None where it is not tried again."""

    feed: str
    url: str
    what: str
    cure: str
    attempts: int = 1
    next_try: dt.datetime | None = None

    def line(self) -> str:
        """The line for people."""
        place = self.url if self.url and self.url != self.feed else ""
        again = f"; next try {stamp(self.next_try)}" if self.next_try else ""
        return plain(f"{self.feed}: {self.what}" + (f" ({place})" if place else "") + f"; {self.cure}{again}")


class NotFetchedError(DatelineError):
    """An address was not fetched; raised and caught within this room, where it becomes a Trouble.

    lasting: trying again soon will not help. retry_after: seconds for which the server wants to be left alone. status: that of
    its answer, None where there was none.
    """

    def __init__(
        self,
        what: str,
        cure: str,
        *,
        lasting: bool = False,
        retry_after: float | None = None,
        status: int | None = None,
    ) -> None:
        self.status = status
        self.what = what
        self.cure = cure
        self.lasting = lasting
        self.retry_after = retry_after
        super().__init__(f"{what}; {cure}")


class StoppedError(DatelineError):
    """The program was asked to stop while it waited; raised and caught within this room."""


class Log:
    """JSON Lines, one a trouble: when, feed, url, what, cure, attempts, next_try. It is opened for each line only."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def write(self, trouble: Trouble, now: dt.datetime) -> None:
        """Adds a line. Raises LedgerError if the file cannot be written."""
        row = {
            "when": stamp(now),
            "feed": trouble.feed,
            "url": trouble.url,
            "what": trouble.what,
            "cure": trouble.cure,
            "attempts": trouble.attempts,
            "next_try": stamp(trouble.next_try) if trouble.next_try else None,
        }
        line = json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            if self._path.exists() and self._path.stat().st_size + len(line) > LOG_BYTES:
                os.replace(self._path, f"{self._path}.1")  # noqa: PTH105  (a name with an ending more)
            with self._path.open("ab") as stream:
                stream.write(line)
        except OSError as error:
            words = f"{self._path}: the log cannot be written ({error.strerror}); give another file with --log"
            raise LedgerError(words) from error
