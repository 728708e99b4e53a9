"""What claims are about: both case tables, ties with their reasons, links across stories, and disputes on two clocks."""

import datetime as dt
import importlib.util
import sys
from pathlib import Path

import pytest

from dateline import query
from dateline.api import group
from dateline.ledger import Ledger, describe_run
from dateline.merge import link_claims
from dateline.pipeline import code_stories
from dateline.query import Filters, why
from dateline.records import ClaimDigest, Story, Topic
from dateline.settings import Settings

MEASURE = Path(__file__).parents[1] / "cases" / "claims_about" / "measure.py"
DAY = dt.date
FIRST = (
    "CARACAS, Jan 15 (Orinoco) - Venezuelan Foreign Minister Elias Montiel met Guyana's ambassador in Port of Spain on Sunday, "
    "Montiel said on Tuesday."
)
SECOND = (
    "GEORGETOWN, Jan 16 (Demerara News) - Guyana denied on Wednesday that its ambassador had met the Venezuelan foreign minister "
    'in Port of Spain.\n\n"No meeting took place and none was asked for," Foreign Minister Shanta Ramdeen said.'
)


@pytest.fixture(scope="module")
def measure():
    spec = importlib.util.spec_from_file_location("claims_about_measure", MEASURE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def story(number, text, day):
    when = dt.datetime.combine(day, dt.time(), dt.UTC)
    return Story(story_id=f"st_{number}", source_id=f"{number}.txt", text=text, published=when, published_basis="given")


@pytest.fixture(scope="module")
def denied(kit, tmp_path_factory):
    """A ledger in which one story tells a meeting and the next one denies it."""
    path = tmp_path_factory.mktemp("denied") / "denied.dateline"
    stories = [story(1, FIRST, DAY(2013, 1, 15)), story(2, SECOND, DAY(2013, 1, 16))]
    with Ledger.open(path) as ledger:
        run = describe_run(Settings(), codebook="test", models=(), started_at=None)
        ledger.append(code_stories(stories, kit, Settings()), run)
        group(ledger)
        yield ledger


@pytest.fixture(scope="module")
def meeting(denied):
    return next(e["event_id"] for e in query.events(denied, Filters(act=("CONSULT",))) if e["trigger"]["text"] == "met")


def test_most_cases_of_the_developed_table_are_right(measure, kit):
    verdicts = measure.judge_cases(measure.read_cases("developed")[::3], kit)
    wrong = {verdict.case for verdict in verdicts if not verdict.right}
    assert measure.figures(verdicts)["cases"] >= 0.9, wrong


def test_a_denial_is_tied_to_the_meeting_that_another_story_tells(denied, meeting):
    rows = query.claims(denied, Filters(about=meeting)).rows()
    denials = [row for row in rows if row["stance"] == "denies"]
    assert [row["country"] for row in denials] == ["GUY", "GUY"]
    for row in denials:
        assert meeting in row["about"]
        assert any("told elsewhere" in tie["reason"] for tie in row["ties"])


def test_no_claim_has_more_than_two_ties_and_each_has_a_reason(denied):
    for row in query.claims(denied):
        assert row["about"] == [tie["event_id"] for tie in row["ties"]]
        assert len(row["ties"]) <= 2
        assert all(tie["reason"] and 0 < tie["score"] <= 1 for tie in row["ties"])


def test_a_tie_is_known_from_the_later_of_its_two_sides(denied, meeting):
    before = query.claims(denied, Filters(about=meeting, known_on=DAY(2013, 1, 15))).rows()
    assert {row["country"] for row in before} == {"VEN"}
    after = query.claims(denied, Filters(about=meeting, known_on=DAY(2013, 1, 16))).rows()
    assert {row["country"] for row in after} == {"VEN", "GUY"}


def test_a_dispute_shows_both_accounts_beside_the_event(denied, meeting):
    rows = [row for row in query.claims(denied, Filters(disputed=True)) if row["event_id"] == meeting]
    assert {(row["country"], row["stance"]) for row in rows} == {("VEN", "asserts"), ("GUY", "denies")}
    assert {row["dispute"] for row in rows} == {"asserted and denied"}
    assert "Montiel met Guyana's ambassador" in rows[0]["event"]


def test_nothing_is_disputed_before_somebody_denies_it(denied):
    assert query.claims(denied, Filters(disputed=True, known_on=DAY(2013, 1, 15))).rows() == []


def test_why_shows_the_rule_that_ties_a_claim_to_another_storys_event(denied, meeting):
    claim = next(row for row in query.claims(denied, Filters(stance=("denies",))) if meeting in row["about"])
    (about,) = [field for field in why(denied, claim["claim_id"]).fields if field.field == "about"]
    assert "told elsewhere" in about.rule
    assert meeting in about.value


def test_links_do_not_depend_on_the_order_of_claims_and_events(denied):
    claims, events, groups = list(denied.claim_digests()), list(denied.events_for_merge()), denied.event_groups()
    assert link_claims(claims, events, groups) == link_claims(claims[::-1], events[::-1], groups) != ()


def test_a_claim_that_names_no_act_is_linked_to_nothing():
    claim = ClaimDigest(
        claim_no=1,
        claim_id="cl_1",
        story_id="st_1",
        source_id="1",
        story_group="st_1",
        published=DAY(2013, 1, 16),
        speaker_id="state:GUY",
        country="GUY",
        stance="asserts",
        text="Spring is late",
        about=(),
        topic=Topic(countries=("GUY", "VEN")),
    )
    assert link_claims([claim], [], {}) == ()
