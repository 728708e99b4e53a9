"""Why a row is there: its sentences, what set each field, what was declined beside it, who tells it too, what persons said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dateline.errors import UsageError
from dateline.query import FieldReason, ToldSentence, WhyReport
from dateline.query import why as reasons
from dateline.records.declined import Declined
from dateline.records.rows import Row, to_row
from dateline.web.asked import Question
from dateline.web.listing import check_names
from dateline.web.render import page
from dateline.web.snapshots import Reader

from . import wording  # noqa: F401  (its filters)
from .missing import missing
from .story_marks import Mark, Token, tokens

router = APIRouter(include_in_schema=False)
#: Tellings, changes and declined candidates that a page shows.
MOST = 60
#: What a field's words are marked as.
_LAYERS = {
    "type": "act",
    "state": "process",
    "actors": "actor",
    "recipients": "actor",
    "participants": "actor",
    "speaker": "actor",
    "when": "date",
    "where": "place",
    "person": "office",
    "content": "claim",
    "text": "claim",
    "cue": "act",
}
_NOTHING = frozenset({"null", "[]", '""', "", "false"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its marks. part: of the story; start, end: in code points of its text."""

    part: str
    start: int
    end: int
    tokens: Sequence[Token]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A state that a process entered, with the sentences that tell it."""

    row: Row
    sentences: Sequence[Sentence]
    declined: Sequence[Row]


@router.get("/why/{row_id:path}")
def why(request: Request, ledger: Reader, asked: Question, row_id: str) -> Response:
    """The page of reasons for a row of any kind."""
    check_names(asked, frozenset(), "/why")
    try:
        report = reasons(ledger, row_id)
    except UsageError as error:
        return missing(request, "row", row_id, "/events", why=str(error).partition(": ")[2])
    return page(request, "why.html", **told(report))


def told(report: WhyReport) -> Row:
    """What the template of reasons takes."""
    return {
        "report": report,
        "fields": [to_row(field) for field in report.fields if _is_told(field)],
        "sentences": [sentence_of(sentence) for sentence in report.sentences],
        "changes": [_change(change) for change in report.changes[:MOST]],
        "tellings": [to_row(telling) for telling in report.tellings[:MOST]],
        "declined": declined_rows(report.declined[:MOST]),
        "corrections": [to_row(one) for one in report.corrections],
        "runs": list(dict.fromkeys((report.run, *(change.run for change in report.changes)))),
        "most": MOST,
    }


def _is_told(field: FieldReason) -> bool:
    """Whether there is anything to say about the field."""
    return field.value not in _NOTHING or bool(field.rule)


def sentence_of(sentence: ToldSentence) -> Sentence:
    """The sentence with the words marked that set a field."""
    marks = [
        Mark(
            start=mark.start - sentence.start,
            end=mark.end - sentence.start,
            layer=_LAYERS.get(mark.field, "detail"),
            row="",
            words=mark.field,
        )
        for mark in sentence.marks
    ]
    inside = list(tokens(sentence.text, 0, len(sentence.text), dict.fromkeys(marks)))
    return Sentence(part=sentence.part, start=sentence.start, end=sentence.end, tokens=inside)


def declined_rows(declined: Iterable[Declined]) -> list[Row]:
    """What was declined, as plain rows."""
    return [to_row(one) for one in declined]


def _change(change: object) -> Change:
    row = to_row(change)
    sentences = [sentence_of(one) for one in getattr(change, "sentences", ())]
    return Change(row=row, sentences=sentences, declined=row["declined"])
