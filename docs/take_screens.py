"""Pictures of every page over the sample stories, light and dark, and of some on a phone, into docs/screens.

    python docs/take_screens.py            (or make screens; wants Debian's chromium)

docs/pages.md shows them. The pages themselves are tested in tests/browser.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from dateline import api
from dateline.doctor import sample_paths
from dateline.settings import Settings
from dateline.web import create_app

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from browsing import CHROMIUM, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parent / "screens"
#: The pages by the name of their picture: where each is, and where that is not fixed, the link that leads there.
PAGES = {
    "board": "/?as_of=2025-03-15",
    "timeline": "/timeline",
    "contacts": "/contacts",
    "events": "/events",
    "claims": "/claims",
    "plans": "/plans",
    "offices": "/offices",
    "network": "/network",
    "map": "/map",
    "disputed": "/disputed",
    "review": "/review",
    "compare": "/compare",
    "search": "/search?q=Arctic",
    "api": "/api/docs",
}
FOLLOWED = {
    "story": ("/contacts?channel=phone", "a[href*='/story/']"),
    "why": ("/contacts?channel=phone", "a[href*='/why/ev_']"),
    "actor": ("/contacts?channel=phone", "a[href*='/actor/']"),
    "office": ("/offices", "a[href*='office=foreign']"),
}
ON_A_PHONE = ("board", "contacts", "story")
MAKING = 202  # a comparison is not ready yet
WIDE, NARROW = {"width": 1200, "height": 860}, {"width": 390, "height": 844}


def main() -> None:
    """Code the sample stories, serve them, and take the pictures."""
    if CHROMIUM is None:
        sys.exit("chromium is not installed; apt-get install chromium")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "samples.dateline"
        code(ledger)
        with serving(create_app(ledger)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for scheme in ("light", "dark"):
                take(browser, address, scheme, WIDE, (*PAGES, *FOLLOWED), "")
            take(browser, address, "light", NARROW, ON_A_PHONE, "-phone")
            browser.close()


def code(ledger: Path) -> None:
    """The sample stories by their names, first by the rules alone, so that two runs can be compared."""
    paths = sample_paths()
    with contextlib.chdir(paths[0].parent):
        for settings in (Settings(rules_only=True), Settings()):
            for _ in api.code_into([path.name for path in paths], settings, ledger):
                pass


def take(browser: Browser, address: str, scheme: str, size: dict[str, int], names: tuple[str, ...], mark: str) -> None:
    """Pictures of these pages in one colour scheme and size."""
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    tab = context.new_page()
    for name in names:
        go(tab, address, name)
        tab.screenshot(path=FOLDER / f"{name}-{scheme}{mark}.png")
    context.close()


def go(tab: Page, address: str, name: str) -> None:
    """To the page of this name; OSError if it is not there."""
    path = PAGES.get(name)
    if path is None:
        start, link = FOLLOWED[name]
        tab.goto(address + start)
        path = tab.locator(link).first.get_attribute("href")
    answer = tab.goto(f"{address}{path}")
    while answer and answer.status == MAKING:
        tab.wait_for_timeout(1000)
        answer = tab.goto(f"{address}{path}")
    if answer is None or not answer.ok:
        raise OSError(f"{path}: {answer.status if answer else 'no answer'}")


if __name__ == "__main__":
    main()
