"""The data path, readable as one sentence."""

from __future__ import annotations

from pathlib import Path

from etl.catalog import Catalogue
from etl.model import Draft
from etl.normalise import normalise
from etl.read import read
from etl.recognise import recognise
from etl.validate import validate


def draft(path: Path, catalogue: Catalogue, name: str = "") -> Draft:
    """What a file says, judged and not stored; UnreadableFile where the file cannot be taken in."""
    document = read(path, name)
    cells, noticed, report = recognise(document, catalogue)
    observations, unread = normalise(cells, catalogue)
    findings = (*noticed, *unread, *validate(observations, catalogue))
    return Draft(report, tuple(observations), findings, len(cells), document.text)
