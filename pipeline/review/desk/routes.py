"""The addresses of the desk: its page, the list, a candidate, pictures, search, decisions."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.errors import BadSetting
from pipeline.review.desk.access import Access, Gate
from pipeline.review.desk.desk import Desk
from pipeline.review.desk.publishing import Publisher
from pipeline.review.desk.views import View
from pipeline.review.desk.wishes import Wish, factors_of

STATIC = Path(__file__).resolve().parents[1] / "static"
LARGEST = 64 * 1024
"""Bytes of a decision."""
THREADS = 4
"""Requests that are answered at once: more would only take memory."""


def application(desk: Desk, gate: Gate, papers: Publisher) -> Starlette:
    """The desk as a web application; `papers` are asked for after each decision."""
    routes = _Routes(desk, View(desk, papers), papers)
    return Starlette(
        routes=[
            Route("/", routes.page),
            Route("/liste", routes.listing),
            Route("/candidat/{key}", routes.candidate),
            Route("/page/{key}/{number:int}.jpg", routes.picture),
            Route("/recherche", routes.search),
            Route("/comparaison", routes.comparison),
            Route("/decisions", routes.decide, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Access, gate=gate)],
        exception_handlers={BadSetting: _wrong, HTTPException: _failed},
        lifespan=_few_threads,
    )


@asynccontextmanager
async def _few_threads(app: Starlette) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    yield


class _Routes:
    """What answers each address."""

    def __init__(self, desk: Desk, view: View, papers: Publisher) -> None:
        self._desk = desk
        self._view = view
        self._papers = papers

    def _wish(self, request: Request) -> Wish:
        return Wish.of(request.query_params, self._desk.needs)

    def page(self, request: Request) -> Response:
        """The whole desk, with the candidate that is asked for."""
        key = request.query_params.get("c", "")
        return HTMLResponse(self._view.page(self._wish(request), key))

    def listing(self, request: Request) -> Response:
        """The list alone."""
        return HTMLResponse(self._view.listing(self._wish(request)))

    def candidate(self, request: Request) -> Response:
        """The answers and the CV of a candidate."""
        factors = factors_of(request.query_params.get("w", ""))
        return HTMLResponse(self._view.candidate(request.path_params["key"], factors))

    def picture(self, request: Request) -> Response:
        """A page of a CV."""
        made = self._desk.picture(request.path_params["key"], request.path_params["number"])
        if made is None:
            raise HTTPException(404)
        return Response(made, media_type="image/jpeg")

    def search(self, request: Request) -> Response:
        """The CVs that hold some words."""
        asked = request.query_params
        factors = factors_of(asked.get("w", ""))
        return HTMLResponse(self._view.search(asked.get("q", ""), factors))

    def comparison(self, request: Request) -> Response:
        """Candidates beside each other."""
        factors = factors_of(request.query_params.get("w", ""))
        keys = request.query_params.getlist("c")
        return HTMLResponse(self._view.comparison(keys, factors))

    async def decide(self, request: Request) -> Response:
        """Note a decision."""
        said = _said(await _body(request))
        asked = (said["candidate"], said["verdict"], said["motive"], said["author"])
        made = await run_in_threadpool(self._desk.decide, *asked)
        self._papers.ask()
        return JSONResponse({"said": self._view.noted(made)}, 201)


async def _body(request: Request) -> bytes:
    """What was sent. Raises BadSetting for more than a decision may hold."""
    found = b""
    async for piece in request.stream():
        found += piece
        if len(found) > LARGEST:
            raise BadSetting("Décision", "elle est trop longue", "raccourcir le motif")
    return found


def _said(body: bytes) -> Mapping[str, str]:
    names = ("candidate", "verdict", "motive", "author")
    try:
        found: Any = json.loads(body)
        if isinstance(found, dict) and all(isinstance(found.get(name), str) for name in names):
            return found
    except ValueError:
        pass
    raise BadSetting("Décision", "elle n'est pas complète", "recharger la page")


def _wrong(request: Request, error: Exception) -> Response:
    return JSONResponse({"fault": str(error)}, 400)


def _failed(request: Request, error: Exception) -> Response:
    code = error.status_code if isinstance(error, HTTPException) else 500
    return JSONResponse({"fault": "Il n'y a rien à cette adresse."}, code)
