"""Reading what is published: series, tables, sources; nothing here can write."""

from etl.query.nouns import Key, Line, Noticed, Point, ReportLine, Source, Vintage
from etl.query.reader import AsOf, Reader, open_reader

__all__ = [
    "AsOf",
    "Key",
    "Line",
    "Noticed",
    "Point",
    "Reader",
    "ReportLine",
    "Source",
    "Vintage",
    "open_reader",
]
