"""A large ledger's pages are made before they are asked for."""

import time

import pytest
from starlette.testclient import TestClient

from dateline.web import create_app, warming


@pytest.fixture
def large(samples, monkeypatch):
    """The sample ledger, taken for a large one."""
    monkeypatch.setattr(warming, "LARGE", 5)
    return samples


def kept_of(asking):
    """The addresses whose answers the server keeps."""
    layer = asking.app.middleware_stack
    while layer is not None and not hasattr(layer, "_kept"):
        layer = getattr(layer, "app", None) or getattr(layer, "_app", None)
    return [address for address in layer._kept if "127.0.0.1:8642" in address]


@pytest.mark.parametrize(("host", "pages"), [("127.0.0.1:8642", len(warming.PAGES)), (None, 0)])
def test_the_pages_of_the_navigation_are_there_before_anybody_asks(large, host, pages):
    with TestClient(create_app(large, host=host), base_url="http://127.0.0.1:8642") as asking:
        asking.get("/static/page.css")
        deadline = time.monotonic() + (60 if pages else 1)
        while len(kept_of(asking)) < pages and time.monotonic() < deadline:
            time.sleep(0.1)
        assert len(kept_of(asking)) == pages


def test_a_small_ledger_is_not_asked(samples):
    with TestClient(create_app(samples, host="127.0.0.1:8642"), base_url="http://127.0.0.1:8642") as asking:
        asking.get("/static/page.css")
        time.sleep(0.5)
        assert kept_of(asking) == []
