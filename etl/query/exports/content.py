"""What goes into a file: points, the reports they were read from, and what a reader must know of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.catalog import Catalogue
from etl.query.nouns import Point, ReportLine
from etl.query.reader import Reader
from etl.query.rows import Cell, Teller, rows_of, tellers
from etl.words.messages import note_message, sentence

SOURCE_COLUMNS = (
    "report",
    "file",
    "title",
    "dated",
    "period",
    "area",
    "source_url",
    "is_illustrative",
    "received_at",
)


@dataclass(frozen=True, slots=True)
class Content:
    """Points as they hold in one release, ready to be written; nothing in it depends on the moment of writing."""

    points: Sequence[Point]
    catalogue: Catalogue
    reports: Sequence[ReportLine]
    release: int
    released_at: str
    boundaries: str
    lang: str = "vi"
    has_bom: bool = False

    def rows(self) -> Iterator[dict[str, Cell]]:
        """The points as tidy rows."""
        return rows_of(self.points, self.catalogue, self._files(), self.lang)

    def tellers(self) -> dict[str, Teller]:
        """Column → what a point says in it, for formats that write column by column."""
        return tellers(self.catalogue, self._files(), self.lang)

    def _files(self) -> dict[int, str]:
        return {report.id: report.file for report in self.reports}

    def sources(self) -> Iterator[dict[str, Cell]]:
        """The reports behind the points, each once."""
        for report in self.reports:
            yield {
                "report": report.id, "file": report.file, "title": report.title, "dated": report.dated,
                "period": report.period, "area": report.area, "source_url": report.source_url,
                "is_illustrative": report.is_illustrative, "received_at": report.received_at,
            }  # fmt: skip

    def notes(self) -> list[str]:
        """Sentences a reader must know: which release, whose boundaries, what is illustrative, computed, missing."""
        told = [
            sentence("export_release", self.lang, release=self.release, at=self.released_at[:10]),
            sentence("export_boundaries", self.lang, boundaries=self.boundaries),
            sentence("export_values", self.lang),
        ]
        if any(point.is_illustrative for point in self.points):
            told.append(sentence("export_illustrative", self.lang))
        if any(point.method for point in self.points):
            told.append(sentence("export_computed", self.lang))
        lacking = {point.lacking for point in self.points if point.lacking[0]}
        told += [note_message("lacking", self.lang, k=k, n=n) for k, n in sorted(lacking)]
        notes = sorted({point.note for point in self.points if point.note and point.note != "lacking"})
        return told + [note_message(note, self.lang) for note in notes]


def content_of(
    reader: Reader, points: Sequence[Point], boundaries: str, lang: str = "vi", has_bom: bool = False
) -> Content:
    """Points with the reports behind them, also behind what they were computed from."""
    behind = {point.report for point in points if point.report}
    leaves = {leaf for point in points if not point.report for leaf in point.inputs}
    behind |= {point.report for point in reader.figures(sorted(leaves))}
    newest = reader.latest_release()
    return Content(
        points, reader.catalogue, [report for report in reader.reports() if report.id in behind],
        newest.id if newest else 0, newest.at if newest else "", boundaries, lang, has_bom,
    )  # fmt: skip
