"""A dashboard on the small store, a Chromium, and visitors who notice everything that should not happen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request
from werkzeug.serving import WSGIRequestHandler, make_server

from dashboard.app import create_app
from etl.query import Reader


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log_request(self, *_: object) -> None:
        return


@dataclass
class Visitor:
    """A page and what went wrong on it: console errors, failures, requests that leave the machine."""

    page: Page
    home: str
    wrong: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Open an address and wait until the page, its charts included, stands."""
        self.page.goto(self.home + address)
        self.settle()

    def settle(self) -> None:
        """Wait until what is asked for is drawn."""
        self.page.wait_for_selector("#main h1")
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.chart')].every(c => c.querySelector('.main-svg'))"
        )

    def note_request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.wrong.append(f"left the machine: {request.url}")


@pytest.fixture(scope="session")
def home(reader: Reader) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(reader).server, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


Opens = Callable[..., Visitor]


@pytest.fixture
def visit(chromium: Browser, home: str) -> Iterator[Opens]:
    """Opens visitors, each with cookies of their own; at the end none of them may have met anything wrong."""
    opened: list[tuple[BrowserContext, Visitor]] = []

    def open_one(width: int = 1440, height: int = 900, scheme: str = "light") -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        visitor = Visitor(context.new_page(), home)
        visitor.page.set_default_timeout(60_000)
        visitor.page.on(
            "console",
            lambda told: visitor.wrong.append(told.text) if told.type in ("error", "warning") else None,
        )
        visitor.page.on("pageerror", lambda wrong: visitor.wrong.append(str(wrong)))
        visitor.page.on("request", visitor.note_request)
        opened.append((context, visitor))
        return visitor

    yield open_one
    wrong = [told for _, visitor in opened for told in visitor.wrong]
    for context, _ in opened:
        context.close()
    assert wrong == []
