"""dateline: news wire in, a dated, sourced ledger of diplomacy out."""

__version__ = "0.1.0"
