"""GET /api/v1/ledger, why/{id}, stories/{id}/text: one thing at a time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from dateline import __version__, query
from dateline.records import Row, to_row

from .api_formats import json_of
from .api_parameters import Bare
from .pages.story_rows import read_story
from .problems import Problem
from .snapshots import Current, Reader

router = APIRouter(prefix="/api/v1", tags=["single"])
_COUNTS = """
SELECT (SELECT count(*) FROM current_stories) AS stories, (SELECT min(published) FROM current_stories) AS known_from,
  (SELECT max(published) FROM current_stories) AS known_until,
  count(*) AS events, count(*) FILTER (act = 'CONSULT') AS contacts, count(*) FILTER (status = 'planned') AS plans,
  (SELECT count(*) FROM claims) AS claims, (SELECT count(*) FROM tenures) AS tenures,
  (SELECT count(*) FROM process_states WHERE now AND until IS NULL) AS processes,
  (SELECT count(*) FROM corrections) AS corrections
FROM current_events WHERE representative AND told_until_now"""
#: Ids of rows and of groups, or the beginning of one: type and digits of a hash.
Id = Annotated[
    str, Path(pattern=r"^[a-z]{2,8}_[0-9a-z]{1,64}$", examples=["ev_0123456789abcdef"], description="Id of a row.")
]


@router.get(
    "/ledger", summary="What the ledger holds, and until when anything is known", openapi_extra={"x-row": "ledger"}
)
def ledger(request: Request, state: Current, opened: Reader, _asked: Bare) -> Response:
    """Numbers of rows, first and last day of publication, the name of the state, and whether this server may write.

    `trouble` says why the state is not that of the file, null as long as all is well.
    """
    counts: Row = state.kept("ledger", lambda: opened.ask(_COUNTS).rows()[0])
    app = request.app.state
    about = {"ledger": app.snapshots.path.name, "state": state.version, "program": f"dateline {__version__}"}
    return json_of({**about, **counts, "writing": app.tokens.writing, "trouble": app.snapshots.trouble})


@router.get("/why/{row_id}", summary="Where every field of a row comes from", openapi_extra={"x-row": "why"})
def why(row_id: Id, opened: Reader, _asked: Bare) -> Response:
    """The sentences with the words that set a field, the rule behind each field, all tellings, and what was declined beside it."""
    return json_of(to_row(query.why(opened, row_id)))


@router.get(
    "/stories/{story_id}/text", summary="The copy of a story with its parts and marks", openapi_extra={"x-row": "text"}
)
def text(story_id: Id, opened: Reader, _asked: Bare) -> Response:
    """The text as it was read, its parts, the rows that it tells with their characters, what was declined, and its versions.

    Offsets are in Unicode code points, half-open.
    """
    found = read_story(opened, story_id)
    if found is None:
        raise Problem(404, f"No story has the id {story_id!r}.", "GET /api/v1/stories shows them")
    return json_of({"kinds": found.kinds(), **to_row(found)})
