"""One side of a comparison: its events as tables of rows and of directed dyads."""

from __future__ import annotations

import datetime as dt
import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from dateline.lexicon.plover_formats import load_plover_formats
from dateline.records.comparison import Excluded, SideName
from dateline.records.foreign import ForeignActor, ForeignEvent, ForeignProblem

from .directed import directed

#: Rows put into Arrow at once.
_CHUNK = 50_000
#: An event told for so many days is compared by the first; a longer one (a week, a month) has no day.
DAYS = 3
_HAPPENED = frozenset({None, "occurred", "ongoing"})
#: Formats whose rows name actors by code; the others by name.
_BY_CODE = frozenset({"gdelt", "gdelt-mentions", "cameo-dyads", "ledger", "csv", "jsonl", "parquet"})
_WORDS = pa.string()
_ROWS = pa.schema(
    [
        *(("n", pa.int64()), ("day", pa.date32())),
        *((name, _WORDS) for name in ("who", "whom", "code", "id", "place", "path")),
        ("line", pa.int64()),
    ]
)
_CELLS = pa.schema(
    [("n", pa.int64()), ("day", pa.date32()), *((name, _WORDS) for name in ("source", "target", "type", "quad"))]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What of either side is compared. dyad: (source, target, directed), in our codes; types: PLOVER types, all if empty.

    The codes of the dyad are PLOVER's from here on, as those of all pairs are: XKX is KOS, an organisation IGO.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    dyad: tuple[str, str, bool] | None = None
    types: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.dyad is not None:
            source, target, is_directed = self.dyad
            code = load_plover_formats().code
            object.__setattr__(self, "dyad", (code(source) or source, code(target) or target, is_directed))

    def has_pair(self, pair: tuple[str, str]) -> bool:
        """Whether the dyad that is asked for is this one, in either direction unless the direction counts."""
        if self.dyad is None:
            return True
        source, target, is_directed = self.dyad
        return pair == (source, target) or (not is_directed and pair == (target, source))

    def has(self, kind: str | None, day: dt.date | None, pairs: tuple[tuple[str, str], ...]) -> bool:
        """Whether an event of this type, day and pairs is asked for; one without a day has no day that is out of the question."""
        late = day is not None and self.until is not None and day > self.until
        early = day is not None and self.since is not None and day < self.since
        return not (late or early or (self.types and kind not in self.types) or (self.dyad and not pairs))


EVERYTHING = Scope()


@dataclass(slots=True)
class SideTables:
    """The rows and the directed dyads of a side while they are read. Memory: about 200 bytes a row."""

    side: SideName
    name: str
    scope: Scope = EVERYTHING
    rows: int = 0
    events: int = 0
    formats: set[str] = field(default_factory=set)
    types: set[str | None] = field(default_factory=set)
    excluded: Counter[str] = field(default_factory=Counter)
    problems: list[ForeignProblem] = field(default_factory=list)
    _row_chunk: list[tuple[Any, ...]] = field(default_factory=list)
    _cell_chunk: list[tuple[Any, ...]] = field(default_factory=list)
    _row_batches: list[pa.RecordBatch] = field(default_factory=list)
    _cell_batches: list[pa.RecordBatch] = field(default_factory=list)

    def read(self, items: Iterable[ForeignEvent | ForeignProblem]) -> None:
        """Take in everything that a reader gives."""
        with _uncollected():
            for item in items:
                if isinstance(item, ForeignProblem):
                    self.problems.append(item)
                else:
                    self._add(item)
        self._flush()

    def tables(self) -> tuple[pa.Table, pa.Table]:
        """Rows for the count of duplicates, and directed dyads for all else."""
        return pa.Table.from_batches(self._row_batches, _ROWS), pa.Table.from_batches(self._cell_batches, _CELLS)

    def exclusions(self) -> tuple[Excluded, ...]:
        """What does not take part, the most frequent reason first."""
        counted = sorted(self.excluded.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Excluded(reason=reason, rows=count) for reason, count in counted)

    def _add(self, event: ForeignEvent) -> None:
        day, reason = _day(event)
        pairs = directed(event)
        if self.scope is not EVERYTHING:
            self.types.add(event.type)
            pairs = tuple(pair for pair in pairs if self.scope.has_pair(pair))
            if not self.scope.has(event.type, day, pairs):
                return
        self.rows += 1
        self.formats.add(event.format)
        reason = reason or ("of no PLOVER type (statements, appeals)" if event.type is None else "")
        reason = reason or ("" if pairs else "of no known country")
        if day is None:
            self.excluded[reason] += 1
            return
        code = event.cameo or f"{event.type}/{event.mode}"
        place = (event.id, event.place, event.path, event.line)
        self._row_chunk.append((self.rows, day, *_written(event), code, *place))
        if reason:
            self.excluded[reason] += 1
        else:
            self.events += 1
            self._cell_chunk += [(self.rows, day, *pair, event.type, event.quad) for pair in pairs]
        if len(self._row_chunk) >= _CHUNK:
            self._flush()

    def _flush(self) -> None:
        for chunk, batches, schema in (
            (self._row_chunk, self._row_batches, _ROWS),
            (self._cell_chunk, self._cell_batches, _CELLS),
        ):
            if chunk:
                columns = [
                    pa.array(column, kind) for column, kind in zip(zip(*chunk, strict=True), schema.types, strict=True)
                ]
                batches.append(pa.RecordBatch.from_arrays(columns, schema=schema))
                chunk.clear()


def _day(event: ForeignEvent) -> tuple[dt.date | None, str]:
    """The day by which the event is compared, else the reason why it has none."""
    if event.status not in _HAPPENED:
        return None, str(event.status).replace("_", " ")
    if event.first is None:
        return None, "of unknown date"
    if event.last is not None and (event.last - event.first).days >= DAYS:
        return None, f"known to no less than {DAYS + 1} days"
    return event.first, ""


def _written(event: ForeignEvent) -> tuple[str, str]:
    """Both sides as the format writes them."""
    by_code, actors, recipients = event.format in _BY_CODE, event.actors, event.recipients
    if len(actors) == len(recipients) == 1:  # a row of most formats
        who, whom = actors[0], recipients[0]
        return (
            (who.code or who.name, whom.code or whom.name)
            if by_code
            else (who.name or who.code, whom.name or whom.code)
        )
    return _names(actors, by_code=by_code), _names(recipients, by_code=by_code)


def _names(actors: tuple[ForeignActor, ...], *, by_code: bool) -> str:
    names = [(actor.code or actor.name) if by_code else (actor.name or actor.code) for actor in actors]
    return "; ".join(sorted(names))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, of which rows have none: it would look at a million of them again and again."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()
