"""From frame and status to PLOVER type, act, mode, channel, CAMEO code and the older labels."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.lexicon import Codebook, Frame
from dateline.records import Channel, EventType, Labels, Quad, Status

from .matching import Match
from .modality import IF_THEN, OBLIGATION, Verdict

#: PLOVER G.1: told as still to come, these acts are AGREE.
BECOMES_AGREE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
#: Acts whose "will not" is a refusal, with the mode of what is refused.
REFUSABLE = {
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": None,
    "CONCEDE": "yield",
    "RETREAT": "yield",
}
#: CAMEO for an act that is only intended, by act (reference table plover_to_cameo, AGREE and CONCEDE rows).
INTENT_CAMEO = {
    "CONSULT": "036",
    "SUPPORT": "032",
    "COOPERATE": "031",
    "AID": "033",
    "RETREAT": "0356",
    "CONCEDE": "035",
}
#: Modes of a violent act told as still to come (PLOVER G.2: THREATEN, not ASSAULT in the future).
THREAT_CAMEO = "138"
REFUSAL_CAMEO = "120"
DEMAND_CAMEO = "100"
#: The older 15 roots (see docs/terms.md): conflict acts to come count as threats there.
_PLV15_FUTURE = {
    "SANCTION": "THREATEN",
    "COERCE": "THREATEN",
    "ASSAULT": "THREATEN",
    "CONCEDE": "AGREE",
    "RETREAT": "AGREE",
}
#: The more telling channel first: a video call is also a call, a meeting of a council also a meeting.
_CHANNELS: tuple[Channel, ...] = ("video", "hotline", "phone", "letter", "multilateral", "in_person")
#: Label of words for what happens beside a conference.
_BESIDE = "sidelines"
_TALKING = frozenset({"CONSULT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The type verdict of one event."""

    type: EventType
    act: EventType
    mode: str | None
    status: Status
    cameo: str
    labels: Labels
    channel: Channel | None
    channel_basis: str


def type_of(match: Match, verdict: Verdict, clause: str, codebook: Codebook) -> Typed:
    """The verdict on a match; `clause` is the lower-cased text that mode and channel cues are read from."""
    frame = match.frame
    act = _act(match)
    event_type, status = _converted(frame.type, act, verdict)
    mode = _mode(match, event_type, clause, codebook)
    channel, basis = _channel(frame, act, mode, clause, codebook)
    if act == "CONSULT" and event_type == "CONSULT" and channel in {"phone", "video", "hotline"}:
        mode = "phone"
    return Typed(
        type=event_type,
        act=act,
        mode=mode if mode in codebook.types[event_type].modes else None,
        status=status,
        cameo=_cameo(frame, event_type, act),
        labels=Labels(plv15=_plv15(frame, event_type, status)),
        channel=channel,
        channel_basis=basis,
    )


def quad_of(event_type: str, codebook: Codebook, sanction_quad: int) -> Quad:
    """Quad class of a type; SANCTION as the settings choose."""
    if event_type == "SANCTION" and sanction_quad == 3:  # noqa: PLR2004  (PLOVER's number of verbal conflict)
        return "verbal_conflict"
    return _QUADS[str(codebook.types[event_type].quad)]


_QUADS: dict[str, Quad] = {
    "1": "verbal_cooperation",
    "2": "material_cooperation",
    "3": "verbal_conflict",
    "4": "material_conflict",
    "verbal_cooperation": "verbal_cooperation",
    "material_cooperation": "material_cooperation",
    "verbal_conflict": "verbal_conflict",
    "material_conflict": "material_conflict",
}


def _act(match: Match) -> EventType:
    frame = match.frame
    if frame.act:
        return frame.act
    if frame.act_from_complement and match.embedded is not None:
        return match.embedded.act or match.embedded.type
    return frame.type


def _converted(event_type: EventType, act: EventType, verdict: Verdict) -> tuple[EventType, Status]:
    """Type and status after PLOVER's rules of tense (G.1, G.2); what one will not do is refused: REJECT."""
    status = verdict.status
    if verdict.basis == OBLIGATION:
        return "REQUEST", "occurred"
    if verdict.basis == IF_THEN and event_type == "ASSAULT":
        return "THREATEN", "occurred"
    if verdict.basis == "refused" and event_type in REFUSABLE:
        return "REJECT", "occurred"
    if status == "planned":
        if event_type in BECOMES_AGREE:
            return "AGREE", status
        if event_type == "RETREAT":
            return "CONCEDE", status
        if event_type == "ASSAULT":
            return "THREATEN", "occurred"
    if event_type == "AGREE" and act == "CONSULT" and status == "occurred":
        return event_type, "planned"
    return event_type, status


def _mode(match: Match, event_type: str, clause: str, codebook: Codebook) -> str | None:
    """What is refused or threatened comes first, then what the frame says, then cue words of the clause."""
    frame = match.frame
    if event_type != frame.type and event_type in {"REJECT", "THREATEN", "REQUEST"}:
        return "violence" if event_type == "THREATEN" else REFUSABLE.get(frame.type)
    if frame.mode_by_act and match.embedded is not None:
        by_act = dict(frame.mode_by_act)
        if match.embedded.type in by_act:
            return by_act[match.embedded.type]
    if frame.mode:
        return frame.mode
    for mode, cues in codebook.types[frame.type].mode_cues:
        if any(f" {form} " in f" {clause} " for cue in cues for form in _forms(cue)):
            return mode
    return None


def _forms(cue: str) -> tuple[str, str]:
    """A cue as it stands in the text, singular and plural."""
    words = cue.replace("_", " ")
    return words, words + "s"


def _channel(frame: Frame, act: str, mode: str | None, clause: str, codebook: Codebook) -> tuple[Channel | None, str]:
    if act not in _TALKING:
        return None, ""
    found = codebook.channels.find(clause)
    if frame.channel and not (frame.channel == "phone" and {"video", "hotline"} & set(found)):
        return frame.channel, frame.id
    if _BESIDE in found:
        return "in_person", "channels.sidelines"
    for channel in _CHANNELS:
        if channel in found:
            return channel, "channels"
    return ("in_person", "mode.visit") if mode == "visit" else ("unknown", "")


def _cameo(frame: Frame, event_type: str, act: str) -> str:
    if event_type == frame.type and not (event_type == "AGREE" and frame.act_from_complement):
        return frame.cameo
    if event_type == "THREATEN":
        return THREAT_CAMEO
    if event_type == "REJECT":
        return REFUSAL_CAMEO
    if event_type == "REQUEST":
        return DEMAND_CAMEO
    return INTENT_CAMEO.get(act, frame.cameo or "030")


def _plv15(frame: Frame, event_type: str, status: str) -> str:
    if status == "planned" and event_type in _PLV15_FUTURE:
        return _PLV15_FUTURE[event_type]
    if frame.plv15 and event_type == frame.type:
        return frame.plv15
    return plv15_of(event_type, status)


def plv15_of(event_type: str, status: str) -> str:
    """The older root that a type and status have where no frame says otherwise."""
    if status == "planned" and event_type in _PLV15_FUTURE:
        return _PLV15_FUTURE[event_type]
    return "YIELD" if event_type in {"CONCEDE", "RETREAT"} else event_type
