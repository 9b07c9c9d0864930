"""Managing people and settings: what the administrator's page posts; each change is in the audit chain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for

from dashboard.people.viewer import office
from dashboard.text import t
from etl.model import BadChoice
from etl.model.people import Forbidden, Person, Role
from etl.pipeline.accounts import Accounts

ROUTES = Blueprint("administration", __name__, template_folder="templates")
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


@ROUTES.post("/nguoi-dung/them")
def add() -> Any:
    """A new person; the page then shows their one-time link."""
    name = request.form.get("ten", "").strip()
    person = _reach(Person(0, name, request.form.get("ho_ten", "").strip() or name, _roles()))
    return _link(person.name, _accounts().add(person, g.person.name))


@ROUTES.post("/nguoi-dung/doi/<name>")
def change(name: str) -> Any:
    """New roles and reach; saving opens a closed account again."""
    person = _accounts().named(name)
    return _changed(person, replace(_reach(person), roles=_roles(), is_active=True))


@ROUTES.post("/nguoi-dung/dong/<name>")
def close(name: str) -> Any:
    """Nobody signs in with this account from now on."""
    person = _accounts().named(name)
    return _changed(person, replace(person, is_active=False))


def _changed(person: Person, changed: Person) -> Any:
    """Write the change; an administrator does not shut the door on themselves."""
    if person.id == g.person.id and (Role.ADMIN not in changed.roles or not changed.is_active):
        raise Forbidden
    _accounts().change(changed, g.person.name)
    return redirect(PAGE, 303)


@ROUTES.post("/nguoi-dung/cap-lai/<name>")
def reset(name: str) -> Any:
    """A fresh one-time link for someone."""
    return _link(name, _accounts().reset(name, g.person.name))


@ROUTES.post("/nguoi-dung/thiet-lap/<name>")
def choose(name: str) -> Any:
    """Choose a setting of the office."""
    _accounts().set(name, request.form.get("gia_tri", ""), g.person.name)
    return redirect(PAGE, 303)


def _link(name: str, token: str) -> str:
    """The page that shows a one-time link, once."""
    lang = "en" if request.args.get("lang") == "en" else "vi"
    link = url_for("entrance.choose", token=token, _external=True)
    return render_template(
        "link.html", t=lambda key, **facts: t(key, lang, **facts), lang=lang, name=name, link=link
    )
