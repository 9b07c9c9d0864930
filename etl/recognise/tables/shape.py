"""Where a table stands in a grid: its heading rows, its index row, its body, and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.catalog import Catalogue
from etl.model import Grid, GridCell
from etl.recognise.tables.look import Look, look
from etl.recognise.tables.status import status_of
from etl.words.fold import clean, fold

_INDEX = re.compile(r"\(?(?:[a-hA-H]|\d{1,2})\)?(?:\s*=\s*[\d(][\d()/*x+\-×: ]*%?)?$")
_HEADING = re.compile(
    r"(?<!\w)(?:stt|tt|số tt|nội dung|chỉ tiêu|đvt|đơn vị|đơn vị tính|tên xã|xã|địa phương|tên|kế hoạch|kh|thực hiện|th|"
    r"dự toán|ước|so sánh|tỷ lệ|ghi chú|diện tích|năng suất|sản lượng|tổng số|tiêu chí|năm|tháng|quý|số|thu|chi|danh mục|loại)(?!\w)"
)
_LABEL = re.compile(
    r"^(?:stt|tt|số tt|số thứ tự|nội dung.*|(?:tên |các )?tiêu chí(?: (?:ntm|nông thôn mới))?|.*chỉ tiêu.*|(?:tên )?(?:đơn vị|xã(?! hội)|địa phương|xã, thị trấn|đơn vị hành chính).*|danh mục.*|hạng mục.*|tên .*|loại .*|diễn giải|năm|tháng|quý|thời gian|thời điểm|giai đoạn|kỳ báo cáo)$"
)
_CAPTION = re.compile(r"^(?:tên )?(?:đơn vị(?: tính| báo cáo| gửi)?|đvt|xã|địa phương)\s*:\s*\S")
"""`Đơn vị: UBND xã Trấn Yên` says whose the table is, `Đơn vị tính: đồng` its unit: no heading of a column."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table by row numbers of its grid; `index` holds the index row's words by column (`3=2/1`),
    `above` how many rows of it stand on the pages before."""

    grid: Grid
    number: int
    head: tuple[int, ...]
    index: tuple[str, ...]
    body: tuple[int, ...]
    title: tuple[str, ...]
    notes: tuple[str, ...]
    above: int = 0

    def cell(self, row: int, column: int) -> GridCell:
        """One cell."""
        return self.grid.rows[row][column]

    @property
    def width(self) -> int:
        """How many columns the grid has."""
        return len(self.grid.rows[0]) if self.grid.rows else 0


def find_tables(grid: Grid, catalogue: Catalogue) -> list[Table]:
    """Every table of a grid, top to bottom."""
    looks = [[look(cell, catalogue) for cell in row] for row in grid.rows]
    ways = _Ways(_notes(grid), min((at for row in looks for at in _first_filled(row)), default=0))
    starts = _starts(grid, looks, ways, catalogue)
    found: list[Table] = []
    before = 0
    for number, start in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(grid.rows)
        table = _table(grid, looks, ways, number + 1, (before, start, stop))
        if table:
            found.append(table)
            before = table.body[-1] + 1
    return found


def is_label(words: str) -> bool:
    """Whether a heading (folded) says that names stand below it."""
    return _LABEL.match(words) is not None and _CAPTION.match(words) is None


def words_in(grid: Grid, row: int) -> list[str]:
    """The texts of a row, copies of merged cells left out."""
    return [clean(c.text) for c in grid.rows[row] if c.text and not c.is_merged]


@dataclass(frozen=True, slots=True)
class _Ways:
    """Of a whole grid: the columns headed as remarks, and the first column that holds anything."""

    notes: frozenset[int]
    left: int


def _first_filled(row: list[Look]) -> Iterator[int]:
    at = next((at for at, kind in enumerate(row) if kind is not Look.BLANK), None)
    if at is not None:
        yield at


def _starts(grid: Grid, looks: list[list[Look]], ways: _Ways, catalogue: Catalogue) -> list[int]:
    """Rows where a heading begins: a label heading beside others, and data some rows below."""
    found: list[int] = []
    for row in range(len(grid.rows)):
        words = words_in(grid, row)
        is_labelled = any(is_label(fold(w)) for w in words)
        numbers = sum(
            1 for at, kind in enumerate(looks[row]) if kind is Look.NUMBER and not is_year(grid.rows[row][at])
        )
        if (
            len(words) >= 2
            and is_labelled
            and numbers == 0
            and not _is_group(grid, row, ways.notes)
            and (not found or (row - found[-1] > 3 and not _is_lacking(words, looks[row], catalogue)))
        ):
            found.append(row)
    if not found:
        guess = _guess(grid, looks, ways)
        return [] if guess is None else [guess]
    return found


def _is_lacking(words: list[str], kinds: list[Look], catalogue: Catalogue) -> bool:
    """A unit's own row in which no number stands: a mark says why, or words that are asked about; several units are a heading's."""
    return Look.MARK in kinds or sum(bool(catalogue.areas.named(word)) for word in words) == 1


def _guess(grid: Grid, looks: list[list[Look]], ways: _Ways) -> int | None:
    """Without heading words: the row of words just above the first row with a number in it, or above the name of the
    first group (`2018 | 2019 | Sơ bộ 2020` over `DIỆN TÍCH (Ha)`)."""
    for row, kinds in enumerate(looks):
        if Look.NUMBER in kinds and Look.WORDS in kinds and row and not _is_of_years(grid, row, ways):
            start = row - 1
            while start > max(row - _GROUPS, 0) and len(words_in(grid, start)) < 2:
                start -= 1
            while start and len(words_in(grid, start - 1)) >= 2:
                start -= 1
            return start if len(words_in(grid, start)) >= 2 else None
    return None


_GROUPS = 3
"""Rows below a heading that may name groups before the first figure."""


def _is_of_years(grid: Grid, row: int, ways: _Ways) -> bool:
    """Whether every number in a row is a year, and there are several: a heading without words over its names."""
    years = [cell for cell in grid.rows[row] if is_year(cell)]
    others = [
        c for at, c in enumerate(grid.rows[row]) if at and at not in ways.notes and c.text and c not in years
    ]
    return len(years) > 1 and all(_A_YEAR.search(cell.text) for cell in others)


_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _table(
    grid: Grid, looks: list[list[Look]], ways: _Ways, number: int, bounds: tuple[int, int, int]
) -> Table | None:
    before, start, stop = bounds
    top = start
    while top > max(before, start - _UPPER) and _is_upper_heading(grid, top - 1):
        top -= 1
    first, index_row = _first_row(grid, looks, ways, (start, stop))
    head = tuple(r for r in range(top, first) if r != index_row)
    rows = [r for r in range(first, stop) if _has_data(looks[r])]
    if not rows or not head:
        return None
    body = tuple(r for r in range(first, rows[-1] + 1) if any(c.text for c in grid.rows[r]))
    title = (*grid.before, *(w for r in range(before, top) for w in words_in(grid, r)))
    notes = (*(w for r in range(rows[-1] + 1, stop) for w in words_in(grid, r)), *grid.after)
    index = tuple(clean(c.text) for c in grid.rows[index_row]) if index_row >= 0 else ()
    return Table(grid, number, head, index, body, title, notes)


_UPPER = 4
"""Rows of a heading above the one that says where names stand."""


def _is_upper_heading(grid: Grid, row: int) -> bool:
    """Whether a row above the label row still belongs to the heading: several words, or one spanning some columns."""
    words = words_in(grid, row)
    if len(words) >= 2:
        return sum(bool(_HEADING.search(fold(w))) for w in words) >= 2
    if len(words) != 1:
        return False
    spanned = sum(1 for c in grid.rows[row] if c.is_merged and c.text)
    return 1 <= spanned < len(grid.rows[row]) - 2 and not re.match(r"đơn vị|đvt|biểu", fold(words[0]))


def _first_row(grid: Grid, looks: list[list[Look]], ways: _Ways, bounds: tuple[int, int]) -> tuple[int, int]:
    """The first row of the body, and the index row above it (−1 without one)."""
    start, stop = bounds
    for row in range(start + 1, min(stop, start + 8)):
        if is_index(grid.rows[row]):
            return row + 1, row
        if (
            _is_group(grid, row, ways.notes)
            or _is_name_alone(grid, row, ways.left)
            or _has_numbers(grid, looks, row)
            or _is_status_row(looks[row], grid.rows[row])
        ):
            return row, -1
    return start + 1, -1


def is_index(row: tuple[GridCell, ...]) -> bool:
    """Whether a row only numbers the columns: `A B 1 2 3=2/1`, or 1 … 19."""
    words = [clean(c.text) for c in row if clean(c.text) and not c.is_merged]
    if len(words) < 3 or not all(_INDEX.match(w) for w in words):
        return False
    numbers = [int(found[0]) for w in words if (found := re.match(r"\d+", w.strip("()")))]
    return (
        len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] == 1
    )


def _has_numbers(grid: Grid, looks: list[list[Look]], row: int) -> bool:
    """A row of data: words or an outline number first, numbers or marks behind, and not just years."""
    kinds = looks[row]
    data = [
        at
        for at, kind in enumerate(kinds)
        if kind in (Look.NUMBER, Look.MARK) and not grid.rows[row][at].is_merged
    ]
    years = [at for at in data if is_year(grid.rows[row][at])]
    if not data or (Look.WORDS not in kinds and not (years == data[:1] and len(data) > 1)):
        return False
    return len(years) < len(data)


_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?$")


def _is_status_row(kinds: list[Look], row: tuple[GridCell, ...]) -> bool:
    """A row of signs, each alone or a status, behind a name; short headings (`KH | TH`, `ĐTPT | TX`, `Giao | Đạt | %`) are none."""
    texts = [clean(c.text) for c in row if not c.is_merged]
    short = [
        t
        for t in texts
        if (len(t) == 1 and t != "%")
        or (0 < len(t) <= 4 and (status_of(t) or t.isdecimal()) and not _YEAR.match(t))
    ]
    is_named = any(t and t not in short for t in texts[: texts.index(short[0])]) if short else False
    return len(short) >= 5 and is_named and len(short) * 2 > len([k for k in kinds if k is not Look.BLANK])


def is_year(cell: GridCell) -> bool:
    """Whether a cell holds a year and nothing else."""
    return _YEAR.match(clean(cell.text)) is not None


def _notes(grid: Grid) -> frozenset[int]:
    """The columns headed as remarks."""
    heads = (c for row in grid.rows[:_HEADS] for c in enumerate(row))
    return frozenset(at for at, cell in heads if cell.text and fold(clean(cell.text)) == "ghi chú")


_HEADS = 60
"""Rows among which the headings of remarks are looked for."""


def _is_group(grid: Grid, row: int, notes: frozenset[int]) -> bool:
    """`A | CHỈ TIÊU KINH TẾ`: an outline marker, its words, and nothing else but a remark."""
    cells = (c for at, c in enumerate(grid.rows[row]) if at not in notes)
    words = [clean(c.text) for c in cells if c.text and not c.is_merged]
    return len(words) == 2 and bool(re.fullmatch(r"[A-HIVX]{1,4}|\d{1,2}(?:\.0)?", words[0]))


def _is_name_alone(grid: Grid, row: int, left: int) -> bool:
    """`DIỆN TÍCH (Ha)` in the first column that holds any words, and nothing else in the row."""
    first, *others = grid.rows[row][left:]
    return (
        bool(clean(first.text))
        and not first.is_merged
        and all(not c.text or (c.is_merged and c.text == first.text) for c in others)
    )


def _has_data(kinds: list[Look]) -> bool:
    return any(kind in (Look.NUMBER, Look.DATE) for kind in kinds) or kinds.count(Look.MARK) >= 1
