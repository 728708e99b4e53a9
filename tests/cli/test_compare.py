"""`dateline compare` and `dateline export` in the formats of the field, as somebody types them."""

import csv
import io
import json

import networkx as nx
import pytest

from dateline.cli.export import WRITERS

EVENTS = ("gdelt", "icews", "cameo-dyads", "polecat", "plover")


@pytest.fixture
def exported(dateline, ledger, tmp_path):
    """Makes a file of the ledger in a format."""

    def export(form, *more):
        out = tmp_path / f"{form}.out"
        done = dateline("export", form, "--ledger", ledger, "-o", out, *more)
        assert done.code == 0, done.err
        return out

    return export


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_is_written_and_its_loss_is_told_in_short_and_in_full(dateline, ledger, tmp_path, form):
    out, loss = tmp_path / "out", tmp_path / "loss.json"
    done = dateline("export", form, "--ledger", ledger, "-o", out, "--loss", loss)
    assert done.code == 0, done.err
    assert out.stat().st_size > 0
    books = json.loads(loss.read_text("utf-8"))
    assert books["events"] == books["written"] + sum(part["events"] for part in books["left_out"]) == 2
    assert done.err.startswith(f"{books['written']} of 2 events written as {books['rows']} rows")


def test_the_loss_report_goes_to_standard_output_if_the_rows_do_not(dateline, ledger, tmp_path):
    done = dateline("export", "plover", "--ledger", ledger, "-o", tmp_path / "x", "--loss", "-")
    assert json.loads(done.out)["format"] == "plover"
    both = dateline("export", "plover", "--ledger", ledger, "-o", "-", "--loss", "-")
    assert (both.code, "cannot both" in both.err) == (2, True)


def test_filters_of_events_choose_what_is_exported(dateline, ledger):
    done = dateline("export", "plover", "--ledger", ledger, "-o", "-", "--type", "consult", "--since", "2021-01-01")
    assert [json.loads(line)["event"] for line in done.out.splitlines()] == [["CONSULT"]]


def test_networkx_reads_both_models(exported):
    assert set(nx.read_graphml(exported("graphml")).nodes) == {
        "person:liv-aasen:NOR",
        "person:diego-rojas:CHL",
        "state:NOR",
        "state:CHL",
    }
    bipartite = nx.read_graphml(exported("graphml", "--model", "bipartite"))
    assert sorted(part for _, part in bipartite.nodes(data="bipartite")) == [0, 0, 0, 0, 1, 1]


@pytest.mark.parametrize("form", EVENTS)
def test_a_ledger_finds_itself_in_its_own_exports(dateline, ledger, exported, form):
    asked = ("--type", "consult", "--figures", "-", "--format", "csv", "-o", exported("csv"))
    done = dateline("compare", ledger, exported(form), *asked)
    assert done.code == 0, done.err
    figures = json.loads(done.out)
    assert figures["b"]["formats"] == [form]
    assert figures["matching"][0]["f1"] == 1
    assert figures["a_duplicates"]["copies"] == figures["b_duplicates"]["copies"] == 0


def test_the_table_shows_sides_coverage_agreement_and_how_they_are_compared(dateline, ledger, exported):
    done = dateline("compare", ledger, exported("icews"), "--format", "table", env={"COLUMNS": "100"})
    for words in ("The two sides", "icews", "Coverage", "dyad-days", "kappa", "NOR > CHL", "How they are compared"):
        assert words in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_units_and_what_only_one_side_has_come_as_rows(dateline, ledger, exported):
    file = exported("icews", "--until", "2020-01-01")  # a header and no row
    units = dateline("compare", ledger, file, "--by", "type", "--format", "jsonl")
    assert [(row["unit"], row["a"], row["b"]) for row in map(json.loads, units.out.splitlines())] == [("CONSULT", 2, 0)]
    only = dateline("compare", ledger, file, "--only", "A", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(only.out)))
    assert [(row["source"], row["target"], row["type"]) for row in rows] == [
        ("CHL", "NOR", "CONSULT"),
        ("NOR", "CHL", "CONSULT"),
    ]
    table = dateline("compare", ledger, file, "--only", "A", "--format", "table")
    assert "Only A has" in table.out


def test_figures_are_written_beside_what_only_one_side_has(dateline, ledger, tmp_path):
    figures = tmp_path / "figures.json"
    done = dateline("compare", ledger, ledger, "--only", "A", "--figures", figures, "--format", "csv")
    assert done.code == 0, done.err
    assert json.loads(figures.read_text("utf-8"))["matching"][0]["f1"] == 1


def test_a_side_may_be_a_glob_or_a_folder(dateline, ledger, exported, tmp_path):
    exported("icews")
    exported("gdelt")
    for several in (tmp_path / "*.out", tmp_path):
        done = dateline("compare", ledger, several, "--figures", "-", "--format", "csv", "-o", tmp_path / "units")
        assert json.loads(done.out)["b"]["formats"] == ["gdelt", "icews"], done.err
        (tmp_path / "units").unlink()


def test_rows_that_cannot_be_used_are_named_and_the_exit_code_is_1(dateline, exported):
    file = exported("polecat")
    file.write_text(file.read_text("utf-8") + "half a row\n" * 7, "utf-8")
    done = dateline("compare", file, file, "--format", "jsonl")
    assert done.code == 1
    assert done.err.count("dateline: declined") == 12
    assert f"{file}:4: " in done.err
    assert "2 more rows" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nowhere.tsv", "nowhere.tsv"), 1, "nowhere.tsv"),
        (("{ledger}", "{diary}"), 1, "of no known format"),
        (("{ledger}", "{ledger}", "--dyad", "KOR"), 2, "no dyad"),
        (("{ledger}", "{ledger}", "--by", "week"), 2, "week"),
        (("{ledger}", "{ledger}", "--type", "GOSSIP"), 2, "no type of PLOVER"),
        (("{ledger}", "{ledger}", "--figures", "-"), 2, "cannot both"),
        (("{ledger}",), 2, "Missing argument"),
    ],
)
def test_what_is_wrong_is_said_with_place_and_cure(dateline, ledger, tmp_path, arguments, code, words):
    (tmp_path / "diary.txt").write_text("dear diary\n")
    names = {"ledger": ledger, "diary": tmp_path / "diary.txt"}
    done = dateline("compare", *(argument.format(**names) for argument in arguments))
    assert (done.code, words in done.err) == (code, True), done.err
    assert "Traceback" not in done.err
