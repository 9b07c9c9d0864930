"""The analysts' kit against pandas: a series beside `read_sql` of its rows, a million figures to Parquet beside `read_sql` and `to_parquet`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from etl.catalog import Catalogue
from etl.query import Reader
from etl.query.choices import asked
from etl.query.exports import content_of, export
from etl.store import open_engine
from tests.bench import shapes
from tests.bench.made import Size, communes, indicators
from tests.bench.measure import Cost, alone, latencies, median, table

MILLION = Size("million", 120, 70)
_ALL = "SELECT * FROM current"
_LINE = _ALL + " WHERE indicator = :indicator AND measure = 'actual'"


def run(folder: Path, known: Catalogue, rounds: int, times: int) -> str:
    """Both tables; a view in codes is all that pandas reads, while the kit adds names, files and places."""
    file = folder / "million.db"
    told = shapes.build(MILLION, file, known)
    return "\n".join((told, _series(file, known, times), _files(folder, file, known, rounds)))


def _series(file: Path, known: Catalogue, times: int) -> str:
    engine = open_engine(f"sqlite:///{file}", read_only=True)
    reader, codes, areas = (
        Reader(engine, catalogue=known),
        indicators(MILLION.indicators),
        communes(MILLION.communes),
    )
    rows = []
    with engine.connect() as db:
        for name, one in (("120 months of a commune", True), ("70 communes × 120 months", False)):
            query = sa.text(_LINE + " AND area = :area" * one)

            def ours(n: int, one: bool = one) -> object:
                return reader.series(codes[n % len(codes)], areas[n % len(areas)] if one else ())

            def theirs(n: int, one: bool = one, query: sa.TextClause = query) -> object:
                chosen = {"indicator": codes[n % len(codes)]} | (
                    {"area": areas[n % len(areas)]} if one else {}
                )
                return pd.read_sql(query, db, params=chosen)

            for n in range(5):
                ours(n), theirs(n)
            kit, pandas = latencies((ours, theirs), times)
            rows.append((name, *(f"{taken:.2f}" for taken in (kit.p50, pandas.p50, kit.p50 / pandas.p50))))
    engine.dispose()
    return table(("reader.series", "p50 ms", "read_sql p50", "× pandas"), rows)


def _files(folder: Path, file: Path, known: Catalogue, rounds: int) -> str:
    def read() -> pd.DataFrame:
        with open_engine(f"sqlite:///{file}", read_only=True).connect() as db:
            return pd.read_sql(sa.text(_ALL), db)

    def kit(form: str) -> None:
        reader = Reader(open_engine(f"sqlite:///{file}", read_only=True), catalogue=known).at()
        with reader.answering(asked(known)) as answer, (folder / f"kit.{form}").open("wb") as out:
            export(content_of(reader, answer, "as-reported"), form, out)

    ways = {
        "pandas read_sql + to_parquet": lambda: read().to_parquet(folder / "pandas.parquet"),
        "Chỉ Tiêu → Parquet": lambda: kit("parquet"),
        "pandas read_sql + to_csv": lambda: read().to_csv(folder / "pandas.csv"),
        "Chỉ Tiêu → CSV": lambda: kit("csv"),
    }
    taken: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            taken[name].append(alone(work))
    cost = {name: median(costs) for name, costs in taken.items()}
    rows = []
    for pair in zip(*[iter(cost)] * 2, strict=True):
        for name in pair:
            one = cost[name]
            rows.append(
                (
                    name,
                    f"{one.wall:.2f}",
                    f"{one.cpu:.2f}",
                    f"{one.wall / cost[pair[0]].wall:.2f}",
                    f"{one.megabytes:.0f}",
                )
            )
    return table((f"{MILLION.figures:,} figures", "s", "CPU s", "× pandas", "peak MB"), rows)
