"""The shipped example sentences: enough of them, of every kind, and no two alike; and the measures that say so."""

import importlib.util
import sys
from pathlib import Path
from typing import get_args

import pytest
import yaml

from dateline.lexicon.examples import NONE, Line, parse_line, read_examples
from dateline.records import Status

ROOT = Path(__file__).parents[1]
CODEBOOK = ROOT / "src" / "dateline" / "lexicon"
TYPES = {"SUPPORT": "SUPPORT", "CONSULT": "CONSULT"}


@pytest.fixture(scope="module")
def measures():
    spec = importlib.util.spec_from_file_location("example_measures", ROOT / "eval" / "example_measures.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["example_measures"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def shipped():
    return read_examples(CODEBOOK / "examples")


def example(marked, number=1):
    return parse_line(Line(text=marked, path=CODEBOOK / "own" / "lines.txt", number=number), TYPES)


def test_two_lines_that_differ_in_a_name_are_nearly_the_same(measures):
    code = "|| SUPPORT occurred"
    lines = [
        example(f"{{a:Tonga}} {{t:praised}} the long patience of {{r:the ferrymen}} on the lagoon. {code}"),
        example(f"{{a:Samoa}} {{t:praised}} the long patience of {{r:the ferrymen}} on the lagoon. {code}"),
        example(f"A choir from {{a:Samoa}} {{t:thanked}} {{r:Suva}} for the loan of two drums. {code}"),
    ]
    (pair,) = measures.near_pairs(lines)
    assert (pair.one, pair.other) == (lines[0], lines[1])
    (bare,) = measures.near_pairs(lines, see=measures.bare_words_of)
    assert bare.share == 1.0


def test_a_run_of_eight_words_from_outside_is_found_unless_it_is_a_name(measures, tmp_path):
    copied = "{a:Tonga} {t:praised} {r:the ferrymen} who row the mail across the lagoon. || SUPPORT occurred"
    named = (
        "{a:The Secretary of the Board for the Harbours of the Isles} {t:praised} {r:nobody} twice. || SUPPORT occurred"
    )
    outside = '["The", "ferrymen", "who", "row", "the", "mail", "across", "the", "lagoon", "sang"]'
    office = '{"text": "the Secretary of the Board for the Harbours of the Isles resigned"}'
    (tmp_path / "outside.jsonl").write_text(f"{outside}\n{office}\n", "utf-8")
    found = measures.copied_runs([example(copied), example(named)], tmp_path)
    assert [(one.run, one.file) for one in found] == [("the ferrymen who row the mail across the", "outside.jsonl")]


def test_evenness_is_one_where_all_are_alike_frequent(measures):
    assert measures.evenness({"meet": 4, "call": 4, "visit": 4}) == pytest.approx(1.0)
    assert measures.evenness({"meet": 9, "call": 1}) < 0.5


def test_states_are_found_by_name_adjective_and_capital(measures):
    assert measures.countries_of("South African and Chadian envoys in Paris") == ["ZAF", "TCD", "FRA"]


def test_there_are_six_thousand_sentences_and_six_hundred_stories(shipped):
    assert sum(not one.story for one in shipped) >= 6000
    assert len({(one.path, one.story) for one in shipped if one.story}) >= 600


def test_every_type_mode_and_status_is_shown(shipped):
    documents = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in CODEBOOK.glob("plover/*.yaml")}
    modes = {f"{name}/{mode}" for name, document in documents.items() for mode in document.get("modes") or ()}
    acts = [act for one in shipped for act in one.acts]
    assert (len(documents), len(modes)) == (16, 67)
    assert {act.type for act in acts} == {*documents, NONE}
    assert {f"{act.type}/{mode}" for act in acts for mode in act.modes} == modes
    assert {act.status for act in acts if act.type != NONE} == set(get_args(Status))


def test_no_two_shipped_lines_are_nearly_the_same(shipped, measures):
    pairs = measures.near_pairs(shipped)
    pairs += measures.near_pairs(shipped, measures.NEAR_BARE, measures.bare_words_of)
    assert [(pair.one.text, pair.other.text) for pair in pairs] == []
