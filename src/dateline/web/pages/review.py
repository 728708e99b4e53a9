"""Review: rows corrected by hand, those first that are most worth a look; with keys, and without script by plain forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from dateline.coding.by_hand import FIELDS
from dateline.correcting.other_rows import CLAIM_FIELDS, TENURE_FIELDS
from dateline.correcting.words import choices
from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.query import review_queue, why
from dateline.query.queue import KNOWN
from dateline.records.correction import JudgedCorrection
from dateline.records.rows import Row, to_row
from dateline.web.asked import Asked, Question
from dateline.web.listing import check_names
from dateline.web.render import page
from dateline.web.snapshots import Reader
from dateline.web.tokens import MayWrite, Writer

from . import by_hand
from . import why as reasons
from .by_hand import Form, Sent
from .disputed_accounts import filters_for
from .missing import missing

router = APIRouter(include_in_schema=False)
#: Rows of the queue on a page; events that are weighed for it in a ledger of more than SMALL tellings.
QUEUE, NEWEST, SMALL = 25, 2000, 5000
#: Fields that a person judges, in the order of the page; the others follow from these.
SHOWN = (
    "type", "act", "mode", "status", "background", "channel", "when", "where", "actors", "recipients", "contexts", "issues",
    "attributed_to", "speaker", "stance", "country", "addressee", "medium", "quoted", "person", "office", "from", "to",
    "confidence",
)  # fmt: skip
#: What the address may say beside the filters of the queue. done: id of the correction that was written last.
BESIDE = ("id", "all", "author", "done", "start", "end")
_FIELDS_OF = {"event": FIELDS, "claim": CLAIM_FIELDS, "tenure": TENURE_FIELDS}
#: Fields whose values are offered.
_OFFERED = ("type", "act", "mode", "status", "channel", "quad", "background")
KEYS = (
    ("j k", "next event, event before"),
    ("a", "accept: it is right as it stands"),
    ("c", "change a field"),
    ("x", "reject: it is no event"),
    ("s", "split: a telling that is another event"),
    ("J", "join: it is the same as another event"),
    ("u", "undo the last correction of this row"),
    ("Enter", "open the story at the sentence"),
    ("w", "why: everything behind the row"),
    ("?", "these keys"),
)


@router.get("/review")
def review(
    request: Request,
    ledger: Reader,
    asked: Question,
    may_write: MayWrite,
    row_id: Annotated[str, Query(alias="id")] = "",
) -> Response:
    """The queue, and one row of it with what can be said of it. id: of a row; else the first of the queue."""
    check_names(asked, KNOWN, "/review", BESIDE)
    return _shown(request, ledger, asked, may_write=may_write, row_id=row_id)


def _shown(
    request: Request,
    ledger: Reader,
    asked: Asked,
    *,
    may_write: bool,
    row_id: str,
    sent: Form | None = None,
) -> Response:
    queue, weighed = read_queue(ledger, asked)
    at = row_id or (queue[0]["event_id"] if queue else "")
    item = next((row for row in queue if row["event_id"] == at), None)
    try:
        report = why(ledger, at) if at else None
    except UsageError as error:
        return missing(request, "row", at, "/review", why=str(error).partition(": ")[2])
    given = dict(asked.text)
    fields = _FIELDS_OF.get(report.kind, ()) if report else ()
    answer = page(
        request,
        "review.html",
        asked=asked,
        queue=[row | {"link": link(asked, row["event_id"])} for row in queue],
        weighed=weighed,
        at=at,
        item=item,
        beside=neighbours(queue, at, asked),
        told=reasons.told(report) if report else None,
        shown=[to_row(field) for name in SHOWN for field in (report.fields if report else ()) if field.field == name],
        fields=fields,
        offered={name: choices(name) for name in _OFFERED if name in fields},
        conflicts=[to_row(one) for one in conflicts(ledger)],
        may_write=may_write,
        writing=request.app.state.tokens.writing,
        author=sent.author if sent else given.get("author", ""),
        sent=sent or Form(),
        failed=sent.failed if sent else "",
        said=done(ledger, given.get("done", "")) if may_write and not sent else "",
        given=given,
        keys=KEYS,
        here=link(asked, at),
        posted=asked.link("/review", id=None, done=None, author=None, page=None),
        to=lambda row_id: link(asked, row_id),
        added=_added(ledger, given),
    )
    answer.status_code = 400 if sent else 200
    return answer


def _added(ledger: Ledger, given: Mapping[str, str]) -> Row | None:
    """The words that somebody marked in a story as an act that the program did not see; None where nobody did."""
    story, start, end = (given.get(name, "") for name in ("story", "start", "end"))
    if not (start.isdecimal() and end.isdecimal() and len(start + end) < 16):  # noqa: PLR2004  (numbers that a text can have)
        return None
    sql = "SELECT substring(text, ? + 1, ?) FROM texts WHERE story_id = ?"
    found = ledger.tuples(sql, [int(start), max(int(end) - int(start), 0), story])
    words = found[0][0] if found else ""
    return {"story": story, "start": start, "end": end, "words": words} if words.strip() else None


def read_queue(ledger: Ledger, asked: Asked) -> tuple[list[Row], int | None]:
    """The rows of the queue, and how many events were weighed for it; None where all were."""
    ((tellings,),) = ledger.tuples("SELECT count(*) FROM current_events")
    newest = NEWEST if tellings > SMALL and asked.filters.story is None else None
    filters = replace(filters_for(asked.filters, KNOWN - {"limit", "offset"}), limit=QUEUE)
    unreviewed = dict(asked.text).get("all") != "1"
    return review_queue(ledger, filters, unreviewed=unreviewed, newest=newest).rows(), newest


def conflicts(ledger: Ledger) -> list[JudgedCorrection]:
    """Corrections that the program, or a newer version of the story, contradicts."""
    if not ledger.tuples("SELECT 1 FROM correction_states WHERE state = 'conflict' LIMIT 1"):
        return []
    return [one for one in ledger.corrections() if one.state == "conflict"]


def link(asked: Asked, row_id: str) -> str:
    """The address of the page with this row on it."""
    return asked.link("/review", id=row_id, done=None, page=None)


def done(ledger: Ledger, correction_id: str) -> str:
    """What the correction of this id did, in words; "" where the ledger has none of it."""
    found = ledger.corrections(correction_id) if correction_id.startswith("co_") else ()
    one = next((one for one in found if one.correction.correction_id == correction_id), None)
    if one is None:
        return ""
    return f"{one.correction.action}: {one.state}" + (f", {one.why}" if one.why and one.state != "applied" else "")


def neighbours(queue: Sequence[Row], at: str, asked: Asked) -> tuple[str, str]:
    """The addresses of the row before and after, "" where there is none."""
    ids = [row["event_id"] for row in queue]
    if at not in ids:
        return "", link(asked, ids[0]) if ids else ""
    place = ids.index(at)
    before = link(asked, ids[place - 1]) if place else ""
    return before, link(asked, ids[place + 1]) if place + 1 < len(ids) else ""


@router.post("/review", dependencies=[Writer])
async def correct(request: Request, ledger: Reader, asked: Question, sent: Sent) -> Response:
    """Writes the correction of a form, then shows the row as it stands, or what is wrong with the form; the filters stay."""
    check_names(asked, KNOWN, "/review", BESIDE)
    try:
        judged = await by_hand.write(request.app.state.writing, ledger, sent)
    except UsageError as error:
        failed = replace(sent, failed=str(error))
        return await run_in_threadpool(
            _shown, request, ledger, asked, may_write=True, row_id=_row_of(sent), sent=failed
        )
    correction = judged["correction"]
    then = sent.then or _row_of(sent) or correction["target"]
    beside = {"author": sent.author, "done": correction["correction_id"], "start": None, "end": None, "page": None}
    return RedirectResponse(asked.link("/review", id=then, **beside), status_code=303)


def _row_of(sent: Form) -> str:
    """The row that the form stood beside: the target, but for a correction that is taken back."""
    return sent.other if sent.action == "withdraw" else "" if sent.action == "add" else sent.target
