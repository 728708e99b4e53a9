"""Questions in tokens, and the questions that our examples hold."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from dateline.judge import Question, Scribe, Vote, weigh
from dateline.judge.drill import drills
from dateline.judge.model import MODEL
from dateline.judge.question import LONGEST, MARKERS
from dateline.lexicon.examples import read_example_file


@pytest.fixture(scope="module")
def scribe() -> Scribe:
    return Scribe(Tokenizer.from_file(str(MODEL / "tokenizer.json")))


def tokens(scribe: Scribe, question: Question) -> list[str]:
    [encoded] = scribe.encode([question])
    return [scribe.tokenizer.id_to_token(i) for i in encoded.ids]


def test_marks_stand_around_the_sides(scribe) -> None:
    found = tokens(scribe, Question(text="Chile hit Peru.", source=(0, 5), target=(10, 14), trigger=(6, 9)))
    assert found == ["[CLS]", MARKERS[0], "chile", MARKERS[1], MARKERS[4], "hit", MARKERS[5], MARKERS[2], "peru",
                     MARKERS[3], ".", "[SEP]"]  # fmt: skip


def test_marks_of_what_is_unknown_stand_in_front(scribe) -> None:
    assert tokens(scribe, Question(text="Rain fell."))[:7] == ["[CLS]", *MARKERS]


def test_a_side_inside_the_other_keeps_its_marks(scribe) -> None:
    [encoded] = scribe.encode([Question(text="the Chile envoy left", source=(0, 15), target=(4, 9))])
    assert len(set(encoded.marks)) == 3


def test_a_long_sentence_keeps_what_stands_near_its_marks(scribe) -> None:
    text = "word " * 400 + "Chile hit Peru. " + "more " * 400
    start = text.index("Chile")
    [encoded] = scribe.encode([Question(text=text, source=(start, start + 5), target=(start + 10, start + 14))])
    assert len(encoded.ids) <= LONGEST
    assert {(start, start + 5), (start + 6, start + 9), (start + 10, start + 14)} <= set(encoded.words)


def test_offsets_of_tokens_slice_the_text(scribe) -> None:
    text = "Côte d’Ivoire’s envoy met Chile’s."
    [encoded] = scribe.encode([Question(text=text, source=(0, 13))])
    words = [text[a:b] for a, b in encoded.words if b > a]
    assert "".join(words).replace(" ", "") == text.replace(" ", "")


@pytest.fixture
def example(tmp_path):
    def run(line: str):
        path = tmp_path / "sentences" / "X.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(line, "utf-8")
        return list(drills(read_example_file(path)))

    return run


def asked(found, kind: str) -> set[tuple[str, str, str]]:
    """(source, target, type) of the questions of a kind."""
    word = lambda d, span: d.question.text[slice(*span)] if span else ""  # noqa: E731
    return {(word(d, d.question.source), word(d, d.question.target), d.type) for d in found if d.kind == kind}


def test_an_act_asks_for_its_pair_the_swapped_one_and_the_bystander(example) -> None:
    found = example("{a:Chile} {t:expelled} {r:Peru's envoy} after {b:Bolivia} did. || SANCTION/expel occurred")
    assert asked(found, "right") == {("Chile", "Peru's envoy", "SANCTION")}
    assert asked(found, "swapped") == {("Peru's envoy", "Chile", "NONE")}
    assert asked(found, "bystander") == {("Chile", "Bolivia", "NONE"), ("Bolivia", "Peru's envoy", "NONE")}


def test_a_mutual_act_is_the_same_in_both_directions(example) -> None:
    found = example("{a:Chile} and {a:Peru} {t:held talks} in {b:Quito}. || CONSULT occurred")
    assert asked(found, "mutual") == {("Chile", "Peru", "CONSULT"), ("Peru", "Chile", "CONSULT")}
    assert asked(found, "swapped") == set()


def test_an_act_in_the_other_direction_is_no_swapped_pair(example) -> None:
    line = "{a1,r2:Chile} {t1:rejected} {r1,a2:Peru's} {t2:demand} for a meeting. || REJECT/meet occurred ; REQUEST/meet occurred"
    found = example(line)
    assert asked(found, "right") == {("Chile", "Peru's", "REJECT"), ("Peru's", "Chile", "REQUEST")}
    assert asked(found, "swapped") == set()


def test_a_vote_for_the_pair_outweighs_a_doubtful_judge() -> None:
    doubtful = {"NONE": 0.5, "AID": 0.3, "ACCUSE": 0.2}
    votes = [Vote(type="AID", plv15="AID", fit="pair")]
    assert max(weigh(doubtful, votes, "type").items(), key=lambda item: item[1])[0] == "AID"
    assert weigh(doubtful, [], "type") == pytest.approx(doubtful)


def test_an_act_the_other_way_round_speaks_for_none() -> None:
    even = {"NONE": 0.4, "AID": 0.6}
    assert weigh(even, [Vote(type="AID", plv15="AID", fit="swapped")], "type")["NONE"] > 0.5
