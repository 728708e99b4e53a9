from contextlib import ExitStack

import pytest

from dateline.ledger import Ledger


@pytest.fixture
def path(tmp_path):
    return tmp_path / "wire.dateline"


@pytest.fixture
def ledger(path):
    with Ledger.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_ledger(tmp_path_factory):
    """Makes ledgers that the tests of a module only read."""
    with ExitStack() as opened:
        yield lambda: opened.enter_context(Ledger.open(tmp_path_factory.mktemp("shared") / "wire.dateline"))
