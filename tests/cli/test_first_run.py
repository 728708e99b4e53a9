"""The first minutes of a stranger: the program alone, mistyped words, missing options, days that are none, words of no meaning."""

import os
import re
import shutil

import pytest
from click.shell_completion import ShellComplete

from dateline.cli.app import COMMANDS
from dateline.cli.app import dateline as program
from dateline.grouping import group
from dateline.ledger import Ledger
from factories import envoy_talks, make_run


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def told_once(tmp_path_factory):
    path = tmp_path_factory.mktemp("first") / "wire.dateline"
    with Ledger.open(path) as ledger:
        ledger.append([envoy_talks()], make_run())
        group(ledger)
    return path


@pytest.fixture
def wire(told_once, here):
    return shutil.copy(told_once, here / "my wire.dateline")


@pytest.mark.usefixtures("here")
def test_where_there_is_no_ledger_the_demonstration_and_coding_come_next(dateline):
    done = dateline()
    assert done.code == 0
    assert "dateline demo" in done.out
    assert "dateline code story.txt" in done.out
    assert "serve" not in done.out


def test_where_there_is_a_ledger_it_is_summed_up_with_three_questions_that_run(dateline, wire):
    told = dateline().out
    assert "'my wire.dateline' has 1 story published 2021-03-02 to 2021-03-02: 2 events, 2 contacts, 1 process." in told
    asked = told[told.index("Ask it") : told.index("Go on")]
    questions = re.findall(r"dateline (.*?)   ", asked)
    assert len(questions) == 3
    assert "contacts --ledger 'my wire.dateline' --dyad CHL-NOR" in asked
    for question in questions:
        words = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", question)]
        done = dateline(*words, "--format", "jsonl")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith('{"'), question
    assert "dateline serve" in told[told.index("Go on") :]
    assert wire.exists()


def test_the_newest_of_several_ledgers_is_taken_and_the_others_are_named(dateline, wire, here):
    for number in range(8):
        (here / f"old{number}.dateline").write_bytes(b"x")
        os.utime(here / f"old{number}.dateline", (1, 1))
    told = dateline().out
    assert "'my wire.dateline' has 1 story" in told
    assert "Other ledgers here: old0.dateline, old1.dateline" in told
    assert "and 3 more" in told
    assert wire.exists()


def test_a_ledger_that_cannot_be_read_is_told_and_the_program_goes_on(dateline, here):
    (here / "bad.dateline").write_bytes(b"no ledger" * 1000)
    done = dateline()
    assert done.code == 0
    assert "it is not a ledger" in done.out
    assert "dateline demo" in done.out


def test_an_empty_ledger_says_how_to_fill_it(dateline, here):
    Ledger.open(here / "new.dateline").close()
    assert "dateline code story.txt --ledger new.dateline" in dateline().out


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [("contcts", "contacts"), ("EVENTS", "events"), ("event", "events"), ("timline", "timeline"), ("docter", "doctor")],
)
def test_a_mistyped_command_gets_the_nearest_named(dateline, mistyped, meant):
    done = dateline(mistyped)
    assert done.code == 2
    assert re.search(rf"there is no command '{mistyped}'. Did you mean [\w ]*\b{meant}\b", done.err)


def test_mistyped_commands_of_groups_and_words_like_nothing_are_told_too(dateline):
    assert "Did you mean show?" in dateline("codebook", "shwo").err
    assert "Did you mean search?" in dateline("registry", "serch").err
    assert "`dateline --help` lists all commands" in dateline("xyzzy").err


def test_a_mistyped_option_gets_the_nearest_named(dateline):
    assert "--ledger" in dateline("events", "--legder", "x").err


@pytest.mark.usefixtures("here")
def test_a_missing_ledger_option_says_how_to_make_one(dateline):
    assert "make one with `dateline code" in dateline("events").err


@pytest.mark.usefixtures("wire")
@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["events"], "--ledger my wire.dateline"),
        (["why", "--ledger", "my wire.dateline"], "first column"),
        (["timeline", "--ledger", "my wire.dateline"], "-o OUT.svg"),
        (["export", "csv", "--ledger", "my wire.dateline"], "-o OUT.csv"),
        (["code"], "story.txt"),
    ],
)
def test_what_is_missing_is_told_with_what_to_give(dateline, arguments, cure):
    done = dateline(*arguments)
    assert done.code == 2
    assert cure in done.err


@pytest.mark.parametrize("day", ["yesterday", "2025-13-01", "2025-02-30", "1.2.2025", ""])
def test_a_day_that_is_none_is_told_with_how_to_write_one(dateline, wire, day):
    done = dateline("events", "--ledger", wire, "--since", day)
    assert done.code == 2
    assert "write it as 2020-09-02" in done.err


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["events", "--type", "CONSLT"], "CONSULT"),
        (["events", "--status", "plannd"], "planned"),
        (["contacts", "--country", "Norway"], "NOR (Norway)"),
        (["contacts", "--dyad", "NOR-CHI"], "CHL (Chile)"),
        (["processes", "--state", "stalld"], "stalled"),
        (["count", "--by", "type", "--channel", "telephone"], "phone"),
        (["claims", "--about", "ev_0"], "whole id of an event"),
    ],
)
def test_a_word_of_no_meaning_is_told_on_standard_error_with_the_nearest(dateline, wire, arguments, near):
    done = dateline(*arguments, "--ledger", wire, "--format", "jsonl")
    assert done.code == 0
    assert near in done.err
    assert "is not known" in done.err


def test_words_that_mean_something_are_not_complained_of(dateline, wire):
    done = dateline("events", "--ledger", wire, "--type", "consult", "--country", "fin", "--format", "jsonl")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_table_without_rows_says_what_was_looked_at(dateline, wire):
    done = dateline("events", "--ledger", wire, "--since", "2030-01-01", "--format", "table")
    assert "nothing in" in done.err
    assert "1 story published 2021-03-02 to 2021-03-02" in done.err


def test_a_folder_for_the_demonstration_that_cannot_be_made_is_told_with_a_cure(dateline, here):
    (here / "file").write_text("", "utf-8")
    done = dateline("demo", "--folder", here / "file" / "folder")
    assert done.code == 3
    assert "--folder" in done.err


@pytest.fixture
def completed(wire, monkeypatch):
    """What the shell would offer for these words."""
    monkeypatch.chdir(wire.parent)

    def offered(*arguments):
        completer = ShellComplete(program, {}, "dateline", "_DATELINE_COMPLETE")
        return {item.value for item in completer.get_completions(list(arguments[:-1]), arguments[-1])}

    return offered


def test_the_shell_is_offered_commands_options_and_words(completed):
    assert completed("con") == {"contacts"}
    assert {"--country", "--channel"} <= completed("events", "--c")
    assert completed("events", "--country", "fi") == {"FIN"}
    assert completed("events", "--type", "CO") == {"CONSULT", "CONCEDE", "COOPERATE", "COERCE"}
    assert completed("events", "--status", "pl") == {"planned"}


def test_the_shell_is_offered_ledgers_and_folders_but_no_other_file(completed, here):
    (here / "wire").mkdir()
    (here / "notes.txt").write_text("", "utf-8")
    assert completed("events", "--ledger", "") == {"my wire.dateline", "wire/"}


def test_the_shell_is_offered_ids_of_the_ledger_named_or_of_the_only_one(completed, wire):
    with Ledger.open(wire, read_only=True) as ledger:
        ids = {row for (row,) in ledger.tuples("SELECT event_id FROM events_once")}
    assert completed("why", "--ledger", str(wire), "ev_") == ids
    assert completed("why", "ev_") == ids
    assert completed("why", "--ledger", "none.dateline", "ev_") == set()


def test_a_damaged_ledger_offers_nothing_and_says_nothing(completed, wire):
    wire.write_bytes(b"x" * 5000)
    assert completed("why", "ev_") == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_says_how_to_install_it(dateline, shell):
    done = dateline("completion", shell)
    assert done.code == 0
    assert f"dateline completion {shell} >" in done.out
    assert "_DATELINE_COMPLETE" in done.out
    assert done.out.startswith("#compdef dateline\n" if shell == "zsh" else "# For this shell")


def test_every_command_is_completed(completed):
    assert completed("") == set(COMMANDS)
