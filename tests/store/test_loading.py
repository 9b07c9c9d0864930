"""Many files: whoever reads them, the store is the same; a refused file stops nobody."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.commands.load import readers
from etl.pipeline import Loaded
from etl.pipeline.loading import Refused, load_all
from etl.store import open_engine, publish, store_hash
from tests.store.made import CATALOGUE


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("files")
    made = []
    for n in range(40):
        file = folder / f"{n:02d}.txt"
        text = f"Huyện Bắc Sơn, ngày {n % 28 + 1}/10/2021\nTrong 9 tháng đầu năm 2021, trồng rừng mới {100 + n},5 ha.\n"
        file.write_text("" if n == 7 else text, "utf-8")
        made.append(file)
    return [*made, folder / "missing.txt"]


def loaded(folder: Path, files: list[Path], executor: Executor | None) -> tuple[str, list[str]]:
    engine = open_engine(f"sqlite:///{folder / 'chitieu.db'}")
    done = list(load_all(engine, files, CATALOGUE, "an", executor))
    assert [one.file for one in done] == [file.name for file in files]
    publish(engine, [one.submission for one in done if isinstance(one, Loaded)], "an")
    with engine.connect() as tx:
        return store_hash(tx), [one.reason for one in done if isinstance(one, Refused)]


@contextmanager
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


@pytest.mark.parametrize(
    "who",
    [threads, lambda: readers(2, None), lambda: readers(1, "local")],
    ids=["threads", "processes", "dask"],
)
def test_whoever_reads_the_store_is_the_same(files: list[Path], tmp_path: Path, who: object) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    alone = loaded(tmp_path / "one", files, None)
    assert alone[1] == ["empty", "missing"]
    with who() as executor:  # type: ignore[operator]
        assert loaded(tmp_path / "many", files, executor) == alone
