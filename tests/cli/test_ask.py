"""The commands that ask a ledger: the same rows in every format, filters, and what went wrong in words."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest

from dateline.cli.app import ASKING


def rows_of(done):
    assert done.code == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_contact_told_by_two_outlets_is_one_row_with_both_mentions(dateline, ledger):
    [contact] = rows_of(dateline("contacts", "--ledger", ledger, "--channel", "phone"))
    assert contact["channel"] == "phone"
    assert sorted(mention["source_id"] for mention in contact["mentions"]) == ["a.txt", "b.txt"]
    assert {person["country"] for person in contact["participants"]} == {"NOR", "CHL"}


@pytest.mark.parametrize("name", sorted(ASKING))
def test_every_query_gives_the_same_rows_in_every_format(dateline, ledger, tmp_path, name):
    rows = rows_of(dateline(name, "--ledger", ledger))
    assert rows
    for ending in ("csv", "parquet"):
        assert dateline(name, "--ledger", ledger, "-o", tmp_path / f"out.{ending}").code == 0
    cells = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"))))
    table = pq.read_table(tmp_path / "out.parquet")
    assert len(cells) == table.num_rows == len(rows)
    assert table.column_names == list(rows[0])
    assert list(cells[0])[: len(rows[0])] == list(rows[0])


@pytest.mark.parametrize("name", sorted(ASKING))
def test_every_query_draws_a_table_that_fits_into_80_columns(dateline, ledger, name):
    done = dateline(name, "--ledger", ledger, "--format", "table", env={"COLUMNS": "80"})
    assert done.code == 0, done.err
    assert max(map(len, done.out.splitlines())) <= 80
    assert len(done.out.splitlines()) > 2


def test_filters_choose_rows(dateline, ledger):
    assert len(rows_of(dateline("events", "--ledger", ledger))) == 2
    assert len(rows_of(dateline("events", "--ledger", ledger, "--type", "agree"))) == 1
    assert rows_of(dateline("events", "--ledger", ledger, "--country", "JPN")) == []
    assert rows_of(dateline("events", "--ledger", ledger, "--known-on", "2021-03-01")) == []
    assert len(rows_of(dateline("stories", "--ledger", ledger, "--source", "andes"))) == 1


def test_who_held_an_office_on_a_day(dateline, ledger):
    [office] = rows_of(dateline("offices", "--ledger", ledger, "--as-of", "2021-03-02"))
    assert (office["person"], office["office"], office["country"]) == ("Liv Aasen", "Arctic envoy", "NOR")


def test_export_writes_every_event_once(dateline, ledger, tmp_path):
    out = tmp_path / "events.parquet"
    assert dateline("export", "parquet", "--ledger", ledger, "-o", out).code == 0
    asked = [row["event_id"] for row in rows_of(dateline("events", "--ledger", ledger))]
    assert pq.read_table(out)["event_id"].to_pylist() == asked


def test_csv_has_days_names_and_codes_in_columns_of_their_own(dateline, ledger):
    done = dateline("contacts", "--ledger", ledger, "--channel", "phone", "--format", "csv")
    [contact] = csv.DictReader(io.StringIO(done.out))
    assert contact["when_first"] == json.loads(contact["when"])["first"] == "2021-03-02"
    assert contact["participant_countries"] == "; ".join(who["country"] for who in json.loads(contact["participants"]))


def test_export_of_a_calendar_takes_filters_and_says_what_has_no_day(dateline, ledger, tmp_path):
    out = tmp_path / "plans.ics"
    done = dateline("export", "ics", "--ledger", ledger, "--country", "NOR", "-o", out)
    assert done.code == 0
    assert out.read_text("utf-8").count("BEGIN:VEVENT") == 1
    assert "left out: 1 of unknown date" in done.err


def test_export_of_other_rows(dateline, ledger):
    done = dateline("export", "jsonl", "--ledger", ledger, "--rows", "claims", "-o", "-")
    assert {row["cue"] for row in rows_of(done)} == {"said"}


def test_an_export_that_cannot_be_written_is_exit_code_3(dateline, ledger, tmp_path):
    done = dateline("export", "csv", "--ledger", ledger, "-o", tmp_path / "none" / "out.csv")
    assert (done.code, done.out) == (3, "")


def test_a_ledger_that_is_not_there_is_wrong_usage_and_the_message_says_how_to_make_one(dateline, tmp_path):
    done = dateline("events", "--ledger", tmp_path / "none.dateline")
    assert done.code == 2
    assert "dateline code" in done.err


def test_a_file_that_is_no_ledger_is_exit_code_3(dateline, tmp_path):
    wrong = tmp_path / "notes.txt"
    wrong.write_text("not a ledger " * 1000)
    done = dateline("events", "--ledger", wrong)
    assert done.code == 3
    assert "not a ledger" in done.err
    assert done.err.count("\n") == 1


def test_an_unknown_order_is_wrong_usage_and_the_message_lists_the_known_ones(dateline, ledger):
    done = dateline("events", "--ledger", ledger, "--sort", "colour")
    assert done.code == 2
    assert "confidence" in done.err


def test_why_shows_the_sentence_its_marks_the_rules_and_what_was_declined(dateline, ledger):
    [contact] = rows_of(dateline("contacts", "--ledger", ledger, "--channel", "phone"))
    done = dateline("why", contact["event_id"][:11], "--ledger", ledger)
    assert done.code == 0, done.err
    assert "[spoke by phone]" in " ".join(done.out.split())
    assert "rule:consult" in done.out
    assert "b.txt" in done.out
    assert "codebook cb1" in done.out


def test_why_as_json_has_every_field_of_the_row(dateline, ledger):
    [contact] = rows_of(dateline("contacts", "--ledger", ledger, "--channel", "phone"))
    report = json.loads(dateline("why", contact["event_id"], "--ledger", ledger, "--format", "json").out)
    assert report["id"] == contact["event_id"]
    assert {"type", "actors", "when", "status"} <= {field["field"] for field in report["fields"]}


def test_why_of_a_story_shows_what_was_declined_in_it(dateline, ledger):
    story = rows_of(dateline("stories", "--ledger", ledger))[0]
    assert "analysts are no actor" in " ".join(dateline("why", story["story_id"], "--ledger", ledger).out.split())


def test_an_id_that_is_not_there_is_wrong_usage(dateline, ledger):
    done = dateline("why", "ev_0000000000000000", "--ledger", ledger)
    assert done.code == 2
    assert "ev_0000000000000000" in done.err
