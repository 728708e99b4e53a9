"""Who is of which state or body by a clause: "soldiers from Togo and Benin", "X, who heads the ministry", "a team led by X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Registry

from .actors_build import Draft
from .actors_clauses import own_subject
from .actors_elements import Elements
from .actors_told import between, names_several, settle, with_role

_LISTED = frozenset({"&", ",", ",&", ",d", "&d", ",&d"})
_PEOPLE = frozenset("XS")
_HEADED = frozenset({"body", "group", "office", "organisation"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_STATES = frozenset({"state", "body", "organisation"})
_ORIGINS = frozenset({"from", "of"})


def share_origin(drafts: Sequence[Draft], elements: Elements, registry: Registry, text: str) -> list[Draft]:
    """As in "soldiers from Togo and Benin": one phrase with the first state, and the others stand for their own soldiers.

    Not where the plural is an object ("withdrew troops from Togo and Benin").
    """
    out: list[Draft] = []
    model: Draft | None = None
    for draft in drafts:
        before = out[-1] if out else None
        if before is not None and _comes_from(before, draft, elements):
            out[-1] = model = _extended(before, draft, text)
            continue
        if (
            model is not None
            and before is not None
            and _is_state(draft)
            and between(before, draft, elements) in _LISTED
        ):
            out.append(with_role(draft, model, registry))
            continue
        model = None
        out.append(draft)
    return out if len(out) < len(drafts) and _has_list(out) else list(drafts)


def _has_list(drafts: Sequence[Draft]) -> bool:
    return any(d.country_from == "list" and d.mention.basis.startswith("list+") for d in drafts)


def _is_state(draft: Draft) -> bool:
    return draft.letter in "CK" and not draft.mention.attributive


def _comes_from(plural: Draft, state: Draft, elements: Elements) -> bool:
    tokens = elements.parse.tokens
    if not (plural.letter == "R" and names_several(plural) and plural.country_from == "place" and _is_state(state)):
        return False
    if tokens[plural.mention.head].dep == "dobj" or plural.mention.country != state.mention.country:
        return False
    inside = elements.words[elements.items[plural.at[1]].last + 1 : elements.items[state.at[0]].first]
    return len(inside) == 1 and inside[0].key in _ORIGINS


def _extended(plural: Draft, state: Draft, text: str) -> Draft:
    end = state.mention.end
    mention = replace(plural.mention, end=end, text=text[plural.mention.start : end])
    return replace(
        plural,
        mention=mention,
        at=(plural.at[0], state.at[1]),
        tokens=(plural.tokens[0], state.tokens[1]),
        country_from="of",
    )


# ------------------------------------------------------------------------------------------------ heads of bodies
def take_headed_body(drafts: list[Draft], elements: Elements) -> None:
    """As in "X, who heads the Georgian ministry", "the Chadian team was led by X": X is of the state that he heads a body of."""
    for i, draft in enumerate(drafts):
        mention = draft.mention
        if draft.letter not in _PEOPLE or mention.country is not None or mention.attributive or mention.head < 0:
            continue
        body = next(
            (d for j in _headed_by(mention.head, elements) for d in drafts if d.tokens[0] <= j <= d.tokens[1]), None
        )
        if body is None or body.mention.kind not in _HEADED or not body.mention.country:
            continue
        headed = replace(mention, kind="person", sectors=mention.sectors or body.mention.sectors)
        drafts[i] = settle(replace(draft, mention=headed), body.mention.country, "headed")


def take_named_post(drafts: list[Draft], elements: Elements) -> None:
    """As in "Tehran named X as its delegate": X is of the state that names him or her to a post of its own."""
    parse = elements.parse
    for i, draft in enumerate(drafts):
        mention = draft.mention
        if draft.letter not in _PEOPLE or mention.country is not None or mention.head < 0:
            continue
        token = parse.tokens[mention.head]
        if token.dep != "dobj" or parse.tokens[token.head].lemma not in load_actor_phrases().naming:
            continue
        title = next((d for d in drafts[i + 1 : i + 2] if d.letter == "R" and not d.plural and d.mention.office), None)
        subject = own_subject(parse, token.head)
        namer = next((d for d in drafts if d.tokens[0] <= subject <= d.tokens[1]), None)
        sent = (
            parse.tokens[token.head].lemma in load_actor_phrases().sending
            and namer is not None
            and namer.mention.kind in _STATES
        )
        if namer is None or not namer.mention.country or (title is None and not sent):
            continue
        named = replace(mention, kind="person", sectors=title.mention.sectors if title is not None else ("GOV",))
        office = title.mention.office if title is not None else None
        placed = replace(
            draft, mention=replace(named, office=office), role=title.role if title is not None else draft.role
        )
        drafts[i] = settle(placed, namer.mention.country, "named")


def _headed_by(person: int, elements: Elements) -> list[int]:
    """The tokens of what a person heads: objects of a verb of heading, or what is headed "by" the person."""
    parse, heading = elements.parse, load_actor_phrases().heading
    token = parse.tokens[person]
    above = parse.tokens[token.head]
    verbs = [j for j in parse.children[person] if parse.tokens[j].dep == "relcl"]
    if token.dep == "nsubj":
        verbs.append(above.i)
    found = [
        k for j in verbs if parse.tokens[j].lemma in heading for k in parse.children[j] if parse.tokens[k].dep == "dobj"
    ]
    if token.dep != "pobj" or above.text.lower() != "by" or parse.tokens[above.head].lemma not in heading:
        return found
    verb = above.head
    if parse.tokens[verb].dep in {"acl", "relcl"}:
        found.append(parse.tokens[verb].head)
    return found + [k for k in parse.children[verb] if parse.tokens[k].dep in _SUBJECTS]
