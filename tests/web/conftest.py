"""A ledger of the sample stories, coded once, and an application over it that only reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.web import create_app
from page_stories import write_ledger

ADDRESS = "http://127.0.0.1:8642"
TOKEN = "a-token-for-tests-only"  # noqa: S105  (of tests only)


@pytest.fixture(scope="session")
def application(samples):
    app = create_app(samples, names=("testserver",))  # the name by which schemathesis calls it
    yield app
    app.state.snapshots.close()


@pytest.fixture(scope="session")
def client(application) -> TestClient:
    """Asks the application, without running its background."""
    return TestClient(application, base_url=ADDRESS)


@pytest.fixture
def own(samples, tmp_path) -> Path:
    """A copy of the ledger that a test may write to."""
    path = tmp_path / "own.dateline"
    path.write_bytes(samples.read_bytes())
    return path


@pytest.fixture
def writing(own) -> Iterator[TestClient]:
    """Asks an application over the copy, running, that writes for who has the token."""
    with TestClient(create_app(own, token=TOKEN), base_url=ADDRESS) as asking:
        yield asking


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Path:
    """A small ledger whose stories and pages are known, hostile words among them."""
    return write_ledger(tmp_path_factory.mktemp("web") / "small.dateline")


@pytest.fixture(scope="session")
def pages(small) -> Iterator[TestClient]:
    """Asks an application over the small ledger."""
    with TestClient(create_app(small), base_url="http://127.0.0.1", raise_server_exceptions=False) as asking:
        yield asking
