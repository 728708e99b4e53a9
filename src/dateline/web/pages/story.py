"""A story: the copy as it was read, with all that it tells marked in it, its versions, and what was declined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dateline.ledger import Ledger
from dateline.query.diff_fields import reading_of
from dateline.web.asked import Question
from dateline.web.listing import check_names
from dateline.web.render import page
from dateline.web.snapshots import Reader

from . import wording  # noqa: F401  (its filters)
from .missing import missing
from .story_marks import LAYERS, Mark, Token, tokens
from .story_rows import MOST, StoryPage, read_story
from .story_versions import Pair, differences, figures, folded, paragraphs

router = APIRouter(include_in_schema=False)
#: Characters of a text that a page shows; `?whole=1` shows all.
LONG = 200_000
#: Layers whose words name a row.
_NAMING = frozenset({"act", "claim", "office", "process"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the copy. tail: the white space at its end, which is not to be seen; labelled: its kind is new here."""

    kind: str
    basis: str
    tokens: Sequence[Token]
    tail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Two versions side by side. pairs: paragraphs, and numbers of paragraphs that are the same and left out."""

    old: StoryPage
    new: StoryPage
    pairs: Sequence[Pair | int]
    figures: dict[str, int]


@router.get("/story/{story:path}")
def story(request: Request, ledger: Reader, asked: Question, story: str, whole: bool = False) -> Response:
    """The page of a story. In the address: mark, id of a row whose sentence is lit up; against: another version to compare with."""
    check_names(asked, frozenset(), "/story", ("mark", "against", "whole"))
    given = dict(asked.text)
    found = read_story(ledger, story)
    if found is None:
        return missing(request, "story", story, "/events")
    mark = _told_here(ledger, found, given.get("mark", ""))
    end = len(found.text) if whole else min(len(found.text), LONG)
    return page(
        request,
        "story.html",
        found=found,
        head=found.head,
        blocks=blocks(found, mark, end),
        shown=end,
        rows=found.rows[:MOST],
        declined=found.declined[:MOST],
        layers={layer: words for layer, words in LAYERS.items() if any(one.layer == layer for one in found.marks)},
        mark=mark,
        is_marked=bool(lit(found, mark)),
        beside=_beside(ledger, found, given.get("against", "")),
        reading=reading_of,
    )


def _told_here(ledger: Ledger, found: StoryPage, mark: str) -> str:
    """The id by which this story tells the event that is asked for: another telling of it may have been named, or its group."""
    if not mark or any(one.id.startswith(mark) for one in found.rows):
        return mark
    told = ledger.tuples(_SAME_EVENT, [mark, found.story_id])
    return str(told[0][0]) if told else mark


_SAME_EVENT = """
SELECT event_id FROM current_events
WHERE group_id IN (SELECT group_id FROM current_events WHERE event_id = $1 OR group_id = $1) AND story_id = $2
ORDER BY event_id LIMIT 1"""


def blocks(found: StoryPage, mark: str = "", end: int | None = None) -> list[Block]:
    """The parts of the copy with their marks; all tokens' texts and tails together are the text up to `end`."""
    text, end = found.text, len(found.text) if end is None else end
    parts = found.head["parts"] or [{"kind": "body", "start": 0, "end": len(text), "basis": ""}]
    marks = (*lit(found, mark), *found.marks)
    made, anchors = [], set[str]()
    for part in parts:
        first, last = part["start"], min(part["end"], end)
        if first >= last:
            continue
        words = last - len(text[first:last]) + len(text[first:last].rstrip())
        inside = [_anchored(token, anchors) for token in tokens(text, first, words, _between(marks, first, words))]
        made.append(Block(kind=part["kind"], basis=part["basis"], tokens=inside, tail=text[words:last]))
    return made


def _anchored(token: Token, anchors: set[str]) -> Token:
    """The token with the id that links name: "mark" where the sentence that is asked for begins, "w-ID" where a row's words do."""
    if token.what != "open" or token.mark is None or token.mark.layer not in {"asked", *_NAMING}:
        return token
    anchor = "mark" if token.mark.layer == "asked" else f"w-{token.mark.row}"
    if anchor in anchors:
        return token
    anchors.add(anchor)
    return replace(token, id=anchor)


def _between(marks: Iterable[Mark], first: int, last: int) -> list[Mark]:
    return [mark for mark in marks if mark.start < last and first < mark.end]


def lit(found: StoryPage, mark: str) -> list[Mark]:
    """The sentences of the row that is asked for, as marks around all others; none if the story does not tell it."""
    asked = next((one for one in found.rows if mark and one.id.startswith(mark)), None)
    spans = found.evidence.get(asked.id, ()) if asked else ()
    return [Mark(start=start, end=end, layer="asked", row=asked.id) for start, end in spans if asked]


def _beside(ledger: Ledger, found: StoryPage, against: str) -> Beside | None:
    """The other version and this one, the older first."""
    other = read_story(ledger, against, deep=False) if against else None
    if other is None:
        return None
    old, new = sorted((other, found), key=_age)
    pairs = differences(*(paragraphs(one.text[:LONG], _cuts(one)) for one in (old, new)))
    return Beside(old=old, new=new, pairs=folded(pairs), figures=figures(pairs))


def _cuts(page: StoryPage) -> list[int]:
    return [part["start"] for part in page.head["parts"] if part["start"] < LONG] or [0]


def _age(page: StoryPage) -> tuple[int, str, str]:
    return page.head["version"], page.head["day"] or "9999", page.head["source_id"]
