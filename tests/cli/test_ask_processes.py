"""`dateline processes` and `dateline why` of a process."""

import datetime as dt
import json

import pytest

from dateline import api
from dateline.ledger import Ledger
from factories import make_coded, make_mention, make_run, make_story

DAY = dt.date


@pytest.fixture
def board(tmp_path):
    path = tmp_path / "board.dateline"
    cut = make_story(["Norway cut its naval hotline with Chile on Thursday."], source_id="cut.txt")
    back = make_story(
        ["The naval line was restored on Tuesday.", "Peru's ban on Chilean wine stays."], source_id="back.txt"
    )
    naval = {"name": "naval hotline", "terms": ("naval",), "subject": "drilling"}
    ban = {"kind": "measure", "name": "ban on wine", "parties": ("CHL", "PER"), "by": ("PER",), "against": ("CHL",)}
    told = (
        make_mention(back, "was restored", "restored", day=DAY(2017, 8, 1), **naval),
        make_mention(back, "stays", "in force", change=False, **ban),
    )
    with Ledger.open(path) as ledger:
        mention = make_mention(cut, "cut", "cut", day=DAY(2017, 2, 2), **naval)
        ledger.append([make_coded(cut, published=DAY(2017, 2, 2), processes=(mention,))], make_run())
        ledger.append([make_coded(back, published=DAY(2017, 8, 1), processes=told)], make_run())
        api.group(ledger)
    return path


def rows_of(done):
    assert done.code == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_the_board_is_grouped_by_state_with_parties_and_the_sentence_of_the_last_change(dateline, board):
    drawn = dateline("processes", "--ledger", board, "--format", "table", env={"COLUMNS": "100"}).out
    assert drawn.index("IN FORCE") < drawn.index("ban on wine") < drawn.index("RESTORED") < drawn.index("naval hotline")
    flat = " ".join(drawn.split())
    assert "PER > CHL" in flat
    assert "CHL NOR" in flat
    assert "The naval line was restored on Tuesday." in flat
    assert "before: cut 2017-02-02" in flat
    assert "drilling" in flat


def test_the_state_of_a_day_as_known_on_a_day(dateline, board):
    state = {
        name: [row["state"] for row in rows_of(dateline("processes", "--ledger", board, "--text", "naval", *days))]
        for name, days in {
            "now": (),
            "then": ("--as-of", "2017-03-01"),
            "before": ("--as-of", "2017-02-01"),
            "not yet known": ("--as-of", "2017-08-02", "--known-on", "2017-07-01"),
            "on": ("--on", "2017-07-01"),
        }.items()
    }
    assert state == {"now": ["restored"], "then": ["cut"], "before": [], "not yet known": ["cut"], "on": ["cut"]}


def test_filters_choose_processes(dateline, board):
    def asked(*options):
        return [row["name"] for row in rows_of(dateline("processes", "--ledger", board, *options))]

    assert asked("--kind", "measure") == ["ban on wine"]
    assert asked("--state", "restored") == ["naval hotline"]
    assert asked("--country", "per") == ["ban on wine"]
    assert asked("--dyad", "PER>CHL", "--open") == ["ban on wine"]
    assert len(asked("--limit", "1")) == 1


def test_why_of_a_process_shows_every_change_its_sentence_and_how_it_was_joined(dateline, board):
    (row,) = rows_of(dateline("processes", "--ledger", board, "--text", "naval"))
    done = dateline("why", row["process_id"], "--ledger", board)
    assert done.code == 0, done.err
    flat = " ".join(done.out.split())
    assert "cut since 2017-02-02, known from 2017-02-02 by cut.txt" in flat
    assert "Norway [cut] its naval hotline with Chile on Thursday." in flat
    assert "process.verb; joined: same kind, parties and words (naval) (0.95)" in flat
    assert "codebook cb1" in flat


def test_why_of_a_mention_shows_its_fields(dateline, board):
    (row,) = rows_of(dateline("processes", "--ledger", board, "--text", "naval"))
    done = dateline("why", row["history"][0]["mention_id"], "--ledger", board)
    assert done.code == 0, done.err
    assert "[cut]" in done.out
    assert "naval hotline" in done.out
