"""Made reports of crops, herds and households as sections of the district write them: parents over children, grouped headings."""

from __future__ import annotations

from decimal import Decimal

from tests.reports.made import COMMUNES, DISTRICT, OLD, Case, Spec, T, figures, share, units_of, vi

NAMES = list(COMMUNES.items())


def crops_down() -> Case:
    """Season, crop and its area, yield and output below each other; the unit in a column."""
    rows, body = [], []
    codes = {"Lúa": "rice", "Ngô": "maize", "Lạc": "peanut", "Thuốc lá": "tobacco"}
    for s, (mark, season, words, crops) in enumerate(
        (
            ("I", "đông xuân", "Vụ Đông - Xuân", ("Lúa", "Ngô", "Thuốc lá")),
            ("II", "mùa", "Vụ mùa", ("Lúa", "Ngô", "Lạc")),
        )
    ):
        area = figures(1000 + s, 5000, 6500, 3, 1)
        body.append([mark, words, "", "", "", "", ""])
        rows.append(None)
        body.append(["", "Tổng diện tích gieo trồng", "ha", *map(vi, area), share(area[1], area[0])])
        rows.append({"i": "planted_area", "u": "ha", "s": season})
        for n, crop in enumerate(crops):
            code = codes[crop]
            body.append([str(n + 1), f"Cây {crop.lower()}", "", "", "", "", ""])
            rows.append(None)
            for words2, unit, head, low, high in (
                ("- Diện tích", "Ha", "planted_area", 900, 3000),
                ("- Năng suất", "Tạ/ha", "yield", 20, 60),
                ("- Sản lượng", "Tấn", "output", 2000, 9000),
            ):
                v = figures(1010 + 10 * s + n + int(low), low, high, 3, 1)
                body.append(["", words2, unit, *map(vi, v), share(v[1], v[0])])
                rows.append(
                    {
                        "i": f"{head}.{code}",
                        "u": {"Ha": "ha", "Tạ/ha": "tạ/ha", "Tấn": "tấn"}[unit],
                        "s": season,
                    }
                )
    return Case(
        "c01.xlsx",
        [T(
            title=["PHÒNG NÔNG NGHIỆP VÀ PTNT HUYỆN BẮC SƠN", "KẾT QUẢ SẢN XUẤT NÔNG NGHIỆP NĂM 2023"],
            head=[["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2023", "Thực hiện năm 2023", "Thực hiện năm 2022", "TH/KH (%)"]],
            body=body, rows=rows,
            cols=[None, None, None, {"m": "plan"}, {}, {"m": "same_period", "p": "2022|2023"}, {"m": "pct_of_plan"}],
        )],
        {"a": "185", "p": "2023"},
    )  # fmt: skip


def poverty_groups() -> Case:
    body, sums = [], [0, 0, 0]
    for n, (_, name) in enumerate(NAMES):
        total, poor, near = (
            int(v) for v in figures(1100 + n, 400, 1800, 1, 0) + figures(1130 + n, 20, 150, 2, 0)
        )
        sums = [a + b for a, b in zip(sums, (total, poor, near), strict=True)]
        body.append(
            [
                str(n + 1),
                name,
                str(total),
                str(poor),
                vi(Decimal(poor) * 100 / total, 2),
                str(near),
                vi(Decimal(near) * 100 / total, 2),
            ]
        )
    t, p, c = sums
    body.append(["", "Tổng", vi(t), vi(p), vi(Decimal(p) * 100 / t, 2), vi(c), vi(Decimal(c) * 100 / t, 2)])
    return Case(
        "c02.csv",
        [T(
            title=["TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO CUỐI NĂM 2023", "(theo chuẩn nghèo đa chiều giai đoạn 2022 - 2025)"],
            head=[["STT", "Đơn vị", "Tổng số hộ dân", "Hộ nghèo", "<", "Hộ cận nghèo", "<"], ["", "", "", "Số hộ", "Tỷ lệ (%)", "Số hộ", "Tỷ lệ (%)"]],
            body=body, rows=[*units_of(COMMUNES), DISTRICT],
            cols=[None, None, {"i": "households", "u": "hộ"}, {"i": "poor_households", "u": "hộ"}, {"i": "poverty_rate", "u": "%"},
                  {"i": "near_poor_households", "u": "hộ"}, {"i": "near_poverty_rate", "u": "%"}],
            foot=["Bắc Sơn, ngày 20 tháng 12 năm 2023"],
        )],
        {"p": "2023|2023-12"}, encoding="utf-8-sig",
    )  # fmt: skip


def herds_grouped() -> Case:
    """Animals below one heading with a unit, one of them in thousands; a name without type word."""
    body = []
    for n, (_, name) in enumerate(NAMES):
        a, b, c = (int(v) for v in figures(1200 + n, 100, 900, 3, 0))
        body.append(
            [
                n + 1,
                name.replace("Xã ", "").replace("Thị trấn Bắc Sơn", "TT Bắc Sơn"),
                a,
                b,
                c,
                float(figures(1230 + n, 5, 40, 1, 1)[0]),
            ]
        )
    sums = [sum(r[c] for r in body) for c in (2, 3, 4)] + [round(sum(r[5] for r in body), 1)]
    body.insert(0, ["", "Tổng số", *sums])
    return Case(
        "c03.xlsx",
        [T(
            title=["SỐ LƯỢNG GIA SÚC, GIA CẦM THỜI ĐIỂM 01/10/2022"],
            head=[["STT", "Xã, thị trấn", "Tổng đàn (con)", "<", "<", "Gia cầm (nghìn con)"], ["^", "^", "Trâu", "Bò", "Lợn", "^"]], body=body, rows=[DISTRICT, *units_of(COMMUNES)],
            cols=[None, None, {"i": "herd.buffalo", "u": "con"}, {"i": "herd.cattle", "u": "con"}, {"i": "herd.pig", "u": "con"}, {"i": "herd.poultry", "u": "nghìn con"}], name="Gia suc",
        )],
        {"p": "2022-10|2022"},
    )  # fmt: skip


def two_labels() -> Case:
    """The commune spans the rows of its crops."""
    rows, body = [], []
    crops = (("Lúa", "rice"), ("Ngô", "maize"), ("Thuốc lá", "tobacco"))
    for n, (id_, name) in enumerate(NAMES[2:8]):
        for k, (crop, code) in enumerate(crops):
            plan, done = figures(1300 + 3 * n + k, 20, 200, 2, 1)
            body.append(
                [
                    str(n + 1) if k == 0 else "^",
                    name if k == 0 else "^",
                    crop,
                    vi(plan),
                    vi(done),
                    share(done, plan),
                ]
            )
            rows.append({"a": id_, "i": f"planted_area.{code}"})
    return Case(
        "c04.html",
        [T(
            title=["Tiến độ gieo trồng vụ xuân năm 2024"], head=[["STT", "Xã", "Cây trồng", "Kế hoạch (ha)", "Thực hiện (ha)", "Tỷ lệ (%)"]], body=body, rows=rows,
            cols=[None, None, None, {"m": "plan"}, {}, {"m": "pct_of_plan"}],
        )],
        {"p": "2024", "u": "ha", "s": "xuân|đông xuân"},
    )  # fmt: skip


def english_marks() -> Case:
    body = [
        [str(n + 1), name, f"{v[0]:,f}", f"{v[1]:,f}"]
        for n, (_, name) in enumerate(NAMES)
        for v in [figures(1400 + n, 300, 3000, 2, 2)]
    ]
    return Case(
        "c05.csv",
        [T(
            title=["Sản lượng lương thực và thịt hơi năm 2020 (tấn)"], head=[["STT", "Tên xã", "Sản lượng lương thực có hạt", "Sản lượng thịt hơi xuất chuồng"]],
            body=body, rows=units_of(COMMUNES), cols=[None, None, {"i": "output.cereals", "u": "tấn"}, {"i": "output.meat", "u": "tấn"}],
        )],
        {"p": "2020"}, style="en",
    )  # fmt: skip


def quoted_newlines() -> Case:
    body = [
        [str(n + 1), name.replace(" ", "\n", 1) if n % 3 == 0 else name, vi(v[0]), vi(v[1])]
        for n, (_, name) in enumerate(NAMES[:10])
        for v in [figures(1500 + n, 10, 90, 2, 1)]
    ]
    return Case(
        "c06.csv",
        [T(
            title=["Kết quả phát triển cây ăn quả\nnăm 2022"], head=[["STT", "Tên đơn vị\n(xã, thị trấn)", "Diện tích quýt hiện có\n(ha)", "Diện tích trồng mới\ncây ăn quả (ha)"]],
            body=body, rows=units_of(dict(NAMES[:10])), cols=[None, None, {"i": "fruit_area.mandarin", "u": "ha", "p": "2022|2022-12"}, {"i": "fruit_area_new", "u": "ha"}],
        )],
        {"p": "2022"}, separator=",",
    )  # fmt: skip


def bare_name() -> Case:
    """Bắc Sơn without type word: one of many communes in 2021, of two in 2018."""
    names = [(k, v.replace("Xã ", "").replace("Thị trấn ", "")) for k, v in NAMES]
    old = [(k, v.replace("Xã ", "").replace("Thị trấn ", "")) for k, v in OLD.items()]
    values = figures(1600, 10, 90, 40, 2)

    def rows(names: list[tuple[str, str]], due: str) -> list[Spec]:
        return [{"a": k} | ({"e": due} if v == "Bắc Sơn" else {}) for k, v in names]

    return Case(
        "c07.xlsx",
        [
            T(name="2021", title=["Diện tích ngô năm 2021 (ha)"], head=[["STT", "Đơn vị", "Diện tích"]], body=[[n + 1, v, float(values[n])] for n, (_, v) in enumerate(names)], rows=rows(names, "may_ask"), cols=[None, None, {"i": "planted_area.maize", "p": "2021"}]),
            T(name="2018", title=["Diện tích ngô năm 2018 (ha)"], head=[["STT", "Đơn vị", "Diện tích"]], body=[[n + 1, v, float(values[n + 20])] for n, (_, v) in enumerate(old)], rows=rows(old, "ask"), cols=[None, None, {"i": "planted_area.maize", "p": "2018"}]),
        ],
        {"u": "ha"}, expected="ask",
    )  # fmt: skip


def drafts_hidden() -> Case:
    """A hidden column of drafts between printed ones, a hidden row inside the total."""
    body = [
        [n + 1, name, float(v[0]), float(v[1]), float(v[2])]
        for n, (_, name) in enumerate(NAMES[4:12])
        for v in [figures(1700 + n, 10, 60, 3, 1)]
    ]
    body.append(["", "Cộng", *(round(sum(r[c] for r in body), 1) for c in (2, 3, 4))])
    return Case(
        "c08.xlsx",
        [T(
            title=["KẾT QUẢ TRỒNG RỪNG 9 THÁNG NĂM 2023"], head=[["STT", "Xã", "Kế hoạch (ha)", "Dự thảo (ha)", "Thực hiện (ha)"]], body=body, rows=[*units_of(dict(NAMES[4:12])), DISTRICT],
            cols=[None, None, {"m": "plan", "p": "2023|2023-01/2023-09"}, {"o": "1"}, {}], hidden_columns=[3], hidden_rows=[2],
        )],
        {"u": "ha", "i": "forest_new", "p": "2023-01/2023-09"},
    )  # fmt: skip


def unknown_unit() -> Case:
    body = [
        [str(n + 1), name, vi(v)]
        for n, ((_, name), v) in enumerate(zip(NAMES[:6], figures(1800, 10, 90, 6, 1), strict=True))
    ]
    return Case(
        "c09.csv",
        [T(title=["Thu ngân sách các xã năm 2022", "Đơn vị tính: Triệu đòng"], head=[["STT", "Xã", "Thực hiện"]], body=body,
           rows=[{"a": k, "e": "ask"} for k, _ in NAMES[:6]], cols=[None, None, {"i": "budget_revenue", "u": "triệu đồng"}])],
        {"p": "2022"}, expected="ask",
    )  # fmt: skip


CASES = [
    crops_down(),
    poverty_groups(),
    herds_grouped(),
    two_labels(),
    english_marks(),
    quoted_newlines(),
    bare_name(),
    drafts_hidden(),
    unknown_unit(),
]
