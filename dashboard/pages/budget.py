"""Ngân sách: revenue and spending against their estimates, what they are made of, and how the books close."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dash import html

from dashboard.budget import (
    OWN,
    REVENUE,
    SOURCES,
    SPENDING,
    Book,
    Composition,
    computed,
    newest_period,
    self_financing,
    years,
)
from dashboard.charts.columns import columns
from dashboard.charts.ranked import ranked
from dashboard.charts.spots import Spot
from dashboard.charts.waterfall import Part, waterfall
from dashboard.components.card import Card, draw_card
from dashboard.components.controls import chips
from dashboard.components.courses import course_card
from dashboard.components.figure import phrase, reckoned, sourced, value_words
from dashboard.components.table import points_table, table
from dashboard.components.trust import trust
from dashboard.components.versus import against_plan
from dashboard.course import courses
from dashboard.pages import Page
from dashboard.text import amount, number, scale
from dashboard.view import View
from etl.query import Point

PAGE = Page(key="budget", path="/ngan-sach", order=50)
BALANCE = ("budget_expenditure.development", "budget_expenditure.recurrent", "budget_expenditure.targeted")
"""Parts of spending that stay whole where sources and spending are set against each other."""


def draw(view: View) -> Any:
    """The year in a sentence, the two courses, what each is made of, the reconciled books, own strength."""
    offered = years(view)
    if not offered:
        return html.P(view.t("budget.empty"), className="empty")
    year = view.choice.year if view.choice.year in offered else offered[-1]
    book = Book(view, newest_period(view, year))
    options = [(str(one), view.here(year=one), one == year) for one in offered]
    cards = [_structure(view, book, REVENUE), _structure(view, book, SPENDING)]
    wide = [_books(view, book), _strength(view)]
    return [
        html.Div([chips(view, "budget.year", options)], className="controls"),
        html.P(_standing(view, book), className="standing"),
        html.Div([card for card in _courses(view) if card], className="grid"),
        html.Div([card for card in cards if card], className="grid"),
        html.Div([card for card in wide if card], className="grid"),
    ]


def _standing(view: View, book: Book) -> list[Any]:
    """Revenue and spending of the period, each against its estimate; never one minus the other."""
    told: list[Any] = [view.t("budget.standing", period=view.period(book.period))]
    found = courses(view.reader.points([REVENUE, SPENDING], [view.home]), view.catalogue.indicators)
    for at, code in enumerate((REVENUE, SPENDING)):
        point = book.get(code)
        course = found.get((code, view.home, ""))
        if point is None or course is None:
            continue
        told += ["; "] * bool(at)
        told += phrase(view, f"budget.said_{code}", value=sourced(view, point))
        share = against_plan(view, course, point)
        told += [", ", *share] if share else []
        doubt = trust(view, [point])
        told += [" ", doubt] if doubt is not None else []
    return [*told, "."]


def _courses(view: View) -> list[Any]:
    found = courses(view.reader.points([REVENUE, SPENDING], [view.home]), view.catalogue.indicators)
    return [
        course_card(view, f"budget-{key}", found[code, view.home, ""])
        for key, code in (("revenue", REVENUE), ("spending", SPENDING))
        if (code, view.home, "") in found
    ]


def _structure(view: View, book: Book, code: str) -> Any:
    """The parts in order of size, as far down as they account for the whole."""
    found = book.made_up(code)
    if found is None or not found.parts or not found.whole.value:
        return None
    order = sorted(found.parts, key=lambda point: -(point.value or Decimal(0)))
    whole = found.whole.value
    billion = Decimal(10**9)
    spots = [
        Spot(
            view.name(p.indicator),
            float((p.value or 0) / billion),
            _part_words(view, p, whole),
            view.source(p),
        )
        for p in order
    ]
    spots += _unaccounted(view, found, billion)
    labels = [
        f"{number(Decimal(str(s.value or 0)), view.lang, 1)} · {_percent(view, s, whole / billion)}"
        for s in spots
    ]
    key = code.partition("_")[2]
    share = reckoned(view, (order[0].value or Decimal(0)) * 100 / whole, "%", [order[0], found.whole])
    title = phrase(view, f"budget.largest_{code}", name=view.name(order[0].indicator), value=sourced(view, order[0]), share=share )  # fmt: skip
    subtitle = view.t("budget.structure_sub", period=view.period(book.period), unit=view.t("unit.billion"))
    rows = points_table(view, [*order, found.whole], ["indicator", "value", "maturity", "report"])
    figure = ranked(spots, labels, "", None, view.lang)
    return draw_card(
        view,
        Card(
            f"budget-{key}-parts",
            title,
            subtitle,
            figure,
            [*order, found.whole],
            rows,
            view.t("budget.structure_method"),
        ),
    )


def _part_words(view: View, point: Point, whole: Decimal) -> str:
    share = number((point.value or Decimal(0)) * 100 / whole, view.lang, 1)
    return view.t(
        "budget.part", name=view.name(point.indicator), value=value_words(point, view.lang), share=share
    )


def _percent(view: View, spot: Spot, whole: Decimal) -> str:
    return f"{number(Decimal(str(spot.value or 0)) * 100 / whole, view.lang, 1)}%"


def _unaccounted(view: View, found: Composition, divisor: Decimal) -> list[Spot]:
    if not found.rest:
        return []
    href = view.leaves([found.whole, *found.parts], "computed")
    return [Spot(view.t("budget.rest"), float(found.rest / divisor), view.t("budget.rest_words"), href)]


def _books(view: View, book: Book) -> Any:
    """From own revenue over transfers to what is left after spending: one chain that adds up to the last đồng."""
    sources, spent = book.made_up(SOURCES, keep=[OWN]), book.made_up(SPENDING, keep=BALANCE)
    if sources is None or spent is None or sources.whole.value is None or spent.whole.value is None:
        return None
    own = next((p for p in sources.parts if p.indicator == OWN), None)
    if own is None:
        return None
    others = [p for p in sources.parts if p is not own]
    left = computed(
        spent.whole, SPENDING, sources.whole.value - spent.whole.value, [sources.whole, spent.whole]
    )
    chain = [_step(view, p, 1) for p in others] + _gap(view, sources, 1)
    chain += [_step(view, p, -1) for p in spent.parts] + _gap(view, spent, -1)
    end = (view.t("budget.left"), left.value or Decimal(0), value_words(left, view.lang), view.source(left))
    start = _step(view, own, 1)
    divisor, unit = scale(sources.whole.unit, sources.whole.value, view.lang)
    labels = [_label(view, part[1] / divisor) for part in (start, *chain, end)]
    figure = waterfall(start, chain, end, view.lang, labels)
    title = phrase(
        view,
        "budget.books",
        sources=sourced(view, sources.whole),
        spent=sourced(view, spent.whole),
        left=sourced(view, left),
    )
    points = [own, *others, sources.whole, *spent.parts, spent.whole]
    rows = points_table(view, points, ["indicator", "value", "maturity", "report"])
    subtitle = view.t("budget.books_sub", period=view.period(book.period), unit=unit)
    return draw_card(
        view, Card("budget-books", title, subtitle, figure, points, rows, view.t("budget.books_method"))
    )


def _step(view: View, point: Point, sign: int) -> Part:
    value = (point.value or Decimal(0)) * sign
    return view.name(point.indicator), value, _signed(view, value, point.unit), view.source(point)


def _label(view: View, value: Decimal) -> str:
    """An amount in the unit all steps share; to three decimals, the exact one stands in the table and the tooltip."""
    return number(round(value, 3), view.lang).replace("-", "−")


def _signed(view: View, value: Decimal, unit: str) -> str:
    return amount(value, unit, view.lang).replace("-", "−")


def _gap(view: View, found: Composition, sign: int) -> list[Part]:
    """What no published part accounts for, as a step of its own, so that nothing is hidden in another one."""
    if not found.rest:
        return []
    href = view.leaves([found.whole, *found.parts], "computed")
    value = found.rest * sign
    return [(view.t("budget.rest"), value, _signed(view, value, found.whole.unit), href)]


def _strength(view: View) -> Any:
    """How much of its spending the district covers from its own revenue, year by year."""
    told = self_financing(view)
    if not told:
        return None
    own, spent, newest = told[-1]
    spots = [
        Spot(
            int(share.period),
            float(share.value or 0),
            _strength_words(view, own_, spent_, share),
            view.source(share),
        )
        for own_, spent_, share in told
    ]
    labels = [f"{number(share.value or Decimal(0), view.lang, 1)}%" for _, _, share in told]
    rows = table(
        [view.t("column.period"), view.name(OWN), view.name(SPENDING), view.t("budget.strength_column")],
        [
            [view.period(s.period), sourced(view, o), sourced(view, e), _share(view, s)]
            for o, e, s in reversed(told)
        ],
        [1, 2, 3],
    )
    title = phrase(view, "budget.strength", period=view.period(newest.period), share=_share(view, newest),
                   own=sourced(view, own), spent=sourced(view, spent))  # fmt: skip
    points = [point for one in told for point in one[:2]]
    return draw_card(
        view,
        Card("budget-strength", title, view.t("budget.strength_sub"), columns(spots, labels, [], [], view.lang), points,
             rows, view.t("budget.strength_method")),
    )  # fmt: skip


def _share(view: View, share: Point) -> Any:
    return reckoned(view, share.value or Decimal(0), "%", [share])


def _strength_words(view: View, own: Point, spent: Point, share: Point) -> str:
    facts = {"own": value_words(own, view.lang), "spent": value_words(spent, view.lang)}
    percent = number(share.value or Decimal(0), view.lang, 1)
    return view.t("budget.strength_words", period=view.period(share.period), share=percent, **facts)
