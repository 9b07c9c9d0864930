"""The data path, readable as one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.catalog import Catalogue
from etl.model import Cell, Document, Draft, Finding, Report
from etl.model.answers import NO_ANSWERS, Answers, signature
from etl.model.heap import uncollected
from etl.model.pace import part
from etl.normalise import normalise
from etl.pipeline.accepted import accept
from etl.read import is_large, read
from etl.recognise import recognise
from etl.recognise.answered import settle
from etl.recognise.tables.unread import count_unread
from etl.store import Engine, stage
from etl.validate import validate


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file read once, before any judgement: its cells, what was noticed, and what its own words say about it."""

    document: Document
    report: Report
    cells: tuple[Cell, ...]
    noticed: tuple[Finding, ...]

    @property
    def layout(self) -> str:
        """What this layout is known by: answers of one sender are remembered under it."""
        return signature(self.cells, self.report.kind)


@uncollected()
def recognised(path: Path, catalogue: Catalogue, name: str = "") -> Recognised:
    """What stands where in a file; UnreadableFile where the file cannot be taken in."""
    with part(0, 0.2):
        document = read(path, name)
    with part(0.2, 1):
        cells, noticed, report = recognise(document, catalogue)
    return Recognised(document, report, tuple(cells), tuple(noticed))


@uncollected()
def judge(told: Recognised, catalogue: Catalogue, answers: Answers = NO_ANSWERS) -> Draft:
    """The figures of a file that was read, with every answer applied: what was settled is not asked again."""
    cells, left = settle(told.cells, told.noticed, answers, catalogue)
    with part(0, 0.4):
        observations, unread = normalise(cells, catalogue, answers)
    with part(0.4, 1):
        doubts = validate(observations, catalogue)
    seen, findings = accept(observations, [*left, *unread, *doubts], answers)
    cells_read = len(told.cells) + count_unread(told.noticed)
    return Draft(told.report, tuple(seen), tuple(findings), cells_read, told.document.text)


def draft(path: Path, catalogue: Catalogue, name: str = "", answers: Answers = NO_ANSWERS) -> Draft:
    """What a file says, judged and not stored."""
    return judge(recognised(path, catalogue, name), catalogue, answers)


def draft_in_bulk(path: Path, catalogue: Catalogue, name: str = "") -> Draft:
    """What a file says, for the store: by columns where it is large and tidy, else figure by figure."""
    if not path.is_file() or not is_large(name or path.name, path.stat().st_size):
        return draft(path, catalogue, name)
    from etl.pipeline.bulk import bulk_draft  # pandas, only where a file is large

    return bulk_draft(path, catalogue, name) or draft(path, catalogue, name)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: its submission, when its bytes were first known, and its draft."""

    file: str
    submission: int
    known_since: str
    draft: Draft


def load(engine: Engine, path: Path, catalogue: Catalogue, by: str) -> Loaded:
    """Read a file and stage it with its bytes; the same bytes a second time change nothing."""
    read_as = draft_in_bulk(path, catalogue)
    staged = stage(engine, read_as, path.read_bytes(), by, catalogue=catalogue)
    return Loaded(path.name, staged.submission, staged.known_since, read_as)
