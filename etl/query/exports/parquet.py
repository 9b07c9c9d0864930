"""Parquet: the tidy columns, words dictionary-coded, the value both exact and as a double; what it is stands in the schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import import_module
from typing import Any, BinaryIO

from etl.model import ChitieuError
from etl.query.exports.content import Content
from etl.query.exports.json import about, jsonable
from etl.query.rows import COLUMNS, Cell

EXTENSION = "parquet"
MEDIA_TYPE = "application/vnd.apache.parquet"
_BATCH = 65_536
_INTEGERS = frozenset({"lacking", "expected", "release", "report", "observation"})


class NeedsParquet(ChitieuError):
    """The columnar writer is not installed."""

    code = "needs_parquet"


def write(content: Content, out: BinaryIO) -> None:
    """Batches of columns under one schema; a million figures never become a million rows of words."""
    pa, pq = _arrow()
    schema, told = _schema(pa, content), content.tellers()
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for start in range(0, len(content.points), _BATCH):
            batch = content.points[start : start + _BATCH]
            columns = [_column(pa, map(told[name], batch), schema.field(name).type) for name in COLUMNS]
            exact = pa.array(["" if point.value is None else f"{point.value:f}" for point in batch])
            writer.write_batch(pa.record_batch([*columns, exact], schema=schema))


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as wrong:
        raise NeedsParquet("pyarrow") from wrong


def _schema(pa: Any, content: Content) -> Any:
    kinds = {"value": pa.float64(), "is_illustrative": pa.bool_()} | dict.fromkeys(_INTEGERS, pa.int64())
    words = pa.dictionary(pa.int32(), pa.string())
    fields = [(name, kinds.get(name, words)) for name in COLUMNS]
    told = about(content) | {"sources": [jsonable(source) for source in content.sources()]}
    return pa.schema([*fields, ("exact", pa.string())], {"chitieu": json.dumps(told, ensure_ascii=False)})


def _column(pa: Any, cells: Iterable[Cell], kind: Any) -> Any:
    if pa.types.is_floating(kind):
        return pa.array([None if cell is None else float(cell) for cell in cells], kind)
    if not pa.types.is_dictionary(kind):
        return pa.array(list(cells), kind)
    told = list(cells)
    words = {word: at for at, word in enumerate(dict.fromkeys(told))}
    indices = pa.array([words[word] for word in told], pa.int32())
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(words), pa.string()))
