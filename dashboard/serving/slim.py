"""A smaller plotly.js from the office's folder in place of the packaged one: a third of it, with every kind of trace drawn here."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request

from etl.query import office_folder

NAME = "plotly-basic.min.js"
TRACES = frozenset({"bar", "pie", "scatter"})
"""The kinds of trace of the basic bundle: no chart may need another."""
PLACE = re.compile(r"/_dash-component-suites/plotly/package_data/plotly\.min(\.v\w+)?\.js$")
_VERSION = re.compile(rb"plotly\.js \(basic[^)]*\) v([\w.-]+)")


def told(folder: Path | None = None) -> tuple[bytes, str]:
    """The office's file and the version it says it is; (b"", "") where there is none."""
    file = (folder or office_folder()) / NAME
    if not file.is_file():
        return b"", ""
    body = file.read_bytes()
    found = _VERSION.search(body[:400])
    return body, found.group(1).decode() if found else "?"


def wanted() -> str:
    """The version of the packaged plotly.js, which the smaller one must have too."""
    from plotly.offline import get_plotlyjs_version  # type: ignore[import-untyped, unused-ignore]

    return str(get_plotlyjs_version())


def serve_slim(server: Flask, folder: Path | None = None) -> None:
    """Answer with the office's file where it is of the packaged one's version; else nothing changes."""
    body, version = told(folder)
    if not body or version != wanted():
        return
    tag = sha256(body).hexdigest()[:20]

    @server.before_request
    def _() -> Response | None:
        if request.method not in ("GET", "HEAD") or not PLACE.match(request.path):
            return None
        answer = Response(body, mimetype="text/javascript")
        answer.set_etag(tag)
        answer.headers["Cache-Control"] = "no-cache"
        answer.make_conditional(request)
        return answer
