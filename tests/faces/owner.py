"""A record held by a server, in a thread of this process: what another command meets on its way to it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from tests.faces.desk import Inline

from steppe.faces.http.app import create_app
from steppe.faces.http.service import Service
from steppe.holding import held, queue
from steppe.record.store import open_record


@contextmanager
def owner(path: Path, clock: Callable[[], datetime], **settings: Any) -> Iterator[tuple[Service, str]]:
    """The service that holds the record at `path`, and the address at which it is served."""
    with open_record(path, clock=clock) as record:
        jobs = queue(record, clock=clock)
        jobs.worker = Inline()  # type: ignore[assignment]
        made = Service(held=held(record), jobs=jobs, clock=clock, author="tester", **settings)
        config = uvicorn.Config(
            create_app(made), port=0, log_level="error", ws="none", lifespan="off", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        record.serve_at(address)
        try:
            yield made, address
        finally:
            server.should_exit = True
            thread.join(timeout=10)
