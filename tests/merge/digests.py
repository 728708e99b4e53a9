"""Digests made by hand: every field has a plain value, tests name what matters to them."""

import datetime as dt

from dateline.records import EventDigest, ProcessDigest, StoryDigest, content_id

DAY = dt.date(2019, 5, 14)


def story(source_id, body, **more):
    fields = {
        "published": DAY,
        "outlet": "Nordwire",
        "agency": "Nordwire",
        "headline": None,
        "dateline_place": "OSLO",
        "version_mark": None,
        "note": None,
        "withdrawn": False,
        "corrected": False,
        "url": None,
    }
    story_id = more.pop("story_id", content_id("st", source_id, body))
    return StoryDigest(story_id=story_id, source_id=source_id, body=body, **{**fields, **more})


def telling(source_id, sentence="", **more):
    """A told meeting of Norway and Chile on DAY, unless said otherwise."""
    fields = {
        "story_id": content_id("st", source_id),
        "story_group": content_id("sg", source_id),
        "published": DAY,
        "type": "CONSULT",
        "act": "CONSULT",
        "mode": None,
        "status": "occurred",
        "background": False,
        "channel": None,
        "first": DAY,
        "last": DAY,
        "grain": "day",
        "where_name": None,
        "where_country": None,
        "actor_ids": (),
        "recipient_ids": (),
        "actor_countries": ("CHL", "NOR"),
        "recipient_countries": (),
        "contexts": (),
        "issues": (),
        "trigger": "met",
        "confidence": 0.7,
    }
    event_id = more.pop(
        "event_id", content_id("ev", source_id, sentence, repr(sorted(more.items(), key=lambda kv: kv[0])))
    )
    return EventDigest(event_id=event_id, source_id=source_id, sentence=sentence, **{**fields, **more})


def mention(source_id, state, **more):
    """A telling of a line between Norway and Chile, published on DAY and without a day of its own, unless said otherwise.

    day: the day of the change; terms: as one text.
    """
    day, terms = more.pop("day", None), more.pop("terms", "")
    fields = {
        "story_id": content_id("st", source_id),
        "story_group": content_id("sg", source_id),
        "published": DAY,
        "kind": "line",
        "name": more.pop("name", f"{terms} line".strip()),
        "terms": tuple(sorted(terms.split())),
        "parties": ("CHL", "NOR"),
        "by": (),
        "against": (),
        "person": None,
        "first": day,
        "last": day,
        "grain": "day" if day else "unknown",
        "change": True,
        "event_group": None,
    }
    mention_id = content_id("pm", source_id, state, terms, repr(sorted(more.items(), key=lambda kv: kv[0])), day)
    return ProcessDigest(mention_id=mention_id, source_id=source_id, state=state, **{**fields, **more})
