"""Tellings without day or side join where their stories are alike; alike stories of another week, or other acts in them, do not."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import merge_events
from dateline.merge.leads import Leads
from dateline.records import content_id
from merge.digests import DAY, story, telling

FIRE = (
    "Customs officers in Batumi detained Giorgi Abashvili, owner of the trawler Kolkheti, over 40 crates of smuggled caviar, "
    "the port's harbour master said."
)
AGAIN = "The owner of the Kolkheti, Giorgi Abashvili, was detained in Batumi after 40 crates of caviar were found aboard her."
OTHER = (
    "Police in Mombasa detained two brothers on a dhow loaded with ivory, the coast guard said, and took them to Kilindini for "
    "questioning by a magistrate."
)
FILL = [
    "The senate of Ruritania passed a budget.",
    "A frost killed the vines of Szentandras.",
    "Two rowing clubs drew at Ghent in the regatta.",
]
OPEN = {
    "type": "COERCE",
    "act": "COERCE",
    "mode": "arrest",
    "first": None,
    "last": None,
    "grain": "unknown",
    "published": None,
    "actor_ids": (),
    "actor_countries": (),
    "trigger": "detained",
}


def stories(*bodies, published=None):
    return [
        dataclasses.replace(story(name, body), story_id=content_id("st", name), source_id=name, published=published)
        for name, body in zip("abcdefgh", (*bodies, *FILL), strict=False)
    ]


def grouped(bodies, tellings, published=None):
    found = merge_events(tellings, stories=stories(*bodies, published=published))
    return {member.source_id: member for member in found}


def is_one(bodies, *tellings, published=None):
    return len({member.group for member in grouped(bodies, tellings, published).values()}) == 1


def test_an_arrest_told_by_two_papers_without_day_or_state_is_one():
    assert is_one((FIRE, AGAIN), telling("a", FIRE, **OPEN), telling("b", AGAIN, **OPEN))


def test_arrests_in_stories_that_share_little_are_two():
    assert not is_one((FIRE, OTHER), telling("a", FIRE, **OPEN), telling("b", OTHER, **OPEN))


def test_without_the_stories_nothing_is_joined():
    assert len({m.group for m in merge_events([telling("a", FIRE, **OPEN), telling("b", AGAIN, **OPEN)])}) == 2


def test_the_reason_says_how_alike_and_the_score_is_low():
    member = grouped((FIRE, AGAIN), [telling("a", FIRE, **OPEN), telling("b", AGAIN, **OPEN)])["b"]
    assert member.reason.startswith("same act in stories that are alike (0.")
    assert 0.5 < member.score <= 0.75


@pytest.mark.parametrize(
    "differs",
    [
        {"status": "planned"},
        {"type": "ASSAULT", "act": "ASSAULT", "mode": None},
        {"actor_ids": ("person:levan-kobalia:GEO",), "actor_countries": ("GEO",)},
        {"where_country": "TUR"},
        {"mode": "seize", "trigger": "impounded"},
    ],
    ids=["planned", "type", "person", "place", "mode"],
)
def test_alike_stories_do_not_join_what_differs(differs):
    person = {"actor_ids": ("person:giorgi-abashvili:GEO",), "actor_countries": ("GEO",), "where_country": "GEO"}
    first = telling("a", FIRE, **{**OPEN, **person})
    assert not is_one((FIRE, AGAIN), first, telling("b", AGAIN, **{**OPEN, **differs}))


def test_sides_that_do_not_meet_are_two_acts():
    one, two = (
        telling(n, t, **{**OPEN, "actor_countries": (c,)}) for n, t, c in (("a", FIRE, "GEO"), ("b", AGAIN, "TUR"))
    )
    assert not is_one((FIRE, AGAIN), one, two)


def test_another_word_of_the_same_mode_is_the_same_act():
    assert is_one(
        (FIRE, AGAIN), telling("a", FIRE, **OPEN), telling("b", AGAIN, **{**OPEN, "trigger": "taken into custody"})
    )


def test_alike_stories_of_another_week_tell_another_act():
    a, b = (
        telling(n, t, **{**OPEN, "published": day})
        for n, t, day in (("a", FIRE, DAY), ("b", AGAIN, DAY + dt.timedelta(7)))
    )
    assert not is_one((FIRE, AGAIN), a, b)


def test_alike_stories_of_the_next_day_tell_the_same_act():
    a, b = (
        telling(n, t, **{**OPEN, "published": day})
        for n, t, day in (("a", FIRE, DAY), ("b", AGAIN, DAY + dt.timedelta(1)))
    )
    assert is_one((FIRE, AGAIN), a, b)


def test_one_that_contradicts_by_its_day_stays_out():
    days = {"first": DAY, "last": DAY, "grain": "day"}
    later = {"first": DAY + dt.timedelta(30), "last": DAY + dt.timedelta(30), "grain": "day"}
    told = [
        telling("a", FIRE, **{**OPEN, **days}),
        telling("b", AGAIN, **OPEN),
        telling("c", FIRE, **{**OPEN, **later}),
    ]
    found = grouped((FIRE, AGAIN, FIRE), told)
    assert found["a"].group != found["c"].group
    assert found["b"].group in {found["a"].group, found["c"].group}


TOLD = [
    telling("a", FIRE, **OPEN),
    telling("b", AGAIN, **OPEN),
    telling("c", OTHER, **OPEN),
    telling("d", FIRE, **{**OPEN, "where_country": "TUR"}),
    telling("e", AGAIN, **{**OPEN, "where_country": "GEO"}),
]
BODIES = (FIRE, AGAIN, OTHER, FIRE, AGAIN)


@given(st.permutations(TOLD), st.permutations(stories(*BODIES)))
def test_the_order_of_tellings_and_stories_decides_nothing(tellings, leads):
    assert merge_events(tellings, stories=leads) == merge_events(TOLD, stories=stories(*BODIES))


def test_texts_of_the_same_rare_words_are_more_alike_than_those_of_common_ones():
    leads = Leads(stories(FIRE, AGAIN, OTHER))
    first, again, other = (leads.words(body) for body in (FIRE, AGAIN, OTHER))
    assert leads.alike(first, first) == pytest.approx(1)
    assert leads.alike(first, again) > 0.2 > leads.alike(first, other) > 0
    assert leads.alike(first, leads.words("")) == 0


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_both_ways_and_a_share(one, other):
    leads = Leads(stories(FIRE, one, other))
    a, b = leads.words(one), leads.words(other)
    assert leads.alike(a, b) == pytest.approx(leads.alike(b, a))
    assert 0 <= leads.alike(a, b) <= 1 + 1e-9


def reports(n):
    """Two papers' reports of one arrest, thirty days after those of the last one; no other story has their names."""
    day = DAY + dt.timedelta(30 * n)
    open_ = {**OPEN, "published": day}
    first, second = (
        text.replace("Batumi", f"Batumi{n:02}")
        .replace("Kolkheti", f"Kolkheti{n:02}")
        .replace("Abashvili", f"Abashvili{n:02}")
        for text in (FIRE, AGAIN)
    )
    found = []
    for paper, text in (("a", first), ("b", second)):
        name = f"{paper}{n:02}"
        copy = dataclasses.replace(story(name, text), story_id=content_id("st", name), source_id=name, published=day)
        found.append((copy, telling(name, text, **open_)))
    return found


def test_one_story_of_an_unknown_day_undoes_no_joins_of_others():
    told = [report for n in range(20) for report in reports(n)]
    elsewhere = dataclasses.replace(story("x", OTHER), story_id=content_id("st", "x"), source_id="x", published=None)
    undated = (elsewhere, telling("x", OTHER, **OPEN))
    groups = [
        {member.source_id: member.group for member in merge_events([e for _, e in some], stories=[s for s, _ in some])}
        for some in (told, [*told, undated])
    ]
    assert len(set(groups[0].values())) == 20
    assert {name: group for name, group in groups[1].items() if name != "x"} == groups[0]
