"""The board: processes with their state on a day, as known on a day."""

import datetime as dt

import pytest

from dateline import api, query
from dateline.errors import UsageError
from dateline.query import Filters
from dateline.records import When
from factories import make_coded, make_event, make_mention, make_run, make_story

DAY = dt.date
RUN = make_run()


def coded(source_id, published, *tellings, **masthead):
    """A story of one sentence a telling: (sentence, words, state, fields)."""
    story = make_story(
        [sentence for sentence, *_ in tellings], source_id=source_id, source=masthead.pop("source", None)
    )
    mentions = [make_mention(story, words, state, **fields) for _, words, state, fields in tellings]
    return make_coded(story, published=published, processes=mentions, **masthead)


NAVAL = {"name": "naval hotline", "terms": ("naval",), "subject": "drilling in the strait"}
OFFICE = {"name": "ministers' telephone", "terms": ("ministers",)}
STORIES = (
    coded(
        "cut.txt",
        DAY(2017, 2, 2),
        ("Norway cut its naval hotline with Chile on Thursday.", "cut", "cut", {"day": DAY(2017, 2, 2), **NAVAL}),
        (
            "The telephone of the ministers was disconnected too.",
            "disconnected",
            "cut",
            {"day": DAY(2017, 2, 2), **OFFICE},
        ),
        (
            "The naval line has worked since 2009.",
            "worked",
            "in operation",
            {
                "change": False,
                "when": When(value="2009", first=DAY(2009, 1, 1), last=DAY(2009, 12, 31), grain="year"),
                **NAVAL,
            },
        ),
        source="Nordwire",
    ),
    coded(
        "back.txt",
        DAY(2017, 6, 20),
        ("The ministers can call each other again.", "can call", "restored", {"day": DAY(2017, 6, 20), **OFFICE}),
        ("The naval line remains cut.", "remains cut", "cut", {"change": False, **NAVAL}),
        source="Andes Daily",
    ),
    coded(
        "lifted.txt",
        DAY(2018, 3, 1),
        (
            "Peru lifted its ban on Chilean wine.",
            "lifted",
            "lifted",
            {
                "kind": "sanctions",
                "name": "ban on wine",
                "terms": ("wine",),
                "parties": ("CHL", "PER"),
                "by": ("PER",),
                "against": ("CHL",),
            },
        ),
    ),
)


@pytest.fixture(scope="module")
def board(shared_ledger):
    ledger = shared_ledger()
    ledger.append(STORIES, RUN)
    api.group(ledger)
    return ledger


def found(ledger, **filters):
    return {row["name"]: row["state"] for row in query.processes(ledger, Filters(**filters))}


def test_the_board_has_one_row_a_process_and_the_latest_change_comes_first(board):
    rows = query.processes(board).rows()
    assert [(row["name"], row["state"], row["since"]) for row in rows] == [
        ("ban on wine", "lifted", "2018-03-01"),
        ("ministers' telephone", "restored", "2017-06-20"),
        ("naval hotline", "cut", "2017-02-02"),
    ]
    assert [row["parties"] for row in rows] == [["CHL", "PER"], ["CHL", "NOR"], ["CHL", "NOR"]]
    assert rows[2]["subject"] == "drilling in the strait"
    assert (rows[0]["by"], rows[0]["against"]) == (["PER"], ["CHL"])


def test_the_history_has_every_change_with_its_day_its_story_and_its_sentence(board):
    (row,) = query.processes(board, Filters(text="naval"))
    steps = [(step["state"], step["from"], step["known_on"], step["source_id"]) for step in row["history"]]
    assert steps == [
        ("in operation", "2009", "2017-02-02", "cut.txt"),
        ("cut", "2017-02-02", "2017-02-02", "cut.txt"),
    ]
    assert row["history"][1]["text"] == "Norway cut its naval hotline with Chile on Thursday."
    assert set(row["history"][0]) == {"state", "from", "event_id", "mention_id", "known_on", "source_id", "text"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"as_of": DAY(2008, 1, 1)}, {}),
        ({"as_of": DAY(2016, 6, 1)}, {"naval hotline": "in operation"}),
        ({"as_of": DAY(2017, 3, 1)}, {"naval hotline": "cut", "ministers' telephone": "cut"}),
        ({"as_of": DAY(2017, 7, 1)}, {"naval hotline": "cut", "ministers' telephone": "restored"}),
        (
            {"as_of": DAY(2017, 7, 1), "known_on": DAY(2017, 6, 19)},
            {"naval hotline": "cut", "ministers' telephone": "cut"},
        ),
        ({"as_of": DAY(2016, 6, 1), "known_on": DAY(2017, 2, 1)}, {}),
        ({"known_on": DAY(2017, 2, 2)}, {"naval hotline": "cut", "ministers' telephone": "cut"}),
        ({"kind": ("sanctions",)}, {"ban on wine": "lifted"}),
        ({"state": ("cut", "lifted")}, {"naval hotline": "cut", "ban on wine": "lifted"}),
        ({"country": ("nor",)}, {"naval hotline": "cut", "ministers' telephone": "restored"}),
        ({"dyad": "CHL-PER"}, {"ban on wine": "lifted"}),
        ({"dyad": "PER>CHL"}, {"ban on wine": "lifted"}),
        ({"dyad": "CHL>PER"}, {}),
        ({"actor": "TELEPHONE"}, {"ministers' telephone": "restored"}),
        ({"text": "call each other"}, {"ministers' telephone": "restored"}),
        ({"text": "call each other", "known_on": DAY(2017, 3, 1)}, {}),
        ({"text": "strait"}, {"naval hotline": "cut"}),
        ({"source": "andes"}, {"naval hotline": "cut", "ministers' telephone": "restored"}),
        ({"story": "lifted.txt"}, {"ban on wine": "lifted"}),
        ({"open": True}, {"naval hotline": "cut", "ministers' telephone": "restored"}),
        ({"since": DAY(2017, 3, 1), "until": DAY(2017, 12, 31)}, {"ministers' telephone": "restored"}),
        ({"limit": 1}, {"ban on wine": "lifted"}),
        ({"sort": "name", "limit": 1}, {"ban on wine": "lifted"}),
        ({"sort": "-name", "limit": 1}, {"naval hotline": "cut"}),
        ({"sort": "since", "limit": 1}, {"naval hotline": "cut"}),
    ],
)
def test_filters_choose_rows(board, filters, expected):
    assert found(board, **filters) == expected


def test_the_history_of_a_day_ends_on_that_day(board):
    (row,) = query.processes(board, Filters(as_of=DAY(2017, 3, 1), actor="telephone"))
    assert [step["state"] for step in row["history"]] == ["cut"]
    (row,) = query.processes(board, Filters(actor="telephone"))
    assert [step["state"] for step in row["history"]] == ["cut", "restored"]


def test_a_step_names_the_event_of_the_same_words(ledger):
    story = make_story(["Norway cut its hotline with Chile."])
    event = make_event(story, "cut", type="SANCTION")
    mention = make_mention(story, "cut", "cut", event_id=event.event_id)
    ledger.append([make_coded(story, (event,), published=DAY(2017, 2, 2), processes=(mention,))], RUN)
    api.group(ledger)
    (row,) = query.processes(ledger)
    assert row["history"][0]["event_id"] == event.event_id
    assert row["history"][0]["mention_id"] == mention.mention_id


def test_a_story_coded_again_is_told_by_its_last_coding_only(ledger):
    story = make_story(["Norway cut its hotline with Chile."])
    ledger.append([make_coded(story, published=DAY(2017, 2, 2), processes=(make_mention(story, "cut", "cut"),))], RUN)
    again = make_mention(story, "cut", "suspended")
    ledger.append([make_coded(story, published=DAY(2017, 2, 2), processes=(again,))], make_run("cb2"))
    api.group(ledger)
    assert found(ledger) == {"hotline": "suspended"}


def test_the_order_in_which_stories_arrive_changes_nothing(shared_ledger):
    boards = []
    for stories in (STORIES, STORIES[::-1]):
        ledger = shared_ledger()
        for story in stories:
            ledger.append([story], RUN)
            api.group(ledger)
        boards.append(query.processes(ledger).rows())
    assert boards[0] == boards[1]


def test_an_empty_ledger_has_an_empty_board_with_all_columns(ledger):
    answer = query.processes(ledger)
    assert answer.rows() == []
    assert {"process_id", "kind", "name", "parties", "subject", "state", "since", "history"} <= set(answer.columns)


def test_what_the_board_cannot_be_filtered_by_is_refused(board):
    with pytest.raises(UsageError, match="processes cannot be filtered by channel"):
        query.processes(board, Filters(channel=("phone",)))
    with pytest.raises(UsageError, match="cannot sort by colour"):
        query.processes(board, Filters(sort="colour"))
