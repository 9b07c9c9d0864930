"""The gate: before any request is answered, who asks is known and the right it takes is held; else it is refused."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Flask, Response, g, redirect, request

from dashboard.people.policies import CALLBACKS, EXPORTS, PAGES, ROUTES
from dashboard.people.viewer import VISITOR, visitor
from etl.model.people import Forbidden, Person, Right
from etl.pipeline.office import Office

COOKIE = "phien"
SIGN_IN = "/dang-nhap"


def address() -> str:
    """Where a request comes from; behind a proxy of this machine, where the proxy says."""
    near = request.remote_addr or ""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return forwarded.rpartition(",")[2].strip() or near


def stand(server: Flask, office: Office | None) -> None:
    """Put the gate before every route of a server."""
    server.extensions["chitieu.office"] = office

    @server.before_request
    def _() -> Any:
        right = _right()
        g.person = VISITOR if right is Right.OPEN else _person(office)
        if right is not None and g.person.may(right):
            return None
        wants_page = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if wants_page and right is not None and not g.person.id:
            return redirect(f"{SIGN_IN}?tiep={quote(request.full_path.rstrip('?'), safe='')}")
        raise Forbidden

    @server.after_request
    def _(answer: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else ""
        if office and rule in EXPORTS and answer.status_code == 200 and office.is_writable:
            office.note(g.person.name or "visitor", "export", what=request.full_path, address=address())
        return answer


def _person(office: Office | None) -> Person:
    token = request.cookies.get(COOKIE, "")
    found = office.accounts.person(token) if office and token else None
    return found or visitor(address(), office)


def _right() -> Right | None:
    """The right this request takes; None where nobody named one."""
    if request.url_rule is None:
        return Right.VIEW
    right = ROUTES.get(request.url_rule.rule)
    if request.url_rule.rule == "/_dash-update-component":
        body = request.get_json(silent=True)
        return _of_callback(body if isinstance(body, dict) else {})
    if request.url_rule.rule in ("/", "/<path:path>"):
        return PAGES.get(request.path.rstrip("/"), right)
    return right


def _of_callback(body: dict[str, Any]) -> Right | None:
    """A callback takes its own right and that of the page it draws."""
    right = CALLBACKS.get(str(body.get("output", "")))
    inputs = body.get("inputs")
    paths = [
        str(one.get("value")).rstrip("/")
        for one in (inputs if isinstance(inputs, list) else [])
        if isinstance(one, dict) and one.get("id") == "url" and one.get("property") == "pathname"
    ]
    return right and next((PAGES[path] for path in paths if path in PAGES), right)
