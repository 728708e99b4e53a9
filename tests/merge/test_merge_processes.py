"""Mentions of one process are one group; lines, talks and measures that contradict each other are not."""

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import merge_processes
from dateline.records import content_id
from merge.digests import DAY, mention

LATER = DAY + dt.timedelta(5)


def groups(*mentions):
    return {group.source_id: group.group for group in merge_processes(mentions)}


def reason(source_id, *mentions):
    (found,) = [group for group in merge_processes(mentions) if group.source_id == source_id]
    return found.reason


def one_group(*mentions):
    found = merge_processes(mentions)
    assert len(found) == len(mentions)
    return len({group.group for group in found}) == 1


def test_a_line_told_in_two_stories_is_one_process_named_after_its_first_mention():
    first, second = mention("a", "cut", terms="naval"), mention("b", "restored", terms="naval", published=LATER)
    assert set(groups(second, first).values()) == {content_id("pr", first.mention_id)}


def test_two_lines_with_contradicting_words_never_join():
    assert not one_group(mention("a", "cut", terms="naval"), mention("b", "cut", terms="deputy ministers"))


def test_two_lines_cut_by_one_act_stay_two():
    cut = {"event_group": "eg_1", "story_id": "st", "story_group": "sg"}
    assert not one_group(mention("a", "cut", terms="naval", **cut), mention("a", "cut", terms="presidential", **cut))


def test_names_with_words_in_common_are_of_one_process():
    assert one_group(
        mention("a", "cut", terms="caspian naval"), mention("b", "restored", terms="naval", published=LATER)
    )


def test_names_that_share_half_of_their_words_are_of_one_process():
    talks = {"kind": "talks"}
    assert one_group(
        mention("a", "stalled", terms="gas debt", **talks), mention("b", "resumed", terms="bill gas", **talks)
    )
    assert not one_group(
        mention("a", "stalled", terms="fishing gulf quota", **talks),
        mention("b", "resumed", terms="border gulf treaty", **talks),
    )


def test_the_line_is_the_only_one_of_its_parties():
    assert one_group(mention("a", "cut", terms="naval"), mention("b", "restored", published=LATER))


def test_a_line_that_was_first_told_without_a_name_gets_it_later():
    assert one_group(mention("a", "cut"), mention("b", "restored", terms="naval", published=LATER))


def test_the_line_is_none_of_two_lines_in_another_story():
    two = (mention("a", "cut", terms="naval"), mention("b", "cut", terms="presidential"))
    third = mention("c", "restored", published=LATER)
    found = groups(*two, third)
    assert found["c"] not in {found["a"], found["b"]}


def test_the_line_is_the_nearest_one_before_it_in_its_story():
    story = {"story_id": "st", "published": LATER}
    told = (
        mention("a", "cut", terms="naval", start=10, **story),
        mention("b", "cut", terms="presidential", start=200, **story),
        mention("c", "restored", start=260, **story),
    )
    found = groups(*told)
    assert found["c"] == found["b"] != found["a"]
    assert reason("c", *told) == "says less: the nearest of its kind in the story"


def test_kinds_do_not_mix():
    assert not one_group(mention("a", "cut", terms="naval"), mention("b", "stalled", terms="naval", kind="talks"))


def test_a_telling_of_one_party_joins_the_only_process_of_it():
    assert one_group(mention("a", "cut", terms="naval"), mention("b", "restored", parties=("NOR",), published=LATER))


def test_other_parties_are_another_process():
    assert not one_group(
        mention("a", "stalled", kind="talks"), mention("b", "stalled", kind="talks", parties=("CHL", "PER"))
    )


def test_a_mediator_among_the_parties_does_not_part_the_talks():
    talks = {"kind": "talks", "terms": "quota"}
    assert one_group(mention("a", "stalled", **talks), mention("b", "resumed", parties=("CHL", "ISL", "NOR"), **talks))


def test_talks_with_a_third_party_do_not_swallow_those_of_other_two():
    talks = {"kind": "talks"}
    found = groups(
        mention("a", "stalled", **talks),
        mention("b", "resumed", parties=("CHL", "ISL", "NOR"), published=LATER, **talks),
        mention("c", "under way", parties=("CHL", "ISL"), published=LATER + dt.timedelta(1), **talks),
    )
    assert found["a"] == found["b"] != found["c"]


def test_measures_in_opposite_directions_never_join():
    there = {"kind": "sanctions", "by": ("NOR",), "against": ("CHL",)}
    back = {"kind": "sanctions", "by": ("CHL",), "against": ("NOR",)}
    assert one_group(mention("a", "in force", **there), mention("b", "lifted", **there))
    assert not one_group(mention("a", "in force", **there), mention("b", "in force", **back))


def test_detained_persons_are_told_apart_by_name():
    held = {"kind": "detention"}
    one, other = {"person": "person:ana-rojas:CHL"}, {"person": "person:liv-aasen:NOR"}
    assert one_group(mention("a", "in force", **held, **one), mention("b", "ended", terms="teacher", **held, **one))
    assert not one_group(mention("a", "in force", **held, **one), mention("b", "in force", **held, **other))


def test_a_named_person_is_known_whoever_a_story_takes_for_the_captor():
    held = {"kind": "detention", "person": "person:ana-rojas:CHL"}
    assert one_group(
        mention("a", "in force", by=("NOR",), against=("CHL",), **held),
        mention("b", "ended", parties=("CHL", "ISL"), by=("CHL",), against=("NOR",), **held),
        mention("c", "ended", parties=(), **{**held, "person": "person:ana-rojas:-"}),
    )


def test_the_sanctions_are_a_process_of_their_own_beside_single_measures():
    sides = {"kind": "measure", "by": ("NOR",), "against": ("CHL",), "story_id": "st"}
    found = groups(
        mention("a", "in force", terms="assets freeze", **sides),
        mention("b", "in force", name="sanctions", **sides),
        mention("c", "eased", name="sanctions", **{**sides, "story_id": "st_2"}, published=LATER),
    )
    assert found["b"] == found["c"] != found["a"]


def test_the_line_that_was_restored_is_the_one_that_was_cut():
    first = mention("a", "cut", terms="naval")
    second = mention("b", "in operation", terms="presidential")
    third = mention("c", "restored", published=LATER)
    assert groups(first, second, third)["c"] == groups(first)["a"]
    assert reason("c", first, second, third) == "says less: the only one that can be restored, being cut"


def test_an_exercise_is_known_by_its_proper_name_though_a_story_names_other_parties():
    named = {"kind": "exercise", "name": "Polar Bear exercise", "terms": "polar bear"}
    assert one_group(
        mention("a", "planned", **named), mention("b", "held", parties=("CHL", "PER"), published=LATER, **named)
    )


def test_one_text_from_two_sources_is_of_one_process():
    first = mention("a", "restored")
    others = (mention("b", "cut", terms="naval"), mention("c", "cut", terms="presidential"))
    twin = dataclasses.replace(first, source_id="d", published=LATER)
    found = groups(first, *others, twin)
    assert found["a"] == found["d"]


def test_a_mention_without_parties_joins_only_what_its_own_story_tells():
    story = {"story_id": "st"}
    nobody = {"parties": ()}
    assert one_group(mention("a", "cut", terms="naval", **story), mention("b", "restored", start=9, **nobody, **story))
    assert not one_group(mention("a", "cut", terms="naval"), mention("b", "restored", **nobody))


def test_what_is_told_later_never_joins_or_parts_what_was_known():
    early = [
        mention("a", "cut"),
        mention("b", "cut", parties=("NOR",), published=DAY + dt.timedelta(1)),
        mention("c", "stalled", terms="naval", published=DAY + dt.timedelta(1)),
    ]
    late = [mention("z", "restored", terms="naval presidential", published=LATER)]
    before, after = groups(*early), groups(*early, *late)
    assert {name: after[name] for name in before} == before


states = st.sampled_from(["cut", "restored", "stalled", "in operation"])
mentions = st.lists(
    st.builds(
        mention,
        st.uuids().map(str),
        states,
        terms=st.sampled_from(["", "naval", "presidential", "naval deputy", "deputy ministers"]),
        parties=st.sampled_from([("CHL", "NOR"), ("NOR",), ("CHL",), ("CHL", "ISL", "NOR"), ("ISL", "NOR"), ()]),
        published=st.integers(0, 4).map(lambda n: DAY + dt.timedelta(n)) | st.none(),
        story_id=st.sampled_from(["st_1", "st_2", "st_3"]),
        start=st.integers(0, 500),
        kind=st.sampled_from(["line", "talks"]),
    ),
    max_size=14,
)


@given(mentions, st.randoms(use_true_random=False))
def test_processes_do_not_depend_on_the_order_in_which_stories_arrived(told, random):
    shuffled = random.sample(told, len(told))
    assert merge_processes(told) == merge_processes(shuffled)


@given(mentions, st.integers(0, 4))
def test_the_processes_of_a_day_are_those_that_only_the_stories_until_then_give(told, days):
    day = DAY + dt.timedelta(days)
    known = [m for m in told if m.published is not None and m.published <= day]
    names = {m.source_id for m in known}
    everything = {name: group for name, group in groups(*told).items() if name in names}
    assert everything == groups(*known)


@given(mentions)
def test_every_mention_has_one_process_with_score_and_reason(told):
    found = merge_processes(told)
    assert sorted(g.mention_id for g in found) == sorted(m.mention_id for m in told)
    assert all(0 < g.score <= 1 and g.reason for g in found)


def test_two_thousand_mentions_of_one_pair_of_states_stay_fifty_tracks():
    told = [
        mention(str(n), "under way", kind="talks", terms=f"round{n % 50}", published=DAY + dt.timedelta(n))
        for n in range(2000)
    ]
    assert len({g.group for g in merge_processes(told)}) == 50
