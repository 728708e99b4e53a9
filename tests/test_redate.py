"""A ledger dates stories by their siblings: the same whatever the order of arrival, and after a kill."""

import itertools

import pytest

from dateline import api, query
from dateline.errors import LedgerError
from dateline.ledger import Ledger, verify
from dateline.settings import Settings

STORIES = {
    "first.txt": """Tarvin envoy leaves port dispute talks

ARICA, June 3, 1997 (Littoral) - Peruvian envoy Anselmo Quintreque left talks with Chile about the dredger Zorzalina on Tuesday.

"The Zorzalina stays where she is," Quintreque said.
""",
    "second.txt": """Chile frees dredger

SANTIAGO, June 13 (Cordillera) - Chile released the Peruvian dredger Zorzalina on Friday, and Foreign Minister Berta Lanchipa
received envoy Anselmo Quintreque in the capital.
""",
    "third.txt": """Lanchipa to visit Lima

SANTIAGO, July 25 (Cordillera) - Chilean Foreign Minister Berta Lanchipa accepted on Friday an invitation to Peru, weeks after the
affair of the Zorzalina.
""",
    "other.txt": """Peru and Chile open a bridge

TACNA, June 13 (Cordillera) - Peru and Chile opened a bridge on Friday.
""",
}
WANTED = {"first.txt": "1997-06-03", "second.txt": "1997-06-13", "third.txt": "1997-07-25", "other.txt": None}


@pytest.fixture
def paths(tmp_path):
    for name, text in STORIES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def code(folder, names, ledger, kit):
    list(api.code_into([str(folder / name) for name in names], Settings(rules_only=True), ledger, kit))


def said(ledger):
    """Days of the stories, and all that the ledger says of their events."""
    rows = query.stories(ledger).rows()
    days = {row["source_id"].rpartition("/")[2]: row["published"] for row in rows}
    reasons = ledger.tuples(
        "SELECT s.source_id, s.published_basis, s.published_candidates FROM stories s JOIN current_stories USING (coding) "
        "ORDER BY s.source_id"
    )
    return days, query.events(ledger).rows(), reasons


def test_stories_without_a_year_are_dated_by_their_siblings_whatever_the_order_of_arrival(paths, kit, tmp_path):
    answers = []
    for number, order in enumerate(list(itertools.permutations(STORIES))[::7]):
        place = tmp_path / f"{number}.ledger"
        for name in order:
            code(paths, [name], place, kit)
        with Ledger.open(place) as ledger:
            assert verify(ledger) == ()
            answers.append(said(ledger))
    assert answers[0][0] == WANTED
    assert all(answer == answers[0] for answer in answers)


def test_the_reason_for_the_day_names_the_sibling_and_the_events_have_days(paths, kit, tmp_path):
    place = tmp_path / "one.ledger"
    code(paths, ["second.txt", "first.txt"], place, kit)
    with Ledger.open(place) as ledger:
        ((basis, reason),) = ledger.tuples(
            "SELECT s.published_basis, s.published_candidates[1].reasons[1] FROM stories s JOIN current_stories USING (coding) "
            "WHERE s.source_id LIKE '%second.txt'"
        )
        assert basis == "sibling"
        assert "first.txt), 10 days off, shares anselmo, quintreque, zorzalina" in reason
        released = [row for row in query.events(ledger).rows() if row["type"] == "RETREAT"]
        assert [row["when"]["first"] for row in released] == ["1997-06-13"]


def test_a_run_that_is_killed_before_stories_are_dated_completes_when_it_runs_again(paths, kit, tmp_path, monkeypatch):
    whole, killed = tmp_path / "whole.ledger", tmp_path / "killed.ledger"
    code(paths, STORIES, whole, kit)

    def stop(*_):
        raise LedgerError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(api, "_redate", stop)
        with pytest.raises(LedgerError):
            code(paths, STORIES, killed, kit)
    code(paths, STORIES, killed, kit)
    with Ledger.open(whole) as one, Ledger.open(killed) as other:
        assert said(one) == said(other)
        assert verify(other) == ()


def test_coding_a_dated_story_again_adds_nothing(paths, kit, tmp_path):
    place = tmp_path / "again.ledger"
    count = "SELECT count(*) FROM stories"
    code(paths, STORIES, place, kit)
    with Ledger.open(place) as ledger:
        before, known = ledger.tuples(count), said(ledger)
    code(paths, ["second.txt"], place, kit)
    with Ledger.open(place) as ledger:
        assert ledger.tuples(count) == before
        assert said(ledger) == known
