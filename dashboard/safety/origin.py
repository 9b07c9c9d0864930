"""Same origin: a request that may change something comes from our own pages or not at all."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
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


def is_own_name(environ: dict[str, Any], names: Collection[str]) -> bool:
    """Whether a request was meant for this house: by a number, by this machine's own name, or by a name it was given.

    A page elsewhere may let its own name point here (DNS rebinding) and then passes for ours; its name gives it away,
    and a number or a bare `localhost` cannot be made to point anywhere else.
    """
    host = host_of(environ)
    return host in ("", "localhost") or host in names or _is_number(host)


def host_of(environ: dict[str, Any]) -> str:
    """The name a request was sent to, without its port."""
    host = str(environ.get("HTTP_HOST", "")).lower().strip()
    name = host.partition("]")[0][1:] if host.startswith("[") and "]" in host else host.partition(":")[0]
    return name.rstrip(".")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _host(environ: dict[str, Any]) -> str:
    return str(environ.get("HTTP_HOST") or environ.get("SERVER_NAME", ""))
