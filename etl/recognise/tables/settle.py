"""Columns that only their neighbours explain: shares by formula, the same period, crops to the left, criteria grids."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from etl.catalog import Catalogue, Concept
from etl.model import Measure, Period
from etl.recognise.tables.column import Column
from etl.recognise.tables.ratios import of_counts, of_latest, of_neighbours, of_plans
from etl.recognise.tables.shape import Table
from etl.recognise.tables.spans import Told, discrete, running
from etl.recognise.tables.status import GRID, criterion
from etl.recognise.tables.subjects import Meaning
from etl.words.fold import fold


def settle(table: Table, found: list[Column], told: Told, catalogue: Catalogue) -> list[Column]:
    """The columns with what their neighbours say of them."""
    shared = of_plans(_same_spans(_shares(table, _same_period(_quarters(found), told)), told))
    settled = _wholes(_crops(_of_which(_signs(table, of_latest(shared, told)))), catalogue)
    is_open = bare_share(settled) is None
    return _criteria(of_neighbours(of_counts(settled, catalogue) if is_open else settled), catalogue)


def _quarters(found: list[Column]) -> list[Column]:
    """A budget's quarters run on since January, unless several quarters or a running total stand beside each other."""
    told = [c for c in found if c.kind == "value" and c.measure in (None, Measure.ACTUAL) and c.told.is_own]
    quarters = {(c.told.year, c.told.quarter) for c in told if c.told.quarter}
    ends = {(c.told.year, c.told.month // 3) for c in told if not c.told.quarter and "/" in c.told.period}
    if len({quarter for _, quarter in quarters}) < LONGEST and not quarters & ends:
        return found
    return [replace(c, told=discrete(c.told)) if c.told.is_own else c for c in found]


def _wholes(found: list[Column], catalogue: Catalogue) -> list[Column]:
    """`Tổng thu` beside `Bổ sung từ ngân sách cấp trên` is all of what that is a part of."""
    out: list[Column] = []
    whole: Meaning | None = None
    for c in found:
        beside = [o for o in found if o is not c and o.kind == "value" and o.words[:-1] == c.words[:-1]]
        codes = {k.code.rpartition(".")[0] for o in beside for k in o.subject.concepts[:1]} - {""}
        is_bare = (
            c.kind == "value"
            and len(c.words) > 1
            and BARE.match(fold(c.words[-1]))
            and not c.subject.concepts
        )
        if is_bare and len(codes) == 1 and (code := codes.pop()) in catalogue.indicators:
            whole = Meaning(c.subject.words, (Concept(code),), c.subject.season, is_silent=False)
            c = replace(c, subject=whole)
        elif whole and c.kind == "value" and c.unit == "%" and c.subject.is_silent:
            c = replace(c, subject=whole)
        out.append(c)
    return out


BARE = re.compile(r"(?:tổng|tổng số|tổng cộng|cộng|tổng (?:số )?(?:thu|chi))$")
"""The whole of a group."""


LONGEST = 2
"""More spans than these beside each other are a series of years, not a period and the one before it."""
OF_CROP = ("yield", "output", "harvested_area")
"""Heads that are told of the crop named beside them."""


PARTS = re.compile(r"^\W*(?:trong đó|tr\. ?đó|t\.đó|trđ|chia ra|chia theo|bao gồm|gồm)")
_DIVIDED = re.compile(r"^\W*chia (?:ra|theo)")


def _is_part(c: Column) -> bool:
    """Whether a column stands under `Trong đó`."""
    return any(PARTS.match(fold(word)) for word in c.words[:-1])


def _of_which(found: list[Column]) -> list[Column]:
    """The parts under `Trong đó` are counted in the unit of the whole to their left; those of `Chia ra` are planned as it is."""
    out: list[Column] = []
    whole = ""
    measure: Measure | None = None
    for c in found:
        if c.kind == "value" and _is_part(c):
            is_divided = c.measure is None and any(_DIVIDED.match(fold(word)) for word in c.words[:-1])
            c = replace(c, unit=c.unit or whole, measure=measure if is_divided else c.measure)
        elif c.kind == "value" and not _is_part(c):
            whole = c.unit if c.unit != "%" else whole
            measure = c.measure if c.measure in (Measure.PLAN, Measure.TARGET) else None
        out.append(c)
    return out


def _crops(found: list[Column]) -> list[Column]:
    """`Diện tích lúa | Năng suất | Sản lượng`: the bare heads speak of the crop to their left."""
    crop: tuple[Concept, ...] = ()
    out: list[Column] = []
    for c in found:
        details = tuple(k for k in c.subject.concepts if k.detail)
        is_head = bool(c.subject.concepts) and all(k.head in OF_CROP for k in c.subject.concepts)
        if is_head and crop and not details:
            c = replace(c, subject=replace(c.subject, concepts=(*c.subject.concepts, *crop)))
        elif (c.subject.concepts or not c.subject.is_silent) and not _is_part(c):
            crop = details
        out.append(c)
    return out


def _criteria(found: list[Column], catalogue: Catalogue) -> list[Column]:
    """In a grid of criteria every column of a criterion's name is one, and a bare total counts the criteria met."""
    named = {
        c.at: criterion(c.words[-1], catalogue, is_grid=True)
        for c in found
        if c.kind == "value" and not c.unit
    }
    if max(sum(map(bool, named.values())), sum(bool(c.criterion) for c in found)) < GRID:
        return found
    met = Meaning("", (Concept("ntm_criteria_met"),))
    out = [replace(c, criterion=c.criterion or named.get(c.at, "")) for c in found]
    return [replace(c, subject=met) if c.is_total and not c.subject.concepts else c for c in out]


_COMPARED = re.compile(r"(?<!\w)so (?:sánh|với)(?!\w)")
"""A heading that sets columns beside each other makes the earlier one what the later is set against."""


def _same_period(found: list[Column], told: Told) -> list[Column]:
    """An actual column of the same span one year earlier is the same period, where plan or shares stand beside it."""
    values = [c for c in found if c.kind == "value"]
    has_claims = any(
        c.measure in (Measure.PLAN, Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD) for c in values
    )
    has_claims = has_claims or any(_COMPARED.search(fold(word)) for c in values for word in c.words)
    planned = {c.told.year for c in values if c.measure is Measure.PLAN}
    done = {c.told.year for c in values if c.measure in (None, Measure.ACTUAL) and c.unit != "%"}
    if planned and done and min(planned) > max(done):
        return found
    spans = {c.told.period for c in values if c.measure in (None, Measure.ACTUAL) and c.unit != "%"}
    reported = told.year if told.is_own else max(done, default=0)
    kinds = Counter(_length(span) for span in spans - {""})
    out: list[Column] = []
    for c in found:
        earlier = c.told.period and Period.parse(c.told.period).shifted(1).code
        if (
            c.kind == "value"
            and has_claims
            and c.measure in (None, Measure.ACTUAL)
            and earlier in spans - {""}
            and kinds[_length(c.told.period)] <= LONGEST
            and c.told.is_own
            and not c.told.is_opening
            and Period.parse(earlier).year == reported
        ):
            c = replace(c, measure=Measure.SAME_PERIOD)
        out.append(c)
    return out


def _same_spans(found: list[Column], told: Told) -> list[Column]:
    """`Cùng kỳ` beside `Ước 9 tháng` is of nine months; beside a month and a running sum it may be of either, unless
    it or the share of it says so."""
    values = [c for c in found if c.kind == "value"]
    is_of_sum = any(c.measure is Measure.PCT_OF_SAME_PERIOD and c.is_running for c in values)
    actual = [
        c
        for c in values
        if (c.measure is Measure.ACTUAL or (c.measure is None and c.told.is_own))
        and c.unit != "%"
        and c.told.year == told.year
    ]
    out: list[Column] = []
    for c in found:
        is_bare = c.measure is Measure.SAME_PERIOD and not (c.told.is_own and "-" in c.told.period)
        beside = [o.told for o in actual if o.words[:-1] == c.words[:-1]] or [o.told for o in actual]
        spans = {o.period: o for o in beside if "-" in o.period}
        later = Period.parse(c.told.period).shifted(1).code if c.told.is_own and c.told.period else ""
        if is_bare and (own := [o.told for o in actual if o.told.period == later]):
            c = replace(c, counted_in=own[0])
        elif is_bare and (c.is_running or is_of_sum):
            c = replace(c, counted_in=running(told))
        elif is_bare and spans:
            c = replace(c, counted_in=next(iter(spans.values())), is_doubtful=len(spans) > 1)
        out.append(c)
    return out


_DOWN, _UP = (
    re.compile(r"(?<!\w)giảm(?!\w)"),
    re.compile(r"(?<!\w)(?:tăng|chênh lệch|biến động)(?!\w)|[+±]"),
)


def _signs(table: Table, found: list[Column]) -> list[Column]:
    """A change under `Giảm` alone, written without signs, may be one downward or one told by its size: it is asked about."""
    out: list[Column] = []
    for c in found:
        words = fold(c.words[-1]) if c.words else ""
        is_down = (
            c.measure in (Measure.CHANGE_ABS, Measure.CHANGE_PCT_YOY)
            and _DOWN.search(words)
            and not _UP.search(words)
        )
        is_counted = bool(table.index) and "=" in table.index[c.at]
        if c.kind == "value" and is_down and not is_counted:
            cells = [table.cell(r, c.at) for r in table.body]
            is_signed = any(
                cell.text.strip().startswith(("-", "–", "−", "(")) and len(cell.text.strip()) > 1
                for cell in cells
            )
            c = replace(c, is_doubtful=not is_signed)
        out.append(c)
    return out


def _length(span: str) -> tuple[int, bool, int]:
    """How many months a span holds, whether it adds up and where in the year it begins: months and sums beside each
    other are two series, and so are May and June."""
    period = Period.parse(span)
    first, last = period.months
    return last - first, period.is_cumulative, period.first.month


def bare_share(found: list[Column]) -> Measure | None:
    """What a percent column without words is a share of: the plan where one stands beside it, else the same period."""
    values = [c for c in found if c.kind == "value"]
    measures = {c.measure for c in values}
    planned = {c.told.year for c in values if c.measure is Measure.PLAN}
    done = {c.told.year for c in values if c.measure in (None, Measure.ACTUAL) and c.unit != "%"}
    if planned and done and min(planned) > max(done):
        return None
    if Measure.PLAN in measures:
        return Measure.PCT_OF_PLAN
    return Measure.PCT_OF_SAME_PERIOD if Measure.SAME_PERIOD in measures else None


_SHARES = (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD)
"""What a heading itself says; its formula may divide by a column whose own heading says less."""


def _share_of(top: Column | None, base: Column) -> Measure | None:
    """What a share's formula divides by: the plan, another year's figure, or (None) another thing, which makes it a rate."""
    if base.measure in (Measure.PLAN, Measure.TARGET):
        return Measure.PCT_OF_PLAN
    is_rate = top is not None and top.subject.concepts != base.subject.concepts and top.told == base.told
    return None if is_rate else Measure.PCT_OF_SAME_PERIOD


def _shares(table: Table, found: list[Column]) -> list[Column]:
    """A percent column is settled by its formula (`4=3/2`), else by the columns it stands beside."""
    by_number = {
        table.index[c.at].partition("=")[0].strip("() "): c
        for c in found
        if c.kind == "value" and table.index
    }
    out: list[Column] = []
    for c in found:
        words = table.index[c.at] if table.index else ""
        formula = re.search(r"=\s*\(?(?P<top>\d+)\)?\s*(?P<sign>[/:\-–])\s*\(?(?P<base>\d+)", words)
        base = by_number.get(formula["base"]) if formula else None
        if c.kind == "value" and formula and formula["sign"] in "-–":
            c = replace(c, measure=Measure.CHANGE_ABS)
        elif c.kind == "value" and formula and base is not None:
            top = by_number.get(formula["top"])
            told = c.measure if c.measure in _SHARES else _share_of(top, base)
            c = replace(c, measure=told, unit="%", counted_in=top.told if top else None)
        elif c.kind == "value" and c.measure in _SHARES:
            c = replace(c, unit="%")
        out.append(c)
    return out
