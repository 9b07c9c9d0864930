"""Nông thôn mới: who has reached which level, how the levels moved, and what each commune still lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dash import dcc, html

from dashboard.breaks import broken_at
from dashboard.charts.ladder import ladder
from dashboard.charts.matrix import matrix
from dashboard.charts.spots import Break, Spot
from dashboard.charts.theme import ALARM, CARD, NONE, STEPS
from dashboard.components.card import Card, draw_card
from dashboard.components.controls import chips
from dashboard.components.figure import graph, phrase, reckoned, said
from dashboard.components.squares import squares
from dashboard.components.table import points_table, table
from dashboard.components.trust import trust
from dashboard.ntm import STATUS, Counted, counted
from dashboard.pages import Page
from dashboard.view import View
from etl.query import Point

PAGE = Page(key="ntm", path="/nong-thon-moi", order=40)
CRITERIA = "ntm_criteria_met"
STATES = {"met": (STEPS[3], "", CARD), "not_met": (NONE, "×", ALARM)}
"""A criterion that is met is dark, one that is not is pale with a cross: two channels."""

Judged = Mapping[str, Mapping[str, Point]]
"""Commune → number of a criterion → the judgement."""


def draw(view: View) -> Any:
    """The year's standing in one sentence, the matrix, the ladder of levels, what is lacking."""
    years = counted(view)
    if not years:
        return html.P(view.t("ntm.empty"), className="empty")
    now = next((one for one in years if one.year == view.choice.year), years[-1])
    judged = _judged(view, now.year)
    options = [(str(one.year), view.here(year=one.year), one is now) for one in years]
    return [
        html.Div([chips(view, "ntm.year", options)], className="controls"),
        html.P(_standing(view, now), className="standing"),
        *([_matrix(view, now, judged)] if judged else []),
        html.Div(
            [_ladder(view, years), *([_lacking(view, now, judged)] if judged else [])], className="grid"
        ),
    ]


def _judged(view: View, year: int) -> dict[str, dict[str, Point]]:
    codes = [code for code in view.catalogue.indicators if code.startswith("ntm_criterion.")]
    inside = view.catalogue.areas.members(view.home)
    found: dict[str, dict[str, Point]] = {}
    for point in view.reader.points(codes, measures=["actual"], period=str(year)):
        if point.area in inside and point.value is not None:
            found.setdefault(point.area, {})[point.indicator.rpartition(".")[2]] = point
    return found


def _standing(view: View, now: Counted) -> list[Any]:
    """Met of judged, how many of them above the basic level, and the set that was in force."""
    above = [point for point in now.statuses if (point.value or 0) > 1]
    share = Decimal(100) * (now.met.value or 0) / now.of
    facts = {
        "year": str(now.year),
        "met": reckoned(view, now.met.value or Decimal(0), "", [now.met]),
        "of": str(now.of),
        "share": reckoned(view, share, "%", list(now.statuses)),
        "above": reckoned(view, Decimal(len(above)), "", above or list(now.statuses)),
    }
    doubt = [" ", trust(view, [now.met])]
    return [
        *phrase(view, "ntm.standing", **facts),
        *doubt,
        " ",
        html.Span(_set(view, now.year), className="dim"),
    ]


def _set(view: View, year: int) -> str:
    found = view.catalogue.criteria_in(year)
    return view.t("ntm.set", act=found.act, count=len(found.names)) if found else view.t("ntm.no_set")


def _matrix(view: View, now: Counted, judged: Judged) -> Any:
    numbers = sorted({number for told in judged.values() for number in told})
    names = {number: f"{int(number)}. {view.name(f'ntm_criterion.{number}')}" for number in numbers}
    order = sorted(judged, key=lambda area: (-_met(judged[area]), view.commune(area)))
    rows = {area: f"{view.commune(area)} · {_met(judged[area])}" for area in order}
    cells = {
        (rows[area], names[number]): (_state(point), _cell_words(view, point), view.source(point))
        for area in order
        for number, point in judged[area].items()
    }
    hardest = max(
        numbers, key=lambda n: sum(_state(told[n]) == "not_met" for told in judged.values() if n in told)
    )
    missing = [told[hardest] for told in judged.values() if hardest in told and not told[hardest].value]
    key = "ntm.matrix_all" if not missing else "ntm.matrix"
    title = phrase(view, key, year=str(now.year), name=names[hardest].partition(". ")[2],
                   count=reckoned(view, Decimal(len(missing)), "", missing) if missing else "")  # fmt: skip
    points = [point for area in order for _, point in sorted(judged[area].items())]
    drawn = html.Div([_graph(view, rows, names, cells, title), _squares(view, order, names, judged)])
    listed = points_table(view, points, ["area", "indicator", "value", "report"])
    return draw_card(
        view,
        Card("ntm-matrix", title, view.t("ntm.matrix_sub"), drawn, points, listed,
             lacking=(now.of - len(judged), now.of) if len(judged) < now.of else (0, 0), wide=True),
    )  # fmt: skip


def _graph(view: View, rows: Mapping[str, str], names: Mapping[str, str], cells: Any, title: Any) -> Any:
    figure = matrix(list(rows.values()), list(names.values()), cells, STATES, view.lang)
    return html.Div(graph(figure, "ntm-matrix-chart", said(title)), className="broad-chart")


def _squares(view: View, order: Sequence[str], names: Mapping[str, str], judged: Judged) -> Any:
    """The same matrix where a phone has no room for the names of the criteria over their columns."""
    rows = {
        area: [dcc.Link(view.commune(area), href=view.link("/xa", area=area)), f" {_met(judged[area])}"]
        for area in order
    }
    columns = {str(int(number)): name for number, name in names.items()}
    cells = {
        (area, str(int(number))): (_state(point), view.t(f"ntm.short_{_state(point)}"))
        for area in order
        for number, point in judged[area].items()
    }
    return squares(rows, columns, cells, {state: drawn[1] for state, drawn in STATES.items()})


def _met(told: Mapping[str, Point]) -> int:
    return sum(1 for point in told.values() if point.value)


def _state(point: Point) -> str:
    return "met" if point.value else "not_met"


def _cell_words(view: View, point: Point) -> str:
    facts = {"area": view.commune(point.area), "name": view.name(point.indicator)}
    return view.t(f"ntm.{_state(point)}", **facts)


def _ladder(view: View, years: Sequence[Counted]) -> Any:
    levels = {view.t(f"ntm.level_{rank}"): [_step(view, one, rank) for one in years] for rank in range(4)}
    drawn = {name: spots for name, spots in levels.items() if any(spot.value for spot in spots)}
    breaks = [
        Break(year - 0.5, words) for year, words in broken_at(view, STATUS, [one.year for one in years])
    ]
    first, last = years[0], years[-1]
    facts = {
        "first": str(first.year), "last": str(last.year), "of_first": str(first.of), "of_last": str(last.of),
        "met_first": reckoned(view, first.met.value or Decimal(0), "", [first.met]),
        "met_last": reckoned(view, last.met.value or Decimal(0), "", [last.met]),
    }  # fmt: skip
    points = [point for one in years for point in one.statuses]
    rows = points_table(view, points[::-1], ["period", "area", "value", "report"])
    figure = ladder(drawn, breaks, view.lang)
    title = phrase(view, "ntm.ladder", **facts)
    return draw_card(
        view,
        Card(
            "ntm-ladder", title, view.t("ntm.ladder_sub"), figure, points, rows, view.t("ntm.ladder_method")
        ),
    )


def _step(view: View, one: Counted, rank: int) -> Spot:
    found = [point for point in one.statuses if point.value == rank]
    names = ", ".join(sorted(view.commune(point.area) for point in found))
    words = view.t("ntm.step", year=one.year, level=view.t(f"ntm.level_{rank}"), count=len(found), of=one.of)
    return Spot(
        one.year, float(len(found)), f"{words}<br>{names}", view.leaves(found, "computed") if found else ""
    )


def _lacking(view: View, now: Counted, judged: Judged) -> Any:
    """Communes short of the standard, nearest to it first, with the criteria they lack."""
    short = {area: [told[n] for n in sorted(told) if not told[n].value] for area, told in judged.items()}
    order = sorted((a for a in short if short[a]), key=lambda area: (len(short[area]), view.commune(area)))
    rows = [
        [
            dcc.Link(view.commune(area), href=view.link("/xa", area=area)),
            reckoned(view, Decimal(len(short[area])), "", short[area]),
            _names(view, short[area]),
        ]
        for area in order
    ]
    points = [point for area in order for point in short[area]]
    if not rows:
        title: Any = view.t("ntm.none_lacking", year=now.year)
        return draw_card(view, Card("ntm-lacking", title, "", html.P(_set(view, now.year), className="dim")))
    facts = {
        "count": reckoned(view, Decimal(len(points)), "", points),
        "communes": str(len(order)),
        "of": str(len(judged)),
    }
    heads = [view.t(f"ntm.column_{name}") for name in ("commune", "lacking", "criteria")]
    body = html.Div(table(heads, rows, [1], plain=[2]), className="scroll", tabIndex=0)
    title = phrase(view, "ntm.lacking", **facts)
    return draw_card(view, Card("ntm-lacking", title, view.t("ntm.lacking_sub", year=now.year), body, points))


def _names(view: View, lacking: Sequence[Point]) -> html.Span:
    parts: list[Any] = []
    for point in lacking:
        number = int(point.indicator.rpartition(".")[2])
        parts += [", "] * bool(parts)
        parts.append(
            dcc.Link(f"{number}. {view.name(point.indicator)}", href=view.source(point), className="quiet")
        )
    return html.Span(parts)
