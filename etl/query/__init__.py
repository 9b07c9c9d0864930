"""Reading what is published: series, tables, sources; nothing here can write."""

from etl.query.nouns import Change, Key, Line, Noticed, Point, Refusal, ReportLine, Source, Vintage
from etl.query.reader import AsOf, Reader, open_reader

__all__ = [
    "AsOf",
    "Change",
    "Key",
    "Line",
    "Noticed",
    "Point",
    "Reader",
    "Refusal",
    "ReportLine",
    "Source",
    "Vintage",
    "open_reader",
]
