"""Who may see the desk: this machine, one address, a cookie that was given for a token.

The token opens the desk once; the file that holds the address then gets another one. A page of
another site, another name of this machine, a request without the cookie: all are refused, whatever
they ask for.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.review.rendering import rendered

ENTRY = "/entrer"
TOKEN = "jeton"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_OWN = {"same-origin", "none", ""}
"""What a browser says of where a request comes from: the desk itself, or a person."""
_READING = {"GET", "HEAD"}


class Gate:
    """The secrets of one desk at `host` ("127.0.0.1:8123")."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.origin = f"http://{host}"
        self.cookie = f"vivier-{host.rpartition(':')[2]}"
        self.changed: Callable[[], None] = lambda: None
        self._session = secrets.token_urlsafe(32)
        self._token = secrets.token_urlsafe(32)

    @property
    def address(self) -> str:
        """The address that opens the desk once."""
        return f"{self.origin}{ENTRY}?{TOKEN}={self._token}"

    def enter(self, token: str) -> bool:
        """Whether a token opens the desk; if so it does not open it again."""
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            return False
        self._token = secrets.token_urlsafe(32)
        self.changed()
        return True

    def refusal(self, request: Request) -> str:
        """Why a request is refused, "" where it is not."""
        headers = request.headers
        if headers.getlist("host") != [self.host]:
            return "l'adresse n'est pas celle de ce bureau"
        reading = request.method in _READING
        origins = headers.getlist("origin")
        if origins != [self.origin] if (origins or not reading) else False:
            return "la demande vient d'un autre site"
        if request.url.path == ENTRY:
            return "" if reading else "cette adresse ne se demande pas ainsi"
        if headers.get("sec-fetch-site", "") not in _OWN:
            return "la demande vient d'un autre site"
        shown = request.cookies.get(self.cookie, "")
        known = hmac.compare_digest(shown.encode(), self._session.encode())
        return "" if known else "il faut l'ouvrir par son adresse, qui ne sert qu'une fois"

    def admit(self, response: Response) -> None:
        """Give the cookie with a response."""
        response.set_cookie(self.cookie, self._session, path="/", httponly=True, samesite="strict")


class Access:
    """Every request passes here before all else, and every response gets its headers."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        answer = self._answer(scope)
        await (answer or self._app)(scope, receive, sent)

    def _answer(self, scope: Scope) -> Response | None:
        """What is answered here: refusals and the entry; None for what is handed on."""
        if scope["type"] != "http":
            return _refused("la demande n'est pas d'un navigateur")
        request = Request(scope)
        why = self._gate.refusal(request)
        if why:
            return _refused(why)
        if request.url.path != ENTRY:
            return None
        if not self._gate.enter(request.query_params.get(TOKEN, "")):
            return _refused("cette adresse a déjà servi, ou n'est pas la bonne")
        opened = HTMLResponse(rendered("desk/entree.html"))
        self._gate.admit(opened)
        return opened


def _refused(why: str) -> Response:
    return HTMLResponse(rendered("desk/refus.html", why=why), 403)
