"""Many files into the store: read by any executor, a cluster's too; staged one by one in the order they were named."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.catalog import Catalogue
from etl.catalog import load as load_catalogue
from etl.model import Draft, UnreadableFile
from etl.pipeline import Loaded, draft_in_bulk
from etl.read import MAX_BYTES
from etl.recognise.own import apart
from etl.store import Engine, stage

_AHEAD = 32
"""Files read before their turn to be staged; bounds what waits in memory."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in; `reason` and `facts` make its UnreadableFile again."""

    file: str
    reason: str
    facts: dict[str, object]

    @property
    def why(self) -> UnreadableFile:
        """The error as it was raised, perhaps on another machine."""
        return UnreadableFile(self.reason, **self.facts)


def load_all(
    engine: Engine, paths: Iterable[Path], catalogue: Catalogue, by: str, executor: Executor | None = None
) -> Iterator[Loaded | Refused]:
    """Load files in order; reading runs ahead on the executor, so that the store is the same whoever reads."""
    waiting: deque[tuple[str, bytes, Future[Draft | Refused]]] = deque()
    with TemporaryDirectory() as folder:
        for path in chain.from_iterable(_parts(path, Path(folder)) for path in paths):
            content = _content(path)
            waiting.append((path.name, content, _submit(executor, path, content, catalogue)))
            if len(waiting) > _AHEAD or executor is None:
                yield _stage(engine, *waiting.popleft(), by, catalogue)
        while waiting:
            yield _stage(engine, *waiting.popleft(), by, catalogue)


def _parts(path: Path, folder: Path) -> Iterator[Path]:
    """A file; of an export that mixes illustrative figures with real ones two, since a report is one or the other."""
    told = apart(_content(path)) if path.suffix.lower() == ".csv" else {}
    for is_illustrative, content in told.items():
        part = folder / f"{path.stem}.{'minh-hoa' if is_illustrative else 'thuc'}{path.suffix}"
        part.write_bytes(content)
        yield part
    if not told:
        yield path


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() and path.stat().st_size <= MAX_BYTES else b""


def _submit(
    executor: Executor | None, path: Path, content: bytes, catalogue: Catalogue
) -> Future[Draft | Refused]:
    if executor is not None and content:
        return executor.submit(read_content, path.name, content, catalogue.home)
    here: Future[Draft | Refused] = Future()
    here.set_result(_read(path, catalogue))
    return here


def _stage(
    engine: Engine, file: str, content: bytes, read: Future[Draft | Refused], by: str, catalogue: Catalogue
) -> Loaded | Refused:
    told = read.result()
    if isinstance(told, Refused):
        return told
    staged = stage(engine, told, content, by, catalogue=catalogue)
    return Loaded(file, staged.submission, staged.known_since, told)


def read_content(name: str, content: bytes, catalogue: Path) -> Draft | Refused:
    """What a file of these bytes says; runs in another process or on another machine, which need not see the file."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        return _read(file, load_catalogue(catalogue))


def _read(path: Path, catalogue: Catalogue) -> Draft | Refused:
    try:
        return draft_in_bulk(path, catalogue)
    except UnreadableFile as wrong:
        return Refused(path.name, wrong.reason, wrong.facts)
