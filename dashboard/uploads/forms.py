"""Reports to fill in: which duty, which unit, which stretch of the year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from dash import html

from dashboard.markup import element, static
from dashboard.view import View
from etl.catalog.duties import duties


def forms(view: View, today: date) -> html.Section:
    """Three choices and a button, sent as the browser sends any form."""
    areas, home = view.catalogue.areas, view.catalogue.areas.home
    places = [(one.id, areas.label(one.id)) for one in areas.communes(home, today)]
    fields = [
        _select("viec", view.t("upload.form_duty"), [(d.code, d.name[view.lang]) for d in duties(view.catalogue.home)]),
        _select("noi", view.t("upload.form_area"), [(home, areas.label(home)), *places]),
        _select("ky", view.t("upload.form_number"), [(str(n), str(n)) for n in range(1, 13)]),
        _select("nam", view.t("upload.form_year"), [(str(n), str(n)) for n in range(today.year, today.year - 6, -1)]),
        element("input", {"type": "hidden", "name": "lang", "value": view.lang}),
        element("button", {"type": "submit", "class": "plain"}, escape(view.t("upload.form_get"))),
    ]  # fmt: skip
    form = element("form", {"action": "/nop/mau.xlsx", "method": "get", "class": "acts"}, "".join(fields))
    told = html.P(view.t("upload.form_help"), className="dim")
    return html.Section([html.H2(view.t("upload.forms")), told, static(form)], className="card")


def _select(name: str, label: str, options: Iterable[tuple[str, str]]) -> str:
    inside = "".join(element("option", {"value": value}, escape(words)) for value, words in options)
    return element("label", {}, escape(label) + " " + element("select", {"name": name}, inside))
