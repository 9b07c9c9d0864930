"""Reports of the finance office: forms 93-95 of each quarter, the final accounts, the communes' forms 114 and 115."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reports.make_illustrative import story
from data.reports.make_illustrative.paper import NOTICE, Row, Sheet, encoded, sheet_text, signed, vi, workbook
from data.reports.make_illustrative.story import on, share, shared, units, wobble
from etl.words.fold import bare

OFFICE = "PHÒNG TÀI CHÍNH - KẾ HOẠCH HUYỆN BẮC SƠN"
SPANS = {3: "QUÝ I NĂM {}", 6: "6 THÁNG ĐẦU NĂM {}", 9: "9 THÁNG ĐẦU NĂM {}", 12: "NĂM {}"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a form: its marker, its words, its weight among its siblings, its own rows."""

    mark: str
    words: str
    weight: float = 1.0
    parts: tuple[Line, ...] = ()


REVENUE = Line("A", "TỔNG THU NSNN TRÊN ĐỊA BÀN", parts=(
    Line("I", "Thu nội địa", 1, (
        Line("1", "Thu từ khu vực DNNN", 0.06),
        Line("2", "Thu từ khu vực kinh tế ngoài quốc doanh", 0.2),
        Line("3", "Thuế thu nhập cá nhân", 0.06),
        Line("4", "Lệ phí trước bạ", 0.16),
        Line("5", "Phí, lệ phí", 0.06),
        Line("6", "Các khoản thu về nhà, đất", 0.33, (
            Line("-", "Thu tiền sử dụng đất", 0.86),
            Line("-", "Thu tiền cho thuê đất, thuê mặt nước", 0.12),
            Line("-", "Thuế sử dụng đất phi nông nghiệp", 0.02),
        )),
        Line("7", "Thu cấp quyền khai thác khoáng sản", 0.04),
        Line("8", "Thu khác ngân sách", 0.09),
    )),
    Line("II", "Thu viện trợ", 0.0),
))  # fmt: skip
KEPT = Line("B", "THU NGÂN SÁCH HUYỆN ĐƯỢC HƯỞNG THEO PHÂN CẤP", parts=(
    Line("1", "Từ các khoản thu phân chia", 0.3), Line("2", "Các khoản thu ngân sách huyện được hưởng 100%", 0.7),
))  # fmt: skip
_RECURRENT = (
    ("Chi giáo dục - đào tạo và dạy nghề", 0.5), ("Chi khoa học và công nghệ", 0.002), ("Chi y tế, dân số và gia đình", 0.06),
    ("Chi văn hóa thông tin", 0.012), ("Chi phát thanh, truyền hình", 0.007), ("Chi thể dục thể thao", 0.003),
    ("Chi bảo vệ môi trường", 0.013), ("Chi hoạt động kinh tế", 0.1),
    ("Chi hoạt động của cơ quan quản lý nhà nước, đảng, đoàn thể", 0.223), ("Chi bảo đảm xã hội", 0.08),
)  # fmt: skip
SPENDING = Line("", "TỔNG CHI NGÂN SÁCH HUYỆN", parts=(
    Line("A", "CHI CÂN ĐỐI NGÂN SÁCH HUYỆN", 0.79, (
        Line("I", "Chi đầu tư phát triển", 0.12, (Line("1", "Chi đầu tư cho các dự án", 0.93), Line("2", "Chi đầu tư phát triển khác", 0.07))),
        Line("II", "Chi thường xuyên", 0.86, tuple(Line(str(n), *told) for n, told in enumerate(_RECURRENT, 1))),
        Line("III", "Dự phòng ngân sách", 0.02),
    )),
    Line("B", "CHI TỪ NGUỒN BỔ SUNG CÓ MỤC TIÊU TỪ NGÂN SÁCH CẤP TỈNH", 0.21, (
        Line("1", "Chương trình mục tiêu quốc gia", 0.62), Line("2", "Cho các nhiệm vụ, chính sách khác", 0.38),
    )),
))  # fmt: skip


def amounts(line: Line, total: Decimal, *key: object) -> list[tuple[Line, Decimal]]:
    """A form's rows with their amounts: every parent is the sum of its own rows."""
    found = [(line, total)]
    if line.parts:
        weights = [part.weight * wobble(0.08, part.words, *key) for part in line.parts]
        for part, amount in zip(line.parts, share(total, weights, 0), strict=True):
            found += amounts(part, amount, *key)
    return found


def plan_of(flow: story.Flow, year: int) -> Decimal:
    """The estimate the district's council set for the year, million dong."""
    return (story.REVENUE_PLAN if flow is story.REVENUE else story.SPENDING_PLAN)[year]


Values = tuple[Decimal, Decimal, Decimal]


def _form(
    line: Line, flow: story.Flow, year: int, month: int, part: Decimal = Decimal(1)
) -> list[tuple[Line, Values]]:
    """Rows with (estimate, done, done a year before)."""
    year_before = max(year - 1, story.YEARS[0])
    tables = (
        amounts(line, (plan_of(flow, year) * part).quantize(Decimal(1)), "plan", year),
        amounts(line, (flow.at(year, month) * part).quantize(Decimal(1)), year),
        amounts(line, (flow.at(year_before, month) * part).quantize(Decimal(1)), year_before),
    )
    return [(p[0], (p[1], d[1], b[1])) for p, d, b in zip(*tables, strict=True)]


def _row(line: Line, values: Values, has_before: bool) -> Row:
    plan, done, before = values
    if not plan and not done:
        return (line.mark, line.words, "-", "-", None, None)
    return (
        line.mark, line.words, plan, done,
        _pct(done, plan), _pct(done, before) if has_before else None,
    )  # fmt: skip


def _pct(done: Decimal, base: Decimal) -> Decimal | None:
    return (done * 100 / base).quantize(Decimal("0.1")) if base else None


def _sheet(form: str, title: str, year: int, month: int, body: Sequence[tuple[Line, Values]]) -> Sheet:
    span = SPANS[month].format(year)
    rows: list[Row] = [
        (OFFICE, None, None, None, f"Biểu số {form}/CK-NSNN"),
        (f"{title} {span}",),
        (f"({NOTICE})",),
        (None, None, None, None, "Đơn vị: Triệu đồng"),
        ("STT", "NỘI DUNG", "DỰ TOÁN NĂM", f"ƯỚC THỰC HIỆN {span.partition(' NĂM')[0] if month < 12 else 'NĂM'}", "SO SÁNH ƯỚC THỰC HIỆN VỚI (%)", None),
        (None, None, None, None, "DỰ TOÁN NĂM", "CÙNG KỲ NĂM TRƯỚC"),
        ("A", "B", "1", "2", "3=2/1", "4"),
        *(_row(line, values, year > story.YEARS[0]) for line, values in body),
        (),
        (None, None, None, signed(story.reported(year, month, 12))),
    ]  # fmt: skip
    merged = [(4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 5, 2), (4, 3, 5, 3), (4, 4, 4, 5)]
    return Sheet(f"Bieu {form}", rows, merged, widths=((0, 5), (1, 58), (2, 16), (3, 18), (4, 16), (5, 20)))


def quarter(year: int, month: int) -> Iterator[tuple[str, bytes]]:
    """Forms 93, 94 and 95: a workbook each until 2020, one workbook of three sheets since."""
    if on(year, month) > story.LAST_OF_THE_DISTRICT:
        return
    income = _form(REVENUE, story.REVENUE, year, month)
    kept = _form(KEPT, story.REVENUE, year, month, Decimal("0.88"))
    spent = _form(SPENDING, story.SPENDING, year, month)
    sheets = {
        "93": _sheet("93", "CÂN ĐỐI NGÂN SÁCH HUYỆN", year, month, _balance(kept, spent)),
        "94": _sheet("94", "ƯỚC THỰC HIỆN THU NGÂN SÁCH NHÀ NƯỚC", year, month, [*income, *kept]),
        "95": _sheet("95", "ƯỚC THỰC HIỆN CHI NGÂN SÁCH HUYỆN", year, month, spent),
    }
    stem, day = f"{year}-{month:02d}-ngan-sach", date(year, month, 28)
    if year > 2020:
        yield f"{stem}.xlsx", workbook(list(sheets.values()), day)
        return
    for form, sheet in sheets.items():
        yield f"{stem}-bieu-{form}.xlsx", workbook([sheet], day)


def _balance(
    kept: Sequence[tuple[Line, Values]], spent: Sequence[tuple[Line, Values]]
) -> list[tuple[Line, Values]]:
    """Form 93: what the district could spend (own revenue, transfers, last year's rest) and what it spent."""
    own, spending = kept[0][1], spent[0][1]
    total = _of(spending, "1.045")
    rest = _of(total, "0.06")
    transfer = _less(_less(total, own), rest)
    targeted = _of(transfer, "0.27")
    by_words = {line.words: values for line, values in spent}
    return [
        (Line("A", "TỔNG NGUỒN THU NGÂN SÁCH HUYỆN"), total),
        (Line("I", "Thu cân đối ngân sách huyện"), _less(total, rest)),
        (Line("1", "Thu ngân sách huyện được hưởng theo phân cấp"), own),
        (Line("2", "Thu bổ sung từ ngân sách cấp tỉnh"), transfer),
        (Line("-", "Bổ sung cân đối"), _less(transfer, targeted)),
        (Line("-", "Bổ sung có mục tiêu"), targeted),
        (Line("II", "Thu chuyển nguồn từ năm trước chuyển sang"), rest),
        (Line("B", "TỔNG CHI NGÂN SÁCH HUYỆN"), spending),
        (Line("I", "Chi cân đối ngân sách huyện"), by_words["CHI CÂN ĐỐI NGÂN SÁCH HUYỆN"]),
        (Line("1", "Chi đầu tư phát triển"), by_words["Chi đầu tư phát triển"]),
        (Line("2", "Chi thường xuyên"), by_words["Chi thường xuyên"]),
        (Line("3", "Dự phòng ngân sách"), by_words["Dự phòng ngân sách"]),
        (Line("II", "Chi từ nguồn bổ sung có mục tiêu từ ngân sách cấp tỉnh"), spent[-3][1]),
    ]


def _of(values: Values, part: str) -> Values:
    plan, done, before = ((v * Decimal(part)).quantize(Decimal(1)) for v in values)
    return plan, done, before


def _less(values: Values, others: Values) -> Values:
    plan, done, before = (v - o for v, o in zip(values, others, strict=True))
    return plan, done, before


def final_accounts(year: int) -> tuple[str, bytes]:
    """The final accounts of a year, approved in the middle of the next: a little apart from what was estimated."""
    sheets = []
    for form, title, line, flow in (
        ("97", "QUYẾT TOÁN THU NGÂN SÁCH NHÀ NƯỚC", REVENUE, story.REVENUE),
        ("98", "QUYẾT TOÁN CHI NGÂN SÁCH HUYỆN", SPENDING, story.SPENDING),
    ):
        part = Decimal(str(round(wobble(0.012, "final", form, year), 4)))
        if flow is story.REVENUE:
            part = Decimal(1) + abs(part - 1)
        rows: list[Row] = [
            (OFFICE, None, None, f"Biểu số {form}/CK-NSNN"), (f"{title} NĂM {year}",), (f"({NOTICE})",),
            (None, None, None, None, "Đơn vị: Triệu đồng"),
            ("STT", "NỘI DUNG", "DỰ TOÁN", "QUYẾT TOÁN", "SO SÁNH QT/DT (%)"),
            ("A", "B", "1", "2", "3=2/1"),
        ]  # fmt: skip
        done = amounts(line, (flow.at(year, 12) * part).quantize(Decimal(1)), year)
        planned = amounts(line, plan_of(flow, year), "plan", year)
        rows += [
            (line.mark, line.words, p or "-", d or "-", _pct(d, p))
            for (line, p), (_, d) in zip(planned, done, strict=True)
        ]
        rows += [(), (None, None, None, signed(date(year + 1, 7, 20)))]
        sheets.append(Sheet(f"Bieu {form}", rows, widths=((0, 5), (1, 58), (2, 14), (3, 14), (4, 18))))
    return f"{year + 1}-07-quyet-toan-ngan-sach-{year}.xlsx", workbook(sheets, date(year + 1, 7, 20))


def by_commune(year: int) -> tuple[str, bytes]:
    """What each commune collected and spent in a year."""
    day = on(year, 12)
    income = shared(story.REVENUE.at(year, 12), day, "trade", "revenue", digits=0)
    spent = shared(
        (story.SPENDING.at(year, 12) * Decimal("0.17")).quantize(Decimal(1)),
        day,
        "people",
        "spending",
        digits=0,
    )
    rows: list[Row] = [
        (OFFICE,), (f"Thu, chi ngân sách các xã, thị trấn năm {year}",), (NOTICE,), ("Đơn vị tính: nghìn đồng",),
        ("STT", "Xã, thị trấn", "Thu NSNN trên địa bàn", "Tổng chi ngân sách cấp xã"),
    ]  # fmt: skip
    rows += [
        (n + 1, u.label, f"{vi(income[n], 0)}.000", f"{vi(spent[n], 0)}.000")
        for n, u in enumerate(units(day))
    ]
    rows.append(
        ("", "Tổng cộng", f"{vi(sum(income, Decimal(0)), 0)}.000", f"{vi(sum(spent, Decimal(0)), 0)}.000")
    )
    rows += [(), ("", "", signed(story.reported(year, 12, 25)))]
    return f"{year}-12-ngan-sach-xa.csv", encoded(sheet_text(rows), "utf-8-sig")


def commune_forms(month: int) -> Iterator[tuple[str, bytes]]:
    """Forms 114 and 115 of the six communes since July 2025."""
    day = on(2025, month)
    total = {
        "114": Decimal("11650") if month == 9 else story.REVENUE.at(2025, 12) - story.REVENUE.at(2025, 6),
        "115": Decimal("98200") if month == 9 else Decimal("243600"),
    }
    plans = {"114": Decimal("27500"), "115": Decimal("262000")}
    lines = {
        "114": Line("", "Tổng thu NSNN trên địa bàn", parts=(Line("1", "Phí, lệ phí", 0.1), Line("2", "Lệ phí trước bạ", 0.25), Line("3", "Thuế ngoài quốc doanh", 0.3), Line("4", "Thu tiền sử dụng đất", 0.35))),
        "115": Line("", "Tổng chi ngân sách xã", parts=(Line("I", "Chi đầu tư phát triển", 0.22), Line("II", "Chi thường xuyên", 0.75), Line("III", "Dự phòng ngân sách", 0.03))),
    }  # fmt: skip
    titles = {"114": "ƯỚC THỰC HIỆN THU NGÂN SÁCH XÃ", "115": "ƯỚC THỰC HIỆN CHI NGÂN SÁCH XÃ"}
    for n, unit in enumerate(units(day)):
        sheets = []
        for form, line in lines.items():
            done = shared(total[form], day, "trade", form, digits=0)[n]
            planned = shared(plans[form], day, "trade", form, digits=0)[n]
            body = zip(amounts(line, planned, form, n), amounts(line, done, form, n), strict=True)
            rows: list[Row] = [
                (f"UBND {unit.label.upper()}", None, None, f"Biểu số {form}/CK TC-NSNN"),
                (f"{titles[form]} {unit.area.name.upper()} {'QUÝ III' if month == 9 else '6 THÁNG CUỐI'} NĂM 2025",),
                (NOTICE,), (None, None, None, None, "Đơn vị: Triệu đồng"),
                ("STT", "NỘI DUNG", "DỰ TOÁN NĂM", "ƯỚC THỰC HIỆN", "SO SÁNH (%)"), ("A", "B", "1", "2", "3=2/1"),
            ]  # fmt: skip
            rows += [(line.mark, line.words, p, d, _pct(d, p)) for (line, p), (_, d) in body]
            rows += [(), (None, None, signed(story.reported(2025, month, 10), unit.area.name))]
            sheets.append(Sheet(f"Bieu {form}", rows, widths=((0, 5), (1, 40), (2, 14), (3, 16))))
        yield (
            f"2025-{month:02d}-ngan-sach-{slug(unit.area.name)}.xlsx",
            workbook(sheets, date(2025, month, 28)),
        )


def slug(name: str) -> str:
    """A name as file names have it: Vũ Lễ → vu-le."""
    return bare(name).replace(" ", "-")


def reports() -> Iterator[tuple[str, bytes]]:
    """Every report of the finance office."""
    for year in story.YEARS:
        for month in SPANS:
            yield from quarter(year, month)
        if year < story.YEARS[-1]:
            yield final_accounts(year)
            yield by_commune(year)
    for month in (9, 12):
        yield from commune_forms(month)
