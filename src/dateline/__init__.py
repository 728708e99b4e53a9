"""dateline: news wire in, a dated, sourced ledger of diplomacy out.

>>> import dateline
>>> coding = dateline.code("GENEVA, March 3 -- Envoys of Norway and Chile met in Geneva on Tuesday.")
>>> [event.type for event in coding.events]
['CONSULT']
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Coding, Records, classify, code, read
    from .ledger_api import Ledger

__version__ = "0.1.0"
__all__ = ["Coding", "Ledger", "Records", "__version__", "classify", "code", "read"]


def __getattr__(name: str) -> object:
    """The Python interface, loaded when first asked for: the command line's `--help` must not pay for it."""
    if name in __all__:
        module = importlib.import_module(".ledger_api" if name == "Ledger" else ".api", __name__)
        return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__


class _Package(ModuleType):
    """The package. Importing the room `dateline.read` puts it where the function `read` is expected: it becomes both."""

    def __setattr__(self, name: str, value: object) -> None:
        if name == "read" and type(value) is ModuleType:
            value.__class__ = _ReadRoom
        super().__setattr__(name, value)


class _ReadRoom(ModuleType):
    """The room `dateline.read`, which can be called like `dateline.api.read`."""

    def __call__(self, *paths: Any, **options: Any) -> object:  # noqa: ANN401  (those of the function)
        return importlib.import_module(".api", __package__).read(*paths, **options)


sys.modules[__name__].__class__ = _Package
