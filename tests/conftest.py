"""One small store a session: the published facts and two years of made reports, in two releases; an empty one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from dashboard.state import Choice
from dashboard.view import View
from etl.catalog import load as load_catalogue
from etl.pipeline import load
from etl.query import Reader
from etl.read import READERS
from etl.store import open_engine, publish
from tests.chromium import chromium
from tests.postgres import postgres, postgres_server
from tests.sizes import IS_FULL

__all__ = ["chromium", "postgres", "postgres_server"]

# The suite tries the same cases everywhere, so that a red run can be had again; `make full` looks for new ones.
settings.register_profile("chitieu", derandomize=not IS_FULL, print_blob=True)
settings.load_profile("chitieu")

REPORTS = Path(__file__).parents[1] / "data" / "reports"


def make_store(folder: Path) -> Reader:
    """A store in `folder`: the published facts first, then the made reports of 2023 and 2024."""
    engine = open_engine(f"sqlite:///{folder / 'chitieu.db'}")
    first = sorted((REPORTS / "published").iterdir())
    later = [f for year in ("2023", "2024") for f in sorted((REPORTS / "illustrative" / year).iterdir())]
    for batch in (first, later):
        kept = [f for f in batch if f.suffix.lower() in READERS]
        publish(engine, [load(engine, file, load_catalogue(), "test").submission for file in kept], "test")
    return Reader(engine)


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return make_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(open_engine(f"sqlite:///{tmp_path_factory.mktemp('empty') / 'chitieu.db'}"))


def view_of(reader: Reader, path: str, **chosen: object) -> View:
    """What a page is drawn from."""
    return View(reader, load_catalogue(), Choice(**chosen), path)  # type: ignore[arg-type]
