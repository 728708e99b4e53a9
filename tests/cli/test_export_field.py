"""The sample stories in the formats of the field: written by the command, read back by ours, loaded by pandas."""

import io
import json

import pandas as pd
import pytest
from click.testing import CliRunner

from dateline import query
from dateline.cli.export import command
from dateline.doctor import sample_paths
from dateline.export import DYADS_COLUMNS, GDELT_COLUMNS, GDELT_MENTIONS_COLUMNS, ICEWS_COLUMNS
from dateline.foreign import read_foreign
from dateline.foreign.again import write_again
from dateline.ledger import Ledger
from dateline.pipeline import code_paths
from dateline.records.foreign import ForeignEvent
from dateline.settings import Settings
from factories import make_run

FORMATS = {
    "gdelt": GDELT_COLUMNS,
    "gdelt-mentions": GDELT_MENTIONS_COLUMNS,
    "icews": ICEWS_COLUMNS,
    "cameo-dyads": DYADS_COLUMNS,
}


@pytest.fixture(scope="module")
def wire(kit, tmp_path_factory):
    path = tmp_path_factory.mktemp("field") / "wire.dateline"
    with Ledger.open(path) as ledger:
        ledger.append(code_paths([str(path) for path in sample_paths()], Settings(), kit), make_run())
    return path


@pytest.fixture(scope="module", params=FORMATS)
def exported(request, wire, tmp_path_factory):
    """Format, file and report."""
    out = tmp_path_factory.mktemp("out")
    words = [request.param, "--ledger", wire, "-o", out / "rows", "--loss", out / "loss.json"]
    done = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0
    return request.param, out / "rows", json.loads((out / "loss.json").read_text("utf-8"))


def test_what_the_command_writes_is_read_and_written_again_byte_for_byte(exported):
    form, path, report = exported
    found = list(read_foreign([str(path)]))
    assert all(isinstance(row, ForeignEvent) for row in found)
    assert {row.format for row in found} == {form}
    assert len(found) == report["rows"] > 50
    stream = io.BytesIO()
    write_again(found, stream, FORMATS[form] if form == "icews" else ())
    assert stream.getvalue() == path.read_bytes()


def test_every_event_is_written_or_left_out_with_a_reason(exported, wire):
    _, _, report = exported
    with Ledger.open(wire, read_only=True) as ledger:
        assert report["events"] == len(query.events(ledger))
    assert report["events"] == report["written"] + sum(out["events"] for out in report["left_out"])
    assert {"of unknown date"} <= {out["reason"] for out in report["left_out"]}


def test_pandas_loads_it_by_the_recipe_of_its_users(exported):
    form, path, report = exported
    header = {} if form == "icews" else {"header": None, "names": FORMATS[form]}
    frame = pd.read_csv(path, sep="\t", dtype=str, **header)
    assert frame.shape == (report["rows"], len(FORMATS[form]))
    assert list(frame.columns) == list(FORMATS[form])
