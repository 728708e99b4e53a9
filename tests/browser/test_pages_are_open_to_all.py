"""Every page, light and dark: no fault that shuts somebody out, no error, no request to another machine."""

import pytest

from browsing import grave_faults
from dateline.web.render import NAVIGATION

PATHS = (*(path for path, _ in NAVIGATION), "/search?q=Arctic", "/login", "/api/docs")
#: Pages that a link leads to: where it stands, and the link.
FOLLOWED = (
    ("/contacts?channel=phone", "a[href*='/story/']"),
    ("/contacts?channel=phone", "a[href*='/why/ev_']"),
    ("/contacts?channel=phone", "a[href*='/actor/']"),
    ("/offices", "a[href*='/office?']"),
    ("/claims", "a[href*='/why/cl_']"),
)
WRONG = ("/story/st_0", "/why/ev_0", "/contacts?contry=FIN", "/nowhere")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_grave_fault(tab, address, path, scheme):
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    answer = tab.goto(address + path)
    assert answer is not None
    assert answer.status == 200
    assert grave_faults(tab) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("start", "link"), FOLLOWED)
def test_axe_finds_none_on_the_page_of_one_thing(tab, address, start, link, scheme):
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    tab.goto(address + start)
    there = tab.locator(link).first.get_attribute("href")
    tab.goto(address + there)
    assert grave_faults(tab) == []


@pytest.mark.parametrize("path", WRONG)
def test_axe_finds_none_where_a_page_says_what_is_wrong(chromium, address, path):
    page = chromium.new_page()  # the browser writes the status of the answer into its console
    answer = page.goto(address + path)
    assert answer.status in {400, 404, 422}
    assert grave_faults(page) == []
    page.close()


@pytest.mark.parametrize("path", ["/", "/contacts", "/story", "/timeline"])
def test_nothing_is_wider_than_a_phone(tab, address, path):
    tab.set_viewport_size({"width": 390, "height": 844})
    if path == "/story":
        tab.goto(address + "/contacts?channel=phone")
        path = tab.locator("a[href*='/story/']").first.get_attribute("href")
    tab.goto(address + path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
