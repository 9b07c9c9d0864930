"""Same origin: a request that may change something comes from our own pages or not at all."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit


def is_same_origin(environ: dict[str, Any]) -> bool:
    """Whether the browser says that one of our own pages sent this; silence is a no."""
    site = environ.get("HTTP_SEC_FETCH_SITE")
    origin = environ.get("HTTP_ORIGIN")
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return urlsplit(str(origin)).netloc == _host(environ)
    return site is not None


def _host(environ: dict[str, Any]) -> str:
    return str(environ.get("HTTP_HOST") or environ.get("SERVER_NAME", ""))
