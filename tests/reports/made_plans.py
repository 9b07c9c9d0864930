"""Made reports of a district: indicators with plan and shares, months and their sums, tidy files."""

from __future__ import annotations

from decimal import Decimal

from tests.reports.made import (
    COMMUNES,
    Case,
    T,
    figures,
    share,
    vi,
)


def socio_economic() -> Case:
    """The usual report table: outline, units a row, plan, estimate, percent of plan and of the year before."""
    lines: list[tuple[str, str, str, str | None, float, float, int, str]] = [
        ("A", "CHỈ TIÊU KINH TẾ", "", None, 0, 0, 0, ""), ("I", "Nông, lâm nghiệp, thủy sản", "", None, 0, 0, 0, ""),
        ("1", "Tổng diện tích gieo trồng cây hàng năm", "ha", "planted_area.annual", 11000, 12500, 1, ""), ("", "Trong đó:", "", None, 0, 0, 0, ""),
        ("-", "Cây lúa", "ha", "planted_area.rice", 4000, 4600, 1, ""), ("-", "Cây ngô", "ha", "planted_area.maize", 2500, 3000, 1, ""), ("-", "Thuốc lá", "ha", "planted_area.tobacco", 1500, 2000, 1, ""),
        ("2", "Sản lượng lương thực có hạt", "Tấn", "output.cereals", 30000, 33000, 0, ""), ("3", "Tổng đàn gia súc, gia cầm", "", None, 0, 0, 0, ""),
        ("a", "Đàn trâu", "Con", "herd.buffalo", 9000, 12000, 0, "k"), ("b", "Đàn bò", "Con", "herd.cattle", 2000, 3000, 0, "k"), ("c", "Đàn gia cầm", "1.000 con", "herd.poultry", 400, 600, 1, "k"),
        ("4", "Trồng rừng mới", "ha", "forest_new", 500, 700, 1, ""), ("5", "Tỷ lệ che phủ rừng", "%", "forest_cover", 58, 63, 1, "r"),
        ("II", "Công nghiệp - tiểu thủ công nghiệp", "", None, 0, 0, 0, ""), ("1", "Giá trị sản xuất công nghiệp - TTCN", "Tr.đ", "production_value.industry", 90000, 120000, 0, ""),
        ("III", "Thu ngân sách trên địa bàn", "Tỷ đồng", "budget_revenue", 30, 50, 2, ""), ("B", "CHỈ TIÊU XÃ HỘI", "", None, 0, 0, 0, ""),
        ("1", "Tỷ lệ hộ nghèo", "%", "poverty_rate", 6, 15, 2, "r"), ("2", "Tỷ lệ tham gia BHYT", "%", "health_insurance_coverage", 90, 99, 1, "r"), ("3", "Số lao động được giải quyết việc làm mới", "Người", "jobs_created", 800, 1200, 0, ""),
        ("4", "Số xã đạt chuẩn nông thôn mới", "xã", "ntm_communes_met", 6, 10, 0, "k"),
    ]  # fmt: skip
    spelt = {
        "Tấn": "tấn",
        "Con": "con",
        "1.000 con": "nghìn con",
        "Tr.đ": "triệu đồng",
        "Tỷ đồng": "tỷ đồng",
        "Người": "người",
    }
    body, rows, over = [], [], {}
    for n, (mark, name, unit, code, low, high, places, kind) in enumerate(lines):
        if code is None:
            body.append([mark, name, "", "", "", "", "", "", ""])
            rows.append(None)
            continue
        last, plan, done = figures(800 + n, low, high, 3, places)
        body.append(
            [mark, name, unit, vi(last), vi(plan), vi(done), share(done, plan), share(done, last), ""]
        )
        rows.append({"i": code, "u": spelt.get(unit, unit)})
        if kind:
            over |= {
                (n, c): {"p": "2021|2021-12|2022|2022-12" if c == 3 else "2022|2022-12"} for c in range(3, 8)
            }
    return Case(
        "b07.xlsx",
        [T(
            title=["BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU KINH TẾ - XÃ HỘI NĂM 2022", "(Kèm theo Báo cáo số 600/BC-UBND ngày 05 tháng 12 năm 2022 của UBND huyện Bắc Sơn)"],
            head=[["STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2021", "Năm 2022", "<", "So sánh (%)", "<", "Ghi chú"], ["^", "^", "^", "^", "Kế hoạch", "Ước thực hiện", "So với KH", "So với cùng kỳ", "^"]],
            index=["A", "B", "C", "1", "2", "3", "4=3/2", "5=3/1", "6"], body=body, rows=rows, over=over,
            cols=[None, None, None, {"m": "same_period", "p": "2021|2022"}, {"m": "plan"}, {}, {"m": "pct_of_plan"}, {"m": "pct_of_same_period"}, None],
            foot=["Nơi nhận:", "- Thường trực Huyện ủy;", "TM. ỦY BAN NHÂN DÂN"],
        )],
        {"a": "185", "p": "2022"},
    )  # fmt: skip


def tidy() -> Case:
    rows, body = [], []
    names = list(COMMUNES.items())
    for n, v in enumerate(figures(900, 20, 300, 40, 2)):
        id_, name = names[n % 18]
        year = 2020 + n // 18
        i, words, unit = (
            ("planted_area.maize", "Diện tích gieo trồng ngô", "ha"),
            ("herd.pig", "Tổng đàn lợn", "con"),
            ("poverty_rate", "Tỷ lệ hộ nghèo", "%"),
        )[n % 3]
        plain = f"{v:f}" if unit != "con" else f"{int(v * 10)}"
        body.append([id_[:5], name, words, str(year), "Thực hiện" if n % 4 else "Kế hoạch", plain, unit])
        rows.append(
            {"i": i, "u": unit, "a": id_, "p": f"{year}|{year}-12", "m": "actual" if n % 4 else "plan"}
        )
    return Case("b08.csv", [T(head=[["ma_xa", "ten_xa", "chi_tieu", "nam", "loai", "gia_tri", "don_vi_tinh"]], body=body, rows=rows, cols=[None] * 5 + [{}, None])], {}, separator=",", style="en")  # fmt: skip


def two_tables() -> Case:
    """Two tables below each other on one sheet, English marks in the first and whole numbers in the second."""
    crops = [("Lúa", "rice"), ("Ngô", "maize"), ("Thuốc lá", "tobacco"), ("Lạc", "peanut")]
    one = [
        [k + 1, n, f"{v[0]:,f}", f"{v[1]:,f}"]
        for k, (n, _) in enumerate(crops)
        for v in [figures(950 + k, 1000, 4000, 2, 1)]
    ]
    two = [
        [k + 1, n, int(v)]
        for k, ((_, n), v) in enumerate(
            zip(list(COMMUNES.items())[3:8], figures(960, 100, 900, 5, 0), strict=True)
        )
    ]
    return Case(
        "b09.xlsx",
        [
            T(title=["1. Diện tích gieo trồng một số cây chủ yếu vụ mùa năm 2021"], head=[["STT", "Loại cây", "Kế hoạch (ha)", "Thực hiện (ha)"]], body=one,
              rows=[{"i": f"planted_area.{c}"} for _, c in crops], cols=[None, None, {"u": "ha", "m": "plan", "p": "2021"}, {"u": "ha"}]),
            T(title=["2. Số hộ cận nghèo các xã năm 2021"], head=[["STT", "Xã", "Số hộ cận nghèo"]], body=two, rows=[{"a": k, "s": ""} for k in list(COMMUNES)[3:8]],
              cols=[None, None, {"i": "near_poor_households", "u": "hộ"}]),
        ],
        {"a": "185", "p": "2021", "s": "mùa"}, style="en",
    )  # fmt: skip


def month_and_sum() -> Case:
    """A month's report: the month, the sum since January, the same sum of the last year, shares."""
    lines = [("Thu ngân sách trên địa bàn", "Triệu đồng", "budget_revenue", 2000, 40000, 1), ("Diện tích trồng rừng", "ha", "forest_new", 30, 600, 1), ("Sản lượng gỗ khai thác", "m3", "wood_output", 900, 9000, 0),
             ("Lượt khách du lịch", "Lượt", "tourists", 900, 9000, 0), ("Cứng hóa đường GTNT", "km", "roads_built", 1, 30, 1)]  # fmt: skip
    body = []
    for n, (name, unit, _, low, high, places) in enumerate(lines):
        plan, month, run, last = figures(970 + n, low, high, 4, places)
        body.append(
            [
                str(n + 1),
                name,
                unit,
                vi(plan),
                vi(month),
                vi(run),
                vi(last),
                share(run, plan),
                share(run, last),
            ]
        )
    spelt = {"Triệu đồng": "triệu đồng", "Lượt": "lượt"}
    run_p = "2023-01/2023-10"
    return Case(
        "b10.docx",
        [T(
            title=["BÁO CÁO TÌNH HÌNH KINH TẾ - XÃ HỘI THÁNG 10 NĂM 2023"],
            head=[["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2023", "Thực hiện tháng 10", "Lũy kế 10 tháng", "Cùng kỳ năm 2022", "Lũy kế so với (%)", "<"], ["^", "^", "^", "^", "^", "^", "^", "Kế hoạch", "Cùng kỳ"]],
            body=body, rows=[{"i": i, "u": spelt.get(u, u)} for _, u, i, *_ in lines],
            cols=[None, None, None, {"m": "plan", "p": f"2023|{run_p}|2023-10"}, {"p": "2023-10"}, {"p": run_p}, {"m": "same_period", "p": f"{run_p}|2022-01/2022-10|2023-10"}, {"m": "pct_of_plan", "p": f"{run_p}|2023"}, {"m": "pct_of_same_period", "p": run_p}],
        )],
        {"a": "185"},
    )  # fmt: skip


def change_columns() -> Case:
    """Increase and decrease in heads and in percent; brackets for a decrease."""
    lines = [
        ("Trâu", "herd.buffalo"),
        ("Bò", "herd.cattle"),
        ("Lợn", "herd.pig"),
        ("Gia cầm", "herd.poultry"),
    ]
    body = []
    for n, (name, _) in enumerate(lines):
        last, now = (int(v) for v in figures(990 + n, 900, 90000, 2, 0))
        gap = now - last
        body.append([n + 1, name, last, now, gap, vi(Decimal(gap) * 100 / last, 2)])
    return Case(
        "b11.xlsx",
        [T(
            title=["KẾT QUẢ ĐIỀU TRA CHĂN NUÔI THỜI ĐIỂM 01/01/2024", "Đơn vị tính: con"],
            head=[["STT", "Vật nuôi", "Năm 2023", "Năm 2024", "Tăng (+), giảm (-)", "<"], ["^", "^", "^", "^", "Số con", "%"]],
            body=body, rows=[{"i": i} for _, i in lines], cols=[None, None, {"p": "2023|2023-01|2023-12", "m": "actual|same_period"}, {}, {"m": "change_abs"}, {"m": "change_pct_yoy"}],
        )],
        {"a": "185", "u": "con", "p": "2024|2024-01"},
    )  # fmt: skip


CASES = [socio_economic(), tidy(), two_tables(), month_and_sum(), change_columns()]
