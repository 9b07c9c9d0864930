"""Serving: the second answer is the first one's bytes until something is written; files are compressed once."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import count
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from dashboard.app import create_app
from dashboard.people.policies import PAGES
from dashboard.serving import ready
from etl.catalog import load as load_catalogue
from etl.pipeline import load
from etl.query import Reader
from etl.store import open_engine, publish

TEXT = "Số liệu 9 tháng đầu năm 2021\nHuyện Bắc Sơn, ngày 20/9/2021\nTổng diện tích gieo trồng đạt {} ha.\n"
HERE = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "br"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    tell(tmp_path, "9.120")
    return tmp_path


def tell(home: Path, area: str) -> None:
    engine = open_engine(f"sqlite:///{home / 'chitieu.db'}")
    file = home / f"{area}.txt"
    file.write_text(TEXT.format(area), "utf-8")
    publish(engine, [load(engine, file, load_catalogue(), "an").submission], "an")
    engine.dispose()


def client(home: Path, seen: list[str] | None = None) -> FlaskClient:
    """A browser on the store; what is asked of the database is noted in `seen`."""
    engine = open_engine(f"sqlite:///{home / 'chitieu.db'}")
    if seen is not None:
        event.listen(engine, "before_cursor_execute", lambda *asked: seen.append(asked[2]))
    return create_app(Reader(engine)).server.test_client()


def ask(browser: FlaskClient, path: str = "/", query: str = "", **headers: str) -> bytes:
    inputs = [
        {"id": "url", "property": "pathname", "value": path},
        {"id": "url", "property": "search", "value": query},
    ]
    asked = {
        "output": "shell.children", "outputs": {"id": "shell", "property": "children"}, "inputs": inputs,
        "changedPropIds": ["url.pathname"],
    }  # fmt: skip
    body = json.dumps(asked, separators=(",", ":"))
    answer = browser.post(ready.ADDRESS, data=body, content_type="application/json", headers=HERE | headers)
    assert answer.status_code == 200
    return answer.get_data()


def test_a_screen_seen_before_is_ready_bytes(home: Path) -> None:
    seen: list[str] = []
    browser = client(home, seen)
    first = ask(browser)
    assert "9.120" in brotli.decompress(first).decode()
    seen.clear()
    assert ask(browser) == first
    assert set(seen) <= {"BEGIN", "PRAGMA data_version"}


def test_the_next_answer_after_a_release_is_the_new_one(home: Path) -> None:
    browser = client(home)
    assert "9.120" in brotli.decompress(ask(browser)).decode()
    tell(home, "9.250")
    assert "9.250" in brotli.decompress(ask(browser)).decode()


def test_another_address_and_another_encoding_are_other_answers(home: Path) -> None:
    browser = client(home)
    assert ask(browser) != ask(browser, query="?lang=en")
    assert ask(browser, "/", "", **{"Accept-Encoding": "identity"})[:1] == b"{"


def test_a_page_of_ones_own_is_drawn_each_time() -> None:
    """What lies on a desk is one person's and changes without a release."""
    server, drawn = Flask("drawn"), count()
    kept = ready.Ready(lambda: 1, lambda: 1, PAGES)
    kept.keep_last(server)
    server.post(ready.ADDRESS)(lambda: str(next(drawn)))
    kept.ask_first(server)
    browser = server.test_client()
    assert ask(browser) == ask(browser)
    for path in PAGES:
        assert ask(browser, path) != ask(browser, path)


def test_static_files_are_compressed_once_and_kept_by_name(home: Path) -> None:
    browser = client(home)
    page = browser.get("/", headers=HERE)
    address = next(
        part for part in brotli.decompress(page.get_data()).decode().split('"') if "/assets/app.css" in part
    )
    answer = browser.get(address, headers=HERE)
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"#shell" in brotli.decompress(answer.get_data())
    assert browser.get(address, headers=HERE).get_data() == answer.get_data()
    plain = browser.get(address, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers


def test_serving_loads_neither_pandas_nor_a_parser_nor_the_migrations() -> None:
    code = "import sys, dashboard.serve, dashboard.pages as p; p.found(); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = set(told.stdout.split())
    assert "dashboard.serve" in loaded
    assert not loaded & {"pandas", "openpyxl", "python_calamine", "docx", "pdfplumber", "lxml", "alembic"}
