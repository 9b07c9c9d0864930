"""`make pictures`: the handbook's screenshots, drawn anew from a copy of the office's store."""

from __future__ import annotations

import io
import sqlite3
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from dashboard.app import create_app
from dashboard.generated import HELP
from etl.model.people import Person, Role
from etl.pipeline.office import open_office
from etl.query import Reader, office_folder
from tests.browser.conftest import Quiet
from tests.chromium import FLAGS
from tests.upload.test_answers import MESSY

WORD = "mật khẩu dài 1"
PAGES = {
    "tong-quan": "/",
    "chi-tieu": "/chi-tieu?indicator=forest_new",
    "nong-thon-moi": "/nong-thon-moi",
}
"""Picture → the page it shows; the source of a figure and the upload desk are reached by clicking."""


def main() -> int:
    """Draw every picture; a store without figures has nothing to show."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "chitieu.db"
        with (
            closing(sqlite3.connect(office_folder() / "chitieu.db")) as own,
            closing(sqlite3.connect(file)) as copy,
        ):
            own.backup(copy)
        office = open_office(f"sqlite:///{file}")
        roles = frozenset({Role.STAFF, Role.APPROVER})
        office.accounts.choose_password(
            office.accounts.add(Person(0, "an", "Nguyễn An", roles), "pictures"), WORD
        )
        server = make_server("127.0.0.1", 0, create_app(Reader(office.engine), office.catalogue, office).server, threaded=True, request_handler=Quiet)  # fmt: skip
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            _draw(
                browser.new_page(viewport={"width": 1280, "height": 860}),
                f"http://127.0.0.1:{server.port}",
                Path(folder),
            )
            browser.close()
        server.shutdown()
        office.close()
    return 0


def _draw(page: Page, home: str, folder: Path) -> None:
    page.set_default_timeout(180_000)
    for name, path in PAGES.items():
        page.goto(home + path)
        _settle(page)
        _save(page, name)
    page.goto(home)
    page.locator(".card a.figure, .card .figure a").first.click()
    page.wait_for_selector("#sources-figure, #sources-inputs")
    _save(page, "nguon")
    _hand_in(page, home, folder / "dien-tich-cac-xa.csv")
    _save(page, "nop-bao-cao")


def _hand_in(page: Page, home: str, file: Path) -> None:
    """A commune file that has questions, up to where they are asked."""
    file.write_bytes(MESSY.encode() if isinstance(MESSY, str) else MESSY)
    page.goto(f"{home}/nop")
    page.fill("[name=ten]", "an")
    page.fill("[name=mat_khau]", WORD)
    page.keyboard.press("Enter")
    page.set_input_files("#upload-file", file)
    page.wait_for_selector(".beside")


def _settle(page: Page) -> None:
    page.wait_for_selector("#main h1")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.chart')].every(c => c.querySelector('.main-svg'))"
    )
    page.wait_for_timeout(400)


def _save(page: Page, name: str) -> None:
    """As a PNG of few colours, small enough for a repository."""
    page.wait_for_timeout(300)
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    drawn.quantize(128, dither=Image.Dither.NONE).save(HELP / f"{name}.png", optimize=True)
    sys.stdout.write(f"{name}.png: {(HELP / f'{name}.png').stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    sys.exit(main())
