"""Đọc tệp và in các số liệu tìm thấy, không lưu gì. Ví dụ: chitieu read bao-cao.txt --format csv"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from etl.catalog import Catalogue, load
from etl.model import STATUS_RANK, Draft, Finding, Observation, Severity, UnreadableFile
from etl.pipeline import draft_in_bulk
from etl.pipeline.figures import figures
from etl.words.messages import error_message, finding_message

COLUMNS = (
    "doc", "place", "text", "start", "end", "indicator", "area", "area_id", "period", "season", "measure",
    "value", "unit", "qualifier", "maturity", "flag", "subject", "missing",
)  # fmt: skip
_RAISED = {Severity.BLOCK: "ask", Severity.WARN: "warn"}
_STATUS = {rank: word for word, rank in STATUS_RANK.items()}


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    parser.add_argument("--findings", type=Path, metavar="TỆP", help="ghi các vấn đề cần xem vào tệp CSV này")


def run(args: argparse.Namespace) -> int:
    """Print one row a figure, and one row `refuse` for a file that is refused; 2 if any was."""
    catalogue = load()
    rows: list[dict[str, str]] = []
    notes: list[dict[str, str]] = []
    refused = 0
    for file in args.files:
        try:
            read = draft_in_bulk(file, catalogue)
        except UnreadableFile as wrong:
            refused += 1
            rows.append(
                dict.fromkeys(COLUMNS, "")
                | {"doc": file.name, "flag": "refuse", "text": error_message(wrong)}
            )
            notes.append(_note(file.name, "", wrong.reason, "block", error_message(wrong)))
            continue
        rows += rows_of(read, catalogue)
        notes += [_finding(found, catalogue) for found in read.findings]
    _print(rows, args.format)
    _tell(notes, args.findings)
    return 2 if refused else 0


def rows_of(read: Draft, catalogue: Catalogue) -> Iterator[dict[str, str]]:
    """One row an observation, every value as text."""
    raised: dict[str, str] = {}
    for found in read.findings:
        flag = _RAISED.get(found.severity, "")
        if flag and raised.get(found.place.at) != "ask":
            raised[found.place.at] = flag
    for seen in figures(read, catalogue):
        row = _row(seen)
        if not row["flag"] and seen.cell.group:
            row["flag"] = raised.get(row["place"], "")
        yield row


def _row(seen: Observation) -> dict[str, str]:
    place = seen.cell.place
    offsets = (str(place.start), str(place.end)) if place.start >= 0 else ("", "")
    values = (
        place.file, place.at, seen.cell.text, *offsets, seen.indicator, seen.area, seen.area_id, seen.period,
        seen.season, seen.measure, value_text(seen), seen.unit, seen.qualifier, seen.maturity, seen.flag,
        seen.cell.subject, seen.missing,
    )  # fmt: skip
    return dict(zip(COLUMNS, map(str, values), strict=True))


def value_text(seen: Observation) -> str:
    """The plain decimal in the canonical unit; a status by its word; empty where a mark stands."""
    if seen.value is None:
        return ""
    return _STATUS[int(seen.value)] if seen.unit == "status" else f"{seen.value:f}"


def _print(rows: list[dict[str, str]], form: str) -> None:
    if form == "json":
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        for row in rows:
            words = (
                row["area"],
                row["indicator"] or row["subject"],
                row["period"],
                row["measure"],
                row["value"],
                row["unit"],
            )
            sys.stdout.write(
                " · ".join((*words, f"“{' '.join(row['text'].split())}”", row["flag"])).rstrip(" ·") + "\n"
            )


def _finding(found: Finding, catalogue: Catalogue) -> dict[str, str]:
    return _note(found.place.file, found.place.at, found.code, found.severity, finding_message(found))


def _note(doc: str, place: str, kind: str, severity: str, message: str) -> dict[str, str]:
    return {"doc": doc, "kind": kind, "place": place, "severity": severity, "message": message}


def _tell(notes: list[dict[str, str]], file: Path | None) -> None:
    if file is None:
        for note in notes:
            sys.stderr.write(f"{note['doc']} {note['place']}: {note['message']}\n")
        return
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, ("doc", "kind", "place", "severity", "message"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(notes)
