"""What becomes of the rules' events when a judge hears them; the judge here says what the test tells it to."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from dateline.coding import code_story, hear
from dateline.judge import Opinion, Question
from dateline.read import read_text
from dateline.records import CodedStory
from dateline.resolve import resolve
from dateline.settings import Settings
from dateline.split import split_story

TYPES = ("NONE", "ACCUSE", "AID", "COERCE", "CONSULT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN")


def opinion(best: str, share: float = 0.97, *, mode: str = "", act: tuple[int, int] | None = None) -> Opinion:
    """An opinion that gives one type this share and the others the rest."""
    rest = (1 - share) / (len(TYPES) - 1)
    types = {name: share if name == best else rest for name in TYPES}
    return Opinion(types=types, roots=types, modes={mode: 1.0}, statuses={"occurred": 1.0}, background=0.0, act=act)


@dataclass
class Told:
    """A judge with a list of (what must be in the question, answer); NONE to everything else."""

    answers: list = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    version: str = "judge@test"
    idle_verbs: frozenset = frozenset({"have", "be", "fall"})

    def ask(self, questions):
        self.asked += questions
        return [self._answer(question) for question in questions]

    def _answer(self, question: Question) -> Opinion:
        for fits, answer in self.answers:
            if fits(question):
                return answer
        return opinion("NONE")


def named(question: Question, side: str) -> str:
    """The words of a side of a question, "" where it is not known."""
    span = getattr(question, side)
    return question.text[slice(*span)] if span else ""


@pytest.fixture
def code(kit):
    """Codes a text by the rules alone."""

    def run(text: str) -> CodedStory:
        [resolved] = resolve(kit.parser.parse([split_story(read_text(text), kit.wire)]), kit.knowledge, Settings())
        return code_story(resolved, kit.codebook, Settings())

    return run


def heard(coded: CodedStory, judge: Told, kit) -> CodedStory:
    return hear([coded], judge, kit.codebook, Settings())[0]


def test_both_verdicts_stay_on_a_row_that_both_agree_on(code, kit) -> None:
    coded = code("LIMA, March 3 (Andes) -- Peru condemned Chile on Monday over the border raid.")
    judge = Told([(lambda q: named(q, "source") == "Peru", opinion("ACCUSE"))])
    [event] = heard(coded, judge, kit).events
    assert (event.type, event.basis.type.split(":")[0]) == ("ACCUSE", "rule")
    assert (event.basis.model, event.basis.judged) == ("judge@test", "ACCUSE 0.97")
    assert event.confidence > 0.95


def test_what_the_judge_gives_next_to_nothing_is_declined_with_its_verdict(code, kit) -> None:
    coded = code("LIMA, March 3 (Andes) -- Peru condemned Chile on Monday over the border raid.")
    after = heard(coded, Told([(lambda _: True, opinion("SUPPORT", 0.999))]), kit)
    assert after.events == ()
    [declined] = [d for d in after.declined if d.reason.startswith("judge.declined")]
    assert "SUPPORT" in declined.reason
    assert declined.text == "condemned"


def test_nothing_is_lost_on_the_way(code, kit) -> None:
    coded = code("LIMA, March 3 (Andes) -- Peru condemned Chile on Monday and expelled two Bolivian diplomats.")
    after = heard(coded, Told([(lambda q: "SANCTION" in q.text, opinion("SANCTION"))]), kit)
    assert len(after.events) + len(after.declined) == len(coded.events) + len(coded.declined)


def test_an_open_side_is_filled_where_the_judge_is_sure_of_it(code, kit) -> None:
    coded = code(
        "OSLO, June 4 (Baltic Wire) -- Norway demanded an apology on Monday, a week after Kenya seized a trawler."
    )
    demand = next(event for event in coded.events if event.type == "REQUEST")
    assert demand.recipients == ()
    after = heard(coded, Told([(lambda q: named(q, "source") == "Norway", opinion("REQUEST"))]), kit)
    [filled] = [event for event in after.events if event.type == "REQUEST"]
    assert [side.country for side in filled.recipients] == ["KEN"]
    assert filled.basis.recipients == "judge"


def test_a_mode_that_the_rules_leave_open_is_taken_over(code, kit) -> None:
    coded = code("LIMA, March 3 (Andes) -- Peru threatened Chile on Monday.")
    assert [event.mode for event in coded.events] == [None]
    judge = Told([(lambda _: True, opinion("THREATEN", mode="territory"))])
    [after] = heard(coded, judge, kit).events
    assert (after.mode, after.plover_score) == ("territory", -4)


def test_a_mode_that_the_rules_tell_is_kept(code, kit) -> None:
    coded = code("LIMA, March 3 (Andes) -- Peru suspended aid to Chile on Monday.")
    assert [event.mode for event in coded.events] == ["discontinue"]
    [after] = heard(coded, Told([(lambda _: True, opinion("SANCTION", mode="withdraw"))]), kit).events
    assert after.mode == "discontinue"


def test_where_no_frame_fires_the_judge_may_propose_and_the_rules_date_it(code, kit) -> None:
    text = "LIMA, March 3, 2020 (Andes) -- Peru outfoxed Chile on Monday."
    coded = code(text)
    assert coded.events == ()
    judge = Told([(lambda q: (named(q, "source"), named(q, "trigger")) == ("Peru", "outfoxed"), opinion("ACCUSE"))])
    [event] = heard(coded, judge, kit).events
    assert (event.type, event.actors[0].country, event.recipients[0].country) == ("ACCUSE", "PER", "CHL")
    assert event.basis.type == "model:judge.accuse"
    assert str(event.when.first) == "2020-03-02"
    assert text[event.trigger.start : event.trigger.end] == "outfoxed"


def test_a_sentence_in_which_nobody_acts_on_anybody_is_not_asked_about(code, kit) -> None:
    coded = code("LIMA, March 3 (Andes) -- Rain fell on Peru on Monday. A border of 168 kilometres is what Chile has.")
    judge = Told()
    assert heard(coded, judge, kit).events == ()
    assert judge.asked == []
