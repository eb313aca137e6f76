"""A small but real OpenID provider on the loopback, which can be told to go wrong.

It does what the specification asks (discovery, JWKS, authorisation code with PKCE, RP-initiated
logout) and checks what is asked of it; each knob is one way in which a provider, or somebody in
its place, hands out what must not be accepted.
"""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from dashboard.serve.listen import listen

CLIENT, SECRET = "dashboard", "a secret of the client, only on the loopback"
ACCOUNTS: dict[str, dict[str, Any]] = {
    "editor": {"email": "Quality@Example.edu.cn", "email_verified": True, "name": "质量办"},
    "member": {"email": "plan@example.edu.cn", "name": "教务处", "groups": ["全体", "质量年报"]},
    "viewer": {"email": "teacher_1@example.edu.cn", "email_verified": True, "name": "教师"},
    "claimant": {"email": "quality@example.edu.cn", "email_verified": False, "name": "自称"},
}


def _key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": secrets.token_hex(8), "use": "sig"})


@dataclass
class Provider:
    """The provider and its knobs; ``reset`` sets them as in a provider that works."""

    url: str
    returns_to: str
    key: RSAKey = field(default_factory=_key)
    # What is put over the claims of a token; None takes a claim out.
    claims: dict[str, Any] = field(default_factory=dict)
    lifetime: int = 3600  # seconds
    signature: str = "key"  # or "other key", "none"
    broken: frozenset[str] = frozenset()  # addresses that answer 500
    ended: list[str] = field(default_factory=list)  # whose sign-in was ended here
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def reset(self) -> None:
        """Work as one should."""
        self.claims, self.lifetime, self.signature = {}, 3600, "key"
        self.broken = frozenset()
        self.ended.clear()

    def start_anew(self) -> None:
        """Have another key, as after a provider was set up again."""
        self.key = _key()

    def application(self) -> Starlette:
        """Return the provider as an ASGI application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/jwks", self._jwks),
                Route("/authorize", self._ask),
                Route("/authorize", self._authorise, methods=["POST"]),
                Route("/token", self._token, methods=["POST"]),
                Route("/logout", self._logout),
            ]
        )

    def _fails(self, request: Request) -> Response | None:
        return Response(status_code=500) if request.url.path in self.broken else None

    async def _discovery(self, request: Request) -> Response:
        return self._fails(request) or JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "end_session_endpoint": f"{self.url}/logout",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                # As some providers do, for clients that register for it.
                "id_token_signing_alg_values_supported": ["RS256", "none"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _jwks(self, _: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def _ask(self, request: Request) -> Response:
        asked = request.query_params
        wrong = (
            asked.get("client_id") != CLIENT
            or asked.get("redirect_uri") != self.returns_to
            or asked.get("response_type") != "code"
            or "openid" not in asked.get("scope", "").split()
            or asked.get("code_challenge_method") != "S256"
        )
        if wrong:
            return PlainTextResponse("bad request", 400)
        fields = "".join(
            f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
            for name, value in asked.items()
        )
        buttons = "".join(
            f'<button name="account" value="{name}">{name}</button>' for name in [*ACCOUNTS, "deny"]
        )
        return HTMLResponse(f'<h1>身份平台</h1><form method="post">{fields}{buttons}</form>')

    async def _authorise(self, request: Request) -> Response:
        async with request.form() as form:
            given = {name: str(value) for name, value in form.items()}
        answer = {"state": given["state"]}
        if given["account"] == "deny":
            answer |= {"error": "access_denied", "error_description": "the user said no"}
        else:
            answer["code"] = secrets.token_urlsafe()
            self._codes[answer["code"]] = given
        return RedirectResponse(f"{self.returns_to}?{urlencode(answer)}", 303)

    async def _token(self, request: Request) -> Response:
        async with request.form() as form:
            given = {name: str(value) for name, value in form.items()}
        asked = self._codes.pop(given.get("code", ""), {})
        challenge = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        right = (
            asked.get("code_challenge") == _base64(challenge)
            and given.get("redirect_uri") == self.returns_to
            and request.headers.get("authorization") == f"Basic {basic}"
        )
        if not right:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return self._fails(request) or JSONResponse(
            {
                "access_token": secrets.token_urlsafe(),
                "token_type": "Bearer",
                "id_token": self._sign(asked),
            },
            headers={"Cache-Control": "no-store"},
        )

    def _sign(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": asked["account"],
            "aud": CLIENT,
            "iat": now,
            "exp": now + self.lifetime,
            "nonce": asked["nonce"],
            **ACCOUNTS[asked["account"]],
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.signature == "none":
            header = {"alg": "none", "typ": "JWT"}
            return ".".join(
                [*(_base64(json.dumps(part).encode()) for part in (header, claims)), ""]
            )
        key = self.key if self.signature == "key" else _key()
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, key)

    async def _logout(self, request: Request) -> Response:
        asked = request.query_params
        if asked["post_logout_redirect_uri"] != self.returns_to or asked["client_id"] != CLIENT:
            return PlainTextResponse("bad request", 400)
        whose = "whoever is at the browser"
        if hint := asked.get("id_token_hint"):
            whose = jwt.decode(hint, self.key).claims["sub"]
        self.ended.append(whose)
        return RedirectResponse(self.returns_to, 302)


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def providing(returns_to: str) -> Iterator[Provider]:
    """Run a provider for one client, which it sends back to ``returns_to``."""
    with listen("127.0.0.1", 0) as listener:
        provider = Provider(f"http://127.0.0.1:{listener.getsockname()[1]}", returns_to)
        server = uvicorn.Server(uvicorn.Config(provider.application(), log_level="warning"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join()
