"""Changes of office told by other patterns: from one office to another, charge for a time, ends of terms, words side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.records import ActorMention, Token

from .tenures_scene import Post, Said, Scene

#: What may stand between a name and the office that follows it: an age, a description of a few words, "as", articles.
_BETWEEN = re.compile(
    r"(?: of [A-Z]\w+(?: [A-Z]\w+)?)?"
    r"(?:,? \d+,?|, [^,;.\"]{3,60},)?"
    r"(?: (?:as|to be|to become|to serve as|to the post of|its|his|her|their|the|a|new|next))*"
    r"(?: [A-Z]\w+(?:'s|n|an|ese|ish|i))? "
)
#: Words of an office that say that it is held for a time.
_FOR_A_TIME = ("acting ", "interim ", "caretaker ")
_LONGEST = 80  # characters between a name and its office


def find_moves(scene: Scene) -> Iterator[Said]:
    """Statements on offices that the verbs of `tenures_changes` do not tell."""
    yield from _between_offices(scene)
    yield from _in_charge(scene)
    yield from _portfolios(scene)
    yield from _postings(scene)
    yield from _ends_of_terms(scene)
    yield from _side_by_side(scene)
    yield from _until_now(scene)
    yield from _swaps(scene)
    yield from _self_made(scene)


def _swaps(scene: Scene) -> Iterator[Said]:
    """As in "swapped the posts of Foreign Minister X and Finance Minister Y": each gets the other's."""
    for token in scene.parse.tokens:
        if token.lemma not in scene.cues.swapping or token.pos != "VERB" or scene.is_unreal(token):
            continue
        told = {t.lemma for t in scene.parse.tokens[token.i :]}
        behind = {m.entity_id: m for m in scene.here if m.start > token.start and scene.office_of(m)}
        two = list((behind or {m.entity_id: m for m in scene.here if scene.office_of(m)}).values())
        if len(two) != len(("one", "other")) or not told & scene.cues.posts:
            continue
        for who, other in (two, two[::-1]):
            yield scene.said("ends", who, (scene.office_of(who), who.country), token)
            yield scene.said("begins", who, (scene.office_of(other), other.country), token, "took office")


def _self_made(scene: Scene) -> Iterator[Said]:
    """As in "declared himself president of Guinea"."""
    for token in scene.parse.tokens:
        who = scene.subject(token) if token.lemma in scene.cues.declaring and token.pos == "VERB" else None
        following = scene.parse.tokens[token.i + 1 : token.i + 2]
        if who is None or scene.is_unreal(token) or not following or not following[0].text.lower().endswith("self"):
            continue
        titled = (m for m in scene.actors if scene.is_title(m) and 0 < m.start - following[0].end <= len(" as the "))
        post = next((post for m in titled if (post := scene.post_of(m)) is not None), None)
        if post is not None:
            yield scene.said("begins", who, (post[0], post[1] or who.country), token, "took office")


def _between_offices(scene: Scene) -> Iterator[Said]:
    """As in "promoted X from deputy minister to minister", "X moves from the Foreign Ministry to the Interior Ministry"."""
    for token in scene.parse.tokens:
        if token.lemma not in scene.cues.moving or token.pos != "VERB" or scene.is_unreal(token):
            continue
        who = scene.subject(token) if scene.is_passive(token) else scene.object(token) or scene.subject(token)
        goes = _post_behind(token, "to", scene)
        if who is None or goes is None:
            continue
        comes = _post_behind(token, "from", scene) or (scene.office_of(who), who.country)
        if comes[0] and comes[0] != goes[0]:
            yield scene.said("ends", who, (comes[0], comes[1] or who.country), token)
        giver = scene.subject(token, scene.actors)
        country = goes[1] or who.country or (giver.country if giver is not None else None)
        yield scene.said("begins", who, (goes[0], country), token, "took office")


def _post_behind(token: Token, word: str, scene: Scene) -> Post | None:
    """The office, or the minister of the ministry, behind the next such preposition of the clause."""
    for other in scene.parse.tokens[token.i + 1 :]:
        if other.pos == "VERB" or other.text in {";", "."}:
            return None
        if other.text.lower() != word:
            continue
        near = (m for m in scene.actors if 0 < m.start - other.end <= len(" the "))
        found = next((post for m in near if (post := scene.post_of(m)) is not None), None)
        if found is not None:
            return found
        if field := _field_after(other, scene):
            return f"{field} minister", None
    return None


def _field_after(word: Token, scene: Scene) -> str:
    """The field of a ministry told by itself, as in "moved to foreign affairs", "was transferred to finance"."""
    following = [t.text.lower() for t in scene.parse.tokens[word.i + 1 : word.i + 4] if t.text.lower() != "the"]
    return following[0] if following and following[0] in scene.cues.fields else ""


def _in_charge(scene: Scene) -> Iterator[Said]:
    """As in "was put in charge of the Defence Ministry until", "will act as foreign minister", "is acting as premier"."""
    for token in scene.parse.tokens:
        if token.pos != "VERB" or scene.is_unreal(token):
            continue
        children = {child.text.lower(): child for child in scene.children(token)}
        if token.lemma in scene.cues.acting | scene.cues.serving and "as" in children:
            who = scene.subject(token)
            office, country = scene.office_behind(token, who) if who is not None else ("", None)
            for_a_time = True
            if token.lemma in scene.cues.serving and not office.startswith(_FOR_A_TIME):
                continue
        elif token.lemma in scene.cues.charging and _has_charge(token, scene):
            who = scene.subject(token) if scene.is_passive(token) or token.lemma == "take" else scene.object(token)
            office, country = _charge(token, scene) or ("", None)
            for_a_time = any(t.lemma in scene.cues.for_a_time for t in scene.parse.tokens[token.i :])
        else:
            continue
        if who is None or not office:
            continue
        office = f"acting {office}" if for_a_time and not office.startswith(_FOR_A_TIME) else office
        said = scene.said("begins", who, (office, country or who.country), token, "took office")
        yield replace(said, what="begins")


def _portfolios(scene: Scene) -> Iterator[Said]:
    """As in "was given the trade portfolio", "takes the foreign brief"."""
    for token in scene.parse.tokens:
        verb = scene.head(token)
        if token.lemma not in scene.cues.portfolios or verb.lemma not in scene.cues.giving or scene.is_unreal(verb):
            continue
        field = next((c.text.lower() for c in scene.children(token) if c.text.lower() in scene.cues.fields), "")
        who = (
            scene.subject(verb)
            if scene.is_passive(verb) or verb.lemma in {"take", "get", "receive"}
            else scene.given(verb)
        )
        if field and who is not None:
            yield scene.said("begins", who, (f"{field} minister", who.country), verb, "took office")


def _postings(scene: Scene) -> Iterator[Said]:
    """As in "has been sent to Cairo as ambassador", "will go to Washington as envoy": the office with where it is."""
    for token in scene.parse.tokens:
        if token.lemma not in scene.cues.posting or token.pos != "VERB" or scene.is_unreal(token):
            continue
        who = scene.subject(token) if scene.is_passive(token) else scene.object(token) or scene.subject(token)
        office, country = scene.office_after_as(token)
        place = _place_behind(token, scene)
        if who is not None and place and office.split()[-1:] and office.split()[-1] in scene.cues.complemented:
            yield scene.said("begins", who, (f"{office} to {place}", country or who.country), token, "appointed")


def _place_behind(token: Token, scene: Scene) -> str:
    """The name behind "to" or "in" below a verb."""
    for prep in (c for c in scene.children(token) if c.dep == "prep" and c.text.lower() in {"to", "in"}):
        for noun in (c for c in scene.children(prep) if c.dep == "pobj" and c.pos == "PROPN"):
            tokens = (scene.parse.tokens[j] for j in scene.parse.subtree(noun.i))
            return " ".join(t.text for t in tokens if t.dep in {"compound", "pobj"} and t.i <= noun.i)
    return ""


def _has_charge(token: Token, scene: Scene) -> bool:
    return any(t.lemma == "charge" for t in scene.parse.tokens[token.i + 1 : token.i + 6])


def _charge(token: Token, scene: Scene) -> Post | None:
    return _post_behind(token, "of", scene)


def _ends_of_terms(scene: Scene) -> Iterator[Said]:
    """As in "X, whose term ends on June 30": the person leaves on that day."""
    for token in scene.parse.tokens:
        verb = scene.head(token)
        if token.lemma not in scene.cues.terms or verb.lemma not in scene.cues.ending or scene.is_unreal(verb):
            continue
        owners = [child for child in scene.children(token) if child.dep == "poss"]
        who = next((m for child in owners if (m := scene.at(child))), None)
        if who is None and owners and owners[0].lemma in {"whose", "who"}:
            who = scene.at(scene.head(verb))
        office = scene.office_of(who) if who is not None else ""
        if who is None or not office or scene.date_of(verb) is None:
            continue
        yield scene.said("ends", who, (office, who.country), verb)


def _side_by_side(scene: Scene) -> Iterator[Said]:
    """As in "named economist X prime minister", where the parser may take the verb for an adjective."""
    last: Token | None = None
    for who in sorted(scene.here, key=lambda m: m.start):
        verb = _naming_before(who, scene)
        if verb is None and scene.words(who.start - 5, who.start).endswith((" and ", ", ")):
            verb = last
        if verb is None or scene.is_unreal(verb) or _is_passive_before(verb, scene):
            continue
        near = [m for m in scene.actors if 0 < m.start - who.end <= _LONGEST]
        titled = [
            m for m in near if scene.is_title(m) or (m.entity_id == who.entity_id and m.basis.startswith("apposition"))
        ]
        post = next(
            (m for m in sorted(titled, key=lambda m: m.start) if _BETWEEN.fullmatch(scene.words(who.end, m.start))),
            None,
        )
        if post is None or not post.office:
            continue
        last = verb
        giver = next((m for m in reversed(scene.actors) if m.end <= verb.start and m.country), None)
        country = scene.appointed_in(verb, who) or post.country or (giver.country if giver is not None else None)
        what = scene.how_begins(verb, (post.office, country))
        said = scene.said(what, who, (post.office, scene.own_country(post) or country), verb, "appointed")
        days = [when for when in scene.whens if when.first is not None and when.start > verb.start]
        again = scene.words(verb.start - 3, verb.start) == "re-"
        yield replace(said, when=days[0]) if said.when is None and len(days) == 1 and not again else said


def _until_now(scene: Scene) -> Iterator[Said]:
    """As in "X, until now interior minister,": a former office of the person before."""
    for titled in (m for m in scene.actors if scene.is_title(m)):
        who = max((m for m in scene.here if m.end < titled.start), key=lambda m: m.end, default=None)
        between = scene.words(who.end, titled.start).strip(" ,") if who is not None else ""
        if titled.text.lower().startswith("then "):
            between = f"{between} then"
        if who is not None and titled.office and between.removesuffix(" the") in scene.cues.until_now:
            country = scene.own_country(titled) or who.country or titled.country
            verb = next((t for t in scene.parse.tokens if t.pos == "VERB" and scene.subject(t) == who), None)
            when = scene.date_of(verb) if verb is not None and between in scene.cues.until_then else None
            known = replace(who, office=titled.office, country=country, basis=f"{who.basis}+posts")
            scene.offices.setdefault(who.entity_id, []).append(known)
            what = "ends" if when is not None else "former"
            yield Said(what, who, titled.office, titled.start, titled.end, when, country)


def _naming_before(who: ActorMention, scene: Scene) -> Token | None:
    """A past form of naming right before the person or as the first word of the mention; a description may stand between."""
    before = [token for token in scene.parse.tokens if token.start <= who.start]
    for token in reversed(before[-5:]):
        if token.text.lower() in scene.cues.naming_forms:
            return token
        if token.start < who.start and (token.pos in {"VERB", "AUX", "PUNCT"} and token.text != "-"):
            return None
    return None


def _is_passive_before(verb: Token, scene: Scene) -> bool:
    tokens = scene.parse.tokens
    return verb.i > 0 and tokens[verb.i - 1].lemma in {"be", "newly", "just"}
