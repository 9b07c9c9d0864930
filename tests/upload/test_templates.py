"""Every form that is offered, filled in with figures that may be true, is read as typed and raises no question at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from etl.catalog.duties import due, duties
from etl.catalog.relations import relations
from etl.pipeline import draft
from etl.pipeline.questions import questions
from etl.pipeline.template import Form, form_of, template
from tests.sizes import size
from tests.upload.test_answers import CATALOGUE

YEARS = (2019, 2021, 2026)
"""Before the communes were merged for the first time, after it, and after they were merged again."""
UNITS = size(usual=1, full=100)
"""How many of the units that may hand in a form are tried for each stretch: in turn, or every one."""


def begun(codes: list[str]) -> dict[str, Decimal]:
    """A figure each indicator may have; as many criteria met as are listed."""
    most = {code: CATALOGUE.indicators[code].high for code in codes}
    values = {code: Decimal(8) if high is None else min(Decimal(8), high) for code, high in most.items()}
    met = [values[code] for code in codes if code.startswith("ntm_criterion.")]
    return values | ({"ntm_criteria_met": sum(met, Decimal(0))} if met else {})


def filled(codes: list[str]) -> dict[str, Decimal]:
    """A figure for each indicator, such that wholes hold their parts and rates follow from their numbers."""
    values = begun(codes)
    known = relations(CATALOGUE)
    for _ in range(30):
        for one in known.parts:
            inside = [values[part] for part in one.parts if part in values]
            if one.whole in values and inside:
                values[one.whole] = max(values[one.whole], sum(inside, Decimal(0)))
        for small, large in known.at_most:
            if small in values and large in values:
                values[large] = max(values[large], values[small])
    for ratio in known.ratios:
        if {ratio.rate, ratio.part, ratio.base} <= values.keys():
            rate = Decimal(ratio.scale) * values[ratio.part] / values[ratio.base]
            values[ratio.rate] = rate.quantize(Decimal("0.000001"))
    return values


def offered() -> Iterator[tuple[str, str, int, int]]:
    """Duty, unit, year and stretch of every form; the units take turns where not all are tried."""
    areas = CATALOGUE.areas
    for duty in duties(CATALOGUE.home):
        for year in YEARS:
            for number, owed in enumerate(due(duty, year), start=1):
                units = [areas.home, *(one.id for one in areas.communes(areas.home, owed.cut_off))]
                turned = units[number % len(units) :] + units[: number % len(units)]
                yield from ((duty.code, unit, year, number) for unit in turned[:UNITS])


def typed_into(form: Form, lang: str) -> tuple[bytes, dict[str, Decimal]]:
    """The form with a figure in every row, and those figures."""
    book = openpyxl.load_workbook(io.BytesIO(template(CATALOGUE, form, "an", lang)))
    sheet = book.worksheets[0]
    names = [str(cell.value) for cell in sheet[1]]
    rows = list(sheet.iter_rows(min_row=2))
    values = filled([str(row[names.index("indicator")].value) for row in rows])
    for row in rows:
        row[names.index("value")].value = float(values[str(row[names.index("indicator")].value)])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue(), values


@pytest.mark.parametrize("duty", [one.code for one in duties(CATALOGUE.home)])
def test_b10_every_form_offered_asks_nothing_once_it_is_filled_in(duty: str, tmp_path: Path) -> None:
    file = tmp_path / "mau.xlsx"
    asked = []
    forms = [one for one in offered() if one[0] == duty]
    for n, (code, area, year, number) in enumerate(forms):
        form = form_of(CATALOGUE, code, area, year, number)
        content, values = typed_into(form, ("vi", "en")[n % 2])
        file.write_bytes(content)
        read = draft(file, CATALOGUE)
        asked += [(area, year, number, q.finding.code, q.finding.facts) for q in questions(read, CATALOGUE)]
        assert {one.indicator: one.value for one in read.observations} == values
        assert {(one.area_id, one.period) for one in read.observations} == {(area, form.period)}
    assert asked == []
    assert len(forms) >= 2 * len(YEARS)


def test_the_forms_on_the_page_are_those_of_the_communes_of_today() -> None:
    today = date(2026, 3, 1)
    for one in CATALOGUE.areas.communes(CATALOGUE.areas.home, today):
        assert form_of(CATALOGUE, duties(CATALOGUE.home)[0].code, one.id, today.year, 1).area == one.id
