"""Made reports in the forms whose shape is law, each as a workbook and as a separated file; their sums are true."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tests.reports.made import COMMUNES, Case, Spec, T, figures, share, vi

EXP, REV, SRC = "budget_expenditure", "budget_revenue", "budget_sources"
OWN = f"{SRC}.own"
Line = tuple[str, str, str, Sequence[Any]]
"""Marker, words, indicator, parts."""
LAYOUT_OF: dict[str, str] = {}
"""Which layout each file has."""


def _sums(lines: Sequence[Line], seed: int, low: float = 900, high: float = 9000) -> list[list[Decimal]]:
    """Plan, actual and the same period for every line, top to bottom; parents are what their parts add up to."""
    out: list[list[Decimal]] = []
    for n, (_, _, _, parts) in enumerate(lines):
        below = _sums(parts, seed * 31 + n, low, high) if parts else []
        direct = [row for row, (depth, _) in zip(below, _depths(parts), strict=True) if depth == 0]
        own = (
            [sum(column, Decimal(0)) for column in zip(*direct, strict=True)]
            if direct
            else figures(seed * 7 + n, low, high, 3, 1)
        )
        out += [own, *below]
    return out


def _depths(lines: Sequence[Line], depth: int = 0) -> list[tuple[int, Line]]:
    return [one for line in lines for one in ((depth, line), *_depths(line[3], depth + 1))]


def _flat(lines: Sequence[Line]) -> list[Line]:
    return [line for _, line in _depths(lines)]


F93: list[Line] = [
    ("A", "TỔNG NGUỒN THU NGÂN SÁCH HUYỆN", SRC, [
        ("I", "Thu cân đối ngân sách huyện", f"{SRC}.balance", [
            ("1", "Thu ngân sách huyện được hưởng theo phân cấp", OWN, []),
            ("2", "Thu bổ sung từ ngân sách cấp tỉnh", f"{SRC}.transfer", [("-", "Bổ sung cân đối", f"{SRC}.transfer_balance", []), ("-", "Bổ sung có mục tiêu", f"{SRC}.transfer_targeted", [])]),
        ]),
        ("II", "Thu chuyển nguồn từ năm trước chuyển sang", f"{SRC}.carry_over", []),
        ("III", "Thu kết dư ngân sách năm trước", f"{SRC}.surplus", []),
    ]),
    ("B", "TỔNG CHI NGÂN SÁCH HUYỆN", EXP, [
        ("I", "Chi cân đối ngân sách huyện", f"{EXP}.balance", [("1", "Chi đầu tư phát triển", f"{EXP}.development", []), ("2", "Chi thường xuyên", f"{EXP}.recurrent", []), ("3", "Dự phòng ngân sách", f"{EXP}.reserve", [])]),
        ("II", "Chi từ nguồn bổ sung có mục tiêu", f"{EXP}.targeted", []),
    ]),
]  # fmt: skip
F94: list[Line] = [
    ("A", "TỔNG THU NSNN TRÊN ĐỊA BÀN", REV, [
        ("I", "Thu nội địa", f"{REV}.domestic", [
            ("1", "Thu từ khu vực doanh nghiệp nhà nước", f"{REV}.soe", []), ("2", "Thu từ khu vực kinh tế ngoài quốc doanh", f"{REV}.non_state_tax", []),
            ("3", "Thuế thu nhập cá nhân", f"{REV}.pit", []), ("4", "Lệ phí trước bạ", f"{REV}.registration_fee", []), ("5", "Thu phí, lệ phí", f"{REV}.fees", []),
            ("6", "Các khoản thu về nhà, đất", f"{REV}.land_housing", [
                ("-", "Thuế sử dụng đất nông nghiệp", f"{REV}.agri_land_tax", []), ("-", "Thu tiền sử dụng đất", f"{REV}.land", []), ("-", "Thu tiền cho thuê đất, thuê mặt nước", f"{REV}.land_rent", []),
            ]),
            ("7", "Thu khác ngân sách", f"{REV}.other", []),
        ]),
        ("II", "Thu viện trợ", f"{REV}.aid", []),
    ]),
    ("B", "THU NGÂN SÁCH HUYỆN ĐƯỢC HƯỞNG THEO PHÂN CẤP", OWN, [("1", "Từ các khoản thu phân chia", f"{OWN}.shared", []), ("2", "Các khoản thu ngân sách huyện được hưởng 100%", f"{OWN}.full", [])]),
]  # fmt: skip
TOPICS: list[Line] = [
    ("1", "Chi giáo dục - đào tạo và dạy nghề", "education", []), ("2", "Chi khoa học và công nghệ", "science", []), ("3", "Chi y tế, dân số và gia đình", "health", []),
    ("4", "Chi văn hóa thông tin", "culture", []), ("5", "Chi phát thanh, truyền hình", "broadcasting", []), ("6", "Chi thể dục thể thao", "sports", []),
    ("7", "Chi bảo vệ môi trường", "environment", []), ("8", "Chi các hoạt động kinh tế", "economic", []),
    ("9", "Chi hoạt động của cơ quan quản lý nhà nước, đảng, đoàn thể", "administration", []), ("10", "Chi bảo đảm xã hội", "social", []),
]  # fmt: skip
F95: list[Line] = [
    ("", "TỔNG CHI NGÂN SÁCH HUYỆN", EXP, [
        ("A", "CHI CÂN ĐỐI NGÂN SÁCH HUYỆN", f"{EXP}.balance", [
            ("I", "Chi đầu tư phát triển", f"{EXP}.development", [("1", "Chi đầu tư cho các dự án", f"{EXP}.development.projects", []), ("2", "Chi đầu tư phát triển khác", f"{EXP}.development.other", [])]),
            ("II", "Chi thường xuyên", f"{EXP}.recurrent", [(mark, words, f"{EXP}.{code}", []) for mark, words, code, _ in TOPICS]),
            ("III", "Dự phòng ngân sách", f"{EXP}.reserve", []),
        ]),
        ("B", "CHI TỪ NGUỒN BỔ SUNG CÓ MỤC TIÊU TỪ NGÂN SÁCH CẤP TỈNH", f"{EXP}.targeted", [
            ("1", "Chương trình mục tiêu quốc gia", f"{EXP}.targeted.national_programmes", []), ("2", "Cho các nhiệm vụ, chính sách khác", f"{EXP}.targeted.other", []),
        ]),
    ]),
]  # fmt: skip


def execution(doc: str, layout: str, lines: list[Line], title: str, quarter: str, period: str) -> Case:
    """93, 94, 95: the year's estimate, what was carried out since January, and two shares."""
    body = [
        [mark, words, vi(plan), vi(done), share(done, plan), share(done, last)]
        for (mark, words, _, _), (plan, done, last) in zip(
            _flat(lines), _sums(lines, len(doc) + ord(doc[1]), 20000, 90000), strict=True
        )
    ]
    LAYOUT_OF[doc] = layout
    year = period[:4]
    return Case(
        doc,
        [T(
            title=["UBND HUYỆN BẮC SƠN", f"Biểu số {layout[2:]}/CK-NSNN", f"{title} {quarter.upper()} NĂM {year}", "(Kèm theo Công văn số 112/UBND-TCKH ngày 12/10/2022)", "Đơn vị: Triệu đồng"],
            head=[["STT", "NỘI DUNG", "DỰ TOÁN NĂM", f"ƯỚC THỰC HIỆN {quarter.upper()}", "SO SÁNH ƯỚC THỰC HIỆN VỚI (%)", "<"], ["^", "^", "^", "^", "DỰ TOÁN NĂM", "CÙNG KỲ NĂM TRƯỚC"]],
            index=["A", "B", "1", "2", "3=2/1", "4"], body=body, rows=[{"i": code} for _, _, code, _ in _flat(lines)], name=f"Bieu {layout[2:]}",
            cols=[None, None, {"m": "plan", "p": year}, {}, {"m": "pct_of_plan"}, {"m": "pct_of_same_period"}],
            foot=["Ghi chú: số liệu quý là lũy kế từ đầu năm."],
        )],
        {"a": "185", "u": "triệu đồng", "p": period}, encoding="utf-8-sig",
    )  # fmt: skip


F114: list[Line] = [
    ("", "TỔNG SỐ THU", "", [
        ("I", "Các khoản thu 100%", "full", [
            ("1", "Phí, lệ phí", "fees", []), ("2", "Thu từ quỹ đất công ích và đất công", "public_land", []), ("3", "Thu từ hoạt động kinh tế và sự nghiệp", "commune_business", []),
            ("4", "Đóng góp của nhân dân theo quy định", "contributions", []), ("5", "Đóng góp tự nguyện của các tổ chức, cá nhân", "donations", []), ("6", "Thu khác", "other", []),
        ]),
        ("II", "Các khoản thu phân chia theo tỷ lệ phần trăm (%)", "shared", [
            ("1", "Thuế sử dụng đất phi nông nghiệp", "non_agri_land_tax", []), ("2", "Thuế sử dụng đất nông nghiệp thu từ hộ gia đình", "agri_land_tax", []),
            ("3", "Lệ phí môn bài thu từ cá nhân, hộ kinh doanh", "licence_fee", []), ("4", "Lệ phí trước bạ nhà, đất", "registration_fee", []),
        ]),
    ]),
]  # fmt: skip


def commune_revenue(doc: str) -> Case:
    """114: what the State collects beside what the commune keeps; I and II only sum up in the first of the two."""
    lines = _flat(F114)
    state = _sums(F114, 114, 1000, 90000)
    body, over = [], {}
    for r, ((mark, words, code, parts), (plan, done, _)) in enumerate(zip(lines, state, strict=True)):
        whole = [int(plan) * 1000 if not parts else plan, int(done) * 1000 if not parts else done]
        body.append([mark, words, *whole])
        of_state = REV if not code else "" if parts else f"{REV}.{code}"
        of_own = OWN if not code else f"{OWN}.{code}"
        over |= {(r, c): {"i": of_state if c % 2 == 0 else of_own} for c in range(2, 8)}
    money = _added(F114, [[row[2], row[3]] for row in body])
    for row, (plan, done) in zip(body, money, strict=True):
        row[2:] = [
            plan,
            plan // 2,
            done,
            done // 2,
            ("%", round(done / plan, 4)),
            ("%", round((done // 2) / (plan // 2), 4)),
        ]
    LAYOUT_OF[doc] = "ck114"
    if doc.endswith("csv"):
        body = [[*row[:6], *(f"{value[1] * 100:.2f}".replace(".", ",") for value in row[6:])] for row in body]
    return Case(
        doc,
        [T(
            name="114", title=["Đơn vị: UBND xã Tân Tri", "Biểu số 114/CK TC-NSNN", "ƯỚC THỰC HIỆN THU NGÂN SÁCH XÃ QUÝ III NĂM 2023", "Đơn vị tính: đồng"],
            head=[["STT", "Nội dung", "Dự toán năm", "<", "Ước thực hiện quý III", "<", "So sánh (%)", "<"], ["^", "^", "Thu NSNN", "Thu NSX", "Thu NSNN", "Thu NSX", "Thu NSNN", "Thu NSX"]],
            index=["A", "B", "1", "2", "3", "4", "5=3/1", "6=4/2"], body=body, rows=[{}] * len(body), over=over,
            cols=[None, None, *[{"m": "plan", "p": "2023"}] * 2, {}, {}, *[{"m": "pct_of_plan"}] * 2],
        )],
        {"a": "06340@pre2020", "u": "đồng", "p": "2023-01/2023-09"},
    )  # fmt: skip


def _added(lines: Sequence[Line], own: list[list[Any]]) -> list[list[int]]:
    """Whole amounts that halve evenly: leaves as they are, parents added up."""
    depths = _depths(lines)
    out = [[int(v) // 2000 * 2000 + 2000 for v in row] for row in own]
    for at in range(len(depths) - 1, -1, -1):
        depth, (_, _, _, parts) = depths[at]
        if parts:
            stop = next((n for n in range(at + 1, len(depths)) if depths[n][0] <= depth), len(depths))
            direct = [out[n] for n in range(at + 1, stop) if depths[n][0] == depth + 1]
            out[at] = [sum(column) for column in zip(*direct, strict=True)]
    return out


def commune_spending(doc: str) -> Case:
    """115: by topic, in all, on investment and recurrent."""
    lines = [*TOPICS, ("11", "Chi khác", "other", []), ("12", "Dự phòng ngân sách", "reserve", [])]
    parts = [[int(v) * 1000 for v in figures(1150 + n, 1000, 90000, 4, 0)] for n in range(len(lines))]
    rows = [[a + b, a, b, c + d, c, d] for a, b, c, d in parts]
    rows.insert(0, [sum(column) for column in zip(*rows, strict=True)])
    body = [
        [mark, words, *row]
        for (mark, words), row in zip(
            [("", "TỔNG CHI"), *((m, w) for m, w, _, _ in lines)], rows, strict=True
        )
    ]
    kinds = ["", ".development", ".recurrent"]
    codes = ["", *(f".{code}" for _, _, code, _ in lines)]
    over = {
        (r, c): {"i": f"{EXP}{kinds[(c - 2) % 3]}{code}"} for r, code in enumerate(codes) for c in range(2, 8)
    }
    over |= {(r, c): {"i": f"{EXP}{code}"} for r, code in enumerate(codes) for c in (2, 5)}
    LAYOUT_OF[doc] = "ck115"
    return Case(
        doc,
        [T(
            name="115", title=["Đơn vị: UBND xã Vũ Lễ", "Biểu số 115/CK TC- NSNN", "ƯỚC THỰC HIỆN CHI NGÂN SÁCH XÃ 6 THÁNG NĂM 2022", "Đơn vị tính: đồng"],
            head=[["STT", "Nội dung", "Dự toán năm", "<", "<", "Ước thực hiện 6 tháng", "<", "<"], ["^", "^", "Tổng số", "ĐTPT", "TX", "Tổng số", "ĐTPT", "TX"]],
            index=["A", "B", "1", "2", "3", "4", "5", "6"], body=body, rows=[{}] * len(body), over=over,
            cols=[None, None, *[{"m": "plan", "p": "2022"}] * 3, {}, {}, {}],
        )],
        {"a": "06373@pre2020", "u": "đồng", "p": "2022-01/2022-06"},
    )  # fmt: skip


def commune_balance(doc: str) -> Case:
    """113: revenue and expenditure beside each other, of a quarter."""
    left: list[Line] = [("", "Tổng số thu", SRC, [
        ("I", "Các khoản thu xã hưởng 100%", f"{OWN}.full", []), ("II", "Các khoản thu phân chia theo tỷ lệ", f"{OWN}.shared", []),
        ("III", "Thu bổ sung", f"{SRC}.transfer", [("-", "Bổ sung cân đối", f"{SRC}.transfer_balance", []), ("-", "Bổ sung có mục tiêu", f"{SRC}.transfer_targeted", [])]),
        ("IV", "Thu chuyển nguồn", f"{SRC}.carry_over", []),
    ])]  # fmt: skip
    right: list[Line] = [
        (
            "",
            "Tổng số chi",
            EXP,
            [
                ("I", "Chi đầu tư phát triển", f"{EXP}.development", []),
                ("II", "Chi thường xuyên", f"{EXP}.recurrent", []),
                ("III", "Dự phòng", f"{EXP}.reserve", []),
            ],
        )
    ]
    sums = [
        _added(side, [[v * 1000 for v in row[:2]] for row in _sums(side, 113 + n, 20000, 900000)])
        for n, side in enumerate((left, right))
    ]
    body: list[list[Any]] = []
    over: dict[tuple[int, int], Spec] = {}
    spent = _flat(right)
    for r, ((mark, words, code, _), (plan, done)) in enumerate(zip(_flat(left), sums[0], strict=True)):
        body.append(
            [f"{mark}. {words}" if mark not in ("", "-") else f"{mark} {words}".strip(), vi(plan), vi(done)]
        )
        over |= {(r, 1): {"i": code}, (r, 2): {"i": code}}
        if r < len(spent):
            mark, words, code, _ = spent[r]
            body[-1] += [f"{mark}. {words}" if mark else words, *map(vi, sums[1][r])]
            over |= {(r, 4): {"i": code}, (r, 5): {"i": code}}
        else:
            body[-1] += ["", "", ""]
            over |= {(r, 4): {"skip": "1"}, (r, 5): {"skip": "1"}}
    LAYOUT_OF[doc] = "ck113"
    plan_column: Spec = {"m": "plan", "p": "2024"}
    return Case(
        doc,
        [T(
            title=["UBND XÃ VŨ LĂNG", "Biểu số 113/CK TC-NSNN", "CÂN ĐỐI NGÂN SÁCH XÃ QUÝ II NĂM 2024", "Đơn vị tính: đồng"],
            head=[["Nội dung thu", "Dự toán năm", "Ước thực hiện quý II", "Nội dung chi", "Dự toán năm", "Ước thực hiện quý II"]],
            body=body, rows=[{}] * len(body), over=over, cols=[None, plan_column, {}, None, plan_column, {}], name="113",
        )],
        {"a": "06367@pre2020", "u": "đồng", "p": "2024-01/2024-06"},
    )  # fmt: skip


NAMES = [
    "Quy hoạch", "Giao thông", "Thủy lợi và phòng, chống thiên tai", "Điện", "Trường học", "Cơ sở vật chất văn hóa", "Cơ sở hạ tầng thương mại nông thôn",
    "Thông tin và Truyền thông", "Nhà ở dân cư", "Thu nhập", "Nghèo đa chiều", "Lao động", "Tổ chức sản xuất và phát triển kinh tế nông thôn",
    "Giáo dục và Đào tạo", "Y tế", "Văn hóa", "Môi trường và an toàn thực phẩm", "Hệ thống chính trị và tiếp cận pháp luật", "Quốc phòng và An ninh",
]  # fmt: skip


def criteria_grid(doc: str) -> Case:
    """The 19 criteria along the rows, communes along the columns, how many are met below."""
    communes = [(id_, name) for id_, name in COMMUNES.items() if name.startswith("Xã")][:6]
    signs = [["Đ" if (7 * r + 3 * c) % 5 else "K" for c in range(len(communes))] for r in range(19)]
    body = [[r + 1, name, *signs[r]] for r, name in enumerate(NAMES)]
    body.append(
        ["", "Tổng số tiêu chí đạt", *(sum(row[c] == "Đ" for row in signs) for c in range(len(communes)))]
    )
    rows: list[Spec] = [{"i": f"ntm_criterion.{r + 1:02d}", "u": "status"} for r in range(19)]
    LAYOUT_OF[doc] = "ntm"
    return Case(
        doc,
        [T(
            title=["KẾT QUẢ THỰC HIỆN BỘ TIÊU CHÍ QUỐC GIA VỀ NÔNG THÔN MỚI HUYỆN BẮC SƠN ĐẾN 31/12/2022"], head=[["STT", "Tiêu chí", *(name for _, name in communes)]],
            body=body, rows=[*rows, {"i": "ntm_criteria_met", "u": "tiêu chí"}], cols=[None, None, *({"a": id_} for id_, _ in communes)], signs={"Đ": "met", "K": "not_met"}, name="NTM",
            foot=["Ghi chú: Đ - đạt; K - chưa đạt"],
        )],
        {"p": "2022|2022-12-31|2022-12"},
    )  # fmt: skip


CASES = [
    case
    for kind, end in (("xlsx", "a"), ("csv", "b"))
    for case in (
        execution(f"l93{end}.{kind}", "ck93", F93, "CÂN ĐỐI NGÂN SÁCH HUYỆN", "Quý III", "2022-01/2022-09"),
        execution(f"l94{end}.{kind}", "ck94", F94, "ƯỚC THỰC HIỆN THU NGÂN SÁCH NHÀ NƯỚC", "Quý I", "2022-01/2022-03"),
        execution(f"l95{end}.{kind}", "ck95", F95, "ƯỚC THỰC HIỆN CHI NGÂN SÁCH HUYỆN", "9 tháng", "2022-01/2022-09"),
        commune_balance(f"l113{end}.{kind}"), commune_revenue(f"l114{end}.{kind}"), commune_spending(f"l115{end}.{kind}"), criteria_grid(f"lntm{end}.{kind}"),
    )
]  # fmt: skip
