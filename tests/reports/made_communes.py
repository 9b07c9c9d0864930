"""Made reports by commune: seasons, plans, marks, names, encodings."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from tests.reports.made import COMMUNES, DISTRICT, OLD, Case, T, figures, units_of, vi


def seasons() -> Case:
    """Area, yield, output of two seasons side by side; the year of harvest stands in the title only."""
    body, total = [], [Decimal(0)] * 6
    for n, name in enumerate(COMMUNES.values()):
        one, two = figures(n, 40, 180, 2, 1), figures(n + 50, 45, 62, 2, 1)
        row = [one[0], two[0], one[0] * two[0] / 10, one[1], two[1], one[1] * two[1] / 10]
        total = [a + b for a, b in zip(total, row, strict=True)]
        body.append([n + 1, name, *(vi(v, 1) for v in row)])
    total[1], total[4] = total[2] / total[0] * 10, total[5] / total[3] * 10
    body.append(["", "Tổng cộng", *(vi(v, 1) for v in total)])
    cols = [None, None] + [
        {"i": i, "u": u, "s": s, "p": p}
        for s, p in (("đông xuân", "2023|2022/2023"), ("mùa", "2023"))
        for i, u in (("planted_area.rice", "ha"), ("yield.rice", "tạ/ha"), ("output.rice", "tấn"))
    ]
    return Case(
        "a01.docx",
        [T(
            title=["UBND HUYỆN BẮC SƠN", "Biểu 02", "KẾT QUẢ SẢN XUẤT CÂY LÚA NĂM 2023", "(Kèm theo Báo cáo số 512/BC-UBND ngày 14/12/2023 của UBND huyện)"],
            head=[["STT", "Xã, thị trấn", "Lúa vụ đông xuân 2022 - 2023", "<", "<", "Lúa vụ mùa 2023", "<", "<"],
                  ["^", "^", "Diện tích (ha)", "Năng suất (tạ/ha)", "Sản lượng (tấn)", "Diện tích (ha)", "Năng suất (tạ/ha)", "Sản lượng (tấn)"]],
            body=body, cols=cols, rows=[*units_of(COMMUNES), DISTRICT], foot=["NGƯỜI LẬP BIỂU", "TM. UỶ BAN NHÂN DÂN"],
        )],
        {"p": "2023"},
    )  # fmt: skip


def plan_and_actual() -> Case:
    """Herds: plan, actual and percent for two animals; whole heads without a mark of thousands."""
    body = []
    sums = [0, 0, 0, 0]
    for n, name in enumerate(COMMUNES.values()):
        v = [int(x) for x in figures(100 + n, 300, 2400, 4, 0)]
        sums = [a + b for a, b in zip(sums, v, strict=True)]
        body.append(
            [
                str(n + 1),
                name.replace("Xã ", ""),
                *map(str, v[:2]),
                vi(Decimal(v[1]) * 100 / v[0], 1),
                *map(str, v[2:]),
                vi(Decimal(v[3]) * 100 / v[2], 1),
            ]
        )
    body.append(
        [
            "",
            "Toàn huyện",
            *map(str, sums[:2]),
            vi(Decimal(sums[1]) * 100 / sums[0], 1),
            *map(str, sums[2:]),
            vi(Decimal(sums[3]) * 100 / sums[2], 1),
        ]
    )
    cols = [None, None] + [
        {"i": i, "u": "con", "m": m} | ({"u": "%"} if m == "pct_of_plan" else {})
        for i in ("herd.buffalo", "herd.pig")
        for m in ("plan", "actual", "pct_of_plan")
    ]
    return Case(
        "a02.csv",
        [T(
            title=["TÌNH HÌNH CHĂN NUÔI CÁC XÃ, THỊ TRẤN TẠI THỜI ĐIỂM 31/12/2022"],
            head=[["STT", "Đơn vị", "Đàn trâu (con)", "<", "<", "Đàn lợn (con)", "<", "<"],
                  ["", "", "KH 2022", "TH", "% so KH", "KH 2022", "TH", "% so KH"]],
            body=body, cols=cols, rows=[*units_of(COMMUNES), DISTRICT],
        )],
        {"p": "2022|2022-12"}, encoding="utf-8-sig",
    )  # fmt: skip


def old_fonts(doc: str, encoding: str) -> Case:
    names = OLD if doc != "a05.csv" else COMMUNES
    year = "2019" if names is OLD else "2022"
    values = figures(7, 20, 90, 2 * len(names), 2)
    body = [
        [str(n + 1), name, vi(values[2 * n]), vi(values[2 * n + 1])] for n, name in enumerate(names.values())
    ]
    body.insert(0, ["", "Toàn huyện", vi(sum(values[::2])), vi(sum(values[1::2]))])
    return Case(
        doc,
        [T(
            title=[f"DIỆN TÍCH GIEO TRỒNG MỘT SỐ CÂY HÀNG NĂM NĂM {year}", "Đơn vị tính: ha"],
            head=[["STT", "Tên xã", "Ngô", "Khoai lang"]], body=body, rows=[DISTRICT, *units_of(names)],
            cols=[None, None, {"i": "planted_area.maize"}, {"i": "planted_area.sweet_potato"}],
        )],
        {"p": year, "u": "ha"}, encoding=encoding, separator="\t" if encoding == "utf-16" else ";",
        write=(lambda text: unicodedata.normalize("NFD", text).encode()) if doc == "a05.csv" else None,
    )  # fmt: skip


def afforestation() -> Case:
    """Trees in thousands, hidden row inside the total, group rows, percent as format, formula totals."""
    names = list(COMMUNES.items())
    rows, body = [], []
    groups = (("Khu vực I", names[:5]), ("Khu vực II", names[5:12]), ("Khu vực III", names[12:]))
    for g, (label, members) in enumerate(groups):
        start = len(body)
        body.append(["", label, 0, 0, ("%", 0.0), 0])
        rows.append({"o": "1", "a": ""})
        for n, (id_, name) in enumerate(members):
            plan, done, trees = figures(g * 40 + n, 10, 60, 3, 1)
            body.append(
                [
                    n + 1,
                    name.upper(),
                    float(plan),
                    float(done),
                    ("%", round(float(done / plan), 4)),
                    float(trees),
                ]
            )
            rows.append({"a": id_})
        part = body[start + 1 :]
        s = [round(sum(p[c] for p in part), 1) for c in (2, 3, 5)]
        body[start] = ["", label, ("=", s[0]), ("=", s[1]), ("%", round(s[1] / s[0], 4)), ("=", s[2])]
    s = [round(sum(b[c] for b, r in zip(body, rows, strict=True) if "o" not in r), 1) for c in (2, 3, 5)]
    body.append(["", "Cộng toàn huyện", ("=", s[0]), ("=", s[1]), ("%", round(s[1] / s[0], 4)), ("=", s[2])])
    rows.append(DISTRICT)
    return Case(
        "a06.xlsx",
        [T(
            title=["ỦY BAN NHÂN DÂN HUYỆN BẮC SƠN", "KẾT QUẢ TRỒNG RỪNG VÀ TRỒNG CÂY PHÂN TÁN NĂM 2024"],
            head=[["TT", "Xã/thị trấn", "Trồng rừng tập trung (ha)", "<", "<", "Cây phân tán (1.000 cây)"],
                  ["^", "^", "Kế hoạch", "Thực hiện", "Đạt tỷ lệ %", "^"]],
            index=["A", "B", "1", "2", "3=2/1", "4"],
            body=body, rows=rows, hidden_rows=[3],
            cols=[None, None, {"i": "forest_new", "u": "ha", "m": "plan"}, {"i": "forest_new", "u": "ha"},
                  {"i": "forest_new", "m": "pct_of_plan"}, {"i": "scattered_trees", "u": "nghìn cây"}],
            foot=["Ghi chú: Số liệu tổng hợp đến 31/12/2024"], name="TH 2024",
        )],
        {"p": "2024|2024-12"},
    )  # fmt: skip


def open_numbers() -> Case:
    """Nothing proves the mark: every number has one mark before three digits."""
    names = list(COMMUNES.items())[1:7]
    body = [[str(n + 1), name, f"{n + 1}.{250 + 31 * n}"] for n, (_, name) in enumerate(names)]
    return Case(
        "a14.csv",
        [T(
            title=["Diện tích trồng rừng mới năm 2021 (ha)"], head=[["STT", "Xã", "Diện tích"]], body=body,
            rows=[{"a": k, "v": f"{n + 1}{250 + 31 * n}|{n + 1}.{250 + 31 * n}", "e": "ask"} for n, (k, _) in enumerate(names)], cols=[None, None, {"i": "forest_new", "u": "ha"}],
        )],
        {"p": "2021"}, expected="ask",
    )  # fmt: skip


def marks_and_notes() -> Case:
    """Every mark an office writes, footnotes on numbers, units glued to them."""
    names = list(COMMUNES.items())[1:9]
    texts = [
        ("120,5", "1.250"),
        ("-", "980"),
        ("…", "không phát sinh"),
        ("76 ha", "1.105(1)"),
        ("0", "0"),
        ("88,25*", "..."),
        ("", ""),
        ("45,0", "x"),
    ]
    return Case(
        "a15.html",
        [T(
            title=["Kết quả trồng rừng và hiến đất năm 2022"], head=[["TT", "Đơn vị", "Diện tích trồng rừng (ha)", "Đất hiến (m2)"]],
            body=[[n + 1, v, a, b] for n, ((_, v), (a, b)) in enumerate(zip(names, texts, strict=True))],
            rows=units_of(dict(names)), cols=[None, None, {"i": "forest_new", "u": "ha"}, {"i": "land_donated", "u": "m2"}],
            over={(0, 3): {"e": "may_ask"}, (3, 3): {"e": "may_ask"}}, foot=["(1) Chưa gồm đất mượn thi công", "* Ước thực hiện"],
        )],
        {"p": "2022"},
    )  # fmt: skip


def unknown_names() -> Case:
    names = [
        ("06343@2020", "Bắc Quỳnh"),
        ("", "Xã Tân Lạp"),
        ("06373@pre2020", "Vũ Lễ"),
        ("06325@2020", "TT Bắc Sơn"),
        ("", "Xã Hữu Vĩnh"),
        ("06376@pre2020", "xã Nhất Hoà"),
        ("06331@pre2020", "X. Vạn Thuỷ"),
    ]
    values = figures(70, 20, 90, 7, 2)
    return Case(
        "a16.csv",
        [T(
            title=["Diện tích cây ăn quả trồng mới năm 2024"], head=[["Xã", "Diện tích (ha)"]], body=[[name, vi(v)] for (_, name), v in zip(names, values, strict=True)],
            rows=[{"a": k, **({} if k else {"e": "ask"})} for k, _ in names], cols=[None, {"i": "fruit_area_new", "u": "ha"}],
        )],
        {"p": "2024"}, expected="ask",
    )  # fmt: skip


def mojibake() -> Case:
    case = old_fonts("a18.csv", "utf-8")
    return Case(
        case.doc,
        case.tables,
        case.default,
        write=lambda text: text.encode("utf-8").decode("cp1252", errors="ignore").encode("utf-8"),
        expected="refuse",
    )


CASES = [
    seasons(),
    plan_and_actual(),
    old_fonts("a03.csv", "utf-16"),
    old_fonts("a05.csv", "utf-8"),
    afforestation(),
    open_numbers(),
    marks_and_notes(),
    unknown_names(),
    mojibake(),
]
