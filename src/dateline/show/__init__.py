"""Rows, stories and reports as HTML for notebooks: what `_repr_html_` of the objects of `dateline` gives.

Takes: rows of the contract, coded stories; sentences with marks.
Gives: HTML that stands alone: escaped, with its own small style sheet, bounded in size.
Drops: rows and characters beyond the bounds, and says how many.
Reads: look.css beside it.
Never: scripts, anything from outside, colours that need to know whether the page is light or dark.
"""

from .answers import answer_html, summary
from .pieces import Column, Html, joined, page, paragraph, quiet, table
from .spans import Span, legend, marked
from .stories import coding_html

__all__ = [
    "Column",
    "Html",
    "Span",
    "answer_html",
    "coding_html",
    "joined",
    "legend",
    "marked",
    "page",
    "paragraph",
    "quiet",
    "summary",
    "table",
]
