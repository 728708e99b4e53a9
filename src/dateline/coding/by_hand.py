"""An event as a person corrects it: one field by hand, and what follows from it by the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, get_args

from dateline.errors import UsageError
from dateline.lexicon import Codebook
from dateline.records import Basis, Channel, Event, Evidence, Labels, Quad, Span, Status, When, content_id

from .by_hand_values import Page, read_actors, read_when, read_where, trigger_of
from .verdict import BECOMES_AGREE, INTENT_CAMEO, plv15_of, quad_of

#: Fields of an event that a person may set.
FIELDS = (
    "type", "act", "mode", "status", "channel", "background", "when", "where", "actors", "recipients", "issues", "contexts",
    "cameo", "quad", "goldstein", "plv15", "plover_score",
)  # fmt: skip
_REMOTE = frozenset({"phone", "video", "hotline"})
_NUMBERS = {"goldstein": 10.0, "plover_score": 10.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field set by hand. basis: what stands as its rule ("by hand:co_...")."""

    field: str
    value: Any
    basis: str


def change_event(
    event: Event, changes: Mapping[str, Change], page: Page, codebook: Codebook, sanction_quad: int = 4
) -> Event:
    """The event with the changes (by field) in it, and what follows from type, act, mode and channel unless it is changed itself.

    Raises UsageError for a field or a value that cannot be, with those that can.
    """
    if unknown := sorted(set(changes) - set(FIELDS)):
        raise UsageError(f"an event has no field {', '.join(unknown)} to change; fields: {', '.join(FIELDS)}")
    changed = _typed(event, changes, codebook, sanction_quad)
    for field in ("status", "background", "when", "where", "actors", "recipients", "issues", "contexts"):
        if field in changes:
            changed = _told(changed, changes[field], page, codebook)
    return replace(changed, basis=_basis(event.basis, changes))


def _typed(event: Event, changes: Mapping[str, Change], codebook: Codebook, sanction_quad: int) -> Event:
    """Type, act, mode and channel with all that follows from them."""
    own = {field: _word(change, codebook, event) for field, change in changes.items() if field in _WORDS}
    if not own:
        return event
    type_ = own.get("type", event.type)
    status = changes["status"].value if "status" in changes else event.status
    act = own.get("act", _act(event, type_, status) if "type" in own else event.act)
    if act not in codebook.types:
        raise UsageError(f"act is {act!r}, not one of {', '.join(codebook.types)}")
    channel = own.get("channel", (event.channel or "unknown") if act == "CONSULT" else None)
    mode = own.get("mode", _mode(event, type_, channel, codebook) if {"type", "channel"} & set(own) else event.mode)
    if mode is not None and mode not in codebook.types[type_].modes:
        raise UsageError(f"mode is {mode!r}; {type_} has {', '.join(codebook.types[type_].modes) or 'none'}")
    recoded = (type_, act, mode) != (event.type, event.act, event.mode)
    cameo = own.get("cameo", _cameo(type_, act, mode, codebook) if recoded else event.cameo)
    code = codebook.cameo.get(cameo)
    return replace(
        event,
        type=type_,
        act=act,
        mode=mode,
        channel=channel,
        cameo=cameo,
        quad=own.get("quad", quad_of(type_, codebook, sanction_quad) if "type" in own else event.quad),
        labels=Labels(plv15=own.get("plv15", plv15_of(type_, status) if "type" in own else event.labels.plv15)),
        goldstein=own.get("goldstein", (code.goldstein if code else None) if cameo != event.cameo else event.goldstein),
        plover_score=own.get("plover_score", codebook.types[type_].score(mode) if recoded else event.plover_score),
    )


_WORDS = frozenset({"type", "act", "mode", "channel", "cameo", "quad", "plv15", "goldstein", "plover_score"})


def _word(change: Change, codebook: Codebook, event: Event) -> Any:  # noqa: ANN401  (word, number or None)
    field, value = change.field, change.value
    if field in _NUMBERS:
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > _NUMBERS[field]
        ):
            raise UsageError(f"{field} is {value!r}: give a number from -10 to 10, or null")
        return None if value is None else float(value)
    if value is None and field in {"mode", "channel"}:
        return None
    known: tuple[str, ...] = {
        "type": tuple(codebook.types),
        "act": tuple(codebook.types),
        "mode": tuple(mode for act in codebook.types.values() for mode in act.modes),
        "channel": get_args(Channel),
        "quad": get_args(Quad),
        "cameo": tuple(codebook.cameo),
        "plv15": tuple(sorted({plv15_of(one, event.status) for one in codebook.types} | {"YIELD"})),
    }[field]
    if value not in known:
        shown = ", ".join(known) if field != "cameo" else "the codes of CAMEO, as text"
        raise UsageError(f"{field} is {value!r}, not one of {shown}")
    return value


def _act(event: Event, type_: str, status: str) -> str:
    """The act under a new type: the type itself, but a meeting that is agreed upon stays one."""
    return event.act if type_ == "AGREE" and status == "planned" and event.act in BECOMES_AGREE else type_


def _mode(event: Event, type_: str, channel: str | None, codebook: Codebook) -> str | None:
    """The mode that goes with the channel of a contact; else the one that it had, if the type has it."""
    if type_ == "CONSULT" and channel in _REMOTE:
        return "phone"
    mode = None if event.mode == "phone" and type_ == "CONSULT" else event.mode
    return mode if mode in codebook.types[type_].modes else None


def _cameo(type_: str, act: str, mode: str | None, codebook: Codebook) -> str:
    """The code of an act that is only intended, else the one that most frames of the type have, in its mode if it has one."""
    if type_ == "AGREE" and act != type_ and act in INTENT_CAMEO:
        return INTENT_CAMEO[act]
    if mode is not None:
        return usual_cameo(type_, mode, codebook)
    codes = Counter(frame.cameo for frame in codebook.frames if frame.type == type_)
    return codes.most_common(1)[0][0] if codes else ""


def usual_cameo(event_type: str, mode: str | None, codebook: Codebook) -> str:
    """The CAMEO code that most frames of a type and mode have."""
    frames = [frame for frame in codebook.frames if frame.type == event_type]
    alike = [frame for frame in frames if frame.mode == mode] or frames
    return Counter(frame.cameo for frame in alike).most_common(1)[0][0] if alike else ""


def _told(event: Event, change: Change, page: Page, codebook: Codebook) -> Event:
    """Status, day, place, sides and cues."""
    field, value, basis = change.field, change.value, change.basis
    if field == "status":
        if value not in get_args(Status):
            raise UsageError(f"status is {value!r}, not one of {', '.join(get_args(Status))}")
        return replace(event, status=value)
    if field == "background":
        if not isinstance(value, bool):
            raise UsageError(f"background is {value!r}: true or false")
        return replace(event, background=value)
    if field == "when":
        return replace(event, when=read_when(value, event.when, page, basis))
    if field == "where":
        return replace(event, where=read_where(value, page, basis))
    if field in {"actors", "recipients"}:
        role = "participant" if event.act == "CONSULT" and field == "actors" else field[:-1]
        side: dict[str, Any] = {field: read_actors(value, event, page, role, basis)}
        return replace(event, **side)
    if not isinstance(value, (list, tuple)) or not all(isinstance(word, str) and word for word in value):
        raise UsageError(f"{field} are {value!r}: give a list of words")
    if field == "contexts":  # PLOVER's are a closed list; issues are whatever an analyst follows
        _check_known(value, (*event.contexts, *codebook.contexts.names))
    words: dict[str, Any] = {field: tuple(value)}
    return replace(event, **words)


def _check_known(words: Sequence[str], known: tuple[str, ...]) -> None:
    """Raises UsageError for a context that is none, with the nearest one."""
    for word in words:
        if word not in known:
            near = get_close_matches(word, known, n=1)
            meant = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
            raise UsageError(f"{word!r} is no context of the codebook: {meant}")


def _basis(basis: Basis, changes: Mapping[str, Change]) -> Basis:
    told: dict[str, Any] = {
        field: change.basis for field, change in changes.items() if field in Basis.__dataclass_fields__
    }
    return replace(basis, **told)


def add_event(row: Mapping[str, Any], page: Page, ids: tuple[str, str], basis: str, codebook: Codebook) -> Event:
    """An event that a person reads in a story. row: type and trigger (words, or {text, start}) at least, fields as for a change.

    ids: story_id and source_id. page: the sentence of the act. Raises UsageError for what cannot be.
    """
    words, start = trigger_of(row)
    trigger = page.find(words, page.sentence[0] if start is None else start)
    if not trigger.text:
        raise UsageError("an event by hand needs the words that tell the act (trigger), as the story writes them")
    type_ = str(row.get("type"))
    if type_ not in codebook.types:
        raise UsageError(f"type is {type_!r}, not one of {', '.join(codebook.types)}")
    act, mode = row.get("act", type_), row.get("mode")
    by_hand: dict[str, Any] = dict.fromkeys(_ADDED, basis)
    event = Event(
        event_id=content_id("ev", ids[0], type_, act, trigger.start, trigger.end, "by hand"),
        story_id=ids[0],
        source_id=ids[1],
        **_bare(type_, codebook),
        trigger=Span(start=trigger.start, end=trigger.end, text=trigger.text),
        evidence=(Evidence(part=row.get("part", "body"), start=page.sentence[0], end=page.sentence[1]),),
        basis=replace(Basis(type=basis), **by_hand),
    )
    given = {**row, "act": act, "mode": mode}
    changes = {field: Change(field=field, value=given[field], basis=basis) for field in FIELDS if field in given}
    made = change_event(event, changes, page, codebook)
    return replace(made, basis=event.basis)


_ADDED = ("actors", "recipients", "status", "background", "when", "where", "channel", "contexts")


def _bare(type_: str, codebook: Codebook) -> dict[str, Any]:
    """An event of this type of which nothing else is told."""
    cameo = _cameo(type_, type_, None, codebook)
    code = codebook.cameo.get(cameo)
    return {
        "type": type_, "act": type_, "mode": None, "cameo": cameo, "quad": quad_of(type_, codebook, 4),
        "labels": Labels(plv15=plv15_of(type_, "occurred")), "goldstein": code.goldstein if code else None,
        "plover_score": codebook.types[type_].score(None), "contexts": (), "status": "occurred", "background": False,
        "actors": (), "recipients": (), "channel": None, "when": When(), "where": None, "attributed_to": (), "issues": (),
        "confidence": 1.0,
    }  # fmt: skip
