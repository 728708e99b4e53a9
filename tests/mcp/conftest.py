import datetime as dt
import shutil

import pytest

import dateline
from dateline.api import group
from dateline.mcp import make_server
from factories import envoy_talks, make_actor, make_coded, make_event, make_run, make_story


@pytest.fixture(scope="session")
def anyio_backend():
    return "asyncio"


def later_call(source_id, **given):
    """A story of another call of the same envoys."""
    day = dt.date(2022, 5, 6)
    story = make_story(["Envoys of Norway and Chile spoke by phone on Friday."], source_id=source_id, **given)
    actors = (make_actor(story, "Norway", "NOR"), make_actor(story, "Chile", "CHL"))
    call = make_event(story, "spoke by phone", mode="phone", channel="phone", day=day, actors=actors)
    return make_coded(story, [call], published=day, agency="Nordwire")


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    """A ledger of two stories of the same call, and a third of a year later; tests only read it."""
    place = tmp_path_factory.mktemp("protocol") / "talks.dateline"
    stories = [
        envoy_talks("a.txt", source="Nordwire"),
        envoy_talks("b.txt", source="Santiago Post"),
        later_call("c.txt", source="Nordwire"),
    ]
    with dateline.Ledger.open(place) as opened:
        opened.append(stories, make_run())
        group(opened)
    return place


@pytest.fixture(scope="session")
def server(path):
    return make_server(path)


@pytest.fixture
def own_path(path, tmp_path):
    """A copy for a test that writes to it."""
    return shutil.copy(path, tmp_path / "talks.dateline")
