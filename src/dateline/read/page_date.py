"""When a page says it was published: by what is written for machines, never by a guess from its text."""

from __future__ import annotations

import datetime as dt
import re
from copy import deepcopy
from typing import Any

from htmldate import find_date
from lxml import etree
from lxml import html as lxml_html

from .published import read_published

_PUBLISHED = re.compile(
    r"(?i)publi|issued|posted|created|pub_?date|^(?:dc(?:terms)?[.:])?date$|^(?:article|display|sailthru)[._-]?date"
)
_NOT_PUBLISHED = re.compile(r"(?i)modif|updat|expir|copyright|last|event|publisher")
_NAMES = ("name", "property", "itemprop")
_LATEST = "2200-01-01"  # htmldate's own limit is today: the same page would be read differently tomorrow
_EARLIEST = "1800-01-01"
_FAULTS = (ValueError, TypeError, AttributeError, LookupError, OverflowError, etree.LxmlError)


def find_page_date(tree: Any, url: str | None, times: tuple[str, ...]) -> dt.datetime | None:  # noqa: ANN401  (lxml has no types)
    """The publication date of a page; None where only its text tells (`split` and `resolve` read that).

    In this order: `meta` elements whose name says published (or issued, posted, created, date), JSON-LD `datePublished`,
    a full date in the address, and a `time` element between headline and first paragraph. Never: modification dates,
    copyright years, dates in advertisements, teasers or running text. htmldate knows the names and formats; it is given
    a page that has nothing else in it, because on a whole page it falls back on any number that looks like a year.
    """
    found = read_published(_by_htmldate(tree, url))
    if found is not None:
        return found
    return next((moment for moment in map(read_published, times) if moment is not None), None)


def _by_htmldate(tree: Any, url: str | None) -> str | None:  # noqa: ANN401  (lxml has no types)
    page = lxml_html.Element("html")
    head = etree.SubElement(page, "head")
    head.extend(deepcopy(meta) for meta in tree.iter("meta") if _is_publication(meta))
    head.extend(deepcopy(script) for script in tree.iter("script") if '"datePublished"' in (script.text or ""))
    try:
        found: str | None = find_date(
            page,
            extensive_search=False,
            original_date=True,
            outputformat="%Y-%m-%dT%H:%M:%S",
            url=url,
            min_date=_EARLIEST,
            max_date=_LATEST,
            deferred_url_extractor=True,
        )
    except _FAULTS:
        return None
    return found


def _is_publication(meta: Any) -> bool:  # noqa: ANN401  (lxml has no types)
    name = next((meta.get(kind) for kind in _NAMES if meta.get(kind)), "")
    return _PUBLISHED.search(name) is not None and _NOT_PUBLISHED.search(name) is None
