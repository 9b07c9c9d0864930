"""Made drafts: a tidy bulk file's columns, small reports, a store with a history."""

import hashlib
import random
from array import array
from datetime import date
from pathlib import Path

from etl.catalog import load as load_catalogue
from etl.model import Columns, Draft, Head, Report
from etl.pipeline import load
from etl.store import Engine, give_back, publish, stage, undo, withdraw

CATALOGUE = load_catalogue()
COMMUNES = tuple(a.id for a in CATALOGUE.areas.communes(CATALOGUE.areas.home, date(2021, 6, 1)))
INDICATORS = tuple(c for c, i in CATALOGUE.indicators.items() if i.over_areas == "sum")[:3]

FIRST = "Huyện Bắc Sơn, ngày 20/9/2021\nTrong 9 tháng đầu năm 2021, tổng diện tích gieo trồng đạt 9.120 ha; trồng rừng mới 512,5 ha.\n"
SECOND = (
    "Huyện Bắc Sơn, ngày 25/9/2021\nTrong 9 tháng đầu năm 2021, tổng diện tích gieo trồng đạt 9.250 ha.\n"
)
UNCLEAR = "Huyện Bắc Sơn, ngày 26/9/2021\nSố máy cấy là 12 cái.\nNăm 2021 tổng diện tích gieo trồng đạt 900.000.000 ha.\n"


def bulk(seed: int, months: tuple[str, ...] = ("2021-01", "2021-02"), *, illustrative: bool = False) -> Draft:
    """A tidy file of all communes: some figures missing, some more exact than a double, one record twice."""
    chance = random.Random(seed)
    heads: dict[Head, int] = {}
    head, area, nth, value, exact = array("q"), array("q"), array("q"), array("d"), {}
    for month in months:
        for commune in chance.sample(range(len(COMMUNES)), chance.randint(1, len(COMMUNES))):
            for indicator in INDICATORS:
                missing = "dash" if chance.random() < 0.1 else ""
                told = Head(indicator, month, unit="ha", missing=missing, subject=indicator, column=4)
                head.append(heads.setdefault(told, len(heads)))
                area.append(commune)
                nth.append(len(nth) + 2)
                value.append(float("nan") if missing else chance.randint(0, 9999) / 10)
                if not missing and chance.random() < 0.1:
                    exact[len(nth) - 1] = f"{value[-1]:.3f}"
    for column in (head, area, value):
        column.append(column[0])
    nth.append(len(nth) + 2)
    if 0 in exact:
        exact[len(nth) - 1] = exact[0]
    seen = sorted(set(area))
    area = array("q", map(seen.index, area))
    areas = tuple(COMMUNES[commune] for commune in seen)
    columns = Columns(tuple(heads), areas, head, area, nth, value, exact, inputs={0: (seed + 1,)})
    name = f"bulk-{seed}.csv"
    report = Report(
        name, hashlib.sha256(name.encode()).hexdigest(), "csv", len(name), is_illustrative=illustrative
    )
    return Draft(report, (), (), len(nth), "", columns)


def keep(engine: Engine, draft: Draft) -> int:
    return stage(engine, draft, draft.report.file.encode(), "an").submission


def submit(engine: Engine, folder: Path, text: str) -> int:
    file = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:8]}.txt"
    file.write_text(text, "utf-8")
    return load(engine, file, CATALOGUE, "an").submission


def history(engine: Engine, folder: Path) -> None:
    """Vintages, a returned and a withdrawn submission, an undone release, a computed figure, findings."""
    publish(engine, [submit(engine, folder, FIRST), keep(engine, bulk(1))], "an", "đợt đầu")
    two = publish(engine, [submit(engine, folder, SECOND), keep(engine, bulk(2, illustrative=True))], "binh")
    three = keep(engine, bulk(3))
    publish(engine, [three], "an")
    undo(engine, two, "an")
    withdraw(engine, three, "an")
    give_back(engine, submit(engine, folder, UNCLEAR), "binh", "xem lại")
