"""The ledger in Python: a method for each query, with filters by name."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from . import query
from .errors import LedgerError, UsageError
from .ledger import Answer
from .ledger import Ledger as File
from .query import Diff, Filters, WhyReport
from .records import Row

if TYPE_CHECKING:
    from .draw import Picture, PictureOptions

_NAMES = tuple(field.name for field in dataclasses.fields(Filters))
_DAYS = frozenset({"since", "until", "as_of", "known_on"})


class Ledger(File):
    """An open ledger file with its queries; use it in a `with` statement.

    Filters are those of `dateline.query.Filters` by name: a day may be written as text ("2024-05-31"), and one word stands for a
    tuple of one. Every query gives an Answer: iterate over its rows, or take `.arrow()`, `.pandas()`, `.polars()`. Raises
    UsageError for a filter that the query does not know, LedgerError where the file fails.
    """

    __slots__ = ()

    def events(self, *, unit: str = "event", **filters: Any) -> Answer:  # noqa: ANN401  (see Filters)
        """Events, each counted once, with all their mentions; unit "story", "source" or "mention": a row for each of these."""
        return self._cited(query.events_by_unit(self, unit, to_filters(filters)))

    def count(self, *by: str, unit: str | None = None, **filters: Any) -> Answer:  # noqa: ANN401  (see Filters)
        """How many events, stories, sources and mentions there are by these headings ("type", "month" ...); see `query.count`."""
        return query.count(self, by, unit=unit, filters=to_filters(filters))

    def contacts(self, **filters: Any) -> Answer:  # noqa: ANN401  (see Filters)
        """Contacts: who spoke to whom, with channel, level and readouts."""
        return self._cited(query.contacts(self, to_filters(filters)))

    def claims(self, **filters: Any) -> Answer:  # noqa: ANN401  (see Filters)
        """Claims: who says what."""
        return query.claims(self, to_filters(filters))

    def processes(self, **filters: Any) -> Answer:  # noqa: ANN401  (see Filters)
        """The board: talks, lines, measures, agreements, and the state of each."""
        return query.processes(self, to_filters(filters))

    def plans(self, **filters: Any) -> Answer:  # noqa: ANN401  (see Filters)
        """Plans, and what became of each; `open=True`: only those that are open or overdue."""
        if filters.pop("open", False):
            filters.setdefault("outcome", ("open", "overdue"))
        return self._cited(query.plans(self, to_filters(filters)))

    def offices(self, **filters: Any) -> Answer:  # noqa: ANN401  (see Filters)
        """Tenures: who held which office, from when to when."""
        return query.offices(self, to_filters(filters))

    def stories(self, **filters: Any) -> Answer:  # noqa: ANN401  (see Filters)
        """Stories, with the group that versions and copies share."""
        return query.stories(self, to_filters(filters))

    def declined(self, **filters: Any) -> Answer:  # noqa: ANN401  (see Filters)
        """What was looked at and not kept, and why."""
        return query.declined(self, to_filters(filters))

    def diff(self, other: str | None = None, *, runs: tuple[str, str] | None = None, **filters: Any) -> Diff:  # noqa: ANN401  (see Filters)
        """What this ledger and another one, or two runs in this one, make of the same stories; see `query.diff`."""
        return query.diff(self, other, runs=runs, filters=to_filters(filters))

    def timeline(self, *, by: str = "dyad", look: PictureOptions | None = None, **filters: Any) -> Picture:  # noqa: ANN401  (see Filters)
        """A picture of events on an axis of time; by: dyad, actor, issue or process. It has `.svg`, `.png()`, `.html()`."""
        from . import draw  # noqa: PLC0415  (0.1 s: only for pictures)

        return draw.timeline(self, to_filters(filters), by=by, options=look)

    def network(
        self,
        *,
        unit: str = "country",
        by: str | None = None,
        look: PictureOptions | None = None,
        **filters: Any,  # noqa: ANN401  (see Filters)
    ) -> Picture:
        """A picture of who deals with whom; unit: country or person; by: year, quarter or month for a small picture of each."""
        from . import draw  # noqa: PLC0415  (as above)

        return draw.network(self, to_filters(filters), by=by, unit=unit, options=look)

    def map(self, *, look: PictureOptions | None = None, **filters: Any) -> Picture:  # noqa: ANN401  (see Filters)
        """A picture of where events were."""
        from . import draw  # noqa: PLC0415  (as above)

        return draw.map_(self, to_filters(filters), options=look)

    def report(self, *, look: PictureOptions | None = None, **filters: Any) -> str:  # noqa: ANN401  (see Filters)
        """A report as a page of HTML, complete in itself."""
        from . import draw  # noqa: PLC0415  (as above)

        return draw.report(self, to_filters(filters), look)

    def why(self, row_id: str) -> WhyReport:
        """Where every field of a row comes from; the beginning of an id will do."""
        return query.why(self, row_id)

    def _cited(self, answer: Answer) -> Answer:
        """The answer, which finds its sentences also after this ledger has been closed."""
        return answer.citing(partial(_sentences, self))


def _sentences(ledger: File, rows: Sequence[Row]) -> list[str]:
    """The first sentence that tells each of the rows; "" for all where the file cannot be read any more."""
    try:
        return _first_of_each(ledger, rows)
    except LedgerError:  # closed
        pass
    try:
        with File.open(ledger.path, read_only=True) as opened:
            return _first_of_each(opened, rows)
    except LedgerError:  # moved, or open for writing elsewhere
        return [""] * len(rows)


def _first_of_each(ledger: File, rows: Sequence[Row]) -> list[str]:
    return [cited[0].text if cited else "" for cited in query.citations(ledger, rows)]


def to_filters(given: dict[str, Any]) -> Filters:
    """Filters by name; days may be text, one word stands for a tuple of one. Raises UsageError for an unknown name or no day."""
    if unknown := sorted(set(given) - set(_NAMES)):
        raise UsageError(f"there is no filter {', '.join(unknown)}; filters: {', '.join(_NAMES)}")
    return Filters(**{name: _value(name, value) for name, value in given.items()})


def _value(name: str, value: Any) -> Any:  # noqa: ANN401  (any value of a filter)
    if name in _DAYS and isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise UsageError(f"{name}={value!r} is not a day; write it as 2020-09-02") from error
    is_tuple = isinstance(getattr(Filters(), name), tuple)
    return (value,) if is_tuple and isinstance(value, str) else value
