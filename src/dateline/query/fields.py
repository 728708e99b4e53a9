"""The fields of a row with the rule that set each, and the characters that the rule looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dateline.records.correction import JudgedCorrection
from dateline.records.rows import Row, to_json

from .reasons import FieldReason, Mark

#: Fields of an event that follow from its type, by the tables of PLOVER and CAMEO.
_OF_TYPE = ("act", "mode", "cameo", "quad", "labels", "goldstein", "plover_score")


def event_fields(row: Row) -> tuple[FieldReason, ...]:
    """Reasons for each field of an event, in the order of the contract; rules are those of its `basis`."""
    basis = row["basis"]
    trigger = _marks("type", [row["trigger"]])
    actors, recipients = (_marks(side, row[side]) for side in ("actors", "recipients"))
    when, where = row["when"], row["where"]
    return (
        _reason(row, "type", basis["type"], trigger),
        *(_reason(row, name, basis["type"]) for name in _OF_TYPE),
        _reason(row, "contexts", basis["contexts"]),
        _reason(row, "status", basis["status"]),
        _reason(row, "background", basis["background"]),
        _reason(row, "actors", _who(row, "actors"), actors),
        _reason(row, "recipients", _who(row, "recipients"), recipients),
        _reason(row, "channel", basis["channel"]),
        _reason(row, "when", _joined(basis["when"], when["basis"]), _marks("when", [when])),
        _reason(row, "where", _joined(basis["where"], where["basis"] if where else ""), _marks("where", [where])),
        _reason(row, "attributed_to", ""),
        _reason(row, "issues", basis["contexts"]),
        _reason(row, "confidence", _joined(basis["model"] or "", basis.get("judged", ""))),
    )


def claim_fields(row: Row) -> tuple[FieldReason, ...]:
    """Reasons for each field of a claim; one rule found them all together."""
    rule = row["basis"]
    cue = {"start": row["cue_start"], "end": row["cue_end"], "text": row["cue"]}
    return (
        _reason(row, "speaker", _joined(rule, row["speaker"]["basis"]), _marks("speaker", [row["speaker"]])),
        _reason(row, "country", rule),
        _reason(row, "cue", rule, _marks("cue", [cue])),
        _reason(row, "text", rule, _marks("text", [row])),
        *(
            _reason(row, name, rule)
            for name in ("quoted", "stance", "addressee", "medium", "reported_by")
            if name in row
        ),
        _reason(row, "about", "; ".join(f"{tie['reason']} ({tie['score']})" for tie in row.get("ties", ())) or rule),
    )


def mention_fields(row: Row) -> tuple[FieldReason, ...]:
    """Reasons for each field of a mention of a process; one rule read them all together, the day has a rule of its own."""
    rule, when = row["basis"], row["when"]
    return (
        _reason(row, "state", rule, _marks("state", [row["trigger"]])),
        *(_reason(row, name, rule) for name in _OF_MENTION),
        _reason(row, "when", _joined(when["basis"]), _marks("when", [when])),
        *(_reason(row, name, rule) for name in ("change", "background", "event_id", "attributed_to", "confidence")),
    )


_OF_MENTION = ("kind", "name", "terms", "subject", "parties", "by", "against", "person")


def tenure_fields(row: Row) -> tuple[FieldReason, ...]:
    """Reasons for each field of a tenure; one rule read them all together."""
    marks = _marks("person", [row])
    return (
        _reason(row, "person", row["basis"], marks),
        *(_reason(row, name, row["basis"]) for name in ("office", "country", "from", "to", "as_of")),
    )


def story_fields(row: Row) -> tuple[FieldReason, ...]:
    """Reasons for what the masthead of a story says, and for its day of publication with the days that were weighed."""
    weighed = "; ".join(
        f"{candidate['date']} {candidate['score']:g} ({', '.join(candidate['reasons'])})"
        for candidate in row["published_candidates"]
    )
    named = (
        "agency",
        "source",
        "dateline_place",
        "headline",
        "version_mark",
        "note",
        "byline",
        "withdrawn",
        "corrected",
    )
    return (
        _reason(row, "published", _joined(row["published_basis"], weighed)),
        *(_reason(row, name, "given" if name == "source" and row[name] else "split.masthead") for name in named),
    )


def with_corrections(
    fields: tuple[FieldReason, ...], corrections: Iterable[JudgedCorrection]
) -> tuple[FieldReason, ...]:
    """The fields with the corrections that set them as their rules; what the program said stands behind it."""
    by_field = {_FIELD_OF.get(one.correction.field, one.correction.field): one for one in corrections if one.program}
    return tuple(
        replace(reason, rule=f"by hand:{one.correction.correction_id} ({one.correction.author})")
        if (one := by_field.get(reason.field)) and one.correction.action == "change"
        else reason
        for reason in fields
    )


_FIELD_OF = {"plv15": "labels"}


def _reason(row: Row, name: str, rule: str, marks: tuple[Mark, ...] = ()) -> FieldReason:
    value = row[name]
    shown = value if isinstance(value, str) else to_json(value)
    return FieldReason(field=name, value=shown, rule=rule if value not in (None, [], "") else "", marks=marks)


def _marks(field: str, spans: Iterable[Mapping[str, Any] | None]) -> tuple[Mark, ...]:
    return tuple(
        Mark(field=field, start=span["start"], end=span["end"], text=span["text"])
        for span in spans
        if span and span["text"]
    )


def _who(row: Row, side: str) -> str:
    """The rule that gave the side its actors, then the rules that told who they are."""
    return _joined(row["basis"][side], *(who["basis"] for who in row[side]))


def _joined(*rules: str) -> str:
    return " | ".join(dict.fromkeys(rule for rule in rules if rule))
