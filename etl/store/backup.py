"""Backup and restore: one zip with the whole store as a SQLite database and its hash, from and into either database."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from etl.model import DamagedStore, StoreNotEmpty
from etl.store.audit import now, record
from etl.store.bulk import CHUNK, insert_batches
from etl.store.check import problems
from etl.store.engine import open_engine, snapshot, writing
from etl.store.schema import META, create, drop
from etl.store.seals import store_hash
from etl.store.tables import HEAD, SUBMISSION
from etl.store.writable import UNAVAILABLE, note

_STORE, _MANIFEST = "chitieu.db", "manifest.json"


def backup(engine: sa.Engine, target: Path, by: str = "chitieu") -> str:
    """Write the store as it is at this moment, whoever reads or writes meanwhile; returns its content hash.

    The audit chain tells of it first, in the copy too; a store that takes no writing is copied without that line.
    """
    with suppress(*UNAVAILABLE):
        note(engine, by, "backup", file=target.name)
    with TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / _STORE
        _copy_out(engine, copy)
        with _opened(copy) as made, made.connect() as tx:
            told = {"content": store_hash(tx), "sha256": "", "taken_at": now()}
        told["sha256"] = _sha256(copy)
        packed = Path(folder) / "packed"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.write(copy, _STORE)
            archive.writestr(_MANIFEST, json.dumps(told))
        packed.replace(target)
    return told["content"]


def restore(engine: sa.Engine, source: Path, *, replace: bool = False, by: str = "chitieu") -> str:
    """Put a backup in the store's place, all or nothing, once it has proved whole; returns its content hash.

    What is restored tells of it in its own chain, and where the chain it took the place of had ended. DamagedStore where the backup is not what was written; StoreNotEmpty where it holds something and `replace` is not said.
    """
    with TemporaryDirectory() as folder:
        copy, content = _unpacked(source, Path(folder))
        with engine.connect() as tx:
            if not replace and tx.scalar(sa.select(SUBMISSION.c.id).limit(1)):
                raise StoreNotEmpty("the store is not empty", store=engine.url.database)
            before = tx.execute(sa.select(HEAD.c.rows, HEAD.c.hash)).first()
        rows, last = before or (0, "")
        with _opened(copy) as made, writing(made) as tx:
            record(tx, by, "restore", file=source.name, content=content, instead_of=rows, ended=last)
        if engine.dialect.name == "sqlite":
            _copy_file(engine, copy)
        else:
            _copy_in(engine, copy)
    return content


def _unpacked(source: Path, folder: Path) -> tuple[Path, str]:
    try:
        with zipfile.ZipFile(source) as archive:
            told: dict[str, str] = json.loads(archive.read(_MANIFEST))
            with archive.open(_STORE) as packed, (folder / _STORE).open("wb") as copy:
                shutil.copyfileobj(packed, copy)
        if _sha256(folder / _STORE) != told["sha256"]:
            raise DamagedStore("the hash differs", file=source.name, why="sha256")
    except (OSError, KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as wrong:
        raise DamagedStore(f"{source} is no whole backup", file=source.name, why=wrong) from wrong
    with _opened(folder / _STORE) as engine:
        found = next(problems(engine), "")
        with engine.connect() as tx:
            content = store_hash(tx)
    if found or content != told["content"]:
        raise DamagedStore(f"{source} is no whole store", file=source.name, why=found or "content")
    return folder / _STORE, content


@contextmanager
def _opened(file: Path) -> Iterator[sa.Engine]:
    engine = open_engine(f"sqlite:///{file}")
    try:
        yield engine
    finally:
        engine.dispose()


def _copy_out(engine: sa.Engine, copy: Path) -> None:
    if engine.dialect.name == "sqlite":
        with _driver(engine) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
        return
    with _opened(copy) as made, writing(made) as target, snapshot(engine) as tx:
        _copy_rows(tx, target)


def _copy_file(engine: sa.Engine, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as source, _driver(engine) as target:
        source.backup(target)


def _copy_in(engine: sa.Engine, copy: Path) -> None:
    with _opened(copy) as made, made.connect() as source, writing(engine) as tx:
        drop(tx)
        create(tx)
        _copy_rows(source, tx)
        for table in META.sorted_tables:
            key = table.autoincrement_column
            if key is not None and key.default is None:
                last = sa.select(sa.func.coalesce(sa.func.max(key), 0) + 1).scalar_subquery()
                sequence = sa.func.pg_get_serial_sequence(table.name, key.name)
                tx.execute(sa.select(sa.func.setval(sequence, last, False)))


def _copy_rows(source: sa.Connection, target: sa.Connection) -> None:
    for table in META.sorted_tables:
        told = source.execute(
            sa.select(table).order_by(*table.primary_key), execution_options={"yield_per": CHUNK}
        )
        insert_batches(target, table, ([tuple(row) for row in part] for part in told.partitions()))


@contextmanager
def _driver(engine: sa.Engine) -> Iterator[Any]:
    connection = engine.raw_connection()
    try:
        yield connection.driver_connection
    finally:
        connection.close()


def _sha256(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
