"""create_app: the one place where the parts are put together."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, dcc, html
from flask_compress import Compress

from dashboard import pages
from dashboard.components.figure import aria
from dashboard.safety import protect
from dashboard.state import Choice
from dashboard.text import day, t
from etl.catalog import Catalogue, load
from etl.query import Reader

INDEX = """<!DOCTYPE html>
<html lang="vi"><head>{%metas%}<title>{%title%}</title>{%favicon%}{%css%}
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body></html>"""


def create_app(reader: Reader, catalogue: Catalogue | None = None) -> Dash:
    """The dashboard on a reader; pages are found, not listed."""
    known = catalogue or load()
    app = Dash("dashboard", use_pages=False, title=t("shell.title", "vi"), update_title="", serve_locally=True,
               assets_folder="assets", index_string=INDEX)  # fmt: skip
    Compress(app.server)
    found = {page.PAGE.path: page for page in pages.found()}
    app.layout = html.Div([dcc.Location(id="url"), html.Div(id="shell")])

    @app.callback(Output("shell", "children"), Input("url", "pathname"), Input("url", "search"))  # type: ignore[untyped-decorator, unused-ignore]
    def _(path: str | None, search: str | None) -> Any:
        return view(reader, known, found, path or "/", Choice.from_query(search or ""))

    protect(app)
    return app


def view(reader: Reader, catalogue: Catalogue, found: dict[str, Any], path: str, choice: Choice) -> Any:
    """The whole screen for one address."""
    page = found.get(path)
    title = t(f"{page.PAGE.key}.title", choice.lang) if page else t("shell.title", choice.lang)
    body = (
        page.draw(reader, catalogue, choice)
        if page
        else html.P(t("shell.not_found", choice.lang), className="empty")
    )
    links = [
        dcc.Link(
            t(f"{p.PAGE.key}.title", choice.lang),
            href=choice.link(p.PAGE.path),
            className="on" if p is page else "",
        )
        for p in found.values()
    ]
    other = choice.link(
        path,
        lang="en" if choice.lang == "vi" else "vi",
        indicator=choice.indicator,
        obs=choice.obs,
        report=choice.report,
    )
    head = html.Header([
        html.Div([html.Strong(t("shell.title", choice.lang)), html.Span(t("shell.place", choice.lang))], className="brand"),
        html.Nav(links, **aria(t("shell.menu", choice.lang))),
        dcc.Link(t("shell.other_language", choice.lang), href=other, className="lang"),
    ])  # fmt: skip
    return [
        head,
        html.Main([html.H1(title), *(body if isinstance(body, list) else [body])]),
        html.Footer(_release(reader, choice.lang)),
    ]


def _release(reader: Reader, lang: str) -> str:
    last = reader.latest_release()
    return (
        t("shell.release", lang, id=last.id, at=day(last.at, lang)) if last else t("shell.empty_store", lang)
    )
