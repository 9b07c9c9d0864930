"""The communes' chart: what it draws is what is published, a point leads to its words, and it can be asked for alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.state import Choice
from dashboard.strands import drawn, month_of
from etl.query import Reader
from tests.conftest import view_of

CODE = "forest_new"


@pytest.fixture(scope="module")
def client(reader: Reader) -> FlaskClient:
    return create_app(reader).server.test_client()


def test_every_value_is_the_published_one_and_leads_to_it(reader: Reader) -> None:
    with reader.shapes() as shapes:
        found = drawn(shapes, reader.catalogue, Choice(indicator=CODE))
    assert found is not None
    told = {(p.area, p.period): p.value for p in reader.points(CODE, measures=["actual"]) if not p.season}
    checked = 0
    for trace in found.figure["data"]:
        choice = Choice.from_query(trace["meta"].partition("?")[2])
        mine = {
            month_of(period, choice.show): value
            for (area, period), value in sorted(told.items(), key=lambda one: len(one[0][1]))
            if area == choice.area
        }
        for month, value in zip(trace["x"], trace["y"], strict=True):
            if value is not None:
                assert value == pytest.approx(float(mine[month] or 0))
                checked += 1
    assert checked > 100


def test_between_the_running_totals_of_two_years_is_a_gap(reader: Reader) -> None:
    with reader.shapes() as shapes:
        found = drawn(shapes, reader.catalogue, Choice(indicator=CODE))
    assert found is not None
    for trace in found.figure["data"]:
        pairs = list(zip(trace["x"], trace["y"], strict=True))
        for (before, _), (after, value) in pairwise(pairs):
            assert before[:4] == after[:4] or value is None


def test_the_chart_alone_is_the_one_on_the_page(reader: Reader, client: FlaskClient) -> None:
    area = reader.catalogue.areas.communes("185", view_of(reader, "/").today)[0].id
    alone = client.get(f"/bieu-do?indicator={CODE}&areas={area}&since=2024").get_json()
    assert alone["is_illustrative"]
    assert alone["title"]
    assert alone["source"]
    assert min(alone["x"]) >= "2024"
    assert all(len(trace["y"]) == len(alone["x"]) for trace in alone["data"])
    coloured = [trace for trace in alone["data"] if trace["line"]["width"] > 1]
    assert [trace["meta"].partition("area=")[2].partition("&")[0] for trace in coloured] == [area]


def test_what_cannot_be_followed_is_not_there(client: FlaskClient) -> None:
    assert client.get("/bieu-do?indicator=nothing").status_code == 404


def test_a_point_of_the_chart_opens_its_words(reader: Reader) -> None:
    from dashboard.pages import sources

    point = next(
        p
        for p in reader.points(CODE, measures=["actual"])
        if p.area != "185" and p.value and month_of(p.period, "running")
    )
    view = view_of(
        reader,
        "/nguon",
        indicator=CODE,
        area=point.area,
        show="running",
        period=month_of(point.period, "running"),
    )
    assert "sources-figure" in str(sources.draw(view))
