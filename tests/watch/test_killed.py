"""A kill at any point loses nothing and doubles nothing."""

import multiprocessing
import signal

import pytest

from watched import CLOSE, call, die_in, rss

STAGES = ("before the ledger", "after the append", "before grouping", "before the alert is sent")
TOML = """
[[feed]]
name = "wire"
url = "SITE/rss"
[[folder]]
name = "in"
path = "in"
[[output]]
name = "book"
kind = "file"
path = "alerts.jsonl"
[[alert]]
name = "calls"
channel = "phone"
"""


@pytest.fixture(scope="module")
def nursery():
    """Processes that begin with everything loaded, and no threads of ours in them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["watched"])
    return context


@pytest.mark.parametrize("stage", STAGES)
def test_a_round_that_is_killed_is_made_good_by_the_next(stage, nursery, ledgered, site):
    site.answers["/rss"] = rss(call(1), call(2, sides="Norway and Malta"), ETag='"v1"')
    (ledgered.folder / "in").mkdir()
    story = f"Envoys of Chile and Malta spoke by phone about sugar on Tuesday.\n{CLOSE}\n"
    (ledgered.folder / "in" / "c.txt").write_text(story, "utf-8")
    ledgered.write(TOML.replace('path = "in"', 'path = "in"\nsettle = 0'))
    dying = nursery.Process(target=die_in, args=(stage, str(ledgered.folder), site.url))
    dying.start()
    dying.join(60)
    assert dying.exitcode == -signal.SIGKILL
    assert not (ledgered.folder / "alerts.jsonl").exists()
    ledgered.round()
    ledgered.clock.pass_(3600)
    ledgered.round()
    assert ledgered.rows("SELECT source_id, count(*) FROM stories GROUP BY ALL ORDER BY ALL") == [
        (str(ledgered.folder / "in" / "c.txt"), 1),
        ("call-1", 1),
        ("call-2", 1),
    ]
    assert ledgered.rows("SELECT count(*) FROM current_stories ANTI JOIN story_groups USING (story_id, source_id)") == [
        (0,)
    ]
    lines = (ledgered.folder / "alerts.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 3
    assert len(set(lines)) == 3
