"""Made reports of the budget: disclosure forms of district and communes, two-sided and by commune."""

from __future__ import annotations

from decimal import Decimal

from tests.reports.made import (
    COMMUNES,
    DISTRICT,
    Case,
    Spec,
    T,
    figures,
    share,
    units_of,
    vi,
)

EXP, REV, SRC = "budget_expenditure", "budget_revenue", "budget_sources"


def _execution(lines: list[tuple[str, str, str]], seed: int) -> tuple[list[list[str]], list[Spec | None]]:
    body, rows = [], []
    for n, (mark, name, code) in enumerate(lines):
        plan, done, last = figures(seed + n, 900, 90000, 3, 1)
        body.append([mark, name, vi(plan), vi(done), share(done, plan), share(done, last)])
        rows.append({"i": code})
    return body, rows


def form_94() -> Case:
    """Revenue by the law's form, six months, in a workbook with text numbers; `quý` and months are year-to-date."""
    lines = [
        ("A", "TỔNG THU NSNN TRÊN ĐỊA BÀN", REV), ("I", "Thu nội địa", f"{REV}.domestic"), ("1", "Thu từ khu vực DNNN", f"{REV}.soe"),
        ("2", "Thu từ khu vực doanh nghiệp có vốn đầu tư nước ngoài", f"{REV}.fdi"), ("3", "Thu từ khu vực kinh tế ngoài quốc doanh", f"{REV}.non_state_tax"),
        ("4", "Thuế thu nhập cá nhân", f"{REV}.pit"), ("5", "Thuế bảo vệ môi trường", f"{REV}.environment_tax"), ("6", "Lệ phí trước bạ", f"{REV}.registration_fee"),
        ("7", "Thu phí, lệ phí", f"{REV}.fees"), ("8", "Các khoản thu về nhà, đất", f"{REV}.land_housing"), ("-", "Thuế sử dụng đất phi nông nghiệp", f"{REV}.non_agri_land_tax"),
        ("-", "Thu tiền sử dụng đất", f"{REV}.land"), ("-", "Thu tiền cho thuê đất, thuê mặt nước", f"{REV}.land_rent"), ("9", "Thu cấp quyền khai thác khoáng sản", f"{REV}.minerals"),
        ("10", "Thu từ quỹ đất công ích và thu hoa lợi công sản khác", f"{REV}.public_land"), ("11", "Thu khác ngân sách", f"{REV}.other"), ("II", "Thu viện trợ", f"{REV}.aid"),
        ("B", "THU NGÂN SÁCH HUYỆN ĐƯỢC HƯỞNG THEO PHÂN CẤP", f"{SRC}.own"), ("1", "Từ các khoản thu phân chia", f"{SRC}.own.shared"), ("2", "Các khoản thu ngân sách huyện được hưởng 100%", f"{SRC}.own.full"),
    ]  # fmt: skip
    body, rows = _execution(lines, 400)
    body[16][2:], rows[16] = ["", "", "", ""], None
    return Case(
        "b01.xlsx",
        [T(
            title=["UBND HUYỆN BẮC SƠN", "Biểu số 94/CK-NSNN", "ƯỚC THỰC HIỆN THU NGÂN SÁCH NHÀ NƯỚC 6 THÁNG ĐẦU NĂM 2023", "(Kèm theo Công văn số 87/UBND-TCKH ngày 10/07/2023)", "Đơn vị: Triệu đồng"],
            head=[["STT", "NỘI DUNG", "DỰ TOÁN NĂM 2023", "ƯỚC THỰC HIỆN 6 THÁNG", "SO SÁNH ƯỚC THỰC HIỆN VỚI (%)", "<"], ["^", "^", "^", "^", "DỰ TOÁN NĂM", "CÙNG KỲ NĂM TRƯỚC"]],
            index=["A", "B", "1", "2", "3=2/1", "4"], body=body, rows=rows, name="Bieu 94",
            cols=[None, None, {"m": "plan", "p": "2023|2023-01/2023-06"}, {}, {"m": "pct_of_plan", "p": "2023-01/2023-06|2023"}, {"m": "pct_of_same_period"}],
        )],
        {"a": "185", "u": "triệu đồng", "p": "2023-01/2023-06"},
    )  # fmt: skip


def form_95() -> Case:
    """Expenditure, nine months, Word; education stands below two parents."""
    lines = [
        ("", "TỔNG CHI NGÂN SÁCH HUYỆN", EXP), ("A", "CHI CÂN ĐỐI NGÂN SÁCH HUYỆN", f"{EXP}.balance"), ("I", "Chi đầu tư phát triển", f"{EXP}.development"),
        ("1", "Chi đầu tư cho các dự án", f"{EXP}.development.projects"), ("2", "Chi đầu tư phát triển khác", f"{EXP}.development.other"), ("II", "Chi thường xuyên", f"{EXP}.recurrent"),
        ("1", "Chi giáo dục - đào tạo và dạy nghề", f"{EXP}.education"), ("2", "Chi khoa học và công nghệ", f"{EXP}.science"), ("3", "Chi y tế, dân số và gia đình", f"{EXP}.health"),
        ("4", "Chi văn hóa thông tin", f"{EXP}.culture"), ("5", "Chi phát thanh, truyền hình", f"{EXP}.broadcasting"), ("6", "Chi thể dục thể thao", f"{EXP}.sports"),
        ("7", "Chi bảo vệ môi trường", f"{EXP}.environment"), ("8", "Chi hoạt động kinh tế", f"{EXP}.economic"), ("9", "Chi hoạt động của cơ quan quản lý nhà nước, đảng, đoàn thể", f"{EXP}.administration"),
        ("10", "Chi bảo đảm xã hội", f"{EXP}.social"), ("III", "Dự phòng ngân sách", f"{EXP}.reserve"), ("B", "CHI TỪ NGUỒN BỔ SUNG CÓ MỤC TIÊU TỪ NGÂN SÁCH CẤP TỈNH", f"{EXP}.targeted"),
        ("1", "Chương trình mục tiêu quốc gia", f"{EXP}.targeted.national_programmes"), ("2", "Cho các nhiệm vụ, chính sách khác", f"{EXP}.targeted.other"),
    ]  # fmt: skip
    body, rows = _execution(lines, 500)
    return Case(
        "b02.docx",
        [T(
            title=["ỦY BAN NHÂN DÂN HUYỆN BẮC SƠN", "Biểu số 95/CK-NSNN", "ƯỚC THỰC HIỆN CHI NGÂN SÁCH HUYỆN 9 THÁNG NĂM 2022", "Đơn vị tính: Triệu đồng"],
            head=[["STT", "Nội dung", "Dự toán năm", "Ước thực hiện 9 tháng", "So sánh ước thực hiện với (%)", "<"], ["^", "^", "^", "^", "Dự toán năm", "Cùng kỳ năm trước"]],
            index=["A", "B", "1", "2", "3=2/1", "4"], body=body, rows=rows,
            cols=[None, None, {"m": "plan", "p": "2022|2022-01/2022-09"}, {}, {"m": "pct_of_plan", "p": "2022-01/2022-09|2022"}, {"m": "pct_of_same_period"}],
        )],
        {"a": "185", "u": "triệu đồng", "p": "2022-01/2022-09"},
    )  # fmt: skip


def form_93_csv() -> Case:
    lines = [
        ("A", "TỔNG NGUỒN THU NGÂN SÁCH HUYỆN", SRC), ("I", "Thu cân đối ngân sách huyện", f"{SRC}.balance"), ("1", "Thu ngân sách huyện được hưởng theo phân cấp", f"{SRC}.own"),
        ("2", "Thu bổ sung từ ngân sách cấp tỉnh", f"{SRC}.transfer"), ("-", "Bổ sung cân đối", f"{SRC}.transfer_balance"), ("-", "Bổ sung có mục tiêu", f"{SRC}.transfer_targeted"),
        ("II", "Thu chuyển nguồn từ năm trước chuyển sang", f"{SRC}.carry_over"), ("B", "TỔNG CHI NGÂN SÁCH HUYỆN", EXP), ("I", "Chi cân đối ngân sách huyện", f"{EXP}.balance"),
        ("1", "Chi đầu tư phát triển", f"{EXP}.development"), ("2", "Chi thường xuyên", f"{EXP}.recurrent"), ("3", "Dự phòng ngân sách", f"{EXP}.reserve"), ("II", "Chi từ nguồn bổ sung có mục tiêu", f"{EXP}.targeted"),
    ]  # fmt: skip
    body, rows = _execution(lines, 600)
    return Case(
        "b03.csv",
        [T(
            title=["Biểu 93/CK-NSNN", "CÂN ĐỐI NGÂN SÁCH HUYỆN QUÝ III NĂM 2024", "ĐVT: Triệu đồng"],
            head=[["STT", "Nội dung", "Dự toán năm", "Ước thực hiện quý III", "So sánh ước thực hiện với (%)", "<"], ["", "", "", "", "Dự toán năm", "Cùng kỳ năm trước"]],
            index=["A", "B", "1", "2", "3=2/1", "4"], body=body, rows=rows,
            cols=[None, None, {"m": "plan", "p": "2024|2024-Q3"}, {}, {"m": "pct_of_plan", "p": "2024-01/2024-09|2024-Q3|2024"}, {"m": "pct_of_same_period"}],
        )],
        {"a": "185", "u": "triệu đồng", "p": "2024-01/2024-09|2024-Q3"}, encoding="utf-8-sig",
    )  # fmt: skip


def commune_forms() -> Case:
    """114 and 115 of a commune on one sheet each: paired columns and investment | recurrent."""
    thu = [
        ("", "TỔNG THU", REV, SRC + ".own"), ("I", "Các khoản thu 100%", None, f"{SRC}.own.full"), ("1", "Phí, lệ phí", f"{REV}.fees", f"{SRC}.own.fees"),
        ("2", "Thu từ quỹ đất công ích và hoa lợi công sản", f"{REV}.public_land", f"{SRC}.own.public_land"), ("II", "Các khoản thu phân chia theo tỷ lệ phần trăm (%)", None, f"{SRC}.own.shared"),
        ("1", "Lệ phí trước bạ nhà, đất", f"{REV}.registration_fee", f"{SRC}.own.registration_fee"), ("2", "Thuế GTGT, TNDN", f"{REV}.non_state_tax", f"{SRC}.own.non_state_tax"),
    ]  # fmt: skip
    chi = [("", "TỔNG CHI", ""), ("1", "Chi giáo dục - đào tạo", ".education"), ("2", "Chi y tế, dân số và gia đình", ".health"), ("3", "Chi văn hóa, thông tin", ".culture"),
           ("4", "Chi hoạt động kinh tế", ".economic"), ("5", "Chi quản lý nhà nước, Đảng, đoàn thể", ".administration"), ("6", "Dự phòng", ".reserve")]  # fmt: skip
    money = [int(v) * 1000 for v in figures(700, 1000, 900000, 100, 0)]
    one = [
        [
            m,
            n,
            money[k],
            money[k + 10],
            money[k + 20],
            money[k + 30],
            ("%", round(money[k + 20] / money[k], 4)),
            ("%", round(money[k + 30] / money[k + 10], 4)),
        ]
        for k, (m, n, *_) in enumerate(thu)
    ]
    two = [[m, n, *money[k * 6 : k * 6 + 6]] for k, (m, n, _) in enumerate(chi)]
    over = {(r, c): {"i": thu[r][2 + c % 2] or ""} for r in range(7) for c in range(2, 8)}
    over |= {(r, c): {"i": ""} for r in (1, 4) for c in (2, 4, 6)}
    parts = ["", ".development", ".recurrent"]
    over2 = {(r, c): {"i": EXP + parts[(c - 2) % 3] + chi[r][2]} for r in range(7) for c in range(2, 8)}
    return Case(
        "b04.xlsx",
        [
            T(name="114", title=["Đơn vị: UBND xã Tân Tri", "Biểu số 114/CK TC-NSNN", "ƯỚC THỰC HIỆN THU NGÂN SÁCH XÃ QUÝ I NĂM 2024", "Đơn vị tính: đồng"],
              head=[["STT", "Nội dung", "Dự toán năm", "<", "Ước thực hiện quý I", "<", "So sánh (%)", "<"], ["^", "^", "Thu NSNN", "Thu NSX", "Thu NSNN", "Thu NSX", "Thu NSNN", "Thu NSX"]],
              index=["A", "B", "1", "2", "3", "4", "5=3/1", "6=4/2"], body=one, rows=[{}] * 7, over=over,
              cols=[None, None, *[{"m": "plan", "p": "2024|2024-Q1"}] * 2, {}, {}, *[{"m": "pct_of_plan", "p": "2024-01/2024-03|2024-Q1|2024"}] * 2]),
            T(name="115", title=["Đơn vị: UBND xã Tân Tri", "Biểu số 115/CK TC-NSNN", "ƯỚC THỰC HIỆN CHI NGÂN SÁCH XÃ QUÝ I NĂM 2024", "Đơn vị tính: đồng"],
              head=[["STT", "Nội dung", "Dự toán năm", "<", "<", "Ước thực hiện quý I", "<", "<"], ["^", "^", "Tổng số", "ĐTPT", "TX", "Tổng số", "ĐTPT", "TX"]],
              index=["A", "B", "1", "2", "3", "4", "5", "6"], body=two, rows=[{}] * 7, over=over2,
              cols=[None, None, *[{"m": "plan", "p": "2024|2024-Q1"}] * 3, {}, {}, {}]),
        ],
        {"a": "06340@pre2020", "u": "đồng", "p": "2024-01/2024-03|2024-Q1"},
    )  # fmt: skip


def two_sided() -> Case:
    left = [("Tổng số thu", SRC), ("I. Các khoản thu xã hưởng 100%", f"{SRC}.own.full"), ("II. Các khoản thu phân chia theo tỷ lệ", f"{SRC}.own.shared"), ("III. Thu bổ sung", f"{SRC}.transfer"),
            ("- Bổ sung cân đối", f"{SRC}.transfer_balance"), ("- Bổ sung có mục tiêu", f"{SRC}.transfer_targeted"), ("IV. Thu chuyển nguồn", f"{SRC}.carry_over")]  # fmt: skip
    right = [
        ("Tổng số chi", EXP),
        ("I. Chi đầu tư phát triển", f"{EXP}.development"),
        ("II. Chi thường xuyên", f"{EXP}.recurrent"),
        ("III. Dự phòng", f"{EXP}.reserve"),
        ("", ""),
        ("", ""),
        ("", ""),
    ]
    v = [int(x) for x in figures(720, 20000, 9000000, 28, 0)]
    body = [
        [a, vi(v[2 * k]), vi(v[2 * k + 1]), b, vi(v[14 + 2 * k]) if b else "", vi(v[15 + 2 * k]) if b else ""]
        for k, ((a, _), (b, _)) in enumerate(zip(left, right, strict=True))
    ]
    over = {(k, c): {"i": code} for k, (_, code) in enumerate(left) for c in (1, 2)}
    over |= {
        (k, c): ({"i": code} if code else {"skip": "1"}) for k, (_, code) in enumerate(right) for c in (4, 5)
    }
    plan: Spec = {"m": "plan", "p": "2023"}
    return Case(
        "b05.html",
        [T(
            title=["UBND XÃ VŨ LĂNG", "Biểu 116/CK TC- NSNN", "CÂN ĐỐI QUYẾT TOÁN NGÂN SÁCH XÃ NĂM 2023", "Đơn vị tính: 1.000 đồng"],
            head=[["Nội dung thu", "Dự toán", "Quyết toán", "Nội dung chi", "Dự toán", "Quyết toán"]], body=body, rows=[{}] * 7, over=over, cols=[None, plan, {}, None, plan, {}],
        )],
        {"a": "06367@pre2020", "u": "nghìn đồng", "p": "2023"},
    )  # fmt: skip


def by_commune_budget() -> Case:
    """Form 101: commune budgets by commune; the sum is that of all commune budgets."""
    body = []
    sums = [Decimal(0)] * 4
    for n, name in enumerate(COMMUNES.values()):
        a, b, c = figures(740 + n, 100, 4000, 3, 1)
        line = [a + b + c, a, b, c]
        sums = [x + y for x, y in zip(sums, line, strict=True)]
        body.append([n + 1, name, *(vi(x) for x in line)])
    body.append(["", "TỔNG SỐ", *(vi(x) for x in sums)])
    cols = [
        None,
        None,
        {"i": EXP},
        {"i": f"{EXP}.development"},
        {"i": f"{EXP}.recurrent"},
        {"i": f"{EXP}.reserve"},
    ]
    over = {
        (18, 2): {"i": f"{EXP}.commune_level|{EXP}"},
        (18, 3): {"i": f"{EXP}.commune_level.development|{EXP}.development"},
        (18, 4): {"i": f"{EXP}.commune_level.recurrent|{EXP}.recurrent"},
    }
    return Case(
        "b06.docx",
        [T(
            title=["QUYẾT TOÁN CHI NGÂN SÁCH TỪNG XÃ NĂM 2022", "(Theo Nghị quyết số 45/NQ-HĐND ngày 20/07/2023)", "Đơn vị: Triệu đồng"],
            head=[["STT", "Tên đơn vị", "Tổng chi", "Gồm", "<", "<"], ["^", "^", "^", "Chi đầu tư phát triển", "Chi thường xuyên", "Dự phòng"]],
            body=body, rows=[*units_of(COMMUNES), DISTRICT], cols=cols, over=over,
        )],
        {"u": "triệu đồng", "p": "2022"},
    )  # fmt: skip


CASES = [form_94(), form_95(), form_93_csv(), commune_forms(), two_sided(), by_commune_budget()]
