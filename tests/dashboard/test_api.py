"""The read API: the kit's numbers, paged, tagged by release, one shape of refusal; a stranger finds nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings

from dashboard.app import create_app
from etl.query import Reader
from etl.query.rows import COLUMNS
from etl.store import Engine, open_engine
from tests.query.make import point, released

SAME = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('api') / 'chitieu.db'}")
    parts = [
        point(f"{year}", f"{year}.5", area=area)
        for year in (2019, 2021, 2024)
        for area in ("06349@pre2020", "06370@pre2020")
    ]
    released(
        engine,
        [
            *parts,
            point("2024", None, missing="dash"),
            point("2024", "7", season="MUA", indicator="planted_area.rice"),
        ],
    )
    released(engine, [point("2024", "9999", area="06349@pre2020")], "b.csv", is_illustrative=True)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine) -> Any:
    return create_app(Reader(engine)).server


@pytest.fixture
def client(server: Any) -> FlaskClient:
    found: FlaskClient = server.test_client()
    return found


def test_observations_are_the_readers_rows_page_by_page(client: FlaskClient, engine: Engine) -> None:
    expected = Reader(engine).points("planted_area")
    told: list[Any] = []
    while True:
        page = client.get(
            f"/api/v1/observations?indicator=planted_area&limit=3&offset={len(told)}"
        ).get_json()
        assert (page["total"], page["release"], page["limit"]) == (len(expected), 2, 3)
        told += page["items"]
        if len(page["items"]) < 3:
            break
    assert [row["observation"] for row in told] == [p.observation for p in expected]
    assert [row["value"] for row in told] == [None if p.value is None else f"{p.value:f}" for p in expected]
    assert all(set(row) == set(COLUMNS) for row in told)


def test_filters_are_those_of_query(client: FlaskClient) -> None:
    asked = "indicator=planted_area&area=06349@2025&boundaries=today&period=2019"
    (row,) = client.get(f"/api/v1/observations?{asked}").get_json()["items"]
    assert (row["value"], row["method"], row["observation"]) == (
        "4039.0",
        "computed:06349@pre2020 + 06370@pre2020",
        None,
    )
    (row,) = client.get("/api/v1/observations?area=185&period=2019&sums=true").get_json()["items"]
    assert (row["lacking"], row["expected"]) == (18, 20)
    assert client.get("/api/v1/observations?as_of=1999-01-01").get_json()["items"] == []


def test_an_answer_is_tagged_by_its_release(client: FlaskClient) -> None:
    first = client.get("/api/v1/observations")
    again = client.get("/api/v1/observations", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/api/v1/observations?as_of=1").headers["ETag"] != first.headers["ETag"]


def test_a_figure_leads_to_its_source(client: FlaskClient) -> None:
    row = client.get("/api/v1/observations?indicator=planted_area.rice").get_json()["items"][0]
    told = client.get(f"/api/v1/observations/{row['observation']}").get_json()
    assert told["observation"] == row
    assert told["source"]["file"] == "a.csv"
    assert client.get("/api/v1/observations/999999999999").status_code == 404


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("observations?indicator=planted_are", 404, "bad_choice"), ("observations?limit=0", 400, "bad_parameter"),
        ("observations?who=me", 400, "bad_parameter"), ("observations?period=2020-13", 400, "bad_parameter"),
        ("observations?limit=1&limit=2", 400, "bad_parameter"), ("observations?as_of=77", 404, "bad_choice"),
        ("export?format=pdf", 400, "bad_parameter"), ("nothing", 404, "not_there"), ("", 404, "not_there"),
    ],
)  # fmt: skip
def test_every_refusal_has_one_shape(client: FlaskClient, address: str, status: int, code: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, code)
    assert answer.get_json()["error"]["message"]
    assert client.get(f"/api/v1/{address}{'&' if '?' in address else '?'}lang=en").get_json()["error"][
        "message"
    ]


def test_reports_are_those_published_and_releases_name_no_person(client: FlaskClient) -> None:
    assert [one["file"] for one in client.get("/api/v1/reports?as_of=1").get_json()["items"]] == ["a.csv"]
    (newest, _) = client.get("/api/v1/releases").get_json()["items"]
    assert set(newest) == {"id", "at", "note", "undoes"}


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "parquet", "sdmx-csv", "datapackage"])
def test_whole_files_in_every_format(client: FlaskClient, form: str) -> None:
    answer = client.get(f"/api/v1/export?format={form}&indicator=planted_area")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert not answer.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_schemathesis_finds_nothing(server: Any, mode: schemathesis.GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", server)
    limits = settings(
        max_examples=12, deadline=None, derandomize=True, database=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    tried = 0
    for found in schema.get_all_operations():

        @limits
        @given(case=found.ok().as_strategy(generation_mode=mode))
        def try_one(case: Any) -> None:
            nonlocal tried
            tried += 1
            case.call_and_validate(headers=SAME)

        try_one()
    assert tried > 50
