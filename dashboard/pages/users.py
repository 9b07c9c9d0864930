"""Người dùng: who may come in and do what, one-time links, and the office's settings; for administrators."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashboard.pages import Page
from dashboard.people.viewer import office, viewer
from dashboard.uploads.desk import post
from dashboard.view import View
from etl.model.people import Person, Right, Role
from etl.pipeline.office import Office
from etl.pipeline.settings import SETTINGS, Setting

PAGE = Page(key="users", path="/nguoi-dung", order=0)


def draw(view: View) -> Any:
    """Everyone with their roles and reach, a form for a new person, the settings."""
    known = office()
    if known is None or not viewer().may(Right.ADMINISTER):
        return html.P(view.t("trail.not_for_you"), className="empty")
    people = known.accounts.everyone()
    return [
        html.Section([html.H2(view.t("users.everyone")), *(_person(view, known, one) for one in people)], className="card"),
        _fresh(view, known),
        _settings(view, known),
    ]  # fmt: skip


def _person(view: View, known: Office, person: Person) -> html.Details:
    roles = ", ".join(view.t(f"role.{role}") for role in sorted(person.roles))
    state = "" if person.is_active else f" · {view.t('users.closed')}"
    words = html.Summary([html.Strong(person.shown), f" ({person.name}) · {roles}{state}"])
    form = html.Form(
        [*_fields(view, known, person),
         html.Button(view.t("users.save"), type="submit", className="plain", name="ten", value=person.name),
         html.Button(view.t("users.close"), type="submit", className="plain", name="dong", value="1", formAction=f"/nguoi-dung/dong/{person.name}")],
        method="post", action=f"/nguoi-dung/doi/{person.name}", className="person",
    )  # fmt: skip
    return html.Details([words, form, post(view.t("users.reset"), f"/nguoi-dung/cap-lai/{person.name}")])


def _fields(view: View, known: Office, person: Person) -> list[Any]:
    roles = _many(
        view, "vai_tro", "users.roles", [(str(r), view.t(f"role.{r}"), r in person.roles) for r in Role]
    )
    areas = known.catalogue.areas
    communes = [
        a for a in areas.by_id.values() if a.level in ("commune", "town") and areas.is_within(a, areas.home)
    ]
    living = sorted((a for a in communes if a.end.year == 9999), key=lambda a: a.name)
    reach = [(a.id, areas.label(a.id), a.id in person.areas) for a in living]
    topics = sorted({i.topic for i in known.catalogue.indicators.values()})
    return [
        roles,
        _many(view, "xa", "users.areas", reach),
        _many(view, "linh_vuc", "users.topics", [(topic, topic, topic in person.topics) for topic in topics]),
    ]


def _many(view: View, name: str, key: str, options: list[tuple[str, str, bool]]) -> html.Label:
    chosen = [html.Option(words, value=value, selected=is_on) for value, words, is_on in options]
    return html.Label([view.t(key), html.Select(chosen, name=name, multiple=True, size=min(6, len(chosen)))])


def _fresh(view: View, known: Office) -> html.Section:
    name = html.Label(
        [view.t("people.name"), dcc.Input(id="users-name", name="ten", required=True, maxLength=40)]
    )
    shown = html.Label(
        [view.t("people.shown"), dcc.Input(id="users-shown", name="ho_ten", required=True, maxLength=80)]
    )
    button = html.Button(view.t("users.add"), type="submit", className="main")
    fields = _fields(view, known, Person(0, "", "", frozenset({Role.STAFF})))
    form = html.Form(
        [name, shown, *fields, button], method="post", action="/nguoi-dung/them", className="person"
    )
    return html.Section(
        [html.H2(view.t("users.new")), html.P(view.t("users.link_once"), className="dim"), form],
        className="card",
    )


def _settings(view: View, known: Office) -> html.Section:
    held = known.accounts.settings()
    forms = [_setting(view, one, held[one.name]) for one in SETTINGS]
    return html.Section([html.H2(view.t("users.settings")), *forms], className="card")


def _setting(view: View, setting: Setting, value: int) -> html.Form:
    box = dcc.Input(
        id=f"users-{setting.name}",
        name="gia_tri",
        type="text",
        inputMode="numeric",
        value=str(value),
        maxLength=3,
    )
    words = view.t(f"setting.{setting.name}", least=setting.least, most=setting.most)
    return html.Form(
        [html.Label([words, box]), html.Button(view.t("users.save"), type="submit", className="plain")],
        method="post", action=f"/nguoi-dung/thiet-lap/{setting.name}", className="setting",
    )  # fmt: skip
