"""The addresses of the desk: its page, the list, a candidate, pictures, search, the jury."""

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
from pipeline.review.desk.wishes import MEMBER, Wish, factors_of

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
            Route("/jury", routes.jury),
            Route("/entretien/{key}", routes.interview),
            Route("/decisions", routes.decide, methods=["POST"]),
            Route("/etapes", routes.promote, methods=["POST"]),
            Route("/notes", routes.note, methods=["POST"]),
            Route("/ouverture", routes.unveil, methods=["POST"]),
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
        key = request.path_params["key"]
        return HTMLResponse(self._view.candidate(key, factors, _member(request)))

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
        return HTMLResponse(self._view.comparison(keys, factors, _member(request)))

    def jury(self, request: Request) -> Response:
        """Who sits in the jury."""
        return HTMLResponse(self._view.jury(_member(request)))

    def interview(self, request: Request) -> Response:
        """What to ask a candidate, to print."""
        return HTMLResponse(self._view.interview(request.path_params["key"], _member(request)))

    async def decide(self, request: Request) -> Response:
        """Note the opinion of a member."""
        said = _said(await _body(request), "candidate", "verdict", "motive", "author")
        asked = (said["candidate"], said["verdict"], said["motive"], said["author"])
        made = await run_in_threadpool(self._desk.decide, *asked)
        return self._kept(self._view.noted(made))

    async def promote(self, request: Request) -> Response:
        """Note what the jury decides of one candidate or several ("k1,k2")."""
        said = _said(await _body(request), "candidates", "stage", "motive", "author")
        keys = [key for key in said["candidates"].split(",") if key]
        asked = (keys, said["stage"], said["motive"], said["author"])
        made = await run_in_threadpool(self._desk.promote, *asked)
        return self._kept(self._view.promoted(made))

    async def note(self, request: Request) -> Response:
        """Keep the note of a member on a criterion."""
        said = _said(await _body(request), "candidate", "criterion", "note", "author")
        asked = (said["candidate"], said["criterion"], said["note"], said["author"])
        await run_in_threadpool(self._desk.note, *asked)
        return self._kept("Note gardée.")

    async def unveil(self, request: Request) -> Response:
        """Open the opinions of all members to each other."""
        said = _said(await _body(request), "motive", "author")
        await run_in_threadpool(self._desk.jury.open, said["author"], said["motive"])
        return self._kept("Les avis sont ouverts.")

    def _kept(self, said: str) -> Response:
        """That something was noted; the papers are written anew."""
        self._papers.ask()
        return JSONResponse({"said": said}, 201)


def _member(request: Request) -> str:
    return request.query_params.get(MEMBER, "").strip()


async def _body(request: Request) -> bytes:
    """What was sent. Raises BadSetting for more than a decision may hold."""
    found = b""
    async for piece in request.stream():
        found += piece
        if len(found) > LARGEST:
            raise BadSetting("Décision", "elle est trop longue", "raccourcir le motif")
    return found


def _said(body: bytes, *names: str) -> Mapping[str, str]:
    """What was sent, under some names. Raises BadSetting where one is missing, or no text."""
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
