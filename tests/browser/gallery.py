"""Pictures of every page as people see it: desktop, phone, dark, print. `make gallery` draws them anew."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from dashboard import pages
from dashboard.app import create_app
from dashboard.people.policies import PAGES as POLICIES
from etl.query import open_reader
from tests.browser.conftest import Quiet
from tests.chromium import FLAGS

FOLDER = Path(__file__).parents[2] / "dashboard" / "help" / "gallery"
TALLEST = 1900
MODES = {
    "desktop": (1440, 900, "light", "screen"),
    "phone": (360, 740, "light", "screen"),
    "dark": (1440, 900, "dark", "screen"),
    "print": (703, 1000, "light", "print"),
}
"""Width, height, scheme, medium."""


def main() -> int:
    """Draw every page in every mode from the office's store; the folder then holds these pictures and no others."""
    server = make_server(
        "127.0.0.1", 0, create_app(open_reader()).server, threaded=True, request_handler=Quiet
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.jpg"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for mode in MODES:
            _draw(browser, f"http://127.0.0.1:{server.port}", mode)
        browser.close()
    server.shutdown()
    total = sum(file.stat().st_size for file in FOLDER.glob("*.jpg"))
    sys.stdout.write(f"{FOLDER}: {total / 1e6:.1f} MB\n")
    return 0


def _draw(browser: Browser, home: str, mode: str) -> None:
    width, height, scheme, medium = MODES[mode]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page.set_default_timeout(60_000)
    page.emulate_media(media=medium)  # type: ignore[arg-type]
    for module in pages.found():
        told = module.PAGE
        if told.path in POLICIES:
            continue
        page.goto(home + told.path + ("?q=dong" if told.key == "search" else ""))
        page.wait_for_selector("#main h1")
        page.wait_for_function(
            "() => [...document.querySelectorAll('.chart')].every(c => c.querySelector('.main-svg'))"
        )
        if medium == "print":
            page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.wait_for_timeout(400)
        tall = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
        clip = {"x": 0, "y": 0, "width": width, "height": tall}
        page.screenshot(
            path=FOLDER / f"{told.key}-{mode}.jpg", type="jpeg", quality=60, full_page=True, clip=clip
        )  # type: ignore[arg-type]
    page.close()


if __name__ == "__main__":
    sys.exit(main())
