"""The doctor: each part does its smallest real thing, and what is broken comes with its cure."""

import base64
import builtins
import hashlib
import json
import shutil
import sqlite3
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import duckdb
import jinja2
import pytest
import yaml
from mcp.shared.exceptions import MCPError

from dateline import doctor
from dateline.doctor import Check
from dateline.doctor.check import look
from dateline.doctor.installation import knowledge
from dateline.doctor.ledger_file import ledger_file
from dateline.doctor.machine import machine
from dateline.doctor.parts import parts
from dateline.errors import LexiconError
from dateline.ledger import Ledger
from factories import envoy_talks, make_run


@pytest.fixture
def wire(tmp_path):
    with Ledger.open(tmp_path / "wire.dateline") as ledger:
        ledger.append([envoy_talks()], make_run())
    return tmp_path / "wire.dateline"


def test_page_pictures_feeds_and_protocol_do_their_smallest_real_thing():
    assert {check.name: check.detail for check in parts() if not check.ok} == {}


@pytest.mark.parametrize(
    ("missing", "broken"), [("resvg_py", "pictures"), ("dateline.web", "page"), ("dateline.mcp", "mcp server")]
)
def test_a_part_whose_library_is_missing_is_told_with_its_cure_and_the_others_are_looked_at(
    monkeypatch, missing, broken
):
    real = builtins.__import__

    def without(name, *arguments, **more):
        if name == missing:
            raise ImportError(f"No module named {missing!r}")
        return real(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    found = {check.name: check for check in parts()}
    assert list(found) == ["page", "pictures", "feeds", "mcp server"]
    assert not found[broken].ok
    assert missing in found[broken].detail
    assert "pip install" in found[broken].cure
    assert found["feeds"].ok


def test_a_font_that_draws_nothing_is_found(monkeypatch):
    monkeypatch.setattr("dateline.draw.picture.FONTS", ())
    found = {check.name: check for check in parts()}
    assert not found["pictures"].ok


def test_a_ledger_is_opened_counted_and_verified(wire):
    opens, rows = ledger_file(wire)
    assert opens.ok
    assert "1 stories, 2 events, 1 claims" in opens.detail
    assert rows.ok


def test_a_changed_row_and_a_damaged_file_are_told(wire):
    with Ledger.open(wire) as ledger:
        ledger.tuples("UPDATE claims SET text = 'something else'")
    _, rows = ledger_file(wire)
    assert not rows.ok
    assert "not as they were written" in rows.detail
    assert "restore a copy" in rows.cure
    wire.write_bytes(b"x" * 9000)
    [opens] = ledger_file(wire)
    assert not opens.ok


def test_little_free_disk_is_told_with_a_cure(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**6))
    disk, temporary, *_ = machine(tmp_path / "wire.dateline")
    assert (disk.ok, temporary.ok) == (False, False)
    assert "free some space" in disk.cure


def test_a_locale_without_unicode_is_told_with_a_cure(monkeypatch):
    monkeypatch.setattr("locale.getpreferredencoding", lambda *, do_setlocale: "ANSI_X3.4-1968")  # noqa: ARG005
    found = {check.name: check for check in machine()}
    assert not found["encoding"].ok
    assert "LANG=C.UTF-8" in found["encoding"].cure


def test_the_command_prints_cures_and_ends_with_1_where_something_is_broken(monkeypatch, dateline):
    checks = [Check(name="one", ok=True, detail="well"), Check(name="two", ok=False, detail="ill", cure="mend it")]
    monkeypatch.setattr("dateline.cli.doctor.examine", lambda _: iter(checks))
    done = dateline("doctor")
    assert done.code == 1
    assert "cure: mend it" in done.out
    assert "broken" in done.out
    report = json.loads(dateline("doctor", "--json").out)
    assert report["checks"]["two"] == {"name": "two", "ok": False, "detail": "ill", "cure": "mend it"}


def test_a_ledger_that_is_not_there_is_wrong_usage(dateline, tmp_path):
    assert dateline("doctor", "--ledger", tmp_path / "none.dateline").code == 2


def test_the_package_of_the_doctor_gives_the_sample_stories():
    assert all(isinstance(path, Path) for path in doctor.sample_paths())
    assert len(doctor.sample_paths()) == 10


def raising(error):
    def find():
        raise error

    return find


@pytest.mark.parametrize(
    "error",
    [
        ExceptionGroup("tasks", [ExceptionGroup("more", [KeyError("lost")]), ValueError("lost")]),
        jinja2.TemplateSyntaxError("lost", 1),
        duckdb.Error("lost"),
        yaml.YAMLError("lost"),
        sqlite3.Error("lost"),
        MCPError(code=1, message="lost"),
        IndexError("lost"),
        SyntaxError("lost"),
        StopIteration("lost"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_a_check_raises_is_told_as_broken_with_its_cure(error):
    found = look("part", raising(error), "mend it")
    assert (found.ok, found.cure) == (False, "mend it")
    assert "lost" in found.detail
    assert "ExceptionGroup" not in found.detail


@pytest.mark.parametrize(
    ("what", "part"),
    [
        ("dateline.draw.world.load_world", "pictures"),
        ("dateline.draw.world.load_seats", "pictures"),
        ("dateline.web.render.TEMPLATES.get_template", "page"),
    ],
)
def test_a_damaged_map_or_template_is_found(monkeypatch, what, part):
    monkeypatch.setattr(what, lambda *_: raising(LexiconError("damaged", path="world.json"))())
    found = {check.name: check for check in parts()}
    assert [name for name, check in found.items() if not check.ok] == [part]
    assert "damaged" in found[part].detail


@pytest.mark.parametrize("name", ["draw/data/world.json", "web/static/style.css", "web/templates/base.html"])
def test_a_file_that_is_no_code_and_changed_or_went_since_installation_is_named(monkeypatch, tmp_path, name):
    names = (name, "lexicon/lemmas.tsv", "api.py")
    info = tmp_path / "dateline-1.dist-info"
    info.mkdir()
    info.joinpath("METADATA").write_text("Name: dateline\nVersion: 1\n")
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"as shipped").digest()).rstrip(b"=").decode()
    info.joinpath("RECORD").write_text("".join(f"dateline/{one},sha256={digest},10\n" for one in names))
    for one in names:
        tmp_path.joinpath("dateline", one).parent.mkdir(parents=True, exist_ok=True)
        tmp_path.joinpath("dateline", one).write_bytes(b"as shipped" if not one.endswith(".py") else b"patched")
    monkeypatch.setattr("importlib.metadata.files", lambda _: metadata.PathDistribution(info).files)
    monkeypatch.setattr("dateline.doctor.installation._judge", str)
    data, *_ = knowledge()
    assert (data.ok, "2 files of the package" in data.detail) == (True, True)
    tmp_path.joinpath("dateline", name).write_bytes(b"changed")
    data, *_ = knowledge()
    assert not data.ok
    assert name in data.detail
    assert "lemmas" not in data.detail
    tmp_path.joinpath("dateline", name).unlink()
    data, *_ = knowledge()
    assert not data.ok
