"""Questions on the upload page: each says what is unclear and where, and is settled in place by one choice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from dash import html

from dashboard.text import said
from dashboard.uploads.preview import cell_name
from dashboard.view import View
from etl.model import Finding, Place, Severity
from etl.model.answers import Answer
from etl.pipeline.desk import Upload
from etl.words.messages import finding_message

BUTTONS = 3
"""So many choices stand as buttons, more as a list to choose from."""


def questions(view: View, upload: Upload) -> Any:
    """Every open question in one list, those that block first, and what was settled."""
    asked = list(upload.reading.questions) if upload.reading else []
    blocking = [q for q in asked if q["is_blocking"]]
    others = [q for q in asked if not q["is_blocking"]]
    behind, beside = upload.reading.behind if upload.reading else (0, 0)
    parts: list[Any] = [html.H2(view.t("upload.questions", count=len(blocking) + behind))]
    parts += [html.Ol([_question(view, upload, q) for q in blocking], className="questions")] * bool(blocking)
    parts += [html.P(view.t("upload.questions_behind", count=behind), className="dim")] * bool(behind)
    if others:
        rest = html.Ol([_question(view, upload, q) for q in others], className="questions")
        parts.append(
            html.Details([html.Summary(view.t("upload.to_look_at", count=len(others) + beside)), rest])
        )
    if upload.answers:
        settled = [_settled(view, upload, answer) for answer in upload.answers.given]
        parts += [
            html.H3(view.t("upload.settled", count=len(settled))),
            html.Ul(settled, className="lines settled"),
        ]
    return html.Section(parts, className="card", id="upload-questions")


def _question(view: View, upload: Upload, asked: Mapping[str, Any]) -> html.Li:
    facts = tuple((str(name), str(value)) for name, value in asked["facts"])
    found = Finding(asked["code"], Severity(asked["severity"]), Place("", asked["places"][0]), facts)
    count = int(asked["count"])
    where = ", ".join(map(cell_name, asked["places"][:6])) + (" …" if count > 6 else "")
    return html.Li(
        [
            html.P(finding_message(found, view.lang)),
            html.P(view.t("upload.cells", count=count, places=where), className="dim"),
            _choices(view, upload, asked),
        ],
        className="blocking" if asked["is_blocking"] else "",
    )


def _choices(view: View, upload: Upload, asked: Mapping[str, Any]) -> html.Form:
    options = [(json.dumps(option[:2]), _words(view, *option)) for option in asked["options"]]
    if len(options) <= BUTTONS:
        controls: list[Any] = [
            html.Button(words, name="chon", value=value, className="plain", type="submit")
            for value, words in options
        ]
    else:
        chooser = html.Select(
            [html.Option(words, value=value) for value, words in options],
            name="chon",
            **view.aria("upload.choose"),
        )
        controls = [chooser, html.Button(view.t("upload.settle"), className="plain", type="submit")]
    return html.Form(
        controls, method="post", action=_act(upload, "tra-loi", asked["scope"]), className="acts"
    )


def _settled(view: View, upload: Upload, answer: Answer) -> html.Li:
    words = _words(view, str(answer.settles), answer.decision, "")
    undo = html.Form(
        html.Button(view.t("upload.open_again"), className="plain small", type="submit"),
        method="post",
        action=_act(upload, "mo-lai", answer.scope),
    )
    told = html.Span(f"{answer.scope.partition(':')[2]}: {words}")
    return html.Li([told, None if upload.state == "staged" else undo])


def _act(upload: Upload, verb: str, scope: str) -> str:
    return f"/nop/{upload.id}/{verb}?ve={quote(scope, safe='')}"


def _words(view: View, settles: str, decision: str, words: str) -> str:
    """One choice as a person would say it."""
    if settles == "mark":
        key = "upload.comma" if decision == "," else "upload.dot"
        return view.t(key, value=said(words, view.lang)).strip(" :")
    if settles in ("not_figure", "as_written"):
        return view.t(f"upload.{settles}")
    if settles == "total":
        return view.t("upload.total", area=words or _area(view, decision))
    return _named(view, settles, decision)


def _named(view: View, settles: str, decision: str) -> str:
    if settles == "area":
        return _area(view, decision)
    if settles == "period":
        return view.period(decision)
    if settles == "indicator" and decision in view.catalogue.indicators:
        return view.catalogue.indicators[decision].name[view.lang]
    known = view.catalogue.units.get(decision)
    return known.name[view.lang] if known else decision


def _area(view: View, area: str) -> str:
    return view.area(area)
