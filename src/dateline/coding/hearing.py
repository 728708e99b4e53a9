"""The judge hears what the frames propose: open sides are filled, what is no act is declined, and both verdicts stay on the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.judge import Judge, Opinion, Vote, weigh
from dateline.lexicon import Codebook
from dateline.lexicon.examples import NONE
from dateline.records import CodedStory, Declined, Event
from dateline.settings import Settings

from .asking import Asked, Remembering, question_of
from .completing import complete
from .proposing import propose

#: Below this share the judge as good as rules out the type of the rules (and its act), and the row is not kept. More would cost
#: good rows: at .02 golden stories lose three points of F1, for the rules are right where the judge has seen too little.
LEAST_SHARE = 0.001
#: Share of a mode that the judge needs where the rules name none.
SURE_MODE = 0.6


def hear(stories: Sequence[CodedStory], judge: Judge, codebook: Codebook, settings: Settings) -> list[CodedStory]:
    """The stories with their events judged; what the judge turns down is among the declined.

    The thresholds here and in `completing` and `proposing` were chosen on golden stories and on examples that the judge was
    not trained on; docs/judge.md has the figures.
    """
    return [_heard(story, Remembering(judge), codebook, settings) for story in stories]


def _heard(story: CodedStory, judge: Asked, codebook: Codebook, settings: Settings) -> CodedStory:
    events = complete(story.resolved, story.events, judge)
    opinions = judge.ask([question_of(event, story) for event in events])
    outcomes = [
        _outcome(event, opinion, judge.version, codebook) for event, opinion in zip(events, opinions, strict=True)
    ]
    proposed = () if story.resolved.parsed.split.masthead.withdrawn else propose(story, judge, codebook, settings)
    kept = [*(o for o in outcomes if isinstance(o, Event)), *proposed]
    declined = [*story.declined, *(o for o in outcomes if isinstance(o, Declined))]
    return replace(
        story,
        events=tuple(sorted(kept, key=lambda e: (e.trigger.start, e.trigger.end, e.event_id))),
        declined=tuple(sorted(declined, key=lambda d: (d.start, d.end, d.rule))),
    )


def _outcome(event: Event, opinion: Opinion, version: str, codebook: Codebook) -> Event | Declined:
    """The event with the judge's verdict beside that of the rules, or why it is none."""
    if event.type not in opinion.types and event.act not in opinion.types:
        return event  # a type of the user's own that this judge was not trained on
    share = max(opinion.types.get(event.type, 0.0), opinion.types.get(event.act, 0.0))
    if share < LEAST_SHARE:
        return Declined(
            room="coding",
            reason=f"judge.declined: {opinion.best} {opinion.types[opinion.best]:.2f}, {event.type} {share:.2f}",
            source_id=event.source_id,
            start=event.trigger.start,
            end=event.trigger.end,
            text=event.trigger.text,
            rule=event.basis.type.removeprefix("rule:"),
        )
    mode = event.mode or _mode(event, opinion)
    judged = f"{opinion.best} {opinion.types[opinion.best]:.2f}"
    return replace(
        event,
        mode=mode,
        plover_score=codebook.types[event.type].score(mode),
        confidence=_confidence(event, opinion),
        basis=replace(event.basis, model=version, judged=judged),
    )


def _mode(event: Event, opinion: Opinion) -> str | None:
    """The judge's mode where the rules have none and both see the same type."""
    best = max((name for name in opinion.types if name != NONE), key=lambda name: opinion.types[name])
    mode = max(opinion.modes, key=lambda name: opinion.modes[name])
    return mode or None if best == event.type and opinion.modes[mode] >= SURE_MODE else None


def _confidence(event: Event, opinion: Opinion) -> float:
    """How likely the type is after both verdicts: the judge's shares, weighed with a frame that found one side or both."""
    both = bool(event.recipients) or len(event.actors) > 1
    vote = Vote(type=event.type, plv15=event.labels.plv15, fit="pair" if both else "source")
    return round(weigh(opinion.types, [vote], "type").get(event.type, 0.0), 2)
