"""Nộp báo cáo: drop a file, see what it was read as, settle what is unclear in place, publish or hand over, undo."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dash import dcc, html

from dashboard.components.attributes import data
from dashboard.pages import Page
from dashboard.people.viewer import office, viewer
from dashboard.uploads import asking, desk, foretold, preview
from dashboard.uploads.forms import forms
from dashboard.view import View
from etl.model.people import Person, Right
from etl.pipeline.desk import Upload
from etl.pipeline.office import Office

PAGE = Page(key="upload", path="/nop", order=90)


def draw(view: View) -> Any:
    """One file with its questions and figures, a submission to decide about, or the desk."""
    person, known = viewer(), office()
    if known is None or not person.may(Right.DESK):
        link = html.A(view.t("people.sign_in"), href="/dang-nhap?tiep=/nop", className="main")
        return [html.P(view.t("upload.sign_in_first")), html.P(link)]
    if not known.is_writable:
        return [html.P(view.t("refused.read_only"), className="said", role="alert")]
    if view.choice.report:
        return _file(view, known, known.desk.get(view.choice.report, person), person)
    if view.choice.show == "submission":
        return _submission(view, known, known.desk.submitted(view.choice.page, person), view.choice.page)
    return _desk(view, known, person)


def _desk(view: View, known: Office, person: Person) -> list[Any]:
    done = view.t("upload.published", id=view.choice.page) if view.choice.show == "published" else ""
    return [
        html.P([done, " ", dcc.Link(view.t("upload.see"), href=view.link("/"))], className="said done", role="status") if done else None,
        *([desk.drop(view), desk.own_files(view, known.desk.lying(person))] if person.may(Right.SUBMIT) else ()),
        desk.waiting(view, known.decisions.waiting(), person),
        forms(view, datetime.now().astimezone().date()) if person.may(Right.SUBMIT) else None,
        desk.published(view, person),
        desk.releases(view, known, person),
        desk.mine(view, known.decisions.of(person)),
        desk.offices(view, person),
    ]  # fmt: skip


def _file(view: View, known: Office, upload: Upload, person: Person) -> list[Any]:
    back = html.P(dcc.Link(view.t("upload.back"), href=view.link("/nop")))
    head = html.H2(upload.file)
    if upload.is_busy or upload.reading is None:
        told = html.P(desk.state(view, upload), className="said" if upload.problem else "dim", role="status")
        bar = html.Progress(value=str(upload.done), max=str(max(upload.total, 1))) if upload.is_busy else None
        poll = data(poll=f"/nop/{upload.id}/tinh-trang") if upload.is_busy else {}
        is_gone = upload.state == "discarded"
        discard = None if is_gone else desk.post(view.t("upload.discard"), f"/nop/{upload.id}/bo")
        return [back, html.Section([head, told, bar, discard], className="card", **poll)]
    return [
        back,
        html.Section([head, preview.outcomes(view, upload.reading), _outlook(view, upload), _acts(view, known, upload, person)], className="card"),
        foretold.of_reading(view, upload.reading) if upload.state != "staged" else None,
        html.Div([preview.original(view, upload.reading.pages), asking.questions(view, upload)], className="beside"),
        preview.figures(view, upload.reading),
    ]  # fmt: skip


def _outlook(view: View, upload: Upload) -> html.P | None:
    """What publishing this file would contradict, in a sentence; nothing once it is staged, or was read before we told."""
    reading = upload.reading
    if reading is None or upload.state == "staged":
        return None
    told = reading.contradicts
    return foretold.outlook(view, None if told is None else len(told) + reading.contradicts_beyond)


def _acts(view: View, known: Office, upload: Upload, person: Person) -> Any:
    """What may be done with a file now; where nothing may, why."""
    reading = upload.reading
    if upload.state == "staged" or reading is None:
        return html.P(view.t("upload_state.staged"))
    acts: list[Any] = []
    if reading.is_publishable:
        alone = person.may(Right.PUBLISH) and not known.accounts.settings()["two_persons"]
        publish = desk.post(view.t("upload.publish"), f"/nop/{upload.id}/cong-bo", main=True)
        hand_over = desk.post(view.t("upload.hand_over"), f"/nop/{upload.id}/chuyen", main=not alone)
        acts += [publish, hand_over] if alone else [hand_over]
    note = view.t("upload.outside", what=", ".join(reading.outside)) if reading.outside else ""
    acts += [
        desk.post(view.t("upload.compare"), f"/nop/{upload.id}/so-lai"),
        html.A(
            view.t("upload.annotated"), href=f"/nop/{upload.id}/ghi-chu.xlsx", className="plain", download=""
        ),
        desk.post(view.t("upload.discard"), f"/nop/{upload.id}/bo"),
    ]
    return html.Div([html.P(note, className="said") if note else None, html.Div(acts, className="acts")])


def _submission(view: View, known: Office, upload: Upload, submission: int) -> list[Any]:
    """What someone handed over, as its sender saw it, with the approver's three choices."""
    reading = upload.reading
    back = html.P(dcc.Link(view.t("upload.back"), href=view.link("/nop")))
    if reading is None:
        return [back]
    note = dcc.Input(id="upload-note", name="ghi_chu", placeholder=view.t("upload.note"), maxLength=500)
    acts = html.Div([
        desk.post(view.t("upload.publish"), f"/duyet/{submission}/cong-bo", main=True, name="thay", value=str(reading.release)),
        html.Form([html.Label(note), html.Button(view.t("upload.return"), type="submit", className="plain")],
                  method="post", action=f"/duyet/{submission}/tra-lai", className="acts"),
    ], className="acts")  # fmt: skip
    head = html.P(view.t("upload.from", by=upload.by, file=upload.file))
    cases = known.decisions.foreseen(submission)
    report = next((one.report for one in view.reader.submissions() if one.id == submission), 0)
    told = foretold.outlook(view, None if cases is None else len(cases))
    return [
        back,
        html.Section([head, preview.outcomes(view, reading), told, acts], className="card"),
        foretold.of_cases(view, cases, report) if cases else None,
        preview.original(view, reading.pages),
        preview.figures(view, reading),
    ]
