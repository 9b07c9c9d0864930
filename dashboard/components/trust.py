"""The trust mark: whether a figure contradicts another one, said by a sign and a word, and the way to its case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dash import dcc, html

from dashboard.components.attributes import aria
from dashboard.view import View
from etl.query import Point
from etl.query.cases import gravest

SIGNS = {"open": "!", "explained": "i", "accepted": "i", "fixed": "✓"}
"""State → its sign; the word beside it says the rest, colour says nothing alone."""


def trust(view: View, points: Sequence[Point], beside: Sequence[Point] = ()) -> dcc.Link | None:
    """The mark of a card that stands on these figures, or else of those it compares them with; None beyond doubt."""
    found = _doubted(view, points)
    other = [] if found else _doubted(view, beside)
    doubted = found or other
    if not doubted:
        return None
    state = gravest(view.doubted[one].state for one in doubted)
    count = sum(view.doubted[one].state == state for one in doubted)
    key = "trust.beside" if other else "trust.figures" if len(points) > 1 else "trust.figure"
    words = view.t(key, count=count, state=view.t(f"trust_state.{state}"))
    drawn = html.B(SIGNS[state], **aria(hidden="true"))
    about = view.t(f"trust_about.{state}")
    return dcc.Link([drawn, words], href=_address(view, doubted), className=f"trust {state}", title=about)


def sign(view: View, point: Point) -> dcc.Link | None:
    """The mark of one figure in a table: the sign alone, its words for those who ask and those who listen."""
    doubted = _doubted(view, [point])
    if not doubted:
        return None
    state = gravest(view.doubted[one].state for one in doubted)
    about = view.t(f"trust_about.{state}")
    drawn = [html.B(SIGNS[state], **aria(hidden="true")), html.Span(about, className="unseen")]
    return dcc.Link(drawn, href=_address(view, doubted), className=f"trust sign {state}", title=about)


def state_mark(view: View, state: str) -> html.Span:
    """A case's state as its card says it."""
    return html.Span(
        [html.B(SIGNS[state], **aria(hidden="true")), view.t(f"case_state.{state}")],
        className=f"trust {state}",
    )


def _doubted(view: View, points: Iterable[Point]) -> list[int]:
    """The published figures in doubt that these stand on."""
    if not view.doubted:
        return []
    return list(dict.fromkeys(leaf for point in points for leaf in point.leaves if leaf in view.doubted))


def _address(view: View, doubted: Sequence[int]) -> str:
    """The one case these figures are part of, else all of them."""
    cases = {case for one in doubted for case in view.doubted[one].cases}
    if len(cases) == 1:
        return view.link("/nguon", case=cases.pop())
    return view.link("/nguon", show="cases", leaves=tuple(doubted))
