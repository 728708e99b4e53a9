"""Reports as HTML for notebooks: why a row is there, and what differs between two ledgers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.records.declined import Declined
from dateline.records.rows import Row, to_row
from dateline.show import Column, Html, Span, joined, legend, marked, page, paragraph, quiet, table
from dateline.show.days import day_words
from dateline.show.pieces import bdi, code, lines, plain, short

if TYPE_CHECKING:
    from .diff import Diff
    from .reasons import ChangeReason, ToldSentence, WhyReport

#: Rows of each table of a report; more are told by number.
SHOWN = 20
#: What a field's words are marked as; others are "other".
_KIND = {
    "type": "event",
    "trigger": "event",
    "state": "event",
    "actors": "actor",
    "recipients": "actor",
    "when": "date",
} | {
    "participants": "actor",
    "speaker": "actor",
    "person": "actor",
    "from": "date",
    "to": "date",
    "as_of": "date",
    "content": "claim",
    "text": "claim",
}


def why_html(report: WhyReport) -> str:
    """The report: the sentences with marks, fields and rules, changes, tellings, corrections, what was declined, and the run."""
    return page(*_paragraphs(report), label=f"why {report.kind} {report.id}")


def diff_html(found: Diff) -> str:
    """The summary of a comparison and the first rows that differ."""
    rows = [to_row(row) for row in found.rows if row.change != "rebased"]
    counts = [to_row(count) for count in found.counts]
    names = ("by", "value", "a", "b", "same", "rebased", "changed", "gained", "lost")
    numbers = tuple(_number(name) for name in names[2:])
    summary = table(counts[:SHOWN], (_column("by"), _column("value"), *numbers), "A and B in figures")
    if not rows:
        return page(summary, paragraph("No difference."), label="difference of two ledgers")
    return page(summary, _table(rows, _DIFFERENCES, "rows that differ"), label="difference of two ledgers")


def _paragraphs(report: WhyReport) -> Iterator[Html]:
    published = report.published.isoformat() if report.published else "on an unknown day"
    yield paragraph(
        Html("<strong>"), report.kind, " ", code(report.id), Html("</strong>"), " from ", bdi(report.source_id)
    )
    yield paragraph(quiet(f"published {published} ({report.published_basis})"), " ", bdi(report.headline or ""))
    if report.rejected:
        yield paragraph("A person rejected this row; queries do not give it.")
    if not report.current:
        yield paragraph("A later run coded this story anew; queries do not give this row any more.")
    if report.changes:
        yield _legend([told for change in report.changes for told in change.sentences])
        yield joined(_change(change) for change in report.changes[:SHOWN])
    else:
        yield _legend(report.sentences)
        yield _sentences(report.sentences)
    fields = [to_row(field) for field in report.fields if _is_told(field.value, field.rule)]
    yield _table(fields, _FIELDS, "fields and rules", most=len(fields))
    if report.corrections:
        yield _table([to_row(judged) for judged in report.corrections], _CORRECTIONS, "corrections by hand")
    if len(report.tellings) > 1:
        yield _table([to_row(telling) for telling in report.tellings], _TELLINGS, "tellings")
    if report.declined:
        yield _declined(report.declined)
    run = report.run
    models = ", ".join(run.models) or "no model"
    yield paragraph(quiet(f"run {run.run_id}: dateline {run.program}, codebook {run.codebook}, {models}"))


def _legend(sentences: Sequence[ToldSentence]) -> Html:
    return legend(sorted({_KIND.get(mark.field, "other") for told in sentences for mark in told.marks}))


def _sentences(sentences: Sequence[ToldSentence]) -> Html:
    return joined(_sentence(told) for told in sentences[:SHOWN])


def _sentence(told: ToldSentence) -> Html:
    fields: dict[tuple[int, int], list[str]] = {}
    for mark in told.marks:
        fields.setdefault((mark.start, mark.end), []).append(mark.field)
    spans = [
        Span(start=start, end=end, kind=_KIND.get(names[0], "other"), label=", ".join(dict.fromkeys(names)))
        for (start, end), names in fields.items()
    ]
    words = marked(told.text, spans, offset=told.start)
    place = quiet(f" {told.part} {told.start} to {told.end}")
    return Html(f'<div class="dl-copy" dir="auto">{words}{place}</div>')


def _change(change: ChangeReason) -> Html:
    head = paragraph(
        Html("<strong>"),
        change.state,
        Html("</strong>"),
        f" since {change.since or 'an unknown day'}",
        quiet(f", known from {change.known_on or 'a story of unknown date'}, {change.rule}; {change.reason}"),
    )
    return joined((head, _sentences(change.sentences)))


def _declined(declined: Sequence[Declined]) -> Html:
    return _table([to_row(one) for one in declined], _DECLINED, "declined beside it")


def _table(rows: Sequence[Row], columns: Sequence[Column], caption: str, *, most: int = SHOWN) -> Html:
    more = f", the first {most} of {len(rows)}" if len(rows) > most else ""
    return table(rows[:most], columns, f"{caption}{more}")


def _is_told(value: str, rule: str) -> bool:
    return value not in {"null", "[]", '""', "false"} or bool(rule)


def _value(row: Row) -> Html:
    value = row["value"]
    if not value.startswith(("[", "{")):
        return bdi(short(value, 200))
    read = json.loads(value)
    return bdi(day_words(read) if isinstance(read, dict) and "grain" in read else short(plain(read), 200))


def _column(name: str, title: str = "") -> Column:
    return Column(title=title or name, cell=lambda row: bdi(short(row[name])))


def _number(name: str) -> Column:
    return Column(title=name, cell=lambda row: f"{row[name]:,}", look="number")


def _because(row: Row) -> str:
    return f"{row['reason']} ({row['score']:.2f})" if row["score"] is not None and row["reason"] else row["reason"]


_FIELDS = (
    _column("field"),
    Column(title="value", cell=_value),
    Column(title="set by", cell=lambda row: code(row["rule"])),
    Column(title="from", cell=lambda row: lines(bdi(short(mark["text"], 120)) for mark in row["marks"])),
)
_TELLINGS = (
    Column(title="stands for all", cell=lambda row: "yes" if row["chosen"] else ""),
    _column("source_id", "source"),
    Column(title="published", cell=lambda row: row["published"] or "unknown", look="fixed"),
    _column("text", "sentence"),
    Column(title="because", cell=_because),
)
_DECLINED = (_column("text", "candidate"), _column("reason"), Column(title="rule", cell=lambda row: code(row["rule"])))
_CORRECTIONS = (
    Column(title="what", cell=lambda row: row["correction"]["action"]),
    Column(title="field", cell=lambda row: row["correction"]["field"]),
    Column(title="says", cell=lambda row: bdi(short(row["correction"]["new"]))),
    Column(title="by", cell=lambda row: bdi(row["correction"]["author"])),
    Column(title="state", cell=lambda row: row["state"]),
)
_DIFFERENCES = (
    _column("kind"),
    _column("change"),
    _column("source_id", "source"),
    _column("reading_a", "A"),
    _column("reading_b", "B"),
    _column("sentence"),
)

__all__ = ["diff_html", "why_html"]
