"""The page on notebooks: its cells show tables and marked text in IPython, and the SQL of its R scripts runs on its files."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from IPython.core.interactiveshell import InteractiveShell

from dateline.cli import app

PAGE = (Path(__file__).parents[2] / "docs" / "notebook.md").read_text("utf-8")
CELLS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
WITH_PACKAGES, WITH_BASE_R = re.findall(r"```r\n(.*?)```", PAGE, re.DOTALL)
SQL = [found.replace('\\"', '"') for found in re.findall(r'dbGetQuery\(con, "\n(.*?)"\)', WITH_PACKAGES, re.DOTALL)]


@pytest.fixture(scope="module")
def folder(samples, tmp_path_factory):
    """The folder that the first commands of the page make."""
    place = tmp_path_factory.mktemp("notebook")
    (place / "samples").mkdir()
    ledger = place / "samples" / "demo.dateline"
    shutil.copy(samples, ledger)
    assert app.run(["export", "parquet", "--ledger", str(ledger), "-o", str(place / "events.parquet")]) == 0
    return place


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize(("cell", "shown"), [(0, "contacts"), (1, "E1 CONSULT")])
def test_the_last_line_of_a_cell_is_shown_as_a_page(folder, monkeypatch, cell, shown):
    monkeypatch.chdir(folder)
    shell = InteractiveShell()
    result = shell.run_cell(CELLS[cell]).result
    html = shell.display_formatter.format(result)[0]["text/html"]
    assert html.startswith('<div class="dateline-view"')
    assert shown in html


def test_the_sql_of_the_r_script_runs_on_the_parquet_file(folder, monkeypatch):
    monkeypatch.chdir(folder)
    rows = duckdb.sql(SQL[0]).fetchall()
    assert len(rows) > 10
    assert any("; " in row[-1] for row in rows)


def test_the_sql_of_the_r_script_runs_on_the_ledger_opened_read_only(folder, tmp_path):
    ledger = shutil.copy(folder / "samples" / "demo.dateline", tmp_path)  # the cells keep theirs open in this process
    with duckdb.connect(str(ledger), read_only=True) as connection:
        months = connection.sql(SQL[1]).fetchall()
    assert sum(events for _, _, events in months) > 10


def test_the_other_r_script_needs_no_package():
    assert "library" not in WITH_BASE_R
    assert "::" not in WITH_BASE_R
