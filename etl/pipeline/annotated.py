"""Reading → XLSX: the file as it was sent, each question a comment on its cell, so that it can be mended where it was made."""

from __future__ import annotations

import io
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from etl.model import Finding, Place, Severity
from etl.pipeline.reading import Reading
from etl.words.messages import finding_message

_FILLS = {"ask": "#FFD6D1", "warn": "#FFF0C2", "sure": "#E3EDF7"}


def annotated(reading: Reading, lang: str) -> bytes:
    """A workbook with every cell as text, coloured by how certain its reading is; nothing in it is ever computed."""
    held = io.BytesIO()
    book = import_module("xlsxwriter").Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    fills = {name: book.add_format({"bg_color": colour}) for name, colour in _FILLS.items()}
    comments = _comments(reading, lang)
    for number, page in enumerate(reading.pages, start=1):
        sheet = book.add_worksheet(f"{number}")
        rows = page.get("rows") or [[part] for part in page["text"] if part[0].strip()]
        for at, row in enumerate(rows):
            for column, (text, place, certainty) in enumerate(row):
                sheet.write_string(at, column, text, fills.get(certainty))
                if place in comments:
                    sheet.write_comment(at, column, comments[place])
    book.close()
    return held.getvalue()


def _comments(reading: Reading, lang: str) -> dict[str, str]:
    """What each cell is asked about."""
    found: dict[str, str] = {}
    for asked in reading.questions:
        words = finding_message(_finding(asked), lang)
        for place in asked["places"]:
            found[place] = f"{found[place]}\n{words}" if place in found else words
    return found


def _finding(asked: Mapping[str, Any]) -> Finding:
    facts = tuple((str(name), str(value)) for name, value in asked["facts"])
    return Finding(asked["code"], Severity(asked["severity"]), Place("", asked["places"][0]), facts)
