"""Parquet: the tidy columns, words dictionary-coded, the value both exact and as a double; what it is stands in the schema."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from typing import Any, BinaryIO

from etl.model import ChitieuError
from etl.query.columns import Coded, Column, each
from etl.query.exports.content import Content
from etl.query.exports.json import about, jsonable
from etl.query.rows import COLUMNS, plain

EXTENSION = "parquet"
MEDIA_TYPE = "application/vnd.apache.parquet"
_INTEGERS = frozenset({"lacking", "expected", "release", "report", "observation"})


class NeedsParquet(ChitieuError):
    """The columnar writer is not installed."""

    code = "needs_parquet"


def write(content: Content, out: BinaryIO) -> None:
    """Batches of columns under one schema; a million figures never become a million rows of words."""
    pa, pq = _arrow()
    schema = _schema(pa, content)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for table in content.tables():
            told = {**table.columns, "exact": each(table.columns["value"], plain)}
            columns = [_column(pa, told[field.name], field.type) for field in schema]
            writer.write_batch(pa.record_batch(columns, schema=schema))


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as wrong:
        raise NeedsParquet("pyarrow") from wrong


def _schema(pa: Any, content: Content) -> Any:
    kinds = {"value": pa.float64(), "is_illustrative": pa.bool_()} | dict.fromkeys(_INTEGERS, pa.int64())
    words = pa.dictionary(pa.int32(), pa.string())
    fields = [(name, kinds.get(name, words)) for name in COLUMNS]
    told = about(content) | {"sources": [jsonable(source) for source in content.source_rows()]}
    return pa.schema([*fields, ("exact", pa.string())], {"chitieu": json.dumps(told, ensure_ascii=False)})


def _column(pa: Any, column: Column, kind: Any) -> Any:
    """A column as Arrow has it; few words stay few."""
    if not isinstance(column, Coded):
        words = pa.types.is_dictionary(kind)
        return _cells(pa, column, kind.value_type).dictionary_encode() if words else _cells(pa, column, kind)
    at = pa.array(column.at, pa.int32())
    if pa.types.is_dictionary(kind):
        return pa.DictionaryArray.from_arrays(at, _cells(pa, column.words, kind.value_type))
    return _cells(pa, column.words, kind).take(at)


def _cells(pa: Any, cells: Sequence[Any], kind: Any) -> Any:
    if pa.types.is_floating(kind):
        return pa.array([None if cell is None else float(cell) for cell in cells], kind)
    return pa.array(cells, kind)
