"""Made reports of series: many years with growth and structure beside them, seasons in row labels, hidden rows in totals."""

from __future__ import annotations

from decimal import Decimal

from tests.reports.made import COMMUNES, DISTRICT, Case, Spec, T, figures, units_of, vi

NAMES = list(COMMUNES.items())
YEARS = range(2019, 2024)


def growth() -> Case:
    lines = [
        ("Tổng diện tích gieo trồng", "ha", "planted_area"),
        ("Sản lượng lương thực có hạt", "tấn", "output.cereals"),
        ("Thu ngân sách trên địa bàn", "triệu đồng", "budget_revenue"),
    ]
    body = [
        [n + 1, name, unit, *map(vi, v), vi(v[4] * 100 / v[3], 1)]
        for n, (name, unit, _) in enumerate(lines)
        for v in [figures(4000 + n, 5000, 9000, 5, 1)]
    ]
    return Case(
        "f01.docx",
        [T(
            title=["MỘT SỐ CHỈ TIÊU CHỦ YẾU HUYỆN BẮC SƠN CÁC NĂM 2019 - 2023"], head=[["STT", "Chỉ tiêu", "ĐVT", *map(str, YEARS), "2023/2022 (%)"]],
            body=body, rows=[{"i": i, "u": u} for _, u, i in lines], cols=[None, None, None, *({"p": str(y)} for y in YEARS), {"m": "pct_of_same_period", "p": "2023"}],
        )],
        {"a": "185"},
    )  # fmt: skip


def seasons_down() -> Case:
    crops = [
        ("Lúa đông xuân", "rice", "đông xuân"),
        ("Lúa mùa", "rice", "mùa"),
        ("Ngô đông xuân", "maize", "đông xuân"),
        ("Ngô hè thu", "maize", "hè thu"),
        ("Lạc", "peanut", ""),
    ]
    body = [[name, *map(vi, figures(4100 + n, 100, 2000, 5, 1))] for n, (name, *_) in enumerate(crops)]
    return Case(
        "f02.csv",
        [T(
            title=["Diện tích gieo trồng các loại cây qua các năm", "Đơn vị tính: ha"], head=[["Loại cây", *map(str, YEARS)]], body=body,
            rows=[{"i": f"planted_area.{c}", "s": s} for _, c, s in crops], cols=[None, *({"p": str(y)} for y in YEARS)],
        )],
        {"a": "185", "u": "ha"}, encoding="utf-16", separator="\t",
    )  # fmt: skip


def hidden_inside() -> Case:
    body = [
        [n + 1, name.replace("Xã ", ""), int(v[0]), int(v[1])]
        for n, (_, name) in enumerate(NAMES)
        for v in [figures(4200 + n, 300, 2000, 2, 0)]
    ]
    body.append(["", "Tổng", *(sum(r[c] for r in body) for c in (2, 3))])
    rows: list[Spec] = [*units_of(COMMUNES), DISTRICT]
    return Case(
        "f03.xlsx",
        [T(
            title=["DÂN SỐ VÀ SỐ HỘ CÁC XÃ, THỊ TRẤN NĂM 2021"], head=[["STT", "Đơn vị", "Dân số (người)", "Số hộ"]], body=body, rows=rows, hidden_rows=[4, 5, 11],
            cols=[None, None, {"i": "population", "u": "người"}, {"i": "households", "u": "hộ"}],
        )],
        {"p": "2021|2021-12"},
    )  # fmt: skip


def seeded_commune_table() -> Case:
    """A total that is off, a share that does not fit and an actual a thousand times too large."""
    values = [figures(4300 + n, 20, 90, 2, 1) for n in range(18)]
    body = [
        [str(n + 1), name, vi(a), vi(b), vi(b * 100 / a, 1)]
        for n, ((_, name), (a, b)) in enumerate(zip(NAMES, values, strict=True))
    ]
    a, b = sum(v[0] for v in values), sum(v[1] for v in values)
    body.append(["", "Tổng cộng", vi(a + 10), vi(b), vi(b * 100 / (a + 10), 1)])
    body[3][4] = vi(values[3][1] * 100 / values[3][0] + Decimal(9), 1)
    return Case(
        "f04.xlsx",
        [T(
            title=["KẾT QUẢ GIEO TRỒNG NGÔ VỤ MÙA NĂM 2022", "Đơn vị tính: ha"], head=[["STT", "Xã, thị trấn", "Kế hoạch", "Thực hiện", "Tỷ lệ %"]], body=body, rows=[*units_of(COMMUNES), DISTRICT],
            cols=[None, None, {"m": "plan"}, {}, {"m": "pct_of_plan"}],
        )],
        {"u": "ha", "i": "planted_area.maize", "p": "2022", "s": "mùa"}, issues=(("pct_inconsistent", "Sheet1!E8"), ("total_mismatch", "Sheet1!C23")),
    )  # fmt: skip


CASES = [growth(), seasons_down(), hidden_inside(), seeded_commune_table()]
