"""Paths, bytes or text to stories."""

from __future__ import annotations

import datetime as dt
import importlib
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from dateline.errors import UsageError
from dateline.records import Declined, Story
from dateline.settings import Settings

from .characters import clean
from .encodings import refuse_binary
from .finish import finish, identify
from .formats import READERS, medium_of, refuse_stranger, sniff
from .inputs import Input, RefusedError, printable
from .paths import Found, find_files
from .streams import guarded

Reader = Callable[[Input], Iterator[Story | Declined]]

_HEAD = 64 * 1024
_BINARY_MEDIA = frozenset({"parquet", "warc"})


def read_paths(paths: Sequence[str], settings: Settings) -> Iterator[Story | Declined]:
    """The stories of files, folders, globs and `-` (standard input), in the order of the paths' names.

    What cannot be read comes as a Declined, one a story (or one for a file, or for the rest of it). Raises InputError at
    once, before anything is read, where a path means nothing.
    """
    found = find_files(paths)
    return (item for file in found for item in _read_found(file, settings))


def read_bytes(
    data: bytes, *, source_id: str, medium: str | None = None, settings: Settings | None = None
) -> Iterator[Story | Declined]:
    """The stories of a file's bytes; `medium` as in `formats.READERS`, None: told by the name's ending or by the bytes.

    Raises UsageError for a medium that there is not.
    """
    if medium is not None and medium not in READERS:
        raise UsageError(f"there is no medium {medium!r}; choose one of {', '.join(READERS)}")
    return _read_stream(io.BytesIO(data), source_id, medium or medium_of(source_id), settings or Settings())


def read_text(
    text: str,
    *,
    source_id: str = "-",
    title: str | None = None,
    published: dt.date | None = None,
    source: str | None = None,
    dateline: str | None = None,
) -> Story:
    """A story of text that the caller has; control characters are replaced one for one, so offsets fit the text given."""
    moment = None
    if published is not None:
        at_midnight = dt.datetime(published.year, published.month, published.day)  # noqa: DTZ001  (see read_published)
        moment = published.replace(tzinfo=None) if isinstance(published, dt.datetime) else at_midnight
    story = Story(
        story_id="",
        source_id=source_id,
        text=clean(text),
        title=title,
        published=moment,
        published_basis="given",
        dateline=dateline,
        source=source,
    )
    return identify(story, Settings())


def _read_found(file: Found, settings: Settings) -> Iterator[Story | Declined]:
    if file.declined is not None:
        yield file.declined
    elif file.path == "-":
        yield from _read_stream(sys.stdin.buffer, "-", None, settings)
    else:
        name = printable(file.path)
        try:
            with Path(file.path).open("rb") as stream:
                yield from _read_stream(stream, name, medium_of(file.path), settings)
        except OSError as error:
            words = f"read.access: cannot be opened ({error.strerror}); check its permissions"
            yield Declined(room="read", reason=words, source_id=name, path=name)


def _read_stream(raw: BinaryIO, name: str, medium: str | None, settings: Settings) -> Iterator[Story | Declined]:
    """Every story finished; a refusal, wherever it comes from, ends the input with one Declined."""
    try:
        stream = guarded(raw, settings.limits)
        head = stream.peek(_HEAD)[:_HEAD]
        if not head:
            raise RefusedError("empty", "the file is empty")  # noqa: TRY301  (the one place where refusals become records)
        kind = medium or sniff(head)
        if kind not in _BINARY_MEDIA:
            refuse_stranger(head)
            refuse_binary(head)
        entry = Input(stream=stream, path=name, source_id=name, medium=kind, limits=settings.limits)
        item = None
        for item in _reader(kind)(entry):
            yield finish(item, settings) if isinstance(item, Story) else item
        if item is None:
            yield entry.decline("empty", "there is no story in the file")
    except RefusedError as refusal:
        reason = f"read.{refusal.rule}: {refusal.words}"
        yield Declined(room="read", reason=reason, source_id=name, path=name, line=refusal.line)


def _reader(medium: str) -> Reader:
    reader: Reader = importlib.import_module(f".{READERS[medium]}", __package__).read
    return reader
