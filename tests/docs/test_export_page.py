"""The page on formats says what the program does: its tables are written from the writers' own columns and choices."""

import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
sys.path.insert(0, str(DOCS))
import write_formats  # noqa: E402  (a script beside the page)

PAGE = (DOCS / "export_formats.md").read_text("utf-8")


def test_the_page_is_what_the_code_says():
    assert write_formats.page(PAGE) == PAGE, "run `make docs`"


def test_every_format_of_the_program_has_its_columns_on_the_page():
    assert write_formats.missing(PAGE) == []


@pytest.mark.parametrize("form", write_formats.COLUMNS)
def test_every_note_on_columns_is_for_a_column_that_there_is(form):
    used = {write_formats.how(form, column) for column in write_formats.COLUMNS[form]}
    assert used == set(write_formats.HOW[form].values())
