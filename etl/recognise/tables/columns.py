"""What each column says: its label kind, or the measure, period, area, unit and subject of its figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from etl.catalog import Area, Catalogue
from etl.model import Measure
from etl.recognise.phrases import GROWTHS
from etl.recognise.tables.column import Column
from etl.recognise.tables.headed import bare_unit, counted_in, subject_of
from etl.recognise.tables.look import Look, label, look, units_in
from etl.recognise.tables.measures import is_comparison, measure_in, measure_of
from etl.recognise.tables.settle import settle
from etl.recognise.tables.shape import Table, is_year
from etl.recognise.tables.silent import is_silent
from etl.recognise.tables.spans import Told, is_running, reported, span_of
from etl.recognise.tables.status import criterion, status_of
from etl.recognise.tables.strangers import with_strangers
from etl.recognise.tables.units import listed_units, of_head
from etl.recognise.tables.whose import day_of
from etl.words.fold import clean, fold

LABEL = re.compile(
    r"^(?:(?:các )?(?:nội dung|chỉ tiêu|khoản mục|danh mục|hạng mục|diễn giải).*|(?:tên )?(?:đơn vị|xã(?! hội)|địa phương|đơn vị hành chính|xã, ?(?:phường, ?)?thị trấn|xã/thị trấn|địa bàn|xã, tt)(?: .*)?|.*(?:tên xã|tên chỉ tiêu|tên đơn vị|nội dung).*|(?:nội dung |tên |các )?tiêu chí(?: (?:ntm|nông thôn mới))?|chia theo .*|loại (?:cây|rừng|con|sản phẩm).*|cây trồng|vật nuôi)$"
)
_INDEX = re.compile(r"^(?:stt|tt|số tt|số thứ tự|s tt|no\.?|#)$")
_UNIT = re.compile(r"^(?:đvt|đơn vị tính|đ\.?v tính|đơn vị đo|đv)$")
_NOTE = re.compile(
    r"ghi chú|năm (?:được )?công nhận|năm phấn đấu|năm đạt|^mã(?: số)?|số (?:quyết định|văn bản|công văn)|^ngày|căn cứ|lý do|nguồn số liệu|người (?:lập|phụ trách|ký|liên hệ)|điện thoại|tiêu chí (?:chưa đạt|còn lại)|các tiêu chí (?:đạt|chưa)"
)


def columns(table: Table, told: Told, catalogue: Catalogue) -> list[Column]:
    """Every column of a table; a value column knows which label column (side) it belongs to."""
    paths = [_path(table, at) for at in range(table.width)]
    kinds = _kinds(table, paths, catalogue)
    day = day_of([path[-1] for path in paths if path], told, catalogue)
    found: list[Column] = []
    units = {**listed_units(table.title, catalogue), **_crop_units(paths, catalogue)}
    side, is_open = -1, False
    for at, (path, kind) in enumerate(zip(paths, kinds, strict=True)):
        side += kind == "label" and not is_open
        is_open = kind == "label" or (is_open and kind != "value")
        column = Column(at, kind, path, is_hidden=at in table.grid.hidden_columns, side=max(side, 0))
        found.append(_value(column, table, told, day, units, catalogue) if kind == "value" else column)
    return settle(table, with_strangers(found, day, catalogue), told, catalogue)


def _path(table: Table, at: int) -> tuple[str, ...]:
    """The heading words over a column, outermost first, each once; a group no merged cells bound runs to the right."""
    words: list[str] = []
    for depth, row in enumerate(table.head):
        text = _once(table.cell(row, at).text)
        if not text and depth + 1 < len(table.head):
            text = _group_to_left(table, depth, at)
        if text and text not in words:
            words.append(text)
    return tuple(words)


def _once(text: str) -> str:
    """The words of a heading; cells that Word merged hold the same lines again."""
    lines = [clean(line) for line in text.splitlines() if clean(line)]
    half = len(lines) // 2
    return clean(" ".join(lines[:half] if half and lines[:half] == lines[half:] else lines))


def _group_to_left(table: Table, depth: int, at: int) -> str:
    row, below = table.head[depth], table.head[depth + 1]
    if not clean(table.cell(below, at).text):
        return ""
    for left in range(at - 1, -1, -1):
        group, under = table.cell(row, left), table.cell(below, left)
        if not clean(under.text) or group.is_merged or under.is_merged:
            return ""
        if clean(group.text):
            return clean(group.text)
    return ""


def _kinds(table: Table, paths: list[tuple[str, ...]], catalogue: Catalogue) -> list[str]:
    kinds = [_kind(table, at, path, catalogue) for at, path in enumerate(paths)]
    if "label" not in kinds and "value" in kinds and are_years(table, kinds.index("value")):
        kinds[kinds.index("value")] = "label"
    if "label" not in kinds:
        wordy = [
            at
            for at, kind in enumerate(kinds)
            if kind in ("value", "note") and _share_of_words(table, at, catalogue) > 0.5
        ]
        if wordy:
            kinds[wordy[0]] = "label"
    names = kinds.index("label") if "label" in kinds else 0
    return [
        "index" if at < names and kind == "value" and _counts_on(table, at) else kind
        for at, kind in enumerate(kinds)
    ]


def _counts_on(table: Table, at: int) -> bool:
    """Whether a column before the names numbers them: 1, 2, 3 …, from 1 again in each group, whatever its heading."""
    told = [clean(table.cell(r, at).text).removesuffix(".0").strip(".)") for r in table.body]
    numbers = [int(word) if word.isdecimal() else 0 for word in told if word]
    follows = (n in (1, before + 1) for before, n in zip([0, *numbers], numbers, strict=False))
    return len(numbers) > 1 and all(numbers) and all(follows)


def _kind(table: Table, at: int, path: tuple[str, ...], catalogue: Catalogue) -> str:
    inner = fold(path[-1]) if path else ""
    if len(path) > 1 and _UNIT.match(inner) and not _are_units(table, at, catalogue):
        return _kind(table, at, path[:-1], catalogue)  # it heads the row of units
    if _INDEX.match(inner):
        return "index"
    if _UNIT.match(inner) or (inner == "đơn vị" and _are_units(table, at, catalogue)):
        return "unit"
    wordy = _share_of_words(table, at, catalogue)
    if PERIOD.match(inner) and _are_periods(table, at):
        return "label"
    if LABEL.match(inner) and wordy > 0.4 and not _is_status(table, at, catalogue):
        return "label"
    if is_note(path):
        return "note"
    if wordy > 0.5 and not _is_status(table, at, catalogue):
        return "note" if path and not _are_measures(table, at) else "label"
    has_data = any(table.cell(r, at).text and not table.cell(r, at).is_merged for r in table.body)
    is_unit = len(path) > 1 and bool(catalogue.areas.named(path[-1]))
    return "value" if path and (has_data or is_unit) else "blank"


def is_note(words: Sequence[str]) -> bool:
    """Whether a column is headed as remarks, dates, codes or people: what stands there is no figure."""
    inner = fold(words[-1]) if words else ""
    return bool(_NOTE.search(inner)) and not is_comparison(inner)


PERIOD = re.compile(r"^(?:năm|tháng|quý|kỳ|thời gian|thời điểm|giai đoạn|kỳ báo cáo)$")
_PERIOD_WORDS = re.compile(
    r"(?<!\w)(?:năm|tháng|quý|t\d+|6t|9t|q\d|vụ|ngày)(?!\w)|^(?:19|20)\d\d(?:\.0)?$|^\d{1,2}/(?:19|20)\d\d$|^\d{1,2}(?:\.0)?$"
)


def _are_periods(table: Table, at: int) -> bool:
    words = [fold(clean(table.cell(r, at).text)) for r in table.body if table.cell(r, at).text]
    return bool(words) and sum(bool(_PERIOD_WORDS.search(w)) for w in words) * 5 >= len(words) * 4


def are_years(table: Table, at: int) -> bool:
    """Whether every row of a column is a year, each its own: it names the rows whatever its heading."""
    years = [clean(cell.text) for r in table.body if (cell := table.cell(r, at)).text and is_year(cell)]
    return len(years) > 1 and len(set(years)) == len(table.body)


def _are_measures(table: Table, at: int) -> bool:
    """Whether the rows of each unit say in this column, again and again, what they tell: planned, done, a share."""
    words = [fold(clean(table.cell(r, at).text)) for r in table.body if table.cell(r, at).text]
    told = set(words)
    return 1 < len(told) <= len(words) / 2 and all(is_silent(w) for w in told) and any(map(measure_of, told))


def _share_of_words(table: Table, at: int, catalogue: Catalogue) -> float:
    kinds = [look(table.cell(r, at), catalogue) for r in table.body]
    filled = [k for k in kinds if k is not Look.BLANK]
    return filled.count(Look.WORDS) / len(filled) if filled else 0.0


def _are_units(table: Table, at: int, catalogue: Catalogue) -> bool:
    words = [clean(table.cell(r, at).text) for r in table.body if table.cell(r, at).text]
    return bool(words) and sum(catalogue.unit(w) is not None for w in words) * 2 > len(words)


def _is_status(table: Table, at: int, catalogue: Catalogue) -> bool:
    words = [table.cell(r, at).text for r in table.body if look(table.cell(r, at), catalogue) is Look.WORDS]
    return bool(words) and sum(bool(status_of(w)) for w in words) * 10 >= len(words) * 8


_CROP = re.compile(r"^(?:diện tích|dt|năng suất|ns|sản lượng|sl)$")


def _crop_units(paths: Sequence[tuple[str, ...]], catalogue: Catalogue) -> dict[str, str]:
    """`DT (ha) | NS (tạ/ha) | SL (tấn)` of one crop say the units of the next crop's bare `DT | NS | SL`."""
    told: dict[str, set[str]] = {}
    for path in paths:
        if path and _CROP.match(fold(label(path[-1]))) and (unit := units_in(path[-1], catalogue)):
            told.setdefault(fold(label(path[-1])), set()).add(unit)
    return {name: units.pop() for name, units in told.items() if len(units) == 1}


def _value(
    column: Column, table: Table, told: Told, day: date, units: Mapping[str, str], catalogue: Catalogue
) -> Column:
    joined = " ".join(column.words)
    unit = next(
        (u for w in reversed(column.words) if (u := units_in(w, catalogue) or counted_in(w, catalogue))), ""
    )
    unit = unit or bare_unit(column.words, catalogue) or of_head(column.words[-1], units)
    area, kept = _areas(column.words, day, catalogue)
    span = span_of(reported(column.words), told)
    told_of = [_of_land(fold(w), unit, column, table, catalogue) for w in (*kept[-1:], " ".join(kept))]
    found = replace(
        column, unit=unit, told=span, area=area, is_running=is_running(joined), is_total=any(map(is_total, column.words)), is_mean=is_mean(column.words[-1]),
        measure=measure_in(*told_of) if kept else None, is_doubtful=_is_of_before(fold(joined), unit, span),
    )  # fmt: skip
    found = replace(
        found,
        subject=subject_of(kept, found.measure, catalogue),
        criterion=_criterion(column, table, catalogue),
    )
    if _is_planned_rate(found, catalogue):
        return replace(found, measure=Measure.PLAN)
    return replace(found, measure=None) if _is_growth(found) else found


_BEFORE = re.compile(r"(?<!\w)(?:tháng|quý|kỳ|tuần|vụ) (?:liền |ngay )?trước(?!\w)(?! đó)")
"""The time just before the one reported: no share of it is one of last year."""


def _is_of_before(words: str, unit: str, span: Told) -> bool:
    """Whether a share is of the month before, or a figure of a time that cannot be counted back to."""
    is_share = unit == "%" or is_comparison(words)
    return _BEFORE.search(words) is not None and (is_share or not span.is_own)


def _is_growth(column: Column) -> bool:
    """Whether the change a heading speaks of is the thing measured: `Tốc độ tăng dân số`, `Mức giảm tỷ lệ hộ nghèo`."""
    is_change = column.measure in (Measure.CHANGE_ABS, Measure.CHANGE_PCT_YOY)
    return is_change and any((c.code or c.head).startswith(GROWTHS) for c in column.subject.concepts)


_SET_AGAINST = re.compile(r"(?<!\w)(?:so|hoàn thành|đạt|thực hiện|th|ước)(?!\w)|/")


def _is_planned_rate(column: Column, catalogue: Catalogue) -> bool:
    """Whether what is planned is a rate itself: `Tỷ lệ hộ nghèo (KH)` is no share of a plan, `Tỷ lệ hộ nghèo so với KH` is."""
    known = (catalogue.indicators.get(c.code) for c in column.subject.own)
    is_rate = any(one is not None and one.unit == "%" for one in known)
    return (
        column.measure is Measure.PCT_OF_PLAN
        and is_rate
        and not _SET_AGAINST.search(fold(" ".join(column.words)))
    )


def _of_land(words: str, unit: str, column: Column, table: Table, catalogue: Catalogue) -> str:
    """`DT` of what is measured in ha, or beside `NS | SL`, is diện tích, whatever stands behind it."""
    known = catalogue.unit(unit) if unit else None
    beside = {
        fold(label(table.cell(table.head[-1], at).text))
        for at in (column.at + 1, column.at + 2)
        if at < table.width
    }
    is_land = (known and known.kind == "land") or beside & {"ns", "năng suất", "sl", "sản lượng"}
    return re.sub(r"(?<!\w)dt(?!\w)", "diện tích", words) if is_land else words


def _areas(words: Sequence[str], day: date, catalogue: Catalogue) -> tuple[Area | None, tuple[str, ...]]:
    """The commune a heading or the group above it names, and the words beside its name."""
    found = [catalogue.areas.find(clean(word), day, catalogue.areas.home) for word in words]
    known = [one if isinstance(one, Area) and one.level in ("commune", "town") else None for one in found]
    kept = tuple(word for word, one in zip(words, known, strict=True) if one is None)
    return next((one for one in reversed(known) if one is not None), None), kept


_TOTAL = re.compile(
    r"^(?:(?:tổng cộng|cộng|tổng số|tổng) (?:cả )?\d+ (?:xã|thị trấn|đơn vị|phường)(?:, ?\w+(?: \w+)?)?|tổng cộng|cộng|tổng số|tổng|toàn huyện|cả huyện|toàn xã|tổng toàn huyện|tổng số toàn huyện|huyện bắc sơn|cộng toàn huyện|tổng cộng toàn huyện|toàn tỉnh|chung toàn huyện|tổng hợp)(?: \(.*\))?$"
)


def is_total(text: str) -> bool:
    """Whether a row or column sums the others up."""
    return bool(_TOTAL.match(fold(clean(text)).strip(" :.*")))


_MEAN = re.compile(r"(?:bình quân|trung bình|bq|tb)(?!\w)")


def is_mean(text: str) -> bool:
    """Whether a row or column is the mean of the others: no total, whatever stands beside it."""
    return _MEAN.match(fold(clean(text))) is not None


def _criterion(column: Column, table: Table, catalogue: Catalogue) -> str:
    """The number of the NTM criterion a column stands for: counted in a heading row, written, or by its name."""
    formula = table.index[column.at] if table.index else ""
    counted = [w for w in table.index if w.isdecimal()]
    if len(counted) == 19 and formula.isdecimal():
        return f"{int(formula):02d}"
    return criterion(column.words[-1], catalogue, _is_status(table, column.at, catalogue))
