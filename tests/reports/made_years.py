"""Made reports along time: years and months across and down, the merger of 2025, communes across."""

from __future__ import annotations

from decimal import Decimal

from tests.reports.made import COMMUNES, DISTRICT, NEW, Case, Spec, T, figures, units_of, vi


def poverty_of_2025() -> Case:
    """The six communes after the merger; quoted headings with line breaks; a footnote mark on a name."""
    poor, share, rest = figures(11, 60, 240, 6, 0), figures(12, 2, 9, 6, 2), figures(13, 60, 300, 6, 0)
    body = [
        [str(n + 1), name + (" (1)" if n == 2 else ""), str(p), vi(s), str(r)]
        for n, (name, p, s, r) in enumerate(zip(NEW.values(), poor, share, rest, strict=True))
    ]
    return Case(
        "a10.csv",
        [T(
            title=["Kết quả rà soát hộ nghèo, hộ cận nghèo năm 2025 (theo chuẩn nghèo giai đoạn 2022-2025)"],
            head=[["STT", "Xã", "Số hộ\nnghèo", "Tỷ lệ hộ\nnghèo (%)", "Số hộ cận\nnghèo"]],
            body=body, rows=units_of(NEW), foot=["(1) Gồm cả xã Tân Lập, Tân Hương và Chiêu Vũ trước sắp xếp"],
            cols=[None, None, {"i": "poor_households", "u": "hộ"}, {"i": "poverty_rate", "u": "%"}, {"i": "near_poor_households", "u": "hộ"}],
        )],
        {"p": "2025|2025-12"}, separator=",",
    )  # fmt: skip


def year_series() -> Case:
    """Indicators in rows, the years in columns."""
    lines = [
        ("Tổng diện tích gieo trồng", "ha", "planted_area", 11000, 12500, 1), ("Trong đó: - Lúa", "ha", "planted_area.rice", 4000, 4600, 1),
        ("- Ngô", "ha", "planted_area.maize", 2500, 3000, 1), ("Sản lượng lương thực có hạt", "tấn", "output.cereals", 30000, 33000, 0),
        ("Diện tích rừng trồng mới", "ha", "forest_new", 500, 700, 1), ("Tỷ lệ che phủ rừng", "%", "forest_cover", 58, 62, 1),
        ("Thu ngân sách nhà nước trên địa bàn", "triệu đồng", "budget_revenue", 30000, 50000, 0), ("Thu nhập bình quân đầu người", "triệu đồng", "income_per_capita", 30, 50, 1),
        ("Tỷ lệ hộ nghèo", "%", "poverty_rate", 6, 20, 2),
    ]  # fmt: skip
    body = [
        [str(n + 1), name, unit, *(vi(v) for v in figures(20 + n, low, high, 5, places))]
        for n, (name, unit, _, low, high, places) in enumerate(lines)
    ]
    return Case(
        "a11.html",
        [T(
            title=["MỘT SỐ CHỈ TIÊU KINH TẾ - XÃ HỘI CHỦ YẾU HUYỆN BẮC SƠN GIAI ĐOẠN 2018 - 2022"],
            head=[["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2018", "Năm 2019", "Năm 2020", "Năm 2021", "Năm 2022"]],
            body=body, rows=[{"i": i, "u": u} for _, u, i, *_ in lines],
            cols=[None, None, None, *({"p": str(y)} for y in range(2018, 2023))],
        )],
        {"a": "185"},
    )  # fmt: skip


def months() -> Case:
    """Periods down the side, one commune file, each month and the sum since January."""
    rows, body, run = [], [], Decimal(0)
    for m, v in enumerate(figures(31, 20, 90, 8, 1), start=1):
        run += v
        body.append([f"Tháng {m}", vi(v), vi(run), vi(run / 6, 1)])
        rows.append({})
    cols: list[Spec | None] = [
        None,
        {"i": "budget_revenue", "u": "triệu đồng"},
        {"i": "budget_revenue", "u": "triệu đồng"},
        {"i": "budget_revenue", "m": "pct_of_plan"},
    ]
    over = {(m - 1, 1): {"p": f"2024-{m:02d}"} for m in range(1, 9)}
    over |= {
        (m - 1, c): {"p": f"2024-01/2024-{m:02d}" if m > 1 else "2024-01/2024-01|2024-01"}
        for m in range(1, 9)
        for c in (2, 3)
    }
    return Case(
        "a12.xlsx",
        [T(
            title=["UBND XÃ TÂN LẬP", "THU NGÂN SÁCH TRÊN ĐỊA BÀN XÃ CÁC THÁNG NĂM 2024", "Đơn vị tính: Triệu đồng"],
            head=[["Tháng", "Thực hiện trong tháng", "Lũy kế từ đầu năm", "Tỷ lệ % so với dự toán năm"]],
            body=body, rows=rows, cols=cols, over=over,
        )],
        {"a": "06352@pre2020", "p": "2024"},
    )  # fmt: skip


def indicators_by_commune() -> Case:
    """Indicators in rows, communes in columns, the district first, a unit column and headings in capitals."""
    lines = [("Dân số trung bình", "người", "population", 1500, 6800, 0), ("Số hộ", "hộ", "households", 400, 1700, 0), ("Tổng đàn lợn", "con", "herd.pig", 500, 2500, 0),
             ("Diện tích gieo trồng lúa", "ha", "planted_area.rice", 90, 300, 1), ("Diện tích cây ăn quả hiện có", "ha", "fruit_area", 10, 200, 1), ("Sản lượng thịt hơi xuất chuồng", "tấn", "output.meat", 40, 190, 1)]  # fmt: skip
    body = []
    for n, (name, unit, _, low, high, places) in enumerate(lines):
        values = figures(60 + n, low, high, 18, places)
        body.append([n + 1, name, unit, float(sum(values)), *map(float, values)])
    return Case(
        "a13.xlsx",
        [T(
            title=["MỘT SỐ CHỈ TIÊU CHỦ YẾU CÁC XÃ, THỊ TRẤN NĂM 2023"],
            head=[["STT", "CHỈ TIÊU", "ĐVT", "TOÀN HUYỆN", *(v.upper().replace("XÃ ", "").replace("THỊ TRẤN", "TT.") for v in COMMUNES.values())]],
            body=body, rows=[{"i": i, "u": u} for _, u, i, *_ in lines], cols=[None, None, None, DISTRICT, *units_of(COMMUNES)],
        )],
        {"p": "2023|2023-12"},
    )  # fmt: skip


CASES = [poverty_of_2025(), year_series(), months(), indicators_by_commune()]
