"""Changes of office told by verbs and nouns: somebody is appointed, takes over, resigns, is dismissed, or dies in office."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.lexicon.person_names import may_be_one
from dateline.records import ActorMention, Token, When

from .tenures_moves import find_moves
from .tenures_scene import Before, Post, Said, Scene


def find_changes(scene: Scene, before: Before) -> Iterator[Said]:
    """Statements of a sentence on beginnings and ends of offices; before: what the sentences before told last."""
    yield from _appointments(scene, before)
    yield from _removals(scene)
    yield from _handings(scene, before)
    yield from _posts_given(scene, before)
    yield from _by_verbs(scene, before)
    yield from _by_nouns(scene)
    yield from find_moves(scene)


def find_opening(scene: Scene) -> Said | None:
    """As in "appointed an ambassador to Oman ten weeks ago": the post goes to somebody who is not named yet."""
    for token in scene.parse.tokens:
        if token.lemma in scene.cues.appointing and _is_told(token, scene):
            nouns = (child for child in scene.children(token) if child.dep in {"dobj", "nsubjpass"})
            titled = next((m for noun in nouns if (m := scene.at(noun, scene.actors)) is not None), None)
            if titled is not None and titled.office and titled.kind == "office":
                return Said(
                    "opened", titled, titled.office, token.start, titled.end, scene.date_of(token), titled.country
                )
    return None


def find_predecessors(scene: Scene, said: Sequence[Said]) -> Iterator[Said]:
    """As in "took office on Monday, replacing Y", "elected X, ousting Y", "named X envoy in succession to Y": Y leaves.

    The day is that on which the one told last begins, unless Y is told to have left on another ("Y, who left on Nov. 30").
    """
    begun = [one for one in said if one.what in {"begins", "elected"}]
    verbs = scene.cues.successions | scene.cues.removing
    for token in scene.parse.tokens if begun else ():
        left: ActorMention | None = None
        if token.tag == "VBG" and token.lemma in verbs and not scene.is_unreal(token):
            left = scene.object(token)
            if left is None or begun[-1].what == "elected" or scene.office_of(left):
                continue
        elif token.lemma in scene.cues.places:
            left = scene.behind(token, "to", "of")
        if left is None or any(one.mention is left for one in said):
            continue
        when, country = _left_on(left, scene) or begun[-1].when, begun[-1].country or begun[-1].mention.country
        yield replace(begun[-1], what="ends", mention=left, by="", when=when, country=country)


def _left_on(person: ActorMention, scene: Scene) -> When | None:
    """The day in "Y, who left on Nov. 30"."""
    clauses = (t for t in scene.parse.tokens if t.dep == "relcl" and t.lemma in scene.cues.departing)
    return next((scene.date_of(t) for t in clauses if scene.subject(t) is person), None)


def _is_told(token: Token, scene: Scene) -> bool:
    return token.pos == "VERB" and not scene.is_unreal(token)


def _appointments(scene: Scene, before: Before) -> Iterator[Said]:
    """As in "named X, a former envoy, as foreign minister": the object of the verb begins, in the state of the one who names."""
    for token in scene.parse.tokens:
        if token.lemma not in scene.cues.appointing or not _is_told(token, scene):
            continue
        person = scene.object(token)
        if person is None:
            continue
        office, country = scene.office_behind(token, person)
        if not office:
            office, country = scene.office_after_as(token)
        country = country or scene.appointed_in(token, person)
        office, country = yield from _taken_place(token, scene, before, (office, country))
        if office:
            by = "took office" if token.lemma in scene.cues.installing else "appointed"
            post = office, country
            yield scene.said(scene.how_begins(token, post), person, post, token, by)


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose place somebody takes: left, if named; leaves: whether the change ends that one's time."""

    left: ActorMention | None = None
    leaves: bool = False


def _displaced(token: Token, scene: Scene) -> _Place | None:
    """As in "to replace Y", "as successor to Y", "in place of Y", "in succession to Y", "in her place"; None where not told."""
    below = [scene.parse.tokens[j] for j in scene.parse.subtree(token.i) if j > token.i]
    for word in below:
        if word.lemma in scene.cues.successions and word.dep in {"xcomp", "advcl", "relcl", "acl"}:
            return _Place(scene.object(word), leaves=True)
        if word.lemma in scene.cues.successors | scene.cues.places:
            owner = next((m for c in scene.children(word) if c.dep == "poss" and (m := scene.at(c))), None)
            leaves = word.lemma in scene.cues.places
            return _Place(scene.behind(word, "to", "of") or owner, leaves=leaves)
    return None


def _taken_place(token: Token, scene: Scene, before: Before, post: Post) -> Generator[Said, None, Post]:
    """The post, by the one whose place is taken if nothing else tells it; that of the other one ends."""
    office, country = post
    place = _displaced(token, scene)
    if place is None:
        return post
    left = place.left
    if left is None or (not scene.office_of(left) and not office):
        free = None if office else before.free
        office, country = (free.office, free.country or free.mention.country or country) if free is not None else post
    else:
        country = (country or left.country) if office else (left.country or country)
        office = office or scene.office_of(left)
    if left is not None and office and place.leaves:
        yield scene.said("ends", left, (office, country or left.country), token)
    return office, country


def _removals(scene: Scene) -> Iterator[Said]:
    """As in "fired his defence minister, X" and "replaced X with Y": the object leaves, and Y begins."""
    for token in scene.parse.tokens:
        if token.lemma not in scene.cues.removing or not _is_told(token, scene) or scene.is_passive(token):
            continue
        person = scene.object(token)
        office = scene.office_of(person) if person is not None else ""
        if person is None or not office:
            continue
        other = scene.behind(token, "with") if token.lemma in scene.cues.successions else None
        if token.lemma in scene.cues.successions and other is None:
            continue
        yield scene.said("ends", person, (office, person.country), token)
        if other is not None:
            yield scene.said("begins", other, (office, person.country), token, "took office")


def _handings(scene: Scene, before: Before) -> Iterator[Said]:
    """As in "handed power to Y", "was replaced by Y" and "took over from X": one leaves, the other begins."""
    for token in scene.parse.tokens:
        subject = (
            (scene.subject(token) or _pronoun_for(token, scene, before.appointed)) if token.pos == "VERB" else None
        )
        if subject is None or scene.is_unreal(token) or _is_given_away(token, subject, scene, before):
            continue
        leaves, comes = _two_of_handing(token, subject, scene)
        if leaves is None or comes is None or leaves.entity_id == comes.entity_id:
            continue
        office, country = scene.office_behind(token, comes)
        if not office:
            office, country = scene.office_after_as(token)
        if not office and before.appointed is not None and before.appointed.mention is comes:
            office, country = before.appointed.office, before.appointed.country
        office = office or scene.office_of(leaves) or scene.office_of(comes)
        if office:
            post = office, country or leaves.country or comes.country
            yield scene.said("ends", leaves, post, token)
            yield scene.said("begins", comes, post, token, "took office")


def _two_of_handing(
    token: Token, subject: ActorMention, scene: Scene
) -> tuple[ActorMention | None, ActorMention | None]:
    """Who leaves and who comes, by a verb of handing over or taking over."""
    words = {child.text.lower() for child in scene.children(token)}
    if token.lemma in scene.cues.successions and scene.is_passive(token):
        return subject, scene.behind(token, "by", "with")
    if words & scene.cues.handing.get(token.lemma, frozenset()):
        return subject, scene.behind(token, "to")
    if words & scene.cues.taking.get(token.lemma, frozenset()):
        return scene.behind(token, "from"), subject
    return None, None


def _is_given_away(token: Token, subject: ActorMention, scene: Scene, before: Before) -> bool:
    """Is it the post of another, which has become free, that the subject gives ("gave the post to Y")?"""
    vacated = before.vacated
    posts = any(child.lemma in scene.cues.posts for child in scene.children(token))
    return posts and vacated is not None and vacated.mention.entity_id != subject.entity_id


def _posts_given(scene: Scene, before: Before) -> Iterator[Said]:
    """As in "gave the post to Y", "the job went to Y", "Y gets the job": the post that has become free."""
    free = before.free
    for token in scene.parse.tokens if free is not None else ():
        if token.pos != "VERB" or scene.is_unreal(token):
            continue
        roles = {child.dep for child in scene.children(token) if child.lemma in scene.cues.posts}
        who = None
        if token.lemma in scene.cues.giving and roles & {"dobj", "nsubjpass"}:
            who = scene.given(token) or (scene.subject(token) if token.lemma in scene.cues.getting else None)
        elif token.lemma in scene.cues.going and "nsubj" in roles:
            who = scene.behind(token, "to")
        if who is not None and free is not None and not scene.office_behind(token, who)[0]:
            country = free.country or free.mention.country
            yield scene.said("begins", who, (free.office, country), token, "appointed")


def _by_verbs(scene: Scene, before: Before) -> Iterator[Said]:
    left: dict[str, Post] = {}
    begun: set[str] = set()
    for token in scene.parse.tokens:
        what = _change_of(token, scene)
        subject = (scene.subject(token) or _pronoun_for(token, scene, before.appointed)) if what else None
        if subject is None or (token.lemma in scene.cues.appointing and scene.object(token) is not None):
            continue
        if token.tag == "VBG" and token.lemma in scene.cues.successions and subject.entity_id in begun:
            continue
        appointed = _appointed_before(token, scene, subject, before.appointed)
        office, country = yield from _post_by_verb(token, scene, subject, before)
        office = office or (appointed.office if appointed else "") or scene.office_of(subject)
        if not office and subject.entity_id in left:
            office, country = left[subject.entity_id]
        if not office:
            continue
        subject, country = (
            (appointed.mention, appointed.country) if appointed else (subject, country or subject.country)
        )
        by = "appointed" if token.lemma in scene.cues.appointing - scene.cues.installing else "took office"
        if what == "begins" and scene.office_of(subject) != office:
            what = scene.how_begins(token, (office, country))
        said = scene.said(what, subject, (office, country), token, by)
        begun |= {subject.entity_id} if said.what == "begins" else set()
        yield said
        other = scene.object(token) if token.lemma in scene.cues.successions else None
        if other is not None:
            office = _fuller(office, scene.office_of(other))
            left[other.entity_id] = office, country
            yield scene.said("ends", other, (office, country), token)


def _post_by_verb(token: Token, scene: Scene, subject: ActorMention, before: Before) -> Generator[Said, None, Post]:
    """The office that the clause of a verb of change names, or whose place is taken, or the post that is free."""
    office, country = scene.office_behind(token, subject)
    if not office:
        office, country = scene.office_after_as(token)
    if token.lemma in scene.cues.successions and office and (other := scene.object(token)) is not None:
        office = _fuller(office, scene.office_of(other))
    if _change_of(token, scene) == "begins":
        appointed = _appointed_before(token, scene, subject, before.appointed)
        theirs = appointed.office if appointed is not None else scene.office_of(subject)
        known = office or (theirs if appointed or _displaced(token, scene) else "")
        office, country = yield from _taken_place(token, scene, before, (known, country or subject.country))
        up = {child.lemma for child in scene.children(token)} & scene.cues.posts
        if not office and up and before.opened is not None:
            office, country = before.opened.office, before.opened.country
    return office, country


def _fuller(office: str, other: str) -> str:
    """Of two tellings of one office the fuller one: "deputy commissioner" and "deputy commissioner for trade"."""
    return other if other.startswith(f"{office} ") else office


def _pronoun_for(token: Token, scene: Scene, appointed: Said | None) -> ActorMention | None:
    """As in "X Y has been named spokesman. He starts on Monday": the one just appointed, also by the last name alone."""
    if appointed is None or scene.sentence - appointed.mention.sentence > _NEAR:
        return None
    names = {"he", "she", appointed.mention.name.split()[-1].lower()}
    subjects = {child.text.lower() for child in scene.children(token) if child.dep in {"nsubj", "nsubjpass"}}
    return appointed.mention if subjects & names else None


_NEAR = 2  # sentences behind an appointment in which "he" is the one appointed


def _appointed_before(token: Token, scene: Scene, subject: ActorMention, appointed: Said | None) -> Said | None:
    """As in "The premier named X. He succeeds Y": "he" is X."""
    takes_over = token.lemma in scene.cues.successions or any(child.lemma == "over" for child in scene.children(token))
    if appointed is None or appointed.mention.entity_id == subject.entity_id:
        return appointed
    near = scene.sentence - appointed.mention.sentence <= _NEAR
    named = may_be_one(subject.name, appointed.mention.name)
    return appointed if near and (named or (takes_over and "coref.pronoun" in subject.basis)) else None


def _change_of(token: Token, scene: Scene) -> str:
    """Gives "begins" or "ends" for a verb that says so, "" for others; negated, hypothetical and refused changes are none."""
    if token.pos not in {"VERB", "AUX"} or scene.is_unreal(token):
        return ""
    passive = scene.is_passive(token)
    words = {child.text.lower() for child in scene.children(token)}
    for what, verbs in (("begins", scene.cues.begins), ("ends", scene.cues.ends)):
        objects = verbs.objects.get(token.lemma)
        if objects and words & objects:
            return what
        told = token.lemma in (verbs.passive if passive else verbs.active)
        if told and not (objects and any(child.dep in {"dobj", "prt"} for child in scene.children(token))):
            return _if_of_office(what, token, scene)
    return ""


def _if_of_office(what: str, token: Token, scene: Scene) -> str:
    """The change, unless the verb needs an office behind it and has none ("was named in the report") or somebody's place."""
    if any(child.lemma in scene.cues.before_this for child in scene.children(token)):
        return ""
    if token.lemma not in scene.cues.needs_office:
        return what
    subject = scene.subject(token)
    if subject is None or token.dep == "advcl":
        return what
    named = scene.office_behind(token, subject)[0] or scene.object(token) is not None or token.dep in {"relcl", "acl"}
    place = None if named else _displaced(token, scene)
    told = named or (place is not None and place.left is not None)
    return what if told else ""


def _by_nouns(scene: Scene) -> Iterator[Said]:
    """As in "accepted the resignation of X", "after the appointment of Y as foreign minister", "X's dismissal"."""
    for token in scene.parse.tokens:
        what = "ends" if token.lemma in scene.cues.ending_nouns else "begins"
        if token.lemma not in scene.cues.ending_nouns | scene.cues.beginning_nouns or not _has_happened(token, scene):
            continue
        person = scene.behind(token, "of") or next(
            (m for child in scene.children(token) if child.dep == "poss" and (m := scene.at(child))), None
        )
        if person is None:
            continue
        office, country = scene.office_after_as(token) if what == "begins" else ("", None)
        office = office or scene.office_of(person)
        if office:
            verb = scene.head(token)
            dated = token if verb.pos != "VERB" or scene.date_of(token) is not None else verb
            giver = scene.subject(verb, scene.actors) if verb.pos == "VERB" else None
            country = country or person.country or (giver.country if giver is not None else None)
            yield scene.said(what, person, (office, country), dated, "appointed")


def _has_happened(token: Token, scene: Scene) -> bool:
    """Is the change that a noun names told as done: by the verb it hangs on, or as the time of something else?"""
    head = scene.head(token)
    if token.dep == "pobj":
        return head.lemma in scene.cues.after_prepositions or (
            head.lemma in {"by", "with", "to"} and scene.head(head).lemma in scene.cues.happened
        )
    return head.lemma in scene.cues.happened and not scene.is_unreal(head)
