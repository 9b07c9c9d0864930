"""Handing in: what the upload page sends — files, answers, decisions — each answered by the page it leads to."""

from __future__ import annotations

import io
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, g, jsonify, redirect, render_template, request, send_file

from dashboard.people.viewer import office
from dashboard.safety.answers import draft_of, language
from dashboard.state import number
from dashboard.text import period, said, t
from etl.model import BadChoice, Conflict, StoreBusy
from etl.model.answers import Answer, Settles
from etl.model.people import Forbidden
from etl.pipeline.annotated import annotated
from etl.pipeline.office import Office
from etl.pipeline.template import form_of, template
from etl.words.messages import error_message

ROUTES = Blueprint("uploads", __name__, template_folder="templates")
PAGE = "/nop"
_PATIENCE = 4.0
"""Seconds a page waits for the clerk before it shows that it is still at work."""


def _office() -> Office:
    found = office()
    if found is None:
        raise Forbidden
    if request.method == "POST" and not found.is_writable:
        raise StoreBusy
    return found


def _to(upload: int) -> Any:
    return redirect(f"{PAGE}?report={upload}" + ("&lang=en" if request.args.get("lang") == "en" else ""), 303)


@ROUTES.post("/nop/tep")
def receive() -> Any:
    """Files come in, streamed to disk; the answer names the page of the last one."""
    files = request.files.getlist("tep")
    if not files:
        raise BadChoice("tep", choice="tep", welcome="multipart/form-data")
    upload = 0
    for sent in files:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tep"
            sent.save(path, buffer_size=1 << 20)
            upload = _office().desk.receive(path, sent.filename or "", g.person)
    if "text/html" in request.headers.get("Accept", ""):
        return _to(upload)
    return jsonify(upload=upload, address=f"{PAGE}?report={upload}")


@ROUTES.get("/nop/<int:upload>/tinh-trang")
def progress(upload: int) -> Any:
    """How far the clerk is with a file."""
    known = _office().desk.get(upload, g.person)
    if known.is_busy:
        _office().desk.lying(g.person)
    return jsonify(state=known.state, busy=known.is_busy, done=known.done, total=known.total)


@ROUTES.get("/nop/<int:upload>/ghi-chu.xlsx")
def comments(upload: int) -> Any:
    """The file with each question as a comment on its cell."""
    known = _office().desk.get(upload, g.person)
    if known.reading is None:
        raise BadChoice(str(upload), choice=upload, welcome="…")
    content = annotated(known.reading, "en" if request.args.get("lang") == "en" else "vi")
    return send_file(io.BytesIO(content), as_attachment=True, download_name=f"ghi-chu-{upload}.xlsx")


@ROUTES.get("/nop/mau.xlsx")
def form() -> Any:
    """An empty report to fill in: `viec` the duty, `noi` the unit, `nam` the year, `ky` which stretch of it."""
    told = {name: request.args.get(name, "") for name in ("nam", "ky")}
    for name, value in told.items():
        if not (value.isdecimal() and len(value) <= 4):
            raise BadChoice(name, choice=value, welcome="1-12" if name == "ky" else "2021")
    catalogue, duty, area = _office().catalogue, request.args.get("viec", ""), request.args.get("noi", "")
    made = form_of(catalogue, duty, area, int(told["nam"]), int(told["ky"]))
    content = template(catalogue, made, g.person.name, "en" if request.args.get("lang") == "en" else "vi")
    return send_file(
        io.BytesIO(content), as_attachment=True, download_name=f"{duty}-{area}-{made.period}.xlsx"
    )


@ROUTES.post("/nop/<int:upload>/tra-loi")
def answer(upload: int) -> Any:
    """Settle one question."""
    try:
        settles, decision = json.loads(request.form.get("chon", ""))
        given = Answer(Settles(settles), request.args.get("ve", ""), str(decision))
    except (ValueError, TypeError) as wrong:
        raise BadChoice("chon", choice=request.form.get("chon", ""), welcome=", ".join(Settles)) from wrong
    _office().desk.answer(upload, given, g.person)
    _office().desk.wait(upload, g.person, _PATIENCE)
    return _to(upload)


@ROUTES.post("/nop/<int:upload>/mo-lai")
def open_again(upload: int) -> Any:
    """Take an answer back."""
    _office().desk.take_back(upload, request.args.get("ve", ""), g.person)
    _office().desk.wait(upload, g.person, _PATIENCE)
    return _to(upload)


@ROUTES.post("/nop/<int:upload>/so-lai")
def compare(upload: int) -> Any:
    """Compare a file anew with what is published."""
    _office().desk.compare_again(upload, g.person)
    _office().desk.wait(upload, g.person, _PATIENCE)
    return _to(upload)


@ROUTES.post("/nop/<int:upload>/chuyen")
def hand_over(upload: int) -> Any:
    """Hand a file to whoever approves."""
    _office().desk.stage(upload, g.person)
    return _to(upload)


@ROUTES.post("/nop/<int:upload>/cong-bo")
def publish(upload: int) -> Any:
    """Stage and publish one's own file in one go."""
    known = _office().desk.get(upload, g.person)
    seen = known.reading.release if known.reading else 0
    submission = _office().desk.stage(upload, g.person)
    return _published(submission, _seen(seen))


@ROUTES.post("/nop/<int:upload>/bo")
def discard(upload: int) -> Any:
    """Clear a file off the desk."""
    _office().desk.discard(upload, g.person)
    return redirect(PAGE, 303)


@ROUTES.post("/duyet/<int:submission>/cong-bo")
def approve(submission: int) -> Any:
    """Publish what someone handed over."""
    return _published(submission, _seen(None))


@ROUTES.post("/duyet/<int:submission>/tra-lai")
def give_back(submission: int) -> Any:
    """Return a submission with a note."""
    _office().decisions.give_back(submission, g.person, request.form.get("ghi_chu", "")[:500])
    return redirect(PAGE, 303)


@ROUTES.post("/duyet/<int:submission>/thu-hoi")
def withdraw(submission: int) -> Any:
    """Take a published submission back."""
    _office().decisions.withdraw(submission, g.person, request.form.get("ghi_chu", "")[:500])
    return redirect(PAGE, 303)


@ROUTES.post("/duyet/dot/<int:release>/thu-hoi")
def undo(release: int) -> Any:
    """Take a release back."""
    _office().decisions.undo(release, g.person, request.form.get("ghi_chu", "")[:500])
    return redirect(PAGE, 303)


def _seen(otherwise: int | None) -> int | None:
    """The release the decision was made in sight of."""
    return number(request.form.get("thay", "")) or otherwise


def _published(submission: int, seen: int | None) -> Any:
    """Publish and go back; where someone else was faster, both values side by side."""
    try:
        release = _office().decisions.publish(submission, g.person, seen=seen)
    except Conflict as wrong:
        return _conflict(submission, wrong), 409
    return redirect(f"{PAGE}?show=published&page={release}", 303)


def _conflict(submission: int, wrong: Conflict) -> str | Response:
    if "text/html" not in request.headers.get("Accept", ""):
        error = {"code": wrong.code, "message": error_message(wrong, language(request.environ))}
        return jsonify(error=error, clashes=[asdict(clash) for clash in wrong.clashes])
    lang, catalogue = language(request.environ), _office().catalogue
    rows = [
        {
            "name": catalogue.indicators[c.indicator].name[lang] if c.indicator in catalogue.indicators else c.indicator,
            "area": catalogue.areas.label(c.area) if c.area in catalogue.areas.by_id else c.area,
            "period": period(c.period, lang), "yours": said(c.yours, lang), "theirs": said(c.theirs, lang), "clash": c,
        }
        for c in wrong.clashes
    ]  # fmt: skip
    latest = max(clash.release for clash in wrong.clashes)
    return render_template(
        "conflict.html", rows=rows, lang=lang, submission=submission, latest=latest, draft=draft_of(request.environ),
        t=lambda key, **facts: t(key, lang, **facts),
    )  # fmt: skip
