"""A small ledger for the pages: a call told twice, a line cut and restored, a story whose every word is hostile; and what a page is
made of."""

import datetime as dt
import re
from html.parser import HTMLParser

from dateline.grouping import group
from dateline.ledger import Ledger
from factories import (
    envoy_talks,
    make_actor,
    make_claim,
    make_coded,
    make_event,
    make_mention,
    make_run,
    make_story,
    make_tenure,
)

HOSTILE = "<script>alert('x')</script> \"quoted\" \u202egnirts\u202c & <img src=x onerror=1>"


def line_story(source_id, words, state, day, **given):
    story = make_story([words], source_id=source_id)
    trigger = words.split()[-1].rstrip(".")
    mention = make_mention(story, trigger, state, day=day)
    return make_coded(story, processes=(mention,), published=day, **given)


def hostile_story():
    story = make_story(
        [f"Minister {HOSTILE} met Chile's envoy in Oslo.", "Norway denied that they met."], source_id=f"{HOSTILE}.txt"
    )
    event = make_event(
        story,
        "met",
        channel="in_person",
        day=dt.date(2021, 3, 9),
        actors=(
            make_actor(story, HOSTILE, "NOR", kind="person", entity_id=f"person:{HOSTILE}"),
            make_actor(story, "Chile", "CHL"),
        ),
        issues=("<b>issue</b>",),
    )
    claim = make_claim(story, "Norway", "denied", "they met", country="NOR")
    tenure = make_tenure(story, "Minister", HOSTILE, "<i>minister</i>", "NOR", from_=dt.date(2021, 2, 20))
    return make_coded(
        story,
        (event,),
        claims=(claim,),
        tenures=(tenure,),
        published=dt.date(2021, 3, 10),
        headline=HOSTILE,
        agency=HOSTILE,
    )


def write_ledger(path):
    """The ledger in a file."""
    stories = [
        envoy_talks(),
        envoy_talks("copy.txt", source="Fjord Wire"),
        line_story("cut.txt", "Chile and Norway's hotline was cut.", "cut", dt.date(2021, 2, 1)),
        line_story("back.txt", "Chile and Norway's hotline was restored.", "restored", dt.date(2021, 3, 5)),
        hostile_story(),
    ]
    with Ledger.open(path) as ledger:
        ledger.append(stories, make_run())
        group(ledger)
    return path


class Page(HTMLParser):
    """What a page is made of: its links, forms, and whatever a strict policy forbids."""

    def __init__(self, text):
        super().__init__()
        self.links, self.forbidden, self.ids, self.labels, self.fields = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.forbidden += [(tag, name, value) for name, value in attrs if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.forbidden.append((tag, "inline", ""))
        for name in ("href", "src", "action"):
            if name in given:
                self.links.append((tag, given[name]))
        if tag == "label" and "for" in given:
            self.labels.append(given["for"])
        if tag in {"input", "select"} and given.get("type") not in {"hidden", "checkbox"}:
            self.fields.append(given.get("id"))


def rows(answer):
    """The rows of the table of results."""
    body = answer.text.partition('<div class="table"')[2]
    return re.findall(r"<tr>.*?</tr>", body.partition("<tbody>")[2], re.DOTALL)
