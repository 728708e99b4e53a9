"""Asking the ledger for a request: opened for that long, one page of rows, what was asked, and words that mean nothing refused."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.errors import LedgerError, UsageError
from dateline.ledger import Answer, Ledger
from dateline.ledger_api import to_filters
from dateline.query import Filters, citations, total, unknown_words

from .arguments import Arguments, Paged
from .drawing import Draw
from .rows import Extent, Page, Told

#: Seconds for which a request waits for a process that writes to the ledger, and between two tries.
PATIENCE, PAUSE = 5.0, 0.1
#: The furthest row that a cursor leads to.
FURTHEST = 10_000
#: Words without a meaning that an error names.
NAMED = 5
Query = Callable[[Ledger, Filters], Answer]


@contextmanager
def opened(path: Path) -> Iterator[Ledger]:
    """The ledger, read-only, for the time of one request. Raises LedgerError if somebody goes on writing to it."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            ledger = Ledger.open(path, read_only=True)
        except LedgerError as error:
            if "another process" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(PAUSE)
        else:
            break
    with ledger:
        yield ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of rows: the query that finds them and its name, how one is drawn, and how they are counted."""

    name: str
    query: Query
    draw: Draw
    counted: str


def filters_of(ledger: Ledger, arguments: Arguments, **more: Any) -> Filters:  # noqa: ANN401  (values of Filters)
    """The filters that the arguments ask for. Raises UsageError for words that mean nothing, with the nearest that do."""
    given = {name: value for name, value in arguments if name in _FIELDS and value not in (None, [], False)}
    if getattr(arguments, "background", None) is False:
        given["background"] = False
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    filters = to_filters({**given, **lists, **more})
    if wrong := unknown_words(ledger, filters, most=NAMED + 1):
        rest = ["there are more words that are not known"] if len(wrong) > NAMED else []
        raise UsageError(". ".join([*wrong[:NAMED], *rest]))
    return filters


_FIELDS = frozenset(Filters.__dataclass_fields__) - {"limit", "offset"}


def asked_of(arguments: Arguments) -> dict[str, object]:
    """The arguments that were given, as they go back with the answer."""
    given = arguments.model_dump(mode="json", exclude={"cursor"}, exclude_defaults=True)
    return dict(given)


def page_of(ledger: Ledger, kind: Kind, arguments: Paged, **more: Any) -> dict[str, Any]:  # noqa: ANN401  (values of Filters)
    """The fields of a Page: the rows from the cursor on, and the cursor of the next page."""
    digest = _digest(arguments)
    offset, state = _place(arguments.cursor, digest)
    filters = filters_of(ledger, arguments, **more)
    rows = kind.query(ledger, replace(filters, limit=arguments.limit + 1, offset=offset)).rows()
    shown, further = rows[: arguments.limit], offset + arguments.limit
    now = _state(ledger)
    left_out = max(total(ledger, kind.name, filters) - further, 1) if len(rows) > len(shown) else 0
    following = f"{further}.{digest}.{now}" if left_out and further <= FURTHEST else None
    return {
        "rows": drawn(ledger, kind, shown),
        "shown": len(shown),
        "rows_left_out": left_out,
        "next_cursor": following,
        "asked": asked_of(arguments) | {name: str(value) for name, value in more.items()},
        "how_counted": kind.counted,
        "note": _note(shown, offset, unserved=0 if following else left_out, changed=state not in {None, now}),
        "ledger": extent(ledger),
    }


def drawn(ledger: Ledger, kind: Kind, rows: list[dict[str, Any]]) -> list[Told]:
    """The rows with their citations."""
    return [kind.draw(row, found) for row, found in zip(rows, citations(ledger, rows), strict=True)]


def extent(ledger: Ledger) -> Extent:
    """How many stories the ledger has, and between which days they were published."""
    ((stories, first, last),) = ledger.tuples("SELECT count(*), min(published), max(published) FROM current_stories")
    return Extent(stories=stories, first_published=first, last_published=last)


def nothing_found() -> str:
    """What an empty answer means."""
    return (
        "No row of this ledger fits what is in `asked`. That means that no story in it tells such a thing, not that it did not "
        "happen. Fewer filters, other words or a later known_on may find more."
    )


def _note(rows: list[Any], offset: int, *, unserved: int, changed: bool) -> str | None:
    if not rows and offset == 0:
        return nothing_found()
    notes = []
    if unserved:
        notes.append(
            f"This is not the end: {unserved:,} more rows fit, but no cursor leads beyond row {FURTHEST:,}. Ask with narrower "
            "filters (a shorter time between since and until, a country, a type), or for numbers with `count`."
        )
    if changed:
        notes.append(
            "The ledger has been written to since the page before: rows may be missing or doubled. Ask again without the cursor."
        )
    return " ".join(notes) or None


def _digest(arguments: Paged) -> str:
    """A name for the question, so that a cursor is not used for another one."""
    asked = json.dumps([type(arguments).__name__, arguments.model_dump(mode="json", exclude={"cursor", "limit"})])
    return hashlib.blake2b(asked.encode(), digest_size=6).hexdigest()


def _place(cursor: str | None, digest: str) -> tuple[int, str | None]:
    if cursor is None:
        return 0, None
    offset, _, rest = cursor.partition(".")
    asked, _, state = rest.partition(".")
    if not (offset.isascii() and offset.isdecimal() and len(offset) <= len(str(FURTHEST)) and asked == digest):
        raise UsageError(
            f"cursor {cursor!r} is not one of this question; ask with the same arguments, or without a cursor"
        )
    return int(offset), state


def _state(ledger: Ledger) -> str:
    """A name for what the ledger holds: it changes with every writing."""
    ((batches, corrections),) = ledger.tuples(
        "SELECT (SELECT count(*) FROM batches), (SELECT count(*) FROM corrections)"
    )
    return f"{batches}-{corrections}"


def page_type(row: type[Told]) -> type[Page[Any]]:
    """The page of rows of this type."""
    return Page[row]  # type: ignore[valid-type]
