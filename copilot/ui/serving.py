"""The desk's own process: `python -m copilot.ui.serving`, its settings read from the environment."""

import asyncio
import gc
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from streamlit import net_util

from copilot.app.assembly import open_service
from copilot.settings import Settings
from copilot.ui.api import api
from copilot.ui.headers import Headers
from copilot.ui.theme import theme
from copilot.ui.views.frame import unexpected

ENTRY = Path(__file__).with_name("desk.py")
COLLECT_SECONDS = 60
WATCH_SECONDS = 1


def config(settings: Settings) -> dict[str, Any]:
    """Streamlit's configuration: no statistics, no look-up, nothing served that the desk does not use."""
    return theme(settings.theme).options() | {
        "server.address": settings.host,
        "server.port": settings.port,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.disconnectedSessionTTL": 600,
        "browser.serverAddress": settings.host,
        "browser.gatherUsageStats": False,
        "runner.postScriptGC": False,  # eight times less CPU a rerun; `_life` collects instead
        "runner.fastReruns": False,  # one run of a session after the other: see whole.py
        "global.disableWidgetStateDuplicationWarning": True,  # another language sets what is chosen anew
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.allowedOrigins": [],  # no page around the desk may drive it
    }


@asynccontextmanager
async def _life(_app: st.App) -> AsyncIterator[None]:
    gc.collect()
    gc.freeze()
    tasks = [asyncio.create_task(task) for task in (_collect(), _leave_with(os.getppid()))]
    yield
    for task in tasks:
        task.cancel()


async def _collect() -> None:
    """Collects all there is, then sets it aside: a collection within a rerun would go through whole plans again."""
    while True:
        await asyncio.sleep(COLLECT_SECONDS)
        gc.unfreeze()
        gc.collect()
        gc.freeze()


async def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        await asyncio.sleep(WATCH_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def serve(settings: Settings) -> None:
    """Serves the desk until told to stop."""
    # Streamlit would ask an outside server for its address at the first unknown Origin.
    net_util._external_ip = net_util._internal_ip = "127.0.0.1"
    service = cache(lambda: open_service(settings))
    routes = [Mount("/api", api(service))]
    app = st.App(ENTRY, routes=routes, lifespan=_life, middleware=[Middleware(Headers)], on_script_error=unexpected)
    app.run(config=config(settings))


if __name__ == "__main__":
    serve(Settings())
