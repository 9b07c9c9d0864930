"""A page is whole: found by being there, named in the table, drawn with figures and without any."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dashboard import pages
from dashboard.text import LANGUAGES, keys
from etl.catalog import load
from etl.query import Reader
from tests.conftest import view_of

FOUND = pages.found()
ROOT = Path(__file__).parents[2]


def ids(component: Any) -> list[str]:
    """Every id below a component."""
    if isinstance(component, (list, tuple)):
        return [found for child in component for found in ids(child)]
    if not hasattr(component, "to_plotly_json"):
        return []
    own = getattr(component, "id", None)
    return ([own] if isinstance(own, str) else []) + ids(getattr(component, "children", None))


@pytest.mark.parametrize("page", FOUND, ids=lambda page: page.PAGE.key)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_is_whole(page: ModuleType, lang: str, reader: Reader, empty: Reader) -> None:
    assert page.__doc__
    assert f"{page.PAGE.key}.title" in keys()
    drawn = page.draw(view_of(reader, page.PAGE.path, lang=lang))
    assert drawn
    named = ids(drawn)
    assert len(named) == len(set(named)), "an id stands twice"
    assert [name for name in named if not name.startswith(f"{page.PAGE.key}-")] == []
    assert page.draw(view_of(empty, page.PAGE.path, lang=lang))


def test_pages_have_their_own_addresses_and_places() -> None:
    for name in ("key", "path"):
        told = [getattr(page.PAGE, name) for page in FOUND]
        assert len(told) == len(set(told))
    orders = [page.PAGE.order for page in FOUND if page.PAGE.order]
    assert len(orders) == len(set(orders))


def test_every_file_of_pages_is_a_page() -> None:
    files = {file.stem for file in (ROOT / "dashboard" / "pages").glob("*.py")} - {"__init__"}
    assert files == {page.__name__.rpartition(".")[2] for page in FOUND}


def test_every_topic_of_the_catalogue_has_a_name() -> None:
    topics = {indicator.topic for indicator in load().indicators.values()}
    assert {topic for topic in topics if f"topic.{topic}" not in keys()} == set()


def test_a_pages_name_hides_nothing_the_package_uses() -> None:
    assert [page.PAGE.key for page in pages.found()] == [page.PAGE.key for page in pages.found()]
