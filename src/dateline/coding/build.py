"""Puts an event together from its match, verdict, participants, date and place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.lexicon import Codebook
from dateline.records import (
    ActorMention,
    Basis,
    Channel,
    Event,
    Evidence,
    Parse,
    Place,
    ResolvedStory,
    Sentence,
    Span,
    When,
    content_id,
)
from dateline.settings import Settings
from dateline.syntax import Syntax

from .attribution import attributed_to
from .dating import Dated, News, Tree, as_event_date, date_of, day_before
from .matching import NOT_FACTUAL, Match
from .modality import Verdict
from .participants import Participants
from .placing import has_venue, place_of
from .rescheduling import old_dates
from .roles import Cast
from .verdict import Typed, quad_of, type_of

#: A trigger of several words is shown from the first to the last if they stand this close (tokens).
TRIGGER_TOKENS = 6
#: Label of words for contacts that people have face to face, unless the text tells of another way.
USUALLY_IN_PERSON = "usually_in_person"
#: From so many states on a meeting is a forum.
FORUM = 4
#: An offer to mediate is of the day on which it is made; the talks are still to be agreed.
_MEDIATION = "third-party"
_CLAUSE_BORDERS = frozenset({"relcl", "ccomp", "advcl", "parataxis"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One sentence with all that stands in it. rank: its place among the coded ones, from 0; lead: the day that the first tells."""

    story: ResolvedStory
    sentence: Sentence
    parse: Parse
    rank: int
    lead: When | None
    actors: tuple[ActorMention, ...]
    dates: tuple[When, ...]
    places: tuple[Place, ...]

    @property
    def news(self) -> News:
        """What is known of the day of the news in this sentence."""
        return News(publication=self.story.publication, lead=self.lead, rank=self.rank, before=self._day_before())

    def _day_before(self) -> When | None:
        """The day that the sentence before tells, where it stands in the same paragraph."""
        index, parsed = self.sentence.index, self.story.parsed
        before = parsed.split.sentences[index - 1] if index else None
        if before is None or before.part != self.sentence.part or before.paragraph != self.sentence.paragraph:
            return None
        dates = [when for when in self.story.dates if when.sentence == before.index]
        parse = parsed.parses[before.index]
        return day_before(dates, parse, self.story.publication) if dates and parse is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What coding has found out about one match."""

    match: Match
    verdict: Verdict
    people: Participants
    syntax: Syntax
    cast: Cast


def build_event(draft: Draft, scene: Scene, codebook: Codebook, settings: Settings) -> Event:
    """The event of a draft, with the rule behind each field in `basis`."""
    match, story = draft.match, scene.story.parsed.split.story
    clause = _clause_text(draft)
    dates = scene.dates
    if draft.verdict.status == "postponed":
        dates = old_dates(dates, draft.syntax, scene.story.publication)
    dated = date_of(_dating(draft, codebook), dates, draft.verdict, scene.news)
    draft = _to_come(draft, dated, scene)
    typed = type_of(match, draft.verdict, clause, codebook)
    place = place_of(match, draft.syntax, scene.places, scene.story.dateline_place)
    if typed.channel == "unknown" and (place is not None or has_venue(match, draft.syntax)):
        typed = replace(typed, channel=_usual_channel(draft.people), channel_basis="place")
    if typed.channel == "unknown" and USUALLY_IN_PERSON in codebook.channels.find(_act_words(draft)):
        typed = replace(typed, channel=_usual_channel(draft.people), channel_basis="usual: no other way is told")
    trigger = _trigger(draft, story.text)
    sentence = scene.sentence
    lowered = sentence.text.lower()
    code = codebook.cameo.get(typed.cameo)
    return Event(
        event_id=content_id("ev", story.story_id, typed.type, typed.act, trigger.start, trigger.end, match.frame.id),
        story_id=story.story_id,
        source_id=story.source_id,
        type=typed.type,
        act=typed.act,
        mode=typed.mode,
        cameo=typed.cameo,
        quad=quad_of(typed.type, codebook, settings.sanction_quad),
        labels=typed.labels,
        goldstein=code.goldstein if code else None,
        plover_score=codebook.types[typed.type].score(typed.mode),
        contexts=codebook.contexts.find(lowered),
        status=typed.status,
        background=dated.background,
        actors=draft.people.actors,
        recipients=draft.people.recipients,
        channel=typed.channel,
        when=as_event_date(dated.when),
        where=place,
        attributed_to=attributed_to(match.trigger, draft.syntax, draft.cast, codebook),
        trigger=trigger,
        evidence=(Evidence(part=sentence.part, start=sentence.start, end=sentence.end),),
        issues=codebook.issues.find(lowered),
        confidence=_confidence(draft),
        basis=_basis(draft, typed, dated.basis, place),
        sources=(story.source,) if story.source else (),
    )


def _usual_channel(people: Participants) -> Channel:
    """Many states together are a forum; up to three (two and who mediates between them) meet in person."""
    states = {actor.country for actor in (*people.actors, *people.recipients) if actor.country}
    return "multilateral" if len(states) >= FORUM else "in_person"


def _dating(draft: Draft, codebook: Codebook) -> Tree:
    """What dating has to know of the match: its words, and whether a date inside its complement is its own.

    "agreed to meet on Friday" dates the meeting that the row is about; "agreed to double trade by 1990" does not.
    """
    match = draft.match
    meets = match.embedded is not None and match.embedded.type == "CONSULT" and match.embedded.mode != _MEDIATION
    meeting = match.frame.type == "AGREE" and meets
    verbal = match.frame.type in NOT_FACTUAL and not meeting
    own = frozenset({match.trigger, *([match.noun] if match.noun is not None else [])})
    acts = frozenset(codebook.nouns)
    return Tree(syntax=draft.syntax, trigger=match.trigger, own=own, inside=not verbal, acts=acts, meeting=meeting)


def _to_come(draft: Draft, dated: Dated, scene: Scene) -> Draft:
    """What is told in the present tense with a date to come is planned ("the committee meets next week")."""
    published, first = scene.story.publication.date, dated.when.first
    verb = draft.syntax.tokens[draft.syntax.governing_verb(draft.match.trigger)]
    past = verb.tag in {"VBD", "VBN"}
    if past or draft.verdict.status != "occurred" or published is None or first is None or first <= published:
        return draft
    return replace(draft, verdict=replace(draft.verdict, status="planned", basis="date-to-come"))


def _act_words(draft: Draft) -> str:
    """Lemmas of the words that tell the act, those of the act inside included ("agreed to hold talks")."""
    match, syntax = draft.match, draft.syntax
    words = {match.trigger, *match.words, *match.complements, *([match.noun] if match.noun is not None else [])}
    words |= {k for j in match.complements for k in syntax.patient(j)}
    return " ".join(syntax.lemma(i).lower() for i in sorted(words))


def _basis(draft: Draft, typed: Typed, dated: str, place: Place | None) -> Basis:
    rule = f"rule:{draft.match.frame.id}"
    return Basis(
        type=rule,
        actors=f"{rule}:{draft.people.actor_slot}",
        recipients=f"{rule}:{draft.people.recipient_slot}" if draft.people.recipients else "",
        status=draft.verdict.basis,
        background=dated,
        when=dated,
        where=place.basis if place else "",
        channel=typed.channel_basis,
        contexts="cues",
    )


def _trigger(draft: Draft, text: str) -> Span:
    """The words that name the act: all of the match where they stand close together, else the trigger word."""
    tokens, words = draft.syntax.tokens, draft.match.words
    if words[-1] - words[0] >= TRIGGER_TOKENS:
        words = (draft.match.trigger,)
    start, end = tokens[words[0]].start, tokens[words[-1]].end
    return Span(start=start, end=end, text=text[start:end])


def _clause_text(draft: Draft) -> str:
    """Lower-cased words of the trigger's own clause, then their lemmas; clauses of other acts inside it are left out."""
    syntax, top = draft.syntax, draft.syntax.governing_verb(draft.match.trigger)
    kept: list[int] = []
    todo = [top]
    while todo:
        i = todo.pop()
        kept.append(i)
        todo.extend(
            j
            for j in syntax.children(i)
            if syntax.tokens[j].dep not in _CLAUSE_BORDERS
            and not (syntax.tokens[j].dep == "conj" and syntax.is_verb(j))
        )
    tokens = [syntax.tokens[i] for i in sorted(kept)]
    return " ".join([*(token.text.lower() for token in tokens), "|", *(token.lemma for token in tokens)])


def _confidence(draft: Draft) -> float:
    """0.5 to 0.95 by what supports the row: both sides known, a specific frame, a plain status.

    Not calibrated: an ordering only, until a model judges beside the rules.
    """
    people, frame = draft.people, draft.match.frame
    score = 0.6
    score += 0.15 if frame.specificity > 0 else 0.0
    score += 0.1 if people.recipients or len(people.actors) > 1 else 0.0
    score += 0.1 if all(a.country for a in (*people.actors, *people.recipients)) else 0.0
    score -= 0.1 if draft.verdict.status == "hypothetical" else 0.0
    return round(score, 2)
