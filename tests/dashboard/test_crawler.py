"""No number without a source: every figure of every page is a link, and the link leads to the words it was read from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from dash import dcc

from dashboard import pages
from dashboard.components.figure import value_words
from dashboard.people.policies import PAGES as POLICIES
from dashboard.state import Choice
from dashboard.strands import KINDS, month_of
from etl.catalog import load
from etl.query import Reader
from tests.conftest import view_of

FOUND = [page for page in pages.found() if page.PAGE.path not in POLICIES]
CHOICES = (
    {},
    {"lang": "en"},
    {"indicator": "poverty_rate"},
    {"indicator": "budget_expenditure", "boundaries": "today"},
)
NAMES = {
    name for known in load().indicators.values() for name in (*known.name.values(), *known.short.values())
}
MEASURED = re.compile(
    r"\d[\d.,]*\s?(?:%|ha\b|tỷ\sđồng|triệu\sđồng|tấn|tạ/ha|con\b|người\b|hộ\b|điểm phần trăm)"
)
SILENT = {"sub", "method", "badge", "report", "facts", "doubts"}
"""Places that speak of units, methods and the reports' own words, not of figures."""


def parts(
    node: Any, href: str = "", classes: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every text below a node with the link and the classes around it; a chart's points by their addresses."""
    if isinstance(node, (list, tuple)):
        for child in node:
            yield from parts(child, href, classes)
    elif isinstance(node, dcc.Graph):
        for trace in node.figure["data"]:
            of_months = (trace["meta"] + month for month in trace["x"]) if "meta" in trace else ()
            for address in trace.get("customdata", of_months):
                yield "", address, classes | {"point"}
    elif hasattr(node, "to_plotly_json"):
        name = getattr(node, "className", None) or ""
        own = getattr(node, "href", None) or href
        yield from parts(getattr(node, "children", None), own, classes | set(name.split()))
    elif node is not None:
        yield str(node), href, classes


def resolves(reader: Reader, address: str) -> bool:
    """Whether an address of the sources page finds what it names."""
    path, _, query = address.partition("?")
    choice = Choice.from_query(query)
    if path != "/nguon":
        return path.startswith("/")
    if choice.show in KINDS:
        told = reader.points(choice.indicator, [choice.area], ["actual"])
        return bool(told) and all(
            reader.source(p.observation) for p in told if month_of(p.period, choice.show) == choice.period
        )
    if choice.obs:
        return reader.source(choice.obs) is not None
    return bool(choice.leaves) and len(reader.figures(choice.leaves)) == len(choice.leaves)


@pytest.mark.parametrize("page", FOUND, ids=lambda page: page.PAGE.key)
def test_every_number_resolves_to_its_source(page: ModuleType, reader: Reader) -> None:
    checked: set[str] = set()
    for chosen in CHOICES:
        view = view_of(reader, page.PAGE.path, **chosen)
        for text, address, classes in parts(page.draw(view)):
            if "figure" in classes or "point" in classes:
                if address in checked or (not address and "point" in classes):
                    continue
                checked.add(address)
                assert resolves(reader, address), (text, address)
            elif not classes & SILENT and not address and text not in NAMES:
                assert not MEASURED.search(text), f"a number without a source: {text}"


def test_a_figure_says_what_its_source_says(reader: Reader) -> None:
    view = view_of(reader, "/chi-tieu", indicator="forest_new")
    page = next(page for page in FOUND if page.PAGE.key == "indicator")
    said = 0
    for text, address, classes in parts(page.draw(view)):
        choice = Choice.from_query(address.partition("?")[2])
        if "figure" in classes and choice.obs:
            source = reader.source(choice.obs)
            assert source is not None
            assert text in value_words(source.point, "vi")
            said += 1
    assert said > 50


@pytest.fixture(scope="module")
def kit(reader: Reader) -> dict[tuple[int, ...], set[str]]:
    """What the analysts' kit answers, by the observations an answer rests on, in the words of both languages."""
    told: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for boundaries in ("as-reported", "today"):
        for point in reader.points(sums=True, boundaries=boundaries):
            told[tuple(sorted(point.leaves))] |= {value_words(point, lang) for lang in ("vi", "en")}
    return told


def test_every_number_of_every_page_is_the_kits(reader: Reader, kit: dict[tuple[int, ...], set[str]]) -> None:
    compared = 0
    for page in FOUND:
        for chosen in CHOICES:
            view = view_of(reader, page.PAGE.path, **chosen)
            for text, address, classes in parts(page.draw(view)):
                choice = Choice.from_query(address.partition("?")[2])
                if "figure" not in classes or not choice.obs or not re.search(r"\d", text):
                    continue
                known = kit.get((choice.obs,)) or {
                    value_words(point, lang)
                    for point in reader.figures([choice.obs])
                    for lang in ("vi", "en")
                }
                assert any(text.strip() in words for words in known), (page.PAGE.key, text, known)
                compared += 1
    assert compared > 1000
