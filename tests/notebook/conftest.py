import pytest

import dateline
from dateline.api import group
from factories import envoy_talks, make_run


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("notebook") / "talks.dateline"
    with dateline.Ledger.open(place) as opened:
        opened.append(
            [envoy_talks("a.txt", source="Nordwire"), envoy_talks("b.txt", source="Santiago Post")], make_run()
        )
        group(opened)
    return place


@pytest.fixture(scope="module")
def ledger(path):
    with dateline.Ledger.open(path, read_only=True) as opened:
        yield opened
