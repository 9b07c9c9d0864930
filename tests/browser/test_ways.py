"""Ways through the dashboard: by keyboard, by Back and Forward, by deep links, and two visitors at once."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Opens

POVERTY, FOREST = "/chi-tieu?indicator=poverty_rate", "/chi-tieu?indicator=forest_new"


def test_back_and_forward_restore_the_view(visit: Opens) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go("/")
    page.locator(".side a", has_text="Chỉ tiêu").click()
    page.wait_for_selector("#indicator-choose")
    page.locator("#indicator-choose").select_option(label="Tỷ lệ hộ nghèo")
    page.wait_for_url(re.compile("poverty_rate"))
    expect(page.locator("#indicator-course h2")).to_contain_text("nghèo")
    page.go_back()
    expect(page.locator("#indicator-course h2")).not_to_contain_text("nghèo")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Tổng quan")
    page.go_forward()
    page.go_forward()
    expect(page.locator("#indicator-course h2")).to_contain_text("nghèo")


def test_a_deep_link_shows_what_its_sender_saw(visit: Opens) -> None:
    visitor = visit()
    visitor.go(f"{FOREST}&show=discrete&lang=en")
    assert visitor.page.locator(".chip.on").first.inner_text() == "By month"
    told = visitor.page.locator("#indicator-course h2").inner_text()
    other = visit()
    other.go(visitor.page.url.removeprefix(other.home))
    assert other.page.locator("#indicator-course h2").inner_text() == told


def test_links_between_pages_keep_the_filters(visit: Opens) -> None:
    visitor = visit()
    visitor.go(f"{POVERTY}&lang=en&boundaries=today")
    visitor.page.locator(".side a", has_text="Communes").click()
    visitor.page.wait_for_url(re.compile("/xa"))
    assert {"indicator=poverty_rate", "lang=en", "boundaries=today"} <= set(
        visitor.page.url.partition("?")[2].split("&")
    )


def test_two_visitors_do_not_disturb_each_other(visit: Opens) -> None:
    one, other = visit(), visit(scheme="dark")
    one.go(POVERTY)
    other.go(f"{FOREST}&lang=en")
    one.page.locator("[data-act=scheme]").click()
    one.page.reload()
    one.settle()
    assert "nghèo" in one.page.locator("#indicator-course h2").inner_text()
    assert "forest" in other.page.locator("#indicator-course h2").inner_text().lower()
    assert other.page.evaluate("document.documentElement.dataset.scheme") is None
    assert other.page.evaluate("document.documentElement.lang") == "en"


def test_the_last_choice_wins_whatever_comes_back_first(visit: Opens) -> None:
    """The answer to an earlier choice that arrives late never covers the later one."""
    visitor = visit()
    visitor.go(POVERTY)
    late: list[str] = []

    def hold(route: object) -> None:
        body = route.request.post_data or ""  # type: ignore[attr-defined]
        if "forest_new" in body and not late:
            late.append(body)
            visitor.page.wait_for_timeout(1500)
        route.continue_()  # type: ignore[attr-defined]

    visitor.page.route("**/_dash-update-component*", hold)
    for one in ("forest_new", "planted_area"):
        visitor.page.evaluate(
            """one => { history.pushState({}, '', `/chi-tieu?indicator=${one}`);
            window.dispatchEvent(new CustomEvent('_dashprivate_pushstate')); }""",
            one,
        )
        visitor.page.wait_for_timeout(150)
    expect(visitor.page.locator("#indicator-course h2")).to_contain_text("gieo trồng")
    visitor.page.wait_for_timeout(2500)
    expect(visitor.page.locator("#indicator-course h2")).to_contain_text("gieo trồng")
    assert late


def test_the_whole_page_by_keyboard(visit: Opens) -> None:
    """Tab reaches every control in order; Enter opens menus and links; Escape closes; the skip link skips."""
    visitor = visit()
    page = visitor.page
    visitor.go(FOREST)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        if page.evaluate("document.activeElement.matches('#indicator-course summary')"):
            break
    assert "indicator-choose" in seen
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.act") == "table"
    page.keyboard.press("Enter")
    assert page.locator("#indicator-course .rows").is_visible()
    page.locator("#indicator-course .rows .figure").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/nguon"))


def test_search_by_keyboard_finds_with_and_without_marks(visit: Opens) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go("/")
    page.locator("#shell-search").fill("dong y")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/tim"))
    expect(page.locator("#search-areas")).to_contain_text("Đồng Ý")
    page.locator("#shell-search").fill("đông y")
    page.keyboard.press("Enter")
    expect(page.locator("#search-areas")).to_have_count(0)
    page.locator("#shell-search").fill("quynh son")
    page.keyboard.press("Enter")
    expect(page.locator("#search-areas")).to_contain_text("đến 31/12/2019, nay thuộc xã Bắc Quỳnh")


def test_the_menu_of_a_phone_opens_and_closes(visit: Opens) -> None:
    visitor = visit(360, 740)
    page = visitor.page
    visitor.go("/")
    button = page.locator("[data-act=menu]")
    expect(page.locator(".side")).not_to_be_visible()
    button.click()
    expect(page.locator(".side")).to_be_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    expect(page.locator(".side")).not_to_be_visible()
    button.click()
    page.locator(".side a", has_text="Nguồn").click()
    page.wait_for_url(re.compile("/nguon"))
    expect(page.locator(".side")).not_to_be_visible()


def test_a_chart_is_downloaded_as_a_picture_without_leaving_the_machine(visit: Opens) -> None:
    visitor = visit()
    visitor.go(FOREST)
    for kind in ("svg", "png"):
        visitor.page.locator("#indicator-course summary").click()
        with visitor.page.expect_download() as waiting:
            visitor.page.locator(f"#indicator-course [data-act={kind}]").click()
        assert waiting.value.suggested_filename == f"indicator-course.{kind}"
