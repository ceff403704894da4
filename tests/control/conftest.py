"""A small municipality, and browsers that look at each page they get."""

from tests.support.visits import Visit, organisation, visit

__all__ = ["Visit", "organisation", "visit"]
