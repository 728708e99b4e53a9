import datetime as dt
import sys

import pyarrow as pa
import pytest

from dateline import query
from dateline.errors import UsageError
from factories import envoy_talks, make_run


@pytest.fixture
def answer(ledger):
    ledger.append([envoy_talks()], make_run())
    return query.events(ledger)


def test_rows_are_plain_values_with_days_as_text(answer):
    assert answer.rows()[0]["when"]["first"] == "2021-03-02"
    assert len(answer) == len(list(answer)) == 2


def test_arrow_keeps_the_types(answer):
    table = answer.arrow()
    assert table.schema.field("when").type.field("first").type == pa.date32()
    assert table.column("event_id").to_pylist() == [row["event_id"] for row in answer]


def test_pandas_has_the_same_columns_and_values(answer):
    frame = answer.pandas()
    assert tuple(frame.columns) == answer.columns
    assert frame["trigger"][0]["text"] == "spoke by phone"


def test_polars_has_the_same_columns_and_values(answer):
    frame = answer.polars()
    assert tuple(frame.columns) == answer.columns
    assert frame["when"].struct.field("first").to_list() == [dt.date(2021, 3, 2), None]


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_package_is_an_error_with_a_cure(answer, monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(
        UsageError, match=rf"{name} is not installed; install it with: pip install 'dateline\[{name}\]'"
    ):
        getattr(answer, name)()
