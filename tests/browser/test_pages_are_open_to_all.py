"""Every page, light and dark, wide and narrow: no fault that shuts somebody out, no error, no request to another machine."""

import pytest

from browsing import grave_faults
from dateline.web.render import NAVIGATION

PATHS = tuple(path for path, _ in NAVIGATION)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_grave_fault(tab, address, path, scheme):
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    answer = tab.goto(address + path)
    assert answer is not None
    assert answer.status == 200
    assert grave_faults(tab) == []
