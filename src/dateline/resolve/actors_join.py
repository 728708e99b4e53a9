"""What phrases of one sentence tell about each other: lists, places behind a noun, apposition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.lexicon.registry import Registry

from .actors_build import Draft
from .actors_clauses import subject_of
from .actors_elements import Elements
from .actors_origins import share_origin, take_headed_body, take_named_post
from .actors_told import as_person, between, country_at, names_several, settle, told_as, with_role, with_title

_LISTED = re.compile(r"[,&d]+")
_ADJACENT = re.compile(r"(?:,|&|,&)")
_GEOGRAPHIC = frozenset("NCKP")
_PEOPLE = frozenset("XS")
#: Sectors of those whom a state keeps or sends.
_SENT = frozenset({"MIL", "GOV", "COP", "SPY"})
#: Nouns for states, which no place makes one of its own.
_STATES_THEMSELVES = frozenset(
    {"country", "nation", "side", "state", "neighbor", "neighbour", "ally", "power", "capital"}
)
_BEHIND_TITLES = frozenset({"of", "for", "at", "in", "to", "-"})
_LONGEST_COMPLEMENT = 8  # tokens between a title and the comma before its name
_BEHIND = frozenset({"in", "at", "from", "across", "near", "inside", "throughout", "of"})


def join_sentence(drafts: Sequence[Draft], elements: Elements, registry: Registry, text: str) -> list[Draft]:
    """The drafts of a sentence with what their neighbours tell: countries, offices, sectors, persons."""
    found = list(drafts)
    _share_role_forward(found, elements, registry)
    _share_role_backward(found, elements, registry)
    _take_possessor(found, elements, registry)
    _take_place_behind(found, elements, registry)
    found = share_origin(found, elements, registry, text)
    take_headed_body(found, elements)
    take_named_post(found, elements)
    _take_actor_served(found, elements, registry)
    _name_acronyms(found, elements)
    _join_appositions(found, elements)
    _match_respectively(found, elements)
    return found


def _share_role_forward(drafts: list[Draft], elements: Elements, registry: Registry) -> None:
    """As in "leaders of Germany, France and the UK": France and the UK stand for their leaders."""
    for i in range(1, len(drafts)):
        before, draft = drafts[i - 1], drafts[i]
        if not (names_several(before) and before.country_from in {"of", "list"} and before.role):
            continue
        alone = draft.letter in "CK" and draft.at[0] == draft.at[1] - _articles(draft, elements)
        if alone and not draft.mention.attributive and _LISTED.fullmatch(between(before, draft, elements)):
            drafts[i] = with_role(draft, before, registry)


def _articles(draft: Draft, elements: Elements) -> int:
    return draft.at[1] - draft.at[0] if elements.letters[draft.at[0]] == "d" else 0


def _share_role_backward(drafts: list[Draft], elements: Elements, registry: Registry) -> None:
    """As in "U.S. and British forces": U.S. stands for its forces."""
    for i in range(len(drafts) - 2, -1, -1):
        draft, after = drafts[i], drafts[i + 1]
        if (
            draft.letter not in "NCKE"
            or elements.letters[draft.at[1]] not in "NCKckE"
            or (draft.letter == "E" and draft.plural)
        ):
            continue
        first = elements.letters[after.at[0]]
        if draft.letter == "E" and after.letter in "RT" and names_several(after) and after.mention.country is None:
            first = "N" if after.mention.kind == "group" and first in "RTrtmg" else first
            after = replace(after, country_from="adjective")
        told = after.letter in "RT" and after.country_from == "adjective"
        shared = first in "NckE" and (told or after.country_from == "list")
        if shared and _ADJACENT.fullmatch(between(draft, after, elements)):
            drafts[i] = with_role(draft, after, registry)


def _take_possessor(drafts: list[Draft], elements: Elements, registry: Registry) -> None:
    """As in "Vietnam, which keeps 40,000 troops in Laos", "Haiti sent observers": the object of such a verb is the subject's."""
    parse = elements.parse
    for i, draft in enumerate(drafts):
        mention = draft.mention
        if mention.country is not None or draft.letter != "R" or draft.owner or not set(mention.sectors) & _SENT:
            continue
        if parse.tokens[mention.head].dep != "dobj" or (mention.kind in {"person", "office"} and not draft.plural):
            continue
        verb = parse.tokens[mention.head].head
        if parse.tokens[verb].lemma not in registry.grammar.possession:
            continue
        subject = subject_of(parse, verb)
        country = country_at(drafts, subject) if subject >= 0 else None
        if country:
            drafts[i] = settle(draft, country, "possessor", registry.adjective(country))


def _take_place_behind(drafts: list[Draft], elements: Elements, registry: Registry) -> None:
    """As in "police in Kabul", "websites of Georgia": the place tells the country of a role without one, or of what it owns."""
    tokens, children = elements.parse.tokens, elements.parse.children
    for i, draft in enumerate(drafts):
        if draft.mention.country is not None or draft.letter not in "RSP" or draft.mention.basis == "shape":
            continue
        if draft.owner:
            continue
        head = draft.mention.head
        over = [head, tokens[head].head] if draft.mention.attributive else [head]
        objects = [
            k
            for above in over
            for j in children[above]
            if tokens[j].dep == "prep" and tokens[j].text.lower() in _BEHIND
            for k in children[j]
            if tokens[k].dep == "pobj"
        ]
        country = next((c for k in objects if (c := country_at(drafts, k))), None)
        if country and draft.role not in _STATES_THEMSELVES:  # "the two countries' summit in Hanoi" are not of Hanoi
            drafts[i] = settle(draft, country, "place", registry.adjective(country))


def _take_actor_served(drafts: list[Draft], elements: Elements, registry: Registry) -> None:
    """As in "Minister X for Oman", "forces loyal to General Y": the actor right behind is the one that the role belongs to."""
    for i in range(len(drafts) - 2, -1, -1):
        draft, actor = drafts[i], drafts[i + 1]
        if (
            draft.mention.country is not None
            or draft.owner
            or not draft.role
            or draft.country_from == "region"
            or not actor.mention.country
        ):
            continue
        words = elements.words[elements.items[draft.at[1]].last + 1 : elements.items[actor.at[0]].first]
        if " ".join(word.key for word in words) in registry.grammar.belonging:
            drafts[i] = settle(draft, actor.mention.country, "served", registry.adjective(actor.mention.country))


def _name_acronyms(drafts: list[Draft], elements: Elements) -> None:
    """An acronym in brackets behind a name is that name: "the National Security Council (NSC)"."""
    for i in range(len(drafts) - 1):
        left, right = drafts[i], drafts[i + 1]
        words = elements.words[elements.items[left.at[1]].last + 1 : elements.items[right.at[0]].first]
        if len(words) == 1 and words[0].text == "(" and right.mention.text.isupper() and right.letter in "SOBG":
            mention = told_as(right.mention, left.mention, "acronym")
            drafts[i + 1] = replace(right, mention=mention, letter=left.letter, words=left.words, role=left.role)


# -------------------------------------------------------------------------------------------------------- apposition
def _join_appositions(drafts: list[Draft], elements: Elements) -> None:
    for i in range(len(drafts) - 1):
        left, right = drafts[i], drafts[i + 1]
        gap = between(left, right, elements)
        if _is_post_abroad(left, right, drafts[i + 2 : i + 3], elements):
            drafts[i + 2] = with_title(drafts[i + 2], left)
            drafts[i] = as_person(left, drafts[i + 2])
            continue
        if (at := _name_behind_complement(drafts, i, elements)) > i:
            drafts[at] = with_title(drafts[at], left)
            drafts[i] = as_person(left, drafts[at])
            continue
        gap = "," if gap == ">m," else gap
        if gap not in {",", "", "z"} or right.mention.attributive or left.mention.attributive:
            continue
        if left.letter in _PEOPLE and right.letter == "R" and _is_title(right) and _apposed(left, right, elements, gap):
            drafts[i] = with_title(left, right)
            drafts[i + 1] = as_person(right, drafts[i])
            _join_second_title(drafts, i, elements)
        elif (
            left.letter == "R" and _is_title(left) and right.letter in _PEOPLE and _apposed(left, right, elements, gap)
        ):
            drafts[i + 1] = with_title(right, left)
            drafts[i] = as_person(left, drafts[i + 1])


def _is_post_abroad(title: Draft, place: Draft, person: Sequence[Draft], elements: Elements) -> bool:
    """As in "Guinea's ambassador in Brussels, X,": the title, where it is held, and who holds it."""
    if not person or title.letter != "R" or not _is_title(title) or person[0].letter not in _PEOPLE or person[0].role:
        return False
    if place.letter not in "CKP" or between(place, person[0], elements) != ",":
        return False
    words = elements.words[elements.items[title.at[1]].last + 1 : elements.items[place.at[0]].first]
    return len(words) == 1 and words[0].key in _BEHIND | {"to"}


def _name_behind_complement(drafts: Sequence[Draft], i: int, elements: Elements) -> int:
    """As in "a spokesman for the presidency, X Y,", "the director of its fisheries institute, X Y": the place of the name; -1."""
    title, tokens = drafts[i], elements.parse.tokens
    if title.letter != "R" or not _is_title(title) or title.mention.attributive:
        return -1
    for at in range(i + 1, min(i + 4, len(drafts))):
        name = drafts[at]
        between_them = tokens[title.tokens[1] + 1 : name.tokens[0]]
        if name.letter not in _PEOPLE or not between_them:
            if any(token.text == "," or token.pos in {"VERB", "AUX"} for token in between_them):
                return -1
            continue
        *complement, comma = between_them
        follows = tokens[name.tokens[1] + 1 : name.tokens[1] + 2]
        closed = not follows or follows[0].text in {",", ".", ";"}
        own = name.role or len(name.words) < 2 or name.mention.attributive  # noqa: PLR2004
        if comma.text != "," or not complement or own or not closed:
            return -1
        plain = all(t.pos not in {"VERB", "AUX"} and t.text not in {",", ";", ":", '"'} for t in complement)
        within = complement[0].text.lower() in _BEHIND_TITLES or " for " in f" {title.mention.text} "
        return at if plain and within and len(complement) <= _LONGEST_COMPLEMENT else -1
    return -1


def _join_second_title(drafts: list[Draft], i: int, elements: Elements) -> None:
    """As in "X, deputy prime minister and foreign minister of Serbia": both titles are X's."""
    if i + 2 >= len(drafts):
        return
    first, second = drafts[i + 1], drafts[i + 2]
    bare = second.letter == "R" and elements.letters[second.at[0]] not in "dq" and _is_title(second)
    if bare and not second.plural and between(first, second, elements) == "&":
        country = drafts[i].mention.country or second.mention.country
        drafts[i] = drafts[i] if drafts[i].mention.country else settle(drafts[i], country, "apposition")
        drafts[i + 1], drafts[i + 2] = as_person(first, drafts[i]), as_person(second, drafts[i])


def _is_title(draft: Draft) -> bool:
    return draft.mention.kind == "office" or (not draft.plural and draft.mention.office is not None)


def _apposed(left: Draft, right: Draft, elements: Elements, gap: str) -> bool:
    tokens = elements.parse.tokens
    for one, other in ((left, right), (right, left)):
        token = tokens[one.mention.head]
        if token.dep == "appos" and other.tokens[0] <= token.head <= other.tokens[1]:
            return True
    if gap != ",":
        return False
    if left.role in elements.registry.words.counterparts and not right.role:
        return True
    if "nsubj" in tokens[right.mention.head].dep:
        return False
    bare = left.letter in _PEOPLE and elements.letters[right.at[0]] not in "dq"
    return bare or elements.letters[right.at[1] + 1 : right.at[1] + 2] == ","


def _ends_list(drafts: Sequence[Draft], i: int) -> bool:
    """Is this the last of "Greek and French counterparts" or of "ministers of Peru and Chile"?"""
    if drafts[i].letter in "RT" and drafts[i].country_from == "adjective":
        return True
    return drafts[i].country_from == "list" and (
        i + 1 == len(drafts) or drafts[i + 1].country_from not in {"list", "adjective"}
    )


def _match_respectively(drafts: list[Draft], elements: Elements) -> None:
    """As in "his Greek and French counterparts, A and B": A is Greek, B French."""
    ends = [i for i, d in enumerate(drafts) if d.plural and d.role and _ends_list(drafts, i)]
    for end in ends:
        first = end
        while first and drafts[first - 1].country_from in {"list", "of"} and drafts[first - 1].role == drafts[end].role:
            first -= 1
        size = end - first + 1
        names = drafts[end + 1 : end + 1 + size]
        if size < 2 or len(names) < size or any(d.letter not in _PEOPLE or d.role for d in names):  # noqa: PLR2004
            continue
        if between(drafts[end], names[0], elements) != ",":
            continue
        for offset, title in enumerate(drafts[first : end + 1]):
            named = with_title(names[offset], title)
            drafts[end + 1 + offset] = named
            drafts[first + offset] = as_person(title, named)
