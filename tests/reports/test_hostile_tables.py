"""Tables of another hand: layouts that once read as something else, silently; each figure is what the table says, or asked about."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from xlsxwriter import Workbook

from etl.model import Flag
from etl.pipeline import draft
from tests.reports.told import CATALOGUE, read


def test_a_bare_rate_is_of_the_count_before_it(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Kết quả rà soát hộ nghèo năm 2023\nTT;Xã;Hộ cận nghèo;Tỷ lệ (%);Hộ nghèo;Tỷ lệ (%);Hộ tái nghèo;Tỷ lệ (%)\n"
        "1;Vũ Lễ;61;7,6;81;10,1;2;0,2\n2;Vũ Lăng;62;7,7;82;10,2;3;0,3\n",
    )
    assert [told[f"3:{at}"][0] for at in (4, 6, 8)] == ["near_poverty_rate", "poverty_rate", "?"]


def test_a_bare_percent_after_what_was_assigned_and_done_is_of_the_plan(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Kết quả năm 2023\nTT;Xã;Đào tạo nghề (người);;\n;;Giao;Đạt;%\n1;Vũ Lễ;30;28;93,3\n2;Vũ Lăng;20;20;100\n",
    )
    assert [told[f"4:{at}"] for at in (3, 4, 5)] == [
        ("labour_trained", "plan", "2023"), ("labour_trained", "actual", "2023"), ("labour_trained", "pct_of_plan", "2023"),
    ]  # fmt: skip


def test_a_change_between_two_years_is_of_the_later(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "SO SÁNH ĐÀN GIA SÚC NĂM 2023 VỚI NĂM 2022\nTT;Loại vật nuôi;Năm 2022 (con);Năm 2023 (con);Tăng (+), giảm (-) (con);Tăng, giảm (%)\n"
        "1;Trâu;4600;4500;-100;-2,2\n2;Bò;2100;2150;50;2,4\n",
    )
    assert [told[f"3:{at}"][1:] for at in (3, 4, 5, 6)] == [
        ("actual", "2022"), ("actual", "2023"), ("change_abs", "2023"), ("change_pct_yoy", "2023"),
    ]  # fmt: skip


def test_years_before_a_plan_for_the_next_stay_years(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Chỉ tiêu huyện Bắc Sơn\nTT;Nội dung;ĐVT;Năm 2021;Năm 2022;Kế hoạch 2023\n1;Số hộ nghèo;hộ;90;80;70\n",
    )
    assert [told[f"3:{at}"][1:] for at in (4, 5, 6)] == [
        ("actual", "2021"),
        ("actual", "2022"),
        ("plan", "2023"),
    ]


def test_a_year_over_a_year_is_a_heading(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Năm 2023\nTT;Chỉ tiêu;ĐVT;TH 2022;KH 2023;TH 2023;So sánh (%);\n;;;;;;TH/KH;2023/2022\n1;Đàn lợn;con;900;950;990;104,2;110\n",
    )
    assert [told[f"4:{at}"][1] for at in (7, 8)] == ["pct_of_plan", "pct_of_same_period"]
    assert set(told) == {f"4:{at}" for at in range(4, 9)}


def test_a_sum_below_a_list_is_not_of_its_last_row(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Gieo trồng vụ Mùa năm 2023\nTT;Cây trồng;Thực hiện (ha)\n1;Lúa;100,5\n2;Rau các loại;20,5\n;Tổng cộng;121,0\n",
    )
    assert [told[f"{at}:3"][0] for at in (3, 4, 5)] == [
        "planted_area.rice", "planted_area.vegetables", "planted_area",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("DT hiện có (ha)", "fruit_area.mandarin"),
        ("Trồng mới (ha)", "fruit_area_new.mandarin"),
        ("Diện tích cho thu hoạch (ha)", "fruit_area_bearing.mandarin"),
        ("Sản lượng (tấn)", "output.mandarin"),
    ],
)
def test_what_is_measured_of_a_fruit_is_never_another_area_of_it(
    tmp_path: Path, head: str, code: str
) -> None:
    told = read(tmp_path, f"Năm 2022\nTT;Xã;Quýt;\n;;{head};Ghi chú\n1;Vũ Lễ;5,5;\n2;Vũ Lăng;6,5;\n")
    assert told["4:3"][0] == code


def test_a_head_nobody_has_for_a_crop_is_not_its_area(tmp_path: Path) -> None:
    told = read(tmp_path, "Năm 2022\nTT;Xã;Lạc;\n;;Trồng mới (ha);Ghi chú\n1;Vũ Lễ;5,5;\n2;Vũ Lăng;6,5;\n")
    assert told["4:3"][0] == "?"


def test_part_of_a_group_in_other_words_is_not_the_group(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Năm 2022\nTT;Xã;Gia cầm;;\n;;Tổng số (con);Gà (con);Vịt (con)\n1;Vũ Lễ;90;80;10\n2;Vũ Lăng;9;8;1\n",
    )
    assert [told[f"4:{at}"][0] for at in (3, 4, 5)] == ["herd.poultry", "?", "?"]


def test_rows_below_a_communes_row_are_that_communes(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "SẢN XUẤT VỤ MÙA NĂM 2023\nSTT;Đơn vị/Cây trồng;Diện tích (ha);Sản lượng (tấn)\nI;Xã Vũ Lễ;;\n1;Lúa;100,5;487,4\n2;Ngô;50,5;212,1\n"
        "II;Xã Vũ Lăng;;\n1;Lúa;90,5;440,4\n2;Ngô;40,5;180,5\n", "utf-8",
    )  # fmt: skip
    told = [(s.area, s.indicator) for s in draft(file, CATALOGUE).observations]
    assert told == [
        (area, f"{head}.{crop}")
        for area in ("xã Vũ Lễ", "xã Vũ Lăng")
        for crop in ("rice", "maize")
        for head in ("planted_area", "output")
    ]


def test_a_rate_beside_a_grid_of_criteria_is_no_criterion(tmp_path: Path) -> None:
    heads = ";".join(map(str, range(1, 20)))
    rows = "".join(f"{n};{xa};{';'.join('x' * 19)};9,2\n" for n, xa in enumerate(("Vũ Lễ", "Vũ Lăng"), 1))
    told = read(
        tmp_path,
        f"Kết quả NTM năm 2022 (x là đạt, trống là chưa đạt)\nTT;Xã;Tiêu chí{';' * 19}Tỷ lệ hộ nghèo (%)\n;;{heads};\n{rows}",
    )
    assert told["4:22"][0] == "poverty_rate"


@pytest.mark.parametrize(
    ("head", "row", "code", "area"),
    [
        ("Năm;Xã;Chỉ tiêu;Đơn vị;Giá trị", "2022;Xã Vũ Lễ;Đàn lợn;con;150", "herd.pig", "xã Vũ Lễ"),
        ("Năm;Đơn vị;Chỉ tiêu;Giá trị", "2022;ha;Diện tích lúa;150,5", "planted_area.rice", "huyện Bắc Sơn"),
        ("Năm;Đơn vị;Chỉ tiêu;ĐVT;Giá trị", "2022;Xã Vũ Lễ;Đàn lợn;con;150", "herd.pig", "xã Vũ Lễ"),
    ],
)
def test_what_a_column_of_don_vi_holds_says_which_kind_it_is(
    tmp_path: Path, head: str, row: str, code: str, area: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"{head}\n{row}\n{row.replace('2022', '2023')}\n", "utf-8")
    told = [(s.indicator, s.area, s.flag) for s in draft(file, CATALOGUE).observations]
    assert told == [(code, area, Flag.NONE)] * 2


FORM = (
    ("STT", "Nội dung", "Dự toán năm", "Dự toán năm"),
    ("STT", "Nội dung", "Thu NSNN", "Thu NSX"),
    ("", "TỔNG SỐ THU", "600.000", "7.150.000"),
    ("I", "Các khoản thu 100%", "150.000", "150.000"),
    ("1", "Phí, lệ phí", "150.000", "150.000"),
    ("II", "Các khoản thu phân chia theo tỷ lệ %", "450.000", "250.000"),
    ("1", "Lệ phí môn bài", "450.000", "250.000"),
    ("III", "Thu bổ sung từ ngân sách cấp trên", "{}", "6.750.000"),
)


@pytest.mark.parametrize(("transfer", "total"), [("x", "budget_revenue"), ("6.750.000", "")])
def test_a_communes_total_with_transfers_in_it_is_not_its_own_revenue(
    tmp_path: Path, transfer: str, total: str
) -> None:
    made = docx.Document()
    for line in (
        "UBND XÃ TÂN TRI",
        "Biểu số 114/CK TC-NSNN",
        "THU NGÂN SÁCH XÃ QUÝ I NĂM 2024",
        "Đơn vị: 1.000 đồng",
    ):
        made.add_paragraph(line)
    table = made.add_table(rows=0, cols=4)
    for row in FORM:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text.format(transfer)
    file = tmp_path / "a.docx"
    made.save(str(file))
    told = {s.cell.place.at: s.indicator for s in draft(file, CATALOGUE).observations}
    assert (told["1/3/3"], told["1/3/4"]) == (total, "budget_sources")
    assert (told["1/6/3"], told["1/6/4"]) == ("", "budget_sources.own.shared")


@pytest.mark.parametrize("head", ["Hộ gia đình", "UBND quản lý", "Ban quản lý rừng", "Vùng dự án", "BQ 3 năm", "Giai đoạn 2021-2025", "KH 2021-2025", "Lũy kế 2021-2023"])  # fmt: skip
def test_a_heading_of_a_part_or_of_several_years_is_asked_about(tmp_path: Path, head: str) -> None:
    told = read(
        tmp_path,
        f"Lâm nghiệp năm 2023\nTT;Chỉ tiêu;ĐVT;{head};Năm 2023\n1;Trồng rừng mới;ha;50,5;90,5\n2;Đàn lợn;con;40;80\n",
    )
    assert [told[f"3:{at}"][0] for at in (4, 5)] == ["?", "forest_new"]


@pytest.mark.parametrize(
    "head", ["Số tiền (tỷ đồng)", "Giá trị, tỷ đồng", "Kinh phí (tỷ đồng)", "Thực hiện", "Năm 2023"]
)
def test_a_heading_that_says_nothing_of_its_figures_leaves_them_their_rows(tmp_path: Path, head: str) -> None:
    told = read(
        tmp_path,
        f"Ngân sách năm 2023\nTT;Nội dung;ĐVT;{head}\n1;Chi thường xuyên;tỷ đồng;50,5\n2;Chi đầu tư phát triển;tỷ đồng;40,5\n",
    )
    assert told["3:4"][0] == "budget_expenditure.recurrent"


def test_a_bare_output_is_of_the_crop_its_title_names_or_of_none(tmp_path: Path) -> None:
    title = (
        "DIỆN TÍCH, NĂNG SUẤT, SẢN LƯỢNG NGÔ NĂM 2022\nĐVT: diện tích: ha, năng suất: tạ/ha, sản lượng: tấn\n"
    )
    rows = "TT;Xã;DT (ha);NS (tạ/ha);SL (tấn)\n1;Vũ Lễ;50,5;45,0;227,3\n2;Vũ Lăng;60,5;45,0;272,3\n"
    told = read(tmp_path, title + rows)
    assert [told[f"4:{at}"][0] for at in (3, 4, 5)] == ["planted_area.maize", "yield.maize", "output.maize"]
    assert read(tmp_path, "KẾT QUẢ NĂM 2022\nBiểu 1\n" + rows)["4:5"][0] == "?"


def test_a_sheets_name_completes_its_headings(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    book = Workbook(str(file))
    sheet = book.add_worksheet("Lợn")
    for at, row in enumerate(
        (("TT", "Xã", "Tổng đàn năm 2022 (con)"), (1, "Vũ Lễ", 150), (2, "Vũ Lăng", 160))
    ):
        sheet.write_row(at, 0, row)
    book.close()
    assert {s.indicator for s in draft(file, CATALOGUE).observations} == {"herd.pig"}


def test_a_communes_total_revenue_is_all_it_has(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Năm 2022\nĐơn vị: triệu đồng\nTT;Xã;Tổng thu NSX;Trong đó;\n;;;Thu bổ sung;Thu tại xã\n1;Vũ Lễ;7001,5;6700,5;301\n2;Vũ Lăng;7002,5;6701,5;301\n",
    )
    assert told["5:3"][0] == "budget_sources"


def test_a_row_after_bullets_stands_beside_the_row_above_them(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Năm 2022\nChỉ tiêu;ĐVT;Năm 2022\nDân số trung bình;người;900\n- Nam;người;450\n- Nữ;người;450\nSố hộ;hộ;200\n",
    )
    assert [told[f"{at}:3"][0] for at in (3, 4, 5, 6)] == ["population", "?", "?", "households"]


def test_all_households_below_a_year_are_not_those_of_the_title(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "KẾT QUẢ RÀ SOÁT HỘ NGHÈO\nTT;Xã;Năm 2021;;Năm 2022;\n;;Tổng số hộ;Hộ nghèo;Tổng số hộ;Hộ nghèo\n1;Vũ Lễ;900;90;910;80\n2;Vũ Lăng;800;80;810;70\n",
    )
    assert [told[f"4:{at}"][::2] for at in (3, 4, 5)] == [
        ("households", "2021"), ("poor_households", "2021"), ("households", "2022"),
    ]  # fmt: skip


def test_a_share_after_a_column_of_its_own_is_not_of_what_the_title_names(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Chi ngân sách các xã năm 2024 (triệu đồng)\nTT;Xã;Dự toán thu;Thực hiện thu;Đạt %\n1;Vũ Lễ;7000,5;1800,5;25,7\n2;Vũ Lăng;7100,5;1900,5;26,8\n",
    )
    assert told["3:5"][0] != "budget_expenditure"


@pytest.mark.parametrize(
    ("head", "word", "period"),
    [
        ("Tháng", "01/2024", "2024-01"),
        ("Tháng", "1", "2024-01"),
        ("Kỳ báo cáo", "02/2024", "2024-02"),
        ("Quý", "II", "2024-Q2"),
        ("Quý", "2/2024", "2024-Q2"),
    ],
)
def test_a_month_written_as_numbers_is_that_month(tmp_path: Path, head: str, word: str, period: str) -> None:
    told = read(
        tmp_path,
        f"Trồng rừng năm 2024\n{head};Xã;Chỉ tiêu;Đơn vị;Thực hiện\n{word};Xã Vũ Lễ;Trồng rừng mới;ha;5,5\n{word};Xã Vũ Lăng;Trồng rừng mới;ha;6,5\n",
    )
    assert told["3:5"] == ("forest_new", "actual", period)


def test_months_as_numbers_across_are_months(tmp_path: Path) -> None:
    told = read(tmp_path, "Trồng rừng (ha)\nTT;Xã;01/2024;02/2024\n1;Vũ Lễ;5,5;6,5\n2;Vũ Lăng;4,5;5,5\n")
    assert [told[f"3:{at}"][2] for at in (3, 4)] == ["2024-01", "2024-02"]
