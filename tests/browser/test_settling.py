"""From the mark on a card to the explanation of its figure, by keyboard alone; on a phone and for a screen reader too."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from dashboard.app import create_app
from etl.model.people import Person, Role
from etl.pipeline.office import Office, open_office
from etl.query import Reader
from etl.reconcile import reconcile
from etl.store import publish
from tests.browser.conftest import Quiet, Visitor
from tests.browser.test_pages import grave, too_wide
from tests.dashboard.test_trust import CATALOGUE, NINE, YEAR
from tests.people.conftest import GOOD
from tests.store.test_store import submit


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(f"sqlite:///{tmp_path / 'chitieu.db'}")
    link = made.accounts.add(Person(0, "an", "Nguyễn Thị An", frozenset({Role.STAFF})), "test")
    made.accounts.choose_password(link, GOOD)
    texts = enumerate((NINE, YEAR))
    publish(made.engine, [submit(made.engine, tmp_path, text, f"{n}.txt") for n, text in texts], "an")
    reconcile(made.engine, CATALOGUE, "an")
    yield made
    made.close()


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    app = create_app(Reader(office.engine), CATALOGUE, office)
    server = make_server("127.0.0.1", 0, app.server, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


def tab_to(page: Page, selector: str) -> None:
    """Tab until the focus is there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_a_mark_is_followed_and_its_case_explained_by_keyboard(chromium: Browser, address: str) -> None:
    page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(60_000)
    wrong: list[str] = []
    page.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
    page.on("pageerror", lambda told: wrong.append(str(told)))
    page.goto(f"{address}/dang-nhap?tiep=/")
    page.fill("[name=ten]", "an")
    page.fill("[name=mat_khau]", GOOD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".headline .trust.open")
    tab_to(page, ".headline a.trust")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("case=1"))
    page.wait_for_selector("#sources-case form")
    tab_to(page, "#sources-case [name=tinh_trang]")
    page.keyboard.type("giải")
    tab_to(page, "#sources-case [name=phu_trach]")
    page.keyboard.type("Nguyễn")
    tab_to(page, "#sources-case [name=ghi_chu]")
    page.keyboard.type("Rà soát lại vụ mùa.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#sources-case .standing-of")).to_contain_text("Phụ trách: Nguyễn Thị An")
    expect(page.locator("#sources-case .standing-of")).to_contain_text("“Rà soát lại vụ mùa.”")
    expect(page.locator("#sources-history li")).to_have_count(2)
    page.goto(address)
    expect(page.locator(".headline .trust")).to_have_text(re.compile("đã giải thích"))
    assert wrong == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (360, 740)])
def test_marks_lists_and_forms_fit_every_screen(
    chromium: Browser, address: str, size: tuple[int, int], scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    visitor = Visitor(context.new_page(), address)
    visitor.page.set_default_timeout(60_000)
    visitor.page.goto(f"{address}/dang-nhap?tiep=/")
    visitor.page.fill("[name=ten]", "an")
    visitor.page.fill("[name=mat_khau]", GOOD)
    visitor.page.keyboard.press("Enter")
    visitor.settle()
    for path in ("/", "/chi-tieu?indicator=planted_area", "/nguon", "/nguon?case=1", "/nguon?show=cases", "/nguon?show=cases&state=fixed"):  # fmt: skip
        visitor.go(path)
        for fold in visitor.page.locator(".doubts details > summary").all():
            fold.click()
        assert too_wide(visitor) <= 0, path
        assert grave(visitor) == [], path
    context.close()
