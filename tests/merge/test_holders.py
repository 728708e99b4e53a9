"""Offices that a story leaves unnamed get the holder whom earlier stories name last."""

import datetime as dt
from dataclasses import replace

import pytest

from dateline.api import group
from dateline.ledger import Ledger
from dateline.merge import learn_holders
from dateline.pipeline import code_stories
from dateline.query import Filters, claims, events, why
from dateline.read import read_text
from dateline.records.groups import TenureDigest, UnnamedOfficer
from dateline.settings import Settings
from factories import make_run

DAY = dt.date(2019, 11, 12)
TOLD = TenureDigest(
    tenure_id="te_1",
    person="Josphat Mwakideu",
    office="foreign minister",
    country="KEN",
    first=None,
    last=None,
    said_on=DAY,
    basis="title",
    published=DAY,
)
ASKED = UnnamedOfficer(
    table="events",
    number=7,
    side="actor",
    place=0,
    office="minister of foreign affairs",
    country="KEN",
    day=DAY + dt.timedelta(2),
    published=DAY + dt.timedelta(2),
)


def after(days, **changes):
    """The same telling so many days later."""
    day = DAY + dt.timedelta(days)
    return replace(TOLD, **{"said_on": day, "published": day, "tenure_id": f"te_{days}"} | changes)


def named(tenures, officer=ASKED):
    return [holder.person for holder in learn_holders(tenures, [officer])]


def test_an_office_gets_the_holder_named_before_by_another_title_for_the_same_office():
    [holder] = learn_holders([TOLD], [ASKED])
    assert (holder.person, holder.entity_id) == ("Josphat Mwakideu", "person:josphat-mwakideu:KEN")
    assert (holder.table, holder.number, holder.side, holder.place, holder.tenure_id) == (
        "events",
        7,
        "actor",
        0,
        "te_1",
    )


def test_what_is_published_later_names_nobody_in_an_earlier_story():
    assert named([after(3)]) == []


def test_another_country_or_office_names_nobody():
    assert named([replace(TOLD, country="TZA"), replace(TOLD, office="finance minister")]) == []


def test_the_last_named_holder_counts_whatever_the_order_of_the_tellings():
    successor = after(1, person="Amina Otieno")
    assert named([successor, TOLD]) == named([TOLD, successor]) == ["Amina Otieno"]


def test_an_act_before_the_change_had_the_old_holder():
    successor = after(1, person="Amina Otieno", first=DAY + dt.timedelta(1), basis="took office")
    assert named([TOLD, successor], replace(ASKED, day=DAY)) == ["Josphat Mwakideu"]


def test_nobody_is_named_after_the_holder_has_left():
    assert named([TOLD, after(1, basis="left office", said_on=None, last=DAY + dt.timedelta(1))]) == []


def test_a_former_holder_who_is_mentioned_does_not_hide_the_present_one():
    assert named([TOLD, after(1, person="Jane Wanjiru", basis="former", said_on=None)]) == ["Josphat Mwakideu"]


def test_a_telling_serves_for_a_time_only():
    late = DAY + dt.timedelta(600)
    officer = replace(ASKED, day=late, published=late)
    assert named([TOLD], officer) == []
    assert named([replace(TOLD, basis="took office", first=DAY)], officer) == ["Josphat Mwakideu"]


@pytest.mark.parametrize(("office", "expected"), [("ambassador", []), ("foreign minister", ["Amina Otieno"])])
def test_two_persons_in_an_office_that_several_hold_name_nobody(office, expected):
    tellings = [replace(told, office=office) for told in (TOLD, after(1, person="Amina Otieno"))]
    assert named(tellings, replace(ASKED, office=office)) == expected


def test_one_who_is_appointed_is_not_the_holder_before_the_other_leaves():
    until = replace(TOLD, tenure_id="te_u", last=DAY + dt.timedelta(20), basis="left office")
    next_ = after(1, person="Amina Otieno", first=DAY + dt.timedelta(1), basis="appointed")
    assert named([TOLD, until, next_]) == ["Josphat Mwakideu"]
    late = DAY + dt.timedelta(25)
    assert named([TOLD, until, next_], replace(ASKED, day=late, published=late)) == ["Amina Otieno"]


def test_an_ambassador_told_with_and_without_where_to_is_one():
    told = replace(TOLD, office="ambassador to Oman")
    assert named([told], replace(ASKED, office="ambassador")) == ["Josphat Mwakideu"]
    assert named([told], replace(ASKED, office="ambassador to Oman")) == ["Josphat Mwakideu"]
    assert named([told], replace(ASKED, office="ambassador to Qatar")) == []


@pytest.mark.parametrize(
    "office", ["external affairs minister", "acting foreign minister", "Minister of External Relations"]
)
def test_titles_of_one_class_are_one_office(office):
    assert named([TOLD], replace(ASKED, office=office)) == ["Josphat Mwakideu"]


@pytest.mark.parametrize("office", ["foreign minister-designate", "deputy foreign minister", "minister"])
def test_titles_of_those_beside_the_holder_name_nobody(office):
    assert named([TOLD], replace(ASKED, office=office)) == []


def test_a_surname_alone_names_nobody():
    assert named([replace(TOLD, person="Mwakideu")]) == []


WIRE = {
    "early.txt": "MOMBASA, Nov 12, 2019 (Swala) -- Kenyan Foreign Minister Josphat Mwakideu met Omani officials on Tuesday.",
    "late.txt": (
        "MUSCAT, Nov 14, 2019 (Swala) -- Kenya's foreign minister met Ugandan President Milton Okwir on Thursday.\n\n"
        '"It went well," the Kenyan foreign minister said.'
    ),
}


@pytest.fixture(params=[("early.txt", "late.txt"), ("late.txt", "early.txt")], ids=["in order", "out of order"])
def ledger(kit, tmp_path, request):
    with Ledger.open(tmp_path / "swala.dateline") as opened:
        for name in request.param:
            story = replace(read_text(WIRE[name], source_id=name), source_id=name)
            opened.append(code_stories([story], kit, Settings()), make_run())
            group(opened)
        yield opened


def test_rows_of_a_later_story_name_the_holder_and_say_which_tenure_tells_it(ledger):
    [row] = [row for row in events(ledger, Filters(actor="mwakideu")) if row["source_id"] == "late.txt"]
    [minister] = [who for who in row["actors"] if who["country"] == "KEN"]
    assert (minister["text"], minister["name"]) == ("Kenya's foreign minister", "Josphat Mwakideu")
    assert minister["basis"].startswith("learnt:te_")
    [field] = [field for field in why(ledger, row["event_id"]).fields if field.field == "actors"]
    assert minister["basis"] in field.rule
    assert why(ledger, minister["basis"].removeprefix("learnt:")).source_id == "early.txt"


def test_a_claim_by_an_unnamed_officer_is_found_by_the_name_of_its_holder(ledger):
    [claim] = [row for row in claims(ledger, Filters(actor="Mwakideu")) if row["source_id"] == "late.txt"]
    assert claim["speaker"]["name"] == "Josphat Mwakideu"
    assert claim["speaker"]["text"] == "the Kenyan foreign minister"


def test_sql_over_the_participants_sees_learnt_names(ledger):
    names = ledger.tuples(
        "SELECT DISTINCT name FROM event_actors WHERE country = 'KEN' AND office = 'foreign minister'"
    )
    assert names == [("Josphat Mwakideu",)]
