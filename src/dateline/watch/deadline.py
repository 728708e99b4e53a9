"""The end of a request that takes too long, wherever it hangs: in the handshake, between two headers, in the body."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from typing import Self

_LOCAL = threading.local()


class Deadline:
    """Within the `with` statement every connection of this thread is shut down after so many seconds; `passed` says whether."""

    __slots__ = ("_handle", "_lock", "_timer", "passed")

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._handle: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        _LOCAL.deadline = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        _LOCAL.deadline = None
        self._timer.cancel()
        with self._lock:
            self._let_go()

    def watch(self, sock: socket.socket) -> None:
        """Shuts this connection down in time, under a handle of its own: TLS takes the first one away."""
        with self._lock:
            self._let_go()
            self._handle = socket.socket(fileno=os.dup(sock.fileno()))
            if self.passed:
                self._shut()

    def _end(self) -> None:
        with self._lock:
            self.passed = True
            self._shut()

    def _shut(self) -> None:
        if self._handle is not None:
            with suppress(OSError):  # the other end was faster
                self._handle.shutdown(socket.SHUT_RDWR)

    def _let_go(self) -> None:
        if self._handle is not None:
            self._handle.close()
            self._handle = None


def watch(sock: socket.socket) -> socket.socket:
    """The socket; the deadline of this thread, if it has one, counts for it."""
    deadline: Deadline | None = getattr(_LOCAL, "deadline", None)
    if deadline is not None:
        deadline.watch(sock)
    return sock
