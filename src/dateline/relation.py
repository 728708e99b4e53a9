"""Relation type for pairs that the user gives: what does the source do to the target in this sentence?

The frames code the sentence, the judge reads it with the pair marked, and both verdicts are weighed against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from .coding import code_story
from .judge import Judge, Opinion, Question, votes_of, weigh
from .lexicon.examples import NONE
from .pipeline import Kit
from .records import Event, Story, content_id
from .resolve import resolve
from .settings import Settings
from .split import split_story


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The answer to one pair. type: the best of the 16 PLOVER types and NONE; scores: probability of each, summing to 1.

    plv15: the best of the older 15 roots, which have no NONE. mode: of the best type, None if it has none.
    rule: the rule that coded the same pair, "" if none did. model: name and hash of the judge.
    """

    type: str
    scores: Mapping[str, float]
    plv15: str
    mode: str | None
    rule: str
    model: str


def classify(questions: Iterable[Question], kit: Kit, settings: Settings) -> Iterator[Relation]:
    """An answer to each question, in their order. Raises nothing over text; spans must lie inside it."""
    judge = kit.judge or Judge()
    rest = iter(questions)
    while batch := list(islice(rest, settings.batch)):
        told = events_of([question.text for question in batch], kit, settings)
        for question, opinion in zip(batch, judge.ask(batch), strict=True):
            yield _relation(question, opinion, told[question.text], judge.version)


def events_of(texts: Sequence[str], kit: Kit, settings: Settings) -> dict[str, tuple[Event, ...]]:
    """What the rules alone code in each text."""
    different = list(dict.fromkeys(text for text in texts if text.strip()))
    stories = [Story(story_id=content_id("st", text), source_id=text[:40], text=text) for text in different]
    parsed = kit.parser.parse([split_story(story, kit.wire) for story in stories])
    coded = [code_story(story, kit.codebook, settings) for story in resolve(parsed, kit.knowledge, settings)]
    return dict.fromkeys(texts, ()) | {t: c.events for t, c in zip(different, coded, strict=True)}


def _relation(question: Question, opinion: Opinion, events: Sequence[Event], version: str) -> Relation:
    votes = votes_of(question, events)
    scores = weigh(opinion.types, votes, "type")
    roots = weigh(opinion.roots, votes, "plv15")
    best = max(scores, key=lambda name: scores[name])
    mode = max(opinion.modes, key=lambda name: opinion.modes[name]) if best == opinion.best != NONE else ""
    return Relation(
        type=best,
        scores=scores,
        plv15=max((name for name in roots if name != NONE), key=lambda name: roots[name]),
        mode=mode or None,
        rule=next((vote.rule for vote in votes if vote.fit == "pair" and vote.type == best), ""),
        model=version,
    )
