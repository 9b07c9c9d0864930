"""Made reports of new-style rural areas: grids of criteria, counts turned to dates, titles in words."""

from __future__ import annotations

import datetime
from decimal import Decimal

from tests.reports.made import COMMUNES, DISTRICT, Case, Spec, T, figures, units_of, vi


def ntm_grid(doc: str) -> Case:
    """Criteria in rows, communes in columns; x and blank with a legend, or Đ and K."""
    names = {k: v for k, v in COMMUNES.items() if "Thị" not in v}
    is_legend = doc == "a08.xlsx"
    yes, no = ("x", "") if is_legend else ("Đ", "K")
    criteria = ["Quy hoạch", "Giao thông", "Thủy lợi và phòng, chống thiên tai", "Điện", "Trường học", "Cơ sở vật chất văn hóa",
                "Cơ sở hạ tầng thương mại nông thôn", "Thông tin và Truyền thông", "Nhà ở dân cư", "Thu nhập", "Nghèo đa chiều", "Lao động",
                "Tổ chức sản xuất và phát triển kinh tế nông thôn", "Giáo dục và Đào tạo", "Y tế", "Văn hóa",
                "Môi trường và an toàn thực phẩm", "Hệ thống chính trị và tiếp cận pháp luật", "Quốc phòng và An ninh"]  # fmt: skip
    draws = [[int(v) for v in figures(300 + n, 0, 1, 19, 0)] for n in range(len(names))]
    signs = {yes: "met", no: "not_met"}
    body = [
        [str(k + 1), criterion, *(yes if d[k] else no for d in draws), sum(d[k] for d in draws)]
        for k, criterion in enumerate(criteria)
    ]
    body.append(["", "Tổng số tiêu chí đạt", *(sum(d) for d in draws), sum(map(sum, draws))])
    rows: list[Spec | None] = [{"i": f"ntm_criterion.{k + 1:02d}", "u": "status"} for k in range(19)]
    rows.append({"i": "ntm_criteria_met", "u": "tiêu chí"})
    over = {
        (k, len(names) + 2): {"i": f"ntm_criterion_communes_met.{k + 1:02d}", "u": "xã"} for k in range(19)
    }
    over[19, len(names) + 2] = {"i": "ntm_criteria_total"}
    return Case(
        doc,
        [T(
            title=["BẢNG TỔNG HỢP KẾT QUẢ THỰC HIỆN BỘ TIÊU CHÍ NÔNG THÔN MỚI CÁC XÃ ĐẾN HẾT NĂM 2022"]
            + (["(x: đạt; để trống: chưa đạt)"] if is_legend else []),
            head=[["STT", "Tên tiêu chí", *(v.removeprefix("Xã ") for v in names.values()), "Số xã đạt"]],
            body=body, rows=rows, over=over, cols=[None, None, *({"a": k} for k in names), DISTRICT], signs=signs,
            foot=[] if is_legend else ["Ghi chú: Đ: Đạt; K: Không đạt"],
        )],
        {"p": "2022|2022-12"},
    )  # fmt: skip


def turned_dates() -> Case:
    """`n/19` in text, two of them turned to dates by the program; income by person in thousands."""
    names = {k: v for k, v in COMMUNES.items() if "Thị" not in v}
    met = [12, 19, 17, 10, 15, 19, 18, 11, 16, 13, 19, 14, 12, 17, 10, 16, 13]
    income = [int(v) * 100 for v in figures(9, 320, 480, 17, 0)]
    body: list[list[object]] = [
        [n + 1, f"UBND {v.replace('Xã', 'xã')}", f"{m}/19", i, vi(Decimal(i) / 1000, 1)]
        for n, (v, m, i) in enumerate(zip(names.values(), met, income, strict=True))
    ]
    body[3][2] = datetime.datetime(2019, 10, 10)  # noqa: DTZ001 - a cell of a spreadsheet has no zone
    over = {(3, 2): {"v": "10", "e": "ask"}}
    body = [[("d", v) if isinstance(v, datetime.datetime) else v for v in row] for row in body]
    return Case(
        "a09.xlsx",
        [T(
            title=["TIẾN ĐỘ XÂY DỰNG NÔNG THÔN MỚI 6 THÁNG ĐẦU NĂM 2021", "Huyện Bắc Sơn, tỉnh Lạng Sơn"],
            head=[["STT", "Đơn vị", "Số tiêu chí đạt (n/19)", "Thu nhập bình quân (nghìn đồng/người/năm)", "Tỷ lệ hộ nghèo (%)"]],
            body=body, rows=units_of(names), over=over,
            cols=[None, None, {"i": "ntm_criteria_met", "u": "tiêu chí"}, {"i": "income_per_capita", "u": "nghìn đồng"}, {"i": "poverty_rate", "u": "%"}],
        )],
        {"p": "2021-01/2021-06|2021-06|2021"}, expected="ask",
    )  # fmt: skip


def status_words() -> Case:
    names = {k: v for k, v in COMMUNES.items() if "Thị" not in v}
    words = ["Đạt chuẩn NTM", "Đạt chuẩn NTM nâng cao", "Chưa đạt", "Đạt chuẩn NTM kiểu mẫu"]
    signs = dict(zip(words, ("met", "advanced", "not_met", "model"), strict=True))
    met = [19, 19, 14, 19]
    body = [
        [
            str(n + 1),
            v,
            words[n % 4 if n < 12 else 2],
            str(met[n % 4 if n < 12 else 2]),
            "2019" if n < 6 else "",
        ]
        for n, v in enumerate(names.values())
    ]
    return Case(
        "a17.docx",
        [T(
            title=["DANH SÁCH CÁC XÃ ĐẠT CHUẨN NÔNG THÔN MỚI TÍNH ĐẾN HẾT NĂM 2023"], head=[["STT", "Tên xã", "Danh hiệu", "Số tiêu chí đạt", "Năm được công nhận"]],
            body=body, rows=units_of(names), signs=signs, cols=[None, None, {"i": "ntm_status", "u": "status"}, {"i": "ntm_criteria_met", "u": "tiêu chí"}, None],
        )],
        {"p": "2023|2023-12"},
    )  # fmt: skip


CASES = [ntm_grid("a07.docx"), ntm_grid("a08.xlsx"), turned_dates(), status_words()]
