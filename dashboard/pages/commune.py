"""Xã: one commune beside its neighbours — every indicator, its rank, the change; two to four compared; two indicators against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dash import dcc, html

from dashboard.breaks import broken_at
from dashboard.charts.lines import lines
from dashboard.charts.scatter import scatter
from dashboard.charts.spots import Break
from dashboard.communes import CrossSection, cross_section, in_force
from dashboard.components.card import Card, draw_card
from dashboard.components.controls import chips, grouped_select, select
from dashboard.components.courses import spot
from dashboard.components.figure import phrase, sourced, value_words
from dashboard.components.table import marked, points_table, table
from dashboard.components.versus import against_last_year
from dashboard.course import Course, courses
from dashboard.pages import Page
from dashboard.text import capital, scale
from dashboard.view import View
from etl.catalog import Area
from etl.model import Period
from etl.query import Point
from etl.words.search import sort_key

PAGE = Page(key="commune", path="/xa", order=30)
DEFAULT, OTHER = "income_per_capita", "poverty_rate"
TALL = 430
"""As high as the chart beside it with its chooser."""
MOST = 4
"""Communes compared at once: as many as have a colour, a dash and a mark of their own."""


def draw(view: View) -> Any:
    """The commune's profile; the chosen indicator compared; two indicators of all communes."""
    units = sorted(in_force(view, view.today), key=lambda unit: sort_key(unit.name)) if view.reports else []
    if not units:
        return html.P(view.t("overview.empty"), className="empty")
    area = view.choice.area if view.choice.area in {unit.id for unit in units} else units[0].id
    sections = _sections(view)
    if not sections:
        return html.P(view.t("commune.empty"), className="empty")
    code = (
        view.choice.indicator
        if view.choice.indicator in sections
        else (DEFAULT if DEFAULT in sections else next(iter(sections)))
    )
    return [
        _controls(view, units, area, code, sections),
        _profile(view, area, sections),
        html.Div(
            [_compared(view, units, area, code), _against(view, area, code, sections)], className="grid"
        ),
    ]


def _sections(view: View) -> dict[str, CrossSection]:
    """Every indicator that most of today's communes have a figure of, newest period first come."""
    by_code: dict[str, list[Point]] = {}
    units = [unit.id for unit in in_force(view, view.today)]
    for point in view.reader.points(areas=units, measures=["actual"]):
        if point.indicator in view.catalogue.indicators and point.unit != "status":
            by_code.setdefault(point.indicator, []).append(point)
    found = {code: cross_section(view, points) for code, points in by_code.items()}
    known = {
        code: cross
        for code, cross in found.items()
        if cross and len(cross.points) > 1 and not code.startswith("ntm_criterion")
    }
    return dict(sorted(known.items(), key=lambda pair: view.indicator(pair[0]).order))


def _controls(
    view: View, units: Sequence[Area], area: str, code: str, sections: Mapping[str, CrossSection]
) -> html.Div:
    communes = [(unit.name, view.here(area=unit.id, areas=())) for unit in units]
    compared = view.choice.areas
    beside = [
        (unit.name, view.here(area=area, areas=_toggled(compared, unit.id)), unit.id in compared)
        for unit in units
        if unit.id != area
    ]
    return html.Div(
        [
            select(view, "commune.choose", "commune-choose", communes, view.here(area=area, areas=())),
            _indicators(view, "commune.indicator", "commune-indicator", "indicator", code, sections),
            html.Div(
                [html.Span(view.t("commune.beside")), chips(view, "commune.beside", beside)],
                className="labelled",
            ),
        ],
        className="controls",
    )


def _toggled(chosen: tuple[str, ...], area: str) -> tuple[str, ...]:
    return tuple(one for one in chosen if one != area) if area in chosen else (*chosen, area)[-(MOST - 1) :]


def _indicators(
    view: View, key: str, id_: str, field: str, code: str, sections: Mapping[str, CrossSection]
) -> html.Label:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in sections:
        known = view.indicator(one)
        groups.setdefault(view.t(f"topic.{known.topic}"), []).append(
            (known.name[view.lang], view.here(**{field: one}))
        )
    return grouped_select(view, key, id_, groups, view.here(**{field: code}))


def _profile(view: View, area: str, sections: Mapping[str, CrossSection]) -> Any:
    heads = [view.t(f"column.{name}") for name in ("indicator", "period", "value", "rank", "change")]
    history = courses(
        view.reader.points(list(sections), [area], boundaries="today"), view.catalogue.indicators
    )
    rows, points = [], []
    for code, cross in sections.items():
        mine = next((p for p in cross.points if p.area == area), None)
        if mine is None:
            continue
        points.append(mine)
        course = history.get((code, area, ""))
        moved = against_last_year(view, course, mine) if course else None
        name = dcc.Link(view.name(code), href=view.link("/chi-tieu", indicator=code, area=area))
        rows.append(
            [
                name,
                view.period(mine.period),
                marked(view, mine),
                _rank(view, mine, cross),
                moved or "",
            ]
        )
    if not rows:
        return html.P(view.t("commune.nothing", area=view.area(area)), className="empty")
    title = view.t(
        "commune.profile", area=capital(view.area(area)), count=len(rows), **_extremes(points, sections)
    )
    body = html.Div(table(heads, rows, [2, 3], plain=[1, 2, 4]), className="scroll", tabIndex=0)
    return draw_card(view, Card("commune-profile", title, view.t("commune.ranked"), body, points))


def _extremes(points: Sequence[Point], sections: Mapping[str, CrossSection]) -> dict[str, int]:
    """How often a commune has the most or the least of all; where all have the same it has neither."""
    sides = [
        (p.value, [q.value for q in sections[p.indicator].points if q.value is not None]) for p in points
    ]
    told = [(value, min(all_), max(all_)) for value, all_ in sides if min(all_) != max(all_)]
    return {"most": sum(v == high for v, _, high in told), "least": sum(v == low for v, low, _ in told)}


def _place(mine: Point, cross: CrossSection) -> int:
    """The place among the communes, the most first."""
    return 1 + sum(1 for p in cross.points if (p.value or 0) > (mine.value or 0))


def _rank(view: View, mine: Point, cross: CrossSection) -> str:
    return view.t("commune.rank", place=_place(mine, cross), of=len(cross.points))


def _compared(view: View, units: Sequence[Area], area: str, code: str) -> Any:
    """The chosen communes through the years on today's boundaries."""
    known = {unit.id for unit in units}
    chosen = list(dict.fromkeys([area, *(one for one in view.choice.areas if one in known)]))[:MOST]
    held = view.reader.points(code, chosen, ["actual"], boundaries="today")
    found = courses(held, view.catalogue.indicators)
    mine: dict[str, Course] = {one: found[code, one, ""] for one in chosen if (code, one, "") in found}
    points = [p for course in mine.values() for p in course.ends()]
    if not points:
        return None
    figure, unit = _lines(view, code, mine, points)
    newest = mine[area].ends()[-1] if area in mine and mine[area].ends() else points[-1]
    when = f"{view.area(newest.area)}, {view.period(newest.period)}"
    title = phrase(view, "course.finding", name=view.name(code), period=when, value=sourced(view, newest))
    rows = points_table(view, points, ["area", "period", "value", "maturity", "report"])
    subtitle = view.t("multiples.sub", name=view.name(code), unit=unit)
    method = view.t("multiples.method")
    return draw_card(view, Card("commune-compared", title, subtitle, figure, points, rows, method))


def _lines(
    view: View, code: str, mine: Mapping[str, Course], points: Sequence[Point]
) -> tuple[dict[str, Any], str]:
    """The chart of some courses and the unit it is in; a merger is no break, since all are on today's boundaries."""
    divisor, unit = scale(points[0].unit, max(abs(p.value or Decimal(0)) for p in points), view.lang)
    series = {
        view.commune(one): [spot(view, Period.parse(p.period).year, p, divisor) for p in course.ends()]
        for one, course in mine.items()
    }
    years = sorted({Period.parse(p.period).year for p in points})
    merged = view.t("break.merger")
    breaks = [Break(year - 0.5, words) for year, words in broken_at(view, code, years) if words != merged]
    return lines(series, breaks, view.lang, TALL), unit


def _against(view: View, area: str, code: str, sections: Mapping[str, CrossSection]) -> Any:
    """Every commune by two indicators; nothing is said of what causes what."""
    wished = view.choice.other if view.choice.other in sections else OTHER
    other = (
        wished
        if wished in sections and wished != code
        else next((one for one in sections if one != code), "")
    )
    pairs = (
        [(x, y) for x in sections[code].points for y in sections[other].points if x.area == y.area]
        if other
        else []
    )
    if len(pairs) < 2:
        return None
    figure = _scatter(view, pairs, [view.commune(one) for one in (area, *view.choice.areas)])
    points = [p for pair in pairs for p in pair]
    rows = points_table(view, points, ["area", "indicator", "period", "value", "report"])
    names = {"one": view.name(code), "other": view.name(other), "count": len(pairs)}
    title = view.t("commune.against", **names)
    own = next((pair for pair in pairs if pair[0].area == area), None)
    if own:
        places = {"place": _place(own[0], sections[code]), "other_place": _place(own[1], sections[other])}
        facts = {"of": len(sections[code].points), "of_other": len(sections[other].points)}
        title = view.t("commune.stands", area=capital(view.area(area)), **names, **places, **facts)
    chooser = _indicators(view, "commune.other", "commune-other", "other", other, sections)
    above = html.Div(chooser, className="controls")
    return draw_card(
        view, Card("commune-against", title, view.t("commune.no_cause"), figure, points, rows, above=above)
    )


def _scatter(view: View, pairs: Sequence[tuple[Point, Point]], chosen: Sequence[str]) -> dict[str, Any]:
    sides = list(zip(*pairs, strict=True))
    scales = [scale(side[0].unit, max(abs(p.value or Decimal(0)) for p in side), view.lang) for side in sides]
    names = [
        f"{view.name(side[0].indicator)} ({unit}, {view.period(side[0].period)})"
        for side, (_, unit) in zip(sides, scales, strict=True)
    ]
    drawn = []
    for x, y in pairs:
        across, up = (float((p.value or 0) / divisor) for p, (divisor, _) in zip((x, y), scales, strict=True))
        words = f"{view.commune(x.area)}<br>{value_words(x, view.lang)}<br>{value_words(y, view.lang)}"
        drawn.append((view.commune(x.area), across, up, words, view.leaves([x, y], "computed")))
    return scatter(drawn, names[0], names[1], chosen, view.lang)
