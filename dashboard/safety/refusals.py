"""What Flask itself refuses, in the product's own words: addresses, methods and forms that are none."""

from __future__ import annotations

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, NotFound

from dashboard.safety.answers import language, refuse
from dashboard.text import t

_CODES = {
    404: "not_found",
    405: "bad_method",
    408: "too_slow",
    413: "too_much",
    414: "too_much",
    429: "too_many",
    431: "too_much",
}


def speak(server: Flask) -> None:
    """Answer every HTTP error of the framework as the layer answers its own; what is broken is left to the layer."""

    @server.errorhandler(HTTPException)
    def spoken(wrong: HTTPException) -> HTTPException | Response:
        status = wrong.code or 500
        if status < 400 or wrong.response is not None:
            return wrong
        if status >= 500:
            raise RuntimeError(wrong.name) from wrong
        return _refused(status, wrong)

    @server.errorhandler(DependencyException)
    def unknown(_: DependencyException) -> Response:
        return _refused(404, NotFound())


def _refused(status: int, wrong: HTTPException) -> Response:
    """The refusal as a page or as JSON, with what the framework adds to it (`Allow` for a method)."""
    code = _CODES.get(status, "bad_request")
    message = t(f"refused.{code}", language(request.environ))
    told: list[tuple[str, str]] = []
    body = refuse(request.environ, lambda _, headers: told.extend(headers), status, code, message)
    own = {name.lower() for name, _ in told}
    more = [one for one in wrong.get_headers(request.environ) if one[0].lower() not in own]
    return Response(body, status, [*told, *more])
