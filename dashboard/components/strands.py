"""The card of the communes month by month; its switches redraw the chart alone, through dashboard/redraw.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.communes import in_force
from dashboard.components.attributes import aria, data
from dashboard.components.card import Card, draw_card
from dashboard.strands import Drawn, drawn, name_of
from dashboard.view import View
from etl.model import Period
from etl.query import Point
from etl.words.search import sort_key

SPANS = (5, 2)
"""Years back that may be shown instead of all."""


def strands_card(view: View, key: str, points: Sequence[Point], season: str) -> Any:
    """The chart of what holds now; an earlier release has none."""
    if view.choice.as_of or not points:
        return None
    with view.reader.shapes() as shapes:
        found = drawn(shapes, view.catalogue, view.chosen(indicator=points[0].indicator, season=season))
    if found is None:
        return None
    mine = [p for p in points if p.area in found.areas and p.measure == "actual" and p.season == season]
    mine.sort(key=lambda p: Period.parse(p.period).last)
    above = html.Div(
        [_communes(view, found, points[0].indicator, season), _spans(view, found)], className="controls"
    )
    method = view.t("strands.method")
    card = Card(key, found.title, found.subtitle, found.figure, mine, None, method, above=above, wide=True)
    return draw_card(view, card)


def _communes(view: View, found: Drawn, indicator: str, season: str) -> html.Div:
    """Today's communes and those already chosen."""
    units = {unit.id for unit in in_force(view, view.today)} | set(view.choice.areas)
    names = {area: name_of(view.catalogue, area, view.lang) for area in found.areas if area in units}
    buttons = [
        _switch(names[area], "areas", area, area in view.choice.areas)
        for area in sorted(names, key=lambda area: sort_key(names[area]))
    ]
    told = data(indicator=indicator, season=season) | view.aria("strands.communes")
    return html.Div(buttons, className="chips", role="group", **told)


def _spans(view: View, found: Drawn) -> html.Div:
    first, last = found.years
    told = [(view.t("strands.all"), 0)]
    told += [
        (view.t("strands.years", count=count), last - count + 1) for count in SPANS if last - count >= first
    ]
    buttons = [_switch(words, "since", str(year or ""), view.choice.since == year) for words, year in told]
    return html.Div(buttons, className="chips", role="group", **view.aria("strands.spans"))


def _switch(words: str, name: str, value: str, is_on: bool) -> html.Button:
    told = data(act=name, value=value) | aria(pressed="true" if is_on else "false")
    return html.Button(words, type="button", className="chip", **told)
