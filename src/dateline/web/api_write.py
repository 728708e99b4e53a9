"""POST /api/v1/corrections and /api/v1/stories: what a person or a program adds to the ledger, behind the token."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from .api_formats import json_of
from .api_parameters import Bare, Word
from .problems import Problem
from .tokens import Writer
from .writing import Said, Writing

router = APIRouter(prefix="/api/v1", tags=["writing"], dependencies=[Writer])
_SECURED: dict[str, Any] = {"security": [{"token": []}]}
_JOB = {**_SECURED, "x-row": "job"}
_ACTIONS = {"undo": "withdraw"}
Text = Annotated[str, Field(min_length=1, max_length=2_000_000)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CorrectionAsked(_Body):
    """One correction, as an option of `dateline review` makes it."""

    action: Literal["accept", "change", "reject", "add", "split", "join", "undo"]
    target: Word = Field(description="Id of the row; of the story for add; of the correction for undo.")
    field: Word | None = Field(None, description="change: the field.")
    new: Any = Field(None, description="change: its value. add: a row with type and trigger at least.")
    others: list[Word] = Field([], max_length=100, description="split, join: ids of the others.")
    alone: bool = Field(False, description="This telling only, not all of the same event.")

    def said(self) -> Said:
        """The same as the program takes it."""
        given = {"field": self.field, "new": self.new} if self.action in {"change", "add"} else {}
        told = {name: value for name, value in given.items() if value is not None}
        told |= {"others": tuple(self.others)} if self.others else {}
        action: Any = _ACTIONS.get(self.action, self.action)
        return Said(action=action, target=self.target, told=told | ({"alone": True} if self.alone else {}))


class CorrectionsAsked(_Body):
    """Corrections of one author, made in this order: all of them, or none."""

    author: Word
    reason: str = Field("over HTTP", max_length=500)
    corrections: list[CorrectionAsked] = Field(min_length=1, max_length=1000)


class StoryAsked(_Body):
    """A story, with the fields of a line of JSON Lines (`dateline code FILE.jsonl`)."""

    id: Word | None = None
    text: Text
    title: str | None = Field(None, max_length=2000)
    published: str | None = Field(None, max_length=100)
    source: str | None = Field(None, max_length=500)
    url: str | None = Field(None, max_length=2000)
    dateline: str | None = Field(None, max_length=500)


class StoriesAsked(_Body):
    """Stories to code into the ledger."""

    stories: list[StoryAsked] = Field(min_length=1, max_length=5000)


@router.post("/corrections", summary="Correct rows by hand", openapi_extra={**_SECURED, "x-row": "corrections"})
async def corrections(request: Request, asked: CorrectionsAsked, _beside: Bare) -> Response:
    """Kept for ever, and followed whatever codes the stories again. Answers when the ledger and this server follow them."""
    writing: Writing = request.app.state.writing
    rows = await writing.correct([one.said() for one in asked.corrections], asked.author, asked.reason)
    return json_of({"rows": rows})


@router.post("/stories", summary="Code stories into the ledger", status_code=202, openapi_extra=_JOB)
def stories(request: Request, asked: StoriesAsked, _beside: Bare) -> Response:
    """They are coded in a process of their own, which takes some seconds: the job says how it goes."""
    writing: Writing = request.app.state.writing
    job = writing.code([one.model_dump(exclude_none=True) for one in asked.stories])
    place = f"/api/v1/jobs/{job.id}"
    return JSONResponse(
        dataclasses.asdict(job), 202, {"location": place, "retry-after": "2", "cache-control": "no-store"}
    )


@router.get("/jobs/{job_id}", summary="How far the coding of stories is", openapi_extra=_JOB)
def job(request: Request, job_id: Annotated[str, Path(pattern=r"^jb_[0-9a-f]{16}$")], _asked: Bare) -> Response:
    """state: queued, running, done or failed; then the number of events, and what was rejected."""
    found = request.app.state.writing.job(job_id)
    if found is None:
        raise Problem(404, f"There is no job {job_id}.", "Jobs are known until the server ends")
    return JSONResponse(dataclasses.asdict(found), headers={"cache-control": "no-store"})
