"""Kinds of processes are data: one file teaches a kind or a verb, and a wrong file is told by line and key."""

import datetime as dt
import shutil

import pytest
import yaml

from dateline.errors import LexiconError
from dateline.lexicon.process_kinds import load_kinds
from dateline.lexicon.yaml_files import HERE
from dateline.pipeline import code_stories
from dateline.processes import find_processes
from dateline.records import Story
from dateline.settings import Settings

LEASE = """
kind: lease
definition: Land or a base that one state lets another use.
lasting: in force
things:
  - nouns: [lease]
parties: [between, with, to, of]
states:
  in force:
    does: [start]
  ended:
    done: [cash_in]
"""


@pytest.fixture
def lexicon(tmp_path, kit):
    """A copy of the kinds in a folder of one's own."""
    shutil.copytree(HERE / "processes", tmp_path / "processes")
    shutil.copytree(HERE / "actors", tmp_path / "actors")
    shutil.copy(HERE / "process_words.yaml", tmp_path)
    return tmp_path


def read(lexicon, kit, text):
    story = Story(story_id="st_0", source_id="x", text=text, published=dt.datetime(2019, 5, 16, 12, tzinfo=dt.UTC))
    kinds = load_kinds(lexicon, kit.codebook.modality)
    return [
        (m.kind, m.state, m.parties) for m in find_processes(code_stories([story], kit, Settings())[0], kinds).processes
    ]


def test_one_file_teaches_a_new_kind(lexicon, kit):
    text = "Kenya cashed in its lease with Uganda on Monday."
    assert read(lexicon, kit, text) == []
    (lexicon / "processes" / "lease.yaml").write_text(LEASE, "utf-8")
    assert read(lexicon, kit, text) == [("lease", "ended", ("KEN", "UGA"))]


def test_a_verb_in_a_file_teaches_a_way_of_telling(lexicon, kit):
    text = "Kenya zapped its naval hotline with Tanzania on Monday."
    assert read(lexicon, kit, text) == []
    path = lexicon / "processes" / "line.yaml"
    path.write_text(path.read_text("utf-8").replace("done: [cut, sever,", "done: [cut, zap, sever,"), "utf-8")
    assert read(lexicon, kit, text) == [("line", "cut", ("KEN", "TZA"))]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("kind: lease\n", "no 'definition'"),
        (LEASE + "colour: red\n", "unknown key 'colour'"),
        (LEASE.replace("does:", "doos:"), "unknown slot 'doos'"),
        (LEASE.replace("nouns: [lease]", "nouns: [lease]\n    wiht: [land]"), "unknown key 'wiht'"),
        ("[1, 2]\n", "a mapping is wanted"),
    ],
)
def test_a_wrong_file_is_told_with_its_name(lexicon, kit, wrong, message):
    (lexicon / "processes" / "lease.yaml").write_text(wrong, "utf-8")
    with pytest.raises(LexiconError, match=message) as caught:
        load_kinds(lexicon, kit.codebook.modality)
    assert "lease.yaml" in str(caught.value)


def test_states_of_the_shipped_kinds_are_words_of_the_contract():
    words = {*yaml.safe_load((HERE / "process_words.yaml").read_text("utf-8"))["states"], "none"}
    kinds = load_kinds()
    told = {
        cue.state
        for kind in kinds.kinds.values()
        for naming in kind.namings
        for cues in naming.cues.values()
        for c in cues.values()
        for cue in c
    }
    assert told | {kind.lasting for kind in kinds.kinds.values()} <= words
