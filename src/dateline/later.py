"""Packages that load what they give when it is first asked for (PEP 562): a command pays for what it uses alone."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from types import ModuleType


def later(package: str, given: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a package: it loads a name from the module beside the package's `__init__` that defines it.

    given: the names by their module, with spaces between them. Type checkers need the same as imports under TYPE_CHECKING.
    """
    sources = {name: source for source, names in given.items() for name in names.split()}

    class Package(ModuleType):
        """Some functions have the name of a module: importing the module `events` leaves `events` a function."""

        def __dir__(self) -> list[str]:
            return sorted({*super().__dir__(), *sources})

        def __setattr__(self, name: str, value: object) -> None:
            if name not in sources or not isinstance(value, ModuleType):
                super().__setattr__(name, value)

    def load(name: str) -> object:
        if name not in sources:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f".{sources[name]}", package), name)
        setattr(sys.modules[package], name, value)
        return value

    sys.modules[package].__class__ = Package
    return load
