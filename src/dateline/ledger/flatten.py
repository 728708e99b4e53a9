"""Records to rows of the ledger's tables: one row a record, single records in records as columns with a prefix."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.records.ids import content_id
from dateline.records.rows import to_row

if TYPE_CHECKING:
    from dateline.records.actor import Tenure
    from dateline.records.by_hand import ToldTenure
    from dateline.records.claim import Claim
    from dateline.records.coded import CodedStory
    from dateline.records.contact import ContactDetail
    from dateline.records.declined import Declined
    from dateline.records.event import Event
    from dateline.records.process import ProcessMention
    from dateline.records.run import Run
    from dateline.records.story import Story

TableRow = dict[str, Any]

_NUMBERS = ("coding", "digest")  # assigned on arrival: no part of the content
_ENCODER = msgspec.json.Encoder(order="deterministic")
_JSON = msgspec.json.Encoder()


def seal(row: TableRow) -> TableRow:
    """The row with its digest. A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD: the length stays, so offsets hold."""
    try:
        return {**row, "digest": digest(row)}
    except UnicodeEncodeError:
        whole: TableRow = mend(row)
        return {**whole, "digest": digest(whole)}


def digest(row: Mapping[str, Any]) -> str:
    """Hash of a row's content: 16 hex digits of BLAKE2b over its JSON with sorted keys, without numbers given on arrival."""
    content = {key: value for key, value in row.items() if key not in _NUMBERS}
    return hashlib.blake2b(_ENCODER.encode(content), digest_size=8).hexdigest()


def mend(value: Any) -> Any:  # noqa: ANN401  (any plain value)
    """The value with every lone surrogate replaced by U+FFFD."""
    if isinstance(value, str):
        return value if value.isascii() else "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, dict):
        return {key: mend(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [mend(item) for item in value]
    return value


def run_row(run: Run) -> TableRow:
    """The row of `runs`; the time as UTC without zone."""
    row = _plain(run)
    if run.started_at is not None and run.started_at.tzinfo is not None:
        row["started_at"] = run.started_at.astimezone(dt.UTC).replace(tzinfo=None)
    return row


def text_row(story: Story) -> TableRow:
    """The row of `texts`."""
    row = seal({"story_id": story.story_id, "text": story.text})
    return {**row, "repaired": row["text"] != story.text}


def story_row(coded: CodedStory) -> TableRow:
    """The row of `stories`, without coding and run."""
    split = coded.resolved.parsed.split
    story, masthead, publication, place = (
        split.story,
        split.masthead,
        coded.resolved.publication,
        coded.resolved.dateline_place,
    )
    return {
        **{name: getattr(story, name) for name in _GIVEN},
        "published_given": story.published.isoformat() if story.published and not story.published_by else None,
        "dateline_given": story.dateline,
        "published": publication.date,
        "published_basis": publication.basis,
        "published_confidence": float(publication.confidence),
        "published_candidates": [{**_plain(item), "score": float(item.score)} for item in publication.candidates],
        "agency": masthead.agency,
        "dateline_place": masthead.place or (place.text if place else None),
        "dateline_country": place.country if place else None,
        "headline": masthead.headline or story.title,
        "version_mark": masthead.version,
        "note": masthead.note,
        "byline": masthead.byline,
        "withdrawn": masthead.withdrawn,
        "corrected": masthead.corrected,
        "embargoed": masthead.embargoed,
        "parts": [{"kind": p.kind, "start": p.start, "end": p.end, "basis": p.basis} for p in split.parts],
        "sentences": [
            {"index": s.index, "part": s.part, "paragraph": s.paragraph, "start": s.start, "end": s.end}
            for s in split.sentences
        ],
    }


_GIVEN = ("story_id", "source_id", "title", "source", "author", "url", "language", "medium", "path", "line")


def event_row(event: Event) -> TableRow:
    """The row of `events`, without coding and number."""
    when, where, trigger = event.when, event.where, event.trigger
    return {
        **{name: getattr(event, name) for name in _EVENT},
        **{name: _real(getattr(event, name)) for name in ("goldstein", "plover_score", "confidence")},
        **{name: list(getattr(event, name)) for name in ("contexts", "issues", "sources")},
        "plv15": event.labels.plv15,
        "first": when.first,
        "last": when.last,
        "grain": when.grain,
        "when_text": when.text,
        "when_start": when.start,
        "when_end": when.end,
        **{f"where_{name}": getattr(where, name) if where else None for name in _PLACE},
        "where_lat": _real(where.lat) if where else None,
        "where_lon": _real(where.lon) if where else None,
        "attributed_to": [_plain(said) for said in event.attributed_to],
        "trigger_text": trigger.text,
        "trigger_start": trigger.start,
        "trigger_end": trigger.end,
        "evidence": [_plain(span) for span in event.evidence],
        "rule": event.basis.type,
        "model": event.basis.model,
    }


_EVENT = (
    "event_id", "story_id", "source_id", "type", "act", "mode", "cameo", "quad", "status", "background", "channel"
)  # fmt: skip
_PLACE = ("text", "start", "end", "name", "country")


def participant_rows(event: Event) -> list[TableRow]:
    """The rows of `participants`, without the event's number."""
    return [
        {"side": side, "place": place, **_spanned(_plain(actor)), "sectors": list(actor.sectors)}
        for side, actors in (("actor", event.actors), ("recipient", event.recipients))
        for place, actor in enumerate(actors)
    ]


def claim_row(claim: Claim) -> TableRow:
    """The row of `claims`, without coding and number."""
    speaker = claim.speaker
    return {
        **{name: getattr(claim, name) for name in _CLAIM},
        "speaker": speaker.name,
        "speaker_id": speaker.entity_id,
        "speaker_text": speaker.text,
        "speaker_start": speaker.start,
        "speaker_end": speaker.end,
        "speaker_office": speaker.office,
        "speaker_basis": speaker.basis,
        "span_start": claim.start,
        "span_end": claim.end,
        "about": list(claim.about),
        "rule": claim.basis,
    }


_CLAIM = (
    "claim_id", "story_id", "source_id", "country", "cue", "cue_start", "cue_end", "quoted", "text", "stance", "addressee", "medium"
)  # fmt: skip


def process_row(mention: ProcessMention) -> TableRow:
    """The row of `process_mentions`, without coding and number."""
    return {
        **{name: getattr(mention, name) for name in _PROCESS},
        **{name: list(getattr(mention, name)) for name in ("terms", "parties", "against")},
        "imposed_by": list(mention.by),
        "first": mention.when.first,
        "last": mention.when.last,
        "grain": mention.when.grain,
        "trigger_text": mention.trigger.text,
        "trigger_start": mention.trigger.start,
        "trigger_end": mention.trigger.end,
        "evidence": [_plain(span) for span in mention.evidence],
        "confidence": float(mention.confidence),
        "rule": mention.basis,
    }


_PROCESS = (
    "mention_id", "story_id", "source_id", "kind", "name", "subject", "person", "state", "change", "background", "event_id"
)  # fmt: skip


def detail_row(detail: ContactDetail) -> TableRow:
    """The row of `contact_details`, without coding and number."""
    actor, told = detail.actor, detail.told
    return {
        **{name: getattr(detail, name) for name in _DETAIL},
        **{f"actor_{name}": getattr(actor, name) if actor else None for name in ("name", "kind", "country", "office")},
        "told_text": told.text,
        "told_start": told.start,
        "told_end": told.end,
        "evidence": _plain(detail.evidence),
        "rule": detail.basis,
    }


_DETAIL = ("detail_id", "story_id", "source_id", "event_id", "field", "value")


def recorded(row: TableRow, record: Event | Claim | ProcessMention | ContactDetail) -> TableRow:
    """The row with its whole record as JSON, and the digest of that."""
    plain = to_row(record)
    try:
        text = _JSON.encode(plain).decode()
    except UnicodeEncodeError:
        row, text = mend(row), _JSON.encode(mend(plain)).decode()
    return {**row, "record": text, "digest": digest({"record": text})}


def _real(value: float | None) -> float | None:
    return None if value is None else float(value)


def tenure_row(tenure: Tenure, story: Story | ToldTenure) -> TableRow:
    """The row of `tenures`, without coding; its id is the hash of story, place and content."""
    row = _plain(tenure)
    row["from_date"], row["to_date"], row["said_on"] = row.pop("from_"), row.pop("to"), row.pop("as_of")
    row |= {"story_id": story.story_id, "source_id": story.source_id}
    fields = ("story_id", "person", "office", "country", "from_date", "to_date", "said_on", "start", "end")
    row["tenure_id"] = content_id("te", *(row[name] for name in fields))
    return _spanned(row)


def declined_row(declined: Declined) -> TableRow:
    """The row of `declined` or `rejected`, without coding, story or run."""
    row: TableRow = mend(_plain(declined))
    return _spanned(row)


def _spanned(row: TableRow) -> TableRow:
    row["span_start"], row["span_end"] = row.pop("start"), row.pop("end")
    return row


def _plain(record: object) -> TableRow:
    row: TableRow = msgspec.to_builtins(record, builtin_types=(dt.date, dt.datetime))
    return row
