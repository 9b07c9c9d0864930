"""Nông lâm nghiệp: what was sown where the year stands, crop by crop and season by season, and the forest planted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dash import html

from dashboard.charts.lines import lines
from dashboard.charts.ranked import ranked
from dashboard.charts.spots import Spot
from dashboard.components.card import Card, draw_card
from dashboard.components.controls import chips
from dashboard.components.courses import course_card, spot
from dashboard.components.figure import phrase, reckoned, sourced, value_words
from dashboard.components.table import points_table, table
from dashboard.course import Course, courses
from dashboard.farming import ALSO, FOREST, PLANTED, Harvest, by_crop, crop_name, harvests, years, yields
from dashboard.pages import Page
from dashboard.text import number, scale, unit_words
from dashboard.view import View
from etl.model import Period
from etl.query import Point

PAGE = Page(key="farming", path="/nong-lam-nghiep", order=60)
LINES = 4


def draw(view: View) -> Any:
    """Sown area and forest against their plans; crops; seasons; yields; fruit and scattered trees."""
    offered = years(view)
    if not offered:
        return html.P(view.t("farming.empty"), className="empty")
    year = view.choice.year if view.choice.year in offered else offered[-1]
    found = courses(
        view.reader.points([PLANTED, FOREST, *ALSO], [view.home], sums=True), view.catalogue.indicators
    )
    rows = harvests(view, year) or harvests(view, _last_with_seasons(view, offered))
    options = [(str(one), view.here(year=one), one == year) for one in offered]
    return [
        html.Div([chips(view, "farming.year", options)], className="controls"),
        _grid([_course(view, found, PLANTED), _course(view, found, FOREST)]),
        _grid([_crops(view, year), _yields(view, rows)]),
        *([_seasons(view, rows)] if rows else []),
        _grid([_course(view, found, code) for code in ALSO]),
    ]


def _grid(cards: Sequence[Any]) -> html.Div:
    return html.Div([card for card in cards if card is not None], className="grid")


def _last_with_seasons(view: View, offered: Sequence[int]) -> int:
    """The newest year whose seasons are published; before the harvest a year has none."""
    return next((year for year in reversed(offered) if harvests(view, year)), offered[-1])


def _course(view: View, found: Mapping[tuple[str, str, str], Course], code: str) -> Any:
    course = found.get((code, view.home, ""))
    key = code.replace("_", "-")
    return course_card(view, f"farming-{key}", course) if course else None


def _crops(view: View, year: int) -> Any:
    found = by_crop(view, year)
    if found is None:
        return None
    whole, parts = found
    total = whole.value or Decimal(1)
    shares = [(p.value or Decimal(0)) * 100 / total for p in parts]
    spots = [
        Spot(
            view.name(p.indicator),
            float(p.value or 0),
            _crop_words(view, p, share),
            view.source(p),
            p.qualifier == "exact",
        )
        for p, share in zip(parts, shares, strict=True)
    ]
    labels = [
        f"{number(round(p.value or Decimal(0), 1), view.lang)} · {number(share, view.lang, 1)}%"
        for p, share in zip(parts, shares, strict=True)
    ]
    title = phrase(
        view, "farming.largest", name=view.name(parts[0].indicator), value=sourced(view, parts[0]),
        share=reckoned(view, shares[0], "%", [parts[0], whole]),
    )  # fmt: skip
    subtitle = view.t(
        "farming.crops_sub", unit=unit_words(whole.unit, view.lang), period=view.period(whole.period)
    )
    rows = points_table(view, [*parts, whole], ["indicator", "value", "maturity", "report"])
    figure = ranked(spots, labels, "", None, view.lang)
    return draw_card(view, Card("farming-crops", title, subtitle, figure, [*parts, whole], rows))


def _crop_words(view: View, point: Point, share: Decimal) -> str:
    facts = {"name": view.name(point.indicator), "value": value_words(point, view.lang)}
    return view.t("farming.crop", share=number(share, view.lang, 1), **facts)


def _crop(view: View, row: Harvest) -> str:
    """A crop with its season."""
    return view.t("farming.in_season", name=crop_name(view, row.crop), season=view.t(f"crop.{row.season}"))


def _yields(view: View, rows: Sequence[Harvest]) -> Any:
    found = yields(view, rows, LINES)
    if not found:
        return None
    points = [point for line in found.values() for point in line]
    divisor, unit = scale(points[0].unit, points[0].value or Decimal(1), view.lang)
    series = {
        view.t("farming.in_season", name=crop_name(view, key[0]), season=view.t(f"crop.{key[1]}")).replace(", ", ",<br>", 1):
            [spot(view, Period.parse(p.period).year, p, divisor) for p in line]
        for key, line in found.items()
    }  # fmt: skip
    (crop, season), first = next(iter(found.items()))
    facts = {"name": view.name(f"yield.{crop}"), "season": view.t(f"crop.{season}")}
    title = phrase(
        view, "farming.yield_finding", **facts, period=view.period(first[-1].period), value=sourced(view, first[-1]),
        before=sourced(view, first[-2]),
    )  # fmt: skip
    listed = points_table(view, points[::-1], ["indicator", "period", "measure", "value", "report"])
    return draw_card(view, Card("farming-yields", title, unit, lines(series, [], view.lang), points, listed))


def _seasons(view: View, rows: Sequence[Harvest]) -> Any:
    """Area, yield and output of every crop and season, as published."""
    points = [p for row in rows for p in (row.area, row.rate, row.output) if p]
    period = view.period(points[0].period)
    lead = rows[0]
    facts = {
        "crop": _crop(view, lead),
        "period": period,
        "area": _said(view, lead.area),
        "output": _said(view, lead.output),
    }
    heads = [view.t(f"farming.column_{name}") for name in ("crop", "area", "yield", "output")]
    cells = [[_crop(view, row), *(_said(view, p) for p in (row.area, row.rate, row.output))] for row in rows]
    body = html.Div(table(heads, cells, [1, 2, 3]), className="scroll", tabIndex=0)
    title = phrase(view, "farming.seasons", **facts)
    subtitle = view.t("farming.seasons_sub", period=period)
    return draw_card(
        view,
        Card(
            "farming-seasons",
            title,
            subtitle,
            body,
            points,
            method=view.t("farming.seasons_method"),
            wide=True,
        ),
    )


def _said(view: View, point: Point | None) -> Any:
    return sourced(view, point) if point else view.t("missing.no_data")
