"""Refusals: said in the reader's language, as a page to people and as JSON to scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from html import escape
from http import HTTPStatus
from typing import Any

from dashboard.text import t

_DRAFT = re.compile(r"/(nop|duyet|mau-thuan)/(\d+)(?:/|$)")
_PAGES = {
    "nop": "/nop?report={}",
    "duyet": "/nop?show=submission&page={}",
    "mau-thuan": "/nguon?case={}",
}
"""Where a request began → the page of what it was about."""


def refuse(
    environ: dict[str, Any], start: Callable[..., Any], status: int, code: str, message: str
) -> Iterable[bytes]:
    """One refusal; `code` for scripts, `message` for people."""
    is_page = "text/html" in environ.get("HTTP_ACCEPT", "")
    body = page(message, language(environ), draft_of(environ)) if is_page else _json(code, message)
    kind = "text/html" if is_page else "application/json"
    headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(body)))]
    if status in (429, 503):
        headers.append(("Retry-After", "2"))
    start(f"{status} {HTTPStatus(status).phrase}", headers)
    return [body]


def language(environ: dict[str, Any]) -> str:
    """English where the address asks for it, else Vietnamese."""
    return "en" if "lang=en" in environ.get("QUERY_STRING", "") else "vi"


def _json(code: str, message: str) -> bytes:
    return json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False).encode()


def draft_of(environ: dict[str, Any]) -> str:
    """The page of the draft or case a request was about; empty where it was about none."""
    found = _DRAFT.match(environ.get("PATH_INFO", ""))
    if found is None:
        return ""
    return _PAGES[found[1]].format(found[2]) + ("&lang=en" if language(environ) == "en" else "")


def page(message: str, lang: str, draft: str) -> bytes:
    """A page that says one thing, with the way back to where the reader was."""
    title, back = t("shell.title", lang), t("refused.back", lang)
    words = t("refused.to_case" if draft.startswith("/nguon") else "refused.to_draft", lang)
    ways = [(draft, words)] * bool(draft) + [("/", back)]
    links = "".join(f'<p><a href="{escape(way)}">{escape(words)}</a></p>' for way, words in ways)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="/assets/app.css"></head><body><main><section class="card">'
        f"<p>{escape(message)}</p>{links}</section></main></body></html>"
    ).encode()
