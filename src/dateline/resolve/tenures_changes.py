"""Changes of office told by verbs and nouns: somebody is appointed, takes over, resigns, is dismissed, or dies in office."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from dateline.lexicon.person_names import may_be_one
from dateline.records import ActorMention, Token

from .tenures_moves import find_moves
from .tenures_scene import Post, Said, Scene


def find_changes(scene: Scene, appointed: Said | None, vacated: Said | None) -> Iterator[Said]:
    """Statements of a sentence on beginnings and ends of offices; appointed, vacated: the last ones told before."""
    yield from _appointments(scene, vacated)
    yield from _removals(scene)
    yield from _handings(scene)
    yield from _by_verbs(scene, appointed, vacated)
    yield from _by_nouns(scene)
    yield from find_moves(scene)


def find_predecessors(scene: Scene, said: Sequence[Said]) -> Iterator[Said]:
    """As in "took office on Monday, replacing Y", "elected X, ousting Y": Y leaves when the last one said to begin comes."""
    begun = [one for one in said if one.what in {"begins", "elected"}]
    verbs = scene.cues.successions | scene.cues.removing
    for token in scene.parse.tokens:
        if not begun or token.tag != "VBG" or token.lemma not in verbs or scene.is_unreal(token):
            continue
        left = scene.object(token)
        known = left is None or scene.office_of(left) or any(one.mention is left for one in said)
        if left is None or known or begun[-1].what == "elected":
            continue
        yield replace(begun[-1], what="ends", mention=left, by="")


def _is_told(token: Token, scene: Scene) -> bool:
    return token.pos == "VERB" and not scene.is_unreal(token)


def _appointments(scene: Scene, vacated: Said | None) -> Iterator[Said]:
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
        if not office:
            office, country = yield from _place_of(token, scene, vacated)
        if office:
            subject = scene.subject(token, scene.actors)
            country = country or person.country or (subject.country if subject is not None else None)
            by = "took office" if token.lemma in scene.cues.installing else "appointed"
            yield scene.said(scene.how_begins(token, (office, country)), person, (office, country), token, by)


def _place_of(token: Token, scene: Scene, vacated: Said | None) -> Generator[Said, None, Post]:
    """The office of the one whose place is taken: "in her place", "as his successor", "to replace Y"; that of Y ends."""
    below = [scene.parse.tokens[j] for j in scene.parse.subtree(token.i) if j > token.i]
    for word in below:
        if word.lemma in scene.cues.successions and word.dep in {"xcomp", "advcl", "relcl", "acl"}:
            left = scene.object(word)
            if left is not None and (office := scene.office_of(left)):
                yield scene.said("ends", left, (office, left.country), token)
                return office, left.country
        elif word.lemma in scene.cues.successors and (left := scene.behind(word, "to", "of")) is not None:
            return scene.office_of(left), left.country
        elif word.lemma not in scene.cues.successors | scene.cues.places:
            continue
        if vacated is not None:
            return vacated.office, vacated.country or vacated.mention.country
    return "", None


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


def _handings(scene: Scene) -> Iterator[Said]:
    """As in "handed power to Y", "was replaced by Y" and "took over from X": one leaves, the other begins."""
    for token in scene.parse.tokens:
        if not _is_told(token, scene):
            continue
        words = {child.text.lower() for child in scene.children(token)}
        subject = scene.subject(token)
        if subject is None:
            continue
        leaves: ActorMention | None
        comes: ActorMention | None
        if token.lemma in scene.cues.successions and scene.is_passive(token):
            leaves, comes = subject, scene.behind(token, "by", "with")
        elif words & scene.cues.handing.get(token.lemma, frozenset()):
            leaves, comes = subject, scene.behind(token, "to")
        elif words & scene.cues.taking.get(token.lemma, frozenset()):
            leaves, comes = scene.behind(token, "from"), subject
        else:
            continue
        if leaves is None or comes is None or leaves.entity_id == comes.entity_id:
            continue
        office, country = scene.office_behind(token, comes)
        if not office:
            office, country = scene.office_after_as(token)
        office = office or scene.office_of(leaves) or scene.office_of(comes)
        if office:
            post = office, country or leaves.country or comes.country
            yield scene.said("ends", leaves, post, token)
            yield scene.said("begins", comes, post, token, "took office")


def _by_verbs(scene: Scene, appointed: Said | None, vacated: Said | None) -> Iterator[Said]:
    left: dict[str, Post] = {}
    begun: set[str] = set()
    for token in scene.parse.tokens:
        what = _change_of(token, scene)
        subject = (scene.subject(token) or _pronoun_for(token, scene, appointed)) if what else None
        if subject is None or (token.lemma in scene.cues.appointing and scene.object(token) is not None):
            continue
        before = _appointed_before(token, scene, subject, appointed)
        office, country = scene.office_behind(token, subject)
        if not office and token.lemma in scene.cues.successions:
            office, country = scene.office_after_as(token)
        if what == "begins" and not (office or before):
            office, country = yield from _place_of(token, scene, vacated)
        if token.tag == "VBG" and token.lemma in scene.cues.successions and subject.entity_id in begun:
            continue
        office = office or (before.office if before else "") or scene.office_of(subject)
        if not office and subject.entity_id in left:
            office, country = left[subject.entity_id]
        if not office:
            continue
        subject, country = (before.mention, before.country) if before else (subject, country or subject.country)
        by = "appointed" if token.lemma in scene.cues.appointing - scene.cues.installing else "took office"
        if what == "begins" and scene.office_of(subject) != office:
            what = scene.how_begins(token, (office, country))
        said = scene.said(what, subject, (office, country), token, by)
        begun |= {subject.entity_id} if said.what == "begins" else set()
        yield said
        other = scene.object(token) if token.lemma in scene.cues.successions else None
        if other is not None:
            left[other.entity_id] = office, country
            yield scene.said("ends", other, (office, country), token)


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
    told = scene.office_behind(token, subject)[0] or scene.object(token) is not None or token.dep in {"relcl", "acl"}
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
