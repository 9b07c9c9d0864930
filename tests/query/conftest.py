"""A store on each database."""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.store import Engine, open_engine


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An empty store."""
    if request.param == "sqlite":
        return open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    fresh: Callable[[], str] = request.getfixturevalue("postgres")
    return open_engine(fresh())
