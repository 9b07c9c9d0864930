"""The handbook is whole: it names every command, page and setting, and what it points to is there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard import pages
from dashboard.api.spec import specification
from dashboard.generated import GENERATED, HELP
from dashboard.handbook import FIRST, Chapter, chapters
from dashboard.text import LANGUAGES
from etl.catalog import load
from etl.commands import COMMANDS
from etl.pipeline.settings import SETTINGS
from etl.query.exports import FORMATS

ROOT = Path(__file__).parents[2]
WRITTEN = sorted(HELP.glob("*.md"))
PATHS = [page.PAGE.path for page in pages.found()]
LIMIT = 150_000


def chapter(slug: str, lang: str) -> Chapter:
    return next(one for one in chapters(lang) if one.slug == slug)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_stands_in_the_guide(lang: str) -> None:
    told = set(re.findall(r"\| `(/[\w-]*)` \|", chapter("guide", lang).text))
    assert set(PATHS) - told == set(), f"name them in dashboard/help/guide.md and guide.en.md ({lang})"
    assert told - set(PATHS) == set(), "the guide tells of pages that are not there"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_and_setting_stands_in_the_operators_chapter(lang: str) -> None:
    text = chapter("operator", lang).text
    told = set(re.findall(r"chitieu ([a-z]+)", text))
    assert {*COMMANDS, "serve"} - told == set()
    assert told - {*COMMANDS, "serve"} == set()
    rows = dict(re.findall(r"\| `([a-z_]+)` \| (\d+) \|", text))
    assert rows == {setting.name: str(setting.default) for setting in SETTINGS}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_office_may_set_outside_is_told(lang: str) -> None:
    told = set(re.findall(r"CHITIEU_[A-Z_]+", chapter("operator", lang).text))
    files = [file for part in ("etl", "dashboard") for file in (ROOT / part).rglob("*.py")]
    asked = {name for file in files for name in re.findall(r"\"(CHITIEU_[A-Z_]+)\"", file.read_text("utf-8"))}
    assert told == asked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_export_format_is_told(lang: str) -> None:
    assert set(FORMATS) <= set(re.findall(r"`([a-z-]+)`", chapter("guide", lang).text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_made_chapters_say_what_they_speak_of(lang: str) -> None:
    catalogue = load()
    assert all(f"`{code}`" in chapter("dictionary", lang).text for code in catalogue.indicators)
    addresses = re.findall(r"### `GET (.+)`", chapter("api", lang).text)
    assert addresses == list(specification(catalogue)["paths"])
    assert chapter("changes", lang).text == (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_chapters_come_in_their_order() -> None:
    slugs = [one.slug for one in chapters("vi")]
    assert slugs == [slug for slug in FIRST if slug in slugs]


@pytest.mark.parametrize("slug", ["guide", "methods", "operator", "api"])
def test_both_languages_are_told_alike(slug: str) -> None:
    """The same sections, rows, commands and pictures in either language."""
    shapes = []
    for lang in LANGUAGES:
        text = chapter(slug, lang).text
        heads = [len(mark) for mark in re.findall(r"^(#{1,4}) ", text, re.MULTILINE)]
        rows = len(re.findall(r"^\|", text, re.MULTILINE))
        shapes.append((heads, rows, sorted(set(re.findall(r"\]\((\w[\w-]*\.png)\)", text)))))
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.name)
def test_what_a_chapter_points_to_is_there(file: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", file.read_text("utf-8")):
        told = urlsplit(target)
        if told.scheme:
            assert told.scheme == "https"
        elif told.path.startswith("/"):
            assert told.path in PATHS, target
            slugs = {one.slug for one in chapters("vi")}
            assert set(parse_qs(told.query).get("topic", [])) <= slugs, target
        else:
            assert (HELP / told.path).exists(), target


def test_every_picture_is_shown_and_small() -> None:
    shown = {
        name for file in WRITTEN for name in re.findall(r"\]\((\w[\w-]*\.png)\)", file.read_text("utf-8"))
    }
    pictures = {file.name: file.stat().st_size for file in HELP.glob("*.png")}
    assert set(pictures) == shown
    assert {name: size for name, size in pictures.items() if size > LIMIT} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_between_chapters_stay_in_the_app(lang: str) -> None:
    drawn = "".join(one.html for one in chapters(lang))
    assert re.findall(r'href="[^"/]+\.md"', drawn) == []
    assert set(re.findall(r"topic=([a-z]+)", drawn)) <= {*GENERATED, *(one.slug for one in chapters(lang))}
