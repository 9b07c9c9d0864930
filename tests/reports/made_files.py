"""Made reports in the older and rarer file types: ODS, PDF, old fonts; errors, formulas and signs in cells."""

from __future__ import annotations

from decimal import Decimal

from tests.reports.fonts import to_1258, to_tcvn3, to_vni
from tests.reports.made import COMMUNES, DISTRICT, OLD, Case, Spec, T, figures, share, units_of, vi
from tests.reports.made_budget import EXP

NAMES = list(COMMUNES.items())


def quarters() -> Case:
    lines = [
        ("Đàn lợn", "con", "herd.pig", 9000, 20000, 0),
        ("Sản lượng thịt hơi xuất chuồng", "tấn", "output.meat", 300, 900, 1),
        ("Sản lượng gỗ khai thác", "m3", "wood_output", 500, 5000, 1),
        ("Lượt khách du lịch", "lượt", "tourists", 900, 9000, 0),
    ]
    body = [
        [n + 1, name, unit, *(float(v) for v in figures(3000 + n, low, high, 4, places))]
        for n, (name, unit, _, low, high, places) in enumerate(lines)
    ]
    return Case(
        "e01.ods",
        [T(
            title=["MỘT SỐ CHỈ TIÊU KINH TẾ THEO QUÝ NĂM 2023", "Huyện Bắc Sơn"], head=[["STT", "Tên chỉ tiêu", "Đơn vị tính", "Quý I", "Quý II", "Quý III", "Quý IV"]],
            body=body, rows=[{"i": i, "u": u} for _, u, i, *_ in lines], cols=[None, None, None, *({"p": f"2023-Q{q}"} for q in range(1, 5))],
        )],
        {"a": "185"},
    )  # fmt: skip


def aligned_pdf() -> Case:
    body = [
        [str(n + 1), name, vi(v[0]), vi(v[1]), share(v[1], v[0])]
        for n, (_, name) in enumerate(NAMES)
        for v in [figures(3100 + n, 20, 90, 2, 1)]
    ]
    return Case(
        "e02.pdf",
        [T(
            title=["KẾT QUẢ TRỒNG RỪNG NĂM 2022", "Đơn vị tính: ha"], head=[["STT", "Xã, thị trấn", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)"]], body=body, rows=units_of(COMMUNES),
            cols=[None, None, {"m": "plan"}, {}, {"m": "pct_of_plan"}],
        )],
        {"u": "ha", "i": "forest_new", "p": "2022"},
    )  # fmt: skip


def ruled_pdf() -> Case:
    lines = [("I", "Chi đầu tư phát triển", f"{EXP}.development"), ("II", "Chi thường xuyên", f"{EXP}.recurrent"), ("1", "Chi giáo dục - đào tạo và dạy nghề", f"{EXP}.education"),
             ("2", "Chi y tế, dân số và gia đình", f"{EXP}.health"), ("3", "Chi hoạt động kinh tế", f"{EXP}.economic"), ("4", "Chi bảo đảm xã hội", f"{EXP}.social"), ("III", "Dự phòng ngân sách", f"{EXP}.reserve")]  # fmt: skip
    body = [
        [m, n, vi(v[0]), vi(v[1]), share(v[1], v[0]), "x" if m == "III" else share(v[1], v[2])]
        for k, (m, n, _) in enumerate(lines)
        for v in [figures(3200 + k, 500, 50000, 3, 1)]
    ]
    return Case(
        "e03.pdf",
        [T(
            title=["Biểu số 95/CK-NSNN", "ƯỚC THỰC HIỆN CHI NGÂN SÁCH HUYỆN QUÝ II NĂM 2022", "Đơn vị: Triệu đồng"],
            head=[["STT", "NỘI DUNG", "DỰ TOÁN NĂM", "ƯỚC THỰC HIỆN QUÝ II", "SO SÁNH ƯỚC THỰC HIỆN VỚI (%)", "<"], ["^", "^", "^", "^", "DỰ TOÁN NĂM", "CÙNG KỲ NĂM TRƯỚC"]],
            index=["A", "B", "1", "2", "3=2/1", "4"], body=body, rows=[{"i": c} for *_, c in lines],
            cols=[None, None, {"m": "plan", "p": "2022"}, {}, {"m": "pct_of_plan"}, {"m": "pct_of_same_period"}],
        )],
        {"a": "185", "u": "triệu đồng", "p": "2022-Q2|2022-01/2022-06"},
    )  # fmt: skip


def ntm_pdf() -> Case:
    """Communes down and nineteen numbered criteria across; x = met, blank = not met; over two pages."""
    names = {k: v for k, v in COMMUNES.items() if "Thị" not in v}
    draws = [[int(v) for v in figures(3300 + n, 0, 1, 19, 0)] for n in range(17)]
    body = [
        [str(n + 1), v.removeprefix("Xã "), *("x" if k else "" for k in d), str(sum(d))]
        for n, (v, d) in enumerate(zip(names.values(), draws, strict=True))
    ]
    return Case(
        "e04.pdf",
        [T(
            title=["KẾT QUẢ ĐẠT CHUẨN CÁC TIÊU CHÍ NTM NĂM 2023", "Ghi chú: x = đạt; để trống = chưa đạt"],
            head=[["STT", "Xã", "Tiêu chí số", *["<"] * 18, "Tổng số TC đạt"], ["^", "^", *map(str, range(1, 20)), "^"]], body=body, rows=units_of(names), signs={"x": "met", "": "not_met"},
            cols=[None, None, *({"i": f"ntm_criterion.{k:02d}", "u": "status"} for k in range(1, 20)), {"i": "ntm_criteria_met", "u": "tiêu chí"}],
        )],
        {"p": "2023|2023-12"},
    )  # fmt: skip


def old_font(doc: str) -> Case:
    names = OLD if doc == "e05.txt" else COMMUNES
    year = "2017" if doc == "e05.txt" else "2021"
    write = {"e05.txt": to_tcvn3, "e06.csv": lambda text: to_vni(text).encode("cp1252"), "e07.csv": to_1258}[
        doc
    ]
    body, sums = [], [Decimal(0)] * 3
    for n, name in enumerate(names.values()):
        a, y = figures(3400 + n, 40, 180, 1, 1)[0], figures(3440 + n, 40, 60, 1, 1)[0]
        sums = [s + v for s, v in zip(sums, (a, Decimal(0), round(a * y / 10, 1)), strict=True)]
        body.append([str(n + 1), name, vi(a), vi(y), vi(a * y / 10, 1)])
    body.append(["", "Cộng", vi(sums[0]), vi(sums[2] * 10 / sums[0], 1), vi(sums[2])])
    return Case(
        doc,
        [T(
            title=[f"Kết quả gieo trồng ngô vụ hè thu năm {year}", "Phòng Nông nghiệp và Phát triển nông thôn huyện Bắc Sơn"],
            head=[["STT", "Tên xã", "Diện tích (ha)", "Năng suất (tạ/ha)", "Sản lượng (tấn)"]], body=body, rows=[*units_of(names), DISTRICT],
            cols=[None, None, {"i": "planted_area.maize", "u": "ha"}, {"i": "yield.maize", "u": "tạ/ha"}, {"i": "output.maize", "u": "tấn"}],
        )],
        {"p": year, "s": "hè thu"}, separator="\t" if doc == "e05.txt" else ";", write=write,
    )  # fmt: skip


def rough_cells() -> Case:
    """Errors, formulas, text among numbers, brackets, percent signs, spaces inside numbers."""
    rows = [
        ("Thu tiền sử dụng đất", "budget_revenue.land"),
        ("Lệ phí trước bạ", "budget_revenue.registration_fee"),
        ("Thuế thu nhập cá nhân", "budget_revenue.pit"),
        ("Thu khác ngân sách", "budget_revenue.other"),
        ("Phí, lệ phí", "budget_revenue.fees"),
    ]
    body = [
        [1, rows[0][0], 5000, ("=", 4200.5), ("%", 0.8401), "95,5%"], [2, rows[1][0], "1 250,5", "1.310,0", "104,8%", "#DIV/0!"],
        [3, rows[2][0], 640, "(12,5)", "-2,0%", "…"], [4, rows[3][0], "-", 85.25, "x", ""], [5, rows[4][0], 910.4, "905,1 (1)", "99,4", "101,2"],
    ]  # fmt: skip
    return Case(
        "e08.xlsx",
        [T(
            title=["THU NGÂN SÁCH 11 THÁNG NĂM 2024 HUYỆN BẮC SƠN", "(Đơn vị tính: triệu đồng)"], head=[["STT", "Nội dung", "Dự toán năm 2024", "Thực hiện 11 tháng", "% so với dự toán", "% so với cùng kỳ"]],
            body=body, rows=[{"i": i} for _, i in rows], over={(1, 5): {"missing": "error"}}, foot=["(1) Chưa gồm phí bảo vệ môi trường"],
            cols=[None, None, {"m": "plan", "p": "2024|2024-01/2024-11"}, {}, {"m": "pct_of_plan"}, {"m": "pct_of_same_period"}],
        )],
        {"a": "185", "u": "triệu đồng", "p": "2024-01/2024-11"},
    )  # fmt: skip


def several_spans() -> Case:
    lines = [
        ("Diện tích trồng rừng", "ha", "forest_new"),
        ("Thu ngân sách trên địa bàn", "triệu đồng", "budget_revenue"),
        ("Giá trị sản xuất công nghiệp - TTCN", "tỷ đồng", "production_value.industry"),
    ]
    body = []
    for n, (name, unit, _) in enumerate(lines):
        plan, half, year = figures(3500 + n, 300, 900, 3, 1)
        body.append([str(n + 1), name, unit, vi(plan), vi(half), vi(year), share(year, plan)])
    cols: list[Spec | None] = [
        None,
        None,
        None,
        {"m": "plan", "p": "2023"},
        {"p": "2023-01/2023-06"},
        {"p": "2023"},
        {"m": "pct_of_plan", "p": "2023"},
    ]
    return Case(
        "e09.csv",
        [T(
            title=["Ước thực hiện các chỉ tiêu chủ yếu năm 2023"], head=[["TT", "Chỉ tiêu", "ĐVT", "KH 2023", "TH 6T.2023", "Ước TH cả năm 2023", "Ước TH/KH (%)"]], body=body,
            rows=[{"i": i, "u": u} for _, u, i in lines], cols=cols,
        )],
        {"a": "185", "p": "2023"},
    )  # fmt: skip


def villages() -> Case:
    body = [
        [n + 1, f"Thôn {name}", p]
        for n, (name, p) in enumerate(
            zip(("Nà Lay", "Bản Cầm", "Pá Nim", "Mỏ Pia"), (12, 7, 9, 15), strict=True)
        )
    ]
    body.append(["", "Tổng cộng", 43])
    return Case(
        "e10.xlsx",
        [T(
            title=["UBND XÃ TÂN LẬP", "DANH SÁCH HỘ NGHÈO THEO THÔN NĂM 2023"], head=[["STT", "Tên thôn", "Số hộ nghèo"]], body=body,
            rows=[*[{"e": "ask"}] * 4, {}], cols=[None, None, {"i": "poor_households", "u": "hộ"}],
        )],
        {"a": "06352@pre2020", "p": "2023|2023-12"}, expected="ask",
    )  # fmt: skip


def shares_of_a_whole() -> Case:
    lines = [
        ("Tổng chi ngân sách huyện", EXP),
        ("Chi đầu tư phát triển", f"{EXP}.development"),
        ("Chi thường xuyên", f"{EXP}.recurrent"),
    ]
    body = [
        [n + 1, name, vi(v), vi(v * 100 / 900, 1)]
        for n, ((name, _), v) in enumerate(zip(lines, figures(3600, 100, 900, 3, 1), strict=True))
    ]
    return Case(
        "e11.docx",
        [T(
            title=["CƠ CẤU CHI NGÂN SÁCH HUYỆN BẮC SƠN NĂM 2022"], head=[["STT", "Nội dung", "Số tiền (tỷ đồng)", "Cơ cấu (%)"]], body=body, rows=[{"i": i} for _, i in lines],
            cols=[None, None, {"u": "tỷ đồng"}, {"u": "%", "o": "1"}],
        )],
        {"a": "185", "p": "2022"},
    )  # fmt: skip


def old_names_in_2025() -> Case:
    body = [
        [n + 1, name, int(v)]
        for n, ((_, name), v) in enumerate(zip(NAMES, figures(3700, 20, 200, 18, 0), strict=True))
    ]
    return Case(
        "e12.xlsx",
        [T(title=["Số hộ cận nghèo các xã năm 2025"], head=[["STT", "Xã, thị trấn", "Số hộ cận nghèo"]], body=body, rows=units_of(COMMUNES), cols=[None, None, {"i": "near_poor_households", "u": "hộ"}])],
        {"p": "2025|2025-12"},
    )  # fmt: skip


def province() -> Case:
    names = {
        "185": "Huyện Bắc Sơn",
        "181": "Huyện Bình Gia",
        "184": "Huyện Văn Quan",
        "186": "Huyện Hữu Lũng",
        "20": "Toàn tỉnh",
    }
    values = figures(3800, 300, 1500, 4, 1)
    body = [
        [n + 1, name, vi(v)]
        for n, (name, v) in enumerate(zip(names.values(), (*values, sum(values)), strict=True))
    ]
    return Case(
        "e13.html",
        [T(title=["Diện tích rừng trồng mới theo huyện năm 2021 (ha)"], head=[["STT", "Huyện", "Diện tích"]], body=body, rows=units_of(names), cols=[None, None, {"i": "forest_new", "u": "ha"}])],
        {"p": "2021"},
    )  # fmt: skip


def advanced_grid() -> Case:
    names = list(COMMUNES.items())[1:7]
    body = [
        [n + 1, name, *(int(v) for v in figures(3900 + n, 0, 1, 19, 0))] for n, (_, name) in enumerate(names)
    ]
    return Case(
        "e14.csv",
        [T(
            title=["Kết quả rà soát tiêu chí nông thôn mới tháng 6 năm 2023 (1: đạt, 0: không đạt)"], head=[["STT", "Tên xã", *(f"TC{k}" for k in range(1, 20))]],
            body=body, rows=units_of(dict(names)), signs={"1": "met", "0": "not_met"}, cols=[None, None, *({"i": f"ntm_criterion.{k:02d}", "u": "status"} for k in range(1, 20))],
        )],
        {"p": "2023-06|2023"}, separator="\t",
    )  # fmt: skip


CASES = [
    quarters(), aligned_pdf(), ruled_pdf(), ntm_pdf(), old_font("e05.txt"), old_font("e06.csv"), old_font("e07.csv"), rough_cells(), several_spans(), villages(),
    shares_of_a_whole(), old_names_in_2025(), province(), advanced_grid(),
]  # fmt: skip
