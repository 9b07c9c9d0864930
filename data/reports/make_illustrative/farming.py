"""Reports of the agriculture office: monthly progress, the two seasons, livestock, the communes' plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from data.reports.make_illustrative import story
from data.reports.make_illustrative.paper import NOTICE, Row, Sheet, encoded, sheet_text, signed, vi, workbook
from data.reports.make_illustrative.story import noise, on, share, shared, units, wobble

OFFICE = "PHÒNG NÔNG NGHIỆP VÀ PTNT HUYỆN BẮC SƠN"
CROPS = {
    "Lúa": ("other", 0.22, 0.49),
    "Ngô": ("other", 0.34, 0.2),
    "Thuốc lá": ("tobacco", 0.2, 0.0),
    "Rau các loại": ("people", 0.12, 0.13),
    "Lạc": ("other", 0.06, 0.055),
    "Đậu tương": ("other", 0.012, 0.045),
    "Cây hằng năm khác": ("other", 0.048, 0.08),
}
"""Crop → how communes share it, and its part of the winter-spring and of the main season."""
_RE_MEASURED = {"Trấn Yên", "Vũ Lễ", "Tân Tri", "Nhất Tiến"}
ENCODINGS = (
    "utf-8-sig",
    "utf-8-sig",
    "utf-16",
    "utf-8-sig",
    "cp1258",
    "utf-8",
    "nfd",
    "utf-8-sig",
    "utf-16",
    "utf-8-sig",
    "cp1258",
    "utf-8-sig",
)


@cache
def season_area(year: int, season: int) -> Mapping[str, Decimal]:
    """Sown area of the district in one season (0 winter-spring, 1 main), by crop."""
    first = story.SOWN_WINTER_SPRING[year]
    total = (first, story.SOWN[year] - first)[season]
    weights = [part[1 + season] * wobble(0.05, crop, season, year) for crop, part in CROPS.items()]
    return dict(zip(CROPS, share(total, weights), strict=True))


@cache
def year_area(year: int, total: Decimal | None = None) -> Mapping[str, Decimal]:
    """Sown area of the whole year by crop, or another total in the year's proportions."""
    final = {crop: season_area(year, 0)[crop] + season_area(year, 1)[crop] for crop in CROPS}
    if total is None:
        return final
    return dict(zip(CROPS, share(total, [float(v) for v in final.values()]), strict=True))


def sown(year: int, month: int, crop: str) -> list[Decimal]:
    """Area sown with a crop since January, by commune; December 2020 was measured again and came out lower."""
    day, what = on(year, month), CROPS[crop][0]
    if year == 2020 and month >= 9:
        peak = shared(year_area(year, story.SOWN_NINE_MONTHS_2020)[crop], day, what, crop)
        return peak if month < 12 else _measured_again(peak, year_area(year)[crop], day)
    if month == 12:
        return shared(year_area(year)[crop], day, what, crop)
    curves = (story.WINTER_SPRING[month - 1], story.MAIN_SEASON[month - 1])
    so_far = sum(0.996 * float(season_area(year, s)[crop]) * curves[s] for s in (0, 1))
    return shared(Decimal(so_far).quantize(Decimal("0.01")), day, what, crop)


def _measured_again(areas: list[Decimal], total: Decimal, day: date) -> list[Decimal]:
    """The areas with what is too much taken from the four communes that were measured again."""
    weights = [
        float(a) if u.area.name in _RE_MEASURED else 0.0 for a, u in zip(areas, units(day), strict=True)
    ]
    cuts = share(sum(areas, Decimal(0)) - total, weights)
    return [area - cut for area, cut in zip(areas, cuts, strict=True)]


def silent(year: int, month: int) -> str:
    """The commune whose report did not come that month, if any."""
    if (year, month) in {(2018, 7), (2019, 2), (2021, 9), (2022, 1), (2023, 7), (2024, 9), (2025, 9)}:
        names = [u.area.name for u in units(on(year, month)) if u.area.level == "commune"]
        return names[int(noise("silent", year, month) * len(names))]
    return ""


def monthly(year: int, month: int) -> tuple[str, bytes] | None:
    """The month's progress by commune: CSV in one of the office's encodings; two months never came."""
    if (year, month) in {(2018, 2), (2021, 8)}:
        return None
    day = on(year, month)
    missing = silent(year, month)
    columns = [sown(year, month, crop) for crop in CROPS]
    columns.insert(0, [sum(parts, Decimal(0)) for parts in zip(*columns, strict=True)])
    columns.append(shared(story.FOREST.at(year, month), day, "forest", year))
    columns.append(shared(story.TREES.at(year, month), day, "forest", "trees", year, digits=1))
    digits = [2] * (len(columns) - 1) + [1]
    body: list[Row] = []
    for n, unit in enumerate(units(day)):
        shown = [
            "…" if unit.area.name == missing else _amount(c[n], d)
            for c, d in zip(columns, digits, strict=True)
        ]
        body.append((n + 1, unit.label, *shown))
    kept = [n for n, unit in enumerate(units(day)) if unit.area.name != missing]
    totals = [vi(sum((c[n] for n in kept), Decimal(0)), d) for c, d in zip(columns, digits, strict=True)]
    rows = [*_monthly_head(year, month), *body]
    if day <= story.LAST_OF_THE_DISTRICT:
        rows.append(("", "Toàn huyện", *totals))
    rows += _monthly_foot(year, month, missing)
    encoding = "tcvn3" if (year, month) == (2018, 1) else ENCODINGS[(year + month) % 12]
    text = sheet_text(rows, "\t" if encoding in ("utf-16", "tcvn3") else ";")
    return f"{year}-{month:02d}-tien-do-nong-lam-nghiep.csv", encoded(text, encoding)


def _amount(value: Decimal, digits: int) -> str:
    return "-" if value == 0 else vi(value, digits)


def _monthly_head(year: int, month: int) -> list[Row]:
    span = (
        f"THÁNG {month} NĂM {year}"
        if month == 1
        else f"{month} THÁNG NĂM {year}"
        if month < 12
        else f"NĂM {year}"
    )
    office = (
        OFFICE if on(year, month) <= story.LAST_OF_THE_DISTRICT else "THỐNG KÊ CƠ SỞ BẮC SƠN, TỈNH LẠNG SƠN"
    )
    return [
        (office,),
        (f"Tiến độ sản xuất nông, lâm nghiệp {span.lower()}",),
        (f"({NOTICE}; lũy kế từ đầu năm)",),
        ("TT", "Xã, thị trấn", "Diện tích gieo trồng (ha)", *[""] * len(CROPS), "Trồng rừng mới (ha)", "Cây phân tán (nghìn cây)"),
        ("", "", "Tổng số", *CROPS, "", ""),
    ]  # fmt: skip


def _monthly_foot(year: int, month: int, missing: str) -> list[Row]:
    notes: list[Row] = [()]
    if missing:
        notes.append((f"Ghi chú: chưa nhận được báo cáo của xã {missing}.",))
    notes.append(("", signed(story.reported(year, month, 16))))
    return notes


YIELDS = {
    "Lúa": (54.0, 43.5),
    "Ngô": (50.1, 43.0),
    "Lạc": (16.5, 15.2),
    "Đậu tương": (14.8, 14.1),
    "Thuốc lá": (22.6, 0.0),
}
_GRAIN = {(2022, 0): Decimal("18017.35")}


def season(year: int, which: int) -> tuple[str, bytes] | None:
    """Area, yield and output of a season by commune, with totals as formulas."""
    month = (6, 12)[which]
    if on(year, month) > story.LAST_OF_THE_DISTRICT:
        return None
    name = ("vụ Đông - Xuân", "vụ Mùa")[which]
    crops = [c for c in YIELDS if YIELDS[c][which]]
    blocks = [_crop_block(year, which, crop) for crop in crops]
    day = on(year, month)
    rows: list[Row] = [
        (OFFICE,),
        (f"KẾT QUẢ SẢN XUẤT {name.upper()} NĂM {year}",),
        (NOTICE,),
        (),
        ("TT", "Xã, thị trấn", *(w for crop in crops for w in (crop, None, None))),
        (None, None, *["Diện tích (ha)", "Năng suất (tạ/ha)", "Sản lượng (tấn)"] * len(crops)),
        (None, "Toàn huyện", *(v for b in blocks for v in b[-1])),
    ]
    rows += [(n + 1, u.label, *(v for b in blocks for v in b[n])) for n, u in enumerate(units(day))]
    rows += [(), (None, signed(story.reported(year, month, 20)))]
    merged = [(4, 0, 5, 0), (4, 1, 5, 1), *((4, 2 + 3 * i, 4, 4 + 3 * i) for i in range(len(crops)))]
    sheet = Sheet(name[3:].strip(), rows, merged)
    slug = ("vu-dong-xuan", "vu-mua")[which]
    return f"{year}-{month:02d}-{slug}.xlsx", workbook([sheet], date(year, month, 25))


def _crop_block(year: int, which: int, crop: str) -> list[tuple[Decimal | None, ...]]:
    """(area, yield, output) of each commune, the district last."""
    day = on(year, (6, 12)[which])
    areas = shared(season_area(year, which)[crop], day, CROPS[crop][0], crop)
    level = YIELDS[crop][which] * wobble(0.03, "yield", crop, year, which)
    raw = [
        float(a) * level * wobble(0.07, "yield", crop, u.area.code)
        for a, u in zip(areas, units(day), strict=True)
    ]
    total = Decimal(sum(raw) / 10).quantize(Decimal("0.01"))
    if crop == "Ngô" and (year, which) in _GRAIN:
        total = _GRAIN[year, which] - output_total(year, which, "Lúa")
    outputs = share(total, raw)
    lines = [*zip(areas, outputs, strict=True), (sum(areas, Decimal(0)), total)]
    return [(a, (o * 10 / a).quantize(Decimal("0.01")) if a else None, o) for a, o in lines]


def output_total(year: int, which: int, crop: str) -> Decimal:
    """Output of a crop in one season over the district, tonnes."""
    return _crop_block(year, which, crop)[-1][2] or Decimal(0)


HERDS = {
    "Trâu": (7900, "other"),
    "Bò": (2100, "other"),
    "Lợn": (30500, "people"),
    "Gia cầm": (452000, "people"),
}


def herd(animal: str, year: int, month: int) -> int:
    """Head of an animal; pigs fell by a third in the swine fever of 2019 and came back by 2022."""
    trend = {"Trâu": -0.025, "Bò": 0.02, "Lợn": 0.0, "Gia cầm": 0.03}[animal]
    value = HERDS[animal][0] * (1 + trend) ** (year + month / 12 - 2020) * wobble(0.01, animal, year, month)
    if animal == "Lợn":
        value *= {2019: 0.71, 2020: 0.78, 2021: 0.9}.get(year, 1.0)
    return int(value)


def livestock(year: int, month: int) -> tuple[str, bytes] | None:
    """Herds by commune on the last day of a half year; indicators in rows, communes in columns."""
    day = on(year, month)
    if day > story.LAST_OF_THE_DISTRICT:
        return None
    names = [u.label.replace("Thị trấn", "TT").replace(" ", "\n", 1).upper() for u in units(day)]
    last = 30 if month == 6 else 31
    rows: list[Row] = [
        (f"SỐ LƯỢNG GIA SÚC, GIA CẦM NĂM {year} (thời điểm {last}/{month}/{year})",),
        (f"UBND huyện Bắc Sơn - {NOTICE}",),
        (),
        ("TT", "Chỉ tiêu", "ĐVT", "TOÀN\nHUYỆN", *names),
    ]
    for n, (animal, (_, what)) in enumerate(HERDS.items(), start=1):
        parts = shared(Decimal(herd(animal, year, month)), day, what, animal, digits=0)
        rows.append((n, f"Đàn {animal.lower()}", "con", sum(parts, Decimal(0)), *parts))
    rows += [(), (None, signed(story.reported(year, month, 21)))]
    sheet = Sheet(f"Chan nuoi {year}", rows, widths=((1, 18), (2, 6)))
    return f"{year}-{month:02d}-chan-nuoi.xlsx", workbook([sheet], date(year, month, last))


def plan(year: int) -> tuple[str, bytes]:
    """The year's targets handed to each commune in January."""
    day = on(year, 1)
    columns = [
        shared(story.SOWN_PLAN[year], day, "other", "plan"),
        shared(story.FOREST_PLAN[year], day, "forest", year, "plan", digits=1, spread=0.4),
        shared(story.TREES.total[year].quantize(Decimal(1)), day, "forest", "trees", digits=1),
    ]
    rows: list[Row] = [
        ("UBND HUYỆN BẮC SƠN",),
        (f"Chỉ tiêu kế hoạch năm {year} giao các xã, thị trấn",),
        (NOTICE,),
        (
            "STT",
            "Đơn vị",
            "KH diện tích gieo trồng (ha)",
            "KH trồng rừng mới (ha)",
            "KH cây phân tán (nghìn cây)",
        ),
    ]
    rows += [
        (n + 1, u.label, *(vi(c[n], d) for c, d in zip(columns, (2, 1, 1), strict=True)))
        for n, u in enumerate(units(day))
    ]
    rows.append(
        ("", "Tổng cộng", *(vi(sum(c, Decimal(0)), d) for c, d in zip(columns, (2, 1, 1), strict=True)))
    )
    rows += [(), ("", "", signed(story.reported(year, 1, 8)))]
    return f"{year}-01-ke-hoach-giao-xa.csv", encoded(sheet_text(rows), ENCODINGS[year % 12])


def reports() -> Iterator[tuple[str, bytes] | None]:
    """Every report of the agriculture office."""
    for year in story.YEARS:
        yield plan(year)
        yield from (monthly(year, month) for month in range(1, 13))
        yield from (season(year, which) for which in (0, 1))
        yield from (livestock(year, month) for month in (6, 12))
