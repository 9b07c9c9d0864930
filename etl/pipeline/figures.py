"""Draft → Observations, one by one, also where its figures came as columns."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import (
    Cell,
    Columns,
    Draft,
    Flag,
    Giver,
    Maturity,
    Measure,
    Missing,
    Observation,
    Place,
    Qualifier,
    plain,
)


def figures(draft: Draft, catalogue: Catalogue) -> Iterator[Observation]:
    """Every figure of a draft, in order of reading."""
    if draft.columns is None:
        return iter(draft.observations)
    return (_figure(draft.columns, k, draft.report.file, catalogue) for k in range(len(draft.columns)))


def _figure(columns: Columns, k: int, file: str, catalogue: Catalogue) -> Observation:
    head, area, words = columns.heads[columns.head[k]], columns.areas[columns.area[k]], columns.wording.get(k)
    is_known = area in catalogue.areas.by_id
    value = None if head.missing else Decimal(columns.exact.get(k) or plain(columns.value[k]))
    text = words.words if words else "" if value is None else f"{value:f}"
    label, area_id = (catalogue.areas.label(area), area) if is_known else (area, "")
    cell = Cell(
        place=Place(file, words.place if words else f"{columns.nth[k]}:{head.column}"), text=text, number=text, unit=head.unit,
        subject=head.subject, indicator=head.indicator, area=label, area_id=area_id, period=head.period, group="columns",
    )  # fmt: skip
    return Observation(
        indicator=head.indicator, area=label, area_id=area_id, period=head.period, season=head.season,
        measure=Measure(head.measure), giver=Giver(head.giver), value=value, unit=head.unit, qualifier=Qualifier(head.qualifier),
        maturity=Maturity(head.maturity), missing=Missing(head.missing), flag=Flag(head.flag), cell=cell,
    )  # fmt: skip
