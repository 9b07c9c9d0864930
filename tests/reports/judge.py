"""Gold and reading side by side: what is missing, and what is wrong without a question asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.catalog import Catalogue
from etl.commands.read import rows_of, value_text
from etl.model import Draft, Missing, Observation, cumulative

Line = Mapping[str, str]


@dataclass(frozen=True)
class Judged:
    """What is not as annotated; `silent` are the lines that a reader would take for true."""

    wrong: list[tuple[str, ...]]
    silent: list[tuple[str, ...]]


def judge(read: Draft, gold: Iterable[Line], catalogue: Catalogue) -> Judged:
    """Every annotated cell against the reading; a question is no error where one is due or accepted."""
    seen = {s.cell.place.at: s for s in read.observations}
    flags = {row["place"]: row["flag"] for row in rows_of(read, catalogue)}
    wrong, silent = [], []
    for line in gold:
        place = line["place"]
        got, flag = seen.get(place), flags.get(place, "")
        if line["optional"] or (line["expect"] and flag == "ask"):
            continue
        if line["expect"] == "ask":
            wrong.append((place, "not asked"))
            silent.append((place, "not asked"))
            continue
        off = _off(got, line, catalogue)
        if flag == "ask" and not line["missing"]:
            wrong.append((place, "asked", *off))
        elif off:
            wrong.append((place, *off))
            silent += [(place, *off)] if got is not None and flag != "ask" else []
    return Judged(wrong, silent)


def _off(got: Observation | None, line: Line, catalogue: Catalogue) -> tuple[str, ...]:
    if got is None:
        return ("not read", line["text"])
    if line["missing"]:
        is_mark = got.value is None and got.missing is not Missing.NONE
        return () if is_mark else ("a number for a mark", str(got.value))
    off = [f"value {value_text(got)} {got.unit}"] if not _same_value(got, line, catalogue) else []
    for name, told in (
        ("indicator", got.indicator),
        ("measure", got.measure),
        ("area_unit_id", got.area_id),
        ("season", got.season),
    ):
        if told not in line[name].split("|") and (name != "area_unit_id" or line[name]):
            off.append(f"{name} {told}")
    if got.period not in {
        code for told in line["period"].split("|") for code in (told, _since_january(told))
    }:
        off.append(f"period {got.period}")
    return (*off, line["value"]) if off else ()


def _since_january(code: str) -> str:
    """A quarter of the budget's forms is the sum since January."""
    year, is_quarter, quarter = code.partition("-Q")
    return cumulative(int(year), 3 * int(quarter)).code if is_quarter else code


def _same_value(got: Observation, line: Line, catalogue: Catalogue) -> bool:
    if line["unit"] == "status":
        return value_text(got) in line["value"].split("|")
    amount, kind = (
        _canonical(f"{got.value}", got.unit, catalogue) if got.value is not None else (0.0, "nothing")
    )
    offers = (_canonical(words, line["unit"], catalogue) for words in line["value"].split("|"))
    return any(abs(amount - value) <= 1e-6 * max(abs(value), 1e-9) and kind == of for value, of in offers)


def _canonical(words: str, unit: str, catalogue: Catalogue) -> tuple[float, str]:
    known = catalogue.units.get(unit) or catalogue.unit(unit)
    return (float(words) * float(known.factor), known.kind) if known else (float(words), unit)
