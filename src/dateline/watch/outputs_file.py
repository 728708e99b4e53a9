"""[[output]] of feeds.toml: where alerts go."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .keys import Keys
from .plan import Output

_OF_KIND = {
    "terminal": (),
    "file": ("path",),
    "webhook": ("url", "url_env", "secret_env"),
    "mail": ("host", "port", "security", "user", "password_env", "from", "to"),
}
_PORTS = {"starttls": 587, "ssl": 465, "none": 25}
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")


def read_output(values: Any, where: str, path: str) -> Output:  # noqa: ANN401  (anything TOML can hold)
    """The output of a table. Raises InputError."""
    every = ("name", "kind", *(key for keys in _OF_KIND.values() for key in keys))
    kind = Keys(values, path=path, table=where, known=every).one_of("kind", tuple(_OF_KIND))
    keys = Keys(values, path=path, table=f"{where} of kind {kind}", known=("name", "kind", *_OF_KIND[kind]))
    name = keys.text("name", kind)
    if kind == "file":
        return Output(name=name, kind=kind, path=str(Path(path).parent / Path(keys.text("path")).expanduser()))
    if kind == "webhook":
        return _webhook(keys, name)
    return _mail(keys, name) if kind == "mail" else Output(name=name, kind=kind)


def _webhook(keys: Keys, name: str) -> Output:
    url, url_env = keys.text("url", ""), _variable(keys, "url_env")
    if bool(url) == bool(url_env):
        raise keys.error("url", "give either url or url_env, the environment variable that holds the address")
    if url and urlsplit(url).scheme not in {"http", "https"}:
        raise keys.error("url", f"is {url!r}; write an address that begins with https:// or http://")
    return Output(name=name, kind="webhook", url=url, url_env=url_env, secret_env=_variable(keys, "secret_env"))


def _mail(keys: Keys, name: str) -> Output:
    security = keys.one_of("security", tuple(_PORTS), "starttls")
    recipients = keys.texts("to")
    sender = keys.text("from")
    for key, address in (("from", sender), *(("to", one) for one in recipients)):
        if not _ADDRESS.fullmatch(address):
            raise keys.error(key, f"is {address!r}; write an e-mail address, as desk@example.org")
    if not recipients:
        raise keys.error("to", 'is missing; write to = ["desk@example.org"]')
    user, password_env = keys.text("user", ""), _variable(keys, "password_env")
    if bool(user) != bool(password_env):
        raise keys.error("user", "give user and password_env together, or neither of them")
    if user and security == "none":
        raise keys.error("security", "is none: a password would travel in the clear; use starttls or ssl")
    return Output(
        name=name,
        kind="mail",
        host=keys.text("host"),
        port=keys.count("port", _PORTS[security], least=1, most=65535),
        security=security,
        user=user,
        password_env=password_env,
        sender=sender,
        recipients=recipients,
    )


def _variable(keys: Keys, key: str) -> str:
    """The name of an environment variable; what looks like the secret itself is refused without being shown."""
    value = keys.text(key, "")
    if value and not _VARIABLE.fullmatch(value):
        raise keys.error(
            key, "has to be the name of an environment variable, as DATELINE_SECRET, never the secret itself"
        )
    return value
