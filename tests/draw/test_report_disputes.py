"""A report sets accounts that contradict each other side by side: of its own events, and no others."""

import datetime as dt

import pytest

from dateline import draw
from dateline.draw.report_data import disputed_lines
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.records.claim import Tie
from drawn_stories import RUN, STATES, day, told
from factories import make_actor, make_claim, make_coded, make_event, make_story


def contradicted(number, sides, denial):
    """A story in which one side says that they met, and the other one denies it in these words."""
    one, other = sides
    story = make_story(
        [f"{one} met {other} in spring.", f"{one} said that they met.", f"{other} denied {denial}."],
        source_id=f"denied{number}.txt",
        source="Fjord Wire",
    )
    people = tuple(make_actor(story, name, STATES[name]) for name in sides)
    met = make_event(story, "met", type="CONSULT", when=day(f"2021-04-{number:02}"), actors=people, channel="in_person")
    ties = {"about": (met.event_id,), "ties": (Tie(event_id=met.event_id, score=0.9, reason="account of the meeting"),)}
    said = make_claim(story, one, "said", "they met", country=STATES[one], **ties)
    denied = make_claim(story, other, "denied", denial, country=STATES[other], stance="denies", **ties)
    return make_coded(story, (met,), claims=(said, denied), published=dt.date(2021, 5, number))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Norway and Chile, then Kenya and Peru disagree on a meeting; on that of Ghana and Peru nobody does."""
    path = tmp_path_factory.mktemp("disputes") / "wire.dateline"
    stories = [
        contradicted(1, ("Norway", "Chile"), "any <b>meeting</b>"),
        contradicted(2, ("Kenya", "Peru"), "a visit"),
        told(3, ("Ghana", "Peru"), day("2021-04-09")),
    ]
    with Ledger.open(path) as opened:
        opened.append(stories, RUN)
        opened.set_claim_links([])
    with Ledger.open(path, read_only=True) as opened:
        yield opened


def accounts(table):
    return [(line.what, line.told.sentence, [who for who, _ in line.accounts]) for line in table.lines]


def test_a_report_shows_both_accounts_beside_the_event(ledger):
    page = draw.report(ledger)
    assert "<dt>disputes</dt><dd>2</dd>" in page
    part = page[page.index("Accounts that differ") :]
    part = part[: part.index("</section>")]
    assert part.count("<strong>Asserted and denied:</strong>") == 2
    assert part.index("Norway met Chile in spring.") < part.index("Kenya met Peru in spring.")
    assert part.index("<dt>Norway (NOR) asserts</dt><dd>they met [cl_") < part.index("<dt>Chile (CHL) denies</dt>")
    assert "any &lt;b&gt;meeting&lt;/b&gt; [cl_" in part
    assert "Ghana" not in part


def test_a_report_has_the_disputes_of_its_own_events_alone(ledger):
    assert accounts(disputed_lines(ledger, Filters(country=("KEN",)), 9)) == [
        ("asserted and denied", "Kenya met Peru in spring.", ["Kenya (KEN) asserts", "Peru (PER) denies"])
    ]
    assert accounts(disputed_lines(ledger, Filters(dyad="CHL-NOR"), 9)) == [
        ("asserted and denied", "Norway met Chile in spring.", ["Norway (NOR) asserts", "Chile (CHL) denies"])
    ]
    assert accounts(disputed_lines(ledger, Filters(country=("GHA",)), 9)) == []
    assert "Accounts that differ" not in draw.report(ledger, Filters(country=("GHA",)))


def test_disputes_that_find_no_room_are_counted(ledger):
    table = disputed_lines(ledger, Filters(), 1)
    assert (len(table.lines), table.more) == (1, 1)
    assert "<dt>disputes</dt><dd>2</dd>" in draw.report(ledger, options=draw.PictureOptions(limit=1))


def test_nothing_is_disputed_before_it_is_known(ledger):
    assert len(disputed_lines(ledger, Filters(known_on=dt.date(2021, 5, 1)), 9).lines) == 1
    assert disputed_lines(ledger, Filters(known_on=dt.date(2021, 4, 30)), 9).lines == []
