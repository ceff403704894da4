"""gunicorn's settings, made of the portal's own."""

import gc
from typing import Any

from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from portal.config import from_environment
from portal.ops.logs import formatter, set_up_logs

_config = from_environment()

bind = _config.bind
workers = _config.workers
worker_class = "gthread"
threads = 8
graceful_timeout = 20
max_requests = 20_000
max_requests_jitter = 2_000
# What proxies tell is read in `portal.web.hosts` alone, as far as the settings trust them. By itself gunicorn would let
# everything that comes from this machine's own address set the scheme, and the path before all links.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
# The control socket would lie in the user's home, not the portal's.
control_socket_disable = True


class logger_class(Logger):  # noqa: N801 - gunicorn's name for the setting
    """gunicorn's own messages, in the form of the portal's."""

    def setup(self, cfg: Config) -> None:
        """Set up as gunicorn does, then change the form."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter())


def post_worker_init(_worker: Any) -> None:
    """Let each worker log as the rest of the portal does; what it has loaded stays, and is not gone through for waste.

    To go through it takes a tenth of a second, now and then in the middle of somebody's page.
    """
    set_up_logs()
    gc.collect()
    gc.freeze()
