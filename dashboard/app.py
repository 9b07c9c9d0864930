"""create_app: the one place where the parts are put together."""

from __future__ import annotations

from collections.abc import Hashable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, dcc, html
from flask_compress import Compress
from werkzeug.routing import IntegerConverter

from dashboard import account, api, pages
from dashboard.downloads import serve_downloads
from dashboard.handbook import serve_pictures
from dashboard.markup import settle
from dashboard.people import guard
from dashboard.people.policies import PAGES
from dashboard.people.viewer import viewer
from dashboard.redraw import serve_charts
from dashboard.safety import Limits, protect
from dashboard.serving import slim, still
from dashboard.serving.ready import Ready
from dashboard.shell import frame
from dashboard.state import Choice
from dashboard.text import t
from dashboard.view import View
from etl.catalog import Catalogue, load
from etl.model import ChitieuError
from etl.pipeline.office import Office
from etl.query import Reader
from etl.words.messages import error_message

if TYPE_CHECKING:
    from dashboard.people.oidc import Provider

INDEX = """<!DOCTYPE html>
<html lang="vi"><head>{%metas%}<title>{%title%}</title>{%favicon%}
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<script src="/assets/scheme.js"></script>{%css%}</head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body></html>"""


class Numbered(IntegerConverter):
    """A number in an address, of no more digits than a store counts to; a longer one names nothing."""

    regex = r"\d{1,15}"


def create_app(
    reader: Reader,
    catalogue: Catalogue | None = None,
    office: Office | None = None,
    limits: Limits | None = None,
    provider: Provider | None = None,
) -> Dash:
    """The dashboard on a reader; pages are found, not listed."""
    known = catalogue or load()
    app = Dash("dashboard", use_pages=False, title=t("shell.title", "vi"), update_title="", serve_locally=True,
               assets_folder="assets", assets_ignore="scheme.js", index_string=INDEX)  # fmt: skip
    app.server.url_map.converters["int"] = Numbered
    ready = Ready(reader.state.stamp, _sight, PAGES)
    ready.keep_last(app.server)
    app.server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5)
    Compress(app.server)
    still.keep(app.server)
    slim.serve_slim(app.server)
    found = pages.found()
    app.layout = html.Div(
        [dcc.Location(id="url"), html.Div(id="notice"), html.Div(id="shell"), html.Div(id="account")]
    )
    account.register(app)

    @app.callback(Output("shell", "children"), Input("url", "pathname"), Input("url", "search"))  # type: ignore[untyped-decorator, unused-ignore]
    def _(path: str | None, search: str | None) -> Any:
        return settle(screen(reader, known, found, path or "/", search or ""), live(app))

    serve_pictures(app.server)
    api.register(app.server, reader)
    serve_downloads(app.server, reader)
    serve_charts(app.server, reader)
    guard(app.server, office, provider)
    ready.ask_first(app.server)
    protect(app, limits)
    return app


def _sight() -> Hashable:
    """What the asker may do and within which reach: all who may do the same see the same screen."""
    person = viewer()
    return person.rights, person.areas, person.topics


def live(app: Dash) -> set[str]:
    """The ids that callbacks read or write."""
    asked = [
        one
        for entry in app.callback_map.values()
        for kind in ("inputs", "state")
        for one in entry.get(kind, ())
    ]
    written = (part for key in app.callback_map for part in key.strip(".").split("..."))
    return {one["id"] for one in asked} | {part.rpartition(".")[0] for part in written}


def screen(reader: Reader, catalogue: Catalogue, found: list[ModuleType], path: str, query: str) -> Any:
    """The whole screen for one address; what cannot be shown says why."""
    page = next((page for page in found if path == page.PAGE.path), None)
    choice = Choice.from_query(query)
    try:
        view = View(reader, catalogue, choice, path)
        body = page.draw(view) if page else html.P(view.t("shell.not_found"), className="empty")
    except ChitieuError as wrong:
        view = View(reader, catalogue, Choice(lang=choice.lang), path)
        body = html.P(error_message(wrong, choice.lang), className="empty", role="alert")
    return frame(view, [found_page.PAGE for found_page in found], page.PAGE if page else None, body)
