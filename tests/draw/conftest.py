"""Ledgers that the tests of pictures only read."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from dateline.api import group
from dateline.cli import app
from dateline.ledger import Ledger
from drawn_stories import RUN, few, line, many


def ledger_of(folder, stories, *, grouped):
    path = folder / "wire.dateline"
    with Ledger.open(path) as opened:
        opened.append(stories, RUN)
        if grouped:
            group(opened)
    return path


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    """A small ledger: single events, and a line."""
    return ledger_of(tmp_path_factory.mktemp("few"), [*few(), line()], grouped=True)


@pytest.fixture(scope="session")
def ledger(path):
    with Ledger.open(path, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def full_ledger(tmp_path_factory):
    """More events than are drawn one by one."""
    with Ledger.open(ledger_of(tmp_path_factory.mktemp("many"), many(), grouped=False), read_only=True) as opened:
        yield opened


@pytest.fixture
def dateline():
    """Run the program in this process: exit code, standard output, standard error."""
    runner = CliRunner()

    def run(*arguments):
        with runner.isolation() as (out, err, _):
            code = app.run([str(argument) for argument in arguments])
        return SimpleNamespace(code=code, bytes=out.getvalue(), err=err.getvalue().decode())

    return run
