"""How long it takes to judge a history: `python -m tests.bench.judging [FIGURES]` prints seconds a part."""

from __future__ import annotations

import sys
import time
from collections import Counter

import numpy as np

from etl.catalog import load
from etl.validate import JUDGES
from etl.validate.ledger import KINDS, Ints, Ledger, Raw, build

CATALOGUE = load()
FLOWS = [i.code for i in CATALOGUE.indicators.values() if i.nature == "flow" and i.over_areas == "sum"][:60]
YEARS = range(2015, 2025)


def depth(code: str) -> int:
    """How many wholes a part is in."""
    whole = CATALOGUE.indicators[code].part_of
    return 1 + depth(whole) if whole else 0


def made(figures: int) -> Ledger:
    """Communes × flows × running months of ten years, each value beside its plan's share; no contradiction in it."""
    months = [f"{year}-01/{year}-{month:02d}" for year in YEARS for month in range(2, 12)]
    areas = max(1, figures // (2 * len(FLOWS) * len(months)))
    shape = (areas, len(FLOWS), len(months), 2)
    area, flow, month, is_claim = (part.ravel() for part in np.indices(shape))
    base = np.random.default_rng(1).integers(50, 5000, shape[:2]) * 100.0 ** np.array(
        [3 - depth(code) for code in FLOWS]
    )
    level = np.round(base[area, flow] * (month % 10 + 2) / 12, 2)
    share = np.round(level / base[area, flow] * 100, 1)
    nothing = np.zeros(area.size, np.int64)
    number: dict[str, Ints] = dict.fromkeys(KINDS, nothing)
    number |= {
        "indicator": flow,
        "area": area,
        "period": month,
        "measure": is_claim,
        "report": month,
        "world": nothing,
    }
    names = {
        "indicator": FLOWS, "area": [f"c{n}" for n in range(areas)], "period": months,
        "measure": ["actual", "pct_of_plan"], "report": [str(n) for n in range(len(months))],
    }  # fmt: skip
    value = np.where(is_claim == 1, share, level)
    step = np.where(is_claim == 1, 0.1, 0.01)
    raw = Raw(
        {kind: names.get(kind, ["preliminary" if kind == "maturity" else ""]) for kind in number},
        number, value, step, np.arange(area.size), np.zeros(area.size, np.bool_),
    )  # fmt: skip
    return build(raw, CATALOGUE)


def main(figures: int) -> None:
    """Print how long building and each rule take, and how many contradictions each finds."""
    started = time.perf_counter()
    ledger = made(figures)
    print(f"{len(ledger):>9} figures; as columns {time.perf_counter() - started:.1f} s")
    spent: Counter[str] = Counter()
    for name, judge in JUDGES.items():
        began = time.perf_counter()
        found = sum(1 for _ in judge(ledger, CATALOGUE))
        spent[name] = round(time.perf_counter() - began, 2)  # type: ignore[assignment]
        print(f"{name:>22} {spent[name]:>7} s {found:>6} found")
    print(f"{'all':>22} {sum(spent.values()):>7.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
