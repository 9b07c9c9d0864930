"""What each row says: a unit of the district, a total, an indicator under its parents, or a period."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from etl.catalog import Catalogue, Unknown
from etl.model import Measure
from etl.model.pace import paced
from etl.recognise.seasons import is_season
from etl.recognise.tables.beneath import narrowed, of_crops, with_group_units, with_leaves
from etl.recognise.tables.column import Column
from etl.recognise.tables.columns import PERIOD, are_years, is_total
from etl.recognise.tables.groups import grouped
from etl.recognise.tables.housed import housed
from etl.recognise.tables.look import label, marker, units_in
from etl.recognise.tables.measures import measure_of, planned
from etl.recognise.tables.outline import OF_WHICH, Line, Outline, is_bullet
from etl.recognise.tables.row import Row
from etl.recognise.tables.shape import Table
from etl.recognise.tables.silent import is_silent
from etl.recognise.tables.spans import Told, span_of
from etl.recognise.tables.status import GRID, criterion
from etl.recognise.tables.subjects import child_of, entire
from etl.recognise.tables.unit_rows import are_units, days_of, unit_rows
from etl.recognise.tables.units import listed_units, of_head
from etl.recognise.tables.whose import is_below_commune
from etl.words.fold import clean, fold

_COUNTED = re.compile(r"(?:tháng (?:0?[1-9]|1[0-2])|quý (?:[1-4]|i{1,3}|iv))(?: ?/ ?(?:19|20)\d\d)?$")
"""What stands in a column headed `Tháng` or `Quý`, with its heading."""


def rows(
    table: Table, found: Sequence[Column], side: int, told: Told, home: str, catalogue: Catalogue
) -> list[Row]:
    """The rows of one side of a table; `home` is the area the whole table speaks of."""
    names = [c.at for c in found if c.kind == "label" and c.side == side]
    index = next((c.at for c in found if c.kind == "index"), None)
    units = next((c.at for c in found if c.kind == "unit"), None)
    listed = listed_units(table.title, catalogue)
    periods = next((c.at for c in found if c.words and _is_of_periods(table, c)), None)
    spans = _spans(table, periods, told)
    own = {r: s for r, s in spans.items() if s.is_own}
    when = told if told.period else max(own.values(), key=lambda s: s.last, default=told)
    areas = next((at for at in names if are_units(_texts(table, at), when, catalogue)), None)
    rest = [at for at in names if at != areas and (at != periods or areas is None)]
    named = (
        dict(zip(table.body, _carried(_texts(table, areas), bool(rest)), strict=True))
        if areas is not None
        else {}
    )
    marks = {r: _mark(table, r, index, named.get(r, _label(table, r, rest))) for r in table.body}
    days = days_of(named, marks, when, catalogue) | {r: s.last for r, s in own.items()}
    whose = unit_rows(named, marks, days, home, catalogue)
    out: list[Row] = []
    lines = _lines(table, found, rest, marks, set(named), catalogue)
    outline = Outline.of(lines.values())
    for r in paced(table.body):
        text = lines[r].words
        unit = clean(table.cell(r, units).text) if units is not None else of_head(text, listed)
        unit_row = whose.get(r)
        if unit_row and not text:
            out.append(replace(unit_row, unit=unit, told=spans.get(r)))
            continue
        one = _subject_row(lines[r], unit, spans.get(r), home, outline, catalogue)
        out.append(_of_area(one, unit_row) if unit_row else one)
    if areas is not None and not rest:
        return _criteria(_grouped(out, marks, table, found, home, catalogue), marks, catalogue)
    settled = housed(_criteria(_with_shares(out), marks, catalogue), lines, when, catalogue)
    known = with_group_units(with_leaves(of_crops(settled), lines), lines)
    return narrowed(known, lines, catalogue)


def _with_shares(body: Sequence[Row]) -> list[Row]:
    """`Tỷ lệ (%)` below `Kế hoạch` and `Thực hiện` of one unit, or of one thing, says how far the plan was reached."""
    told: dict[tuple[str, str], set[Measure | None]] = {}
    out: list[Row] = []
    for row in body:
        beside = told.setdefault((row.area, row.parents[0].words if row.parents else ""), set())
        is_open = row.unit == "%" and row.measure is None and row.subject.is_silent
        if is_open and {Measure.PLAN, Measure.ACTUAL} <= beside:
            row = replace(row, measure=Measure.PCT_OF_PLAN)
        beside.add(row.measure)
        out.append(row)
    return out


def _lines(
    table: Table,
    found: Sequence[Column],
    names: Sequence[int],
    marks: Mapping[int, str],
    named: Collection[int],
    catalogue: Catalogue,
) -> dict[int, Line]:
    """What the form of each row says of its place in the outline; the marker of a unit's row is the unit's."""
    values = [c.at for c in found if c.kind == "value"]
    own = {r: "" if r in named else _bulleted(marks[r], _label(table, r, names)) for r in table.body}
    after = dict(zip(table.body, table.body[1:], strict=False))
    over = _over(table, names)
    return {
        r: Line(
            r, _label(table, r, names), own[r], max((table.cell(r, at).indent for at in names), default=0),
            not any(cell.text and not cell.is_merged for cell in (table.cell(r, at) for at in values)),
            is_bullet(own.get(after.get(r, -1), "")), over[r], units_in(_label(table, r, names), catalogue),
        )
        for r in table.body
    }  # fmt: skip


def _over(table: Table, names: Sequence[int]) -> dict[int, str]:
    """What stands in the columns of names before the last (`Lúa cả năm | Diện tích`, `| Sản lượng`), written once for the rows it spans."""
    columns = [_carried(_texts(table, at), is_on=True) for at in names[:-1]]
    last = _texts(table, names[-1]) if names else []
    told = (" ".join(dict.fromkeys(filter(None, words))) for words in zip(*columns, strict=True))
    beside = dict(zip(table.body, told, strict=False)) if columns else {}
    return {
        r: beside.get(r, "") if words and beside.get(r) != words else ""
        for r, words in zip(table.body, last or [""] * len(table.body), strict=True)
    }


def _bulleted(mark: str, text: str) -> str:
    """A row's marker; a bullet before its words says more than a number that counts the rows on."""
    own = marker(text)
    return own if is_bullet(own) and mark.isdecimal() else mark


def _grouped(
    body: list[Row],
    marks: Mapping[int, str],
    table: Table,
    found: Sequence[Column],
    home: str,
    catalogue: Catalogue,
) -> list[Row]:
    """Units in the only column of names may stand below rows that say what their figures are of."""
    values = [c.at for c in found if c.kind == "value"]
    empty = {r for r in table.body if not any(table.cell(r, at).text for at in values)}
    return grouped(body, marks, empty.__contains__, home, catalogue)


def _is_of_periods(table: Table, c: Column) -> bool:
    return PERIOD.match(fold(c.words[-1])) is not None or (c.kind == "label" and are_years(table, c.at))


def _spans(table: Table, periods: int | None, told: Told) -> dict[int, Told]:
    """What each row's own time is, where a column tells it."""
    if periods is None:
        return {}
    head = fold(clean(table.cell(table.head[-1], periods).text))
    words = {r: _year_words(table.cell(r, periods).text) for r in table.body}
    full = {
        r: f"{head} {word}" if _COUNTED.match(fold(f"{head} {word}")) else word for r, word in words.items()
    }
    return {r: replace(span_of(word, told), words=word) for r, word in full.items()}


def _texts(table: Table, at: int) -> list[str]:
    return [clean(table.cell(r, at).text) for r in table.body]


def _carried(words: Sequence[str], is_on: bool) -> list[str]:
    """A unit written once above the rows it spans stands for all of them."""
    out: list[str] = []
    for word in words:
        out.append(word or (out[-1] if is_on and out else ""))
    return out


def _of_area(row: Row, unit_row: Row) -> Row:
    """A row of a unit and a subject, each in a column of its own."""
    return replace(
        row, area=unit_row.area, area_id=unit_row.area_id, problem=unit_row.problem, is_group=unit_row.is_group,
        is_total=unit_row.is_total, words=f"{unit_row.words} {row.words}",
    )  # fmt: skip


def _criteria(body: list[Row], marks: Mapping[int, str], catalogue: Catalogue) -> list[Row]:
    """In a grid of criteria each row of a criterion's name is one; numbered like these, a name nobody knows is too."""
    named = [criterion(row.words, catalogue, is_grid=True) for row in body]
    if len(set(named) - {""}) < GRID:
        return body
    own = [
        f"{int(mark):02d}" if (mark := marks[row.at].removesuffix(".0").strip(".")).isdecimal() else ""
        for row in body
    ]
    if all(number == name for number, name in zip(own, named, strict=True) if name):
        named = [
            name or (number if row.words and not row.subject.concepts else "")
            for row, name, number in zip(body, named, own, strict=True)
        ]
    return [replace(row, criterion=number) for row, number in zip(body, named, strict=True)]


def _year_words(text: str) -> str:
    return clean(text).removesuffix(".0")


def _label(table: Table, row: int, names: Sequence[int]) -> str:
    """The words of the label columns; the last that holds any."""
    told = [clean(table.cell(row, at).text) for at in names if table.cell(row, at).text]
    return told[-1] if told else ""


def _mark(table: Table, row: int, index: int | None, text: str) -> str:
    shown = clean(table.cell(row, index).text) if index is not None else ""
    return shown or marker(text)


def _subject_row(
    line: Line, unit: str, told: Told | None, home: str, outline: Outline, catalogue: Catalogue
) -> Row:
    text = line.words
    subject = entire(text, catalogue)
    is_bare = is_season(fold(label(text)))
    is_part = OF_WHICH.match(fold(text)) is not None and fold(label(text)) != "" and not line.is_empty
    subject = replace(
        subject, is_silent=not subject.concepts and (is_bare or (is_silent(text) and not is_part))
    )
    parents = outline.place(line, subject)
    parents = (entire(line.over, catalogue), *parents) if line.over else parents
    if not subject.concepts and not subject.is_silent and (one := child_of(parents, text, catalogue)):
        subject = replace(subject, concepts=one)
    return Row(
        line.at, text, home, problem=Unknown(text) if is_below_commune(text) else None, subject=subject, parents=parents, under=outline.under[line.at], unit=unit or _unit_in(text, catalogue), told=told,
        is_total=is_total(text), measure=measure_of(text) if subject.is_silent else planned(text, subject.beside),
    )  # fmt: skip


def _unit_in(text: str, catalogue: Catalogue) -> str:
    """The unit a row's own words name; a percent sign only where the row is a rate."""
    unit = units_in(text, catalogue)
    is_rate = re.match(r"(?:tỷ|tỉ) lệ|tốc độ|cơ cấu|tỷ trọng|mức độ", fold(label(text)))
    return unit if unit != "%" or is_rate else ""
