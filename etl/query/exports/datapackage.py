"""Frictionless Data Package: a ZIP of CSV files with a description of every column; equal contents give equal bytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from etl.model import Giver, Maturity, Measure, Missing, Qualifier
from etl.query.columns import Column
from etl.query.exports.content import SOURCE_COLUMNS, Content
from etl.query.exports.csv import write_columns
from etl.query.exports.json import about
from etl.query.rows import COLUMNS
from etl.store.tables import KEY
from etl.words.messages import column_words

EXTENSION = "zip"
MEDIA_TYPE = "application/zip"
_TYPES = dict.fromkeys(("release", "report", "observation", "lacking", "expected"), "integer")
_TYPES |= {"value": "number", "is_illustrative": "boolean"}
_ENUMS = {
    "measure": Measure,
    "giver": Giver,
    "qualifier": Qualifier,
    "maturity": Maturity,
    "missing": Missing,
}
_FIRST = (1980, 1, 1, 0, 0, 0)


def write(content: Content, out: BinaryIO) -> None:
    """`datapackage.json`, `observations.csv`, `sources.csv`."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        _add(
            package,
            "datapackage.json",
            json.dumps(description(content), ensure_ascii=False, indent=1).encode(),
        )
        _add(package, "observations.csv", _csv((table.columns for table in content.tables()), COLUMNS))
        _add(package, "sources.csv", _csv([content.sources()], SOURCE_COLUMNS))


def description(content: Content) -> dict[str, Any]:
    """The package's descriptor: columns with their meaning, keys, units in use."""
    units = {
        unit: content.catalogue.units[unit].name
        for unit in sorted(content.gist.units)
        if unit in content.catalogue.units
    }
    observations = _resource("observations", COLUMNS, content.lang)
    if not content.gist.is_computed:
        observations["schema"]["primaryKey"] = list(KEY)
    return {
        "name": "chitieu",
        "title": "Chỉ Tiêu",
        "description": "\n".join(content.notes()),
        "profile": "tabular-data-package",
        **{f"x_{name}": told for name, told in about(content).items()},
        "x_units": units,
        "resources": [observations, _resource("sources", SOURCE_COLUMNS, content.lang)],
    }


def _resource(name: str, columns: Sequence[str], lang: str) -> dict[str, Any]:
    return {
        "name": name, "path": f"{name}.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {"fields": [_field(column, lang) for column in columns], "missingValues": [""]},
    }  # fmt: skip


def _field(column: str, lang: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column, "type": _TYPES.get(column, "string"), "title": column_words(column, lang),
    }  # fmt: skip
    if column == "is_illustrative":
        told |= {"trueValues": ["1"], "falseValues": ["0"]}
    if column in _ENUMS:
        told["constraints"] = {"enum": [str(one) for one in _ENUMS[column] if one]}
    return told


def _csv(tables: Iterable[Mapping[str, Column]], columns: Sequence[str]) -> bytes:
    out = io.BytesIO()
    write_columns(tables, columns, out)
    return out.getvalue()


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIRST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, content)
