"""Reports on people and villages: poverty, population and income, the criteria of the new-rural-area programme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from data.reports.make_illustrative import story
from data.reports.make_illustrative.paper import (
    NOTICE,
    Formula,
    Row,
    Sheet,
    encoded,
    sheet_text,
    signed,
    vi,
    workbook,
)
from data.reports.make_illustrative.story import ATOMS, Unit, noise, on, share, shared, units, wobble

_RATES = {
    "Long Đống": 10.1, "Tân Hương": 11.8, "Nhất Hòa": 12.6, "Tân Tri": 15.2, "Trấn Yên": 15.4, "Nhất Tiến": 18.9,
    "Tân Thành": 21.2, "Vạn Thủy": 28.2, "Bắc Sơn": 3.4, "Hữu Vĩnh": 3.9,
}  # fmt: skip
"""Poverty rates of 2020 that the communes' shares follow; those not named lie between 4 and 6.6 %."""


@cache
def households(year: int) -> dict[str, Decimal]:
    """Households by commune of 2018."""
    parts = share(story.HOUSEHOLDS[year], [float(a.population or 3000) for a in ATOMS], 0)
    return dict(zip((a.id for a in ATOMS), parts, strict=True))


@cache
def poor(year: int, near: bool = False) -> dict[str, Decimal]:
    """Poor (or near-poor) households by commune of 2018: the commune's rate times its households."""
    weights = [
        float(households(year)[a.id])
        * (_RATES.get(a.name, 4 + 2.6 * noise("rate", a.code)) ** (0.35 if near else 1))
        * wobble(0.06 if year != 2020 else 0, "poor", year, a.code)
        for a in ATOMS
    ]
    parts = share((story.NEAR_POOR if near else story.POOR)[year], weights, 0)
    return dict(zip((a.id for a in ATOMS), parts, strict=True))


def of(unit: Unit, by_atom: dict[str, Decimal]) -> Decimal:
    """What a commune of any day has of something counted by commune of 2018."""
    return sum((by_atom[atom] for atom in unit.atoms), Decimal(0))


def poverty(year: int) -> tuple[str, bytes]:
    """The review of poor households at the end of a year, with the standard it was made by."""
    day = on(year, 12)
    lines = [
        (u.label, of(u, households(year)), of(u, poor(year)), of(u, poor(year, True))) for u in units(day)
    ]
    total = [sum((line[i] for line in lines), Decimal(0)) for i in (1, 2, 3)]
    is_over = day > story.LAST_OF_THE_DISTRICT
    rows: list[Row] = [
        ("THỐNG KÊ CƠ SỞ BẮC SƠN, TỈNH LẠNG SƠN" if is_over else "PHÒNG LAO ĐỘNG - TB&XH HUYỆN BẮC SƠN",),
        (f"Kết quả rà soát hộ nghèo, hộ cận nghèo cuối năm {year}",),
        (NOTICE,),
        ("TT", "Xã, thị trấn", "Tổng số hộ", "Hộ nghèo", "Tỷ lệ hộ nghèo (%)", "Hộ cận nghèo", "Tỷ lệ hộ cận nghèo (%)"),
        *((n, *_rated(*line)) for n, line in enumerate(lines, start=1)),
    ]  # fmt: skip
    if not is_over:
        rows.append(("", *_rated("Tổng số", *total)))
    standard = "2016 - 2020" if year < 2022 else "2022 - 2025"
    rows += [
        (f"* Theo chuẩn nghèo đa chiều giai đoạn {standard}",),
        ("", signed(story.reported(year, 12, 12))),
    ]
    return f"{year}-12-ho-ngheo.csv", encoded(sheet_text(rows), "cp1258" if year % 3 == 0 else "utf-8-sig")


def _rated(name: str, count: Decimal, poor_ones: Decimal, near: Decimal) -> Row:
    shares = [vi(part * 100 / count, 2) for part in (poor_ones, near)]
    return (name, f"{count}", f"{poor_ones}", shares[0], f"{near}", shares[1])


def population(year: int) -> tuple[str, bytes]:
    """Population, income per head and health insurance by commune, as a workbook with a sum."""
    day = on(year, 12)
    people = shared(story.POPULATION[year], day, "people", "population", digits=0, spread=0.02)
    first, last = 6, 5 + len(people)
    rows: list[Row] = [
        ("THỐNG KÊ CƠ SỞ BẮC SƠN" if day > story.LAST_OF_THE_DISTRICT else "CHI CỤC THỐNG KÊ HUYỆN BẮC SƠN",),
        (f"DÂN SỐ, THU NHẬP VÀ BẢO HIỂM Y TẾ NĂM {year}",),
        (NOTICE,),
        (),
        ("STT", "Xã, thị trấn", "Dân số (người)", "Thu nhập bình quân đầu người (triệu đồng/người/năm)", "Tỷ lệ tham gia BHYT (%)"),
    ]  # fmt: skip
    for n, unit in enumerate(units(day)):
        rows.append((n + 1, unit.label, people[n], _income(unit, year), _insured(unit, year)))
    if day <= story.LAST_OF_THE_DISTRICT:
        total = Formula(f"=SUM(C{first}:C{last})", sum(people, Decimal(0)))
        rows.append(
            (None, "Toàn huyện", total, story.INCOME[year], Decimal("93.5") + Decimal(year - 2018) / 2)
        )
    rows += [(), (None, signed(story.reported(year, 12, 18)))]
    sheet = Sheet("Dan so", rows, widths=((1, 24), (2, 16), (3, 30), (4, 18)))
    return f"{year}-12-dan-so-thu-nhap.xlsx", workbook([sheet], date(year, 12, 20))


def _income(unit: Unit, year: int) -> Decimal:
    town = 1.45 if "06325" in unit.atoms[0] else 1.0
    level = 0.78 if unit.area.name in story.LAGGING else 0.9 if unit.area.name in story.HIGHLAND else 1.02
    value = float(story.INCOME[year]) * town * level * wobble(0.04, "income", unit.area.code, year)
    return Decimal(value).quantize(Decimal("0.1"))


def _insured(unit: Unit, year: int) -> Decimal:
    value = 94.5 + (year - 2018) * 0.45 - 4 * noise("insured", unit.area.code)
    return Decimal(min(99.6, value)).quantize(Decimal("0.1"))


CRITERIA = (
    "Quy hoạch", "Giao thông", "Thủy lợi và phòng, chống thiên tai", "Điện", "Trường học", "Cơ sở vật chất văn hóa",
    "Cơ sở hạ tầng thương mại nông thôn", "Thông tin và Truyền thông", "Nhà ở dân cư", "Thu nhập", "Nghèo đa chiều", "Lao động",
    "Tổ chức sản xuất và phát triển kinh tế nông thôn", "Giáo dục và Đào tạo", "Y tế", "Văn hóa",
    "Môi trường và an toàn thực phẩm", "Hệ thống chính trị và tiếp cận pháp luật", "Quốc phòng và An ninh",
)  # fmt: skip
_HARD = (
    0.05,
    0.95,
    0.6,
    0.3,
    0.65,
    0.8,
    0.4,
    0.35,
    0.7,
    0.97,
    0.9,
    0.25,
    0.62,
    0.3,
    0.5,
    0.28,
    0.93,
    0.2,
    0.1,
)
_FULL = {
    (2018, 6): {"Chiến Thắng", "Quỳnh Sơn", "Hưng Vũ", "Đồng Ý", "Vũ Sơn", "Vũ Lễ"},
    (2019, 12): {"Vũ Lăng", "Chiêu Vũ"},
    (2020, 6): {"Bắc Quỳnh", "Tân Lập"},
    (2021, 12): {"Long Đống"},
    (2025, 6): {"Tân Hương"},
}
"""When each commune first met all nineteen criteria."""
_BACK_IN = {"Tân Lập": 2023, "Long Đống": 2024}
"""Communes that met the old set, not at once the stricter one of 2022, and the year they met it too."""


def met(unit: Unit, year: int, month: int) -> int:
    """How many criteria a commune meets: rising within a set, lower when the stricter set came in 2022."""
    name = unit.area.name
    if 2022 <= year < _BACK_IN.get(name, 0):
        return 15 + year - 2021
    if any(name in names for since, names in _FULL.items() if since <= (year, month)):
        return 19
    rank = noise("criteria", name) + (0 if name in story.LAGGING else 0.5)
    steps = (year - 2018) * 2 + (month == 12)
    if year < 2022:
        return min(17, int(8 + 4 * rank + 0.45 * steps))
    return min(18, int(6 + 4 * rank + 0.55 * (steps - 8)))


def grid(year: int, month: int) -> tuple[str, bytes]:
    """Communes by criteria with marks explained above the table; the town is not in the programme."""
    day = on(year, month)
    named = [u for u in units(day) if u.area.level == "commune"]
    counts = _counts(named, year, month)
    is_over = day > story.LAST_OF_THE_DISTRICT
    last = 30 if month == 6 else 31
    office = (
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH LẠNG SƠN"
        if is_over
        else "BAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH MTQG HUYỆN BẮC SƠN"
    )
    rows: list[Row] = [
        (office,),
        (f"TỔNG HỢP KẾT QUẢ THỰC HIỆN BỘ TIÊU CHÍ QUỐC GIA VỀ XÃ NÔNG THÔN MỚI ĐẾN {last}/{month}/{year}",),
        (f"{NOTICE}. Ghi chú: Đ = đạt; K = chưa đạt",),
        (),
        ("STT", "Tên xã", *CRITERIA, "Tổng số tiêu chí đạt"),
        (None, None, *map(str, range(1, 20)), None),
    ]  # fmt: skip
    for n, (unit, count) in enumerate(zip(named, counts, strict=True)):
        failed = _failed(unit, 19 - count)
        marks = ["K" if i in failed else "Đ" for i in range(19)]
        row = 7 + n
        rows.append(
            (
                n + 1,
                unit.label if year < 2020 else unit.area.name,
                *marks,
                Formula(f'=COUNTIF(C{row}:U{row},"Đ")', Decimal(count)),
            )
        )
    rows += [(), (None, signed(story.reported(year, month, 14)))]
    sheet = Sheet(
        "Bo tieu chi", rows, [(4, 0, 5, 0), (4, 1, 5, 1), (4, 21, 5, 21)], widths=((1, 16), (21, 12))
    )
    return f"{year}-{month:02d}-bo-tieu-chi-ntm.xlsx", workbook([sheet], date(year, month, 20))


def _counts(named: list[Unit], year: int, month: int) -> list[int]:
    """Criteria met by each commune; in June 2022 they add up to the published mean of 14.3 over 17 communes."""
    is_merged = on(year, month) > story.LAST_OF_THE_DISTRICT
    counts = [_merged(u, month) if is_merged else met(u, year, month) for u in named]
    if (year, month) == (2022, 6):
        open_ones = [i for i, c in enumerate(counts) if c < 17]
        for n in range(abs(243 - sum(counts))):
            counts[open_ones[n % len(open_ones)]] += 1 if sum(counts) < 243 else -1
    return counts


def _merged(unit: Unit, month: int) -> int:
    """A commune merged in 2025 meets what the weakest of its parts met, and a little more."""
    before = [
        u for u in units(date(2025, 6, 1)) if set(u.atoms) <= set(unit.atoms) and u.area.level == "commune"
    ]
    return min(19, min(met(u, 2025, 6) for u in before) + (1 if month == 12 else 0))


def _failed(unit: Unit, count: int) -> set[int]:
    order = sorted(range(19), key=lambda i: -_HARD[i] - 0.25 * noise("criterion", i, unit.area.name))
    return set(order[:count])


def titles(year: int) -> tuple[str, bytes]:
    """Which title each commune bears at the end of a year."""
    day = on(year, 12)
    named = [u for u in units(day) if u.area.level == "commune"]
    advanced = (
        {"Chiến Thắng"}
        | ({"Hưng Vũ"} if year >= 2021 else set())
        | ({"Bắc Quỳnh"} if year >= 2024 else set())
    )
    rows: list[Row] = [
        ("VĂN PHÒNG ĐIỀU PHỐI NÔNG THÔN MỚI",),
        (f"Kết quả công nhận xã nông thôn mới năm {year}",),
        (NOTICE,),
        ("STT", "Tên xã", "Số tiêu chí đạt", "Danh hiệu"),
    ]
    for n, (unit, count) in enumerate(zip(named, _counts(named, year, 12), strict=True)):
        title = (
            "NTM nâng cao"
            if unit.area.name in advanced and year >= 2020 and count == 19
            else "Đạt chuẩn"
            if count == 19
            else "Chưa đạt"
        )
        rows.append((n + 1, unit.label, f"{count}", title))
    rows += [(), ("", "", signed(story.reported(year, 12, 24)))]
    return f"{year}-12-danh-hieu-ntm.csv", encoded(sheet_text(rows), "utf-8-sig" if year % 2 else "utf-16")


def reports() -> Iterator[tuple[str, bytes]]:
    """Every report on people and villages."""
    for year in story.YEARS:
        yield poverty(year)
        yield population(year)
        yield titles(year)
        yield from (grid(year, month) for month in (6, 12))
