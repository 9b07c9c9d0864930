"""Static files: compressed once for all requests, and kept by the browser for as long as their name says."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import brotli  # type: ignore[import-untyped, unused-ignore]
from flask import Flask, Response, request

PLACES = ("/_dash-component-suites/", "/assets/")
_TEXT = ("javascript", "css", "json", "svg")
_BY_NAME = re.compile(r"\.v[\w]+m\d+\.|\.woff2$")
"""Files whose name changes with their content; fonts never change."""
_MADE_UP = re.compile(r"(?<=/)([^./]+)\.v[\w-]+\.(?=[^/]*$)")
"""The version in a file's name, which anyone may make up: one file is kept once whatever it is asked for by."""
_ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda raw: bytes(brotli.compress(raw, quality=6)),  # 9 saves 3 % and takes thrice the time
    "gzip": lambda raw: gzip.compress(raw, 6, mtime=0),
}


def keep(server: Flask) -> None:
    """Compress each static file at its first request; asked for after Compress is, so that Flask runs it before."""
    packed: dict[tuple[str, str, str], bytes] = {}

    @server.after_request
    def _(answer: Response) -> Response:
        if request.method != "GET" or not request.path.startswith(PLACES):
            return answer
        if answer.status_code == 200 and (_BY_NAME.search(request.path) or request.args.get("m")):
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        encoding = next(
            (name for name in _ENCODINGS if name in request.headers.get("Accept-Encoding", "")), ""
        )
        is_text = any(kind in (answer.mimetype or "") for kind in _TEXT)
        if answer.status_code != 200 or not encoding or not is_text or "Content-Encoding" in answer.headers:
            return answer
        key = (_MADE_UP.sub(r"\1.", request.path), answer.headers.get("ETag", ""), encoding)
        answer.direct_passthrough = False
        if key not in packed:
            packed[key] = _ENCODINGS[encoding](answer.get_data())
        answer.set_data(packed[key])
        answer.headers["Content-Encoding"] = encoding
        answer.vary.add("Accept-Encoding")
        return answer


def warm(server: Flask) -> None:
    """Compress what the first page loads, before workers are forked, so that each inherits it."""
    client = server.test_client()
    page = client.get("/").get_data(as_text=True)
    named = re.findall(r'(?:src|href)="(/(?:_dash-component-suites|assets)/[^"]+)"', page)
    for address in [*named, *_LATER]:
        client.get(address, headers={"Accept-Encoding": "br"})


_LATER = (
    "/_dash-component-suites/plotly/package_data/plotly.min.js",
    "/_dash-component-suites/dash/dcc/async-graph.js",
)
"""What the first chart loads after the page."""
