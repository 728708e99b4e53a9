"""Actors and recipients of a match as the event will list them: groups unfolded, doubles dropped, needs checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.lexicon import Codebook, Frame
from dateline.records import ActorMention, EventActor

from .matching import Match, Matcher
from .modality import SETTING
from .roles import Cast, Filled

#: Whose talks they are, where nobody is said to have stalled them.
_PARTIES = ("between", "among", "owner", "with")
#: Types that need a recipient, but may get it from the story ("Tunis recalled its ambassador", "protested again in May").
FROM_STORY = frozenset({"SANCTION", "ACCUSE", "THREATEN", "CONCEDE"})
#: Acts that are news by whom they befall, also where the text names no doer ("two envoys were detained").
DOER_UNKNOWN = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
#: What only the authorities of a place do there ("was jailed in Lomé").
_BY_AUTHORITIES = frozenset({"arrest", "deport", "censor", "convict", "expel", "curfew", "martial-law"})
NO_ACTOR = "coding.no-actor: nobody in the sentence was found to do it"
_PARTIES_AT_HOME = frozenset({"group", "body", "office", "person"})
_POSSESSIVES = frozenset({"its", "his", "her", "their"})
_SPOKEN = frozenset({"say", "announce", "report", "state"})
#: The slot of a contact whose parties the story has told before.
THE_STORY = "story"
#: Words before a meeting that the reader knows of: "the talks", "this round", "a first round" is of what is told.
_KNOWN = frozenset({"the", "this", "these", "those"})
_MANY = frozenset({"they", "both"})
_ORDER = frozenset({"next", "last", "latest", "first", "second", "third", "fresh", "further", "new", "final"})
_ANY_VERB = Frame(id="any", type="CONSULT", kind="verb", head="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """Actors and recipients with the slots that gave them; `declined` is the reason if the frame's needs are not met.

    owed: there has to be a recipient, and only the story can tell him.
    """

    actors: tuple[EventActor, ...] = ()
    recipients: tuple[EventActor, ...] = ()
    actor_slot: str = ""
    recipient_slot: str = ""
    declined: str = ""
    owed: bool = False


def demanded(match: Match, cast: Cast, speakers: tuple[ActorMention, ...], matcher: Matcher) -> Participants:
    """Who demands what must be done ("said Iran must withdraw"): the speaker, of whoever is to do it."""
    doer = cast.fill(match.frame.actor, match)
    actors = _unfold(Filled(mentions=speakers, slot="speaker"), "actor")
    recipients = _unfold(doer, "recipient")
    found = Participants(actors=actors, recipients=recipients, actor_slot="speaker", recipient_slot=doer.slot)
    if not recipients or {_side(a) for a in actors} & {_side(r) for r in recipients}:
        return Participants(declined="coding.obligation: nobody says it of another")
    return _checked(found, match.frame, matcher.codebook)


def participants(match: Match, cast: Cast, matcher: Matcher) -> Participants:
    """Who takes part in the act.

    PLOVER A.2 to A.4: compounds are lists; a mutual act has all its participants as actors and no recipient;
    a visitor is the actor, the host the recipient.
    """
    frame, codebook = match.frame, matcher.codebook
    actor, recipient = cast.fill(frame.actor, match), cast.fill(frame.recipient, match)
    if not actor.mentions and match.noun is not None:
        slots = _PARTIES if frame.mutual or frame.subjects else _PARTIES[:2]
        parties = cast.fill(slots, match)
        actor, recipient = (parties, Filled()) if parties.mentions else (actor, recipient)
    if not actor.mentions:
        actor = _told_around(match, cast, matcher)
    inner = _mutual_inside(match, matcher)
    if inner is not None:
        recipient = cast.fill(inner.frame.recipient, inner)
    if frame.mutual or inner is not None:
        return _of_mutual(match, (actor, recipient), cast, matcher)
    recipient = _without_own(recipient, actor)
    if not _is_foreign(recipient, actor) and not _is_named(recipient, actor):
        recipient = _found_elsewhere(match, actor, cast, matcher) or recipient
    actors = cast.at_home(_unfold(actor, "visitor" if frame.mode == "visit" else "actor"), match)
    recipients = cast.at_home(_unfold(recipient, "host" if frame.mode == "visit" else "recipient"), match)
    if _is_host(actors, recipients, match, cast):
        actors, recipients = _unfold(recipient, "visitor"), _unfold(actor, "host")
    if not actors and _doer_unsaid(match, matcher) and frame.mode in _BY_AUTHORITIES:
        actor = cast.authorities(match)
        actors = _unfold(actor, "actor")
    known = {_key(a) for a in actors}
    others = tuple(r for r in recipients if _key(r) not in known or r.kind not in {"state", "person", "organisation"})
    others = tuple(r for r in others if (r.start, r.end) not in {(a.start, a.end) for a in actors})
    found = Participants(actors=actors, recipients=others, actor_slot=actor.slot, recipient_slot=recipient.slot)
    if not actors and not (_doer_unsaid(match, matcher) and frame.type in DOER_UNKNOWN):
        return Participants(declined=NO_ACTOR)
    return _checked(found, frame, codebook)


def _of_mutual(match: Match, sides: tuple[Filled, Filled], cast: Cast, matcher: Matcher) -> Participants:
    """Participants of a mutual act; of a meeting known to the reader the story will tell them."""
    actor, recipient = sides
    if match.frame.kind == "noun" and len(actor.mentions) + len(recipient.mentions) < 2:  # noqa: PLR2004  (two sides)
        actor = _around(match, cast, matcher) or actor
    if actor.mentions and recipient.slot == "owner" and _is_their_own(match, matcher):
        recipient = Filled()
    both = _mutual(actor, recipient)
    if not both.actors and _is_known_meeting(match, matcher):
        return Participants(actor_slot=THE_STORY)
    return _checked(both, match.frame, matcher.codebook)


def _is_their_own(match: Match, matcher: Matcher) -> bool:
    """Does a pronoun tell whose the act is ("opened their exercise")? Then the subject has said it better."""
    syntax = matcher.syntax
    return match.noun is not None and any(syntax.tokens[j].pos == "PRON" for j in syntax.children(match.noun, "poss"))


def _is_known_meeting(match: Match, matcher: Matcher) -> bool:
    """Do "the talks" or "the ninth round" begin, end ..., or do "they" meet? Then the story has told who the parties are."""
    syntax, frame = matcher.syntax, match.frame
    noun = match.noun
    if noun is None and frame.kind == "verb" and frame.type == "CONSULT":
        return any(syntax.lemma(j).lower() in _MANY for j in syntax.grammatical_subject(match.trigger))
    if noun is None or frame.kind != "verb" or frame.type != "CONSULT":
        return False
    if syntax.lemma(noun) not in matcher.codebook.classes["of_known_parties"]:
        return False
    if syntax.children(noun, "poss", "relcl", "appos") or any(
        syntax.preposition_objects(noun, word) for word in ("between", "with", "of", "among", "by")
    ):
        return False
    order = any(syntax.lemma(j) in _ORDER or syntax.lemma(j).endswith("th") for j in syntax.children(noun, "amod"))
    bare = syntax.tokens[noun].tag == "NNS" and not syntax.children(noun, "det", "amod", "compound")
    return order or bare or any(syntax.lemma(j) in _KNOWN for j in syntax.children(noun, "det"))


def _told_around(match: Match, cast: Cast, matcher: Matcher) -> Filled:
    """The actor out of the words around the act: who claims an attack, who comes back from a visit."""
    if match.frame.type == "ASSAULT":
        return _claimant(match, cast, matcher)
    return _traveller(match, cast, matcher) if match.frame.mode == "visit" else Filled()


def _traveller(match: Match, cast: Cast, matcher: Matcher) -> Filled:
    """Whose visit it is, where that is told by what he did around it: "flew home after a visit to India"."""
    syntax, i = matcher.syntax, match.trigger
    verb = syntax.governing_verb(i)
    if verb == i or syntax.tokens[i].dep != "pobj" or syntax.lemma(syntax.tokens[i].head) not in SETTING:
        return Filled()
    if syntax.tokens[syntax.tokens[i].head].head != verb or syntax.children(i, "poss"):
        return Filled()
    return cast.fill(("subj",), Match(frame=_ANY_VERB, trigger=verb))


def _claimant(match: Match, cast: Cast, matcher: Matcher) -> Filled:
    """Who takes the act upon himself: "claimed responsibility for a bombing that killed three"."""
    above = (m for j in matcher.syntax.ancestors(match.trigger) if (m := matcher.verb(j)) is not None)
    claimed = next((m for m in above if m.frame.no_event and m.frame.type == match.frame.type), None)
    return cast.fill(claimed.frame.actor, claimed) if claimed is not None else Filled()


def _is_host(actors: tuple[EventActor, ...], recipients: tuple[EventActor, ...], match: Match, cast: Cast) -> bool:
    """Does the visit take place with the actors, so that the others are the guests ("met X at the palace in Lima")?"""
    if match.frame.mode != "visit" or not actors or not recipients:
        return False
    place = cast.place(match)
    return place in {a.country for a in actors} and place not in {r.country for r in recipients}


def _doer_unsaid(match: Match, matcher: Matcher) -> bool:
    """A passive without agent, or a thing as subject that the frame asks for ("a bomb killed three")."""
    return matcher.syntax.is_passive(match.trigger) or bool(match.frame.subjects)


def _around(match: Match, cast: Cast, matcher: Matcher) -> Filled | None:
    """Parties of a contact that something was said or done at: "in a telephone call the ministers agreed"."""
    syntax, i = matcher.syntax, match.trigger
    verb = syntax.governing_verb(i)
    if verb == i or syntax.tokens[i].dep != "pobj" or syntax.lemma(syntax.tokens[i].head) not in SETTING:
        return None
    if syntax.lemma(verb) in _SPOKEN:
        return None  # who says something about a call took no part in it by saying so
    found = cast.fill(("subj",), Match(frame=_ANY_VERB, trigger=verb))
    others = cast.fill(("obj", "iobj"), Match(frame=_ANY_VERB, trigger=verb))
    own = cast.fill(match.frame.actor, match)
    mentions = own.mentions + found.mentions + others.mentions
    return Filled(mentions=mentions, slot="around") if found.mentions else None


def _without_own(recipient: Filled, actor: Filled) -> Filled:
    """The recipients without the actor's own people: "recalled its ambassador" is not done to the actor."""
    own = {m.country for m in actor.mentions}
    kept = tuple(m for m in recipient.mentions if m.country not in own or not is_possessed(m))
    return Filled(mentions=kept, slot=recipient.slot) if kept else Filled()


def is_possessed(mention: ActorMention) -> bool:
    """Whether somebody is told as somebody else's own ("its ambassador")."""
    return mention.text.split(" ", 1)[0].lower() in _POSSESSIVES


def _mutual_inside(match: Match, matcher: Matcher) -> Match | None:
    """The mutual act that the parties agreed on ("agreed to hold talks"): they are its participants."""
    if not match.frame.act_from_complement:
        return None
    inner = (matcher.verb(j) for j in match.complements)
    return next((m for m in inner if m is not None and m.frame.mutual), None)


def _is_foreign(recipient: Filled, actor: Filled) -> bool:
    """Does the slot name another state or organisation than the actor's ("its troops" does not)?"""
    own = {m.country for m in actor.mentions}
    return any((m.country and m.country not in own) or m.members for m in recipient.mentions)


def _is_named(recipient: Filled, actor: Filled) -> bool:
    """Does the slot name somebody at home, and not the actor ("Nigerian unions called on Nigerian judges to")?

    Of a state that acts, people at home are mostly its means ("Germany refused to send peacekeepers").
    """
    own = {m.entity_id for m in actor.mentions}
    if any(m.kind in {"state", "organisation"} for m in actor.mentions):
        return False
    told = (m for m in recipient.mentions if m.kind in _PARTIES_AT_HOME and "context" not in m.basis)
    return any(m.country and m.entity_id not in own for m in told)


def _found_elsewhere(match: Match, actor: Filled, cast: Cast, matcher: Matcher) -> Filled | None:
    """The recipient of the act inside ("agreed to open its borders to Y"), else the nearest other actor of the clause."""
    own = {m.country for m in actor.mentions}
    for j in match.complements:
        inner = matcher.verb(j)
        if inner is not None:
            found = cast.fill(inner.frame.recipient, inner)
            if _is_foreign(found, actor):
                return Filled(mentions=found.mentions, slot=f"inside.{found.slot}")
    if match.frame.kind == "noun":
        return None
    near = tuple(m for m in cast.below(match.trigger) if m.country and m.country not in own)
    return Filled(mentions=near[:1], slot="nearest") if near and own else None


def _mutual(actor: Filled, recipient: Filled) -> Participants:
    both = Filled(
        mentions=actor.mentions + recipient.mentions, slot="+".join(s for s in (actor.slot, recipient.slot) if s)
    )
    return Participants(actors=_unfold(both, "participant"), actor_slot=both.slot)


def _checked(found: Participants, frame: Frame, codebook: Codebook) -> Participants:
    """The participants, or why the act is declined. What the story may still tell is not asked for here."""
    reason = ""
    owed = False
    sides = {_side(a) for a in (*found.actors, *found.recipients)}
    alone = not found.recipients and not (frame.mutual and len(found.actors) > 1)
    later = frame.type in FROM_STORY and bool(found.actors) and (frame.kind == "verb" or frame.type == "SANCTION")
    if not found.actors and found.recipient_slot != "obj":
        reason = NO_ACTOR
    elif alone and later:
        owed = bool({"recipient", "dyad"} & frame.needs) or codebook.types[frame.type].recipient_required
    elif "recipient" in frame.needs and alone:
        reason = f"coding.no-recipient: {frame.id} needs one"
    elif "dyad" in frame.needs and (alone or len(sides) < 2):  # noqa: PLR2004  (a dyad is two)
        reason = f"coding.no-dyad: {frame.id} needs two different sides"
    elif codebook.types[frame.type].recipient_required and alone:
        reason = f"coding.no-recipient: {frame.type} has one by definition"
    return Participants(declined=reason) if reason else replace(found, owed=owed)


def _side(actor: EventActor) -> str:
    return actor.country or actor.entity_id


def _key(actor: EventActor) -> tuple[str, str | None]:
    return (actor.entity_id, actor.country)


def _unfold(filled: Filled, role: str) -> tuple[EventActor, ...]:
    """Event actors of the mentions; a phrase that stands for several ("both sides") gives each of them."""
    out: dict[tuple[str, str | None], EventActor] = {}
    for mention in filled.mentions:
        for actor in event_actors(mention, role):
            out.setdefault(_key(actor), actor)
    return tuple(out.values())


def event_actors(mention: ActorMention, role: str) -> Iterable[EventActor]:
    """The mention as a participant in this role; several if it stands for several."""
    for who in mention.members or (mention,):
        yield EventActor(
            text=mention.text,
            start=mention.start,
            end=mention.end,
            name=who.name,
            entity_id=who.entity_id,
            kind=who.kind,
            country=who.country,
            sectors=who.sectors,
            office=who.office,
            role=role,
            basis=mention.basis,
        )
