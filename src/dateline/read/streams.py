"""Files as streams of bytes: decompressed, counted, and stopped at the limits before they fill the machine."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from dateline.settings import Limits

from .inputs import RefusedError, over

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP = b"\x1f\x8b"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_LAYERS = 2  # a .gz of a .zst is a mistake that happens; more is an attack
_CHUNK = 64 * 1024


class _Layer(io.RawIOBase):
    """A stream over a read function; whatever goes wrong below comes out as RefusedError."""

    def __init__(self, read: Callable[[int], bytes], name: str) -> None:
        self._read = read
        self._name = name
        self.passed = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        try:
            data = self._read(len(view))
        except (EOFError, OSError, zlib.error) as error:
            raise self._refused(error) from error
        view[: len(data)] = data
        self.passed += len(data)
        return len(data)

    def _refused(self, error: Exception) -> RefusedError:
        if self._name:
            words = f"the {self._name} data is cut off or damaged ({error}); fetch or compress the file again"
            return RefusedError("compression", words)
        return RefusedError("access", f"cannot be read ({error}); check the file and its permissions")


class _Guard(io.RawIOBase):
    """The outermost layer: counts what comes out, and compares it with what went in."""

    def __init__(self, inner: BinaryIO, source: _Layer, limits: Limits) -> None:
        self._inner = inner
        self._source = source
        self._limits = limits
        self._passed = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        data = self._inner.read(len(view))
        view[: len(data)] = data
        self._passed += len(data)
        refuse_bomb(self._passed, self._source.passed, self._limits)
        return len(data)


def refuse_bomb(unpacked: int, packed: int, limits: Limits) -> None:
    """RefusedError where so many bytes out, for so many bytes in, pass a limit."""
    if unpacked > limits.file_bytes:
        raise RefusedError("size", f"{over(limits.file_bytes)} unpacked; split it, or raise Limits.file_bytes")
    # Below the size of one story a high ratio harms nobody: short texts of one word compress a thousandfold.
    if unpacked > limits.story_bytes and unpacked > limits.ratio * max(packed, 1):
        words = f"unpacks to more than {limits.ratio} times its size, as zip bombs do; unpack it by hand"
        raise RefusedError("ratio", words + ", or raise Limits.ratio")


def guarded(raw: BinaryIO, limits: Limits) -> io.BufferedReader:
    """The unpacked content of `raw` (gzip and Zstandard are told by their first bytes, whatever the file is called).

    Reading raises RefusedError where the data is damaged or passes a limit; memory stays bounded.
    """
    source = _Layer(raw.read, "")
    stream: io.BufferedReader = io.BufferedReader(source, _CHUNK)
    for _ in range(_LAYERS):
        unpacked = _unpacked(stream)
        if unpacked is None:
            break
        stream = unpacked
    else:
        if _unpacked(stream) is not None:
            raise RefusedError("compression", f"compressed more than {_LAYERS} times over; unpack it by hand")
    return io.BufferedReader(_Guard(stream, source, limits), _CHUNK)


def _unpacked(stream: io.BufferedReader) -> io.BufferedReader | None:
    head = stream.peek(4)[:4]
    if head.startswith(_GZIP):
        return io.BufferedReader(_Layer(gzip.GzipFile(fileobj=stream).read, "gzip"), _CHUNK)
    if head == _ZSTANDARD:
        return io.BufferedReader(_Layer(_zstandard(stream), "Zstandard"), _CHUNK)
    return None


def _zstandard(stream: io.BufferedReader) -> Callable[[int], bytes]:
    # Arrow's reader, because python-zstandard ends quietly where a frame is cut off. Imported here: 0.14 s.
    import pyarrow as pa  # noqa: PLC0415

    inner = pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), "zstd")
    return cast("Callable[[int], bytes]", inner.read)
