"""Duty, place and stretch → XLSX to fill in: a row is one figure in our own codes, so nothing in it needs understanding."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from etl.catalog import Catalogue
from etl.catalog.duties import Due, due, duties
from etl.model import BadChoice, Maturity, Measure, Qualifier
from etl.words.inert import inert

SHOWN = ("area_name", "indicator_name", "unit_name", "value")
_FIXED = {
    "season": "", "measure": Measure.ACTUAL.value, "giver": "", "qualifier": Qualifier.EXACT.value,
    "maturity": Maturity.PRELIMINARY.value, "missing": "", "flag": "", "is_illustrative": "0", "method": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """One report to fill in: what is owed, for which unit."""

    owed: Due
    area: str

    @property
    def period(self) -> str:
        """The code of the stretch it covers."""
        last = self.owed.cut_off
        codes = {
            "month": f"{last:%Y-%m}",
            "quarter": f"{last.year}-Q{last.month // 3}",
            "half": f"{last.year}-H{last.month // 6}",
        }
        return codes[self.owed.duty.every]


def form_of(catalogue: Catalogue, duty: str, area: str, year: int, number: int) -> Form:
    """The form of a duty's `number`th stretch of a year; BadChoice where there is none such."""
    found = next((one for one in duties(catalogue.home) if one.code == duty), None)
    if found is None:
        raise BadChoice(duty, choice=duty, welcome=", ".join(one.code for one in duties(catalogue.home)))
    if not 1990 <= year <= 2100:
        raise BadChoice(str(year), choice=year, welcome="1990-2100")
    owed = list(due(found, year))
    if not 1 <= number <= len(owed):
        raise BadChoice(str(number), choice=number, welcome=f"1-{len(owed)}")
    form = Form(owed[number - 1], area)
    known = {
        one.id for one in catalogue.areas.communes(catalogue.areas.home, form.owed.cut_off - timedelta(1))
    }
    if area not in {*known, catalogue.areas.home}:
        raise BadChoice(area, choice=area, welcome=", ".join(sorted(known)))
    return form


def template(catalogue: Catalogue, form: Form, sender: str, lang: str) -> bytes:
    """A workbook of one sheet, its codes hidden and only the figures to fill in; nothing in it is ever computed."""
    held = io.BytesIO()
    book = import_module("xlsxwriter").Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("1")
    rows = _rows(catalogue, form, sender, lang)
    for at, name in enumerate(rows[0]):
        for row, told in enumerate([dict(zip(rows[0], rows[0], strict=True)), *rows]):
            if told[name]:
                sheet.write_string(row, at, inert(told[name]))
        sheet.set_column(at, at, 40 if name == "indicator_name" else 20, None, {"hidden": name not in SHOWN})
    sheet.freeze_panes(1, 0)
    book.close()
    return held.getvalue()


def _rows(catalogue: Catalogue, form: Form, sender: str, lang: str) -> list[dict[str, str]]:
    topics = form.owed.duty.topics
    asked = [one for one in catalogue.indicators.values() if one.topic in topics]
    if not asked:
        raise BadChoice(form.owed.duty.code, choice=form.owed.duty.code, welcome=", ".join(topics))
    return [
        {
            "area_name": catalogue.areas.label(form.area), "indicator_name": one.name[lang],
            "unit_name": catalogue.units[one.unit].name[lang], "value": "", "unit": one.unit,
            "indicator": one.code, "area": form.area, "period": form.period, "sender": sender, **_FIXED,
        }
        for one in asked
    ]  # fmt: skip
