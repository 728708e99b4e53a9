"""A rule fires once for everything new that fits it, and not for what the ledger held before."""

import datetime as dt

import pytest

from dateline.ledger import Ledger
from dateline.watch.alert import read_alert
from dateline.watch.state import State
from watched import NOON, call, entry, rss

FEED = '[[feed]]\nname = "wire"\nurl = "SITE/rss"\ninterval = 60\n[[output]]\nkind = "terminal"\n'
DAY = 86_400


def rule(name, **keys):
    return f'[[alert]]\nname = "{name}"\n' + "".join(f"{key} = {value}\n" for key, value in keys.items())


def story(words, guid, *, day=0):
    return entry(f"Story {guid}", words, guid=guid, day=NOON + dt.timedelta(days=day))


@pytest.fixture
def told(ledgered, site, monkeypatch):
    """What the terminal shows after a round on these items, a minute later each time; the ledger stays open between."""
    ledgered.opened = Ledger.open(ledgered.ledger)
    monkeypatch.setattr("dateline.watch.shelving.with_ledger", lambda _, work, *__, **___: work(ledgered.opened))
    monkeypatch.setattr("dateline.watch.watching.with_ledger", lambda _, work, *__, **___: work(ledgered.opened))

    def tell(*items, replay=False):
        site.answers["/rss"] = rss(*items)
        ledgered.clock.pass_(61)
        before = len(ledgered.said)
        ledgered.round(replay=replay)
        return [line for line in ledgered.said[before:] if line.startswith("ALERT")]

    yield tell
    ledgered.opened.close()


def test_an_event_fires_every_rule_that_fits_it_once(told, ledgered):
    ledgered.write(
        FEED
        + rule("Norway and Chile", dyad='"NOR-CHL"', act='"CONSULT"')
        + rule("Malta", country='"MLT"')
        + rule("by phone", query='"contacts"', channel='["phone", "video"]')
    )
    both, malta = call(1), story("Envoys of Norway and Malta spoke by phone about sugar.", "malta")
    assert [line.split(":")[0] for line in told(both, malta)] == [
        "ALERT Norway and Chile",
        "ALERT Malta",
        "ALERT by phone",
        "ALERT by phone",
    ]
    assert told(both, malta) == []
    assert told(both, malta, call(2, sides="Norway and Chile", day=NOON + dt.timedelta(days=9))) == [
        ledgered.said[-2],
        ledgered.said[-1],
    ]


def test_an_alert_has_the_sentence_the_outlet_the_id_and_the_command_that_shows_more(told, ledgered):
    ledgered.write(FEED + rule("calls", channel='"phone"'))
    (alert,) = told(call(1))
    first, sentence, place, more = alert.split("\n")
    assert first == "ALERT calls: CONSULT (phone), 2021-03-02: Norway (NOR), Chile (CHL)"
    assert sentence == "  “Envoys of Norway and Chile spoke by phone about cod quota 1.”"
    assert place == "  Nordwire, 2021-03-02, call-1"
    ((event_id,),) = ledgered.rows("SELECT event_id FROM current_events")
    assert more == f"  more: dateline why {event_id} --ledger {ledgered.ledger}"


def test_what_the_ledger_held_before_is_no_news_unless_it_is_replayed(told, ledgered):
    ledgered.write(FEED)
    told(call(1))
    ledgered.write(FEED + rule("calls", channel='"phone"'))
    assert told(call(1)) == []
    later = story("Envoys of Chile and Norway spoke by phone about cod quota 1, a second paper said.", "again")
    assert told(call(1), later) == []  # another telling of what was there before
    assert len(told(call(1), later, replay=True)) == 1
    assert told(call(1), later, replay=True) == []


def test_a_second_telling_does_not_fire_again(told, ledgered):
    ledgered.write(FEED + rule("calls", channel='"phone"'))
    assert len(told(call(1))) == 1
    assert (
        told(call(1), story("Envoys of Norway and Chile spoke by phone about cod quota 1, officials said.", "b")) == []
    )


def test_a_rule_that_was_changed_begins_anew(told, ledgered):
    ledgered.write(FEED + rule("calls", channel='"video"'))
    told(call(1))
    ledgered.write(FEED + rule("calls", channel='"phone"'))
    assert told(call(1)) == []
    assert len(told(call(1), story("Envoys of Norway and Malta spoke by phone about sugar.", "m"))) == 1


def test_a_plan_fires_on_the_day_by_which_it_is_overdue(told, ledgered):
    ledgered.write(FEED + rule("late", query='"plans"') + rule("late by the clock", query='"plans"', on='"today"'))
    plan = story("Envoys of Norway and Chilean officials agreed to meet on Friday.", "plan")
    assert told(plan) == []
    ledgered.clock.pass_(4 * DAY)
    (alert,) = told(plan)
    assert alert.startswith("ALERT late by the clock: plan overdue, due 2021-03-05: CONSULT, planned: Norway (NOR)")
    after = story("Malta said nothing of note.", "after", day=4)
    assert [line.partition(":")[0] for line in told(plan, after)] == ["ALERT late"]  # now the ledger knows a later day
    assert told(plan, after) == []


def test_a_process_fires_for_each_change_of_state(told, ledgered):
    ledgered.write(
        FEED
        + rule("any change", query='"processes"', kind='"line"')
        + rule("restored", query='"processes"', state='"restored"', country='"CHL"')
        + rule("elsewhere", query='"processes"', country='"MLT"')
    )
    cut = story("Norway cut the hotline to Chile.", "cut")
    back = story("Norway restored the hotline to Chile.", "back", day=3)
    (first,) = told(cut)
    assert first.startswith("ALERT any change: hotline (CHL NOR): cut (first told), since 2021-03-02")
    assert "“Norway cut the hotline to Chile.”" in first
    second = told(cut, back)
    assert [line.split("\n")[0] for line in second] == [
        "ALERT any change: hotline (CHL NOR): cut -> restored, since 2021-03-05",
        "ALERT restored: hotline (CHL NOR): cut -> restored, since 2021-03-05",
    ]
    assert told(cut, back, story("Norway restored the hotline to Chile, a second paper said.", "b", day=3)) == []


def test_an_office_fires_for_a_new_holder_and_not_for_one_who_is_named_again(told, ledgered):
    ledgered.write(FEED + rule("ministers", query='"offices"', office='"foreign minister"'))
    first = story("Liv Aasen took office as foreign minister of Norway.", "a")
    (alert,) = told(first)
    assert alert.startswith("ALERT ministers: Liv Aasen is foreign minister of NOR since 2021-03-02")
    assert told(first, story("Liv Aasen took office as foreign minister of Norway.", "a2", day=1)) == []
    (alert,) = told(first, story("Ola Berg took office as foreign minister of Norway.", "b", day=30))
    assert alert.startswith("ALERT ministers: Ola Berg is foreign minister of NOR since 2021-04-01")


def test_what_is_told_as_history_fires_only_a_rule_that_asks_for_it(told, ledgered, monkeypatch):
    from watched import make_event  # noqa: PLC0415  (to be replaced)

    monkeypatch.setattr("watched.make_event", lambda *given, **more: make_event(*given, **more, background=True))
    ledgered.write(FEED + rule("news", channel='"phone"') + rule("history", channel='"phone"', background="true"))
    assert [line.partition(":")[0] for line in told(call(1))] == ["ALERT history"]


def test_an_alert_goes_to_the_outputs_that_its_rule_names(told, ledgered):
    book = '[[output]]\nkind = "file"\npath = "book.jsonl"\n'
    ledgered.write(FEED + book + rule("all", channel='"phone"') + rule("book alone", channel='"phone"', to='"file"'))
    assert [line.partition(":")[0] for line in told(call(1))] == ["ALERT all"]
    lines = (ledgered.folder / "book.jsonl").read_text("utf-8").splitlines()
    alerts = [read_alert(line) for line in lines]
    assert [alert.rule for alert in alerts] == ["all", "book alone"]
    assert alerts[0].made == "2021-03-02T12:01:01Z"
    assert alerts[0].url is None


def test_what_fired_does_not_fire_again_however_long_nothing_came(told, ledgered):
    ledgered.write(
        FEED
        + rule("calls", channel='"phone"')
        + rule("plans", query='"plans"', outcome='["open", "overdue"]')
        + rule("lines", query='"processes"', kind='"line"'),
        keep_days=30,
    )
    plan = story("Envoys of Norway and Chilean officials agreed to meet on Friday.", "plan")
    assert len(told(call(1), plan, story("Norway cut the hotline to Chile.", "cut"))) == 3
    for _ in range(2):
        ledgered.clock.pass_(40 * DAY)
        assert told() == []
    with State(f"{ledgered.ledger}.watch", memory_of=True) as state:
        assert state.items("wire") == {}
    again = story("Envoys of Norway and Chile spoke by phone about cod quota 1, officials said.", "b")
    assert told(again, story("Malta said nothing of note.", "new")) == []
