"""Fetching is polite, bounded, and goes nowhere it must not go."""

import contextlib
import gzip
import socket
import time

import pytest

from dateline.watch import addresses, robots
from dateline.watch.fetch import Fetcher
from dateline.watch.looking import Room, look_at
from dateline.watch.plan import Feed, Manners
from dateline.watch.robots import MOST_BYTES, Robots
from dateline.watch.state import FeedRecord
from dateline.watch.trouble import NotFetchedError, StoppedError
from watched import NOON, Answer, FakeClock, Site, call, packed, rss

PLAIN = Answer(body=b"hello", kind="text/html; charset=iso-8859-2")


def fetcher(clock=None, **manners):
    given = {"user_agent": "dateline/0 (+desk@example.org)", "contact": "desk@example.org", "timeout": 0.2, **manners}
    return Fetcher(Manners(**given), clock or FakeClock())


def refused(site, path="/a", **manners):
    with pytest.raises(NotFetchedError) as caught:
        fetcher(**manners).fetch_own(site.url + path)
    return caught.value


def test_a_request_says_who_asks_and_what_it_has(site):
    site.answers["/a"] = rss(call(), ETag='"v1"')
    reply = fetcher().fetch_own(site.url + "/a")
    assert (reply.status, reply.etag, reply.private) == (200, '"v1"', True)
    again = fetcher().fetch_own(site.url + "/a", etag='"v1"', modified="Tue, 02 Mar 2021 12:00:00 GMT")
    assert (again.status, again.body) == (304, b"")
    headers = site.asked[-1][1]
    assert headers["User-Agent"] == "dateline/0 (+desk@example.org)"
    assert headers["If-None-Match"] == '"v1"'
    assert headers["If-Modified-Since"] == "Tue, 02 Mar 2021 12:00:00 GMT"
    assert headers["Accept-Encoding"] == "gzip"


def test_media_type_and_charset_come_apart(site):
    site.answers["/a"] = PLAIN
    reply = fetcher().fetch_own(site.url + "/a")
    assert (reply.media, reply.charset, reply.body) == ("text/html", "iso-8859-2", b"hello")


def test_what_is_packed_is_unpacked(site):
    site.answers["/a"] = packed(rss(call()))
    assert fetcher().fetch_own(site.url + "/a").body == rss(call()).body


def test_a_bomb_is_refused_before_it_is_unpacked(site):
    site.answers["/a"] = Answer(body=gzip.compress(b"\0" * 8_000_000), headers={"Content-Encoding": "gzip"})
    assert "unpacks to more than 200 times its size" in refused(site, max_bytes=1 << 30).what
    assert "is larger than 1.0 MiB" in refused(site, max_bytes=1 << 20).what


def test_what_is_packed_in_several_members_is_unpacked_to_its_end(site):
    packed_twice = gzip.compress(b"one ") + gzip.compress(b"two ") + gzip.compress(b"") + gzip.compress(b"three")
    site.answers["/a"] = Answer(body=packed_twice + b"\0" * 16, headers={"Content-Encoding": "gzip"})
    assert fetcher().fetch_own(site.url + "/a").body == b"one two three"


@pytest.mark.parametrize("kept", [5, 60, -1])
def test_what_was_cut_off_while_packed_is_not_taken_as_whole(site, kept):
    whole = gzip.compress(bytes(range(256))) + gzip.compress(b"the end")
    site.answers["/a"] = Answer(body=whole[:kept], headers={"Content-Encoding": "gzip"})
    assert "is cut off before the end" in refused(site).what


def test_a_bomb_in_many_members_or_of_no_gzip_is_refused(site):
    members = gzip.compress(b"\0" * 100_000) * 40
    site.answers["/a"] = Answer(body=members, headers={"Content-Encoding": "gzip"})
    assert "unpacks to more than 200 times its size" in refused(site).what
    site.answers["/a"] = Answer(body=gzip.compress(b"") * 2000, headers={"Content-Encoding": "gzip"})
    assert "is larger than" in refused(site, max_bytes=20_000).what
    site.answers["/a"] = Answer(body=b"no gzip at all", headers={"Content-Encoding": "gzip"})
    assert "is no gzip though it says so" in refused(site).what
    site.answers["/a"] = Answer(body=b"x", headers={"Content-Encoding": "br"})
    assert "is packed as br" in refused(site).what


def test_a_huge_body_is_refused_by_its_length_or_while_it_comes(site):
    site.answers["/a"] = Answer(body=b"x" * 5000)
    assert "is larger than" in refused(site, max_bytes=2000).what

    def endless(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 1000)

    site.answers["/a"] = Answer(body=endless)
    assert "is larger than" in refused(site, max_bytes=100_000).what


@pytest.mark.parametrize("length", ["\u00b2", "1" * 5000, "-1", "many"])
def test_a_length_that_is_no_number_harms_nobody(site, length):
    def odd(request):
        request.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\nhello".encode("latin-1"))
        request.close_connection = True

    site.answers["/a"] = Answer(body=odd)
    if len(length) > 100:
        assert "is larger than" in refused(site).what
    else:
        assert fetcher().fetch_own(site.url + "/a").body == b"hello"


def test_a_server_that_says_nothing_times_out(site):
    site.answers["/a"] = Answer(body=lambda _: time.sleep(0.3))
    assert refused(site, timeout=0.05).what == "no answer within 0.05 seconds"


def test_a_server_that_drips_is_left_after_the_total_time(site):
    clock = FakeClock()

    def drip(request):
        request.send_response(200)
        request.end_headers()
        for _ in range(20):
            clock.pass_(10)
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.005)

    site.answers["/a"] = Answer(body=drip)
    with pytest.raises(NotFetchedError, match="took longer than 60 seconds"):
        fetcher(clock).fetch_own(site.url + "/a")


@pytest.mark.parametrize("sent", [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_its_headers_or_a_body_without_end_is_left_after_the_total_time(site, sent):
    def drip(request):
        request.wfile.write(sent)
        with contextlib.suppress(OSError):
            for _ in range(200):
                request.wfile.write(b"H")
                time.sleep(0.01)

    site.answers["/a"] = Answer(body=drip)
    begun = time.monotonic()
    assert refused(site, total_timeout=0.1).what == "took longer than 0.1 seconds"
    assert time.monotonic() - begun < 1.5


def test_a_host_that_is_not_there_and_one_that_hangs_up_are_told_in_words(site):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotFetchedError, match="the host does not answer; check the address"):
        fetcher().fetch_own(f"http://127.0.0.1:{port}/a")
    site.answers["/a"] = Answer(body=lambda request: request.connection.shutdown(socket.SHUT_RDWR))
    assert refused(site).what == "the connection broke (ProtocolError)"


def test_redirects_are_followed_and_a_permanent_one_is_remembered(site):
    site.answers |= {
        "/old": Answer(status=301, headers={"Location": "/newer"}),
        "/newer": Answer(status=308, headers={"Location": "/new"}),
        "/now": Answer(status=302, headers={"Location": "/new"}),
        "/then": Answer(status=302, headers={"Location": "/old"}),
        "/new": PLAIN,
    }
    ask = fetcher()
    assert ask.fetch_own(site.url + "/old").moved_to == site.url + "/new"
    assert ask.fetch_own(site.url + "/now").moved_to is None
    assert ask.fetch_own(site.url + "/then").moved_to is None  # what lies behind a temporary redirect is temporary
    assert ask.fetch_own(site.url + "/new").moved_to is None


def test_a_loop_of_redirects_ends(site):
    site.answers["/a"] = Answer(status=302, headers={"Location": "/a"})
    assert refused(site).what == "is redirected more than 5 times"
    assert len(site.paths()) == 6


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)", "http://a:b@h/"]
)
def test_a_redirect_leads_only_to_web_pages(site, target):
    site.answers["/a"] = Answer(status=302, headers={"Location": target})
    error = refused(site)
    assert error.lasting
    assert "neither http nor https" in error.what or "name or a password" in error.what


def test_a_redirect_to_what_is_no_address_is_told(site):
    site.answers["/a"] = Answer(status=302, headers={"Location": "http://[x"})
    assert refused(site).what == "is redirected to 'http://[x', which is no address"


@pytest.fixture
def public_site(site, monkeypatch):
    """127.0.0.1 stands for the open internet, 127.0.0.2 for somebody's own network."""
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    own = Site("127.0.0.2")
    own.answers["/secret"] = PLAIN
    yield own
    own.close()


def test_a_public_address_does_not_lead_to_a_private_one(site, public_site):
    site.answers["/a"] = Answer(status=302, headers={"Location": f"{public_site.url}/secret"})
    assert "has the private address 127.0.0.2" in refused(site).what
    with pytest.raises(NotFetchedError, match="private address"):
        fetcher().fetch(f"{public_site.url}/secret", private=False)
    assert public_site.asked == []  # not even its robots.txt


def test_a_feed_on_ones_own_network_may_lead_there(site, public_site):
    public_site.answers["/a"] = Answer(status=302, headers={"Location": "/secret"})
    ask = fetcher()
    reply = ask.fetch_own(f"{public_site.url}/a")
    assert (reply.body, reply.private) == (b"hello", True)
    assert ask.fetch(f"{public_site.url}/secret", private=reply.private).body == b"hello"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_connection_to_a_private_address_is_cut_before_a_byte_is_sent(site, scheme):
    with pytest.raises(addresses.PrivateAddressError, match=r"has the private address 127\.0\.0\.1"):
        addresses.make_pools(5, private=False).request("GET", site.url.replace("http", scheme))
    assert site.asked == []


@pytest.mark.parametrize("private", [False, True])
def test_an_address_that_a_feed_moved_to_may_lead_where_it_was_found_and_no_further(site, public_site, private):
    public_site.answers["/rss"] = rss(call())
    record = FeedRecord(
        name="wire", url=f"{site.url}/rss", moved_to=f"{public_site.url}/rss", moved_private=int(private)
    )
    look = look_at(Feed(name="wire", url=f"{site.url}/rss"), record, {}, fetcher(), Room(9))
    if private:
        assert look.reply.private
        assert len(look.taken) == 1
    else:
        assert "has the private address 127.0.0.2" in look.error.what
        assert public_site.asked == []


def test_link_local_addresses_are_never_asked():
    class Socket:
        def getpeername(self):
            return ("169.254.169.254", 80)

        def close(self):
            pass

    with pytest.raises(addresses.PrivateAddressError):
        addresses._check(Socket(), "metadata", private=True)


def test_robots_txt_is_obeyed_and_asked_for_once(site):
    site.answers["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n", kind="text/plain")
    site.answers |= {"/a": PLAIN, "/private/b": PLAIN}
    clock = FakeClock()
    ask = fetcher(clock)
    ask.fetch_own(site.url + "/a")
    ask.fetch_own(site.url + "/a")
    with pytest.raises(NotFetchedError, match="does not let programs fetch it"):
        ask.fetch_own(site.url + "/private/b")
    assert [path for path, _, _ in site.asked] == ["/robots.txt", "/a", "/a"]
    assert clock.waits == [7.0]  # the Crawl-delay, longer than our own


def test_rules_for_this_program_count_before_those_for_all(site):
    site.answers["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nAllow: /\n")
    site.answers["/a"] = PLAIN
    assert fetcher().fetch_own(site.url + "/a").status == 200


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_without_a_robots_txt_all_is_allowed_and_with_a_broken_one_nothing(site, status, may):
    site.answers["/robots.txt"] = Answer(status=status)
    site.answers["/a"] = PLAIN
    if may:
        assert fetcher().fetch_own(site.url + "/a").status == 200
    else:
        clock = FakeClock()
        ask = fetcher(clock)
        for _ in range(3):  # it is remembered for an hour
            with pytest.raises(NotFetchedError, match=f"its robots.txt could not be had .status {status}."):
                ask.fetch_own(site.url + "/a")
            clock.pass_(1000)
        assert len(site.asked) == 1
        assert site.paths() == []


@pytest.mark.parametrize("packing", ["identity", "gzip"])
def test_of_a_long_robots_txt_the_beginning_counts(site, packing):
    rules = b"User-agent: *\nDisallow: /private\n" + b"".join(b"# %d\n" % n for n in range(120_000))
    rules = rules[: MOST_BYTES - 12] + b"\nDisallow: /a-very-long-path\n" + rules
    body = gzip.compress(rules) if packing == "gzip" else rules
    site.answers["/robots.txt"] = Answer(body=body, headers={"Content-Encoding": packing})
    site.answers |= {"/a": PLAIN, "/private/b": PLAIN}
    ask = fetcher(max_bytes=1000)
    assert ask.fetch_own(site.url + "/a").status == 200
    with pytest.raises(NotFetchedError, match="does not let programs fetch it"):
        ask.fetch_own(site.url + "/private/b")


def test_a_robots_txt_that_is_a_bomb_lets_nothing_be_fetched(site):
    site.answers["/robots.txt"] = Answer(body=gzip.compress(b"\n" * 4_000_000), headers={"Content-Encoding": "gzip"})
    assert "does not let programs fetch it" in refused(site).what
    assert site.paths() == []


def test_no_more_is_kept_of_robots_txt_than_is_needed(monkeypatch):
    now, asked = [0.0], []

    def fetch(url):
        asked.append(url)
        return 200, "# why\n\nUser-agent: *\nSitemap: http://a/map\nDisallow: /x\nCrawl-delay: nan\n"

    monkeypatch.setattr(robots, "MOST_RECORDS", 3)
    rules = Robots([], fetch, lambda: now[0])
    for host in ("a", "b", "c", "a", "d", "a", "b"):
        assert rules.check(f"http://{host}", f"http://{host}/y") == 0.0
    assert [url[7] for url in asked] == ["a", "b", "c", "d", "b"]  # the least asked for went first
    kept = rules.take_new()
    assert [one.origin for one in kept] == ["http://a", "http://d", "http://b"]
    assert kept[0].body == "User-agent: *\nDisallow: /x\nCrawl-delay: nan"
    now[0] = robots.FRESH
    assert rules.take_new() == []
    assert Robots(kept, fetch, lambda: 1.0).check("http://a", "http://a/y") == 0.0
    assert (len(rules._records), rules._size, rules._locks) == (0, 0, {})
    monkeypatch.setattr(robots, "MOST_TEXT", len(kept[0].body) * 2)
    assert len(Robots(kept, fetch, lambda: 1.0)._records) == 2


def test_a_robots_txt_is_asked_for_again_after_a_day(site):
    clock = FakeClock()
    site.answers["/a"] = PLAIN
    ask = fetcher(clock)
    ask.fetch_own(site.url + "/a")
    clock.pass_(86_401)
    ask.fetch_own(site.url + "/a")
    assert [path for path, _, _ in site.asked].count("/robots.txt") == 2


def test_there_is_a_pause_between_two_requests_to_a_host(site):
    site.answers["/a"] = PLAIN
    clock = FakeClock()
    ask = fetcher(clock, delay=3)
    for _ in range(3):
        ask.fetch_own(site.url + "/a")
    assert clock.waits == [3.0, 3.0]
    clock.pass_(60)
    ask.fetch_own(site.url + "/a")
    assert clock.waits == [3.0, 3.0]


@pytest.mark.parametrize("value", ["120", "Tue, 02 Mar 2021 12:02:00 GMT"])
def test_a_server_that_asks_for_patience_gets_it_for_all_of_its_pages(site, value):
    site.answers |= {"/a": Answer(status=503, headers={"Retry-After": value}), "/b": PLAIN}
    clock = FakeClock(NOON)
    ask = fetcher(clock)
    with pytest.raises(NotFetchedError) as caught:
        ask.fetch_own(site.url + "/a")
    assert caught.value.retry_after == 120
    with pytest.raises(NotFetchedError, match="asked to be left alone"):
        ask.fetch_own(site.url + "/b")
    assert site.paths() == ["/a"]
    clock.pass_(125)
    assert ask.fetch_own(site.url + "/b").status == 200


@pytest.mark.parametrize(
    ("status", "words"), [(404, "is not there"), (410, "is gone for good"), (401, "refuses"), (500, "failed")]
)
def test_an_error_status_is_told_in_words(site, status, words):
    site.answers["/a"] = Answer(status=status)
    assert words in refused(site).what


def test_who_is_asked_to_stop_does_not_wait_for_its_turn(site):
    site.answers["/a"] = PLAIN
    clock = FakeClock()
    clock.stopped = True
    with pytest.raises(StoppedError):
        fetcher(clock).fetch_own(site.url + "/a")
    assert site.asked == []


def test_headers_of_a_server_go_back_only_if_they_are_plain(site):
    site.answers["/a"] = rss(call(), ETag='"\u00e9"')
    assert fetcher().fetch_own(site.url + "/a").etag is None
