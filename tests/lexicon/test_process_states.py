"""What states mean for one another is read from a file, and a wrong file is refused with its place."""

import pytest
import yaml

from dateline.errors import LexiconError
from dateline.lexicon.process_states import PROCESS_STATES, load_state_terms


@pytest.fixture
def changed(tmp_path):
    """The file with one of its keys changed."""

    def write(**keys):
        path = tmp_path / "process_states.yaml"
        path.write_text(yaml.safe_dump(yaml.safe_load(PROCESS_STATES.read_text("utf-8")) | keys), "utf-8")
        return path

    return write


def test_states_stand_in_their_usual_course():
    stage = load_state_terms().stage_of
    assert stage("planned") < stage("under way") < stage("stalled") < stage("resumed") < stage("collapsed")


def test_a_state_of_ones_own_stands_in_the_middle():
    assert load_state_terms().stage_of("simmering") == load_state_terms().stage_of("stalled")


def test_what_is_over_depends_on_the_kind():
    terms = load_state_terms()
    assert terms.is_open("agreement", "concluded")
    assert not terms.is_open("talks", "concluded")


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"over": []}, "over: a list of states is wanted"),
        ({"over": ["simmering"]}, "a stage is wanted for simmering"),
        ({"includes": ["cut"]}, "includes: a mapping of words to lists of states is wanted"),
        ({"course": [["planned"], ["planned", "stalled"]]}, "each state stands in one stage"),
        ({"colour": ["cut"]}, "a mapping with the keys course, over"),
    ],
)
def test_a_wrong_file_is_refused_in_words(changed, keys, message):
    path = changed(**keys)
    with pytest.raises(LexiconError, match=message) as refused:
        load_state_terms(path)
    assert refused.value.path == str(path)
