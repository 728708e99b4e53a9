"""A browser on the real pages: Debian's chromium, a server on this machine, and a watch over what the pages do.

Without chromium they are left out, and the last line of pytest says so; `apt-get install chromium` brings it, and `make test` does
so itself where it runs as root in continuous integration. There they are never left out.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect, sync_playwright

from browsing import CHROMIUM, serving, watch
from dateline.web import create_app

collect_ignore_glob = ["test_*.py"] if CHROMIUM is None and not os.environ.get("CI") else []
expect.set_options(timeout=30_000)  # a busy machine is slow, a wrong page stays wrong


def pytest_terminal_summary(terminalreporter):
    if collect_ignore_glob:
        terminalreporter.write_line(
            "chromium is not installed: the tests that drive the pages in a browser were left out"
        )


@pytest.fixture(scope="session")
def address(samples) -> Iterator[str]:
    """Where the pages of the sample ledger are, to be read."""
    with serving(create_app(samples)) as place:
        yield place


@pytest.fixture(scope="module")
def chromium():
    """The browser. Playwright leaves its loop running in this thread, so it ends before tests of other rooms want theirs."""
    assert CHROMIUM is not None, "chromium is not installed; apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium):
    """An empty tab that, at the end, has written no error into its console and asked no other machine."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    errors, asked = watch(page)
    yield page
    context.close()
    assert errors == []
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []
