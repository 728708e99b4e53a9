"""The commands that draw: files that appear whole, endings that choose the form, cures for what cannot be."""

import pytest
from defusedxml import ElementTree

from dateline.cli import app

COMMANDS = ("timeline", "network", "map")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_ending_chooses_the_form(command, path, tmp_path, dateline):
    for ending, start in (("svg", b"<svg"), ("PNG", b"\x89PNG"), ("html", b"<!DOCTYPE html>")):
        out = tmp_path / f"picture.{ending}"
        done = dateline(command, "--ledger", path, "-o", out, "--width", 500, "--scale", 1)
        assert (done.code, done.err) == (0, "")
        assert out.read_bytes().startswith(start)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_ending_is_refused_with_the_known_ones(command, path, tmp_path, dateline):
    done = dateline(command, "--ledger", path, "-o", tmp_path / "picture.pdf")
    assert done.code == 2
    assert "FILE.svg or FILE.png or FILE.html" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_picture_goes_to_standard_output(path, dateline):
    done = dateline(
        "timeline", "--ledger", path, "-o", "-", "--format", "svg", "--theme", "dark", "--title", "A <b> & c"
    )
    assert ElementTree.fromstring(done.bytes.decode()).find("{http://www.w3.org/2000/svg}title").text == "A <b> & c"


def test_lanes_by_process_take_the_filters_of_processes(path, tmp_path, dateline):
    out = tmp_path / "board.svg"
    done = dateline("timeline", "--by", "process", "--kind", "line", "--ledger", path, "-o", out, "--on", "2021-06-10")
    assert done.code == 0
    assert "hotline" in out.read_text("utf-8")
    refused = dateline("timeline", "--kind", "line", "--ledger", path, "-o", tmp_path / "none.svg")
    assert refused.code == 2
    assert "cannot be filtered by kind" in refused.err
    assert not (tmp_path / "none.svg").exists()


def test_what_cannot_be_written_leaves_nothing_behind(path, tmp_path, dateline):
    done = dateline("map", "--ledger", path, "-o", tmp_path / "no folder" / "map.svg")
    assert done.code == 3
    assert "choose a folder that exists" in done.err
    (tmp_path / "map.svg").mkdir()
    assert dateline("map", "--ledger", path, "-o", tmp_path / "map.svg").code == 3
    assert [one.name for one in tmp_path.iterdir()] == ["map.svg"]


def test_a_failing_drawing_keeps_the_file_that_was_there(path, tmp_path, dateline, monkeypatch):
    out = tmp_path / "map.svg"
    out.write_text("the old one", "utf-8")

    def fail(*_, **__):
        raise MemoryError

    monkeypatch.setattr("dateline.draw.map_", fail)
    with pytest.raises(MemoryError):
        app.run(["map", "--ledger", str(path), "-o", str(out)])
    assert out.read_text("utf-8") == "the old one"
    assert [one.name for one in tmp_path.iterdir()] == ["map.svg"]


def test_nothing_to_draw_is_a_picture_that_says_so_and_no_error(path, tmp_path, dateline):
    out = tmp_path / "none.svg"
    assert dateline("timeline", "--country", "ATA", "--ledger", path, "-o", out).code == 0
    assert "Nothing in the ledger fits these filters." in out.read_text("utf-8")


def test_a_missing_ledger_is_told_with_a_cure(tmp_path, dateline):
    done = dateline("network", "--ledger", tmp_path / "none.dateline", "-o", tmp_path / "n.svg")
    assert done.code == 2
    assert "dateline code" in done.err


def test_a_report_is_one_page_with_every_row_its_id_and_its_sentence(path, tmp_path, dateline):
    out = tmp_path / "report.html"
    assert dateline("report", "--ledger", path, "-o", out, "--dyad", "NOR-CHL", "--title", "Two <coasts>").code == 0
    page = out.read_text("utf-8")
    assert "<h1>Two &lt;coasts&gt;</h1>" in page
    assert "<script" not in page
    assert " style=" not in page
    assert "@page" in page
    for words in (
        "Norway dealt with Chile about a sea cable in Oslo.",
        "wire001.txt",
        "ev_",
        "pr_",
        "Fjord Wire 1",
        "restored",
    ):
        assert words in page
    assert page.count("<svg") == 2


def test_a_report_on_everything_has_a_network_and_open_plans(path, tmp_path, dateline):
    out = tmp_path / "report.html"
    assert dateline("report", "--ledger", path, "-o", out, "--limit", 2).code == 0
    page = out.read_text("utf-8")
    assert page.count("<svg") == 3
    assert "more in the ledger are not listed" in page


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_a_report_is_no_single_picture(ending, path, tmp_path, dateline):
    done = dateline("report", "--ledger", path, "-o", tmp_path / f"report.{ending}")
    assert done.code == 2
    assert "give -o FILE.html and print it to PDF" in done.err
