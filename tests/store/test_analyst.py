"""The operator's chapter gives analysts SQL: its statements run, and its role sees what is published and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from etl.store import open_engine

CHAPTER = (Path(__file__).parents[2] / "dashboard" / "help" / "operator.md").read_text("utf-8")
GRANTS, QUERY = (
    next(block for block in re.findall(r"```\n(.*?)```", CHAPTER, re.DOTALL) if block.startswith(verb))
    for verb in ("CREATE ROLE", "SELECT")
)


def test_an_analyst_sees_what_is_published_and_nothing_else(postgres: Callable[..., str]) -> None:
    engine = open_engine(postgres())
    grants = GRANTS.replace("so_lieu", str(engine.url.database))
    with engine.connect() as tx:
        for statement in grants.split(";"):
            if statement.strip():
                tx.exec_driver_sql(statement)
        tx.exec_driver_sql("SET ROLE phan_tich")
        assert tx.exec_driver_sql(QUERY).fetchall() == []
        for table in ("user_session", "observation"):
            with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), tx.begin_nested():
                tx.execute(sa.select(sa.text("1")).select_from(sa.table(table)))
    engine.dispose()
