"""A made country: 3,321 communes in 34 provinces, the catalogue's additive indicators, ten years of months, by seed."""

from __future__ import annotations

import csv
import hashlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from etl.catalog import Catalogue, load
from etl.catalog.areas import build
from etl.model import Columns, Draft, Head, Report

MONTHS = tuple(f"{2015 + m // 12}-{m % 12 + 1:02d}" for m in range(120))


@dataclass(frozen=True, slots=True)
class Size:
    """How many indicators, communes and months."""

    name: str
    indicators: int
    communes: int
    months: int = 120

    @property
    def figures(self) -> int:
        """All of them."""
        return self.indicators * self.communes * self.months


SIZES = {size.name: size for size in (Size("small", 140, 18), Size("mid", 120, 347), Size("big", 120, 3321))}


def country() -> Catalogue:
    """The catalogue with the made communes as its areas."""
    known = load()
    areas: dict[str, dict[str, str]] = {}
    areas |= {f"P{p:02d}": {"code": f"P{p:02d}", "level": "province", "name": f"Tỉnh {p}"} for p in range(34)}
    for n in range(3321):
        code = f"{10000 + n}"
        areas[code] = {"code": code, "level": "commune", "name": f"Số {n}", "parent": f"P{n // 98:02d}"}
    return replace(known, areas=build({"home": "P00", "areas": areas}, []))


def communes(count: int) -> tuple[str, ...]:
    """The ids of the first communes."""
    return tuple(f"{10000 + n}" for n in range(count))


def indicators(count: int) -> tuple[str, ...]:
    """Additive flows of the catalogue, in its order."""
    return tuple(code for code, one in load().indicators.items() if one.over_areas == "sum")[:count]


def values(size: Size, months: range, seed: int = 7) -> Any:
    """[month, indicator, commune] of log-normal values with two decimals."""
    chance = np.random.default_rng([seed, months.start])
    return np.round(chance.lognormal(4, 1, (len(months), size.indicators, size.communes)), 2)


def drafts(size: Size, a_file: int = 12, areas: tuple[str, ...] = ()) -> Iterator[Draft]:
    """The history as tidy files of so many months; of some areas in place of the made communes where they are named."""
    for first in range(0, size.months, a_file):
        made = draft(size, range(first, min(first + a_file, size.months)))
        columns = made.columns
        yield replace(made, columns=replace(columns, areas=areas)) if columns and areas else made


def draft(size: Size, months: range) -> Draft:
    """One tidy file: by month, commune and indicator, a record each."""
    told = values(size, months)
    month, commune, indicator = np.indices((len(months), size.communes, size.indicators)).reshape(3, -1)
    labels = [_month(m) for m in months]
    heads = tuple(
        Head(code, label, unit=load().indicators[code].unit, subject=code, column=4)
        for label in labels
        for code in indicators(size.indicators)
    )
    columns = Columns(
        heads,
        communes(size.communes),
        _array("i", month * size.indicators + indicator),
        _array("i", commune),
        _array("i", np.arange(2, month.size + 2)),
        _array("d", told.transpose(0, 2, 1).reshape(-1)),
    )
    name = f"{size.name}-{months.start}.csv"
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return Draft(Report(name, sha256, "csv", month.size, period=labels[-1]), (), (), month.size, "", columns)


def tidy_file(path: Path, rows: int = 999_999) -> None:
    """A tidy CSV as offices export it, just below the largest file that is taken: 20 indicators by name, 417 communes."""
    known = load()
    flows = [known.indicators[code] for code in indicators(len(known.indicators))]
    flows = sorted(flows, key=lambda one: len(one.name["vi"]))[:20]
    told = [(one.name["vi"], min(known.units[one.unit].spellings, key=len)) for one in flows]
    values = np.round(np.random.default_rng(1).lognormal(4, 1, rows), 1).tolist()
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("chỉ tiêu", "xã", "kỳ", "giá trị", "đơn vị tính"))
        for n, value in enumerate(values):
            rest, flow = divmod(n, len(told))
            month, commune = divmod(rest, 417)
            words = f"tháng {month % 12 + 1}/{2015 + month // 12}"
            writer.writerow((told[flow][0], f"Số {commune}", words, f"{value:g}", told[flow][1]))


def _month(month: int) -> str:
    return MONTHS[month] if month < len(MONTHS) else f"{2015 + month // 12}-{month % 12 + 1:02d}"


def _array(kind: str, values: Any) -> array[Any]:
    made = array(kind)
    made.frombytes(np.ascontiguousarray(values, np.int32 if kind == "i" else np.float64).tobytes())
    return made
