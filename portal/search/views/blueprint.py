"""The blueprint of searching."""

from flask import Blueprint

blueprint = Blueprint("search", __name__, url_prefix="/sok")
