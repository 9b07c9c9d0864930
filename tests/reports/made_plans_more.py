"""Made reports of plans and accounts over years: estimates beside actuals, absolute and relative changes, several plans."""

from __future__ import annotations

from decimal import Decimal

from tests.reports.made import COMMUNES, DISTRICT, Case, T, figures, share, units_of, vi
from tests.reports.made_budget import EXP, REV

NAMES = list(COMMUNES.items())


def final_accounts() -> Case:
    """Form 97: estimate, final account, their difference absolute and relative."""
    lines = [("A", "TỔNG THU NSNN TRÊN ĐỊA BÀN", REV), ("I", "Thu nội địa", f"{REV}.domestic"), ("1", "Thu từ khu vực kinh tế ngoài quốc doanh", f"{REV}.non_state_tax"),
             ("2", "Thuế thu nhập cá nhân", f"{REV}.pit"), ("3", "Lệ phí trước bạ", f"{REV}.registration_fee"), ("4", "Phí, lệ phí", f"{REV}.fees"), ("5", "Tiền sử dụng đất", f"{REV}.land")]  # fmt: skip
    body = [
        [m, n, vi(v[0]), vi(v[1]), vi(v[1] - v[0]), share(v[1], v[0])]
        for k, (m, n, _) in enumerate(lines)
        for v in [figures(2000 + k, 500, 50000, 2, 1)]
    ]
    return Case(
        "d01.docx",
        [T(
            title=["Biểu số 97/CK-NSNN", "QUYẾT TOÁN THU NGÂN SÁCH NHÀ NƯỚC NĂM 2021", "(Quyết toán đã được Hội đồng nhân dân phê chuẩn)", "Đơn vị: Triệu đồng"],
            head=[["STT", "Nội dung", "Dự toán", "Quyết toán", "So sánh", "<"], ["^", "^", "^", "^", "Tuyệt đối", "Tương đối (%)"]], index=["A", "B", "1", "2", "3=2-1", "4=2/1"],
            body=body, rows=[{"i": c} for *_, c in lines], cols=[None, None, {"m": "plan"}, {}, {"m": "change_abs", "e": "may_ask"}, {"m": "pct_of_plan"}],
        )],
        {"a": "185", "u": "triệu đồng", "p": "2021"},
    )  # fmt: skip


def next_estimate() -> Case:
    """Form 81/82: last year's estimate and expected actual beside the coming year's estimate."""
    lines = [
        ("", "TỔNG CHI NGÂN SÁCH HUYỆN", EXP),
        ("I", "Chi đầu tư phát triển", f"{EXP}.development"),
        ("II", "Chi thường xuyên", f"{EXP}.recurrent"),
        ("1", "Chi giáo dục - đào tạo và dạy nghề", f"{EXP}.education"),
        ("III", "Dự phòng ngân sách", f"{EXP}.reserve"),
    ]
    body = [
        [m, n, *map(float, v), ("%", float(round(v[2] / v[1], 4)))]
        for k, (m, n, _) in enumerate(lines)
        for v in [figures(2100 + k, 500, 50000, 3, 1)]
    ]
    return Case(
        "d02.xlsx",
        [T(
            title=["DỰ TOÁN CHI NGÂN SÁCH HUYỆN NĂM 2024", "(Dự toán đã được HĐND huyện quyết định)", "Đơn vị: Triệu đồng"],
            head=[["STT", "Nội dung", "Dự toán năm 2023", "Ước thực hiện năm 2023", "Dự toán năm 2024", "So sánh (%)"]], index=["A", "B", "1", "2", "3", "4=3/2"],
            body=body, rows=[{"i": c} for *_, c in lines],
            cols=[None, None, {"m": "plan", "p": "2023"}, {"p": "2023"}, {"m": "plan", "p": "2024"}, {"m": "pct_of_same_period|pct_of_plan", "p": "2024", "u": "%", "e": "may_ask"}],
        )],
        {"a": "185", "u": "triệu đồng", "p": "2024"},
    )  # fmt: skip


def two_givers() -> Case:
    body = []
    for n, (_, name) in enumerate(NAMES):
        a, b, c = figures(2200 + n, 100, 900, 3, 1)
        body.append([str(n + 1), name, vi(a), vi(b), vi(c), share(c, a), share(c, b)])
    return Case(
        "d03.docx",
        [T(
            title=["TÌNH HÌNH THU NGÂN SÁCH NHÀ NƯỚC TRÊN ĐỊA BÀN CÁC XÃ, THỊ TRẤN 6 THÁNG ĐẦU NĂM 2022", "ĐVT: Triệu đồng"],
            head=[["STT", "Xã, thị trấn", "Dự toán năm 2022", "<", "Thực hiện 6 tháng", "Tỷ lệ % thực hiện so với", "<"], ["^", "^", "Tỉnh giao", "Huyện giao", "^", "DT tỉnh giao", "DT huyện giao"]],
            body=body, rows=units_of(COMMUNES),
            cols=[None, None, {"m": "plan", "p": "2022|2022-01/2022-06"}, {"m": "plan", "p": "2022|2022-01/2022-06"}, {}, {"m": "pct_of_plan", "p": "2022-01/2022-06|2022"}, {"m": "pct_of_plan", "p": "2022-01/2022-06|2022"}],
        )],
        {"u": "triệu đồng", "p": "2022-01/2022-06", "i": REV},
    )  # fmt: skip


def years_across() -> Case:
    """Bare years as headings over communes."""
    body = [[n + 1, name, *map(float, figures(2300 + n, 5, 30, 4, 2))] for n, (_, name) in enumerate(NAMES)]
    return Case(
        "d04.xls",
        [T(
            title=["TỶ LỆ HỘ NGHÈO CÁC XÃ, THỊ TRẤN", "Đơn vị tính: %"], head=[["STT", "Xã", "2020", "2021", "2022", "2023"]],
            body=body, rows=units_of(COMMUNES), cols=[None, None, *({"p": f"{y}|{y}-12"} for y in range(2020, 2024))],
        )],
        {"i": "poverty_rate", "u": "%"},
    )  # fmt: skip


def years_down() -> Case:
    body = [
        [str(y), vi(v[0]), vi(v[1]), vi(v[2], 1)]
        for y in range(2016, 2025)
        for v in [figures(y, 500, 12000, 3, 1)]
    ]
    return Case(
        "d05.csv",
        [T(
            title=["DIỄN BIẾN DIỆN TÍCH GIEO TRỒNG VÀ SẢN LƯỢNG HUYỆN BẮC SƠN"], head=[["Năm", "Tổng diện tích gieo trồng (ha)", "Sản lượng lương thực có hạt (tấn)", "Diện tích trồng rừng mới (ha)"]],
            body=body, rows=[{"p": str(y)} for y in range(2016, 2025)],
            cols=[None, {"i": "planted_area", "u": "ha"}, {"i": "output.cereals", "u": "tấn"}, {"i": "forest_new", "u": "ha"}],
        )],
        {"a": "185"}, separator="|",
    )  # fmt: skip


def no_period() -> Case:
    body = [
        [str(n + 1), name, vi(v)]
        for n, ((_, name), v) in enumerate(zip(NAMES[:6], figures(2500, 10, 90, 6, 1), strict=True))
    ]
    return Case(
        "d06.csv",
        [T(title=["Diện tích trồng rừng mới (ha)"], head=[["STT", "Xã", "Thực hiện"]], body=body, rows=[{"a": k, "e": "ask"} for k, _ in NAMES[:6]], cols=[None, None, {"i": "forest_new", "u": "ha"}])],
        {"p": "?"}, expected="ask",
    )  # fmt: skip


def seeded() -> Case:
    """A running total that falls, a share that does not fit, one fact with two values."""
    run = [Decimal("50.5"), Decimal("120.0"), Decimal("118.2"), Decimal("240.4")]
    body = [
        [f"{m} tháng", vi(v), vi(Decimal(600), 1), share(v, Decimal(600)) if m != 6 else "45,0"]
        for m, v in zip((3, 6, 9, 11), run, strict=True)
    ]
    return Case(
        "d07.docx",
        [T(
            title=["TIẾN ĐỘ TRỒNG RỪNG TOÀN HUYỆN BẮC SƠN NĂM 2024", "Đơn vị tính: ha"], head=[["Thời gian", "Diện tích trồng rừng", "Kế hoạch năm", "Tỷ lệ % so với kế hoạch"]], body=body,
            rows=[{"p": f"2024-01/2024-{m:02d}"} for m in (3, 6, 9, 11)], cols=[None, {}, {"m": "plan", "p": "2024"}, {"m": "pct_of_plan"}],
            over={(1, 3): {"e": "may_ask"}},
        )],
        {"a": "185", "u": "ha", "i": "forest_new"}, expected="ask", issues=(("cumulative_falls", "1/4/2"), ("pct_inconsistent", "1/3/4")),
    )  # fmt: skip


def counts_over_time() -> Case:
    """Criteria met at three dates, and how many are aimed at."""
    names = {k: v for k, v in COMMUNES.items() if "Thị" not in v}
    body = [
        [n + 1, name, a, a + 1, a + 2 if n % 2 else a + 3]
        for n, (name, a) in enumerate(
            zip(names.values(), (int(v) for v in figures(2600, 9, 16, 17, 0)), strict=True)
        )
    ]
    body.append(["", "Tổng cộng", *(sum(r[c] for r in body) for c in (2, 3, 4))])
    return Case(
        "d08.xlsx",
        [T(
            title=["KẾT QUẢ THỰC HIỆN TIÊU CHÍ NÔNG THÔN MỚI CÁC XÃ HUYỆN BẮC SƠN"],
            head=[["STT", "Tên xã", "Số tiêu chí đạt", "<", "<"], ["^", "^", "Đến 31/12/2021", "Đến 30/6/2022", "Phấn đấu năm 2022"]], body=body, rows=[*units_of(names), {**DISTRICT, "i": "ntm_criteria_total"}],
            cols=[None, None, {"p": "2021|2021-12"}, {"p": "2022-06|2022-01/2022-06"}, {"p": "2022", "m": "target|plan"}],
        )],
        {"u": "tiêu chí", "i": "ntm_criteria_met"},
    )  # fmt: skip


CASES = [
    final_accounts(),
    next_estimate(),
    two_givers(),
    years_across(),
    years_down(),
    no_period(),
    seeded(),
    counts_over_time(),
]
