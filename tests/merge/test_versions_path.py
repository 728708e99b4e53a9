"""Versions through the whole path: the newest fact wins, a correction is told as such, a killed story withdraws its rows."""

import json

import pytest

from dateline import query
from dateline.api import code_into
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.settings import Settings

CALL = (
    "OSLO, May 14 (Nordwire) -- Norwegian Foreign Minister Ingrid Solberg spoke by telephone with her Chilean counterpart Mateo "
    "Rojas on {day} about salmon tariffs, the ministry in Oslo said in a statement.\n\nThe two ministers agreed that experts from "
    "both sides would meet in Valparaiso before the end of June. The call lasted forty minutes, the statement said."
)
EXPELLED = (
    "LIMA, May 20 (Nordwire) -- Peru expelled two Bolivian diplomats on Monday and accused them of spying, the foreign ministry in "
    "Lima said.\n\nThe two must leave the country within 48 hours, ministry spokesman Jorge Salas told reporters."
)
HEADLINE = "Norway, Chile ministers discuss salmon tariffs"
STORIES = {
    "first": ("2019-05-14T09:10:00", f"{HEADLINE}\n\n{CALL.format(day='Tuesday')}"),
    "corrected": (
        "2019-05-15T09:00:00",
        f"CORRECTED: {HEADLINE}\n(Corrects day of call to Monday from Tuesday)\n\n{CALL.format(day='Monday')}",
    ),
    "site": (
        "2019-05-16T08:00:00",
        f"Ministers talk fish\n\n{CALL.format(day='Tuesday')}\n\nSign up for our newsletter.",
    ),
    "expelled": ("2019-05-20T12:00:00", f"BC-PERU-BOLIVIA-ENVOYS\n\nPeru expels two Bolivian diplomats\n\n{EXPELLED}"),
    "kill": (
        "2019-05-22T07:00:00",
        (
            "KILL KILL KILL\nBC-PERU-BOLIVIA-ENVOYS (KILL)\n\nATTENTION EDITORS: Please kill the story slugged "
            "BC-PERU-BOLIVIA-ENVOYS, datelined LIMA, May 20. The statement was a forgery."
        ),
    ),
}


@pytest.fixture(scope="module")
def ledger(kit, tmp_path_factory):
    folder = tmp_path_factory.mktemp("versions")
    rows = [
        {"id": name, "text": text, "published": at} | ({"source": "Daily Kelp"} if name == "site" else {})
        for name, (at, text) in STORIES.items()
    ]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    for _ in code_into([str(folder / "in.jsonl")], Settings(), folder / "out.dateline", kit):
        pass
    with Ledger.open(folder / "out.dateline", read_only=True) as opened:
        yield opened


def rows(answer):
    return list(answer)


def test_the_correction_stands_for_the_call_and_all_mentions_stay(ledger):
    (call,) = [row for row in rows(query.events(ledger)) if row["type"] == "CONSULT"]
    assert call["source_id"] == "corrected"
    assert str(call["when"]["first"]) == "2019-05-13"
    assert {mention["source_id"] for mention in call["mentions"]} == {"first", "corrected", "site"}


def test_a_late_copy_of_the_first_version_has_its_number(ledger):
    versions = {row["source_id"]: row["version"] for row in rows(query.stories(ledger))}
    assert versions["first"] == versions["site"] == 1
    assert versions["corrected"] == 2


def test_a_killed_story_withdraws_its_rows_from_its_day_on(ledger):
    def told(**asked):
        return {row["type"] for row in rows(query.events(ledger, Filters(**asked))) if row["source_id"] == "expelled"}

    before, after = (ledger.tuples(f"SELECT DATE '{day}'")[0][0] for day in ("2019-05-21", "2019-05-22"))
    assert told(known_on=before)
    assert not told(known_on=after)
    assert not told()
    assert told(withdrawn=True) >= told(known_on=before)


def test_before_the_correction_the_first_version_was_known(ledger):
    (day,) = ledger.tuples("SELECT DATE '2019-05-14'")[0]
    (call,) = [row for row in rows(query.events(ledger, Filters(known_on=day))) if row["type"] == "CONSULT"]
    assert call["source_id"] == "first"
    assert str(call["when"]["first"]) == "2019-05-14"
