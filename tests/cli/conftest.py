"""A program whose path is replaced by hand-made stories, so that these tests are about the command line alone."""

import shutil
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from dateline import api
from dateline.cli import app, review_script, review_session
from dateline.grouping import group
from dateline.ledger import Ledger
from dateline.records import Declined
from factories import envoy_talks, make_run
from review_stories import AGAIN, CABLE, RUN


@pytest.fixture
def path_of_stories(monkeypatch):
    """Hand-made stories in place of the path: one coded story for each path given, a rejection for `*.bin`."""

    def code_into(paths, settings, ledger=None):
        for path in paths:
            if path.endswith(".bin"):
                yield Declined(room="read", reason="read.binary: not text", source_id=path, path=path, line=None)
            else:
                yield envoy_talks(path)

    monkeypatch.setattr(api, "code_into", code_into)


@pytest.fixture
def dateline():
    """Run the program in this process: exit code, standard output, standard error."""
    runner = CliRunner()

    def run(*arguments, **more):
        with runner.isolation(**more) as (out, err, _):
            code = app.run([str(argument) for argument in arguments])
        return SimpleNamespace(
            code=code, out=out.getvalue().decode(), bytes=out.getvalue(), err=err.getvalue().decode()
        )

    return run


@pytest.fixture
def ledger(tmp_path):
    """A ledger that holds one hand-made story in two copies, and one rejected input."""
    path = tmp_path / "test.dateline"
    noise = Declined(room="read", reason="read.binary: not text", source_id="noise.bin", path="noise.bin")
    with Ledger.open(path) as opened:
        opened.append(
            [envoy_talks("a.txt", source="Nordwire"), envoy_talks("b.txt", source="Andes News"), noise], make_run()
        )
        api.group(opened)
    return path


@pytest.fixture(scope="module")
def review_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("review") / "template.dateline"
    with Ledger.open(path) as opened:
        opened.append([CABLE, AGAIN], RUN)
        group(opened)
    return path


@pytest.fixture
def review_path(review_template, tmp_path):
    return shutil.copy(review_template, tmp_path / "review.dateline")


@pytest.fixture
def grouped(monkeypatch):
    """Grouping anew takes most of the time of a small session: only tests about groups do it, the others count how often."""
    calls = []
    monkeypatch.setattr(review_session, "group", calls.append)
    monkeypatch.setattr(review_script, "group", calls.append)
    return calls


@pytest.fixture
def grouping(monkeypatch, grouped):
    for module in (review_session, review_script):
        monkeypatch.setattr(module, "group", group)
