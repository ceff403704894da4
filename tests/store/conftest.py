"""Store and journal are tested on both databases."""

from tests.support.both import both, postgres_server

__all__ = ["both", "postgres_server"]
