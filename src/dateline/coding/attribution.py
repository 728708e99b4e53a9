"""Who asserts that the act happened: the speaker of the clause that it is told in."""

from __future__ import annotations

from dateline.lexicon import Codebook
from dateline.records import ActorMention, Attribution
from dateline.syntax import Syntax

from .roles import Cast

_SAYING_DEPS = frozenset({"ccomp", "parataxis", "advcl", "dep"})


def attributed_to(trigger: int, syntax: Syntax, cast: Cast, codebook: Codebook) -> tuple[Attribution, ...]:
    """Speakers of the nearest reporting clause above the trigger, or of an "according to" in its sentence; () if none."""
    inner = trigger
    for i in syntax.ancestors(trigger):
        if (
            syntax.is_verb(i)
            and syntax.tokens[inner].dep in _SAYING_DEPS
            and syntax.lemma(i) in codebook.modality.reporting
        ):
            speakers = [cast.at(j) for j in syntax.expand(syntax.grammatical_subject(i))]
            found = tuple(_attribution(m, syntax.tokens[i].text) for m in speakers if m is not None)
            if found:
                return found
        inner = i
    return _according_to(syntax, cast)


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
