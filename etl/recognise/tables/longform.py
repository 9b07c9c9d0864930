"""Tidy tables: one figure a record, with its area, period, indicator, unit and measure in columns of their own."""

from __future__ import annotations

import re

from etl.catalog import Area, Catalogue
from etl.model import Cell, Finding, Flag, Measure, Missing, Place, Severity
from etl.recognise.tables.emit import Frame
from etl.recognise.tables.look import Look, look
from etl.recognise.tables.shape import Table
from etl.recognise.tables.spans import Told, span_of
from etl.recognise.tables.subjects import Scope, indicator, meaning, season_of
from etl.words.fold import bare, clean, fold

_FIELDS = (
    ("value", re.compile(r"^(?:gia tri|so lieu|value|tri so|obs value|so luong)$")),
    ("unit", re.compile(r"^(?:don vi tinh|dvt|don vi do|unit)$")),
    ("measure", re.compile(r"^(?:loai so lieu|loai|measure|loai gia tri|tinh chat)$")),
    ("code", re.compile(r"^(?:ma dv|ma don vi|ma xa|area id|ma dvhc)$")),
    ("area", re.compile(r"^(?:ten dv|don vi|ten don vi|xa|ten xa|dia ban|dia phuong|area|dvhc)$")),
    ("indicator", re.compile(r"^(?:chi tieu|ten chi tieu|indicator|noi dung)$")),
    ("year", re.compile(r"^(?:nam|year)$")),
    ("span", re.compile(r"^(?:ky|ky bao cao|period|thoi gian|ky so lieu)$")),
    ("season", re.compile(r"^(?:vu|mua vu|season)$")),
)
_MEASURES = (
    (Measure.PCT_OF_PLAN, re.compile(r"%.*(?:kế hoạch|kh|dự toán)|tỷ lệ.*(?:kế hoạch|kh)|pct_of_plan")),
    (Measure.PCT_OF_SAME_PERIOD, re.compile(r"%.*(?:cùng kỳ|ck|năm trước)|pct_of_same_period")),
    (Measure.SAME_PERIOD, re.compile(r"cùng kỳ|năm trước|same_period")),
    (Measure.PLAN, re.compile(r"kế hoạch|dự toán|^kh$|plan")),
    (Measure.ACTUAL, re.compile(r"thực hiện|ước|^th$|actual|")),
)


def _fields(table: Table) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in range(table.width):
        words = bare(clean(table.cell(table.head[-1], at).text)).replace("_", " ")
        name = next((field for field, pattern in _FIELDS if pattern.match(words)), "")
        if name and name not in found:
            found[name] = at
    return found


def is_long(table: Table) -> bool:
    """Whether the heading names a value, an indicator and a period or area as columns."""
    found = _fields(table)
    return {"value", "indicator"} <= set(found) and bool({"year", "span", "area", "code"} & set(found))


def long_cells(table: Table, frame: Frame, cells: list[Cell], findings: list[Finding]) -> None:
    """One cell a record."""
    fields = _fields(table)
    for row in table.body:
        words = {name: clean(table.cell(row, at).text) for name, at in fields.items()}
        made = _cell(words, table, row, fields["value"], frame)
        cells.append(made)
        if made.flag is Flag.ASK and not made.area_id:
            findings.append(
                Finding("unknown_area", Severity.BLOCK, made.place, (("name", made.area), ("near", "…")))
            )


def _cell(words: dict[str, str], table: Table, row: int, at: int, frame: Frame) -> Cell:
    catalogue = frame.catalogue
    grid = table.cell(row, at)
    told = _told(words, frame)
    measure = next(m for m, pattern in _MEASURES if pattern.search(fold(words.get("measure", ""))))
    unit = "%" if measure in (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD) else words.get("unit", "")
    known = catalogue.unit(unit)
    scope = Scope(meaning(words["indicator"], catalogue), column=meaning(words.get("season", ""), catalogue))
    area, area_id = _area(words, told, catalogue, frame)
    kind = look(grid, catalogue)
    missing = {Look.BLANK: Missing.BLANK, Look.MARK: Missing.DASH}.get(kind, Missing.NONE)
    if kind is Look.MARK:
        missing = Missing(catalogue.marks.get(fold(clean(grid.text)), "error"))
    return Cell(
        place=Place(frame.file, grid.at), text=clean(grid.text), number=grid.text, unit=unit, subject=words["indicator"],
        indicator=indicator(scope, "" if unit == "%" and measure is not Measure.ACTUAL else known.code if known else "", catalogue),
        area=area, area_id=area_id, period=_period(told, measure), season=season_of(scope), measure=measure,
        value=grid.number, missing=missing, group=f"{frame.name}|c{at}",
        flag=Flag.NONE if area_id and told.period and kind is not Look.WORDS else Flag.ASK,
    )  # fmt: skip


def _told(words: dict[str, str], frame: Frame) -> Told:
    year = words.get("year", "").removesuffix(".0")
    span = words.get("span", "")
    base = Told(year, int(year), 12, True, frame.told.is_budget) if year.isdecimal() else frame.told
    found = span_of(span, base)
    return found if found.is_own else base


def _period(told: Told, measure: Measure) -> str:
    if not told.period:
        return ""
    if measure is Measure.PLAN:
        return str(told.year)
    return told.period


def _area(words: dict[str, str], told: Told, catalogue: Catalogue, frame: Frame) -> tuple[str, str]:
    named = words.get("area") or words.get("code") or ""
    if not named:
        return frame.home, frame.home_id
    found = catalogue.areas.find(named, told.last, catalogue.areas.home)
    if isinstance(found, Area):
        return catalogue.areas.label(found.id), found.id
    code = words.get("code", "")
    of_code = [
        a for a in catalogue.areas.by_id.values() if a.code == code.zfill(5) and a.exists_on(told.last)
    ]
    return (
        (catalogue.areas.label(of_code[0].id), of_code[0].id)
        if len(of_code) == 1 and not words.get("area")
        else (named, "")
    )
