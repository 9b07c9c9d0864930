"""Reading what is published: series, tables, sources; nothing here can write."""

from etl.query.points import Point, ReportLine, Source
from etl.query.reader import Reader, open_reader

__all__ = ["Point", "Reader", "ReportLine", "Source", "open_reader"]
