"""gunicorn's settings, made of the portal's own."""

from typing import Any

from portal.config import from_environment
from portal.ops.logs import set_up_logs

_config = from_environment()

bind = _config.bind
workers = _config.workers
worker_class = "gthread"
threads = 8
graceful_timeout = 20
max_requests = 20_000
max_requests_jitter = 2_000
# The control socket would lie in the user's home, not the portal's.
control_socket_disable = True


def post_worker_init(_worker: Any) -> None:
    """Let each worker log as the rest of the portal does."""
    set_up_logs()
