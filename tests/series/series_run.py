"""Series of dated stories: code one into a fresh ledger, and put to it every question that its expectations ask."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dateline import api, query
from dateline.ledger import Ledger
from dateline.pipeline import Kit
from dateline.query import Filters
from dateline.records import Row
from dateline.settings import Settings

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Series:
    """One series as its folder has it: stories in the order of publication, and what the ledger should say."""

    name: str
    path: Path
    expected: dict

    @property
    def held(self) -> bool:
        """Whether its errors are read by nobody: only its figures count."""
        return int(self.name[:2]) % 2 == 0

    @property
    def files(self) -> list[str]:
        return [story["file"] for story in self.expected["stories"]]


def read_series(folder: Path = HERE) -> list[Series]:
    """All series of a folder, by name."""
    return [
        Series(name=place.parent.name, path=place.parent, expected=json.loads(place.read_text(encoding="utf-8")))
        for place in sorted(folder.glob("*/expected.json"))
    ]


def code_series(series: Series, kit: Kit, ledger: Path) -> None:
    """Codes the stories into a new ledger, at once: a ledger does not depend on the order of arrival."""
    ledger.unlink(missing_ok=True)
    for _ in api.code_into([str(series.path / name) for name in series.files], Settings(), ledger, kit):
        pass


class Asked:
    """The answers of one ledger, each asked once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._answers: dict[tuple, list[Row]] = {}

    def __call__(
        self, what: str, *, as_of: str | None = None, known_on: str | None = None, **more: object
    ) -> list[Row]:
        """Rows of a query, at a day and as known on a day (ISO 8601)."""
        key = (what, as_of, known_on, *sorted(more.items()))
        if key not in self._answers:
            filters = Filters(as_of=_day(as_of), known_on=_day(known_on), **more)
            self._answers[key] = getattr(query, what)(self._ledger, filters).rows()
        return self._answers[key]

    def texts(self) -> dict[str, str]:
        """The text of each story by the name of its file, as read."""
        sql = "SELECT s.source_id, t.text FROM current_stories s JOIN texts t USING (story_id)"
        return {Path(source).name: text for source, text in self._ledger.tuples(sql)}


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def chosen(series: Iterable[Series], only: str | None) -> list[Series]:
    """Those whose name fits the pattern."""
    return [one for one in series if only is None or Path(one.name).match(only)]
