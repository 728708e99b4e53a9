"""What a request asks for: the filters of the commands, by the same names, and which page of the rows."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request

from dateline.errors import UsageError
from dateline.ledger_api import to_filters
from dateline.query import Filters

_FIELDS = {field.name: field for field in dataclasses.fields(Filters)}
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})
_FLAGS = frozenset({"background", *(name for name in _FIELDS if getattr(Filters(), name) is False)})
_NUMBERS = frozenset({"limit", "offset"})
ROWS = 50  # on a page
PAGES = 1_000_000  # the last page that can be asked for


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters and page of a request; `text` is what the address says, so that links keep it."""

    filters: Filters
    page: int
    text: tuple[tuple[str, str], ...]

    def link(self, path: str, **changed: str | None) -> str:
        """The same question at another path, or with something changed; None takes a condition away.

        >>> Asked(filters=Filters(), page=1, text=(("type", "AID"), ("page", "2"))).link("/events", page=None, country="KOR")
        '/events?type=AID&country=KOR'
        """
        kept = [(name, value) for name, value in self.text if name not in changed]
        return f"{path}?{urlencode([*kept, *((name, value) for name, value in changed.items() if value)])}".rstrip("?")

    def rows(self, size: int = ROWS) -> Filters:
        """The filters for the rows of this page, `size` on each."""
        return dataclasses.replace(self.filters, limit=size, offset=(self.page - 1) * size)

    def known(self, names: frozenset[str]) -> Asked:
        """The same with only those filters that a query knows (its KNOWN): for pages that ask several queries."""
        kept = {name: getattr(self.filters, name) for name in _FIELDS if name in names}
        return dataclasses.replace(self, filters=Filters(**kept))


def asked(request: Request) -> Asked:
    """The filters in the address. Empty fields, which forms send, ask for nothing. Raises UsageError for a wrong one."""
    text = tuple((name, value) for name, value in request.query_params.multi_items() if value.strip())
    given: dict[str, Any] = {}
    for name, value in text:
        if name in _FIELDS:
            several = isinstance(getattr(Filters(), name), tuple)
            given[name] = (*given.get(name, ()), value) if several else _value(name, value)
    page = next((value for name, value in text if name == "page"), "1")
    if not (page.isascii() and page.isdecimal() and 0 < int(page[:9]) <= PAGES):
        raise UsageError(f"page={page!r} is no page; pages have the numbers 1 to {PAGES}")
    return Asked(filters=to_filters(given), page=int(page), text=text)


def _value(name: str, value: str) -> Any:  # noqa: ANN401  (a value of Filters)
    if name in _FLAGS:
        if value.lower() not in _TRUE | _FALSE:
            raise UsageError(f"{name}={value!r} is neither true nor false")
        return value.lower() in _TRUE
    if name in _NUMBERS:
        if not (value.isascii() and value.isdecimal() and len(value) < len(str(2**62))):
            raise UsageError(f"{name}={value!r} is no number of rows")
        return int(value)
    return value


def plain_flag(name: str, value: str) -> str:
    """A condition as the API writes it: true or false where it is one of these, else as it is."""
    if name not in _FLAGS:
        return value
    return "true" if value.lower() in _TRUE else "false"


#: What a route takes that is filtered: `def contacts(ledger: Reader, asked: Question) -> Response`.
Question = Annotated[Asked, Depends(asked)]
