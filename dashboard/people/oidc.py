"""The office's own sign-in: an OpenID Connect provider, asked by code and PKCE; what it says is proved before it counts."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oidc.core import CodeIDToken
from itsdangerous import BadData, URLSafeTimedSerializer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException

from etl.model.people import NotVouched, ProviderAway, WrongProvider

ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)
"""Signatures by a key pair; never `none`, never a secret both sides know."""
PATIENCE = (3.05, 5.0)
"""Seconds to reach the provider, and to hear from it."""
KEPT, AWAY = 600.0, 10.0
"""Seconds for which the provider's addresses are kept, and for which one that did not answer is left alone."""
CLOCKS_APART = 60
TICKET_SECONDS = 600
LONGEST_PATH = 400
"""A cookie holds some 4,000 signs; a longer way on is given up for the first page."""
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
logger = logging.getLogger("chitieu.people")


class Ticket(NamedTuple):
    """What the browser keeps, sealed, while its owner is at the provider."""

    state: str
    nonce: str
    verifier: str
    onward: str
    lang: str


class Provider:
    """One provider and this office's client there; nothing is asked of it before someone wants to sign in."""

    def __init__(self, issuer: str, client: str, secret: str, claim: str = "email") -> None:
        if not _is_safe(issuer):
            raise WrongProvider("provider_plain", issuer=issuer)
        self._issuer, self._client, self._secret, self._claim = issuer, client, secret, claim
        self._seal = URLSafeTimedSerializer(secret, salt="chitieu sign-in")
        self._known: tuple[float, dict[str, Any] | None] = (0.0, None)

    def ask(self, back: str, onward: str, lang: str) -> tuple[str, str]:
        """The provider's page to go to, and the sealed ticket to keep until one comes `back`."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        ticket = Ticket(state, nonce, verifier, onward if len(onward) <= LONGEST_PATH else "/", lang)
        with self._session(redirect_uri=back) as session:
            there, _ = session.create_authorization_url(
                self._place("authorization_endpoint"),
                state=ticket.state,
                nonce=ticket.nonce,
                code_verifier=ticket.verifier,
                ui_locales=lang,
            )
        return str(there), str(self._seal.dumps(ticket))

    def opened(self, sealed: str) -> Ticket | None:
        """The ticket of a browser; None where we did not seal it, or too long ago."""
        try:
            return Ticket(*self._seal.loads(sealed, max_age=TICKET_SECONDS))
        except (BadData, TypeError):
            return None

    def vouched(self, told: Mapping[str, str], ticket: Ticket | None, back: str) -> str:
        """The account's name of whoever came back with a code; NotVouched where anything does not fit."""
        if ticket is None or not compare_digest(told.get("state", "").encode(), ticket.state.encode()):
            raise NotVouched("state")
        if not told.get("code"):
            raise NotVouched(f"provider: {told.get('error', '')[:40]}")
        try:
            claims = self._proved(self._token(told["code"], ticket, back), ticket)
        except OAuthError as wrong:
            raise NotVouched(str(wrong.error)[:40], is_guess=wrong.error == "invalid_grant") from wrong
        except (JoseError, KeyError, TypeError, ValueError) as wrong:
            logger.warning("the sign-in provider's token does not hold: %s", wrong)
            raise NotVouched(f"token: {wrong}"[:100]) from wrong
        return self._name(claims)

    def _token(self, code: str, ticket: Ticket, back: str) -> Mapping[str, Any]:
        """What the provider gives for a code, once."""
        methods = self._document().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        method = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        place = self._place("token_endpoint")
        try:
            with self._session(redirect_uri=back, token_endpoint_auth_method=method) as session:
                found: Mapping[str, Any] = session.fetch_token(
                    place,
                    grant_type="authorization_code",
                    code=code,
                    redirect_uri=back,
                    code_verifier=ticket.verifier,
                    allow_redirects=False,
                )
        except RequestException as wrong:
            raise _away(place, wrong) from wrong
        return found

    def _proved(self, token: Mapping[str, Any], ticket: Ticket) -> Mapping[str, Any]:
        """The claims of an ID token: signed by the provider, for this client, now, and for this very sign-in."""
        keys = KeySet.import_key_set(self._get(self._place("jwks_uri")))  # type: ignore[arg-type]
        rules = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        read = jwt.decode(token["id_token"], keys, registry=rules)
        wanted = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client},
        }
        asked = {
            "nonce": ticket.nonce,
            "client_id": self._client,
            "access_token": token.get("access_token", ""),
        }
        claims = CodeIDToken(read.claims, read.header, wanted, asked)
        claims.validate(leeway=CLOCKS_APART)
        return dict(claims)

    def _name(self, claims: Mapping[str, Any]) -> str:
        """The claim that is an account's name here; an address of mail counts once the provider has verified it."""
        if self._claim == "email" and claims.get("email_verified") is not True:
            raise NotVouched("email_verified")
        name = claims.get(self._claim)
        if not name or not isinstance(name, str):
            raise NotVouched(f"claim: {self._claim}")
        return name

    def _place(self, name: str) -> str:
        """One of the provider's addresses, as its discovery document names it."""
        place = str(self._document().get(name, ""))
        if not _is_safe(place):
            raise _away(name, place)
        return place

    def _document(self) -> dict[str, Any]:
        """What the provider publishes of itself; one that did not answer is left alone for some seconds."""
        until, found = self._known
        if time.monotonic() >= until:
            try:
                found, kept = self._discovered(), KEPT
            except ProviderAway:
                found, kept = None, AWAY
            self._known = time.monotonic() + kept, found
        if found is None:
            raise ProviderAway
        return found

    def _discovered(self) -> dict[str, Any]:
        place = self._issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = self._get(place)
        if found.get("issuer") != self._issuer:
            raise _away(place, f"issuer {found.get('issuer')}")
        return found

    def _get(self, place: str) -> dict[str, Any]:
        try:
            with self._session() as session:
                answer = session.request("GET", place, withhold_token=True, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except RequestException as wrong:
            raise _away(place, wrong) from wrong
        if answer.status_code != 200 or not isinstance(found, dict):
            raise _away(place, answer.status_code)
        return found

    def _session(self, **more: Any) -> OAuth2Session:
        return OAuth2Session(
            self._client,
            self._secret,
            scope="openid email profile",
            code_challenge_method="S256",
            default_timeout=PATIENCE,
            **more,
        )


def _is_safe(place: str) -> bool:
    """Whether an address is read and changed by nobody on the way: https, or this very machine."""
    try:
        parts = urlsplit(place)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    )


def _away(place: str, why: object) -> ProviderAway:
    logger.warning("the sign-in provider is not reached at %s: %s", place, why)
    return ProviderAway()
