"""The body of an answer: counted while it comes, unpacked within limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace

from urllib3.response import BaseHTTPResponse

from dateline.settings import Limits

from .clock import Clock
from .plan import Manners
from .trouble import NotFetchedError

_CHUNK = 64 * 1024
#: What is unpacked of so few bytes is no bomb, however well it was packed.
_SMALL = 1024 * 1024
#: A length of more digits is none that anybody means.
_DIGITS = 18


class BombError(NotFetchedError):
    """Few bytes that unpack to a great many."""


def read_body(response: BaseHTTPResponse, manners: Manners, clock: Clock) -> bytes:
    """The body, unpacked. Raises NotFetchedError: too large, a bomb, too slow, broken, or packed as nobody asked for."""
    declared = response.headers.get("Content-Length", "").strip()
    if declared.isascii() and declared.isdigit() and (len(declared) > _DIGITS or int(declared) > manners.max_bytes):
        raise _too_large(manners)
    return b"".join(_parts(response, manners, clock))


def read_beginning(response: BaseHTTPResponse, most: int, manners: Manners, clock: Clock) -> bytes:
    """The first `most` bytes of a body of any length, as far as the end of a line. Raises as read_body does, BombError too."""
    enough = max(most, _SMALL) + 2 * _CHUNK  # so that a bomb is seen
    parts, total = [], 0
    for part in _parts(response, replace(manners, max_bytes=2 * enough), clock):
        parts.append(part)
        total += len(part)
        if total > enough:
            break
    body = b"".join(parts)
    return body if len(body) <= most else body[:most].rpartition(b"\n")[0]


def _parts(response: BaseHTTPResponse, manners: Manners, clock: Clock) -> Iterator[bytes]:
    """The body as it comes, unpacked."""
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", ""}:
        raise NotFetchedError(f"is packed as {packing[:20]}", "its server ignores what it is asked for; tell its owner")
    chunks = _timed(response, manners, clock)
    return _unpacked(chunks, manners) if "gzip" in packing else _counted(chunks, manners)


def _timed(response: BaseHTTPResponse, manners: Manners, clock: Clock) -> Iterator[bytes]:
    """The chunks as they come, until the whole has taken too long: a server that sends a byte now and then never times out."""
    begun = clock.seconds()
    while chunk := response.read1(_CHUNK, decode_content=False):
        yield chunk
        if clock.seconds() - begun > manners.total_timeout:
            raise too_slow(manners)


def too_slow(manners: Manners) -> NotFetchedError:
    """The error of a request that took longer than it may."""
    words = f"took longer than {manners.total_timeout:g} seconds"
    return NotFetchedError(words, "it is tried again; raise total_timeout if the server is always so slow")


def _counted(chunks: Iterator[bytes], manners: Manners) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > manners.max_bytes:
            raise _too_large(manners)
        yield chunk


def _unpacked(chunks: Iterator[bytes], manners: Manners) -> Iterator[bytes]:
    """What gzip packed, in one member or several (RFC 1952, 2.2), never more at once than may still come."""
    unpacker = zlib.decompressobj(wbits=31)
    taken = given = 0
    try:
        for chunk in chunks:
            taken += len(chunk)
            rest = chunk
            while rest:
                if unpacker.eof:
                    unpacker = zlib.decompressobj(wbits=31)
                part = unpacker.decompress(rest, _CHUNK)
                given += len(part)
                _check_growth(taken, given, manners)
                yield part
                rest = unpacker.unused_data.lstrip(b"\0") if unpacker.eof else unpacker.unconsumed_tail
    except zlib.error as error:
        raise NotFetchedError(
            f"is no gzip though it says so ({error})", "it is tried again; else tell its owner"
        ) from error
    if taken and not unpacker.eof:
        raise NotFetchedError("is cut off before the end of what gzip packed", "it is tried again; else tell its owner")


def _check_growth(taken: int, given: int, manners: Manners) -> None:
    if given > _SMALL and given > taken * Limits().ratio:
        words = f"unpacks to more than {Limits().ratio} times its size"
        raise BombError(words, "that is a bomb rather than a page; tell its owner", lasting=True)
    if max(taken, given) > manners.max_bytes:
        raise _too_large(manners)


def _too_large(manners: Manners) -> NotFetchedError:
    words = f"is larger than {manners.max_bytes / (1 << 20):.1f} MiB"
    return NotFetchedError(words, "raise max_bytes in [watch] if it is meant", lasting=True)
