"""One alert: what an output gets."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass

from dateline.records import Row, content_id

from .trouble import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What happened, in one line (`words`), the sentence that says so, where it stands, and the command that shows more.

    alert_id: the same if the same alert is delivered twice. id: of the event, process or tenure. source: the outlet.
    """

    alert_id: str
    rule: str
    query: str
    id: str
    words: str
    sentence: str
    source: str | None
    source_id: str
    published: str | None
    url: str | None
    more: str
    made: str = ""

    def row(self) -> Row:
        """The alert as JSON Lines have it; the rule's name stands as `alert`."""
        row = dataclasses.asdict(self)
        return {"alert_id": row.pop("alert_id"), "alert": row.pop("rule"), **row}

    def json(self) -> str:
        """One line of JSON."""
        return json.dumps(self.row(), ensure_ascii=False)

    def lines(self) -> list[str]:
        """The alert for people."""
        place = ", ".join(part for part in (self.source, self.published, self.source_id) if part)
        told = [f"  \u201c{self.sentence}\u201d", f"  {place}"] if self.sentence else []
        return [plain(line) for line in (f"ALERT {self.rule}: {self.words}", *told, f"  more: {self.more}")]


def read_alert(line: str) -> Alert:
    """The alert of a line of JSON."""
    row = json.loads(line)
    return Alert(rule=row.pop("alert"), **row)


def make_alert_id(rule: str, key: str) -> str:
    """The id of a rule's alert on something; key: what tells it from all others of the rule."""
    return content_id("al", rule, key)
