import shutil

import pytest

from dateline.ledger import Ledger
from watched import PaperLedger, Site, World


@pytest.fixture
def site():
    site = Site()
    yield site
    site.close()


@pytest.fixture
def ledgered(tmp_path, site, empty_ledger):
    """A world with a real ledger, which costs a second."""
    world = World(folder=tmp_path, site=site)
    shutil.copy(empty_ledger, world.ledger)
    return world


@pytest.fixture
def world(tmp_path, site, monkeypatch):
    """A world whose ledger is a list: for everything that happens before the ledger."""
    world = World(folder=tmp_path, site=site)
    world.paper = PaperLedger()

    def with_paper(path, work, *_, **__):
        path.touch()
        return work(world.paper)

    monkeypatch.setattr("dateline.watch.shelving.with_ledger", with_paper)
    monkeypatch.setattr("watched.group", lambda _: None)
    return world


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "empty.dateline"
    Ledger.open(path).close()
    return path
