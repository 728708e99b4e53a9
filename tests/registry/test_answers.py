"""Who held which office when: an answer where a source covers the day, and never a guess."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lexicon.registry_own import OwnRow
from dateline.lexicon.registry_persons import Holder, Person, Persons
from dateline.lexicon.registry_table import Entry, put_entry
from dateline.registry import what_held, who_held
from dateline.registry.coverage import coverage

FOREIGN = ("foreign minister", "foreign_minister")


class Known:
    """A registry of a few spells: (person, first, last, as of, letters)."""

    def __init__(self, *spells, office=FOREIGN, country="EGY"):
        self.persons = Persons(["", "", ""])
        for name in dict.fromkeys(spell[0] for spell in spells):
            held = tuple(
                Holder(
                    person=name, title=office[0], office=office[1], country=country, first=first, last=last, as_of=as_of,
                    source=letters[0], also=letters[1:],
                )
                for person, first, last, as_of, letters in spells
                if person == name
            )  # fmt: skip
            put_entry(self.persons, Entry(names=(name,), person=Person(name=name, country=country, spells=held)))

    def holders(self, country, office, day=None):
        return self.persons.holders(country, office, day)

    def persons_named(self, name, country=None):
        return [person for person in self.persons.named(name.lower()) if country in {None, person.country}]


def told(day, *spells, office="foreign minister", **more):
    answer = who_held(Known(*spells, **more), office, "EGY", dt.date.fromisoformat(day))
    return SimpleNamespace(
        state=answer.state, who={h.person for h in answer.holders}, certain=answer.certain, answer=answer
    )


ADA = ("Ada Ray", "2014-06-17", "2018-06-14", "", "pw")
BEN = ("Ben Sol", "2018-06-14", "", "2025-06-30", "p")


def test_a_day_within_a_spell_has_its_holder():
    found = told("2016-01-01", ADA, BEN)
    assert (found.state, found.who, found.certain) == ("known", {"Ada Ray"}, True)


def test_a_day_that_no_source_covers_is_unknown():
    assert told("2010-01-01", ADA, BEN).state == "unknown"


def test_an_open_spell_answers_until_the_day_when_it_was_seen_and_not_after():
    assert told("2025-06-30", ADA, BEN).who == {"Ben Sol"}
    after = told("2025-07-01", ADA, BEN)
    assert (after.state, after.who) == ("unknown", set())
    assert (after.answer.last_known.person, after.answer.last_known.as_of) == ("Ben Sol", "2025-06-30")
    assert "seen on 2025-06-30" in after.answer.why


def test_on_the_day_of_handing_over_both_are_told():
    found = told("2018-06-14", ADA, BEN)
    assert (found.state, found.who) == ("conflict", {"Ada Ray", "Ben Sol"})


def test_a_better_source_with_exact_days_wins():
    found = told("2016-01-01", ADA, ("Cam Low", "2015-03", "2017-02", "", "g"))
    assert (found.state, found.who, found.certain) == ("known", {"Ada Ray"}, False)


def test_a_better_source_with_coarser_days_does_not_win():
    found = told("2016-01-01", ("Ada Ray", "2014", "2018", "", "p"), ("Cam Low", "2015-03-01", "2017-02-01", "", "w"))
    assert (found.state, found.who) == ("conflict", {"Ada Ray", "Cam Low"})


def test_two_holders_of_one_source_are_a_conflict():
    assert told("2016-01-01", ADA, ("Cam Low", "2015-03-01", "2017-02-01", "", "p")).state == "conflict"


def test_a_spell_that_was_left_open_gives_way_to_the_next_holder():
    found = told(
        "2020-01-01", ("Ada Ray", "2010-01-01", "", "2022-08", "w"), ("Cam Low", "2019-01-01", "", "2022-08", "w")
    )
    assert (found.state, found.who, found.certain) == ("known", {"Cam Low"}, False)


def test_a_day_in_the_month_of_a_change_told_by_month_is_undecided():
    found = told("2010-02-10", ("Ada Ray", "2004", "2010-02", "", "p"), ("Cam Low", "2010-02", "2012", "", "p"))
    assert (found.state, found.who) == ("conflict", {"Ada Ray", "Cam Low"})


def test_a_day_in_the_year_of_the_only_bound_is_unknown_and_says_why():
    found = told("2010-02-10", ("Ada Ray", "2004", "2010", "", "p"))
    assert (found.state, found.answer.last_known.person) == ("unknown", "Ada Ray")
    assert "month or year" in found.answer.why


def test_titles_listed_without_their_years_never_answer():
    assert told("2006-01-01", ("Ada Ray", "2004-01", "2008-01", "", "h")).state == "unknown"


def test_a_sighting_without_a_beginning_answers_for_its_day_alone():
    spell = ("Ada Ray", "", "", "2019-06-04", "c")
    assert [told(day, spell).state for day in ("2019-06-03", "2019-06-04", "2019-06-05")] == [
        "unknown",
        "known",
        "unknown",
    ]


def test_a_better_source_ends_what_another_left_open():
    known = Known(("Ada Ray", "2004-01-01", "2006-01-01", "", "p"), ("Ada Ray", "2004-03-01", "", "2011-02", "g"))
    assert who_held(known, "foreign_minister", "EGY", dt.date(2009, 1, 1)).state == "unknown"


@pytest.mark.parametrize(
    ("asked", "title", "state"),
    [
        ("president", "president", "known"),
        ("king", "emir", "known"),
        ("head_of_state", "supreme leader", "known"),
        ("president", "queen", "unknown"),
        ("king", "president", "unknown"),
    ],
)
def test_a_head_of_state_goes_by_the_title_that_was_asked_for(asked, title, state):
    known = Known(ADA, office=(title, "head_of_state"))
    assert who_held(known, asked, "EGY", dt.date(2016, 1, 1)).state == state


def test_a_head_of_government_may_go_by_any_title():
    known = Known(ADA, office=("chancellor", "head_of_government"))
    assert who_held(known, "prime minister", "EGY", dt.date(2016, 1, 1)).state == "known"


def test_a_deputy_is_not_the_holder():
    known = Known(ADA, office=("deputy secretary-general", ""))
    assert who_held(known, "secretary-general", "EGY", dt.date(2016, 1, 1)).state == "unknown"


def test_a_person_has_the_offices_of_the_day():
    known = Known(ADA, ("Ada Ray", "2019-01-01", "2020-01-01", "", "p"))
    assert [h.last for h in what_held(known, "Ada Ray", dt.date(2016, 1, 1)).holders] == ["2018-06-14"]
    assert what_held(known, "Ada Ray", dt.date(2018, 9, 1)).state == "unknown"
    assert what_held(known, "Nobody Known", dt.date(2018, 9, 1)).last_known is None


def test_namesakes_are_told_apart_by_country(shipped):
    day = dt.date(1990, 6, 1)
    assert {h.country for h in what_held(shipped, "Bush", day, "USA").holders} == {"USA"}
    assert what_held(shipped, "Bush", day, "EGY").state == "unknown"


bounds = st.sampled_from(["", "2014", "2014-02", "2014-02-03", "2016", "2016-11-30"])
days = st.dates(dt.date(2012, 1, 1), dt.date(2019, 1, 1))


@given(first=bounds, last=bounds, as_of=st.sampled_from(["2017-01-01", "2017-03"]), day=days)
def test_no_spell_answers_outside_the_days_that_its_source_covers(first, last, as_of, day):
    spell = Holder(
        person="Ada Ray",
        title="x",
        office="",
        country="EGY",
        first=first,
        last=last,
        as_of="" if last else as_of,
        source="p",
    )
    if coverage(spell, day) == "yes":
        iso = day.isoformat()
        assert (first or last or as_of)[: len(iso)] <= iso or iso.startswith(first or last or as_of)
        assert iso <= (last or as_of) or iso.startswith(last or as_of)


def test_own_rows_are_records_that_do_not_change():
    assert OwnRow.__dataclass_params__.frozen
