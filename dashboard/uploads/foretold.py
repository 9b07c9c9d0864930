"""What publishing a draft would newly contradict, beside what is published: told before the button is pressed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dash import html

from dashboard.components.doubts import about, side
from dashboard.uploads.preview import cell_name
from dashboard.view import View
from etl.pipeline.reading import Reading
from etl.query import Case
from etl.query.cases import Side
from etl.words.messages import noticed_message

ANCHOR = "upload-foretold"


def outlook(view: View, count: int | None) -> html.P:
    """One sentence beside the button: how many contradictions there would be, none, or that it is judged later."""
    if count is None:
        return html.P(view.t("foretold.later"), className="dim")
    if not count:
        return html.P(view.t("foretold.none"), className="dim")
    words = html.A(view.t("foretold.count", count=count), href=f"#{ANCHOR}")
    return html.P([html.B("! "), words], className="said", role="status")


def of_reading(view: View, reading: Reading) -> html.Section | None:
    """The list for a file on the desk, its own figures by their cells."""
    told = reading.contradicts or []
    numbers = {one for item in told for one in item["sides"] if isinstance(one, int)}
    held = view.reader.cases.sides(numbers)
    items = [
        _item(view, item["code"], item["facts"], _sides(view, item["sides"], held), item["count"])
        for item in told
    ]
    return _section(view, items, reading.contradicts_beyond)


def of_cases(view: View, found: Sequence[Case], report: int, most: int = 50) -> html.Section | None:
    """The list for what someone handed over as this report."""
    items = [
        _item(view, case.code, case.facts, [_either(view, one, report) for one in case.sides], case.figures)
        for case in found[:most]
    ]
    return _section(view, items, len(found) - len(items))


def _either(view: View, one: Side, report: int) -> tuple[str, html.Li]:
    """A published side with the way to its words; one of the report itself, which is not published, by its place."""
    if one.point.report != report:
        return about(view, one), side(view, one)
    return about(view, one), _own(view, about(view, one), one.point.words, one.place)


def _section(view: View, items: Sequence[Any], beyond: int) -> html.Section | None:
    if not items:
        return None
    parts = [
        html.H2(view.t("foretold.heading", count=len(items) + beyond)),
        html.P(view.t("foretold.what"), className="dim"),
        html.Ol(items, className="lines doubts"),
    ]
    if beyond:
        parts.append(html.P(view.t("foretold.beyond", count=beyond), className="dim"))
    return html.Section(parts, className="card", id=ANCHOR)


def _item(
    view: View, code: str, facts: Mapping[str, str], sides: Sequence[tuple[str, Any]], count: int
) -> html.Li:
    told: list[Any] = [
        html.H3(sides[0][0] if sides else ""),
        html.P(noticed_message(code, facts.items(), view.lang)),
        html.Ul([line for _, line in sides]),
    ]
    if count > len(sides):
        told.append(html.P(view.t("cases.more_sides", count=count - len(sides)), className="dim more"))
    if alike := facts.get("alike"):
        told.append(html.P(view.t("cases.alike", count=alike), className="dim more"))
    return html.Li(told)


def _sides(
    view: View, told: Iterable[int | Mapping[str, str]], held: Mapping[int, Side]
) -> list[tuple[str, Any]]:
    """Each side with what it is about; one that was published when the file was read and is no longer is left out."""
    found: list[tuple[str, Any]] = []
    for one in told:
        if not isinstance(one, int):
            found.append(_mine(view, one))
        elif one in held:
            found.append((about(view, held[one]), side(view, held[one])))
    return found


def _mine(view: View, one: Mapping[str, str]) -> tuple[str, html.Li]:
    name = view.name(one["indicator"])
    subject = f"{name}, {view.area(one['area'])}, {view.period(one['period'])}"
    return subject, _own(view, subject, one["words"], one["place"])


def _own(view: View, subject: str, words: str, at: str) -> html.Li:
    place = view.t("foretold.mine", place=cell_name(at))
    return html.Li([f"{subject}: ", html.B(words), html.Span(f" · {place}", className="dim")])
