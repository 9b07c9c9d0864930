"""Managing people and settings: what the administrator's page posts; each change is in the audit chain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, g, redirect, request, url_for

from dashboard.people.viewer import office
from etl.model import BadChoice
from etl.model.people import Forbidden, Person, Role
from etl.pipeline.accounts import Accounts

ROUTES = Blueprint("administration", __name__)
PAGE = "/nguoi-dung"


def _accounts() -> Accounts:
    found = office()
    if found is None:
        raise Forbidden
    return found.accounts


def _roles() -> frozenset[Role]:
    wanted = request.form.getlist("vai_tro")
    if not wanted or not set(wanted) <= {str(role) for role in Role}:
        raise BadChoice(",".join(wanted), choice=",".join(wanted) or "…", welcome=", ".join(Role))
    return frozenset(map(Role, wanted))


def _reach(person: Person) -> Person:
    """The person with the communes and topics the form names; none named means all."""
    known = office()
    areas, topics = set(request.form.getlist("xa")), set(request.form.getlist("linh_vuc"))
    if known is None or not areas <= set(known.catalogue.areas.by_id):
        raise BadChoice("xa", choice=", ".join(areas), welcome="…")
    own = frozenset(area for id_ in areas for area in known.catalogue.areas.origins(id_))
    return replace(person, areas=own, topics=frozenset(topics))


def _back(link: str = "") -> Any:
    return redirect(f"{PAGE}#{link}" if link else PAGE, 303)


@ROUTES.post("/nguoi-dung/them")
def add() -> Any:
    """A new person; the page then shows their one-time link."""
    name = request.form.get("ten", "").strip()
    person = _reach(Person(0, name, request.form.get("ho_ten", "").strip() or name, _roles()))
    token = _accounts().add(person, g.person.name)
    return _back(url_for("entrance.choose", token=token))


@ROUTES.post("/nguoi-dung/doi")
def change() -> Any:
    """New roles, reach or state."""
    person = _accounts().named(request.form.get("ten", ""))
    changed = replace(_reach(person), roles=_roles(), is_active="dong" not in request.form)
    if person.id == g.person.id and (Role.ADMIN not in changed.roles or not changed.is_active):
        raise Forbidden
    _accounts().change(changed, g.person.name)
    return _back()


@ROUTES.post("/nguoi-dung/cap-lai")
def reset() -> Any:
    """A fresh one-time link for someone."""
    token = _accounts().reset(request.form.get("ten", ""), g.person.name)
    return _back(url_for("entrance.choose", token=token))


@ROUTES.post("/nguoi-dung/thiet-lap")
def choose() -> Any:
    """Choose a setting of the office."""
    _accounts().set(request.form.get("ten", ""), request.form.get("gia_tri", ""), g.person.name)
    return _back()
