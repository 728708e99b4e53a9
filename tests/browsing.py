"""What drives a browser over pages: a server on this machine, a watch over what pages do, and axe."""

import contextlib
import shutil
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: What axe calls grave enough to shut somebody out.
GRAVE = {"serious", "critical"}


@contextlib.contextmanager
def serving(app) -> Iterator[str]:
    """The application on a free port of this machine; its address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 20
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        assert server.started, "the server did not start"
        try:
            yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)


def watch(page: Page) -> tuple[list[str], list[str]]:
    """Lists that fill with the errors of the page and with all addresses that it asks."""
    errors: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    return errors, asked


def grave_faults(page: Page) -> list[str]:
    """What axe finds on the page that shuts somebody out, a line a fault."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['target']} {node['html'][:120]}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
