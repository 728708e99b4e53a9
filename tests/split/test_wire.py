"""The lists of wire conventions: they load, and a wrong file is named with its line."""

import shutil

import pytest

from dateline.errors import LexiconError
from dateline.lexicon.wire import FOLDER, load_wire


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "wire")
    return tmp_path / "wire"


def change(folder, name, before, after):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_lists_that_ship_are_loaded_once():
    wire = load_wire()
    assert wire is load_wire()
    assert wire.agencies["reuter"] == "Reuters"
    assert wire.calendar.months["sept"] == 9
    assert "LD" in wire.slugs.version_words


def test_every_form_of_an_agency_leads_to_one_name():
    wire = load_wire()
    assert {wire.agencies[form] for form in ("ap", "associated press", "the associated press")} == {"AP"}


def test_a_missing_list_is_named(folder):
    change(folder, "slugs.yaml", "\ncycles:", "\ncircles:")
    with pytest.raises(LexiconError, match=r"slugs\.yaml \[cycles\]: this list is missing"):
        load_wire(folder)


def test_an_unknown_list_is_named_with_its_line(folder):
    change(folder, "notes.yaml", "note_words:", "note_wordz: [x]\nnote_words:")
    with pytest.raises(LexiconError, match=r"notes\.yaml:\d+ \[note_wordz\]: unknown list"):
        load_wire(folder)


def test_a_word_that_yaml_takes_for_a_truth_value_is_named(folder):
    change(folder, "sentences.yaml", '["No", ', "[No, ")
    with pytest.raises(LexiconError, match="put quotation marks around it"):
        load_wire(folder)


def test_a_list_that_is_none_is_named(folder):
    change(folder, "endings.yaml", "inline_marks: [", "inline_marks: x # [")
    with pytest.raises(LexiconError, match="must be a list of texts"):
        load_wire(folder)


def test_a_calendar_without_a_month_is_refused(folder):
    change(folder, "calendar.yaml", "  12: [", "  13: [")
    with pytest.raises(LexiconError, match="keys 1 to 12"):
        load_wire(folder)


def test_agencies_that_are_no_mapping_are_refused(folder):
    (folder / "agencies.yaml").write_text("agencies: [AP]\ndesks: []\noutlet_words: []\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="mapping of names"):
        load_wire(folder)


def test_a_file_that_is_no_mapping_is_refused(folder):
    (folder / "page.yaml").write_text("- a\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="mapping of lists"):
        load_wire(folder)
