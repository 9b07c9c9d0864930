"""Grids → Cells: no template; every value cell ends as a figure, a mark, a total or a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from etl.catalog import Area, Catalogue
from etl.model import Cell, Document, Finding, Grid, Measure, Place, Severity
from etl.model.pace import paced, part
from etl.recognise.places import known_places
from etl.recognise.tables.blocks import side_by_side
from etl.recognise.tables.captions import captioned, is_titled, without_captions
from etl.recognise.tables.column import Column
from etl.recognise.tables.columns import columns
from etl.recognise.tables.emit import cell_of, maturity_of
from etl.recognise.tables.forms import form_of, formed
from etl.recognise.tables.frame import Frame
from etl.recognise.tables.legend import legend
from etl.recognise.tables.longform import is_long, long_cells, tidy_tables
from etl.recognise.tables.ratios import reported_in
from etl.recognise.tables.row import Row
from etl.recognise.tables.rows import rows
from etl.recognise.tables.settle import bare_share
from etl.recognise.tables.shape import Table, find_tables, words_in
from etl.recognise.tables.sideways import upright
from etl.recognise.tables.spans import Told, of_title
from etl.recognise.tables.strangers import unsettled
from etl.recognise.tables.subjects import Meaning, meaning
from etl.recognise.tables.titled import parts_of, titled
from etl.recognise.tables.units import table_unit
from etl.recognise.tables.unread import Told as Role
from etl.recognise.tables.unread import unread_cells
from etl.words.fold import clean, fold


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a table: the text's lines, the frames just before it that hold no table (a letterhead laid
    out in cells), and the titles that hold for the whole sheet or file where its own are silent."""

    lines: Sequence[str]
    lead: Sequence[str] = ()
    outer: Sequence[str] = ()


@dataclass(slots=True)
class Read:
    """What the tables of a document gave."""

    cells: list[Cell]
    findings: list[Finding]
    layout: str = ""
    tables: list[Role] = field(default_factory=list)


def table_cells(document: Document, catalogue: Catalogue) -> Read:
    """Every figure of the document's tables in the report's own words, and what is to be said about them."""
    read = Read([], [])
    lines = [document.text[s.start : s.end] for s in document.spans]
    previous: Table | None = None
    last: Grid | None = None
    name = ""
    lead: list[str] = []
    outer: list[str] = lines[:HEADING]
    blocks = (block for grid in paced(document.grids) for block in side_by_side(grid, catalogue))
    for number, grid in enumerate(blocks, start=1):
        if grid.is_hidden:
            read.findings.append(Finding("hidden_sheet", Severity.NOTE, Place(document.file, grid.name)))
            continue
        found = tidy_tables(grid, catalogue) or _continued(grid, previous, last, catalogue)
        found = found or find_tables(captioned(grid, last, catalogue), catalogue)
        sheet: tuple[str, ...] = ()
        before = len(read.cells)
        for table in (upright(one, catalogue) for one in found):
            around = Around(lines, lead, (*outer, *sheet))
            name = name if table.above else f"{number}.{table.number}"
            _read_table(document, table, name, around, catalogue, read)
            previous, lead, sheet = table, [], sheet or without_captions(table.title)
        made = {cell.place.at for cell in read.cells[before:]}
        read.findings += unread_cells(document.file, grid, read.tables, made, catalogue)
        read.tables.clear()
        last = grid if found else last
        if not found:
            lead = [*lead, *_words_of(grid)]
            outer = [*outer, *_words_of(grid)]
    return read


HEADING = 12
"""A text's first lines, and a frame's: more is no letterhead."""


def _words_of(grid: Grid) -> list[str]:
    return [
        *grid.before,
        *(word for row in range(min(len(grid.rows), HEADING)) for word in words_in(grid, row)),
    ]


def _continued(grid: Grid, previous: Table | None, last: Grid | None, catalogue: Catalogue) -> list[Table]:
    """A table that runs over the page: same width and no heading of its own, or the heading repeated."""
    if (
        previous is None
        or last is None
        or not grid.rows
        or len(grid.rows[0]) != previous.width
        or not previous.grid.before
    ):
        return []
    heads = [[clean(c.text) for c in previous.grid.rows[r]] for r in previous.head]
    own = [[clean(c.text) for c in row] for row in grid.rows]
    skip = len(heads) if own[: len(heads)] == heads else 0
    if find_tables(grid, catalogue) and (skip == 0 or is_titled(grid, last)):
        return []
    if not skip and previous.grid.rows[0][0].at.count("/") != 3:
        return []
    joined = Grid(
        previous.grid.name,
        (*(previous.grid.rows[r] for r in previous.head), *grid.rows[skip:]),
        before=previous.grid.before,
    )
    head = tuple(range(len(heads)))
    body = tuple(r for r in range(len(heads), len(joined.rows)) if any(c.text for c in joined.rows[r]))
    above = previous.above + len(previous.grid.rows)
    return [Table(joined, previous.number, head, previous.index, body, previous.title, grid.after, above)]


def _read_table(
    document: Document, table: Table, name: str, around: Around, catalogue: Catalogue, read: Read
) -> None:
    frame = frame_of(document, table, name, around, catalogue)
    if is_long(table, catalogue):
        long_cells(table, frame, read.cells, read.findings)
        read.tables.append((table, ()))
        return
    found = columns(table, frame.told, catalogue)
    if not frame.told.is_own and (told := reported_in(found)):
        found, frame = columns(table, told, catalogue), replace(frame, told=told)
    frame = replace(
        frame,
        running=_running(found, frame.told),
        runs=any(c.is_running for c in found),
        share=bare_share(found),
        measure=None if any(c.measure in (Measure.PLAN, Measure.TARGET) for c in found) else frame.measure,
    )
    sides = sorted({c.side for c in found if c.kind == "label"}) or [0]
    made: list[Cell] = []
    bodies: list[list[Row]] = []
    for side in sides:
        with part(0, 0.6):
            body = rows(table, found, side, frame.told, frame.home, catalogue)
        bodies.append(body)
        values = [c for c in found if c.kind == "value" and c.side == side]
        areas = [c for c in values if c.area or c.is_total]
        across = areas if sum(c.area is not None for c in areas) >= 2 else []
        read.findings += unsettled(frame, table, [c for c in found if c.side == side], body)
        with part(0.6, 1):
            made += _cells(frame, table, body, values, bool(across))
    read.tables.append((table, found))
    form = form_of(table, bodies, found, catalogue)
    read.layout = read.layout or (form.code if form else "")
    read.cells += formed(form, frame.row, bodies, found, made) if form else made


def _running(found: Sequence[Column], told: Told) -> str:
    """The period of a month's table that also adds up from January: its shares are of the sum."""
    if told.period.count("-") != 1 or "/" in told.period:
        return ""
    sums = [c.told.period for c in found if c.kind == "value" and c.told.is_own and "/" in c.told.period]
    return next((p for p in sums if p.endswith(told.period)), "")


def _cells(frame: Frame, table: Table, body: list[Row], values: list[Column], across: bool) -> Iterator[Cell]:
    for row in paced(body):
        own = [table.cell(row.at, c.at) for c in values]
        if not (row.area_id or row.is_leaf or any(cell.text and not cell.is_merged for cell in own)):
            continue
        for column in values:
            made = cell_of(frame, table, row, column, across)
            if made:
                yield made


def frame_of(document: Document, table: Table, name: str, around: Around, catalogue: Catalogue) -> Frame:
    """What a table's title, heading, notes and file say of all its figures."""
    lines = around.lines
    titles = [*around.lead, *([*lines[:HEADING], *table.title] if not table.grid.before else table.title)]
    told = _told(document, table, titles, around)
    home = _home(titles or lines, told, catalogue) or _home(around.outer, told, catalogue)
    home = home or catalogue.areas.label(catalogue.areas.home)
    found = catalogue.areas.find(home, told.last)
    subject = _title_subject([table.grid.name, *titles], catalogue)
    is_open = not told.period and home == catalogue.areas.label(catalogue.areas.home)
    measure, plan_title = titled(titles, table.grid.name)
    home_id = catalogue.areas.home if is_open else found.id if isinstance(found, Area) else ""
    return Frame(
        document.file, name, told, home, home_id,
        table_unit([*_ahead(lines, table), *around.lead, *table.title], table, catalogue), subject,
        legend([*table.title, *table.notes]), maturity_of(titles), catalogue, above=table.above, measure=measure, plan_title=plan_title, is_plan=measure is not None, parts=parts_of(titles),
    )  # fmt: skip


def _ahead(lines: Sequence[str], table: Table) -> Sequence[str]:
    """The text's first lines as far as they stand before a table: the unit of the next table is none of this one's."""
    before = [clean(line) for line in table.grid.before]
    ends = (n for n in range(len(lines)) if before and clean(lines[n]) == before[-1])
    return lines[: min(next(ends, 0), HEADING)]


def _told(document: Document, table: Table, titles: Sequence[str], around: Around) -> Told:
    """The span of a table: its own titles', else the sheet's or file's, else what the text or the heading names."""
    told = of_title([table.grid.name, *titles]) if titles or table.grid.name else Told()
    if not told.is_own and (wider := of_title([*around.outer, *titles])).is_own:
        return wider
    if not told.period:
        told = of_title([document.title, *around.lines])
    if not told.period:
        told = replace(of_title([c.text for r in table.head for c in table.grid.rows[r]]), is_own=False)
    return told


def _title_subject(titles: Sequence[str], catalogue: Catalogue) -> Meaning:
    """What the title speaks of, the line nearest to the table first."""
    lines = [line for line in reversed(titles) if not (_UNITS.match(fold(line)) or _ASIDE.match(fold(line)))]
    told = [_of_line(line, catalogue) for line in lines]
    season = next((m.season for m in told if m.season is not None), None)
    best = next((m for m in told if m.concepts), Meaning())
    return Meaning(best.words, best.concepts, season)


_UNITS = re.compile(r"\W*(?:đvt|đơn vị(?: tính| đo)?)\W*:")
"""A line of units names what they are of, which is not all the table speaks of."""
_OPENING = re.compile(
    r"^\W*(?:(?:biểu|bảng)(?: số)?[ \d.:]*)?(?:kết quả|tình hình|tiến độ|báo cáo|số liệu|tổng hợp|thống kê)"
    r"(?: (?:kết quả|tình hình|tiến độ|số liệu|phát triển|thực hiện|công tác|chăn nuôi|sản xuất))*\s+(?=\w)"
)


def _of_line(line: str, catalogue: Catalogue) -> Meaning:
    """What one title line speaks of: all its words, else those behind `Kết quả phát triển …`, which open a title and name nothing."""
    whole = meaning(line, catalogue)
    return whole if whole.concepts else meaning(_OPENING.sub("", fold(line)), catalogue)


_ASIDE = re.compile(r"\W*(?:ghi chú|chú thích|nguồn|nơi nhận|lưu|kính gửi)(?!\w)")
"""A line beside a table, often the one above: whom it names the table is not of."""


def _home(lines: Sequence[str], told: Told, catalogue: Catalogue) -> str:
    """The unit the titles name, a commune before the district; empty where they name none."""

    def find(words: str) -> str:
        found = catalogue.areas.find(words, told.last)
        return catalogue.areas.label(found.id) if isinstance(found, Area) else ""

    useful = [line for line in lines if not _ASIDE.match(fold(line))]
    known = Counter(place for line in useful for place in known_places(line, find))
    for level in ("xã", "thị trấn", "huyện", "thành phố", "tỉnh"):
        named = [name for name in known if name.startswith(level + " ")]
        if len(named) == 1 or (named and level == "huyện"):
            return named[0]
    return ""
