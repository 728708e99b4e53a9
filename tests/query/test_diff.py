import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import query
from dateline.errors import LedgerError, UsageError
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.diff_fields import changes_between
from dateline.query.diff_match import best_first
from dateline.query.diff_others import OTHERS
from dateline.query.known import KINDS
from dateline.records import Basis, content_id
from factories import envoy_talks, make_actor, make_coded, make_event, make_run, make_story

OLD, NEW = make_run("cb1"), make_run("cb2")
DAY = dt.date
WORDS = [
    "Malta signed a ferry pact with Tunis on Monday and promised aid.",
    "Libya condemned the pact.",
    "Its envoy left the hall.",
]


def story_of(*events, words=WORDS, source_id="ferry.txt", **given):
    """The ferry story with these events: verb, type and more fields of each."""
    story = make_story(words, source_id=source_id, **given)
    made = []
    for verb, kind, more in events:
        fields = dict(more)
        people = {
            side: tuple(make_actor(story, text, country) for text, country in fields.pop(side, ()))
            for side in ("actors", "recipients")
        }
        event_id = content_id("ev", story.story_id, verb, kind, fields.pop("frame", ""))
        made.append(replace(make_event(story, verb, type=kind, **people, **fields), event_id=event_id))
    return make_coded(story, tuple(made), published=DAY(2023, 3, 7))


MALTA, TUNIS, LIBYA = [("Malta", "MLT")], [("Tunis", "TUN")], [("Libya", "LBY")]


def before():
    return story_of(
        ("signed a ferry pact", "AGREE", {"actors": MALTA, "recipients": TUNIS, "day": DAY(2023, 3, 6)}),
        ("promised aid", "AID", {"actors": MALTA}),
        ("condemned", "ACCUSE", {"actors": LIBYA}),
    )


def after():
    return story_of(
        ("signed a ferry pact", "AGREE", {"actors": MALTA, "recipients": TUNIS, "day": DAY(2023, 3, 5)}),
        ("promised", "AGREE", {"actors": MALTA, "act": "AID", "status": "planned"}),
        ("left the hall", "PROTEST", {"actors": [("Its envoy", "LBY")]}),
    )


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory):
    """Makes a ledger of these stories, coded by this run, and gives its path; one of the same name is made once."""
    folder = tmp_path_factory.mktemp("ledgers")

    def make(name, stories, run=OLD):
        path = folder / name
        if not path.exists():
            with Ledger.open(path) as opened:
                opened.append(stories, run)
        return path

    return make


@pytest.fixture(scope="module")
def earlier(ledgers):
    return ledgers("earlier", [before()])


@pytest.fixture(scope="module")
def later(ledgers):
    return ledgers("later's", [after()], NEW)


def compared(one, other, **filters):
    with Ledger.open(one, read_only=True) as opened:
        return query.diff(opened, other, filters=Filters(**filters))


def total(found, value="tellings of events"):
    return next(count for count in found.counts if (count.by, count.value) == ("total", value))


@pytest.fixture(scope="module")
def both(ledgers):
    return ledgers("both", [before(), envoy_talks("a.txt")])


def test_a_ledger_may_be_called_other_ledger(ledgers, both):
    for name in ("other_ledger.dateline", "Other_Ledger", "another_ledger.dateline"):
        assert compared(ledgers(name, [before(), envoy_talks("a.txt")]), both).answer().rows() == []


def test_the_same_stories_coded_the_same_have_no_difference(ledgers, both):
    found = compared(both, ledgers("both again", [before(), envoy_talks("a.txt")], NEW))
    assert found.rows == ()
    assert (total(found).a, total(found).b, total(found).same) == (5, 5, 5)
    assert total(found, "claims").same == total(found, "claims").a > 0
    assert total(found, "offices").same == total(found, "offices").a > 0
    assert total(found, "stories").same == 2


def test_a_ledger_can_be_compared_with_itself(earlier):
    assert compared(earlier, earlier).rows == ()


@pytest.fixture(scope="module")
def changed(earlier, later):
    return compared(earlier, later)


def test_events_are_gained_lost_and_changed(changed):
    told = [(row.change, row.type_a, row.type_b, row.matched) for row in changed.rows]
    assert told == [
        ("changed", "AGREE", "AGREE", "id"),
        ("changed", "AID", "AGREE", "act"),
        ("lost", "ACCUSE", None, ""),
        ("gained", None, "PROTEST", ""),
    ]


def test_a_change_is_told_field_by_field(changed):
    day, promise, *_ = changed.rows
    assert [(change.field, change.old, change.new) for change in day.fields] == [
        (
            "when",
            '{"value":"2023-03-06","first":"2023-03-06","last":"2023-03-06","grain":"day","text":""}',
            '{"value":"2023-03-05","first":"2023-03-05","last":"2023-03-05","grain":"day","text":""}',
        )
    ]
    fields = {change.field: (change.old, change.new) for change in promise.fields}
    assert fields["type"] == ("AID", "AGREE")
    assert fields["status"] == ("occurred", "planned")
    assert fields["trigger"] == ('{"text":"promised aid"}', '{"text":"promised"}')
    assert "act" not in fields


def test_each_row_has_its_sentence_and_both_readings(changed):
    _, promise, lost, gained = changed.rows
    assert promise.sentence == WORDS[0]
    assert (promise.reading_a, promise.reading_b) == ("AID: Malta (MLT)", "AGREE (AID, planned): Malta (MLT)")
    assert (lost.reading_a, lost.reading_b) == ("ACCUSE: Libya (LBY)", "")
    assert (gained.id_a, gained.sentence) == (None, WORDS[2])


def test_the_summary_counts_by_type_rule_model_and_field(changed):
    counts = {(count.by, count.value): count for count in changed.counts}
    assert counts["type", "AID"].changed == 1
    assert counts["type change", "AID -> AGREE"].changed == 1
    assert counts["rule", "rule:accuse"].lost == 1
    assert counts["rule", "rule:protest"].gained == 1
    assert counts["model", "pair@0123"].changed == 2
    assert counts["field", "status"].changed == 1
    assert list(changed.summary().columns)[:4] == ["by", "value", "a", "b"]


def test_the_books_balance(changed):
    told = total(changed)
    assert told.a == told.same + told.rebased + told.changed + told.lost == 3
    assert told.b == told.same + told.rebased + told.changed + told.gained == 3


def test_the_other_way_round_what_was_gained_is_lost(earlier, later, changed):
    there, back = total(changed), total(compared(later, earlier))
    assert (there.gained, there.lost, there.changed) == (back.lost, back.gained, back.changed)


def test_the_same_reading_by_another_rule_is_rebased_and_shown_only_if_asked_for(ledgers, earlier):
    story = before()
    event = story.events[0]
    basis = Basis(type="rule:agree.sign", actors="rule:subject", model="pair@4567")
    other = replace(story, events=(replace(event, basis=basis, confidence=0.5), *story.events[1:]))
    found = compared(earlier, ledgers("rebased", [other], NEW))
    (row,) = found.rows
    assert (row.change, [change.field for change in row.fields]) == ("rebased", ["confidence", "basis"])
    assert (row.rule_a, row.rule_b) == ("rule:agree", "rule:agree.sign")
    assert len(found.answer()) == 0
    assert len(found.answer(rebased=True)) == 1


def test_two_acts_of_one_sentence_find_each_its_own(ledgers):
    """Both triggers overlap with one of the other side; the better agreement is taken first."""
    one = story_of(("signed a ferry pact", "AGREE", {"actors": MALTA}), ("promised aid", "AID", {"actors": MALTA}))
    other = story_of(
        ("signed a ferry pact with Tunis on Monday and promised", "AGREE", {"actors": MALTA, "frame": "long"}),
        ("promised aid", "AID", {"actors": MALTA, "frame": "other"}),
    )
    found = compared(ledgers("two acts", [one]), ledgers("two others", [other], NEW))
    assert [(row.change, row.type_a, row.type_b) for row in found.rows if row.change != "rebased"] == [
        ("changed", "AGREE", "AGREE")
    ]
    assert total(found).same == 1


def test_stories_of_one_ledger_alone_are_told_apart(both, later):
    found = compared(both, later)
    story = found.rows[-1]
    assert (story.kind, story.change, story.source_id, story.events) == ("story", "only in A", "a.txt", 2)
    assert total(found).a == 3  # events of that story are not lost: they were never coded
    stories = total(found, "stories")
    assert (stories.a, stories.b, stories.same, stories.lost, stories.gained) == (2, 1, 1, 1, 0)


def test_a_story_read_from_another_path_or_with_another_title_is_the_same_story(ledgers):
    moved = story_of(("condemned", "ACCUSE", {"actors": LIBYA}), source_id="elsewhere/ferry.txt")
    titled = story_of(("condemned", "ACCUSE", {"actors": LIBYA}), title="Ferry pact signed")
    here = story_of(("condemned", "ACCUSE", {"actors": LIBYA}))
    for name, other in (("moved", moved), ("titled", titled)):
        found = compared(ledgers("here", [here]), ledgers(name, [other]))
        assert total(found, "stories").same == 1
        assert (total(found).same + total(found).changed, found.answer().rows()) == (1, [])


def test_claims_and_offices_are_compared_by_id(ledgers, both):
    story = envoy_talks("a.txt")
    (claim, *claims) = story.claims
    resolved = replace(story.resolved, tenures=())
    other = replace(story, claims=(replace(claim, stance="denies"), *claims), resolved=resolved)
    found = compared(both, ledgers("denied", [before(), other], NEW))
    changed = [row for row in found.rows if row.kind == "claim"]
    assert [(row.change, row.type_a, row.type_b) for row in changed] == [("changed", claim.stance, "denies")]
    offices = [row for row in found.rows if row.kind == "office"]
    assert {row.change for row in offices} == {"lost"}
    assert total(found, "offices").lost == len(offices) > 0


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"type": ("ACCUSE",)}, ["lost"]),
        ({"type": ("AID",)}, ["changed"]),
        ({"status": ("planned",)}, ["changed"]),
        ({"country": ("LBY",)}, ["lost", "gained"]),
        ({"dyad": "MLT>TUN"}, ["changed"]),
        ({"actor": "malta"}, ["changed", "changed"]),
        ({"text": "condemned"}, ["lost"]),
        ({"story": "ferry.txt"}, ["changed", "changed", "lost", "gained"]),
        ({"source": "nowhere"}, []),
        ({"since": DAY(2023, 3, 6)}, ["changed"]),
    ],
)
def test_a_pair_counts_if_either_reading_fits_the_filters(earlier, later, filters, expected):
    found = compared(earlier, later, **filters)
    assert [row.change for row in found.rows] == expected


def test_two_runs_in_one_ledger_are_compared(ledgers):
    with Ledger.open(ledgers("two runs", [before(), envoy_talks("a.txt")])) as opened:
        opened.append([after()], NEW)
        found = query.diff(opened, runs=(OLD.run_id, NEW.run_id))
        filtered = query.diff(opened, runs=(OLD.run_id, NEW.run_id), filters=Filters(country=("LBY",)))
    events = [row.change for row in found.rows if row.kind == "event"]
    assert events == ["changed", "changed", "lost", "gained"]
    assert [row.change for row in found.rows if row.kind == "story"] == ["only in A"]
    assert [row.change for row in filtered.rows if row.kind == "event"] == ["lost", "gained"]


def test_a_run_that_does_not_exist_is_told_with_those_that_do(earlier):
    with Ledger.open(earlier, read_only=True) as opened:
        with pytest.raises(UsageError, match=f"no run has an id that begins with 'run_zz'; runs: {OLD.run_id}"):
            query.diff(opened, runs=("run_zz", OLD.run_id))
        with pytest.raises(UsageError, match="give other or runs"):
            query.diff(opened)
        with pytest.raises(UsageError, match="diff cannot be filtered by known_on"):
            query.diff(opened, earlier, filters=Filters(known_on=DAY(2023, 1, 1)))
        with pytest.raises(LedgerError, match="there is no ledger"):
            query.diff(opened, earlier.with_name("none"))


def test_several_comparisons_in_one_open_ledger_do_not_mix(both, earlier, later):
    with Ledger.open(earlier, read_only=True) as opened:
        assert len(query.diff(opened, later).rows) == 4
        assert [row.change for row in query.diff(opened, both).rows] == ["only in B"]
        assert len(query.diff(opened, later).rows) == 4


LIKES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.just("act")), unique=True)


@given(LIKES)
def test_the_best_pairs_are_taken_each_row_once_and_none_is_left_that_could_be(likes):
    pairs = best_first(likes)
    ones, others = {one for one, _, _ in pairs}, {other for _, other, _ in pairs}
    assert len(ones) == len(others) == len(pairs)
    assert all(one in ones or other in others for one, other, _ in likes)
    assert pairs[:1] == likes[:1]


def test_words_at_other_offsets_are_no_change_but_other_words_are():
    one = {"trigger": {"start": 1, "end": 4, "text": "met"}, "actors": [{"name": "X", "basis": "title"}]}
    assert changes_between(one, {**one, "trigger": {"start": 9, "end": 12, "text": "met"}}) == ()
    assert changes_between(one, {**one, "actors": [{"name": "X", "basis": "coref"}]}) == ()
    assert [change.field for change in changes_between(one, {**one, "trigger": {"text": "saw"}})] == ["trigger"]


def test_the_kinds_that_a_command_offers_are_those_that_are_compared():
    assert ("event", *OTHERS, "story") == KINDS
