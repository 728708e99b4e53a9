"""dateline: news wire in, a dated, sourced ledger of diplomacy out.

>>> import dateline
>>> coding = dateline.code("GENEVA, March 3 -- Envoys of Norway and Chile met in Geneva on Tuesday.")
>>> [event.type for event in coding.events]
['CONSULT']
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import Coding, Records, code, read
    from .ledger import Ledger

__version__ = "0.1.0"
__all__ = ["Coding", "Ledger", "Records", "__version__", "code", "read"]


def __getattr__(name: str) -> object:
    """The Python interface, loaded when first asked for: the command line's `--help` must not pay for it."""
    if name in __all__:
        module = importlib.import_module(".ledger" if name == "Ledger" else ".api", __name__)
        return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
