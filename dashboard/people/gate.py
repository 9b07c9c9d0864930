"""The gate: before any request is answered, who asks is known and the right it takes is held; else it is refused."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Flask, Response, g, redirect, request

from dashboard.people.policies import CALLBACKS, EXPORTS, PAGES, ROUTES
from dashboard.people.viewer import VISITOR, visitor
from etl.model.people import Forbidden, Person, Right, SignedOut
from etl.pipeline.office import Office

COOKIE = "phien"
SIGN_IN = "/dang-nhap"
_HERE = frozenset({"127.0.0.1", "::1"})


def address() -> str:
    """Where a request comes from; only a proxy of this machine is believed when it says for whom it asks."""
    near = request.remote_addr or ""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and near in _HERE else near


def stand(server: Flask, office: Office | None) -> None:
    """Put the gate before every route of a server."""
    server.extensions["chitieu.office"] = office

    @server.before_request
    def _() -> Any:
        rights = _rights()
        g.person = VISITOR if rights == {Right.OPEN} else _person(office)
        if rights and all(map(g.person.may, rights)):
            return None
        wants_page = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if wants_page and rights and not g.person.id:
            return redirect(f"{SIGN_IN}?tiep={quote(request.full_path.rstrip('?'), safe='')}")
        raise Forbidden if g.person.id or not rights else SignedOut

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


def _rights() -> set[Right]:
    """The rights this request takes; none where nobody named any, which nobody holds."""
    if request.url_rule is None:
        return {Right.VIEW}
    rule = request.url_rule.rule
    if rule == "/_dash-update-component":
        body = request.get_json(silent=True)
        return _of_callback(body if isinstance(body, dict) else {})
    if rule in ("/", "/<path:path>"):
        return {PAGES.get(request.path.rstrip("/"), ROUTES[rule])}
    return {ROUTES[rule]} if rule in ROUTES else set()


def _of_callback(body: dict[str, Any]) -> set[Right]:
    """A callback takes the rights of its outputs and that of the page it draws."""
    outputs = outputs_of(str(body.get("output", "")))
    if not set(outputs) <= set(CALLBACKS):
        return set()
    inputs = body.get("inputs")
    paths = [
        str(one.get("value")).rstrip("/")
        for one in (inputs if isinstance(inputs, list) else [])
        if isinstance(one, dict) and one.get("id") == "url" and one.get("property") == "pathname"
    ]
    return {CALLBACKS[one] for one in outputs} | {PAGES[path] for path in paths if path in PAGES}


def outputs_of(key: str) -> list[tuple[str, str]]:
    """Dash's key of a callback (`a.b`, or `..a.b...c.d..` for several outputs) as (component, property)."""
    parts = key[2:-2].split("...") if key.startswith("..") else [key]
    return [(name.rpartition(".")[0], name.rpartition(".")[2].partition("@")[0]) for name in parts]
