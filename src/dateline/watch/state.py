"""FILE.watch: what is known of feeds, items and files, and the stories that are fetched and not in the ledger yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import msgspec

from dateline.errors import LedgerError
from dateline.records import Declined, Story

_SCHEMA = files("dateline.watch").joinpath("state.sql").read_text("utf-8")
VERSION = "1"
_ADDED = (("feeds", "moved_private"), ("deliveries", "refused"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRecord:
    """What is known of a feed or folder; times are seconds since 1970. next_fetch: due from then; held_until: not before.

    moved_private: 1 where the address it moved to was found from a private host, so that it may be one itself.
    """

    name: str
    url: str
    moved_to: str | None = None
    moved_private: int = 0
    etag: str | None = None
    modified: str | None = None
    last_fetch: float | None = None
    last_new: float | None = None
    next_fetch: float = 0
    held_until: float = 0
    failures: int = 0
    error: str = ""
    stories: int = 0
    troubles: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What was taken of a feed. entry_hash: of the entry in the feed; text_hash: of outlet and text as coded.

    page_tries: how often its page was asked for in vain, -1 where its server had asked for patience; 0: nothing more is wanted.
    """

    item: str
    entry_hash: str
    text_hash: str
    page_tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A fetched story, or an entry that is no story, on its way into the ledger."""

    n: int
    feed: str
    story: Story | Declined


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """What is known of a file; whole: all of its stories are in the ledger, `done` of them otherwise."""

    path: str
    size: int
    mtime: int
    hash: str
    noticed: float
    done: int = 0
    whole: bool = False


_FEED_COLUMNS = FeedRecord.__slots__
_FILE_COLUMNS = FileRecord.__slots__


class State:
    """The open file; use it in a `with` statement. Every method raises LedgerError where the file fails."""

    __slots__ = ("_connection", "path")

    def __init__(self, path: str, *, memory_of: bool = False) -> None:
        """memory_of: work on a copy in memory, so that nothing is changed on disk (--dry-run, --status)."""
        self.path = path
        with self._guarded():
            if memory_of:
                self._connection = sqlite3.connect(":memory:", isolation_level=None)
                if Path(path).exists():
                    with sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True) as kept:
                        kept.backup(self._connection)
                    kept.close()
            else:
                self._connection = sqlite3.connect(path, isolation_level=None, timeout=5)
            self._connection.executescript(_SCHEMA)
            self._add_columns()
            self._connection.execute("INSERT OR IGNORE INTO meta VALUES ('version', ?)", [VERSION])
        if (found := self.meta("version")) != VERSION:
            raise LedgerError(f"{path}: is of a newer dateline (version {found}); use that, or move the file away")

    def _add_columns(self) -> None:
        """Columns that came after the first release of the table."""
        for table, column in _ADDED:
            known = {row[1] for row in self._connection.execute(f"PRAGMA table_info({table})")}
            if column not in known:
                self._connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            cure = "another `dateline watch` may be running on this ledger, or the disk is full; stop it, or move the file away"
            raise LedgerError(f"{self.path}: the memory of the watch cannot be used ({error}): {cure}") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Within: all or nothing, on disk when the block ends."""
        with self._guarded():
            self._connection.execute("BEGIN IMMEDIATE")
            done = False
            try:
                yield
                self._connection.execute("COMMIT")
                done = True
            finally:
                if not done:
                    with suppress(sqlite3.Error):  # the first error is the one to tell
                        self._connection.execute("ROLLBACK")

    def ask(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        with self._guarded():
            return self._connection.execute(sql, parameters).fetchall()

    def tell(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Runs a statement for each row of parameters."""
        with self._guarded():
            self._connection.executemany(sql, rows)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def meta(self, key: str) -> str | None:
        """A fact about the file."""
        rows = self.ask("SELECT value FROM meta WHERE key = ?", [key])
        return str(rows[0][0]) if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Keeps a fact about the file."""
        self.tell("INSERT OR REPLACE INTO meta VALUES (?, ?)", [(key, value)])

    def feed(self, name: str, url: str) -> FeedRecord:
        """What is known of a feed; nothing where feeds.toml has given it another address."""
        rows = self.ask(f"SELECT {', '.join(_FEED_COLUMNS)} FROM feeds WHERE name = ? AND url = ?", [name, url])  # noqa: S608  (our own names)
        return FeedRecord(**dict(zip(_FEED_COLUMNS, rows[0], strict=True))) if rows else FeedRecord(name=name, url=url)

    def keep_feed(self, record: FeedRecord) -> None:
        """Keeps what is known of a feed."""
        marks = ", ".join("?" * len(_FEED_COLUMNS))
        self.tell(
            f"INSERT OR REPLACE INTO feeds ({', '.join(_FEED_COLUMNS)}) VALUES ({marks})",  # noqa: S608  (our own names)
            [[getattr(record, name) for name in _FEED_COLUMNS]],
        )

    def items(self, feed: str) -> dict[str, Item]:
        """The items that were taken of a feed."""
        rows = self.ask("SELECT item, entry_hash, text_hash, page_tries FROM items WHERE feed = ?", [feed])
        return {row[0]: Item(item=row[0], entry_hash=row[1], text_hash=row[2], page_tries=row[3]) for row in rows}

    def has_text(self, text_hash: str) -> bool:
        """Whether some item had this text."""
        return bool(self.ask("SELECT 1 FROM items WHERE text_hash = ? LIMIT 1", [text_hash]))

    def keep_items(self, feed: str, items: Iterable[Item], now: float) -> None:
        """Keeps items as taken."""
        self.tell(
            "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?)",
            [(feed, one.item, one.entry_hash, one.text_hash, one.page_tries, now) for one in items],
        )

    def seen(self, feed: str, items: Iterable[str], now: float) -> None:
        """Notes that these items still stand in their feed."""
        self.tell("UPDATE items SET seen = ? WHERE feed = ? AND item = ?", [(now, feed, item) for item in items])

    def add_waiting(self, feed: str, stories: Iterable[Story | Declined]) -> None:
        """Keeps stories until the ledger has them."""
        rows = [
            (feed, "story" if isinstance(story, Story) else "declined", msgspec.json.encode(story)) for story in stories
        ]
        self.tell("INSERT INTO waiting (feed, kind, record) VALUES (?, ?, ?)", rows)

    def waiting(self, most: int, after: int = 0) -> list[Waiting]:
        """The first stories that the ledger does not have yet, in the order in which they came."""
        rows = self.ask("SELECT n, feed, kind, record FROM waiting WHERE n > ? ORDER BY n LIMIT ?", [after, most])
        return [
            Waiting(n=n, feed=feed, story=_as_story(record) if kind == "story" else _as_declined(record))
            for n, feed, kind, record in rows
        ]

    def done(self, waiting: Iterable[Waiting]) -> None:
        """Forgets stories that are in the ledger now."""
        self.tell("DELETE FROM waiting WHERE n = ?", [(one.n,) for one in waiting])

    def files(self, feed: str) -> dict[str, FileRecord]:
        """The files of a folder."""
        rows = self.ask(f"SELECT {', '.join(_FILE_COLUMNS)} FROM files WHERE feed = ?", [feed])  # noqa: S608  (our own names)
        found = (dict(zip(_FILE_COLUMNS, row, strict=True)) for row in rows)
        return {row["path"]: FileRecord(**row | {"whole": bool(row["whole"])}) for row in found}

    def keep_files(self, feed: str, records: Iterable[FileRecord], now: float) -> None:
        """Keeps what is known of files."""
        names = (*_FILE_COLUMNS, "feed", "seen")
        rows = [[*(getattr(record, name) for name in _FILE_COLUMNS), feed, now] for record in records]
        marks = ", ".join("?" * len(names))
        self.tell(f"INSERT OR REPLACE INTO files ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608  (our own names)

    def forget(self) -> None:
        """Forgets everything that was taken: for a ledger that is not there any more."""
        with self.transaction():
            for table in ("feeds", "items", "waiting", "files", "rules", "known"):
                self.tell(f"DELETE FROM {table}", [()])  # noqa: S608  (our own names)

    def prune(self, before: float) -> None:
        """Forgets items and files that nothing has shown since then. What rules have seen stays for as long as the ledger:
        whatever that holds may be told or found again.
        """
        with self.transaction():
            for table in ("items", "files"):
                self.tell(f"DELETE FROM {table} WHERE seen < ?", [(before,)])  # noqa: S608  (our own names)


def _as_story(record: bytes) -> Story:
    return msgspec.json.decode(record, type=Story)


def _as_declined(record: bytes) -> Declined:
    return msgspec.json.decode(record, type=Declined)
