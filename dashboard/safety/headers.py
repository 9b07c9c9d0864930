"""Headers of every answer: a strict policy for scripts, no sniffing, no framing, no referrer to strangers."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Headers = list[tuple[str, str]]
_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL)
_FIXED = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
)


def inline_scripts(page: str) -> tuple[str, ...]:
    """The hash of each script that stands in our own page, as a policy names it."""
    return tuple(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _SCRIPT.findall(page)
    )


def content_policy(scripts: Sequence[str]) -> str:
    """What a page may load: our own files, and only the scripts that were written into it by us."""
    allowed = " ".join(("'self'", *scripts))
    return (
        f"default-src 'self'; script-src {allowed}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


def security_headers(
    told: Headers, own_scripts: Callable[[], Sequence[str]], environ: dict[str, Any]
) -> Iterable[tuple[str, str]]:
    """The headers an answer still lacks."""
    known = {name.lower(): value for name, value in told}
    yield from (pair for pair in _FIXED if pair[0].lower() not in known)
    if known.get("content-type", "").startswith("text/html"):
        yield "Content-Security-Policy", content_policy(own_scripts())
    if environ.get("wsgi.url_scheme") == "https":
        yield "Strict-Transport-Security", "max-age=31536000"
