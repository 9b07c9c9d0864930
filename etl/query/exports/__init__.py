"""Files out: one module a format, found by its name; each writes the same rows with units, flags and sources inside."""

from __future__ import annotations

from importlib import import_module
from typing import BinaryIO, Protocol, cast

from etl.model import BadChoice
from etl.query.exports.content import Content, content_of

__all__ = ["FORMATS", "Content", "content_of", "export", "format_of"]

FORMATS = ("csv", "xlsx", "parquet", "sdmx-csv", "datapackage", "json")
"""The module etl.query.exports.<name> offers EXTENSION, MEDIA_TYPE and `write(content, out)`."""


class Format(Protocol):
    """What a module of this package offers."""

    EXTENSION: str
    MEDIA_TYPE: str

    def write(self, content: Content, out: BinaryIO) -> None:
        """Write everything of a content to a binary file."""


def format_of(name: str) -> Format:
    """A format by its name; BadChoice names those there are."""
    if name not in FORMATS:
        raise BadChoice(name, choice=name, welcome=", ".join(FORMATS))
    return cast(Format, import_module(f"etl.query.exports.{name.replace('-', '_')}"))


def export(content: Content, name: str, out: BinaryIO) -> None:
    """Write a content in a format."""
    format_of(name).write(content, out)
