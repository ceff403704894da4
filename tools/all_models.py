"""Every table of the portal, for peewee's migration tool: `pwmigrate DATABASE initial -m tools.all_models:MODELS`."""

import importlib
import pkgutil

import portal
from portal.store.database import Table


def tables() -> list[type[Table]]:
    """Import every module that defines tables and return these."""
    for found in pkgutil.walk_packages(portal.__path__, "portal."):
        if found.name.endswith((".models", ".settings", ".blobs")) or ".models." in found.name:
            importlib.import_module(found.name)
    return Table.__subclasses__()


MODELS = tables()
