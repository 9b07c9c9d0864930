"""Made reports: one table written down once, with what a careful reader would take from each of its cells."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Spec = dict[str, str]
UNITS = {
    "đồng": ("VND", 1), "nghìn đồng": ("VND", 1000), "triệu đồng": ("VND", 10**6), "tỷ đồng": ("VND", 10**9),
    "tạ/ha": ("t/ha", "0.1"), "tấn/ha": ("t/ha", 1), "tạ": ("t", "0.1"), "kg": ("t", "0.001"), "tấn": ("t", 1),
    "nghìn cây": ("trees", 1000), "cây": ("trees", 1), "nghìn con": ("head", 1000), "con": ("head", 1), "ha": ("ha", 1),
    "m2": ("m2", 1), "m3": ("m3", 1), "km": ("km", 1), "hộ": ("households", 1), "người": ("people", 1), "%": ("%", 1),
    "xã": ("communes", 1), "tiêu chí": ("criteria", 1), "trường": ("schools", 1), "lượt": ("visits", 1), "status": ("status", 1),
}  # fmt: skip
MARKS = {
    "": "blank",
    "-": "dash",
    "–": "dash",
    "không phát sinh": "dash",
    "…": "no_data",
    "...": "no_data",
    "x": "not_applicable",
}
CLAIMS = ("pct_of_plan", "pct_of_same_period", "change_pct_yoy")
COMMUNES = {
    "06325@2020": "Thị trấn Bắc Sơn", "06343@2020": "Xã Bắc Quỳnh", "06328@pre2020": "Xã Long Đống", "06331@pre2020": "Xã Vạn Thủy",
    "06337@pre2020": "Xã Đồng Ý", "06340@pre2020": "Xã Tân Tri", "06349@pre2020": "Xã Hưng Vũ", "06352@pre2020": "Xã Tân Lập",
    "06355@pre2020": "Xã Vũ Sơn", "06358@pre2020": "Xã Chiêu Vũ", "06361@pre2020": "Xã Tân Hương", "06364@pre2020": "Xã Chiến Thắng",
    "06367@pre2020": "Xã Vũ Lăng", "06370@pre2020": "Xã Trấn Yên", "06373@pre2020": "Xã Vũ Lễ", "06376@pre2020": "Xã Nhất Hòa",
    "06379@pre2020": "Xã Tân Thành", "06382@pre2020": "Xã Nhất Tiến",
}  # fmt: skip
OLD = {"06325@pre2020": "Thị trấn Bắc Sơn", "06343@pre2020": "Xã Bắc Sơn", "06334@pre2020": "Xã Quỳnh Sơn", "06346@pre2020": "Xã Hữu Vĩnh"} | {
    k: v for k, v in COMMUNES.items() if k.endswith("@pre2020")
}  # fmt: skip
NEW = {
    "06325@2025": "Xã Bắc Sơn", "06349@2025": "Xã Hưng Vũ", "06367@2025": "Xã Vũ Lăng", "06376@2025": "Xã Nhất Hòa",
    "06364@2025": "Xã Vũ Lễ", "06337@2025": "Xã Tân Tri",
}  # fmt: skip

DISTRICT = {"a": "185"}


@dataclass(frozen=True)
class T:
    """A table: in `head`, `<` goes on from the left and `^` from above. `cols` and `rows` say what is figures and of what."""

    head: Sequence[Sequence[str]]
    body: Sequence[Sequence[Any]]
    cols: Sequence[Spec | None]
    rows: Sequence[Spec | None]
    title: Sequence[str] = ()
    index: Sequence[str] = ()
    foot: Sequence[str | Sequence[Any]] = ()
    over: dict[tuple[int, int], Spec] = field(default_factory=dict)
    name: str = "Sheet1"
    gap: int = 1
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    signs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One file: its tables, how its numbers are written, what all its figures share, and what is expected of its reading."""

    doc: str
    tables: Sequence[T]
    default: Spec
    style: str = "vi"
    encoding: str = "utf-8"
    separator: str = ";"
    expected: str = "ok"
    write: Callable[[str], bytes] | None = None
    issues: tuple[tuple[str, str], ...] = ()


def figures(seed: int, low: float, high: float, count: int, places: int = 1) -> list[Decimal]:
    """Reproducible figures with so many decimals."""
    drawn = random.Random(seed)
    return [round(Decimal(str(drawn.uniform(low, high))), places) for _ in range(count)]


def units_of(names: dict[str, str]) -> list[Spec]:
    """Rows or columns that are these units, in order."""
    return [{"a": id_} for id_ in names]


def share(part: Decimal, whole: Decimal) -> str:
    """A percent as printed."""
    return vi(part * 100 / whole, 1)


def vi(value: Any, places: int | None = None) -> str:
    """`1.234,5`."""
    exact = value if places is None else round(Decimal(value), places)
    return (
        f"{exact:,f}".translate(str.maketrans(",.", ".,"))
        if isinstance(exact, Decimal)
        else f"{exact:,}".replace(",", ".")
    )


def rows_of(table: T) -> tuple[list[list[Any]], int]:
    """All rows of a sheet, title first, and where the body begins."""
    width = len(table.head[0])
    wide = [[line] + ["<"] * (width - 1) if isinstance(line, str) else [*line] for line in table.title]
    top = [*wide, *([[""] * width] * (table.gap if table.title else 0)), *map(list, table.head)]
    top += [list(table.index)] if table.index else []
    feet = [[line] + [""] * (width - 1) if isinstance(line, str) else [*line] for line in table.foot]
    return [*top, *map(list, table.body), *feet], len(top)


def merges(rows: list[list[Any]]) -> list[tuple[int, int, int, int]]:
    found = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, down = c, r
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while down + 1 < len(rows) and c < len(rows[down + 1]) and rows[down + 1][c] == "^":
                down += 1
            if (right, down) != (c, r):
                found.append((r, c, down, right))
    return found


def filled(rows: list[list[Any]]) -> list[list[Any]]:
    return [["" if v in ("<", "^") else v for v in row] for row in rows]


def letter(column: int) -> str:
    """Column letters as Excel shows them."""
    return chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)


def gold(case: Case) -> list[Spec]:
    """Every figure of the case, as the columns of gold.csv."""
    found: list[Spec] = []
    kind = case.doc.rpartition(".")[2]
    starts: dict[str, int] = {}
    row_of_file = 0
    for number, table in enumerate(case.tables, start=1):
        rows, body = rows_of(table)
        if kind in ("docx", "html", "pdf"):
            first, prefix = len(table.head) + bool(table.index), f"{number}/"
        else:
            first = (row_of_file if kind in ("csv", "txt", "tsv") else starts.get(table.name, 0)) + body
            starts[table.name] = starts.get(table.name, 0) + len(rows) + 2
            row_of_file += len(rows) + 1
            prefix = ""
        prefix = f"1/{prefix}" if kind == "pdf" else prefix
        for r, (line, told) in enumerate(zip(table.body, table.rows, strict=True)):
            for c, (text, column) in enumerate(zip(line, table.cols, strict=True)):
                if told is None or column is None:
                    continue
                spec = _merged(case.default, told, column, table.over.get((r, c), {}))
                if spec.get("skip"):
                    continue
                place = _place(kind, table.name, prefix, first + r, c)
                found.append(_line(case, table, spec, place, text))
    return found


def _place(kind: str, sheet: str, prefix: str, row: int, column: int) -> str:
    if kind in ("xlsx", "xls", "ods"):
        return f"{sheet}!{letter(column)}{row + 1}"
    return f"{row + 1}:{column + 1}" if not prefix else f"{prefix}{row + 1}/{column + 1}"


def _merged(default: Spec, row: Spec, column: Spec, over: Spec) -> Spec:
    spec = {"m": "actual"} | default | row | column | over
    if column.get("m") in CLAIMS or column.get("u") == "%":
        spec["u"] = "%"
    if row.get("i") and column.get("i") and "{}" in column["i"]:
        spec["i"] = column["i"].format(row["i"])
    return spec


def _line(case: Case, table: T, spec: Spec, place: str, text: Any) -> Spec:
    unit, factor = UNITS[spec["u"]]
    missing = spec.get("missing", "")
    value = ""
    if spec["u"] == "status" and str(text).strip() in table.signs:
        value, unit = table.signs[str(text).strip()], "status"
    elif isinstance(text, str) and text.strip().lower() in MARKS and not missing:
        missing = MARKS[text.strip().lower()]
    elif not missing:
        value = spec.get("v") or f"{_number(text, case.style) * Decimal(factor):f}"
    return {
        "doc": case.doc, "place": place, "indicator": spec.get("i", ""), "area_unit_id": spec["a"], "period": spec["p"],
        "season": spec.get("s", ""), "measure": spec["m"], "value": value, "unit": unit, "missing": missing,
        "expect": spec.get("e", ""), "optional": spec.get("o", ""), "text": str(text),
    }  # fmt: skip


def _number(text: Any, style: str) -> Decimal:
    if isinstance(text, tuple):
        return Decimal(str(text[1])) * (100 if text[0] == "%" else 1)
    if not isinstance(text, str):
        return Decimal(str(text))
    words = re.sub(r"\(\d\)$|\*+$|/\d+$", "", text.strip())
    is_negative = words.startswith(("(", "-"))
    digits = re.sub(r"[^\d.,]", "", words)
    digits = digits.replace(".", "").replace(",", ".") if style == "vi" else digits.replace(",", "")
    return Decimal(digits) * (-1 if is_negative else 1)
