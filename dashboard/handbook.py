"""The handbook: the Markdown files of dashboard/help as pages the app shows and searches, Vietnamese first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, Response, send_from_directory
from markdown_it import MarkdownIt

from dashboard.generated import GENERATED, HELP
from dashboard.text import t

FIRST = ("guide", "methods", "dictionary", "api", "operator", "safety", "bench", "changes")
"""The order of the chapters; any other file comes after them by name."""

_PICTURE = re.compile(r'(<img [^>]*src=")(?!/)([^"]+)(")')
_CHAPTER = re.compile(r'href="([a-z]+)(?:\.en)?\.md"')


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the handbook in one language: its address word, title, text and markup."""

    slug: str
    title: str
    text: str
    html: str


def chapters(lang: str) -> tuple[Chapter, ...]:
    """Every chapter in a language; one that is not translated is shown as it is."""
    return _chapters(lang, HELP.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _chapters(lang: str, _written: int) -> tuple[Chapter, ...]:
    slugs = {file.name.partition(".")[0] for file in HELP.glob("*.md")} | set(GENERATED)
    order = sorted(slugs, key=lambda slug: (FIRST.index(slug) if slug in FIRST else len(FIRST), slug))
    return tuple(_chapter(slug, lang) for slug in order)


def _chapter(slug: str, lang: str) -> Chapter:
    words = _words_of(slug, lang)
    text = words + (GENERATED[slug](lang) if slug in GENERATED else "")
    title = text.partition("\n")[0].lstrip("# ").strip() if words else t(f"handbook.{slug}", lang)
    drawn = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .render(text)
        .replace("<pre>", '<pre tabindex="0">')
    )
    linked = _CHAPTER.sub(rf'href="/tro-giup?lang={lang}&amp;topic=\1"', drawn)
    return Chapter(slug, title, text, _PICTURE.sub(r"\1/tro-giup/anh/\2\3", linked))


def _words_of(slug: str, lang: str) -> str:
    """What somebody wrote, translated where it is; the changes are never written here."""
    files = (HELP / f"{slug}.{lang}.md", HELP / f"{slug}.md")
    found = next((file for file in files if file.exists()), None)
    return found.read_text("utf-8") if found and slug != "changes" else ""


def sections(chapter: Chapter) -> list[tuple[str, str]]:
    """(heading, words) of every section of a chapter, for the search."""
    parts = re.split(r"^#{1,3} +(.+)$", chapter.text, flags=re.MULTILINE)
    return [(parts[at].strip(), parts[at + 1].strip()) for at in range(1, len(parts) - 1, 2)]


def serve_pictures(server: Flask) -> None:
    """The pictures of the chapters, from the same folder."""

    @server.get("/tro-giup/anh/<path:name>")
    def picture(name: str) -> Response:
        return send_from_directory(HELP, name)
