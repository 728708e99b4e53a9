"""One thing that was looked at, and what becomes of its errors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

from dateline.errors import DatelineError

#: What a broken installation raises while it is looked at: missing modules, files, models, wrong versions, wrong data.
BROKEN: tuple[type[Exception], ...] = (
    ImportError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    BufferError,
    MemoryError,
    NameError,
    ReferenceError,
    RuntimeError,
    StopIteration,
    SyntaxError,
    TypeError,
    DatelineError,
    metadata.PackageNotFoundError,
    ExceptionGroup,
)
#: Errors of libraries that are of none of these kinds, by the module that has them: looked for once something is raised, for what
#: is examined must not break the examiner.
_OF_LIBRARIES = {
    "anyio": ("BrokenResourceError", "ClosedResourceError", "EndOfStream", "WouldBlock"),
    "click": ("ClickException",),
    "duckdb": ("Error",),
    "jinja2": ("TemplateError",),
    "lxml.etree": ("LxmlError",),
    "mcp.shared.exceptions": ("MCPError",),
    "msgspec": ("MsgspecError",),
    "onnxruntime.capi.onnxruntime_pybind11_state": (
        "EPFail",
        "EngineError",
        "Fail",
        "InvalidArgument",
        "InvalidGraph",
        "InvalidProtobuf",
        "ModelLoaded",
        "NoModel",
        "NoSuchFile",
        "NotImplemented",
        "RuntimeException",
    ),
    "sqlite3": ("Error",),
    "starlette.exceptions": ("HTTPException",),
    "struct": ("error",),
    "tokenizers": ("TokenizersError",),
    "urllib3.exceptions": ("HTTPError",),
    "yaml": ("YAMLError",),
    "zipfile": ("BadZipFile",),
    "zlib": ("error",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: `detail` is what was found, `cure` what to do if it is not well."""

    name: str
    ok: bool
    detail: str
    cure: str = ""


def look(name: str, find: Callable[[], str], cure: str) -> Check:
    """The check for something that raises when it is broken."""
    try:
        return Check(name=name, ok=True, detail=find())
    except (*BROKEN, *_of_libraries()) as error:
        return Check(name=name, ok=False, detail="; ".join(dict.fromkeys(_told(error))), cure=cure)


def _of_libraries() -> Iterator[type[Exception]]:
    """The errors of the libraries that are loaded by now."""
    for module, names in _OF_LIBRARIES.items():
        for name in names:
            kind = getattr(sys.modules.get(module), name, None)
            if isinstance(kind, type) and issubclass(kind, Exception):
                yield kind


def _told(error: BaseException) -> Iterator[str]:
    """What went wrong: of a group of errors, each of them."""
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _told(one)
    else:
        yield f"{type(error).__name__}: {error}"
