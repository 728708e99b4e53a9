"""Answers as Arrow, pandas and polars: types that analysts expect, by methods and by the stream interface."""

import datetime as dt

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from dateline.api import Coding
from factories import envoy_talks

QUERIES = ("events", "contacts", "claims", "offices", "processes", "plans", "stories")
#: Columns of days, by query.
DAYS = {"stories": ("published",), "plans": ("known_on",)}


@pytest.mark.parametrize("query", QUERIES)
def test_pandas_has_the_rows_with_lists_as_lists_and_records_as_dicts(ledger, query):
    answer = getattr(ledger, query)()
    frame = answer.pandas()
    assert list(frame.columns) == answer.arrow().column_names
    assert len(frame) == len(answer) > 0
    for field in answer.arrow().schema:
        values = [value for value in frame[field.name] if value is not None]
        wanted = list if pa.types.is_list(field.type) else dict if pa.types.is_struct(field.type) else object
        assert all(isinstance(value, wanted) for value in values), field.name


@pytest.mark.parametrize(("query", "columns"), DAYS.items())
def test_days_are_datetime64_in_pandas_and_dates_in_polars(ledger, query, columns):
    answer = getattr(ledger, query)()
    for column in columns:
        assert pd.api.types.is_datetime64_any_dtype(answer.pandas()[column])
        assert answer.polars()[column].dtype == pl.Date


def test_a_day_can_be_compared_grouped_and_resampled_in_pandas(ledger):
    stories = ledger.stories().pandas()
    assert (stories["published"] >= "2021-03-01").all()
    assert stories.groupby(stories["published"].dt.to_period("M")).size().to_dict() == {pd.Period("2021-03"): 2}


def test_the_day_of_an_event_comes_out_of_its_record_as_a_day(ledger):
    frame = ledger.contacts(status="occurred").polars()
    assert frame.select(pl.col("when").struct.field("first")).item() == dt.date(2021, 3, 2)
    pandas = ledger.contacts(status="occurred").pandas()
    assert pandas["when"][0]["first"] == dt.date(2021, 3, 2)
    assert pandas.explode("participants")["participants"].map(lambda who: who["country"]).tolist() == ["NOR", "CHL"]


@pytest.mark.parametrize("query", QUERIES)
def test_polars_has_the_same_columns_and_rows(ledger, query):
    answer = getattr(ledger, query)()
    frame = answer.polars()
    assert frame.columns == answer.arrow().column_names
    assert frame.height == len(answer)


@pytest.mark.parametrize("query", QUERIES)
def test_duckdb_polars_pandas_and_arrow_take_an_answer_as_it_is(ledger, query):
    answer = getattr(ledger, query)()
    assert duckdb.sql("SELECT count(*) FROM answer").fetchall() == [(len(answer),)]
    assert pa.table(answer).equals(answer.arrow())
    assert pl.DataFrame(answer).equals(answer.polars())
    assert len(pd.DataFrame.from_arrow(answer)) == len(answer)


def test_an_empty_answer_keeps_its_columns_and_types(ledger):
    empty = ledger.stories(source="nobody at all")
    assert len(empty.pandas()) == 0
    assert pd.api.types.is_datetime64_any_dtype(empty.pandas()["published"])
    assert empty.polars().schema["published"] == pl.Date
    assert duckdb.sql("SELECT published FROM empty").fetchall() == []


def test_lists_of_one_length_stay_lists(ledger):
    frame = ledger.claims().pandas()
    assert all(isinstance(content, list) and len(content) == 2 for content in frame["content"])


def test_coded_events_and_records_go_the_same_way():
    coding = Coding(stories=(envoy_talks(),), rejected=())
    assert duckdb.sql("SELECT type FROM coding ORDER BY type").fetchall() == [("AGREE",), ("CONSULT",)]
    assert pl.DataFrame(coding.claims)["stance"].to_list() == ["asserts"]
    assert pl.DataFrame(coding).height == len(coding.events.pandas()) == 2
