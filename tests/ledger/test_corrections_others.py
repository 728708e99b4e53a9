"""Claims and tenures are corrected like events."""

import datetime as dt
from dataclasses import replace

import pytest

from corrected import NOON, keep, say, states
from dateline.correcting import correct, propose
from dateline.errors import UsageError
from dateline.ledger import verify
from dateline.query import Filters, claims, contacts, declined, offices, why
from dateline.records import Basis
from factories import envoy_talks


@pytest.fixture
def told(ledger):
    keep(ledger, envoy_talks())
    return ledger


def claim(ledger):
    found = list(claims(ledger))
    assert len(found) <= 1
    return found[0] if found else None


def tenure(ledger):
    found = ledger.tuples("SELECT tenure_id, person, office, from_date, basis FROM current_tenures")
    assert len(found) <= 1
    return found[0] if found else None


def recoded(coded):
    """The same story under another codebook: claims and events have other ids."""
    events = [replace(one, event_id=f"{one.event_id}x", basis=Basis(type="rule:x")) for one in coded.events]
    said = [replace(one, claim_id=f"{one.claim_id}x", about=(), ties=()) for one in coded.claims]
    return replace(coded, events=tuple(events), claims=tuple(said), details=(), processes=())


def test_a_claim_has_the_stance_that_a_person_reads(told):
    judged = say(told, "change", claim(told)["claim_id"], field="stance", new="denies")
    now = claim(told)
    assert (judged.state, now["stance"], now["basis"]) == (
        "applied",
        "denies",
        f"by hand:{judged.correction.correction_id}",
    )
    assert len(claims(told, Filters(stance=("denies",)))) == 1
    report = why(told, now["claim_id"])
    assert [(one.value, one.rule[:8]) for one in report.fields if one.field == "stance"] == [("denies", "by hand:")]
    assert len(report.tellings) == 1
    assert verify(told) == ()
    keep(told, recoded(envoy_talks()), codebook="cb2")
    assert (claim(told)["stance"], claim(told)["claim_id"][-1], states(told), verify(told)) == (
        "denies",
        "x",
        ["applied"],
        (),
    )


def test_a_rejected_claim_is_in_no_answer_but_among_the_declined(told):
    (readout,) = [row["readouts"] for row in contacts(told, Filters(channel=("phone",)))]
    say(told, "reject", claim(told)["claim_id"], reason="nobody said so")
    assert claim(told) is None
    assert [row["reason"] for row in declined(told, Filters(room="review"))] == ["by hand: Ada: nobody said so"]
    assert [len(row["readouts"]) <= len(readout) for row in contacts(told, Filters(channel=("phone",)))] == [True]
    assert verify(told) == ()


def test_a_tenure_is_as_a_person_says_under_the_id_that_it_had(told):
    tenure_id = tenure(told)[0]
    said = {"office": "Antarctic envoy", "from": "2031-02-01"}
    made = [
        propose(
            told,
            "change",
            tenure_id,
            author="Ada",
            reason="",
            field=field,
            new=new,
            made_at=NOON + dt.timedelta(minutes=at),
        )
        for at, (field, new) in enumerate(said.items())
    ]
    correct(told, made)
    assert tenure(told)[:4] == (tenure_id, "Liv Aasen", "Antarctic envoy", dt.date(2031, 2, 1))
    assert "Antarctic envoy" in {row["office"] for row in offices(told)}
    report = why(told, tenure_id)
    assert [one.value for one in report.fields if one.field == "office"] == ["Antarctic envoy"]
    assert (states(told), verify(told)) == (["applied", "applied"], ())
    keep(told, recoded(envoy_talks()), codebook="cb2")
    assert (tenure(told)[2], states(told), verify(told)) == ("Antarctic envoy", ["applied", "applied"], ())
    for one in made:
        say(told, "withdraw", one.correction_id, minute=9)
    assert (tenure(told)[2], verify(told)) == ("Arctic envoy", ())


def test_a_rejected_tenure_names_nobody(told):
    say(told, "reject", tenure(told)[0])
    assert (tenure(told), verify(told)) == (None, ())
    assert [row["room"] for row in declined(told, Filters(room="review"))] == ["review"]


def test_an_accepted_claim_and_tenure_stay_as_they_are(told):
    before = claim(told), tenure(told)
    say(told, "accept", before[0]["claim_id"])
    say(told, "accept", before[1][0], minute=1)
    assert ((claim(told), tenure(told)), states(told), verify(told)) == (before, ["applied", "applied"], ())


@pytest.mark.parametrize(
    ("kind", "field", "new", "words"),
    [
        ("claim", "stance", "mutters", "stance is 'mutters', not one of asserts"),
        ("claim", "person", "Ada", "a claim has no field 'person' to change; fields: stance"),
        ("claim", "quoted", "yes", "true or false"),
        ("tenure", "office", "", "give words"),
        ("tenure", "from", "spring", "write it as"),
        ("tenure", "stance", "denies", "a tenure has no field 'stance'"),
    ],
)
def test_what_cannot_be_is_refused(told, kind, field, new, words):
    target = claim(told)["claim_id"] if kind == "claim" else tenure(told)[0]
    with pytest.raises(UsageError, match=words):
        propose(told, "change", target, author="Ada", reason="", field=field, new=new)
    with pytest.raises(UsageError, match="no current claim has the id 'cl_0'"):
        propose(told, "reject", "cl_0", author="Ada", reason="")
