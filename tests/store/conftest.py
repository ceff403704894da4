"""Store and journal are tested on both databases."""

from tests.support.both import both, migrated_postgres, postgres_server

__all__ = ["both", "migrated_postgres", "postgres_server"]
