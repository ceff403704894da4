"""Röda tråden: handbook, service declarations and quality work in one portal."""

__version__ = "0.1.0"
