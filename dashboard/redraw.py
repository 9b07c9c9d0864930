"""One chart alone: what a card's own switches ask for, from the database to bytes without a page around it."""

from __future__ import annotations

import brotli  # type: ignore[import-untyped, unused-ignore]
import orjson
from flask import Flask, Response, abort, request

from dashboard.state import Choice
from dashboard.strands import drawn
from etl.query import Reader

PATH = "/bieu-do"
_QUALITY = 1
"""A chart is small and asked for once: packing it harder takes longer than sending it."""


def serve_charts(server: Flask, reader: Reader) -> None:
    """The route of the communes' chart: the figure with its title, unit, source and whether it is illustrative."""

    @server.get(PATH)
    def chart() -> Response:
        with reader.shapes() as shapes:
            found = drawn(shapes, reader.catalogue, Choice.from_query(request.query_string.decode()))
        if found is None:
            abort(404)
        data = found.figure["data"]
        months = data[0]["x"]  # one list for all lines, which is sent once
        for trace in data:
            del trace["x"]
        told = {
            "data": data,
            "x": months,
            "layout": found.figure["layout"],
            "title": found.title,
            "subtitle": found.subtitle,
            "source": found.source,
            "is_illustrative": found.is_illustrative,
        }
        answer = Response(orjson.dumps(told), mimetype="application/json")
        answer.headers["Cache-Control"] = "no-cache"
        if "br" in request.headers.get("Accept-Encoding", ""):
            answer.set_data(brotli.compress(answer.get_data(), quality=_QUALITY))
            answer.headers["Content-Encoding"] = "br"
            answer.vary.add("Accept-Encoding")
        return answer
