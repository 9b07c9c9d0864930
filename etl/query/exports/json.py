"""JSON: what it is, the figures, their sources; decimals as text, so that no digit is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import BinaryIO

from etl.query.exports.content import Content
from etl.query.rows import COLUMNS, Cell

EXTENSION = "json"
MEDIA_TYPE = "application/json"


def write(content: Content, out: BinaryIO) -> None:
    """One object: `about`, `observations`, `sources`."""
    told = {
        "about": about(content),
        "observations": [jsonable({name: row[name] for name in COLUMNS}) for row in content.rows()],
        "sources": [jsonable(source) for source in content.source_rows()],
    }
    out.write(json.dumps(told, ensure_ascii=False, indent=1).encode())


def about(content: Content) -> dict[str, object]:
    """Release, boundaries, notes, and whether anything in it is illustrative."""
    return {
        "release": content.release,
        "released_at": content.released_at,
        "boundaries": content.boundaries,
        "is_illustrative": content.gist.is_illustrative,
        "notes": content.notes(),
    }


def jsonable(row: Mapping[str, Cell]) -> dict[str, str | int | bool | None]:
    """A row with its decimals plainly written."""
    return {name: f"{cell:f}" if isinstance(cell, Decimal) else cell for name, cell in row.items()}
