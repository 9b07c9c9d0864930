"""The WSGI layer: each request is judged before the application sees it, each answer before it leaves."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.safety.answers import language, refuse
from dashboard.safety.body import BodyRefused, Counted, declared, is_garbled
from dashboard.safety.headers import security_headers
from dashboard.safety.origin import host_of, is_own_name, is_same_origin
from dashboard.safety.rates import Rates
from dashboard.text import t
from etl.model import ChitieuError
from etl.pipeline.office import is_unavailable
from etl.words.messages import error_message

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
MEGABYTE = 1024 * 1024
logger = logging.getLogger("chitieu.safety")
_STATIC = ("/assets/", "/_dash-component-suites/", "/_favicon.ico", "/healthz")
_STATUS = {
    "not_publishable": 409,
    "conflict": 409,
    "case_moved": 409,
    "still_contradicts": 409,
    "forbidden": 403,
    "signed_out": 403,
    "needs_another": 403,
    "link_spent": 410,
    "bad_choice": 404,
    "needs_words": 422,
    "read_only": 503,
    "too_long": 503,
    "not_signed_in": 401,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request and one visitor may ask for."""

    body: int = MEGABYTE
    upload: int = 51 * MEGABYTE
    per_second: float = 60
    burst: int = 400
    patience: float = 30
    upload_path: str = "/nop/tep"
    names: frozenset[str] = frozenset()

    @classmethod
    def of_rate(cls, per_second: int) -> Limits:
        """The usual limits, but for how often one visitor may ask: a burst is some seconds' worth at once."""
        return cls(per_second=per_second, burst=per_second * 20 // 3)


class Guarded:
    """The application behind the layer."""

    def __init__(self, inner: Application, limits: Limits, own_scripts: Callable[[], Sequence[str]]) -> None:
        self._inner, self._limits, self._own_scripts = inner, limits, own_scripts
        self._rates = Rates(limits.per_second, limits.burst)

    def __call__(self, environ: Environ, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""

        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            told = [*headers, *security_headers(headers, self._own_scripts, environ)]
            return start(status, told, *rest)

        refused = self._judged(environ)
        if refused:
            return self._refuse(environ, begin, *refused)
        body = Counted(environ, self._limit(environ), self._limits.patience)
        environ["wsgi.input"] = body
        try:
            return self._inner(environ, begin)
        except ChitieuError as wrong:
            message = error_message(wrong, language(environ))
            return refuse(environ, begin, _STATUS.get(wrong.code, 422), wrong.code, message)
        except (BodyRefused, TimeoutError):
            return self._refuse(environ, begin, *((413, "too_large") if body.is_over else (408, "too_slow")))
        except Exception as wrong:
            if known := _known(wrong):
                return self._refuse(environ, begin, *known)
            number = secrets.token_hex(4)
            logger.exception("error %s at %s", number, environ.get("PATH_INFO", ""))
            return self._refuse(environ, begin, 500, "broken", number)

    def _judged(self, environ: Environ) -> tuple[int, str] | None:
        """Why this request goes no further; None where it may."""
        if not is_own_name(environ, self._limits.names):
            return 421, "wrong_host"
        path = environ.get("PATH_INFO", "")
        if not path.startswith(_STATIC) and not self._rates.allows(environ):
            return 429, "too_many"
        if environ.get("REQUEST_METHOD") in ("GET", "HEAD", "OPTIONS"):
            return None
        if not is_same_origin(environ):
            return 403, "foreign"
        return (413, "too_large") if declared(environ) > self._limit(environ) else None

    def _limit(self, environ: Environ) -> int:
        is_upload = environ.get("PATH_INFO", "") == self._limits.upload_path
        return self._limits.upload if is_upload else self._limits.body

    def _refuse(
        self, environ: Environ, start: StartResponse, status: int, code: str, number: str = ""
    ) -> Iterable[bytes]:
        """A refusal of the layer's own; an error's number is for the visitor, everything else for the log."""
        facts = {"limit": self._limit(environ) // MEGABYTE, "number": number, "host": host_of(environ)[:100]}
        return refuse(environ, start, status, code, t(f"refused.{code}", language(environ), **facts))


def _known(wrong: Exception) -> tuple[int, str] | None:
    """What is said where the server could not make out a body, or the store is away; None of what nobody expected."""
    if is_garbled(wrong):
        return 400, "bad_request"
    return (503, "read_only") if is_unavailable(wrong) else None
