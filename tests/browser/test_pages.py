"""Every page, both languages, desktop and phone, light and dark: nothing wrong, nothing wider than the screen, axe content."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from dashboard import pages
from dashboard.people.policies import PAGES as POLICIES
from tests.browser.conftest import Opens, Visitor

PATHS = [page.PAGE.path for page in pages.found() if page.PAGE.path not in POLICIES]
"""Pages anyone may open; those of the desk are proved with the desk."""
EXTRA = ["/chi-tieu?indicator=poverty_rate", "/tim?q=dong", "/khong-co"]
SIZES = {"desktop": (1440, 900), "phone": (360, 740)}
GRAVE = ("serious", "critical")


def too_wide(visitor: Visitor) -> int:
    """By how much the page is wider than the window."""
    return int(
        visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def grave(visitor: Visitor) -> list[str]:
    """What axe holds to be serious or critical, and where."""
    found = Axe().run(visitor.page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in GRAVE]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page(visit: Opens, lang: str, size: str, scheme: str) -> None:
    visitor = visit(*SIZES[size], scheme)
    for path in [*PATHS, *EXTRA]:
        visitor.go(path + ("&" if "?" in path else "?") + f"lang={lang}")
        assert too_wide(visitor) <= 0, path
        assert grave(visitor) == [], path
        assert visitor.page.evaluate("document.documentElement.lang") == lang
        assert visitor.page.title()


CUT = """() => [...document.querySelectorAll('.chart .main-svg')].flatMap(svg => {
  const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(text => {
    const own = text.getBoundingClientRect();
    return box.width && own.width && (own.left < box.left - 2 || own.right > box.right + 2);
  }).map(text => text.textContent);
})"""
"""Words of charts that reach over the edge of their chart."""
SIDEWAYS = "() => [...document.querySelectorAll('#main .scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText.slice(0, 80))"


def test_on_a_phone_no_table_scrolls_sideways_and_no_name_in_a_chart_is_cut(visit: Opens) -> None:
    visitor = visit(*SIZES["phone"], "light")
    for path in [*PATHS, *EXTRA]:
        visitor.go(path)
        visitor.page.evaluate(
            "document.querySelectorAll('#main [hidden]').forEach(one => one.hidden = false)"
        )
        visitor.page.evaluate("document.querySelectorAll('details.fold').forEach(one => one.open = true)")
        assert visitor.page.evaluate(SIDEWAYS) == [], path
        assert visitor.page.evaluate(CUT) == [], path


def test_a_figure_opens_the_words_it_was_read_from(visit: Opens) -> None:
    visitor = visit()
    visitor.go("/")
    visitor.page.locator(".headline .figure.big").first.click()
    visitor.page.wait_for_selector("#sources-figure mark, #sources-inputs")
    assert "/nguon" in visitor.page.url


def test_the_dark_scheme_repaints_charts_and_print_is_light(visit: Opens) -> None:
    visitor = visit(scheme="dark")
    visitor.go("/chi-tieu?indicator=forest_new")
    ink = "getComputedStyle(document.querySelector('.chart .xtick text')).fill"
    dark = visitor.page.evaluate(ink)
    visitor.page.emulate_media(media="print")
    assert visitor.page.evaluate(ink) != dark
    visitor.page.emulate_media(media="screen")
    visitor.page.locator("[data-act=scheme]").click()
    light = visitor.page.evaluate(ink)
    assert light != dark
    visitor.page.reload()
    visitor.settle()
    assert visitor.page.evaluate(ink) == light, "the choice is kept"


@pytest.mark.parametrize("path", PATHS)
def test_a_page_prints_on_a4(visit: Opens, path: str) -> None:
    visitor = visit()
    visitor.go(path)
    visitor.page.emulate_media(media="print")
    visitor.page.set_viewport_size({"width": 703, "height": 1000})
    visitor.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    visitor.page.wait_for_timeout(600)
    assert too_wide(visitor) <= 0
    assert visitor.page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
    assert not visitor.page.locator(".side").is_visible()
