"""Cue words: one pass finds every label that the words of a sentence speak for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import LexiconError
from dateline.lexicon.cue_words import CueIndex

TABLE = """\
phone:
  cues: [telephone, phone_call, called]
video: [video_link, video]
multilateral:
  cues: [summit, un_general_assembly]
hotline:
  cues: [hot_line, telephone]
empty:
  cues:
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("cues") / "channels.yaml"
    path.write_text(TABLE, "utf-8")
    return CueIndex.read(path)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("they spoke by telephone", ("phone", "hotline")),
        ("two telephones rang", ("phone", "hotline")),
        ("after a phone call", ("phone",)),
        ("after a phone\n    call", ("phone",)),
        ("a video link and a phone call", ("video", "phone")),
        ("the summit's host", ("multilateral",)),
        ("summits of the two blocs", ("multilateral",)),
        ("at the un general assembly", ("multilateral",)),
        ("videos of the raid", ("video",)),
        ("the telephoned threat", ()),
        ("a microphone call", ()),
        ("videotape", ()),
        ("", ()),
    ],
)
def test_labels_come_in_the_order_of_their_first_cue(index, text, labels):
    assert index.find(text) == labels


def test_a_missing_file_is_an_empty_index(tmp_path):
    empty = CueIndex.read(tmp_path / "none.yaml")
    assert empty.find("a telephone call at the summit") == ()
    assert empty.pattern is None


def test_an_empty_file_is_an_empty_index(tmp_path):
    path = tmp_path / "empty.yaml"
    path.write_text("# nothing yet\n", "utf-8")
    assert CueIndex.read(path).find("summit") == ()


def test_a_broken_file_is_an_error_with_file_and_line(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("phone:\n  cues: [telephone\n", "utf-8")
    with pytest.raises(LexiconError, match="not YAML") as caught:
        CueIndex.read(path)
    assert (caught.value.path, caught.value.line is not None) == (str(path), True)


def test_a_cue_of_pattern_characters_is_only_its_characters(tmp_path):
    path = tmp_path / "cues.yaml"
    path.write_text("talks: ['5+1', 'c.t.b.t.']\n", "utf-8")
    found = CueIndex.read(path)
    assert found.find("the 5+1 round") == ("talks",)
    assert found.find("the 551 round, cotobot") == ()


@given(st.text(max_size=200))
def test_any_text_gives_known_labels_none_twice(index, text):
    labels = index.find(text.lower())
    assert len(set(labels)) == len(labels)
    assert set(labels) <= {"phone", "video", "multilateral", "hotline"}


def test_the_shipped_channels_are_those_of_the_contract(kit):
    allowed = {"phone", "video", "in_person", "letter", "hotline", "multilateral", "unknown"}
    allowed |= {"sidelines", "usually_in_person"}  # words that lead to one of these
    assert {label for labels in kit.codebook.channels.labels.values() for label in labels} <= allowed
    assert kit.codebook.channels.find("the ministers spoke by telephone") == ("phone",)
