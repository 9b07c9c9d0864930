"""Kiểm tra kho: khóa, nguồn, chuỗi nhật ký; với --data thì đối chiếu số liệu. Ví dụ: chitieu check --data"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from etl.catalog import Catalogue, load
from etl.model import Finding, Place, Severity
from etl.query import Reader
from etl.query.cases import Case, Cases, Side
from etl.reconcile import AT_ONCE, examine, kept_figures
from etl.store import open_engine, problems
from etl.store.cases import CaseState
from etl.words.messages import finding_message, sentence


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--data", action="store_true", help="đối chiếu số liệu đã công bố, in từng mâu thuẫn")
    parser.add_argument("--all", action="store_true", help="in cả những việc đã giải thích, đã chấp nhận")
    parser.add_argument("--most", type=int, default=100, metavar="N", help="in nhiều nhất N việc")


def run(args: argparse.Namespace) -> int:
    """Print every broken promise, or every open contradiction; 1 if there is any."""
    if args.data:
        return _data(args)
    engine = open_engine(read_only=True)
    found = list(problems(engine))
    sys.stdout.write("\n".join(found or [sentence("whole")]) + "\n")
    if not found and kept_figures(engine) <= AT_ONCE:
        sys.stdout.write(sentence("facts_hash", hash=Reader(engine).digest()) + "\n")
    return 1 if found else 0


def _data(args: argparse.Namespace) -> int:
    engine, catalogue = open_engine(), load()
    _, outdated = examine(engine, catalogue)
    cases = Cases(engine)
    states = (CaseState.OPEN, CaseState.EXPLAINED, CaseState.ACCEPTED) if args.all else (CaseState.OPEN,)
    for case in cases.open(args.most, states):
        sys.stdout.write("\n".join(_card(case, catalogue)) + "\n")
    for entry in outdated:
        sys.stdout.write(sentence("correction_outdated", report=entry.report, told=entry.told) + "\n")
    count = cases.count()
    sys.stdout.write(sentence("cases", count=count) + "\n")
    return 1 if count else 0


def _card(case: Case, catalogue: Catalogue) -> Iterator[str]:
    told = Finding(case.code, Severity(case.severity), Place(""), tuple(case.facts.items()))
    state = sentence(f"state_{case.said.state}")
    alike = case.facts.get("alike")
    yield f"[{case.id}] {state} · {finding_message(told)}" + (
        f" {sentence('alike', count=alike)}" if alike else ""
    )
    for side in case.sides:
        yield "    " + _side(side, catalogue)
    if case.figures > len(case.sides):
        yield "    " + sentence("more_sides", count=case.figures - len(case.sides))
    if case.said.note:
        yield f"    → {case.said.note} ({case.said.owner or case.said.by})"


def _side(side: Side, catalogue: Catalogue) -> str:
    point = side.point
    name = catalogue.indicators[point.indicator].name["vi"]
    area = catalogue.areas.label(point.area) if point.area in catalogue.areas.by_id else point.area
    about = " · ".join(part for part in (name, area, point.period, point.season) if part)
    return f"“{point.words}” — {about} · {point.measure} — {side.file}, {side.place}"
