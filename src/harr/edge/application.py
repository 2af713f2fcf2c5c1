"""Harr as an ASGI application: the API under /v1, its pages beside it, and the worker behind both."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from harr.edge.asgi import Api, Threads
from harr.edge.contract_routes import Contract
from harr.edge.docs import Docs
from harr.edge.gateway import Gateway
from harr.engine import worker

PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
STOP_SECONDS = 30
"""As long as the longest transaction takes."""

log = logging.getLogger("harr.server")


def application(gateway: Gateway, *, connections: int = 8, works: bool = True) -> Starlette:
    """The application over a gateway, which it closes when it ends. `works` says whether the worker runs in it."""
    threads = Threads(gateway, connections)
    api = Api(gateway, threads)
    contract = Contract({} if gateway.mocks_only else gateway.stages)
    pages: list[Docs] = []

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        stop = threading.Event()
        behind = threading.Thread(target=worker.work, args=(gateway.engine, stop), name="harr-worker", daemon=True)
        if works and not gateway.mocks_only:
            behind.start()
        try:
            yield
        finally:
            await asyncio.to_thread(_end, gateway, threads, behind, stop)

    async def healthz(_: Request) -> Response:
        return await asyncio.get_running_loop().run_in_executor(threads.readers, _health, gateway)

    async def openapi(_: Request) -> Response:
        whole = await asyncio.to_thread(contract.retrieve, None)
        return Response(bytes(whole), media_type="application/json", headers={"X-Content-Type-Options": "nosniff"})

    async def docs(request: Request) -> Response:
        return await asyncio.to_thread(_page, contract, pages, request.path_params.get("path", ""))

    async def start(_: Request) -> Response:
        return RedirectResponse("/docs")

    return Starlette(
        routes=[
            Route("/", start),
            Route("/healthz", healthz),
            Route("/openapi.json", openapi),
            *[Route(path, api) for path in gateway.beside],
            Route("/docs", docs),
            Route("/docs/{path:path}", docs),
            Route("/v1", api),
            Route("/v1/{path:path}", api),
        ],
        lifespan=lifespan,
    )


def _health(gateway: Gateway) -> Response:
    """Whether the database answers."""
    try:
        gateway.engine.tenants()
    except Exception:
        log.exception("the database does not answer")
        return JSONResponse({"status": "no database"}, status_code=503)
    return JSONResponse({"status": "ok"})


def _page(contract: Contract, pages: list[Docs], path: str) -> Response:
    if not pages:
        pages.append(Docs(contract.whole))
    found = pages[0].page(path)
    if found is None:
        return PlainTextResponse("There is no such page. See /docs.\n", status_code=404, headers=PAGE_HEADERS)
    return HTMLResponse(found, headers=PAGE_HEADERS)


def _end(gateway: Gateway, threads: Threads, behind: threading.Thread, stop: threading.Event) -> None:
    stop.set()
    threads.close()
    if behind.is_alive():
        behind.join(STOP_SECONDS)
    gateway.engine.store.close()
