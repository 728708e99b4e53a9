import pytest

from dateline.ledger import Ledger


@pytest.fixture
def path(tmp_path):
    return tmp_path / "wire.dateline"


@pytest.fixture
def ledger(path):
    with Ledger.open(path) as opened:
        yield opened
