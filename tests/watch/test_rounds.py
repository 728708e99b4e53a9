"""A round takes what is new, once, and leaves alone what wants to be left alone."""

import datetime as dt
import threading
import time

import duckdb
import pytest

from dateline.errors import LedgerError
from dateline.watch import looking
from dateline.watch.state import FeedRecord, State
from watched import CLOSE, NOON, Answer, call, entry, packed, rss

FEED = '[[feed]]\nname = "wire"\nurl = "SITE/rss"\n'
FULL = FEED + "full_text = true\n"
DAY = 86_400


def page(words):
    rest = "<p>They will meet again in Oslo in May, officials said on Monday.</p>"
    article = f"<article><h1>Envoys hold talks</h1><p>{words}</p>{rest}<p>{CLOSE}</p></article>"
    text = f"<html><head><title>Envoys</title></head><body>{article}</body></html>"
    return Answer(body=text.encode(), kind="text/html")


def test_the_entries_of_a_feed_are_stories_of_its_outlet(ledgered, site):
    site.answers["/rss"] = rss(call(1), call(2))
    ledgered.write(FEED)
    done = ledgered.round()
    assert done.stories == {"wire": 2}
    assert done.line() == "wire: 2 new stories"
    rows = ledgered.rows("SELECT source_id, source, title, published, medium FROM stories ORDER BY coding")
    assert rows[0] == ("call-1", "Nordwire", "Envoys hold talks number 1", dt.date(2021, 3, 2), "feed")
    assert ledgered.rows("SELECT count(*) FROM current_events") == [(2,)]


def test_a_name_in_feeds_toml_stands_for_the_title_of_the_feed(world, site):
    site.answers["/rss"] = rss(call(1))
    world.write(FEED + 'source = "Polar News"\n')
    world.round()
    assert [story.source for story in world.coder.coded] == ["Polar News"]


def test_nothing_is_taken_twice(world, site):
    site.answers["/rss"] = rss(call(1), call(2), call(3))
    world.write(FEED)
    world.round()
    site.answers["/rss"] = rss(call(4), call(1), call(2), call(3))
    assert world.round().stories == {"wire": 1}
    assert [story.source_id for story in world.coder.coded] == ["call-1", "call-2", "call-3", "call-4"]


def test_a_feed_that_has_not_changed_is_not_sent_again(world, site):
    site.answers["/rss"] = rss(call(1), ETag='"v1"', Last_Modified="Tue, 02 Mar 2021 11:00:00 GMT")
    world.write(FEED)
    world.round()
    assert world.round().stories == {"wire": 0}
    assert site.asked[-1][1]["If-None-Match"] == '"v1"'
    assert site.asked[-1][1]["If-Modified-Since"] == "Tue, 02 Mar 2021 11:00:00 GMT"


def test_changed_text_of_an_item_is_a_new_version(world, site):
    first = entry("Talks", "Envoys of Norway and Chile spoke by phone.", guid="a")
    second = entry("Talks", "Envoys of Norway and Chile spoke by phone for an hour.", guid="a")
    world.write(FEED)
    for feed, new in ((first, 1), (second, 1), (second, 0)):
        site.answers["/rss"] = rss(feed)
        assert world.round().stories == {"wire": new}
    assert [source_id for _, source_id in world.paper.stories] == ["a", "a"]


def test_an_item_whose_markup_or_stamp_alone_changed_is_not_coded_again(world, site):
    world.write(FEED)
    site.answers["/rss"] = rss(call(1))
    world.round()
    site.answers["/rss"] = rss(call(1, day=NOON + dt.timedelta(minutes=5)))
    assert world.round().stories == {"wire": 0}


def test_the_same_text_under_another_id_or_in_another_feed_of_the_outlet_is_not_coded_twice(world, site):
    site.answers["/rss"] = rss(call(1), call(1, guid="other-id"))
    site.answers["/asia"] = rss(call(1, guid="third-id"))
    world.write(FEED + '[[feed]]\nname = "asia"\nurl = "SITE/asia"\n')
    assert world.round().stories == {"wire": 1, "asia": 0}


def test_the_same_text_of_another_outlet_is_a_copy_that_the_ledger_counts_once(ledgered, site):
    site.answers["/rss"] = rss(call(1))
    site.answers["/other"] = rss(call(1), title="Polar News")
    ledgered.write(FEED + '[[feed]]\nname = "other"\nurl = "SITE/other"\n')
    assert ledgered.round().stories == {"wire": 1, "other": 1}
    assert ledgered.rows("SELECT count(*) FROM events_once") == [(1,)]


def test_an_item_without_an_id_has_one_all_the_same(world, site):
    world.write(FEED)
    site.answers["/rss"] = rss(call(1, guid=None), call(2, guid=None))
    world.round()
    site.answers["/rss"] = rss(call(3, guid=None), call(1, guid=None), call(2, guid=None))
    assert world.round().stories == {"wire": 1}


def test_atom_and_packed_feeds_and_odd_encodings_are_read(world, site):
    words = "Jørgen Ås of Norway spoke by phone with Chile.\n\nMore follows."
    entry = f"<id>x</id><title>Envoy Jørgen Ås</title><updated>2021-03-02T12:00:00Z</updated><content>{words}</content>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Polar</title><entry>{entry}</entry></feed>"
    site.answers["/rss"] = packed(Answer(body=atom.encode("cp1252"), kind="application/atom+xml; charset=windows-1252"))
    world.write(FEED)
    world.round()
    assert "Jørgen Ås of Norway" in world.coder.coded[0].text


BROKEN = {
    "a page": (b"<html><body><p>Please log in</p></body></html>", "is no feed"),
    "nothing": (b"", "is no feed"),
    "bytes": (bytes(range(256)) * 10, "is no feed"),
    "a bomb of entities": (b'<!DOCTYPE x [<!ENTITY a "aa">]><rss><channel/></rss>', "is no feed"),
    "JSON": (b'{"items": []}', "is no feed"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_feed_is_told_with_a_cure_and_asked_for_again_later(world, site, case):
    body, words = BROKEN[case]
    site.answers["/rss"] = Answer(body=body)
    world.write(FEED)
    assert world.round().failed == 1
    (trouble,) = world.troubles()
    assert words in trouble["what"]
    assert trouble["cure"]
    assert trouble["next_try"] == "2021-03-02T12:15:00Z"


def test_what_one_server_sends_does_not_keep_the_others_from_being_read(world, site, monkeypatch):
    real = looking.read_entries

    def read(feed, reply):
        if feed.name == "odd":
            raise LookupError("unknown encoding: klingon")
        return real(feed, reply)

    monkeypatch.setattr(looking, "read_entries", read)
    site.answers |= {
        "/odd": rss(call(1)),
        "/rss": rss(call(2)),
        "/lost": Answer(status=302, headers={"Location": "http://[x"}),
    }
    odd = "".join(f'[[feed]]\nname = "{name}"\nurl = "SITE/{name}"\n' for name in ("odd", "lost"))
    world.write(odd + FEED)
    done = world.round()
    assert (done.stories["wire"], done.failed) == (1, 2)
    assert world.troubles()[0]["what"] == "cannot be read (LookupError: unknown encoding: klingon)"


def test_broken_xml_is_read_as_far_as_it_can_be_mended(world, site):
    whole = rss(call(1), call(2)).body
    site.answers["/rss"] = Answer(body=whole[: whole.rindex(b"</description>")] + b" & \x01 <b>")
    world.write(FEED)
    assert world.round().stories["wire"] >= 1


def test_a_feed_without_entries_is_no_failure(world, site):
    site.answers["/rss"] = rss()
    world.write(FEED)
    assert (world.round().failed, world.troubles()) == (0, [])


def test_a_story_in_another_language_is_declined_and_told_once(world, site):
    words = (
        "Die Außenminister beider Länder haben am Dienstag miteinander gesprochen und wollen sich bald wieder treffen."
    )
    site.answers["/rss"] = rss(entry("Die Minister sprechen miteinander", words, guid="de-1"))
    world.write(FEED)
    assert world.round().stories == {"wire": 0}
    (trouble,) = world.troubles()
    assert 'give the feed language = "any"' in trouble["cure"]
    assert [(one.source_id, one.room) for one in world.paper.rejected] == [("de-1", "read")]
    world.round()
    assert len(world.troubles()) == 1
    world.write(FEED.replace("/rss", "/rss2") + 'language = "any"\n')
    site.answers["/rss2"] = rss(entry("Die Minister sprechen miteinander", words, guid="de-2"))
    assert world.round().stories == {"wire": 1}


def test_the_page_of_an_entry_is_its_full_text(world, site):
    site.answers["/rss"] = rss(call(1, link=f"{site.url}/a?x=1&amp;y=2"))
    site.answers["/a?x=1&y=2"] = page(
        "Envoys of Norway and Chile spoke by phone about cod, and Malta listened to both of them."
    )
    world.write(FULL)
    world.round()
    assert "Malta listened" in world.coder.coded[0].text
    story = world.coder.coded[0]
    told = (story.source_id, story.source, story.published, story.published_basis)
    assert told == ("call-1", "Nordwire", NOON.replace(tzinfo=None), "given")
    assert (story.url, story.medium) == (f"{site.url}/a?x=1&y=2", "html")
    world.round()
    assert site.paths().count("/a?x=1&y=2") == 1


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (Answer(status=404), "page: is not there (status 404)"),
        (Answer(status=403), "page: the server refuses it (status 403)"),
        (Answer(body=b"%PDF-1.7 ...", kind="application/pdf"), "its page is application/pdf"),
        (Answer(body=b"<html><body><div id=app></div></body></html>", kind="text/html"), "its page"),
        (Answer(body=b"<p>Log in to read on.</p>", kind="text/html"), "its page has only"),
    ],
    ids=["gone", "locked", "a PDF", "a shell for scripts", "a wall"],
)
def test_where_the_page_cannot_be_had_the_text_of_the_feed_is_coded_and_the_log_says_so(world, site, answer, what):
    site.answers["/rss"] = rss(call(1, link=f"{site.url}/a"))
    site.answers["/a"] = answer
    world.write(FULL)
    done = world.round()
    assert (done.stories, done.failed) == ({"wire": 1}, 0)
    assert "spoke by phone about cod quota 1" in world.coder.coded[0].text
    (trouble,) = world.troubles()
    assert trouble["what"].startswith(what)
    assert trouble["cure"].startswith("the feed's own text is coded instead")
    assert trouble["url"] == f"{site.url}/a"
    world.round()
    assert site.paths().count("/a") == 1  # it will not help to ask again


def test_a_page_that_fails_for_now_is_asked_for_in_three_rounds_and_becomes_a_version(world, site):
    site.answers["/rss"] = rss(call(1, link=f"{site.url}/a"), ETag='"v1"')
    site.answers["/a"] = Answer(status=500)
    world.write(FULL)
    world.round()
    assert len(world.coder.coded) == 1
    site.answers["/a"] = page(
        "Envoys of Norway and Chile spoke by phone about cod, and Malta listened to both of them."
    )
    assert world.round().stories == {"wire": 1}
    assert [story.source_id for story in world.coder.coded] == ["call-1", "call-1"]
    site.answers["/rss"] = rss(call(2, link=f"{site.url}/b"))
    site.answers["/b"] = Answer(status=500)
    for _ in range(5):
        world.round()
    assert site.paths().count("/b") == 3
    assert [t["attempts"] for t in world.troubles()] == [1, 1, 2, 3]


def test_a_server_that_asks_for_patience_is_asked_for_its_page_until_it_gives_it(world, site):
    site.answers["/rss"] = rss(call(1, link=f"{site.url}/a"))
    site.answers["/a"] = Answer(status=503, headers={"Retry-After": "20"})
    world.write(FULL)
    for _ in range(5):
        world.round()
        world.clock.pass_(900)
    assert site.paths().count("/a") == 5
    site.answers["/a"] = Answer(status=500)
    for _ in range(5):
        world.round()
        world.clock.pass_(900)
    assert site.paths().count("/a") == 8
    assert [t["attempts"] for t in world.troubles()] == [1] * 6 + [2, 3]


def test_a_page_that_robots_txt_keeps_to_itself_is_not_fetched(world, site):
    site.answers["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /a\n")
    site.answers["/rss"] = rss(call(1, link=f"{site.url}/a"))
    site.answers["/a"] = page("Envoys of Norway and Chile spoke by phone about cod and a good deal more than cod.")
    world.write(FULL)
    assert world.round().stories == {"wire": 1}
    assert site.paths() == ["/rss"]
    assert "robots.txt does not let programs fetch it" in world.troubles()[0]["what"]


def test_failures_are_waited_out_twice_as_long_each_time_up_to_the_cap(world, site):
    site.answers["/rss"] = Answer(status=500)
    world.write(FEED, max_wait=3600)
    waits = []
    for _ in range(5):
        world.round()
        trouble = world.troubles()[-1]
        again = dt.datetime.fromisoformat(trouble["next_try"])
        waits.append((again - world.clock.now()).total_seconds())
        assert world.round().asked == 0  # not before
        world.clock.pass_(waits[-1] + 1)
    assert waits == pytest.approx([900, 1800, 3600, 3600, 3600], abs=1)
    assert [t["attempts"] for t in world.troubles()] == [1, 2, 3, 4, 5]
    site.answers["/rss"] = rss(call(1))
    assert world.round().stories == {"wire": 1}
    with State(f"{world.ledger}.watch", memory_of=True) as state:
        assert state.ask("SELECT failures, error FROM feeds") == [(0, "")]


def test_retry_after_is_honoured_beyond_the_cap(world, site):
    site.answers["/rss"] = Answer(status=429, headers={"Retry-After": "90000"})
    world.write(FEED, max_wait=3600)
    world.round()
    assert world.troubles()[0]["next_try"] == "2021-03-03T13:00:00Z"
    world.clock.pass_(DAY)
    assert world.round().asked == 0
    world.clock.pass_(3601)
    assert world.round().asked == 1


def test_each_feed_has_an_interval_of_its_own(world, site):
    site.answers |= {"/rss": rss(call(1)), "/slow": rss(call(2))}
    world.write(FEED + 'interval = 600\n[[feed]]\nname = "slow"\nurl = "SITE/slow"\ninterval = 3600\n')
    asked = []
    for _ in range(8):
        asked.append(world.round(once=False).asked)
        world.clock.pass_(600)
    assert asked == [2, 1, 1, 1, 1, 1, 2, 1]


def test_a_feed_that_moved_for_good_is_asked_for_at_its_new_address(world, site):
    site.answers["/rss"] = Answer(status=301, headers={"Location": "/new"})
    site.answers["/new"] = rss(call(1))
    world.write(FEED)
    world.round()
    (trouble,) = world.troubles()
    assert trouble["what"] == f"has moved for good to {site.url}/new"
    world.round()
    assert site.paths() == ["/rss", "/new", "/new"]
    assert len(world.troubles()) == 1
    site.answers["/new"] = Answer(status=404)  # it has moved again: the address that the user knows is asked once more
    world.round()
    site.answers["/rss"] = rss(call(2))
    world.clock.pass_(DAY)
    assert world.round().stories == {"wire": 1}


def test_nothing_that_a_terminal_obeys_is_said(world, site):
    site.answers["/rss"] = Answer(status=301, headers={"Location": "/a\x1b[2Jb"})
    site.answers["/a%1B[2Jb"] = site.answers["/a%1B%5B2Jb"] = rss(call(1))
    world.write(FEED)
    world.round()
    assert any("has moved for good" in line for line in world.said)
    assert all(line.isprintable() for line in world.said)


def test_what_is_too_much_for_one_round_comes_in_the_next(world, site):
    site.answers["/rss"] = rss(*(call(n) for n in range(10)), ETag='"v1"')
    world.write(FEED + "max_items = 4\n")
    assert [world.round().stories["wire"] for _ in range(4)] == [4, 4, 2, 0]
    site.answers["/rss"] = rss(*(call(n) for n in range(10, 20)), ETag='"v2"')
    world.write(FEED, max_stories=6)
    assert [world.round().stories["wire"] for _ in range(3)] == [6, 4, 0]


def test_nothing_is_fetched_for_which_there_is_no_room(world, site):
    for feed in range(3):
        site.answers[f"/{feed}"] = rss(*(call(n, link=f"{site.url}/page{n}") for n in range(3 * feed, 3 * feed + 3)))
    feeds = "".join(f'[[feed]]\nname = "{n}"\nurl = "SITE/{n}"\nfull_text = true\n' for n in range(3))
    world.write(feeds, max_stories=5, delay=0)
    assert world.round(once=False).stories == {"0": 3, "1": 2, "2": 0}
    assert site.paths() == ["/0", "/page0", "/page1", "/page2", "/1", "/page3", "/page4"]
    assert world.round(once=False).stories == {"2": 3}  # it has been due all the time
    world.clock.pass_(901)
    assert sum(world.round(once=False).stories.values()) == 1
    assert sorted(path for path in site.paths() if "page" in path) == [f"/page{n}" for n in range(9)]


def test_several_hosts_are_asked_at_once_but_each_gets_one_request_at_a_time(world, site):
    def slow(request):
        time.sleep(0.02)
        body = rss(call(request.path)).body
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    site.answers |= {f"/{n}": Answer(body=slow) for n in range(6)}
    world.write("".join(f'[[feed]]\nname = "{n}"\nurl = "SITE/{n}"\n' for n in range(6)), parallel=6, delay=0)
    assert sum(world.round().stories.values()) == 6
    assert site.most_at_once == 1


def test_a_ledger_that_is_open_elsewhere_is_waited_for_and_nothing_is_lost(ledgered, site, monkeypatch):
    site.answers["/rss"] = rss(call(1))
    ledgered.write(FEED)
    ledgered.round()
    site.answers["/rss"] = rss(call(1), call(2))
    tries = []
    real = duckdb.connect

    def busy(path, **given):
        tries.append(path)
        if len(tries) <= 3:
            raise duckdb.IOException("IO Error: Could not set lock on file: Conflicting lock is held")
        return real(path, **given)

    monkeypatch.setattr("dateline.ledger.connect.duckdb.connect", busy)
    ledgered.round()
    assert ledgered.clock.waits[-3:] == [2.0, 2.0, 2.0]
    assert sum("another process has it open" in line for line in ledgered.said) == 1
    assert ledgered.rows("SELECT count(*) FROM stories") == [(2,)]


def test_a_ledger_that_stays_locked_ends_a_single_round_and_keeps_what_was_fetched(ledgered, site, monkeypatch):
    site.answers["/rss"] = rss(call(1))
    ledgered.write(FEED)

    def busy(*_, **__):
        raise duckdb.IOException("IO Error: Could not set lock on file: Conflicting lock is held")

    with monkeypatch.context() as patch:
        patch.setattr("dateline.ledger.connect.duckdb.connect", busy)
        with pytest.raises(LedgerError, match="another process has it open"):
            ledgered.round()
    assert ledgered.round().stories == {"wire": 0}  # it was fetched before ...
    assert ledgered.rows("SELECT count(*) FROM stories") == [(1,)]  # ... and is in the ledger now


def test_a_second_watch_on_a_ledger_is_refused(world, site):
    site.answers["/rss"] = rss(call(1))
    world.write(FEED)
    with world.watching(), pytest.raises(LedgerError, match="another `dateline watch` runs on this ledger"):
        world.watching()


def test_the_ledger_can_be_read_while_stories_are_fetched_and_coded(ledgered, site):
    site.answers["/rss"] = rss(call(1))
    ledgered.write(FEED)
    ledgered.round()
    site.answers["/rss"] = rss(call(2))
    seen = []
    ledgered.coder.before_code = lambda: seen.append(ledgered.rows("SELECT count(*) FROM stories"))
    ledgered.round()
    assert seen == [[(1,)]]


def test_a_ledger_that_was_deleted_is_filled_anew(world, site):
    site.answers["/rss"] = rss(call(1), ETag='"v1"')
    world.write(FEED)
    world.round()
    world.ledger.unlink()
    assert world.round().stories == {"wire": 1}
    assert any("is not there any more" in line for line in world.said)


def test_it_runs_until_it_is_stopped(world, site):
    site.answers["/rss"] = rss(call(1))
    world.write(FEED)
    stop = world.clock

    def wait(seconds, real=world.clock.wait):
        if seconds == 60 and stop.moment > NOON + dt.timedelta(minutes=45):
            stop.stopped = True
        return real(seconds)

    world.clock.wait = wait
    with world.watching() as watching:
        watching.begin()
        runner = threading.Thread(target=watching.run, args=(60.0,))
        runner.run()
    assert site.paths().count("/rss") == 4  # every 15 minutes
    assert world.said == ["2021-03-02 12:00:00Z wire: 1 new story"]


def test_what_nothing_has_shown_for_long_is_forgotten_and_what_still_stands_is_not(world, site):
    site.answers["/rss"] = rss(call(1), call(2), ETag='"v1"')
    world.write(FEED, keep_days=30)
    world.round()
    site.answers["/rss"] = rss(call(2), ETag='"v2"')
    for _ in range(5):
        world.clock.pass_(10 * DAY)
        world.round()
    with State(f"{world.ledger}.watch", memory_of=True) as state:
        assert list(state.items("wire")) == ["call-2"]
        assert state.waiting(10) == []


def test_a_link_may_be_relative_and_an_id_alone_is_no_link(world, site):
    site.answers["/rss"] = rss(call(1, link="/a"), call(2), call(3, guid=None, link="javascript:alert(1)"))
    site.answers["/a"] = page(
        "Envoys of Norway and Chile spoke by phone about cod, and Malta listened to both of them."
    )
    world.write(FULL)
    world.round()
    assert site.paths() == ["/rss", "/a"]
    assert [story.url for story in world.coder.coded] == [f"{site.url}/a", None, None]
    assert world.troubles() == []


def test_a_memory_without_the_newer_columns_is_read_on(tmp_path):
    path = str(tmp_path / "old.watch")
    with State(path) as state:
        state.keep_feed(FeedRecord(name="wire", url="u", moved_to="v", moved_private=1, stories=7))
        state.tell("ALTER TABLE feeds DROP COLUMN moved_private", [()])
        state.tell("ALTER TABLE deliveries DROP COLUMN refused", [()])
    with State(path) as state:
        assert state.feed("wire", "u") == FeedRecord(name="wire", url="u", moved_to="v", stories=7)
        assert state.ask("SELECT count(refused) FROM deliveries") == [(0,)]
