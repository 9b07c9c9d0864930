"""The desk on screen: dropping files, one's own files, what waits for a decision, what was published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from dashboard.components.attributes import aria, data
from dashboard.text import day
from dashboard.view import View
from etl.model import UnreadableFile
from etl.model.people import Person, Right
from etl.pipeline.desk import Upload
from etl.pipeline.office import Office
from etl.query import SubmissionLine
from etl.words.messages import error_message


def post(label: str, action: str, *, main: bool = False, **more: Any) -> html.Form:
    """A form of one button: what it does is done when it is pressed, by mouse or key."""
    kind = "main" if main else "plain"
    return html.Form(html.Button(label, type="submit", className=kind, **more), method="post", action=action)


def drop(view: View) -> html.Section:
    """Where files are dropped or chosen; the browser's part is assets/upload.js."""
    words = {
        name: view.t(f"upload.{name}")
        for name in ("choose_files", "sending", "cancel", "failed", "too_large")
    }
    zone = html.Div(
        id="upload-drop",
        className="drop",
        **data(
            url="/nop/tep",
            limit=str(50 * 1024 * 1024),
            **{name.replace("_", "-"): w for name, w in words.items()},
        ),
    )
    return html.Section(
        [html.H2(view.t("upload.drop")), html.P(view.t("upload.welcome"), className="dim"), zone,
         html.Ul(id="upload-progress", className="lines", **aria(live="polite"))],
        className="card",
    )  # fmt: skip


def own_files(view: View, found: Sequence[Upload]) -> html.Section | None:
    """Files of this person that are not done with."""
    if not found:
        return None
    lines = [
        html.Li(
            [
                dcc.Link(upload.file, href=view.link("/nop", report=upload.id)),
                html.Span(f" · {state(view, upload)}", className="dim"),
            ]
        )
        for upload in found
    ]
    return html.Section(
        [html.H2(view.t("upload.on_desk")), html.Ul(lines, className="lines")], className="card"
    )


def state(view: View, upload: Upload) -> str:
    """Where a file stands, in words; why, where it was refused."""
    if upload.problem:
        code, facts = upload.problem
        return error_message(UnreadableFile(code, **facts), view.lang)
    return view.t(f"upload_state.{upload.state}")


def waiting(view: View, found: Sequence[SubmissionLine], person: Person) -> html.Section | None:
    """What was handed over and waits for an approver."""
    if not found or not person.may(Right.PUBLISH):
        return None
    lines = [
        html.Li([
            dcc.Link(one.file, href=view.link("/nop", show="submission", page=one.id)),
            html.Span(view.t("upload.line", by=one.by, at=day(one.at, view.lang), count=one.figures), className="dim"),
        ])
        for one in found
    ]  # fmt: skip
    return html.Section(
        [html.H2(view.t("upload.waiting", count=len(found))), html.Ul(lines, className="lines")],
        className="card",
    )


def releases(view: View, office: Office, person: Person) -> html.Section | None:
    """The newest releases, each of which can be taken back."""
    found = view.reader.releases(8)
    if not found or not person.may(Right.PUBLISH):
        return None
    undone = {one.undoes for one in found}
    lines = []
    for one in found:
        words = view.t("upload.release", id=one.id, at=day(one.at, view.lang), by=one.by)
        taken = view.t("upload.undoes", id=one.undoes) if one.undoes else one.note
        act = None if one.undoes or one.id in undone else post(
            view.t("upload.undo"), f"/duyet/dot/{one.id}/thu-hoi", **view.aria("upload.undo_release", id=one.id)
        )  # fmt: skip
        lines.append(html.Li([html.Span([words, html.Span(f" {taken}", className="dim")]), act]))
    return html.Section(
        [html.H2(view.t("upload.releases")), html.Ul(lines, className="lines acting")], className="card"
    )


def published(view: View, person: Person) -> html.Section | None:
    """The newest published submissions, each of which can be withdrawn alone, with a word why."""
    found = [one for one in view.reader.submissions() if one.state == "published"][:8]
    if not found or not person.may(Right.PUBLISH):
        return None
    lines = []
    for one in found:
        name = html.Label(
            dcc.Input(
                id=f"withdraw-{one.id}",
                name="ghi_chu",
                placeholder=view.t("upload.withdraw_note"),
                maxLength=500,
            )
        )
        button = html.Button(
            view.t("upload.withdraw"),
            type="submit",
            className="plain",
            **view.aria("upload.withdraw_one", file=one.file),
        )
        act = html.Form([name, button], method="post", action=f"/duyet/{one.id}/thu-hoi", className="acts")
        about = html.Span(
            view.t("upload.line", by=one.by, at=day(one.at, view.lang), count=one.figures), className="dim"
        )
        lines.append(html.Li([html.Span([one.file, about]), act]))
    return html.Section(
        [html.H2(view.t("upload.published_ones")), html.Ul(lines, className="lines acting")], className="card"
    )


def mine(view: View, found: Sequence[SubmissionLine]) -> html.Section | None:
    """What became of this person's submissions."""
    if not found:
        return None
    lines = [
        html.Li([
            dcc.Link(one.file, href=view.link("/nguon", report=one.report)),
            html.Span(f" · {view.t(f'upload_became.{one.state}')} · {day(one.at, view.lang)}", className="dim"),
        ])
        for one in found
    ]  # fmt: skip
    return html.Section([html.H2(view.t("upload.mine")), html.Ul(lines, className="lines")], className="card")


def offices(view: View, person: Person) -> html.Section | None:
    """The office's own pages that this person's rights open, and signing out everywhere."""
    pages = (("/nhat-ky", "trail.title", Right.AUDIT), ("/nguoi-dung", "users.title", Right.ADMINISTER))
    links = [
        dcc.Link(view.t(title), href=view.link(path), className="plain")
        for path, title, right in pages
        if person.may(right)
    ]
    leave = post(view.t("people.sign_out_everywhere"), "/dang-xuat", name="moi_noi", value="1")
    return html.Section(
        [html.H2(view.t("upload.also")), html.Div([*links, leave], className="acts")], className="card"
    )
