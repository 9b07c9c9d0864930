"""A smaller plotly.js: served where the office supplies one of the same version, and enough for every chart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import brotli
import pytest
from dash import dcc
from flask import Flask
from flask.testing import FlaskClient

from dashboard import pages
from dashboard.app import create_app
from dashboard.people.policies import PAGES as POLICIES
from dashboard.serving import slim
from etl.query import Reader
from etl.store import open_engine
from tests.conftest import view_of

ADDRESS = "/_dash-component-suites/plotly/package_data/plotly.min.js"
BODY = "/**\n* plotly.js (basic - minified) v{}\n*/\n" + "window.Plotly = {{}};\n" * 200


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path))
    return tmp_path


def browser(folder: Path, version: str) -> FlaskClient:
    (folder / slim.NAME).write_text(BODY.format(version), "utf-8")
    return create_app(Reader(open_engine(f"sqlite:///{folder / 'chitieu.db'}"))).server.test_client()


def test_the_offices_file_of_the_same_version_is_served_compressed_and_kept(folder: Path) -> None:
    visitor = browser(folder, slim.wanted())
    answer = visitor.get(ADDRESS, headers={"Accept-Encoding": "br"})
    assert brotli.decompress(answer.data).decode() == BODY.format(slim.wanted())
    assert answer.mimetype == "text/javascript"
    again = visitor.get(ADDRESS, headers={"Accept-Encoding": "br", "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_file_of_another_version_is_not_served(folder: Path) -> None:
    answer = browser(folder, "0.0.1").get(ADDRESS)
    assert answer.status_code == 200
    assert len(answer.data) > 3_000_000
    assert slim.told() == (BODY.format("0.0.1").encode(), "0.0.1")


def test_a_file_that_does_not_say_its_version_is_not_served(folder: Path) -> None:
    (folder / slim.NAME).write_text("window.Plotly = {};", "utf-8")
    server = Flask("slim")
    slim.serve_slim(server)
    assert slim.told()[1] == "?"
    assert server.test_client().get(ADDRESS).status_code == 404


def graphs(node: Any) -> list[dcc.Graph]:
    """Every chart below a node."""
    if isinstance(node, (list, tuple)):
        return [found for child in node for found in graphs(child)]
    if isinstance(node, dcc.Graph):
        return [node]
    return graphs(getattr(node, "children", None) or [])


@pytest.mark.parametrize("page", [p for p in pages.found() if p.PAGE.path not in POLICIES])
def test_no_chart_needs_more_than_the_smaller_bundle_has(page: Any, reader: Reader) -> None:
    found = graphs(page.draw(view_of(reader, page.PAGE.path)))
    assert {trace["type"] for graph in found for trace in graph.figure["data"]} <= slim.TRACES
