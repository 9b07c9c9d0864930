"""Every word of a heading or row must be known: what is known only in part is asked, never taken for the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load
from etl.pipeline import draft

CATALOGUE = load()


def read(folder: Path, text: str) -> dict[str, tuple[str, str, str]]:
    """Place → indicator, measure and unit of what a table says."""
    file = folder / "a.csv"
    file.write_text(text, "utf-8")
    return {
        s.cell.place.at: (s.indicator, str(s.measure), s.unit) for s in draft(file, CATALOGUE).observations
    }


HERDS = "Số lượng gia súc các xã năm 2021\nTT;Xã;Đàn trâu (con);Đàn lợn (con);;Đàn hươu (con)\n;;;Tổng số;{part};\n1;Xã Vũ Lễ;520;1.820;305;120\n2;Xã Vũ Sơn;488;1.390;188;98\n"


@pytest.mark.parametrize("part", ["Lợn nái", "Lợn đực giống", "Lợn dịch bệnh", "Trong đó lợn nái"])
def test_a_part_of_a_herd_is_not_the_herd(tmp_path: Path, part: str) -> None:
    told = read(tmp_path, HERDS.format(part=part))
    assert told["4:3"][0] == "herd.buffalo"
    assert told["4:4"][0] == "herd.pig"
    assert told["4:5"][0] == ""
    assert told["4:6"][0] == ""


def test_a_rate_by_formula_is_a_rate_and_groups_keep_their_unknown_parts(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Kết quả rà soát hộ nghèo, hộ cận nghèo năm 2022\nSTT;Xã;Tổng số hộ;Hộ nghèo;;;;Hộ cận nghèo;\n"
        ";;;Số hộ;Tỷ lệ (%);Hộ DTTS;Thoát trong năm;Số hộ;Tỷ lệ (%)\nA;B;1;2;3=2/1;4;5;6;7=6/1\n"
        "1;Xã Long Đống;980;88;8,98;80;14;101;10,31\n2;Xã Bắc Quỳnh;1105;64;5,79;60;12;77;6,97\n",
    )
    assert told["5:4"] == ("poor_households", "actual", "households")
    assert told["5:5"] == ("poverty_rate", "actual", "%")
    assert (told["5:6"][0], told["5:7"][0]) == ("", "")
    assert told["5:8"][0] == "near_poor_households"
    assert told["5:9"] == ("near_poverty_rate", "actual", "%")


def test_a_mean_row_is_the_district_only_where_its_communes_do_not_add_up(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Kết quả xây dựng nông thôn mới huyện Bắc Sơn năm 2021\nTT;Xã;Số tiêu chí đạt;Tỷ lệ hộ nghèo (%);Trồng rừng mới (ha)\n"
        "1;Xã Vũ Lễ;15;9,2;20\n2;Xã Đồng Ý;13;12,4;30\n;Bình quân;14;10,8;25\n",
    )
    assert told["5:3"][0] == "ntm_criteria_avg"
    assert told["5:4"][0] == "poverty_rate"
    assert told["5:5"][0] == ""


@pytest.mark.parametrize("mean", ["Bình quân", "BQ các xã"])
def test_a_mean_column_is_no_total(tmp_path: Path, mean: str) -> None:
    told = read(
        tmp_path,
        f"Kết quả nông thôn mới huyện Bắc Sơn năm 2021\nChỉ tiêu;Xã Vũ Lễ;Xã Vũ Sơn;{mean};Tổng cộng\n"
        "Số tiêu chí đạt;18;12;15;30\nTrồng rừng mới (ha);10,5;20,5;15,5;31\n",
    )
    assert (told["3:4"][0], told["3:5"][0]) == ("ntm_criteria_avg", "ntm_criteria_total")
    assert (told["4:4"][0], told["4:5"][0]) == ("", "forest_new")


def test_parts_share_the_unit_of_the_whole_and_a_bare_head_is_not_every_crop(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Hiện trạng cây ăn quả các xã năm 2022\nSTT;Xã;Tổng diện tích (ha);Trong đó;;DT cho thu hoạch (ha);Sản lượng (tấn)\n"
        ";;;Quýt;Hồng;;\n1;Xã Bắc Quỳnh;180,5;120;45,5;150;1.020,5\n2;Xã Nhất Hòa;260;210;35;195;1.240,8\n",
    )
    assert told["4:4"] == ("fruit_area.mandarin", "actual", "ha")
    assert told["4:5"] == ("fruit_area.persimmon", "actual", "ha")
    assert told["4:6"][1] == "actual"
    assert told["4:7"][0] == ""


@pytest.mark.parametrize(
    ("label", "unit", "code"),
    [
        ("Lúa cả năm – Diện tích", "ha", "planted_area.rice"),
        ("SL lương thực có hạt", "tấn", "output.cereals"),
        ("Thu nhập BQ đầu người", "tr.đ/người", "income_per_capita"),
        ("Mức giảm tỷ lệ hộ nghèo", "%", "poverty_rate_reduction"),
        ("Trường chuẩn QG", "trường", "schools_standard"),
        ("Đàn lợn nái", "con", ""),
        ("Rừng ngập mặn trồng mới", "ha", ""),
    ],
)
def test_a_row_resolves_or_is_asked(tmp_path: Path, label: str, unit: str, code: str) -> None:
    told = read(
        tmp_path,
        f"Chỉ tiêu chủ yếu huyện Bắc Sơn\nChỉ tiêu;ĐVT;Năm 2021;Năm 2022\nThu ngân sách;triệu đồng;100,5;200,5\n{label};{unit};10,5;12,5\n",
    )
    assert told["4:4"][0] == code
