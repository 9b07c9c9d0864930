"""Reports of the district's own office: the month's main indicators, the plan by giver, half-year texts, the communes' sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reports.make_illustrative import farming, story
from data.reports.make_illustrative.paper import (
    NOTICE,
    Row,
    Sheet,
    encoded,
    sheet_text,
    signed,
    vi,
    workbook,
)
from data.reports.make_illustrative.story import Flow, noise, on, shared, units, wobble
from etl.words.fold import bare


@dataclass(frozen=True, slots=True)
class Head:
    """A main indicator: its words, its unit, how it runs, its plan as a multiple of the year's result."""

    words: str
    unit: str
    flow: Flow
    plan: float = 0.0


HEADS = (
    Head("Tổng diện tích gieo trồng", "ha", Flow(story.SOWN, (0.0,) * 12, digits=2)),
    Head("Diện tích trồng rừng mới", "ha", story.FOREST),
    Head("Trồng mới cây ăn quả", "ha", story.FRUIT_NEW, 0.97),
    Head("Giá trị sản xuất công nghiệp - TTCN", "triệu đồng", story.INDUSTRY, 0.98),
    Head("Tổng mức bán lẻ hàng hóa", "triệu đồng", story.RETAIL, 1.02),
    Head("Thu NSNN trên địa bàn", "triệu đồng", story.REVENUE),
    Head("Giải ngân vốn đầu tư công", "triệu đồng", story.INVESTMENT, 1.04),
    Head("Số lao động được giải quyết việc làm", "người", story.JOBS, 0.95),
)
_PLANS = {"Tổng diện tích gieo trồng": story.SOWN_PLAN, "Diện tích trồng rừng mới": story.FOREST_PLAN, "Thu NSNN trên địa bàn": story.REVENUE_PLAN}  # fmt: skip


def done(head: Head, year: int, month: int) -> Decimal:
    """The running total of an indicator; sown area is the sum of what the crops' tables say."""
    if head is HEADS[0]:
        return sum((sum(farming.sown(year, month, crop), Decimal(0)) for crop in farming.CROPS), Decimal(0))
    return head.flow.at(year, month)


def planned(head: Head, year: int) -> Decimal:
    """The year's plan: the council's where the story names one, else near what came of it."""
    if head.words in _PLANS:
        return _PLANS[head.words][year]
    value = float(head.flow.total[year]) * head.plan * wobble(0.05, "plan", head.words, year)
    step = 100 if value > 10_000 else 10 if value > 400 else 1
    return Decimal(int(value / step) * step)


def monthly(year: int, month: int) -> tuple[str, bytes]:
    """The month, the year so far, and both against the plan and the same months of last year."""
    span = f"{month} tháng" if month < 12 else "cả năm"
    rows: list[Row] = [
        ("UBND HUYỆN BẮC SƠN",),
        (f"MỘT SỐ CHỈ TIÊU KINH TẾ - XÃ HỘI CHỦ YẾU THÁNG {month} NĂM {year}",),
        (f"({NOTICE})",),
        (),
        ("TT", "Chỉ tiêu", "ĐVT", f"Kế hoạch năm {year}", f"Thực hiện tháng {month}", f"Lũy kế {span}", "So sánh lũy kế (%)", None),
        (None, None, None, None, None, None, "Kế hoạch năm", "Cùng kỳ năm trước"),
    ]  # fmt: skip
    for n, head in enumerate(HEADS, start=1):
        so_far, plan = done(head, year, month), planned(head, year)
        before = done(head, year, month - 1) if month > 1 else Decimal(0)
        last_year = done(head, year - 1, month) if year > story.YEARS[0] else Decimal(0)
        one = so_far - before
        rows.append((
            n, head.words, head.unit, plan, one if one > 0 else "-", so_far,
            _pct(so_far, plan), _pct(so_far, last_year),
        ))  # fmt: skip
    rows += [(), (None, None, None, None, signed(story.reported(year, month, 17)))]
    merged = [(4, c, 5, c) for c in range(6)] + [(4, 6, 4, 7)]
    sheet = Sheet(
        f"T{month}.{year}",
        rows,
        merged,
        widths=((1, 40), (2, 12), (3, 14), (4, 14), (5, 14), (6, 14), (7, 16)),
    )
    return f"{year}-{month:02d}-chi-tieu-chu-yeu.xlsx", workbook([sheet], date(year, month, 25))


def _pct(value: Decimal, base: Decimal) -> Decimal | None:
    return (value * 100 / base).quantize(Decimal("0.1")) if base and value else None


def plan(year: int) -> tuple[str, bytes]:
    """What the province assigned and what the district's council set, side by side."""
    rows: list[Row] = [
        ("UBND HUYỆN BẮC SƠN",),
        (f"CHỈ TIÊU KẾ HOẠCH PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM {year}",),
        (f"({NOTICE})",),
        ("TT", "Chỉ tiêu", "ĐVT", f"Kế hoạch năm {year}", None),
        (None, None, None, "Tỉnh giao", "Huyện giao"),
    ]
    for n, head in enumerate(HEADS[:6], start=1):
        own = planned(head, year)
        given = (own * Decimal(str(round(0.93 + 0.06 * noise("given", head.words, year), 3)))).quantize(
            Decimal(1)
        )
        rows.append((n, head.words, head.unit, given, own))
    rows.append(
        (
            7,
            "Tỷ lệ hộ nghèo",
            "%",
            *(_pct(story.POOR[year] * Decimal(p), story.HOUSEHOLDS[year]) for p in ("1.06", "1.02")),
        )
    )
    rows += [(), (None, None, signed(story.reported(year, 1, 4)))]
    merged = [(3, c, 4, c) for c in range(3)] + [(3, 3, 3, 4)]
    sheet = Sheet("Ke hoach", rows, merged, widths=((1, 40), (2, 12), (3, 14), (4, 14)))
    return f"{year}-01-ke-hoach.xlsx", workbook([sheet], date(year, 1, 10))


def text(year: int, month: int) -> tuple[str, bytes]:
    """A short report in sentences on the half year or the year."""
    span = f"{month} tháng đầu năm {year}" if month == 6 else f"năm {year}"
    place = "huyện Bắc Sơn"
    schools = 24 + (year - 2018) + (month == 12)
    paved = Decimal("52.0") + Decimal(year - 2018) * Decimal("3.6")
    lines = [
        f"Báo cáo tóm tắt tình hình kinh tế - xã hội {place} {span}",
        f"{NOTICE}",
        signed(story.reported(year, month, 20)),
        "",
        f"Trong {span}, tổng thu ngân sách trên địa bàn {place} đạt {vi(done(HEADS[5], year, month), 0)} triệu đồng, bằng {vi(_pct(done(HEADS[5], year, month), planned(HEADS[5], year)) or Decimal(0), 1)}% dự toán huyện giao.",
        f"Giá trị sản xuất công nghiệp - tiểu thủ công nghiệp đạt {vi(story.INDUSTRY.at(year, month) / 1000, 1)} tỷ đồng. Giải quyết việc làm mới cho {vi(story.JOBS.at(year, month), 0)} lao động.",
        f"Toàn huyện có {schools} trường đạt chuẩn quốc gia.",
        f"Tỷ lệ che phủ rừng đạt {vi(Decimal('58.2') + Decimal(year - 2018) * Decimal('0.4'), 1)}%.",
        f"Chiều dài đường giao thông nông thôn được cứng hóa là {vi(paved, 1)} km.",
    ]  # fmt: skip
    return f"{year}-{month:02d}-bao-cao-tom-tat.txt", ("\n".join(lines) + "\n").encode()


def commune_sheet(year: int, month: int, n: int) -> tuple[str, bytes] | None:
    """What one commune sends by itself: indicators in rows; now and then none comes."""
    day = on(year, month)
    unit = units(day)[n]
    if noise("late", year, month, unit.area.code) < 0.06:
        return None
    forest = shared(story.FOREST.at(year, month), day, "forest", year)[n]
    trees = shared(story.TREES.at(year, month), day, "forest", "trees", year, digits=1)[n]
    rice, maize = (farming.sown(year, month, crop)[n] for crop in ("Lúa", "Ngô"))
    span = f"{month} tháng năm {year}" if month < 12 else f"năm {year}"
    rows: list[Row] = [
        (f"UBND {unit.label}",),
        (f"Báo cáo kết quả sản xuất nông, lâm nghiệp {span} của {unit.label[0].lower()}{unit.label[1:]}",),
        (NOTICE,),
        ("STT", "Chỉ tiêu", "ĐVT", f"Lũy kế {span}"),
        ("1", "Diện tích gieo trồng lúa", "ha", vi(rice, 2)),
        ("2", "Diện tích gieo trồng ngô", "ha", vi(maize, 2)),
        ("3", "Trồng rừng mới", "ha", vi(forest, 2)),
        ("4", "Cây phân tán", "nghìn cây", vi(trees, 1)),
        (),
        ("", "", signed(story.reported(year, month, 12), unit.area.name)),
    ]
    name = bare(unit.area.name).replace(" ", "-")
    return f"{year}-{month:02d}-{name}.csv", encoded(sheet_text(rows), "utf-8-sig")


def reports() -> Iterator[tuple[str, bytes] | None]:
    """Every report of the district's office, and the communes' own sheets since 2024."""
    for year in story.YEARS:
        yield plan(year)
        months = [m for m in range(1, 13) if on(year, m) <= story.LAST_OF_THE_DISTRICT]
        yield from (monthly(year, month) for month in months)
        yield from (text(year, month) for month in (6, 12) if month in months)
    for year, month in ((2024, 12), (2025, 3), (2025, 6), *((2025, m) for m in range(7, 13))):
        yield from (commune_sheet(year, month, n) for n in range(len(units(on(year, month)))))
