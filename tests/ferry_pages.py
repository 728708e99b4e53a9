"""A small ledger for the pages of one thing: versions of a story, claims, tenures, processes, a denial, and hostile words."""

import datetime as dt
from html.parser import HTMLParser

from dateline.grouping import group
from dateline.ledger import Ledger
from factories import (
    envoy_talks,
    make_actor,
    make_claim,
    make_coded,
    make_event,
    make_run,
    make_story,
    make_tenure,
)

DAY = dt.date(2031, 5, 6)
BODY = (
    "Ruritania's foreign minister Otto Brand telephoned his Zubrowkan colleague on Tuesday about the closed ferry.",
    "The ferry across the lagoon has been out of service since a storm tore away its landing stage in April.",
    "Shopkeepers on both banks have asked for a pontoon until the landing is repaired.",
    "Engineers of the two port authorities inspected the piles last week and found most of them sound.",
)
HOSTILE = "He said \"<script>alert('x')</script>\" & left\x07 \u202eside\u202c & <img src=x onerror=alert(1)>."


def version(*more, source_id="ferry.txt", day=DAY, **given):
    """A version of the story of the ferry: the call, who made it, and who says so."""
    masthead = {name: given.pop(name) for name in ("withdrawn", "corrected", "version", "headline") if name in given}
    story = make_story([*BODY, *more], source_id=source_id, source="Ruritel", **given)
    call = make_event(
        story,
        "telephoned",
        mode="phone",
        channel="phone",
        day=DAY,
        actors=(
            make_actor(story, "foreign minister Otto Brand", "RUR", name="Otto Brand", kind="person",
                       entity_id="person:otto-brand:RUR", office="foreign minister", role="participant"),
            make_actor(story, "Zubrowkan colleague", "ZUB", name="Zubrowka", role="participant"),
        ),
    )  # fmt: skip
    claim = make_claim(
        story, "Shopkeepers on both banks", "asked", "for a pontoon until the landing is repaired", country="RUR"
    )
    brand = make_tenure(
        story, "foreign minister Otto Brand", "Otto Brand", "foreign minister", "RUR", from_=dt.date(2029, 1, 1)
    )
    return make_coded(
        story,
        (call,),
        published=day,
        claims=(claim,),
        tenures=(brand,),
        agency="Ruritel",
        **{"headline": "The ferry", **masthead},
    )


def fill(path):
    """The ledger: two versions, the second with more, a story with hostile words, and the talks of two envoys."""
    first = version()
    second = version(
        "A timetable would follow, a spokeswoman said.",
        source_id="ferry2.txt",
        version="LEAD",
        day=DAY + dt.timedelta(1),
    )
    evil = make_story(["Otto Brand spoke in Strelsau.", HOSTILE], source_id='evil<b>&".txt', title="<b>Evil</b> & \u202ename",
                      url="javascript:alert(1)")  # fmt: skip
    spoke = make_event(evil, "spoke", actors=(make_actor(evil, "Otto Brand", "RUR", name="<i>Otto</i>"),))
    earlier = make_story(["Ada Frost was foreign minister of Ruritania until March 2027."], source_id="frost.txt")
    frost = make_tenure(earlier, "foreign minister of Ruritania", "Ada Frost", "foreign minister", "RUR",
                        from_=dt.date(2024, 2, 1), to=dt.date(2027, 3, 1))  # fmt: skip
    with Ledger.open(path) as ledger:
        ledger.append([first, second, make_coded(evil, (spoke,), published=DAY, headline="<b>Evil</b>"),
                       make_coded(earlier, published=DAY, tenures=(frost,)), envoy_talks()], make_run())  # fmt: skip
        group(ledger)
    return first, second, evil


class Copy(HTMLParser):
    """The text of all elements of one class, and the texts under each data-row in them."""

    def __init__(self, name):
        super().__init__(convert_charrefs=True)
        self.name, self.text, self.inside, self.marked, self.open = name, "", 0, {}, []
        self.tags = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        within = self.inside or self.name in (given.get("class") or "").split()
        if within and tag not in {"br", "img", "input", "meta", "link"}:
            self.inside += 1
            self.open.append((given.get("class", ""), given.get("data-row")))

    def handle_endtag(self, tag):
        if self.inside and tag not in {"br", "img", "input", "meta", "link"}:
            self.inside -= 1
            self.open.pop()

    def handle_data(self, data):
        if self.inside:
            self.text += data
            for key in dict.fromkeys(one for one in self.open if one[1]):
                self.marked[key] = self.marked.get(key, "") + data


def read_copy(html, name="copy"):
    found = Copy(name)
    found.feed(html)
    return found
