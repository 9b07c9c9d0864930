"""A small OpenID Connect provider on this machine: it keeps the standard, and can be told what to get wrong."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "chitieu", secrets.token_urlsafe(24)
ANYONE_BEYOND_ECMA = {"kty": "AKP", "alg": "ML-DSA-44", "kid": "mai sau", "pub": "AAAA"}
"""A key of a kind nobody here understands yet; real providers begin to publish such."""


@cache
def _key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "ky", "use": "sig"}, auto_kid=False)


class FakeProvider:
    """Who signs in there is `claims`; `told` overrides the discovery document."""

    def __init__(self) -> None:
        self.key = _key()
        self.signs: RSAKey | bytes = self.key
        self.header: dict[str, str] = {"alg": "RS256", "kid": "ky"}
        self.claims: dict[str, Any] = {"email": "an@co-quan.example", "email_verified": True, "preferred_username": "staff"}  # fmt: skip
        self.told: dict[str, Any] = {}
        self.sends_to = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.issuer = ""

    def id_token(self, nonce: str) -> str:
        """What is vouched for, signed."""
        now = int(time.time())
        usual = {
            "iss": self.issuer,
            "sub": "1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
        }
        claims = {name: told for name, told in (usual | self.claims).items() if told is not None}
        if isinstance(self.signs, bytes):
            return forged(self.header, claims, self.signs)
        return jwt.encode(self.header, claims, self.signs, algorithms=[self.header["alg"]])

    def app(self) -> Flask:
        app = Flask("provider")
        app.add_url_rule("/.well-known/openid-configuration", view_func=self._document)
        app.add_url_rule("/authorize", view_func=self._authorize)
        app.add_url_rule("/token", view_func=self._token, methods=["POST"])
        app.add_url_rule("/jwks", view_func=self._keys)
        app.before_request(lambda: self.asked.append(request.path))
        return app

    def _document(self) -> Any:
        if self.sends_to:
            return redirect(self.sends_to)
        places = {
            f"{name}_endpoint": f"{self.issuer}/{path}"
            for name, path in (("authorization", "authorize"), ("token", "token"))
        }
        return jsonify({"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks"} | places | self.told)

    def _authorize(self) -> Any:
        told = request.args
        assert (told["client_id"], told["response_type"], told["code_challenge_method"]) == (CLIENT, "code", "S256")  # fmt: skip
        assert "openid" in told["scope"].split()
        code = secrets.token_urlsafe()
        self.codes[code] = dict(told)
        return redirect(f"{told['redirect_uri']}?{urlencode({'code': code, 'state': told['state']})}")

    def _token(self) -> Any:
        who, kept = request.authorization, self.codes.pop(request.form["code"], None)
        if who is None or (who.username, who.password) != (CLIENT, SECRET):
            return jsonify(error="invalid_client"), 401
        shown = url64(hashlib.sha256(request.form["code_verifier"].encode()).digest())
        if (
            not kept
            or kept["code_challenge"] != shown
            or kept["redirect_uri"] != request.form["redirect_uri"]
        ):
            return jsonify(error="invalid_grant"), 400
        kind = "Bearer"
        return jsonify(
            access_token=secrets.token_urlsafe(), token_type=kind, id_token=self.id_token(kept["nonce"])
        )

    def _keys(self) -> Response:
        others = [ECKey.generate_key("P-256", {"kid": "ky khac"})]
        public = KeySet([self.key, *others]).as_dict(private=False)
        return jsonify(keys=[ANYONE_BEYOND_ECMA, *public["keys"]])


def forged(header: dict[str, str], claims: dict[str, Any], secret: bytes) -> str:
    """A token no library would make: not signed, or signed with whatever there is as a secret."""
    body = ".".join(url64(json.dumps(part).encode()) for part in (header, claims))
    return f"{body}.{url64(hmac.digest(secret, body.encode(), 'sha256')) if secret else ''}"


def url64(told: bytes) -> str:
    return urlsafe_b64encode(told).decode().rstrip("=")


@contextmanager
def serving(app: Any, name: str = "127.0.0.1") -> Iterator[str]:
    """A server of an app on this machine while the block runs; its address under that name."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{name}:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
