"""What a person says of groups goes before every rule; of two words the later; in whatever order things come."""

import datetime as dt
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.merge import merge_events, merge_stories
from dateline.records.correction import Override
from merge.digests import story, telling

NOON = dt.datetime(2031, 5, 7, 12, 0)  # noqa: DTZ001  (UTC, as the ledger keeps it)
SENTENCE = "Norway's envoy met her Chilean counterpart on Tuesday."
PHONE, ROOM = {"channel": "phone"}, {"channel": "in_person"}


def override(one, others, *, together, minute=0):
    words = f"{'joined' if together else 'split'} by hand (Ada)"
    made_at = NOON + dt.timedelta(minutes=minute)
    return Override(
        correction_id=f"co_{minute}", made_at=made_at, together=together, one=(one,), others=tuple(others), words=words
    )


def groups(tellings, *overrides):
    """Sources that stand together, and the reason of each."""
    found = merge_events(tellings, overrides)
    by_group = {}
    for one in found:
        by_group.setdefault(one.group, set()).add(one.source_id)
    return sorted(map(sorted, by_group.values())), {one.source_id: one.reason for one in found}


def three():
    return [telling(name, SENTENCE, event_id=f"ev_{name}") for name in "abc"]


def test_a_telling_that_is_split_stands_alone_and_the_others_stay_together():
    told, reasons = groups(three(), override("ev_b", ["ev_a", "ev_c"], together=False))
    assert told == [["a", "c"], ["b"]]
    assert reasons["b"] == "split by hand (Ada)"


def test_a_telling_that_comes_later_does_not_bring_together_what_is_split():
    late = telling("d", SENTENCE, event_id="ev_d")
    told, _ = groups([*three(), late], override("ev_b", ["ev_a", "ev_c"], together=False))
    assert [group for group in told if "b" in group] in ([["b"]], [["b", "d"]])
    assert len(told) == 2


def test_events_that_contradict_each_other_are_one_if_a_person_says_so():
    told = [telling("a", SENTENCE, event_id="ev_a", **PHONE), telling("b", SENTENCE, event_id="ev_b", **ROOM)]
    assert groups(told)[0] == [["a"], ["b"]]
    joined, reasons = groups(told, override("ev_a", ["ev_b"], together=True))
    assert (joined, reasons) == ([["a", "b"]], dict.fromkeys("ab", "joined by hand (Ada)"))


def test_a_join_takes_all_other_tellings_of_both_with_it():
    told = [telling(name, SENTENCE, event_id=f"ev_{name}", **(PHONE if name in "ab" else ROOM)) for name in "abcd"]
    assert groups(told)[0] == [["a", "b"], ["c", "d"]]
    joined, reasons = groups(told, override("ev_a", ["ev_d"], together=True))
    assert joined == [["a", "b", "c", "d"]]
    assert reasons["a"].endswith("; joined by hand (Ada)")
    assert "by hand" not in reasons["b"]


def test_of_a_split_and_a_join_the_later_is_heard():
    split, join = (
        override("ev_a", ["ev_b", "ev_c"], together=False),
        override("ev_a", ["ev_b"], together=True, minute=1),
    )
    assert groups(three(), split, join)[0] == [["a", "b", "c"]]
    later = override("ev_a", ["ev_b", "ev_c"], together=False, minute=2)
    told, reasons = groups(three(), split, join, later)
    assert (told, "joined" in reasons["a"]) == ([["a"], ["b", "c"]], False)


def test_ids_that_are_nowhere_mean_nothing():
    nothing = [override("ev_x", ["ev_a"], together=True), override("ev_b", ["ev_y"], together=False, minute=1)]
    assert groups(three(), *nothing) == groups(three())


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_order_of_stories_and_of_corrections_decides_nothing(data):
    told = [telling(name, SENTENCE, event_id=f"ev_{name}", **(PHONE if name in "ab" else ROOM)) for name in "abcd"]
    pairs = list(itertools.combinations("abcd", 2))
    said = [
        override(f"ev_{one}", [f"ev_{other}"], together=data.draw(st.booleans()), minute=minute)
        for minute, (one, other) in enumerate(data.draw(st.lists(st.sampled_from(pairs), max_size=4)))
    ]
    shuffled = data.draw(st.permutations(told)), data.draw(st.permutations(said))
    assert merge_events(shuffled[0], shuffled[1]) == merge_events(told, said)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(list(itertools.combinations("abcd", 2))), st.booleans()), min_size=1, max_size=4)
)
def test_the_last_word_always_holds(said):
    told = [telling(name, SENTENCE, event_id=f"ev_{name}", **(PHONE if name in "ab" else ROOM)) for name in "abcd"]
    (one, other), together = said[-1]
    overrides = [
        override(f"ev_{x}", [f"ev_{y}"], together=both, minute=minute) for minute, ((x, y), both) in enumerate(said)
    ]
    grouped = groups(told, *overrides)[0]
    assert any({one, other} <= set(group) for group in grouped) == together


BODY = " ".join(
    f"The delegation of port {n} spoke of tariff {n * 7} and of the pier at mile {n * 3}." for n in range(12)
)


def stories(*bodies):
    return [story(f"{place}.txt", body, story_id=f"st_{place}") for place, body in enumerate(bodies)]


def versions(told, *overrides):
    return {one.source_id: (one.group, one.version, one.reason) for one in merge_stories(told, overrides)}


def test_versions_of_a_story_are_split_and_stories_that_share_nothing_are_joined_by_hand():
    told = stories(BODY, BODY + " A fog bell rang.", "An orchard in the hills was sold to a choir of bakers yesterday.")
    by_rule = versions(told)
    assert by_rule["0.txt"][0] == by_rule["1.txt"][0] != by_rule["2.txt"][0]
    split = versions(told, override("st_1", ["st_0"], together=False))
    assert split["0.txt"][0] != split["1.txt"][0]
    assert split["1.txt"][2] == "split by hand (Ada)"
    joined = versions(told, override("st_2", ["st_0"], together=True))
    assert len({group for group, _, _ in joined.values()}) == 1
    assert joined["2.txt"][2] == "joined by hand (Ada)"


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(3)), st.booleans())
def test_the_order_of_stories_decides_nothing_where_a_person_has_spoken(order, together):
    told = stories(BODY, BODY + " A fog bell rang.", "An orchard in the hills was sold to a choir of bakers yesterday.")
    said = override("st_2" if together else "st_1", ["st_0"], together=together)
    assert versions([told[place] for place in order], said) == versions(told, said)
