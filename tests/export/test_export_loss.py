"""The books of an export balance: every event is written or left out with a reason, in every format."""

import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import export
from dateline.cli.export import WRITERS
from dateline.cli.loss import in_short
from dateline.export import LossBook
from dateline.records import Attribution, Event, When
from dateline.records.loss import Choice, ExportChoices
from told_events import OSLO, TUESDAY, actor, event, told, told_events

CHOICES = st.builds(
    ExportChoices,
    undated=st.sampled_from(["leave-out", "published"]),
    coarse=st.sampled_from(["leave-out", "first-day"]),
    model=st.sampled_from(["dyadic", "bipartite"]),
    sanction_quad=st.sampled_from([3, 4]),
)


@pytest.mark.parametrize("form", WRITERS)
@settings(max_examples=8)
@given(events=st.lists(told_events(), max_size=4), choices=CHOICES)
def test_what_is_written_and_what_is_left_out_are_all_events_that_there_were(form, events, choices):
    loss = getattr(export, WRITERS[form])(events, io.BytesIO(), choices)
    assert loss.format == form
    assert loss.events == len(events)
    assert loss.events == loss.written + sum(out.events for out in loss.left_out)
    assert all(held.events <= loss.written for held in loss.not_held)
    assert loss.rows >= loss.written


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_declares_its_choices_and_names_only_fields_that_there_are(form):
    one = event(where=OSLO, attributed_to=(Attribution(text="x", country=None, cue="said"),), issues=("arctic",))
    loss = getattr(export, WRITERS[form])(
        [told(one)], io.BytesIO(), ExportChoices(undated="published", coarse="first-day")
    )
    assert loss.choices
    assert {held.field.partition(".")[0] for held in loss.not_held} <= set(Event.__dataclass_fields__)


def test_a_field_is_counted_where_it_has_a_value_of_its_own():
    book = LossBook("x", not_held=("issues", "when.grain", "actors.office", "status", "where.name"))
    book.write(event())
    book.write(event(issues=("arctic",), actors=(actor(office="envoy"), actor()), where=OSLO, status="planned"))
    counted = {held.field: held.events for held in book.close().not_held}
    assert counted == {"issues": 1, "actors.office": 1, "status": 1, "where.name": 1}


def test_the_last_day_is_lost_where_it_is_not_the_first():
    book = LossBook("x", not_held=("when.last",))
    for last in (TUESDAY, TUESDAY + dt.timedelta(days=2)):
        book.write(event(when=When(value="x", first=TUESDAY, last=last, grain="day", basis="given")))
    book.write(event(day=None))
    assert [(held.field, held.events) for held in book.close().not_held] == [("when.last", 1)]


def test_an_event_without_a_row_is_not_written():
    with pytest.raises(ValueError, match="written as 0 rows"):
        LossBook("x").write(event(), rows=0)


def test_a_format_that_holds_the_whole_record_is_lossless_if_nothing_is_left_out():
    whole = LossBook("x", whole=True, choices={"a": "b"})
    whole.write(event())
    assert whole.close().lossless
    assert whole.close().choices == (Choice(name="a", chosen="b"),)
    whole.leave_out("of unknown date")
    assert not whole.close().lossless


def test_the_short_report_says_what_was_left_out_and_what_most_events_lose():
    book = LossBook("icews", not_held=("mode", "issues", "act", "basis"))
    book.write(event(mode="phone"), rows=2)
    book.write(event())
    book.leave_out("of unknown date")
    assert in_short(book.close()) == (
        "2 of 3 events written as 3 rows; left out: 1 of unknown date\n"
        "not held by icews: act (2), basis (2), mode (1); --loss FILE writes the whole report"
    )
