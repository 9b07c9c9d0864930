"""The data path, readable as one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.catalog import Catalogue
from etl.model import Draft
from etl.normalise import normalise
from etl.read import read
from etl.recognise import recognise
from etl.store import Engine, stage
from etl.validate import validate


def draft(path: Path, catalogue: Catalogue, name: str = "") -> Draft:
    """What a file says, judged and not stored; UnreadableFile where the file cannot be taken in."""
    document = read(path, name)
    cells, noticed, report = recognise(document, catalogue)
    observations, unread = normalise(cells, catalogue)
    findings = (*noticed, *unread, *validate(observations, catalogue))
    return Draft(report, tuple(observations), findings, len(cells), document.text)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: its submission, when its bytes were first known, and its draft."""

    file: str
    submission: int
    known_since: str
    draft: Draft


def load(engine: Engine, path: Path, catalogue: Catalogue, by: str) -> Loaded:
    """Read a file and stage it with its bytes; the same bytes a second time change nothing."""
    read_as = draft(path, catalogue)
    staged = stage(engine, read_as, path.read_bytes(), by)
    return Loaded(path.name, staged.submission, staged.known_since, read_as)
