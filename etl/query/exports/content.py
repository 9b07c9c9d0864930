"""What goes into a file: an answer, the reports it was read from, and what a reader must know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.catalog import Catalogue
from etl.query.columns import Answer, Column, Gist, Table
from etl.query.nouns import ReportLine
from etl.query.reader import Reader
from etl.query.rows import Cell, Names
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
    """Figures as they hold in one release, ready to be written; nothing in it depends on the moment of writing."""

    answer: Answer
    gist: Gist
    catalogue: Catalogue
    reports: Sequence[ReportLine]
    release: int
    released_at: str
    boundaries: str
    lang: str = "vi"
    has_bom: bool = False

    def tables(self) -> Iterator[Table]:
        """The figures in columns, some rows at a time."""
        files = {report.id: report.file for report in self.reports}
        return self.answer.tables(Names(self.catalogue, files, self.lang))

    def rows(self) -> Iterator[dict[str, Cell]]:
        """The figures row by row."""
        return (row for table in self.tables() for row in table.rows())

    def sources(self) -> Mapping[str, Column]:
        """The reports behind the figures, each once, in columns."""
        return {
            name: [report.id if name == "report" else getattr(report, name) for report in self.reports]
            for name in SOURCE_COLUMNS
        }

    def source_rows(self) -> Iterator[dict[str, Cell]]:
        """The reports behind the figures, each once."""
        told = self.sources()
        return (dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True))

    def notes(self) -> list[str]:
        """Sentences a reader must know: which release, whose boundaries, what is illustrative, computed, missing."""
        told = [
            sentence("export_release", self.lang, release=self.release, at=self.released_at[:10]),
            sentence("export_boundaries", self.lang, boundaries=self.boundaries),
            sentence("export_values", self.lang),
        ]
        if self.gist.is_illustrative:
            told.append(sentence("export_illustrative", self.lang))
        if self.gist.is_computed:
            told.append(sentence("export_computed", self.lang))
        lacking = sorted((k, n) for k, n in self.gist.lacking if k)
        told += [note_message("lacking", self.lang, k=k, n=n) for k, n in lacking]
        return told + [note_message(note, self.lang) for note in sorted(self.gist.notes - {"", "lacking"})]


def content_of(
    reader: Reader, answer: Answer, boundaries: str, lang: str = "vi", has_bom: bool = False
) -> Content:
    """An answer with the reports behind it, also behind what it was computed from."""
    gist = answer.gist
    behind = gist.reports | {point.report for point in reader.figures(sorted(gist.inputs))}
    newest = reader.latest_release()
    return Content(
        answer, gist, reader.catalogue, [report for report in reader.reports() if report.id in behind],
        newest.id if newest else 0, newest.at if newest else "", boundaries, lang, has_bom,
    )  # fmt: skip
