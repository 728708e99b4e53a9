"""What a correction changes is the same, row for row, as if everything had been grouped anew behind it."""

import datetime as dt

import duckdb
import pytest

import dateline.grouping
from corrected import CALL, DAY, RECALL, group, keep, row, say, version
from dateline.ledger import Ledger, verify
from dateline.records.grouping import LastGrouping
from factories import make_actor, make_coded, make_event, make_run, make_story

#: All that grouping writes.
TABLES = (
    "story_groups",
    "event_groups",
    "current_stories",
    "current_events",
    "plan_links",
    "claim_links",
    "contested_claims",
    "process_groups",
    "process_states",
    "process_tellings",
    "learnt_holders",
    "by_hand",
    "correction_states",
)
AGAIN = "Zubrowka's colleague spoke with Ruritania's foreign minister, who had telephoned about the ferry."


def rows(ledger):
    return {table: ledger.tuples(f"SELECT * FROM {table} ORDER BY ALL") for table in TABLES}  # noqa: S608  (our own names)


def anew(ledger):
    """The rows after everything was grouped, whatever is known of the last grouping."""
    ledger.last_grouping("other rules")
    group(ledger)
    return rows(ledger)


@pytest.fixture
def told(ledger, monkeypatch):
    """A ledger with several stories of one call; grouping all events anew is an error from now on, unless asked for."""
    keep(
        ledger,
        version(),
        version(CALL, source_id="copy.txt", source="Strelsau Post"),
        version(AGAIN, RECALL, source_id="later.txt", day=DAY + dt.timedelta(1)),
        version(CALL, source_id="far.txt", day=DAY + dt.timedelta(90)),
    )
    whole = dateline.grouping.merge_events
    calls = []
    monkeypatch.setattr(dateline.grouping, "merge_events", lambda *a, **k: calls.append(1) or whole(*a, **k))
    return ledger, calls


SAID = (
    ("change", {"field": "type", "new": "ACCUSE"}),
    ("change", {"field": "channel", "new": "video"}),
    ("change", {"field": "status", "new": "planned"}),
    ("reject", {}),
    ("accept", {}),
)


@pytest.mark.parametrize(("action", "more"), SAID)
def test_one_correction_groups_only_what_it_can_touch_and_nothing_is_otherwise(told, action, more):
    ledger, calls = told
    target = ledger.tuples("SELECT event_id FROM current_events WHERE source_id = 'ferry.txt' ORDER BY event_id")[0][0]
    judged = say(ledger, action, target, **more)
    found = rows(ledger)
    assert (judged.state, calls) == ("applied", [])
    assert found == anew(ledger)
    assert calls == [1]


def test_splits_joins_and_what_takes_them_back_come_out_as_if_all_were_grouped(told):
    ledger, calls = told
    asked = "SELECT event_id FROM current_events WHERE {} ORDER BY event_id"
    together = "group_id IN (SELECT group_id FROM current_events GROUP BY group_id HAVING count(DISTINCT event_id) > 1)"
    one, other = (ledger.tuples(asked.format(f"act = '{act}' AND {together}"))[0][0] for act in ("CONSULT", "SANCTION"))
    mates = ledger.tuples(
        f"{asked.format(together)}".replace("WHERE", f"WHERE act = 'CONSULT' AND event_id <> '{one}' AND")
    )
    said = [say(ledger, "split", one, others=[mates[0][0]])]
    found = rows(ledger)
    assert calls == []
    assert found == anew(ledger)
    said.append(say(ledger, "join", one, minute=1, others=[other]))
    found = rows(ledger)
    assert calls == [1]
    assert found == anew(ledger)
    for minute, judged in enumerate(reversed(said), 2):
        say(ledger, "withdraw", judged.correction.correction_id, minute=minute)
        found = rows(ledger)
        assert found == anew(ledger)


def test_a_story_that_comes_after_a_correction_is_grouped_with_all(told):
    ledger, calls = told
    say(ledger, "change", row(ledger, "recalled its envoy")["event_id"], field="type", new="ACCUSE")
    keep(ledger, version(CALL, source_id="new.txt", day=DAY + dt.timedelta(2)))
    assert calls == [1]
    assert rows(ledger) == anew(ledger)
    assert verify(ledger) == ()


DAMAGE = (
    "DELETE FROM meta WHERE key = 'grouped'",
    "UPDATE meta SET value = 'no line' WHERE key = 'grouped'",
    "UPDATE event_groups SET group_id = event_id",
    "DELETE FROM plan_links; DELETE FROM story_groups WHERE version > 0",
)


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_somebody_else_changed_is_never_taken_for_grouped(told, path, damage):
    ledger, calls = told
    ledger.close()
    with duckdb.connect(str(path)) as other:
        other.execute(damage)
    with Ledger.open(path) as again:
        if "story_groups" not in damage:
            say(again, "accept", again.tuples("SELECT min(event_id) FROM current_events")[0][0])
        else:
            group(again)
        assert calls == [1]
        found = rows(again)
        assert found == anew(again)


def _met(ledger, source, status, lines, *, run="run", day=dt.date(2031, 5, 6)):
    """One more story that tells that two states met."""
    story = make_story(lines, source_id=source)
    sides = (
        make_actor(story, "Ruritania", "RUR", role="participant"),
        make_actor(story, "Zubrowka", "ZUB", role="participant"),
    )
    met = make_event(story, "met", mode="meet", status=status, day=dt.date(2031, 5, 6), actors=sides)
    ledger.append([make_coded(story, [met], published=day)], make_run(run))


@pytest.mark.parametrize("number", range(10))
def test_an_act_with_one_id_in_two_groups_is_not_lost_when_one_of_them_changes(ledger, number):
    same, day = (f"Ruritania met Zubrowka over the closed ferry {number}.",), dt.date(2031, 5, 5)
    _met(ledger, "a.txt", "occurred", same)
    _met(ledger, "b.txt", "planned", same, run="other")
    happened = (f"Envoys of Ruritania and Zubrowka met at noon {number}.", "The harbour master spoke of long queues.")
    ahead = (f"Diplomats say Ruritania will have met Zubrowka by dusk {number}.", "Bakers complained about flour.")
    _met(ledger, "c.txt", "occurred", happened, day=day)
    _met(ledger, "d.txt", "planned", ahead, day=day)
    group(ledger)
    for source in ("d.txt", "c.txt"):
        say(
            ledger,
            "reject",
            ledger.tuples("SELECT event_id FROM events WHERE source_id = ?", [source])[0][0],
            alone=True,
        )
        found = rows(ledger)
        assert not verify(ledger)
        assert found == anew(ledger)


def test_stories_are_grouped_too_where_an_older_program_grouped_them(ledger):
    keep(ledger, version(), version(CALL, RECALL, "More.", source_id="b.txt"))
    ledger._connection.execute("UPDATE story_groups SET group_id = story_id, version = 1, reason = 'older rules'")
    ledger.last_grouping("any")
    ledger.keep_grouping("older rules", LastGrouping(until=ledger.log_end()))
    say(ledger, "accept", ledger.tuples("SELECT min(event_id) FROM current_events")[0][0])
    found = rows(ledger)
    assert "older rules" not in {row[-1] for row in found["story_groups"]}
    assert found == anew(ledger)


def test_stories_are_grouped_too_where_coding_them_again_was_cut_short(ledger):
    again = {"source_id": "b.txt", "day": DAY + dt.timedelta(400), "corrected": True}
    keep(ledger, version(), version(CALL, RECALL, "More.", source_id="b.txt", version="LEAD"))
    ledger.append([version(CALL, RECALL, "More.", **again)], make_run("other"))
    say(ledger, "accept", ledger.tuples("SELECT min(event_id) FROM current_events")[0][0])
    assert rows(ledger) == anew(ledger)
