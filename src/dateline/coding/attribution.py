"""Who asserts that the act happened: the speaker of the clause that it is told in."""

from __future__ import annotations

from dateline.lexicon import Codebook
from dateline.records import ActorMention, Attribution
from dateline.syntax import Syntax

from .roles import Cast

_SAYING_DEPS = frozenset({"ccomp", "parataxis", "advcl", "dep"})


def attributed_to(trigger: int, syntax: Syntax, cast: Cast, codebook: Codebook) -> tuple[Attribution, ...]:
    """Speakers of the nearest reporting clause above the trigger, or of an "according to" in its sentence; () if none."""
    verb, speakers = speakers_of(trigger, syntax, cast, codebook)
    if speakers:
        return tuple(_attribution(m, syntax.tokens[verb].text) for m in speakers)
    return _according_to(syntax, cast)


def speakers_of(trigger: int, syntax: Syntax, cast: Cast, codebook: Codebook) -> tuple[int, tuple[ActorMention, ...]]:
    """The nearest verb of saying above the trigger and the mentions of its subject; (trigger, ()) if there is none."""
    inner = trigger
    for i in syntax.ancestors(trigger):
        if (
            syntax.is_verb(i)
            and syntax.tokens[inner].dep in _SAYING_DEPS
            and syntax.lemma(i) in codebook.modality.reporting
        ):
            found = [cast.at(j) for j in syntax.expand(syntax.grammatical_subject(i))]
            speakers = tuple(m for m in found if m is not None)
            if speakers:
                return i, speakers
        inner = i
    return trigger, ()


def _according_to(syntax: Syntax, cast: Cast) -> tuple[Attribution, ...]:
    for token in syntax.tokens:
        if token.lemma in {"accord", "according"}:
            heads = [k for j in syntax.prepositions(token.i) for k in syntax.children(j, "pobj")]
            found = [m for head in syntax.expand(heads) if (m := cast.at(head)) is not None]
            if found:
                return tuple(_attribution(m, "according to") for m in found)
    return ()


def _attribution(mention: ActorMention, cue: str) -> Attribution:
    return Attribution(text=mention.text, country=mention.country, cue=cue)
