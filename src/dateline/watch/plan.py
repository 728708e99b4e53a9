"""What feeds.toml asks for, checked."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.query import Filters
from dateline.settings import MEBIBYTE

DAY = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the program behaves towards others, and how much it takes; times in seconds, sizes in bytes after unpacking.

    user_agent: name, version and the contact of feeds.toml. delay: between two requests to one host; a longer Crawl-delay of
    its robots.txt counts instead. timeout: without a byte; total_timeout: for a whole answer. max_wait: the longest back-off.
    parallel: hosts that are asked at once. max_stories: coded in one round; the rest comes in the next. keep_days: how long
    something that is not seen any more is remembered.
    """

    user_agent: str
    contact: str
    delay: float = 2.0
    timeout: float = 20.0
    total_timeout: float = 60.0
    max_bytes: int = 5 * MEBIBYTE
    max_stories: int = 500
    max_wait: float = DAY
    parallel: int = 4
    keep_days: int = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An RSS or Atom address. source: the outlet, in place of the feed's own title. max_items: new items taken in one round."""

    name: str
    url: str
    source: str | None = None
    any_language: bool = False
    interval: float = 900.0
    full_text: bool = False
    max_items: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Files, a folder or a glob. settle: seconds for which a file has to stay as it is before it is read."""

    name: str
    path: str
    source: str | None = None
    any_language: bool = False
    settle: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Where alerts go. kind: terminal, file, webhook or mail; secrets are named by their environment variables alone."""

    name: str
    kind: str
    path: str = ""
    url: str = ""
    url_env: str = ""
    secret_env: str = ""
    host: str = ""
    port: int = 0
    security: str = "starttls"
    user: str = ""
    password_env: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that it needs."""
        return tuple(name for name in (self.url_env, self.secret_env, self.password_env) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An alert. query: events, contacts, plans, processes or offices; filters: those of that query; to: names of outputs.

    on: the day by which plans are judged: "ledger", the last day of publication that it knows, or "today".
    """

    name: str
    query: str
    filters: Filters
    to: tuple[str, ...]
    on: str = "ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPlan:
    """All of feeds.toml; path is the file as given."""

    path: str
    manners: Manners
    feeds: tuple[Feed, ...] = ()
    folders: tuple[Folder, ...] = ()
    outputs: tuple[Output, ...] = ()
    rules: tuple[Rule, ...] = ()
