"""The books of an export: every event is written or left out with a reason, and what its format cannot hold is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from dateline.records.event import Event
from dateline.records.loss import Changed, Choice, LeftOut, Loss, NotHeld

#: Values that say nothing of their own: the event is told as news, happened, and on a day.
_PLAIN = {"status": "occurred", "when.grain": "day", "mentions": 1, "channel": "unknown"}


class LossBook:
    """Counts while a format is written: `write` or `leave_out` for every event, then `close`.

    not_held: fields of the record that the format has no place for, dotted where they are nested ("when.grain", "actors.office").
    choices: what was decided where the format leaves it open. whole: the format holds the whole record.
    """

    __slots__ = ("_changed", "_choices", "_format", "_left_out", "_not_held", "_rows", "_tells", "_whole", "_written")

    def __init__(
        self, form: str, *, not_held: Sequence[str] = (), choices: Mapping[str, str] | None = None, whole: bool = False
    ) -> None:
        self._format = form
        self._choices = dict(choices or {})
        self._not_held: dict[str, int] = dict.fromkeys(not_held, 0)
        self._tells = [(field, _tells(field)) for field in not_held]
        self._whole = whole
        self._left_out: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self._written = self._rows = 0

    def write(self, event: Event, rows: int = 1) -> None:
        """An event became so many rows, at least one. Raises ValueError for none: such an event was left out."""
        if rows < 1:
            raise ValueError(f"{event.event_id} was written as {rows} rows: leave it out, with a reason")
        self._written += 1
        self._rows += rows
        for field, tells in self._tells:
            if tells(event):
                self._not_held[field] += 1

    def leave_out(self, reason: str) -> None:
        """An event is not written: "of unknown date", "planned"."""
        self._left_out[reason] += 1

    def change(self, how: str) -> None:
        """A written event stands in the file otherwise than in the ledger, in this way."""
        self._changed[how] += 1

    def close(self) -> Loss:
        """The report; fields without a value in any event are not named."""
        changed = tuple(Changed(how=how, events=count) for how, count in sorted(self._changed.items()))
        left_out = tuple(LeftOut(reason=reason, events=count) for reason, count in sorted(self._left_out.items()))
        return Loss(
            format=self._format,
            events=self._written + self._left_out.total(),
            written=self._written,
            rows=self._rows,
            lossless=self._whole and not left_out,
            left_out=left_out,
            changed=changed,
            not_held=tuple(NotHeld(field=field, events=count) for field, count in self._not_held.items() if count),
            choices=tuple(Choice(name=name, chosen=chosen) for name, chosen in self._choices.items()),
        )


def _tells(field: str) -> Callable[[Event], bool]:
    """Whether an event has a value worth keeping in the field, in any item of a list."""
    if field == "when.last":  # that of one day is its first
        return lambda event: event.when.last not in {None, event.when.first}
    plain = _PLAIN.get(field)
    name, _, inner = field.partition(".")
    if not inner:
        return lambda event: bool(value := getattr(event, name)) and value != plain
    outer, value_of = attrgetter(name), attrgetter(inner)

    def tells(event: Event) -> bool:
        record = outer(event)
        for item in record if isinstance(record, tuple) else (record,):
            if item is not None and (value := value_of(item)) and value != plain:
                return True
        return False

    return tells
