"""One event as a person reviews it: the sentence in the copy, the fields with the rule behind each, tellings, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dateline.query import WhyReport
from dateline.records import Row, to_row

from .hand import corrections_table
from .tables import QUIET, Column, table
from .why import in_short, marked

#: Fields that a person judges, in the order of the page; the others follow from these.
SHOWN = (
    "type", "act", "mode", "status", "background", "channel", "when", "where", "actors", "recipients", "contexts", "issues",
    "attributed_to", "confidence",
)  # fmt: skip
KEYS = {
    "j": "next event",
    "k": "event before",
    "a": "accept: it is right as it stands",
    "c": "change a field: c, then for instance  type AID  or  actors +KOR  or  when 2020-09-02",
    "x": "reject: it is no event",
    "n": "add an event that the program did not see in this story",
    "s": "split: a telling that is another event",
    "J": "join: it is the same as another event",
    "u": "undo the last correction",
    "o": "open the whole story",
    "w": "why: everything behind the row",
    "/": "filter, for instance  type=AID country=KOR since=2020-01-01",
    "g": "group anew now, so that splits and joins are seen; else done when you quit",
    "?": "this help",
    "q": "quit",
}
LINE = "j k  a accept  c change  x reject  n new  s split  J join  u undo  o open  w why  / filter  ? help  q quit"


def event_page(report: WhyReport, item: Row, place: str) -> Group:
    """The page of an event. item: its row of the queue; place: which of how many."""
    return Group(*_paragraphs(report, item, place))


def _paragraphs(report: WhyReport, item: Row, place: str) -> Iterator[RenderableType]:
    head = Text.assemble((place, "bold"), f"  {report.id}")
    head.append(f"  {report.source_id}, {report.published or 'unknown day'}", style=QUIET)
    if item["reviewed"]:
        head.append("  reviewed", style="green")
    yield head
    yield Text("; ".join(item["why"]) or "nothing stands out", style="yellow")
    if report.headline:
        yield Text(report.headline, style="italic")
    for sentence in report.sentences:
        yield Padding(marked(sentence), (1, 0, 0, 2))
    fields = {field.field: field for field in report.fields}
    yield table((to_row(fields[name]) for name in SHOWN if name in fields), _FIELDS)
    if len(report.tellings) > 1:
        yield table(
            _numbered([to_row(telling) for telling in report.tellings]), _TELLINGS, "told by (* stands for all)"
        )
    if report.corrections:
        yield corrections_table(report.corrections, "said by hand")


def _numbered(rows: Sequence[Row]) -> Iterator[Row]:
    return (row | {"number": number} for number, row in enumerate(rows, 1))


def help_page() -> Group:
    """The keys and what they do."""
    return Group(*(Text.assemble((f"  {key}  ", "bold"), words) for key, words in KEYS.items()))


def story_page(text: str, spans: Sequence[tuple[int, int]]) -> Text:
    """The whole story, what is told in these spans in brackets."""
    page, at = Text(), 0
    for start, end in sorted(spans):
        if start >= at:
            page.append(text[at:start])
            page.append(f"[{text[start:end]}]", style="bold")
            at = end
    return page.append(text[at:])


_FIELDS = (
    Column(title="field", cell=lambda row: row["field"]),
    Column(title="value", cell=lambda row: in_short(row["value"]), ratio=4),
    Column(title="set by", cell=lambda row: Text(row["rule"], style=QUIET), ratio=3),
)
_TELLINGS = (
    Column(title="", cell=lambda row: f"{row['number']}{'*' if row['chosen'] else ''}"),
    Column(title="id", cell=lambda row: Text(row["id"][:11], style=QUIET)),
    Column(title="source", cell=lambda row: row["source_id"], ratio=2),
    Column(title="sentence", cell=lambda row: " ".join(row["text"].split()), ratio=4),
    Column(title="because", cell=lambda row: Text(row["reason"], style=QUIET), ratio=3),
)
