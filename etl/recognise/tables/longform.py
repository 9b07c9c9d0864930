"""Tidy tables: one figure a record, with its area, period, indicator, unit and measure in columns of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from etl.catalog import Area, Catalogue
from etl.model import Cell, Finding, Flag, Grid, GridCell, Measure, Missing, Place, Severity
from etl.recognise.tables.frame import Frame
from etl.recognise.tables.look import Look, look
from etl.recognise.tables.offers import indicator
from etl.recognise.tables.shape import Table, find_tables, words_in
from etl.recognise.tables.spans import Told, of_code, span_of
from etl.recognise.tables.subjects import Scope, entire, meaning, season_of
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
_VALUES = (
    (Measure.PLAN, re.compile(r"^(?:ke hoach|kh|du toan|chi tieu giao|giao)(?: nam)?$")),
    (Measure.ACTUAL, re.compile(r"^(?:uoc )?(?:thuc hien|th|ket qua|dat)$")),
    (Measure.SAME_PERIOD, re.compile(r"^(?:thuc hien )?(?:cung ky|ck)(?: nam truoc)?$")),
)
"""Values of a record that stand in several columns, each named by what it is."""
_OPEN = "don vi"
"""A heading that can mean the unit of measure and the unit that reports."""
_HEADING_WITHIN = 30
"""Rows among which a tidy table has its heading."""
_MEASURES = (
    (Measure.PCT_OF_PLAN, re.compile(r"%.*(?:kế hoạch|kh|dự toán)|tỷ lệ.*(?:kế hoạch|kh)|pct_of_plan")),
    (Measure.PCT_OF_SAME_PERIOD, re.compile(r"%.*(?:cùng kỳ|ck|năm trước)|pct_of_same_period")),
    (Measure.SAME_PERIOD, re.compile(r"cùng kỳ|năm trước|same_period")),
    (Measure.TARGET, re.compile(r"phấn đấu|target")),
    (Measure.PLAN, re.compile(r"kế hoạch|dự toán|^kh$|plan")),
    (Measure.ACTUAL, re.compile(r"thực hiện|ước|^th$|chính thức|sơ bộ|actual|^$")),
)


def fields_of(headings: Sequence[str], is_of_units: Callable[[int], bool] | None = None) -> dict[str, int]:
    """Which column holds what, by the words of the heading; `Đơn vị` is of measure where what stands below it is."""
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        words = bare(clean(heading)).replace("_", " ")
        name = next((field for field, pattern in _FIELDS if pattern.match(words)), "")
        if words == _OPEN and is_of_units and is_of_units(at):
            name = "unit"
        if name and name not in found:
            found[name] = at
    return found


def are_units(words: Iterable[str], catalogue: Catalogue) -> bool:
    """Whether most of the distinct words of a column are units of measure."""
    told = {clean(word) for word in words} - {""}
    return sum(catalogue.unit(word) is not None for word in told) * 2 > len(told)


def values_of(headings: Sequence[str]) -> dict[int, Measure]:
    """Which columns hold a record's values, by what their headings say these are."""
    words = [bare(clean(heading)).replace("_", " ") for heading in headings]
    found = ((at, m) for at, word in enumerate(words) for m, pattern in _VALUES if pattern.match(word))
    return dict(found)


def is_long(table: Table, catalogue: Catalogue) -> bool:
    """Whether the heading names a value, an indicator and a period or area as columns."""
    fields = _fields(table, catalogue)
    return is_tidy(fields) or (set(fields) >= _RECORD and bool(_WHOSE & set(fields) and _measured(table)))


_RECORD = {"indicator", "year"}
_WHOSE = {"area", "code"}


def _measured(table: Table) -> dict[int, Measure]:
    return values_of([table.cell(table.head[-1], at).text for at in range(table.width)])


def _fields(table: Table, catalogue: Catalogue) -> dict[str, int]:
    return fields_of(
        [table.cell(table.head[-1], at).text for at in range(table.width)],
        lambda at: are_units((table.cell(row, at).text for row in table.body), catalogue),
    )


def is_tidy(found: Mapping[str, int]) -> bool:
    """Whether these fields make one figure a record."""
    return {"value", "indicator"} <= set(found) and bool({"year", "span", "area", "code"} & set(found))


def tidy_tables(grid: Grid, catalogue: Catalogue) -> list[Table]:
    """The grid as one tidy table where its heading is one and stands once: every row below is a record, as far as the
    title of another table; those below are read as any."""
    for at, row in enumerate(grid.rows[:_HEADING_WITHIN]):
        fields = fields_of([cell.text for cell in row])
        if is_tidy(fields):
            stop = _stop(grid, at, fields)
            tidy = _below(replace(grid, rows=grid.rows[:stop]), at, fields["value"])
            below = replace(grid, rows=grid.rows[stop:], before=())
            return [tidy, *find_tables(below, catalogue)] if tidy else []
    return []


def _stop(grid: Grid, at: int, fields: Mapping[str, int]) -> int:
    """The row at which another table begins, its title included."""
    rows = range(at + 1, len(grid.rows))
    stop = next((n for n in rows if _heads_another(grid, n, fields)), len(grid.rows))
    while stop < len(grid.rows) and stop - 1 > at and len(words_in(grid, stop - 1)) == 1:
        stop -= 1
    return stop


def _below(grid: Grid, at: int, value: int) -> Table | None:
    heading = grid.rows[at][value].text
    rows = range(at + 1, len(grid.rows))
    records = [n for n in rows if sum(bool(cell.text) for cell in grid.rows[n]) > 1]
    if not records or any(grid.rows[n][value].text == heading for n in records):
        return None
    body = tuple(n for n in range(at + 1, records[-1] + 1) if any(cell.text for cell in grid.rows[n]))
    title = (*grid.before, *(word for n in range(at) for word in words_in(grid, n)))
    notes = (
        *(word for n in range(records[-1] + 1, len(grid.rows)) for word in words_in(grid, n)),
        *grid.after,
    )
    return Table(grid, 1, (at,), (), body, title, notes)


_HEADS = frozenset({"stt", "tt", "số tt", "xã", "tên xã", "xã, thị trấn", "đơn vị", "tên đơn vị", "chỉ tiêu", "nội dung", "địa phương", "tiêu chí"})  # fmt: skip
"""Headings of names that no record holds."""


def _heads_another(grid: Grid, at: int, fields: Mapping[str, int]) -> bool:
    """Whether a row below a tidy table's heading is the heading of another table; `xã` is a unit too."""
    row = grid.rows[at]
    value = row[fields["value"]]
    words = (cell.text for n, cell in enumerate(row) if n != fields.get("unit") and not cell.is_merged)
    is_figure = value.number is not None or value.text[:1].isdigit()
    return not is_figure and any(fold(clean(word)) in _HEADS for word in words)


def long_cells(table: Table, frame: Frame, cells: list[Cell], findings: list[Finding]) -> None:
    """One cell a record, or one for each of its values."""
    fields = _fields(table, frame.catalogue)
    is_one = "value" in fields
    values = {fields.pop("value"): ""} if is_one else {at: str(m) for at, m in _measured(table).items()}
    made = [cell for at, measure in values.items() for cell in _of_column(table, frame, fields, at, measure)]
    told = [cell for cell, _ in made] if is_one else _of_own_time(made)
    order = {table.cell(row, at).at: (row, at) for row in table.body for at in values}
    for cell in sorted(told, key=lambda one: order[one.place.at]):
        cells.append(cell)
        if cell.flag is Flag.ASK and not cell.area_id:
            findings.append(unknown_area(cell.place, cell.area))


def _of_column(
    table: Table, frame: Frame, fields: Mapping[str, int], at: int, measure: str
) -> Iterator[tuple[Cell, str]]:
    """The figures of one column of values, each with the period its record names; alike records are understood once."""
    understood: dict[tuple[str, ...], tuple[Cell, str]] = {}
    for row in table.body:
        grid = table.cell(row, at)
        told = tuple(table.cell(row, column).text for column in fields.values())
        kind = look(grid, frame.catalogue)
        if kind is Look.NUMBER and told in understood:
            one, period = understood[told]
            place = Place(frame.file, grid.at)
            yield (
                replace(one, place=place, text=clean(grid.text), number=grid.text, value=grid.number),
                period,
            )
            continue
        words = {name: clean(table.cell(row, column).text) for name, column in fields.items()}
        words |= {"measure": measure} if measure else {}
        made = record_cell(words, grid, at, frame), told_by(words, frame).period
        if kind is Look.NUMBER and made[0].flag is Flag.NONE:
            understood[told] = made
        yield made


def _of_own_time(made: Sequence[tuple[Cell, str]]) -> Iterator[Cell]:
    """The figures; a plan told anew for each part of a year is of that part, one that stays the same is the year's."""
    plans: dict[tuple[str, ...], set[str]] = {}
    for cell, period in made:
        if cell.measure is Measure.PLAN and "-" in period:
            plans.setdefault(_whose(cell), set()).add(cell.number)
    for cell, period in made:
        is_own = cell.measure is Measure.PLAN and len(plans.get(_whose(cell), ())) > 1
        yield replace(cell, period=period) if is_own and "-" in period else cell


def _whose(cell: Cell) -> tuple[str, ...]:
    return (cell.area, cell.indicator, cell.subject, cell.period, cell.season)


def unknown_area(place: Place, named: str) -> Finding:
    """A record whose unit is not known."""
    return Finding("unknown_area", Severity.BLOCK, place, (("name", named), ("near", "…")))


def record_cell(words: Mapping[str, str], grid: GridCell, at: int, frame: Frame) -> Cell:
    """The figure of one record, from the words of its fields; `at` is the column of the value."""
    catalogue = frame.catalogue
    told = told_by(words, frame)
    measure = next((m for m, pattern in _MEASURES if pattern.search(fold(words.get("measure", "")))), None)
    unit = "%" if measure in (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD) else words.get("unit", "")
    season = meaning(words.get("season", ""), catalogue)
    area, area_id = area_by(words, told.last, frame)
    kind = look(grid, catalogue)
    missing = missing_by(grid, kind, catalogue)
    is_settled = area_id and told.period and measure and kind is not Look.WORDS
    scope = Scope(entire(words["indicator"], catalogue), column=season)
    return Cell(
        place=Place(frame.file, grid.at), text=clean(grid.text), number=grid.text, unit=unit, subject=words["indicator"],
        indicator=_indicator(words["indicator"], scope, unit, measure, catalogue),
        area=area, area_id=area_id, period=_period(told, measure), season=season_of(scope), measure=measure or Measure.ACTUAL,
        value=grid.number, missing=missing, group=f"{frame.name}|c{at}", flag=Flag.NONE if is_settled else Flag.ASK,
    )  # fmt: skip


def missing_by(grid: GridCell, kind: Look, catalogue: Catalogue) -> Missing:
    """Why a value's cell holds no number, where it holds none."""
    if kind is Look.MARK:
        return Missing(catalogue.marks.get(fold(clean(grid.text)), "error"))
    return Missing.BLANK if kind is Look.BLANK else Missing.NONE


def _indicator(words: str, scope: Scope, unit: str, measure: Measure | None, catalogue: Catalogue) -> str:
    """The catalogue code, written as such or meant by the words."""
    if words in catalogue.indicators:
        return words
    known = catalogue.unit(unit)
    is_claim = unit == "%" and measure is not Measure.ACTUAL
    return indicator(scope, known.code if known and not is_claim else "", catalogue)


def _of_year(words: str, frame: Frame) -> Told:
    """The year a record's field names, `2022` or `Năm 2022`; no period where it holds anything else."""
    own = span_of(words, frame.told)
    return own if own.is_own else Told(is_budget=frame.told.is_budget)


def told_by(words: Mapping[str, str], frame: Frame) -> Told:
    """The period a record's own fields name, the table's where they name none."""
    year = words.get("year", "").removesuffix(".0")
    span = words.get("span", "")
    base = _of_year(year, frame) if year else frame.told
    found = of_code(span) or span_of(span, base)
    return found if found.is_own else base


def _period(told: Told, measure: Measure | None) -> str:
    if not told.period:
        return ""
    return str(told.year) if measure is Measure.PLAN else told.period


def area_by(words: Mapping[str, str], day: date, frame: Frame) -> tuple[str, str]:
    """The unit a record names by name or code on a day, as label and id; the table's own where it names none."""
    areas = frame.catalogue.areas
    named, code = words.get("area", ""), words.get("code", "")
    if named.isdecimal():
        named, code = "", code or named
    if not (named or code):
        return frame.home, frame.home_id
    if named:
        found = areas.find(named, day, areas.home)
        return (areas.label(found.id), found.id) if isinstance(found, Area) else (named, "")
    of_number = [a for a in areas.of_number(code) if a.exists_on(day)]
    return (areas.label(of_number[0].id), of_number[0].id) if len(of_number) == 1 else (code, "")
