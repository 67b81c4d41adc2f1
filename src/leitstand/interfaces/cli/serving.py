"""Serving pages with gunicorn, and a worker beside it for what takes longer than a page may."""

import os
import sys
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.instance.kind import is_demonstration
from leitstand.foundation.redaction import HidesPersonalLinks
from leitstand.interfaces.cli.beside import Beside
from leitstand.settings.options import PREFIX

BASE_URL = f"{PREFIX}BASE_URL"


class DiscreetLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's log without personal links: it names the address of a request that failed."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in [*self.error_log.handlers, *self.access_log.handlers]:
            handler.addFilter(HidesPersonalLinks())


class _Arbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's own loop over its children, which looks after the worker for jobs as well."""

    def manage_workers(self) -> None:
        super().manage_workers()
        self.app.worker.keep()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with our application and settings, without its command line."""

    def __init__(self, choices: dict[str, Any], worker: Beside) -> None:
        self.choices, self.worker = choices, worker
        super().__init__()

    def run(self) -> None:
        _Arbiter(self).run()

    def load_config(self) -> None:
        for name, value in self.choices.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()


def serve(host: str, port: int, announce: Callable[[], None] = lambda: None) -> None:
    """Serve until the process is told to stop. ``announce`` is called once pages can be fetched.

    Raises ``RuleBroken`` if a demonstration would be served to other computers without being told to.
    """
    if is_demonstration() and not _is_local(host) and not settings.OPTIONS["DEMO_PUBLIC"]:
        raise RuleBroken(
            "Diese Demonstration hat bekannte Passwörter und bleibt deshalb auf diesem Rechner. "
            "Soll sie für andere erreichbar sein: LEITSTAND_DEMO_PUBLIC=yes setzen.",
            "demo-public",
        )
    worker = Beside([sys.executable, "-m", "leitstand", "work"], _environment_of_worker())
    starter = os.getpid()
    try:
        _Server(
            {
                "bind": f"{host}:{port}",
                "workers": 1,
                "threads": 8,
                "worker_class": "gthread",
                "timeout": 120,
                "graceful_timeout": 5,
                "loglevel": "error",
                "logger_class": DiscreetLog,
                "when_ready": lambda server: announce(),
                "control_socket_disable": True,
            },
            worker,
        ).run()
    finally:
        # Gunicorn's forked children leave through here too; the worker is only the starter's to stop.
        if os.getpid() == starter:
            worker.end()


def _environment_of_worker() -> dict[str, str]:
    """Ours, and the address under which we are reached: the worker writes it into mails and reports."""
    return {**os.environ, BASE_URL: settings.BASE_URL}


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
