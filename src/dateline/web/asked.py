"""What a request asks for: the filters of the commands, by the same names, and which page of the rows."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request

from dateline.ledger_api import to_filters
from dateline.query import Filters

_FIELDS = {field.name: field for field in dataclasses.fields(Filters)}
_TRUE = frozenset({"1", "true", "yes", "on"})
ROWS = 50  # on a page


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters and page of a request; `text` is what the address says, so that links keep it."""

    filters: Filters
    page: int
    text: tuple[tuple[str, str], ...]

    def link(self, path: str, **changed: str | None) -> str:
        """The same question at another path, or with something changed; None takes a condition away."""
        kept = [(name, value) for name, value in self.text if name not in changed]
        return f"{path}?{urlencode([*kept, *((name, value) for name, value in changed.items() if value)])}".rstrip("?")


def asked(request: Request) -> Asked:
    """The filters in the address. Empty fields, which forms send, ask for nothing. Raises UsageError for a wrong one."""
    text = tuple((name, value) for name, value in request.query_params.multi_items() if value.strip())
    given: dict[str, Any] = {}
    for name, value in text:
        if name not in _FIELDS:
            continue
        default = getattr(Filters(), name)
        if isinstance(default, tuple):
            given[name] = (*given.get(name, ()), value)
        elif isinstance(default, bool) or name == "background":
            given[name] = value.lower() in _TRUE
        else:
            given[name] = value
    page = next((value for name, value in text if name == "page"), "1")
    return Asked(filters=to_filters(given), page=max(1, int(page) if page.isdecimal() else 1), text=text)


#: What a route takes that is filtered: `def contacts(ledger: Reader, asked: Question) -> Response`.
Question = Annotated[Asked, Depends(asked)]
